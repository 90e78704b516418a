"""Formats for programs: each is a function from rows and their row type to pieces of text."""

import json
from collections.abc import Callable, Iterable, Iterator

from cstocli.ask.columns import RowType
from cstocli.model.light_typing import Any
from cstocli.model.text import defused

Row = dict[str, Any]

BYTE_ORDER_MARK = "\ufeff"

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
    """CSV for spreadsheets: with a byte order mark, and an apostrophe before what begins like a formula."""
    yield BYTE_ORDER_MARK
    yield from _records(rows, row_type, defused)


def _records(rows: Iterable[Row], row_type: RowType, guard: Callable[[str], str]) -> Iterator[str]:
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    names = [column.name for column in row_type.columns]
    writer.writerow(map(guard, names))
    for row in rows:
        writer.writerow(
            guard(text) if isinstance(value, str | list | dict) else text
            for value, text in ((value, _flat_text(value)) for value in (_value(row, name) for name in names))
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
    known = several.get(name) if isinstance(several, dict) else None
    return known["words"] if known and known["values"] else value


def _flat_text(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    return value if isinstance(value, str) else _text(value)


def as_markdown(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    """A table in the Markdown of GitHub and Pandoc, with the columns and signs of the table for people."""
    from cstocli.model.markdown import escaped
    from cstocli.show.cells import Cell, cell, has_several, legend

    columns = [column for column in row_type.columns if column.heading]
    columns = columns or [column for column in row_type.columns if column.type.listed]
    yield f"| {' | '.join(escaped(column.heading or column.name) for column in columns)} |\n"
    yield f"| {' | '.join('---' for _ in columns)} |\n"
    texts: list[Cell] = []
    several = False
    for row in rows:
        several |= has_several(row)
        cells = [cell(column, row) for column in columns]
        texts += cells
        yield f"| {' | '.join(map(escaped, cells))} |\n"
    if signs := legend(texts, several=several):
        yield f"\n{escaped(signs)}\n"


def with_claims(pieces: Iterable[str], claims: Callable[[], Row], *, lines: bool) -> Iterator[str]:
    """The rows of `pieces`, and behind them `claims`, which are asked for when all rows are written.

    JSON becomes one object, with the key `rows` beside those of `claims`; JSON Lines get
    one more line, which is that object.
    """
    if lines:
        yield from pieces
        yield _text(claims()) + "\n"
        return
    yield '{"rows": '
    yield from pieces
    yield ", " + _text(claims())[1:] + "\n"


NESTED = ("json", "jsonl")
FORMATS: dict[str, Callable[[Iterable[Row], RowType], Iterator[str]]] = {
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "excel-csv": as_excel_csv,
    "tsv": as_tsv,
    "markdown": as_markdown,
}
