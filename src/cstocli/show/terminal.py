"""Tables for a terminal, by Rich: fitted to its width, in colour or without."""

import io

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cstocli.model.widths import folded
from cstocli.show.cells import Cell
from cstocli.show.table import GAP, Grid, fitted

_HEIGHT = 100
_STYLES = {"!": "bold red", "*": "yellow", "–": "dim", "n/a": "dim"}


def render_rich(table: Grid, width: int, *, colour: bool) -> str:
    """`table` as text of `width` cells. Text of the base is never interpreted as markup."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        # Without a height Rich assumes that a dumb terminal has 80 columns.
        height=_HEIGHT,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    rich_table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_edge=False)
    widths = fitted(table, width)
    for heading, needed in zip(table.headings, widths, strict=True):
        rich_table.add_column(Text("\n".join(folded(heading, needed)), style="bold"), width=needed, no_wrap=True)
    for line in table.cells:
        rich_table.add_row(*map(_styled, line, widths))
    console.print(rich_table, soft_wrap=False)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _styled(text: Cell, width: int) -> Text:
    """A cell, folded by the same rules as everywhere."""
    return Text(
        "\n".join(folded(text, width)), style=next((_STYLES[sign] for sign in text.signs if sign in _STYLES), "")
    )
