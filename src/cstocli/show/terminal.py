"""Tables on a terminal, by Rich: fitted to the width, coloured where that is wanted."""

import io

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cstocli.show.table import GAP, Grid

_ANY_HEIGHT = 100
_STYLES = {"!": "bold red", "*": "yellow", "–": "dim", "n/a": "dim"}


def drawn(table: Grid, width: int, *, colour: bool) -> str:
    """`table` as text of `width` cells. No text of the data is read as markup."""
    paper = io.StringIO()
    console = Console(
        file=paper,
        width=width,
        # Without a height Rich takes a dumb terminal for one of 80 columns.
        height=_ANY_HEIGHT,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    rich_table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_edge=False)
    for number, heading in enumerate(table.headings):
        folds = table.folds(number)
        least = None if folds else max(map(len, (heading, *(line[number] for line in table.cells))))
        rich_table.add_column(Text(heading, style="bold"), no_wrap=not folds, min_width=least, overflow="fold")
    for line in table.cells:
        rich_table.add_row(*(_styled(text) for text in line))
    console.print(rich_table, soft_wrap=False)
    return "".join(f"{line.rstrip()}\n" for line in paper.getvalue().splitlines())


def _styled(text: str) -> Text:
    sign = text.rpartition(" ")[2]
    return Text(text, style=_STYLES.get(sign, ""))
