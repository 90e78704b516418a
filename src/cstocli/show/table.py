"""Tables and records as text, fitted to a width, in colour or without; which columns fit."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from cstocli.ask.columns import Column, RowType
from cstocli.model import types
from cstocli.model.text import visible
from cstocli.model.widths import cells, folded, padded
from cstocli.show.cells import Cell, Row, cell, words

GAP = 2
# Widths in cells. A column of running text reads well at the preferred width and is wrapped beyond it.
_PREFERRED_TEXT = 16
_PREFERRED_LINE = 36
_MIN_TEXT = 12
# By the sign at the end of a cell, as parameters of SGR: bold red, yellow, faint.
_COLOURS = {"!": "1;31", "*": "33", "–": "2", "n/a": "2"}
_BOLD = "1"


class Grid(NamedTuple):
    """A table to be written: columns and the texts of their cells. `hidden` are the headings of columns left out."""

    columns: tuple[Column, ...]
    cells: list[list[Cell]]
    hidden: tuple[str, ...] = ()
    too_wide: bool = False

    @property
    def headings(self) -> list[str]:
        """The heading of each column; its name where it has none."""
        return [column.heading or column.name for column in self.columns]

    def wraps(self, number: int) -> bool:
        """Whether the text of a column may be wrapped."""
        return self.columns[number].type.folds


def grid(rows: list[Row], row_type: RowType, width: int | None) -> Grid:
    """The table of `rows`: the columns that have headings, as many as fit `width` cells.

    Columns with the highest `place` are left out first, those of place 0 never. The table
    is `too_wide` when even those do not fit. With `width` None no column is left out.
    """
    columns = [column for column in row_type.columns if column.heading]
    table = [[cell(column, row) for column in columns] for row in rows]
    full = Grid(tuple(columns), table)
    kept = list(range(len(columns)))
    needed = [_preferred_width(full, number) for number in kept]
    while width is not None and sum(needed[number] + GAP for number in kept) - GAP > width:
        last = max(kept, key=lambda number: (columns[number].place, number))
        if not columns[last].place:
            break
        kept.remove(last)
    return Grid(
        tuple(columns[number] for number in kept),
        [[line[number] for number in kept] for line in table],
        tuple(column.heading for number, column in enumerate(columns) if number not in kept),
        too_wide=width is not None and sum(_min_width(full, number) + GAP for number in kept) - GAP > width,
    )


def _min_width(table: Grid, number: int) -> int:
    """The width below which a column is unreadable."""
    preferred = _preferred_width(table, number)
    return min(preferred, _MIN_TEXT) if table.wraps(number) else preferred


def _preferred_width(table: Grid, number: int) -> int:
    heading = table.headings[number]
    longest = max((cells(line[number]) for line in table.cells), default=0)
    if table.wraps(number):
        longest = min(longest, _PREFERRED_LINE if table.columns[number].type is types.LINE else _PREFERRED_TEXT)
    return max(longest, max(cells(word) for word in heading.split()) if table.wraps(number) else cells(heading))


def text_table(table: Grid, width: int | None = None, *, colour: bool = False) -> Iterator[str]:
    """The table as aligned text without trailing blanks, its cells folded where they do not fit `width` cells.

    With `colour` the headings are bold, and a cell has the colour of its sign.
    """
    widths = _widths(table, width)
    rule = ["─" * width for width in widths]
    yield _line(table.headings, widths, [_BOLD if colour else ""] * len(widths))
    # On a terminal there is none, as Rich has it.
    if width is None and not colour:
        yield _line(rule, widths, [""] * len(widths))
    for line in table.cells:
        colours = [_colour_of(text) if colour else "" for text in line]
        yield _line(line, widths, colours)


def _colour_of(text: Cell) -> str:
    return next((_COLOURS[sign] for sign in text.signs if sign in _COLOURS), "")


def _widths(table: Grid, width: int | None) -> list[int]:
    """The width of each column: what its cells need, but of the widest that fold less, until all fit."""
    lines: list[Sequence[str]] = [table.headings, *table.cells]
    widths = [max(cells(line[number]) for line in lines) for number in range(len(table.columns))]
    if width is None:
        return widths
    folding = [number for number in range(len(widths)) if table.wraps(number)]
    least = {number: _min_width(table, number) for number in folding}
    excess = sum(widths) + GAP * (len(widths) - 1) - width
    while excess > 0 and folding:
        widest = max(widths[number] for number in folding)
        reducible = [number for number in folding if widths[number] == widest]
        others = [widths[number] for number in folding if widths[number] < widest]
        for number in reducible:
            less = min(excess, -(-excess // len(reducible)), widest - max([*others, least[number]]))
            widths[number] -= less
            excess -= less
        folding = [number for number in folding if widths[number] > least[number]]
    return widths


def _line(texts: Sequence[str], widths: list[int], colours: list[str]) -> str:
    """One row of a table, on as many lines as its highest cell."""
    columns = [folded(text, width) for text, width in zip(texts, widths, strict=True)]
    lines = []
    for line in zip_longest(*columns, fillvalue=""):
        coloured = [
            (f"\x1b[{colour}m{text}\x1b[0m" if text and colour else text) + " " * (width - cells(text))
            for text, width, colour in zip(line, widths, colours, strict=True)
        ]
        lines.append((" " * GAP).join(coloured).rstrip() + "\n")
    return "".join(lines)


def records(rows: list[Row], row_type: RowType, width: int | None = None) -> Iterator[str]:
    """One block of lines per row: its keys that have a value, or that show a field without one.

    Values that do not fit `width` cells are wrapped, and indented to align.
    """
    for number, row in enumerate(rows):
        if number:
            yield "\n"
        values = [
            (column.name, cell(column, row))
            for column in row_type.columns
            if column.type.listed and (words(column, row) or column.field)
        ]
        names = max((cells(name) for name, _ in values), default=0)
        for name, text in values:
            yield wrapped(f"{padded(name, names)}  {text}", width, " " * (names + GAP))
        if any(column.type is types.EVIDENCE for column in row_type.columns):
            yield from _evidence(row["evidence"], width)


def _evidence(evidence: dict[str, list[Row]], width: int | None) -> Iterator[str]:
    for field, claims in evidence.items():
        for claim in claims:
            value = words(Column("value", types.VALUE, ""), claim)
            at = words(Column("at", types.PASSAGE, ""), claim)
            hedge = f" ({claim['hedge']})" if claim["hedge"] else ""
            line = f"  {field}: {value}{hedge}: {claim['source']} {at} “{claim['quote']}”, origin {claim['origin']}"
            yield wrapped(visible(line), width, "    ")


def wrapped(text: str, width: int | None, indent: str = "") -> str:
    """`text` as lines of at most `width` cells, all but the first indented by `indent`."""
    if width is None:
        return f"{text}\n"
    return "\n".join(folded(text, max(width, len(indent) + 10), indent)) + "\n"
