"""Formats for programs: each is a function from rows and their row type to pieces of text."""

import json
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from cstocli.ask.columns import RowType
from cstocli.model import types
from cstocli.model.light_typing import Any
from cstocli.model.text import defused

Row = dict[str, Any]

# How many texts of values are remembered while rows are written.
_MOST_TEXTS = 4096

BYTE_ORDER_MARK = "\ufeff"

# `json.dumps` would build an encoder for each call. Rows hold nothing that holds them.
_text = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


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
    return _records(rows, row_type)


def as_excel_csv(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    """CSV for spreadsheets: with a byte order mark, and an apostrophe before what begins like a formula."""
    yield BYTE_ORDER_MARK
    yield from _records(rows, row_type, defused)


def _records(rows: Iterable[Row], row_type: RowType, guard: Callable[[str], str] | None = None) -> Iterator[str]:
    """The heading and the rows as records of CSV; `guard` sees each text that may come from a base."""
    names = [column.name for column in row_type.columns]
    yield _record(list(map(guard, names)) if guard else names)
    for texts in _cells(rows, row_type, guard):
        yield _record(texts)


def _record(texts: list[str]) -> str:
    """A record with its end, in quotation marks what needs them, as the module `csv` writes it in twice the time."""
    quoted = [
        f'"{text.replace(_QUOTE, _TWO_QUOTES)}"' if '"' in text or "," in text or "\n" in text or "\r" in text else text
        for text in texts
    ]
    # An empty line would be no record.
    return f"{','.join(quoted)}\r\n" if quoted != [""] else '""\r\n'


_QUOTE, _TWO_QUOTES = '"', '""'


def as_tsv(rows: Iterable[Row], row_type: RowType) -> Iterator[str]:
    r"""One line per row, tabs between; a tab, line end or backslash in a value is `\t`, `\n`, `\r`, `\\`."""
    names = [column.name for column in row_type.columns]
    tabs = len(names) - 1
    yield "\t".join(names) + "\n"
    for texts in _cells(rows, row_type):
        line = "\t".join(texts)
        # Few lines have anything to escape, and to look is quicker.
        if "\\" in line or "\n" in line or "\r" in line or line.count("\t") != tabs:
            line = "\t".join(text.translate(_TAB_ESCAPES) for text in texts)
        yield line + "\n"


_TAB_ESCAPES = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"})


def _cells(rows: Iterable[Row], row_type: RowType, guard: Callable[[str], str] | None = None) -> Iterator[list[str]]:
    """The texts of the cells of each row; null is empty, arrays and objects are JSON.

    Where none of several values is better attested, a cell has all of them in words: none is silent then.
    """
    names = [column.name for column in row_type.columns]
    # With one name there would be no tuple.
    taken = itemgetter(*names, *names[:1])
    weighed = [number for number, column in enumerate(row_type.columns) if column.type is types.STATUSES]
    texts = _Texts()
    for row in rows:
        values = [_value(row, name) for name in names] if row.get("alternatives") else [*taken(row)[:-1]]
        for number in weighed:
            values[number] = texts.of_statuses(values[number])
        cells = [value if value.__class__ is str else "" if value is None else texts.of(value) for value in values]
        if guard:
            cells = [
                guard(cell) if isinstance(value, str | list | dict) else cell
                for value, cell in zip(values, cells, strict=True)
            ]
        yield cells


def _value(row: Row, name: str) -> Any:  # noqa: ANN401
    """The value of a cell; where none of several is better attested, all of them in words."""
    value = row[name]
    several = row["alternatives"] if value is None else None
    known = several.get(name) if isinstance(several, dict) else None
    return known["words"] if known and known["values"] else value


class _Texts:
    """The texts of values that are no text themselves: JSON, made once for what many rows have in common."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, str]] = {}
        self._statuses: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}

    def of(self, value: Any) -> str:  # noqa: ANN401
        """The text of a cell that holds `value`."""
        if value.__class__ is int:
            return str(value)
        if not isinstance(value, list | dict):
            return value if isinstance(value, str) else _text(value)
        known = self._known.get(id(value))
        # The value is kept, so that no other one gets its place in memory.
        if known and known[0] is value:
            return known[1]
        if len(self._known) >= _MOST_TEXTS:
            self._known.clear()
        text = _text(value)
        self._known[id(value)] = value, text
        return text

    def of_statuses(self, value: Any) -> Any:  # noqa: ANN401
        """The text of the statuses of a row, which has an object of its own for them; others as they are."""
        if not isinstance(value, dict):
            return value
        same = tuple(value), tuple(value.values())
        if len(self._statuses) >= _MOST_TEXTS:
            self._statuses.clear()
        return self._statuses.get(same) or self._statuses.setdefault(same, _text(value))


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
