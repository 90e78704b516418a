"""One value of a row as text for people, and the signs that tell how well it is attested."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from cstocli.ask.columns import Column
from cstocli.model import dates
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
    write = _WRITERS.get(column.type.rstrip("?"), str)
    return visible(write(value))


def _counted(value: list[dict[str, Any]]) -> str:
    return ", ".join(
        f"{item['count']:,} × {item['type']}"
        if "type" in item and item["count"] is not None
        else f"{item['count']:,} {item['what']}"
        if "what" in item and item["count"] is not None
        else str(item.get("type") or item.get("what"))
        for item in value
    )


def _statuses(value: dict[str, str]) -> str:
    return ", ".join(f"{field}: {status}" for field, status in value.items())


def passage(value: int | str) -> str:
    """Where in its source a claim stands: `¶4`, or the word for the passage."""
    return f"¶{value}" if isinstance(value, int) else value


def _evidence(value: dict[str, list[dict[str, Any]]]) -> str:
    return "; ".join(
        f"{field}: {claim['source']} {passage(claim['at'])} “{claim['quote']}”"
        for field, claims in value.items()
        for claim in claims
    )


def _count(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value


def _values(value: list[dict[str, Any]]) -> str:
    """Each value with those who hold it: `5 (tass-0114, ria-0114); 7 (afp-0114)`."""
    return "; ".join(f"{held['words']} ({', '.join(held['origins'])})" for held in value)


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_WRITERS: dict[str, Callable[[Any], str]] = {
    "date": dates.words,
    "count": _count,
    "list": ", ".join,
    "ids": ", ".join,
    "aircraft": _counted,
    "items": _counted,
    "statuses": _statuses,
    "passage": passage,
    "evidence": _evidence,
    "value": _value,
    "values": _values,
    "tally": lambda value: ", ".join(f"{_value(one['value'])} ({one['count']:,})" for one in value),
    "yes": lambda value: "yes" if value else "",
}
