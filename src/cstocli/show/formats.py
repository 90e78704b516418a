"""Formats for programs: each is a function from rows and their row type to pieces of text."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cstocli.ask.columns import RowType

Row = dict[str, Any]

# How a formula begins in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# `json.dumps` would build an encoder for each call.
_text = json.JSONEncoder(ensure_ascii=False).encode


def as_json(rows: Iterable[Row], _row_type: RowType) -> Iterator[str]:
    """An array of objects, one per line."""
    before = "[\n"
    for row in rows:
        yield before + _text(row)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_jsonl(rows: Iterable[Row], _row_type: RowType) -> Iterator[str]:
    """JSON Lines: one object per line."""
    for row in rows:
        yield _text(row) + "\n"


def ascii_json(piece: str) -> str:
    r"""JSON text in ASCII: other characters, which occur only in strings, become `\uXXXX`."""
    return piece if piece.isascii() else "".join(one if one.isascii() else json.dumps(one)[1:-1] for one in piece)


def as_csv(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    """RFC 4180: a heading, then one record per row. Arrays and objects are JSON; null is empty."""
    return _records(rows, row_type, str)


def as_excel_csv(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    """CSV for spreadsheets: a text that begins like a formula gets an apostrophe before it."""
    return _records(rows, row_type, lambda text: f"'{text}" if text.startswith(_FORMULA) else text)


def _records(rows: Iterable[Row], row_type: RowType, guard: Callable[[str], str]) -> Iterator[str]:
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    names = [column.name for column in row_type.columns]
    writer.writerow(names)
    for row in rows:
        writer.writerow(
            [guard(value) if isinstance(value := _value(row, name), str) else _flat_text(value) for name in names]
        )
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue()


def as_tsv(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    r"""One line per row, tabs between; a tab, line end or backslash in a value is `\t`, `\n`, `\r`, `\\`."""
    names = [column.name for column in row_type.columns]
    yield "\t".join(names) + "\n"
    for row in rows:
        yield "\t".join(_flat_text(_value(row, name)).translate(_TAB_ESCAPES) for name in names) + "\n"


_TAB_ESCAPES = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"})


def _value(row: Row, name: str) -> Any:  # noqa: ANN401
    """The value of a cell; where none of several is better attested, all of them in words: no cell is silent then."""
    value = row[name]
    several = row.get("alternatives") if value is None else None
    return several[name]["words"] if isinstance(several, dict) and name in several else value


def _flat_text(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    return value if isinstance(value, str) else _text(value)


def as_markdown(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    """A table in the Markdown of GitHub and Pandoc, with the columns and signs of the table for people."""
    from cstocli.show.cells import Cell, cell, legend

    columns = [column for column in row_type.columns if column.heading]
    yield f"| {' | '.join(column.heading for column in columns)} |\n"
    yield f"| {' | '.join('---' for _ in columns)} |\n"
    texts: list[Cell] = []
    for row in rows:
        cells = [cell(column, row) for column in columns]
        texts += cells
        yield f"| {' | '.join(map(_escaped, cells))} |\n"
    if signs := legend(texts):
        yield f"\n{_escaped(signs)}\n"


# Characters that are markup in a cell.
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
