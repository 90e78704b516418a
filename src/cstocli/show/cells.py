"""One value of a row as text for people, with a sign for how well it is attested."""

import re
from collections.abc import Iterable
from typing import Any, Self

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
# Text of a base that ends as if it had a sign; it is put in quotation marks.
_AS_IF_SIGNED = re.compile(rf"(?:^|\s)(?:{'|'.join(map(re.escape, (*SIGNS.values(), NOT_STATED, NOT_APPLICABLE)))})$")


class Cell(str):
    """The text of one cell, and the signs of ours in it: no text of a base is taken for one."""

    __slots__ = ("signs",)
    signs: tuple[str, ...]

    def __new__(cls, text: str, *signs: str) -> Self:
        """`text` with its signs already in it."""
        made = super().__new__(cls, text)
        made.signs = signs
        return made


def cell(column: Column, row: Row) -> Cell:
    """The text of one cell, followed by the sign of its status."""
    text = words(column, row)
    status = _of_column(row, "status", column)
    if not text and column.absent:
        return Cell(column.absent)
    if not text:
        sign = NOT_APPLICABLE if status == "not-applicable" else NOT_STATED if status else ""
        return Cell(sign, sign)
    if isinstance(row.get("status"), dict):
        text = unsigned(text)
    # A text made of several fields has the values of each.
    either = (EITHER,) if f" {EITHER} " in text and column.field and row.get("alternatives") else ()
    return Cell(f"{text} {SIGNS[status]}", SIGNS[status], *either) if status in SIGNS else Cell(text, *either)


def unsigned(text: str) -> str:
    """Text of a base that cannot be taken for one with a sign: in quotation marks if it ends like that."""
    return f"“{text}”" if _AS_IF_SIGNED.search(text) else text


def legend(cells: Iterable[Cell], *, several: bool = False) -> str:
    """What the signs in the cells of a table mean, on one line; empty when there are none.

    `several` tells that a row has values of which none is better attested.
    """
    texts = list(cells)
    used = {sign for each in texts for sign in each.signs}
    if several and any(f" {EITHER} " in text for text in texts):
        used.add(EITHER)
    return "   ".join(f"{sign} {meaning}" for sign, meaning in LEGEND.items() if sign in used)


def _of_column(row: Row, key: str, column: Column) -> Any:  # noqa: ANN401
    """What `status` or `alternatives` have of a column that shows a field; the column with the status of another."""
    if column.status and key == "status":
        return row.get(column.status)
    return row[key].get(column.name) if column.field and key in row else None


def has_several(row: Row) -> bool:
    """Whether a cell of a row has values of which none is better attested."""
    alternatives = (
        row.get("alternatives") or row.get("shown_values") or (row.get("value") is None and row.get("values"))
    )
    # In the result of a user's SQL these may be columns like any other.
    return isinstance(alternatives, dict | list) and bool(alternatives)


def words(column: Column, row: Row) -> str:
    """The text of one cell without a sign; empty when there is no value."""
    value = row[column.name]
    if column.field.startswith("@") and (known := _of_column(row, "alternatives", column)):
        return visible(known["words"])
    if column.words and row.get(column.words):
        return visible(row[column.words])
    if value is None or value in ("", []):
        known = _of_column(row, "alternatives", column)
        return visible(known["words"]) if known else ""
    return visible(column.type.text(value))
