"""Periods of presence as bars of characters; certain and possible days differ without colour."""

import datetime as dt
from collections.abc import Iterator

from cstocli.model.dates import FIRST_DAY, LAST_DAY, words
from cstocli.model.text import visible
from cstocli.model.widths import cells, cut, padded
from cstocli.show.cells import Row

CERTAIN, POSSIBLE, ABSENT = "█", "░", "·"
_MARGIN = 2
_MAX_CELLS_A_DAY = 3


def chart(rows: list[Row], width: int, window: tuple[str | None, str | None] = (None, None)) -> Iterator[str]:
    """One bar per row of `presence`: one day or, in long periods, several days per cell.

    `window` is the first and the last day to draw; without them, the chart begins one day
    before the first known day and ends one day after the last. Open periods run to the edge.
    """
    days = sorted(
        day
        for row in rows
        for day in (row["earliest"], row["surely_from"], row["surely_to"], row["latest"])
        if day and day not in (FIRST_DAY, LAST_DAY)
    )
    if not days:
        return
    since, until = window
    max_day = dt.date.max.toordinal()
    first = (
        dt.date.fromisoformat(since).toordinal() if since else max(1, dt.date.fromisoformat(days[0]).toordinal() - 1)
    )
    last = (
        dt.date.fromisoformat(until).toordinal()
        if until
        else min(max_day, dt.date.fromisoformat(days[-1]).toordinal() + 1)
    )
    if last < first:
        return
    longest = max(cells(visible(row["country"])) for row in rows)
    # Half of the chart is for the bars, whatever the names are.
    names = min(longest, max(1, width // 2 - _MARGIN)) + _MARGIN
    room = max(1, width - names)
    days_a_cell = -(-(last - first + 1) // room)
    cells_a_day = max(1, min(_MAX_CELLS_A_DAY, room // (last - first + 1))) if days_a_cell == 1 else 1
    starts = range(first, last + 1, days_a_cell)
    for row in rows:
        signs = (_sign(row, start, start + days_a_cell - 1) * cells_a_day for start in starts)
        yield f"{padded(cut(visible(row['country']), names - _MARGIN), names)}{''.join(signs)}\n"
    left = words(dt.date.fromordinal(first).isoformat())
    right = words(dt.date.fromordinal(last).isoformat())
    gap = max(1, len(starts) * cells_a_day - len(left) - len(right))
    yield f"{'':<{names}}{left}{' ' * gap}{right}\n"
    yield f"\n{CERTAIN} surely there   {POSSIBLE} possibly there   {ABSENT} not there by what is known\n"


def _sign(row: Row, start: int, end: int) -> str:
    """The sign of the days from `start` to `end`, both ordinals of `datetime.date`."""
    last = min(end, dt.date.max.toordinal())
    begin, stop = dt.date.fromordinal(start).isoformat(), dt.date.fromordinal(last).isoformat()
    surely_from, surely_to = row["surely_from"] or LAST_DAY, row["surely_to"] or FIRST_DAY
    if surely_from <= surely_to and surely_from <= stop and begin <= surely_to:
        return CERTAIN
    possible = (row["earliest"] or FIRST_DAY) <= stop and begin <= (row["latest"] or LAST_DAY)
    return POSSIBLE if possible else ABSENT
