"""Formats for programs: each is a function from rows and their row type to pieces of text."""

import json
from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring as quoted
from operator import itemgetter

from cstocli.ask.columns import Cells, Json, RowType
from cstocli.model import types
from cstocli.model.light_typing import Any
from cstocli.model.text import defused

Row = dict[str, Any]

# How many texts of values are remembered while rows are written.
_MOST_TEXTS = 4096
_INFINITE = float("inf")

BYTE_ORDER_MARK = "\ufeff"

# `json.dumps` would build an encoder for each call. Rows hold nothing that holds them.
_text = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def as_json(rows: Iterable[Row | Cells], row_type: RowType) -> Iterator[str]:
    """An array of objects, one per line."""
    before = "[\n"
    for text in _objects(rows, row_type):
        yield before + text
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_jsonl(rows: Iterable[Row | Cells], row_type: RowType) -> Iterator[str]:
    """JSON Lines: one object per line."""
    for text in _objects(rows, row_type):
        yield text + "\n"


def _objects(rows: Iterable[Row | Cells], row_type: RowType) -> Iterator[str]:
    """Each row as a JSON object; cells get the names of the columns as keys."""
    keys = (quoted(column.name).replace("%", "%%") for column in row_type.columns)
    form = f"{{{', '.join(f'{key}: %s' for key in keys)}}}"
    text_of = _Texts().of
    for row in rows:
        if isinstance(row, dict):
            yield _text(row)
            continue
        texts = [
            quoted(cell)
            if cell.__class__ is str
            else "null"
            if cell is None
            else cell
            if cell.__class__ is Json
            else text_of(cell)
            for cell in row
        ]
        yield form % tuple(texts)


def ascii_json(piece: str) -> str:
    r"""JSON text in ASCII: other characters, which occur only in strings, become `\uXXXX`."""
    return piece if piece.isascii() else "".join(one if one.isascii() else json.dumps(one)[1:-1] for one in piece)


def as_csv(rows: Iterable[Row | Cells], row_type: RowType) -> Iterator[str]:
    """RFC 4180: a heading, then one record per row. Arrays and objects are JSON; null is empty."""
    return _records(rows, row_type)


def as_excel_csv(rows: Iterable[Row | Cells], row_type: RowType) -> Iterator[str]:
    """CSV for spreadsheets: with a byte order mark, and an apostrophe before what begins like a formula."""
    yield BYTE_ORDER_MARK
    yield from _records(rows, row_type, defused)


def _records(
    rows: Iterable[Row | Cells], row_type: RowType, guard: Callable[[str], str] | None = None
) -> Iterator[str]:
    """The heading and the rows as records of CSV; `guard` sees each text that may come from a base."""
    names = [column.name for column in row_type.columns]
    yield _record(list(map(guard, names)) if guard else names)
    # Arrays and objects need quotation marks, most other texts do not: these are looked at all at once.
    nested = [
        number
        for number, column in enumerate(row_type.columns)
        if column.type is types.STATUSES or not column.type.as_is
    ]
    commas = len(names) - 1
    for texts in _cells(rows, row_type, guard):
        others = texts.copy()
        for number in nested:
            others[number] = ""
        line = ",".join(others)
        if not commas or '"' in line or "\n" in line or "\r" in line or line.count(",") != commas:
            yield _record(texts)
            continue
        for number in nested:
            texts[number] = _in_marks(texts[number])
        yield ",".join(texts) + "\r\n"


def _record(texts: list[str]) -> str:
    """A record with its end, in quotation marks what needs them, as the module `csv` writes it in twice the time."""
    # An empty line would be no record.
    return f"{','.join(map(_in_marks, texts))}\r\n" if texts != [""] else '""\r\n'


def _in_marks(text: str) -> str:
    """A cell of CSV, in quotation marks if it needs them."""
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return f'"{text.replace(_QUOTE, _TWO_QUOTES)}"'
    return text


_QUOTE, _TWO_QUOTES = '"', '""'


def as_tsv(rows: Iterable[Row | Cells], row_type: RowType) -> Iterator[str]:
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


def _cells(
    rows: Iterable[Row | Cells], row_type: RowType, guard: Callable[[str], str] | None = None
) -> Iterator[list[str]]:
    """The texts of the cells of each row; null is empty, arrays and objects are JSON.

    Where none of several values is better attested, a cell has all of them in words: none is silent then.
    """
    names = [column.name for column in row_type.columns]
    places = {name: number for number, name in enumerate(names)}
    # With one name there would be no tuple.
    taken = itemgetter(*names, *names[:1])
    weighed = [number for number, column in enumerate(row_type.columns) if column.type is types.STATUSES]
    texts = _Texts()
    for row in rows:
        if isinstance(row, tuple):
            values = [*row]
            several = values[places["alternatives"]] if "alternatives" in places else None
        else:
            values = [*taken(row)[:-1]]
            several = row.get("alternatives")
            for number in weighed:
                values[number] = texts.of_statuses(values[number])
        if several and isinstance(several, dict):
            _tell_several(values, several, places)
        cells = [value if value.__class__ is str else "" if value is None else texts.of(value) for value in values]
        if guard:
            cells = [
                guard(cell) if isinstance(value, str | list | dict) else cell
                for value, cell in zip(values, cells, strict=True)
            ]
        yield cells


def _tell_several(values: list[Any], several: dict[str, Any], places: dict[str, int]) -> None:
    """Put words for all of its values where none of several is better attested."""
    for name, known in several.items():
        at = places.get(name)
        if at is not None and values[at] is None and known and known["values"]:
            values[at] = known["words"]


class _Texts:
    """The texts of values that are no text themselves: JSON, made once for what many rows have in common."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, str]] = {}
        self._statuses: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}

    def of(self, value: Any) -> str:  # noqa: ANN401
        """The text of a cell that holds `value`."""
        if value.__class__ is int or (value.__class__ is float and -_INFINITE < value < _INFINITE):
            return repr(value)
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
OF_CELLS = ("json", "jsonl", "csv", "excel-csv", "tsv")
"""The formats that take rows as cells, too."""
FORMATS: dict[str, Callable[[Iterable[Any], RowType], Iterator[str]]] = {
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "excel-csv": as_excel_csv,
    "tsv": as_tsv,
    "markdown": as_markdown,
}
