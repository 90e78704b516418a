"""Tables and records as plain text, and the choice of columns that fit a width."""

import textwrap
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from cstocli.ask.columns import Column, RowType
from cstocli.model import types
from cstocli.model.text import visible
from cstocli.show.cells import Row, cell, words

GAP = 2
# A column of running text is comfortable at this width and folds beyond it.
_COMFORTABLE = 16
_COMFORTABLE_LINE = 36
_LEAST = 12


class Grid(NamedTuple):
    """A table ready to be laid out: headings, cells, and which columns may fold."""

    columns: tuple[Column, ...]
    cells: list[list[str]]
    hidden: tuple[str, ...] = ()
    too_wide: bool = False

    @property
    def headings(self) -> list[str]:
        """The heading of each column; a column that has none goes by its name."""
        return [column.heading or column.name for column in self.columns]

    def folds(self, number: int) -> bool:
        """Whether the text of a column may go over several lines."""
        return self.columns[number].type.folds


def grid(rows: list[Row], row_type: RowType, width: int | None) -> Grid:
    """The table of `rows`: the columns that have headings, and as many as fit `width` cells.

    Columns with the highest `place` leave first; those of place 0 stay at any width.
    The table is `too_wide` when even those do not fit. With `width` None nothing leaves.
    """
    columns = [column for column in row_type.columns if column.heading]
    table = [[cell(column, row) for column in columns] for row in rows]
    whole = Grid(tuple(columns), table)
    kept = list(range(len(columns)))
    needed = [_comfortable(whole, number) for number in kept]
    while width is not None and sum(needed[number] + GAP for number in kept) - GAP > width:
        leaving = max(kept, key=lambda number: (columns[number].place, number))
        if not columns[leaving].place:
            break
        kept.remove(leaving)
    return Grid(
        tuple(columns[number] for number in kept),
        [[line[number] for number in kept] for line in table],
        tuple(column.heading for number, column in enumerate(columns) if number not in kept),
        too_wide=width is not None and sum(_least(whole, number) + GAP for number in kept) - GAP > width,
    )


def _least(table: Grid, number: int) -> int:
    """The width below which a column can no longer be read."""
    comfortable = _comfortable(table, number)
    return min(comfortable, _LEAST) if table.folds(number) else comfortable


def _comfortable(table: Grid, number: int) -> int:
    heading = table.headings[number]
    longest = max((cells(line[number]) for line in table.cells), default=0)
    if table.folds(number):
        longest = min(longest, _COMFORTABLE_LINE if table.columns[number].type is types.LINE else _COMFORTABLE)
    return max(longest, max(cells(word) for word in heading.split()) if table.folds(number) else cells(heading))


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes (Unicode UAX 11 and combining marks)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def plain(table: Grid) -> Iterator[str]:
    """The table as aligned text of any width, nothing cut, no blanks at line ends."""
    lines = [table.headings, *table.cells]
    widths = [max(cells(line[number]) for line in lines) for number in range(len(table.columns))]
    rule = ["─" * width for width in widths]
    for line in (table.headings, rule, *table.cells):
        padded = [text + " " * (width - cells(text)) for text, width in zip(line, widths, strict=True)]
        yield (" " * GAP).join(padded).rstrip() + "\n"


def records(rows: list[Row], row_type: RowType, width: int | None = None) -> Iterator[str]:
    """One record a block: every key that has a value, or a question without an answer.

    With a `width` in cells, long values go on under themselves.
    """
    for number, row in enumerate(rows):
        if number:
            yield "\n"
        shown = [
            (column.name, cell(column, row))
            for column in row_type.columns
            if column.type.listed and (words(column, row) or column.field)
        ]
        names = max((len(name) for name, _ in shown), default=0)
        for name, text in shown:
            yield wrapped(f"{name:<{names}}  {text}", width, " " * (names + GAP))
        yield from _evidence(row.get("evidence", {}), width)


def _evidence(evidence: dict[str, list[Row]], width: int | None) -> Iterator[str]:
    for field, claims in evidence.items():
        for claim in claims:
            said = words(Column("value", types.VALUE, ""), claim)
            at = words(Column("at", types.PASSAGE, ""), claim)
            hedge = f" ({claim['hedge']})" if claim["hedge"] else ""
            told = f"  {field}: {said}{hedge}: {claim['source']} {at} “{claim['quote']}”, origin {claim['origin']}"
            yield wrapped(visible(told), width, "    ")


def wrapped(text: str, width: int | None, indent: str = "") -> str:
    """`text` as lines of at most `width` cells, all but the first behind `indent`."""
    if width is None or cells(text) <= width:
        return f"{text}\n"
    return textwrap.fill(text, max(width, len(indent) + 10), subsequent_indent=indent, break_on_hyphens=False) + "\n"
