"""The rows of `csto diff`: each edit between two bases, and what became of the values and statuses of fields."""

from collections.abc import Mapping, Sequence
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
    reach = Reach((old.indexed, new.indexed))
    fields = {kind.name: kind.fields for each in (old, new) for kind in each.format.kinds.values()}
    effects: dict[int, list[Row]] = {number: [] for number in range(len(found))}
    follows: dict[str, list[Row]] = {}
    for difference in differences(old.indexed, new.indexed, COMPARE.of(None), ALL):
        effect = {key: difference[key] for key in _EFFECT}
        for number in (causes := _causes(effect, found, reach, fields)):
            effects[number].append(effect)
        if not causes:
            follows.setdefault(effect["fact"], []).append(effect)
    rows = [_row(edit, effects[number]) for number, edit in enumerate(found)]
    return [*rows, *(_following(fact, effect) for fact, effect in follows.items())]


def _causes(effect: Row, found: Sequence[Edit], reach: Reach, fields: Mapping[str, Mapping[str, object]]) -> list[int]:
    """The numbers of the edits that an effect is of: the nearest ones, and none where any might be."""
    fact, field = effect["fact"], effect["field"]
    own = [number for number, edit in enumerate(found) if edit.entry.entity == fact]
    known = fields.get(fact.partition("/")[0], ())
    if nearest := [number for number in own if field in found[number].fields(known)]:
        return nearest
    if reached := [number for number, edit in enumerate(found) if reach.has(edit.entry, fact, field)]:
        return [*dict.fromkeys((*own, *reached))]
    if own:
        return own
    anywhere = [number for number, edit in enumerate(found) if reach.of(edit.entry) is None]
    return anywhere if len(anywhere) == 1 else []


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
    """Each field before and after, with its status, that of another fact with its id; `nothing` where there is none."""
    return (
        "nothing"
        if not effects
        else "; ".join(
            f"{'' if effect['fact'] == fact else effect['fact'] + '.'}{effect['field']}:"
            f" {effect['left_words'] or '–'} → {effect['right_words'] or '–'}"
            for effect in effects
        )
    )
