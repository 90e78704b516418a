"""How far something long has come, by Rich: a bar on standard error, with the time that it took and that is left."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn


def watched(items: Sequence[Any], label: str) -> Iterator[Any]:
    """Iterate over `items` below a bar, which stands there when all is done."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    times = (TimeElapsedColumn(), TimeRemainingColumn(compact=True))
    # What others write meanwhile goes where they write it.
    with Progress(
        *columns, *times, console=Console(file=sys.stderr), redirect_stdout=False, redirect_stderr=False
    ) as bars:
        yield from bars.track(items, description=label)
