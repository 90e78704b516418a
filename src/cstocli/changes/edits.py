"""The edits between two versions of a base: which entries were added, removed, changed."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from cstocli.changes.entries import CLAIM, FACT, Entry

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class Edit(NamedTuple):
    """One entry before and after; None where there is none."""

    old: Entry | None
    new: Entry | None

    @property
    def change(self) -> str:
        """`added`, `removed` or `changed`."""
        return CHANGED if self.old and self.new else ADDED if self.new else REMOVED

    @property
    def entry(self) -> Entry:
        """The entry as it is now, or as it was last."""
        entry = self.new or self.old
        if entry is None:
            raise AssertionError("an edit is of an entry")
        return entry

    @property
    def edited(self) -> list[dict[str, Any]]:
        """The keys that differ, each with its value before and after, null where there is none."""
        old, new = (side.keys if side else {} for side in self)
        return [
            {"key": key, "old": old.get(key), "new": new.get(key)}
            for key in dict.fromkeys([*old, *new])
            if old.get(key) != new.get(key) or (key in old) != (key in new)
        ]

    @property
    def data(self) -> dict[str, str | None]:
        """Which entry it is of, as JSON data."""
        part, entity, _, source, at, _ = self.entry
        return {"fact": entity, "change": self.change, "part": part, "source": source or None, "at": at or None}

    def fields(self, kind_fields: Iterable[str]) -> set[str]:
        """The fields of its fact that it is about: those whose values differ, or all that it gives."""
        known = {*kind_fields}
        keys = {each["key"] for each in self.edited}
        if self.entry.part == FACT:
            shown = (side.keys.get("shown", {}) if side else {} for side in self)
            return {field for each in shown for field in each} if "shown" in keys else set()
        if self.entry.part != CLAIM:
            return set()
        # Who says it, and whether it counts, concerns all that a claim says.
        return keys if keys <= known else known & {key for side in self if side for key in side.keys}


def edits(old: Iterable[Entry], new: Iterable[Entry]) -> list[Edit]:
    """What was edited between two versions, in the order of the new one.

    An entry is the same one where its id is, a claim where its fact, source and passage are.
    What is left of a fact is paired by its source, so that a corrected passage is one change.
    """
    before, after = _grouped(old), _grouped(new)
    found: list[Edit] = []
    for group in dict.fromkeys([*after, *before]):
        found += _edits_of(before.get(group, []), after.get(group, []))
    return found


def _grouped(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.entity, entry.part), []).append(entry)
    return groups


def _edits_of(old: list[Entry], new: list[Entry]) -> list[Edit]:
    """The edits of the entries of one fact, or of one other id."""
    _, old, new = _paired(old, new, lambda entry: (entry.digest, entry.source, entry.at))
    same_place, old, new = _paired(old, new, lambda entry: (entry.source, entry.at))
    same_source, old, new = _paired(old, new, lambda entry: entry.source)
    return [
        *(Edit(one, other) for one, other in (*same_place, *same_source)),
        *(Edit(None, entry) for entry in new),
        *(Edit(entry, None) for entry in old),
    ]


def _paired(
    old: list[Entry], new: list[Entry], key: Callable[[Entry], object]
) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
    """The pairs whose `key` is equal, each entry once, and what is left on both sides."""
    waiting: dict[object, list[Entry]] = {}
    for entry in old:
        waiting.setdefault(key(entry), []).append(entry)
    pairs, left = [], []
    for entry in new:
        if others := waiting.get(key(entry)):
            pairs.append((others.pop(0), entry))
        else:
            left.append(entry)
    gone = {id(entry) for entries in waiting.values() for entry in entries}
    return pairs, [entry for entry in old if id(entry) in gone], left
