"""The question of one kind of facts: a column for each of its fields, as the base declares them."""

import os
from collections.abc import Iterator
from itertools import islice

from cstocli.ask.columns import (
    CERTAINTY,
    OWNER_COLUMNS,
    PART_OF,
    WEIGHED,
    WITH_PARTS,
    Column,
    Question,
    Row,
)
from cstocli.index.index import Index
from cstocli.model import types
from cstocli.model.types.answers import Answer, AnyValue
from cstocli.model.types.clock import TimeType
from cstocli.model.types.shares import ShareType
from cstocli.model.types.type import decoded

_TEXT = os.path.join(os.path.dirname(__file__), "questions", "list.sql")
_AT_ONCE = 500  # SQLite's oldest limit on parameters is 999
_FILTERS = tuple(name for name in WITH_PARTS if name != "kind")
_FIRST_TO_LEAVE = 2
# Of these the data do not say how they are sorted.
_SORTED: dict[str, types.Type] = {
    type_.name: type_ for type_ in (types.DATE, types.PART_OF_DAY, TimeType(), ShareType())
}

# Records show a value in words, with its sign, and not twice.
_VALUE = AnyValue("value", {}, folds=True)
_WORDS = Answer("text?", {"type": ["string", "null"]}, folds=True, listed=False)


def question_of(index: Index, kind: str, meaning: str) -> Question:
    """What `csto list KIND` asks: the facts of a kind, and of each field its value and the same in words."""
    sql = "SELECT field, type, meaning, label FROM kind_fields WHERE kind = ? ORDER BY position"
    columns: list[Column] = []
    for number, (field, type_, told, label) in enumerate(index.execute(sql, (kind,))):
        heading = label or f"{field[:1].upper()}{field[1:]}".replace("_", " ")
        meant = told[:1].lower() + told[1:].rstrip(".")
        value = _VALUE.like(_SORTED.get(type_, _VALUE))
        place = 0 if number < _FIRST_TO_LEAVE else number
        columns += [
            Column(field, value, meant, field, heading, place, f"{field}_words"),
            Column(f"{field}_words", _WORDS, "the same in words"),
        ]

    def with_fields(index: Index, rows: Iterator[Row]) -> Iterator[Row]:
        return _with_fields(index, rows, [column.name for column in columns if column.field])

    return Question(
        "list",
        meaning[:1].lower() + meaning[1:].rstrip("."),
        (
            Column("fact", types.ID, "id of the fact, for `csto show` and `csto why`", heading="Fact"),
            OWNER_COLUMNS,
            Column("title", types.TEXT.or_none, "what it is, where somebody wrote that"),
            Column("summary", types.LINE, "what it comes to, in a line"),
            *columns,
            Column("plan", types.YES, "whether it was only announced", heading="Plan", place=1),
            PART_OF,
            CERTAINTY,
            *WEIGHED,
        ),
        _TEXT,
        filters=_FILTERS,
        parameters=("kind",),
        complete=with_fields,
    )


def _with_fields(index: Index, rows: Iterator[Row], fields: list[str]) -> Iterator[Row]:
    """The rows with the value of each field, and its words."""
    while some := list(islice(rows, _AT_ONCE)):
        sql = f"SELECT fact, field, value, words FROM fields WHERE fact IN ({', '.join('?' * len(some))})"
        known: dict[tuple[str, str], tuple[str | None, str | None]] = {
            (fact, field): (value, words)
            for fact, field, value, words in index.execute(sql, [row["fact"] for row in some])
        }
        for row in some:
            for field in fields:
                value, words = known.get((row["fact"], field), (None, None))
                row[field] = None if value is None else decoded(value)
                row[f"{field}_words"] = words
            yield row
