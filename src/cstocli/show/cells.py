"""One value of a row as text for people, and the signs that tell how well it is attested."""

from collections.abc import Iterable
from typing import Any

from cstocli.ask.columns import Column
from cstocli.model.text import visible

Row = dict[str, Any]

SIGNS = {"disputed": "!", "single-origin": "*"}
NOT_STATED = "–"
NOT_APPLICABLE = "n/a"
LEGEND = {
    "!": "disputed",
    "*": "one origin only",
    NOT_STATED: "not stated",
    NOT_APPLICABLE: "does not apply",
}


def cell(column: Column, row: Row) -> str:
    """The text of one cell, with the sign of its status behind it."""
    text = words(column, row)
    known = row.get("status")
    # In an answer to SQL it may be a column like any other.
    status = known.get(column.name, "") if isinstance(known, dict) else ""
    if not text and column.absent:
        return column.absent
    if not text:
        return NOT_APPLICABLE if status == "not-applicable" else NOT_STATED if status else ""
    return f"{text} {SIGNS[status]}" if status in SIGNS else text


def legend(cells: Iterable[str]) -> str:
    """The meaning of the signs that occur in the cells of a table, on one line; empty when none does."""
    every = list(cells)
    used = [
        sign
        for sign in (*SIGNS.values(), NOT_STATED, NOT_APPLICABLE)
        if any(text == sign or text.endswith(f" {sign}") for text in every)
    ]
    return "   ".join(f"{sign} {LEGEND[sign]}" for sign in used)


def words(column: Column, row: Row) -> str:
    """The same without the sign; empty when there is no value."""
    value = row[column.name]
    if column.words and row.get(column.words):
        return visible(row[column.words])
    if value is None or value in ("", []):
        return ""
    return visible(column.type.text(value))
