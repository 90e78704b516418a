"""Sources down, fields across: who says, who says otherwise, who is silent."""

import sqlite3
from typing import Any

from cstocli.ask.columns import ROWS, Column, RowType
from cstocli.ask.query import Filters, Row, query
from cstocli.vocabularies.peace_operation.kinds import peace_operation

ALL_KINDS = peace_operation().all_kinds

SILENT = {"stance": "silent", "words": None}
_SIGNS = {"agree": "", "compatible": "~ ", "conflict": "! "}


def matrix_rows(base: sqlite3.Connection, filters: Filters, *, kind: str | None, fact: str | None) -> list[Row]:
    """One row for each source of each fact of a kind, or of one fact; of each field what it says of it.

    The fields are those that any claim of the facts gives. A source that gives several
    values of one field is told by the one that conflicts, if any does.
    """
    sql, values = query("matrix", filters, kind=kind, fact=fact)
    found: dict[tuple[str, str], Row] = {}
    fields: dict[str, None] = {}
    for name, source, publisher, origin, field, words, stance in base.execute(sql, values):
        row = found.setdefault(
            (name, source),
            {"fact": name, "source": source, "publisher": publisher, "origins": [], "says": {}, "sources": [source]},
        )
        if origin not in row["origins"]:
            row["origins"].append(origin)
        if field is None:
            continue
        fields[field] = None
        known = row["says"].get(field)
        if known is None or stance == "conflict":
            row["says"][field] = {"stance": stance, "words": words}
    order = [field for spec in ALL_KINDS.values() for field in spec.fields if field in fields]
    for row in found.values():
        row["says"] = {field: row["says"].get(field, SILENT) for field in dict.fromkeys(order)}
        row["status"] = {}
    return list(found.values())


def matrix_type(rows: list[Row]) -> RowType:
    """The row type with a column for each field, for the table; adds their texts to `rows`.

    `!` stands before what conflicts with the value shown, `~` before what may stand
    beside it; a source that is silent has nothing.
    """
    fields: dict[str, Any] = rows[0]["says"] if rows else {}
    for row in rows:
        for field, said in row["says"].items():
            row[field] = _SIGNS.get(said["stance"], "") + said["words"] if said["words"] else ""
    kept = tuple(column for column in ROWS["matrix"].columns if column.heading)
    several = len({row["fact"] for row in rows}) > 1
    named = tuple(column for column in kept if several or column.name != "fact")
    across = tuple(
        Column(field, "text", field, heading=field.replace("_", " "), place=2 + number)
        for number, field in enumerate(fields)
    )
    return RowType(ROWS["matrix"].one_row, (*named, *across))
