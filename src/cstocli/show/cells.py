"""One value of a row as text for people, with a sign for how well it is attested."""

from collections.abc import Iterable
from typing import Any

from cstocli.ask.columns import Column
from cstocli.model.text import visible

Row = dict[str, Any]

SIGNS = {"disputed": "!", "single-origin": "*"}
NOT_STATED = "–"
NOT_APPLICABLE = "n/a"
EITHER = "|"
LEGEND = {
    "!": "disputed",
    "*": "no second independent source",
    NOT_STATED: "not stated",
    NOT_APPLICABLE: "does not apply",
    EITHER: "none of these is better attested",
}


def cell(column: Column, row: Row) -> str:
    """The text of one cell, followed by the sign of its status."""
    text = words(column, row)
    statuses = row.get("status")
    # In the result of a user's SQL, `status` may be a column like any other.
    status = statuses.get(column.name, "") if isinstance(statuses, dict) else ""
    if not text and column.absent:
        return column.absent
    if not text:
        return NOT_APPLICABLE if status == "not-applicable" else NOT_STATED if status else ""
    return f"{text} {SIGNS[status]}" if status in SIGNS else text


def legend(cells: Iterable[str], *, several: bool = False) -> str:
    """What the signs in the cells of a table mean, on one line; empty when there are none.

    `several` tells that a cell has values of which none is better attested.
    """
    texts = list(cells)
    used = [
        sign
        for sign in (*SIGNS.values(), NOT_STATED, NOT_APPLICABLE)
        if any(text == sign or text.endswith(f" {sign}") for text in texts)
    ]
    used += [EITHER] if several and any(f" {EITHER} " in text for text in texts) else []
    return "   ".join(f"{sign} {LEGEND[sign]}" for sign in used)


def has_several(row: Row) -> bool:
    """Whether a cell of a row has values of which none is better attested."""
    alternatives = (
        row.get("alternatives") or row.get("shown_values") or (row.get("value") is None and row.get("values"))
    )
    return bool(alternatives)


def words(column: Column, row: Row) -> str:
    """The text of one cell without a sign; empty when there is no value."""
    value = row[column.name]
    if column.words and row.get(column.words):
        return visible(row[column.words])
    if value is None or value in ("", []):
        several = row.get("alternatives")
        # In the result of a user's SQL, it may be a column like any other.
        known = several.get(column.name) if isinstance(several, dict) else None
        return visible(known["words"]) if known else ""
    return visible(column.type.text(value))
