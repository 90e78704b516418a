"""Tables and records as plain text, and which columns fit a width."""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cstocli.ask.columns import Column, RowType
from cstocli.model import types
from cstocli.model.text import visible
from cstocli.show.cells import Cell, Row, cell, words

GAP = 2
# Widths in cells. A column of running text reads well at the preferred width and is wrapped beyond it.
_PREFERRED_TEXT = 16
_PREFERRED_LINE = 36
_MIN_TEXT = 12


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


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes (Unicode UAX 11 and combining marks)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def text_table(table: Grid) -> Iterator[str]:
    """The table as aligned text, as wide as its cells need, without trailing blanks."""
    lines: list[Sequence[str]] = [table.headings, *table.cells]
    widths = [max(cells(line[number]) for line in lines) for number in range(len(table.columns))]
    rule = ["─" * width for width in widths]
    for line in (lines[0], rule, *lines[1:]):
        padded = [text + " " * (width - cells(text)) for text, width in zip(line, widths, strict=True)]
        yield (" " * GAP).join(padded).rstrip() + "\n"


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
        names = max((len(name) for name, _ in values), default=0)
        for name, text in values:
            yield wrapped(f"{name:<{names}}  {text}", width, " " * (names + GAP))
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
    if width is None or cells(text) <= width:
        return f"{text}\n"
    return textwrap.fill(text, max(width, len(indent) + 10), subsequent_indent=indent, break_on_hyphens=False) + "\n"
