"""Which fields there are, what they mean, and the values that occur."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cstocli.ask.columns import ROWS, Column
from cstocli.ask.query import Row, ask
from cstocli.vocabularies.peace_operation.kinds import peace_operation

ALL_KINDS = peace_operation().all_kinds

DESCRIBED: tuple[str, ...] = (*ALL_KINDS, *ROWS)
"""All that `fields` tells the fields of."""

_MOST_VALUES = 10


def fields(connection: sqlite3.Connection, what: str | None) -> list[Row]:
    """What there is to know of `what`, one of `DESCRIBED`: its fields and the values that occur; rows of `fields`.

    Values of a kind are in words and count claims, those of a command are as in its
    rows and count rows; of arrays each element counts. A command that must be told
    what to look at has none. Without `what`: every kind and command, and what it is.
    """
    if what is None:
        kinds = [_row(name, None, "kind of fact", ALL_KINDS[name].meaning) for name in ALL_KINDS]
        return [*kinds, *(_row(name, None, "command", f"One row: {ROWS[name].one_row}.") for name in ROWS)]
    if what in ALL_KINDS:
        said = _said(connection, what)
        return [
            _row(what, name, field.type.name, field.meaning, field.question, said.get(name))
            for name, field in ALL_KINDS[what].fields.items()
        ]
    rows = _answer(connection, what)
    return [
        _row(what, column.name, column.type, column.meaning, "", _occurring(rows, column))
        for column in ROWS[what].columns
    ]


def _row(
    of: str,
    field: str | None,
    kind: str,
    meaning: str,
    question: str = "",
    values: Counter[Any] | None = None,
) -> Row:
    frequent = values.most_common(_MOST_VALUES) if values else []
    return {
        "of": of,
        "field": field,
        "type": kind,
        "meaning": meaning,
        "question": question or None,
        "values": [{"value": value, "count": count} for value, count in frequent],
    }


def _said(connection: sqlite3.Connection, kind: str) -> dict[str, Counter[Any]]:
    """The words that claims give of each field of a kind, and how many claims do."""
    sql = (
        "SELECT s.field, s.words, count(*) FROM claim_values s JOIN facts f ON f.id = s.fact WHERE f.kind = ?"
        " GROUP BY s.field, s.words ORDER BY s.field, s.words"
    )
    found: dict[str, Counter[Any]] = {}
    for field, words, count in connection.execute(sql, (kind,)):
        found.setdefault(field, Counter())[words] = count
    return found


def _answer(connection: sqlite3.Connection, command: str) -> list[Row]:
    """The rows of a command without options; none where it needs an argument to answer."""
    try:
        return ask(connection, command)
    except (FileNotFoundError, sqlite3.ProgrammingError):
        # No SQL text answers it alone, or one that wants a value which nobody gave.
        return []


def _occurring(rows: list[Row], column: Column) -> Counter[Any]:
    values = [row[column.name] for row in rows]
    if column.type == "statuses":
        values = [status for statuses in values for status in statuses.values()]
    return Counter(single for value in values for single in _single(value))


def _single(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """The single values in one of a row: each element of an array, by its name; nothing where there is none."""
    if isinstance(value, list):
        for element in value:
            yield from _single(element)
    elif isinstance(value, dict):
        # An aircraft, an item, or a value that a dispute is about.
        yield next(value[key] for key in ("type", "what", "words") if key in value)
    elif value not in (None, ""):
        yield value
