"""The formats for programs: each a function from rows and a row type to pieces of text."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cstocli.ask.columns import RowType

Row = dict[str, Any]

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Made once: `json.dumps` makes one for each call.
_text = json.JSONEncoder(ensure_ascii=False).encode


def as_json(rows: Iterable[Row], _row_type: RowType) -> Iterator[str]:
    """An array of objects, one to a line."""
    before = "[\n"
    for row in rows:
        yield before + _text(row)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_jsonl(rows: Iterable[Row], _row_type: RowType) -> Iterator[str]:
    """An object to a line."""
    for row in rows:
        yield _text(row) + "\n"


def ascii_json(piece: str) -> str:
    r"""JSON text in ASCII: what it has of other characters stands in strings, and becomes `\uXXXX`."""
    return piece if piece.isascii() else "".join(one if one.isascii() else json.dumps(one)[1:-1] for one in piece)


def as_csv(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    """RFC 4180: a heading, then a record a row. Arrays and objects stand as JSON; null is empty."""
    return _records(rows, row_type, str)


def as_excel_csv(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    """The same for spreadsheets: what begins like a formula gets an apostrophe before it."""
    return _records(rows, row_type, lambda text: f"'{text}" if text.startswith(_FORMULA) else text)


def _records(rows: Iterable[Row], row_type: RowType, guard: Callable[[str], str]) -> Iterator[str]:
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    names = [column.name for column in row_type.columns]
    writer.writerow(names)
    for row in rows:
        writer.writerow([guard(row[name]) if isinstance(row[name], str) else _flat(row[name]) for name in names])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue()


def as_tsv(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    r"""Tabs between, a line a row; a tab, line end or backslash in a value is `\t`, `\n`, `\r`, `\\`."""
    names = [column.name for column in row_type.columns]
    yield "\t".join(names) + "\n"
    for row in rows:
        yield "\t".join(_flat(row[name]).translate(_TAB_ESCAPES) for name in names) + "\n"


_TAB_ESCAPES = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"})


def _flat(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    return value if isinstance(value, str) else _text(value)


def as_markdown(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    """A table as GitHub and Pandoc read it, with the columns and signs of the table for people."""
    from cstocli.show.cells import cell, legend

    shown = [column for column in row_type.columns if column.heading]
    yield f"| {' | '.join(column.heading for column in shown)} |\n"
    yield f"| {' | '.join('---' for _ in shown)} |\n"
    every: list[str] = []
    for row in rows:
        cells = [cell(column, row) for column in shown]
        every += cells
        yield f"| {' | '.join(map(_escaped, cells))} |\n"
    if signs := legend(every):
        yield f"\n{_escaped(signs)}\n"


# Characters that Markdown would take for markup in a cell.
_MARKUP = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|~#&"})


def _escaped(text: str) -> str:
    return text.translate(_MARKUP)


FORMATS: dict[str, Callable[[Iterable[Row], RowType], Iterator[str]]] = {
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "excel-csv": as_excel_csv,
    "tsv": as_tsv,
    "markdown": as_markdown,
}
