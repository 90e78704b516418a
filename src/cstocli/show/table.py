"""Tables and records as text, fitted to a width, in colour or without; which columns fit."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, pairwise, repeat, zip_longest
from typing import NamedTuple

from cstocli.ask.columns import Column, RowType
from cstocli.model import types
from cstocli.model.text import visible
from cstocli.model.widths import cells, folded, padded, pieces
from cstocli.show.cells import NOT_APPLICABLE, NOT_STATED, Cell, Row, cell, words

GAP = 2
_INDENT = 2
# Widths in cells. A column of running text reads well at the preferred width and is wrapped beyond it.
_PREFERRED_TEXT = 14
_PREFERRED_LINE = 32
_MIN_TEXT = 12
# A longer word, such as an address in running text, may be broken.
_LONGEST_WORD = 40
# What may stand in one line with the id of a fact, and how it is joined to it.
_JOINED = {"summary": "  ", "field": "."}
_NO_VALUE = ("", NOT_STATED, NOT_APPLICABLE)
# By the sign at the end of a cell, as parameters of SGR: bold red, yellow, faint.
_COLOURS = {"!": "1;31", "*": "33", "–": "2", "n/a": "2"}
_BOLD = "1"


class Grid(NamedTuple):
    """A table to be written: columns and the texts of their cells. `hidden` are the headings of columns left out.

    `groups` has for each row the line that stands above it: empty unless it is the first of its group.
    Without groups there are none of these lines.
    """

    columns: tuple[Column, ...]
    cells: list[list[Cell]]
    hidden: tuple[str, ...] = ()
    too_wide: bool = False
    groups: tuple[str, ...] = ()

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
    is `too_wide` when even those do not fit. With `width` None no column is left out, and each row has all its
    values. Else rows of one fact are grouped below its id, where there are several or the width is too little for
    all columns; and of a first column each value stands once.
    """
    columns = [column for column in row_type.columns if column.heading]
    table = [[cell(column, row) for column in columns] for row in rows]
    if width is None:
        return Grid(tuple(columns), table)
    groups: tuple[str, ...] = ()
    columns, table, empty = _without_empty(columns, table, width)
    full = Grid(tuple(columns), table)
    needed = [_preferred_width(full, number) for number in range(len(columns))]
    several = any(one[0] == two[0] for one, two in pairwise(table))
    if len(columns) > 1 and columns[0].name == "fact" and not columns[0].place and (several or _total(needed) > width):
        columns, table, groups = _grouped(columns, table)
        width -= _INDENT
        full = Grid(tuple(columns), table)
        needed = needed[-len(columns) :]
    kept = list(range(len(columns)))
    while _total(needed[number] for number in kept) > width:
        last = max(kept, key=lambda number: (columns[number].place, number))
        if not columns[last].place:
            break
        kept.remove(last)
    table = [[line[number] for number in kept] for line in table]
    return Grid(
        tuple(columns[number] for number in kept),
        table if groups else _without_repeats(table),
        (*empty, *(column.heading for number, column in enumerate(columns) if number not in kept)),
        _total(_min_width(full, number) for number in kept) > width,
        groups,
    )


def _total(widths: Iterable[int]) -> int:
    """The width of a table of such columns."""
    return sum(width + GAP for width in widths) - GAP


def _without_empty(
    columns: list[Column], table: list[list[Cell]], width: int
) -> tuple[list[Column], list[list[Cell]], list[str]]:
    """The table without the columns in which no row has a value, where it does not fit `width`; and their headings."""
    full = Grid(tuple(columns), table)
    if _total(_preferred_width(full, number) for number in range(len(columns))) <= width:
        return columns, table, []
    some = [
        bool(column.absent) or not column.place or any(line[number] not in _NO_VALUE for line in table)
        for number, column in enumerate(columns)
    ]
    table = [list(compress(line, some)) for line in table]
    headings = [column.heading for column, has in zip(columns, some, strict=True) if not has]
    return list(compress(columns, some)), table, headings


def _grouped(columns: list[Column], table: list[list[Cell]]) -> tuple[list[Column], list[list[Cell]], tuple[str, ...]]:
    """The table without its first columns, as far as they are the same for all rows of a fact, and these as lines."""
    same = all(one[:2] == two[:2] for one, two in pairwise(table) if one[0] == two[0])
    second = _JOINED.get(columns[1].name, "") if same and len(columns) > 2 else ""  # noqa: PLR2004 - one must be left
    taken = 2 if second else 1
    groups = [
        "" if number and line[0] == table[number - 1][0] else second.join(filter(None, line[:taken]))
        for number, line in enumerate(table)
    ]
    return columns[taken:], [line[taken:] for line in table], tuple(groups)


def _without_repeats(table: list[list[Cell]]) -> list[list[Cell]]:
    """The table, its first column empty where it would say what the row above does."""
    return [
        [Cell(""), *line[1:]] if number and len(line) > 1 and line[0] == table[number - 1][0] else line
        for number, line in enumerate(table)
    ]


def _min_width(table: Grid, number: int) -> int:
    """The width below which a column is unreadable: no word in it is broken."""
    preferred = _preferred_width(table, number)
    return min(preferred, max(_MIN_TEXT, _longest_word(table, number))) if table.wraps(number) else preferred


def _longest_word(table: Grid, number: int) -> int:
    longest = 0
    for line in table.cells:
        text = line[number]
        # No word of a text is longer than the text.
        if longest < cells(text):
            longest = max(longest, _longest_piece(text))
            if longest >= _LONGEST_WORD:
                return _LONGEST_WORD
    return longest


# A table asks it of each of its texts several times.
@lru_cache(maxsize=4096)
def _longest_piece(text: str) -> int:
    return max(map(cells, pieces(text)))


def _preferred_width(table: Grid, number: int) -> int:
    heading = table.headings[number]
    longest = max((cells(line[number]) for line in table.cells), default=0)
    if table.wraps(number):
        preferred = _PREFERRED_LINE if table.columns[number].type is types.LINE else _PREFERRED_TEXT
        longest = min(longest, max(preferred, _longest_word(table, number)))
    return max(longest, max(cells(word) for word in heading.split()) if table.wraps(number) else cells(heading))


def text_table(table: Grid, width: int | None = None, *, colour: bool = False) -> Iterator[str]:
    """The table as aligned text without trailing blanks, its cells folded where they do not fit `width` cells.

    With `colour` the headings are bold, and a cell has the colour of its sign.
    """
    widths = fitted(table, width)
    rule = ["─" * width for width in widths]
    indent = " " * _INDENT if table.groups else ""
    # A heading stands close to its column; above groups it stands close to the first one.
    yield indent + _line(table.headings, widths, [_BOLD if colour else ""] * len(widths), indent, low=not table.groups)
    # On a terminal there is none: bold headings are told apart without.
    if width is None and not colour:
        yield _line(rule, widths, [""] * len(widths))
    for line, group in zip(table.cells, table.groups or repeat(""), strict=False):
        if group:
            line_above = wrapped(group, width, indent)
            yield f"\x1b[{_BOLD}m{line_above[:-1]}\x1b[0m\n" if colour else line_above
        colours = [_colour_of(text) if colour else "" for text in line]
        yield indent + _line(line, widths, colours, indent)


def _colour_of(text: Cell) -> str:
    return next((_COLOURS[sign] for sign in text.signs if sign in _COLOURS), "")


def fitted(table: Grid, width: int | None) -> list[int]:
    """The width of each column: what its cells need, but of the widest that fold less, until all fit."""
    lines: list[Sequence[str]] = [table.headings, *table.cells]
    widths = [max(cells(line[number]) for line in lines) for number in range(len(table.columns))]
    if width is None:
        return widths
    folding = [number for number in range(len(widths)) if table.wraps(number)]
    least = {number: _min_width(table, number) for number in folding}
    excess = sum(widths) + GAP * (len(widths) - 1) + (_INDENT if table.groups else 0) - width
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


def _line(texts: Sequence[str], widths: list[int], colours: list[str], indent: str = "", *, low: bool = False) -> str:
    """One row of a table, on as many lines as its highest cell, all but the first behind `indent`.

    Lower cells begin on the first of these lines; with `low` they end on the last one.
    """
    columns = [folded(text, width) for text, width in zip(texts, widths, strict=True)]
    if low:
        height = max(map(len, columns))
        columns = [[""] * (height - len(lines)) + lines for lines in columns]
    lines = []
    for line in zip_longest(*columns, fillvalue=""):
        coloured = [
            (f"\x1b[{colour}m{text}\x1b[0m" if text and colour else text) + " " * (width - cells(text))
            for text, width, colour in zip(line, widths, colours, strict=True)
        ]
        lines.append((" " * GAP).join(coloured).rstrip() + "\n")
    return indent.join(lines)


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
    """`text` as lines of at most `width` cells, all but the first indented by `indent`; addresses are never broken."""
    if width is None:
        return f"{text}\n"
    return "\n".join(folded(text, max(width, len(indent) + 10), indent, whole="://")) + "\n"
