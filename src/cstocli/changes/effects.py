"""The rows of `csto diff`: each edit between two bases, and what became of the values and statuses of fields."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cstocli.ask.columns import Row
from cstocli.ask.compare import differences
from cstocli.ask.query import ALL
from cstocli.ask.reports import COMPARE
from cstocli.changes.edits import Edit, edits
from cstocli.changes.entries import Entry, entries
from cstocli.changes.reach import Reach
from cstocli.index.build import index
from cstocli.index.index import Index
from cstocli.model.format import Format
from cstocli.model.types import VALUE
from cstocli.read.files import Files
from cstocli.read.reader import base_of, written

FOLLOWS = "follows"
"""The change of a row that no edit of its own stands behind: the effect of others together."""

NO_EFFECT = "no value and no status changed"
"""What an edit did that only what contradicts or fits a value tells of, or nothing at all."""

_EFFECT = ("fact", "field", "change", "left", "left_words", "left_status", "right", "right_words", "right_status")


class Version(NamedTuple):
    """One version of a base: what is written in it, and what it comes to. Both are of the same bytes."""

    entries: Sequence[Entry]
    indexed: Index
    format: Format


def version(path: str, format: Format) -> Version:  # noqa: A002
    """Read the version of a base at `path`; `format` is that of the built-in vocabulary.

    Raises:
        BadBase: it is missing, unreadable, empty or has problems.
    """
    documents = Files(path).documents()
    base = base_of(documents, format)
    return Version(entries(written(documents), base.format), index(base), base.format)


def diff(old: Version, new: Version) -> list[Row]:
    """A row for each edit from `old` to `new`, then one for each fact that only several edits together changed."""
    found = edits(old.entries, new.entries)
    causes = _Causes(found, Reach((old.indexed, new.indexed)), (old.format, new.format))
    effects: dict[int, list[Row]] = {}
    follows: dict[str, list[Row]] = {}
    for difference in differences(old.indexed, new.indexed, COMPARE.of(None), ALL):
        effect = {key: difference[key] for key in _EFFECT}
        numbers = causes.of(effect["fact"], effect["field"])
        for number in numbers:
            effects.setdefault(number, []).append(effect)
        if not numbers:
            follows.setdefault(effect["fact"], []).append(effect)
    before, after = _standings(old.indexed), _standings(new.indexed)
    rows = []
    for number, edit in enumerate(found):
        row = _row(edit, effects.get(number, []))
        if not row["effects"]:
            row["effects_words"] += _restated(causes.given(number), before, after)
        rows.append(row)
    return [*rows, *(_following(fact, effect) for fact, effect in follows.items())]


class _Causes:
    """Which edits changed a field: the nearest ones, by their numbers."""

    def __init__(self, found: Sequence[Edit], reach: Reach, formats: Iterable[Format]) -> None:
        fields = {kind.name: kind.fields for each in formats for kind in each.kinds.values()}
        self._own: dict[str, list[int]] = {}
        self._given: dict[tuple[str, str], list[int]] = {}
        self._reached: dict[tuple[str, str], list[int]] = {}
        for number, edit in enumerate(found):
            entity = edit.entry.entity
            self._own.setdefault(entity, []).append(number)
            for field in edit.fields(fields.get(entity.partition("/")[0], ())):
                self._given.setdefault((entity, field), []).append(number)
            for key in reach.fields(edit.entry):
                self._reached.setdefault(key, []).append(number)
        self._anywhere = [number for number, edit in enumerate(found) if reach.of(edit.entry) is None]

    def given(self, number: int) -> list[tuple[str, str]]:
        """The facts and fields that an edit gives."""
        return [key for key, numbers in self._given.items() if number in numbers]

    def of(self, fact: str, field: str) -> list[int]:
        """Edits of claims that give the field; else those of the fact and of what it sums up; else none.

        An edit that may bear on anything, of a place or a kind, is the cause if it is the only one.
        """
        if given := self._given.get((fact, field)):
            return given
        own, reached = self._own.get(fact, []), self._reached.get((fact, field), [])
        return [*dict.fromkeys((*own, *reached))] or (self._anywhere if len(self._anywhere) == 1 else [])


def _standings(indexed: Index) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """How often each value is claimed of a field, with what it does to the value that is shown."""
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for fact, field, standing, words in indexed.execute("SELECT fact, field, standing, words FROM claim_values"):
        found.setdefault((fact, field), Counter())[standing, words] += 1
    return found


def _restated(
    fields: Iterable[tuple[str, str]],
    before: dict[tuple[str, str], Counter[tuple[str, str]]],
    after: dict[tuple[str, str], Counter[tuple[str, str]]],
) -> str:
    """What contradicts or fits the value of a field now, and what did before; empty where that is the same."""
    told = ""
    for key in fields:
        one, other = before.get(key, Counter()), after.get(key, Counter())
        gone, come = (
            ", ".join(f"{words} {standing}" for standing, words in each) for each in (one - other, other - one)
        )
        if gone or come:
            told += f"; {key[1]}: {gone or '–'} → {come or '–'}"
    return told


def _row(edit: Edit, effects: list[Row]) -> Row:
    entry = edit.entry
    quote = entry.keys.get("quote")
    edited = edit.edited
    return {
        **edit.data,
        "what": entry.words,
        "quote": quote if isinstance(quote, str) else None,
        "edited": edited,
        "edited_words": "; ".join(f"{one['key']}: {_words(one['old'])} → {_words(one['new'])}" for one in edited)
        if edit.change == "changed"
        else "; ".join(f"{key}: {_words(value)}" for key, value in entry.keys.items() if key not in ("source", "at")),
        "effects": effects,
        "effects_words": _effects_words(entry.entity, effects),
        "status": {},
        "sources": [entry.source] if entry.source else [],
    }


def _following(fact: str, effects: list[Row]) -> Row:
    return {
        "fact": fact,
        "change": FOLLOWS,
        "part": "fact",
        "source": None,
        "at": None,
        "what": "the edits together",
        "quote": None,
        "edited": [],
        "edited_words": "",
        "effects": effects,
        "effects_words": _effects_words(fact, effects),
        "status": {},
        "sources": [],
    }


def _words(value: object) -> str:
    return "–" if value is None else VALUE.text(value)


def _effects_words(fact: str, effects: Sequence[Row]) -> str:
    """Each field before and after, with its status, that of another fact with its id; `NO_EFFECT` where none is."""
    return (
        NO_EFFECT
        if not effects
        else "; ".join(
            f"{'' if effect['fact'] == fact else effect['fact'] + '.'}{effect['field']}:"
            f" {effect['left_words'] or '–'} → {effect['right_words'] or '–'}"
            for effect in effects
        )
    )
