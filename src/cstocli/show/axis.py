"""Where an axis of days has its ticks, and what is written at each."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from cstocli.model.dates import words

_DAYS, _MONTHS, _YEARS = "days", "months", "years"
# From tick to tick: a number of days, months or years.
_STEPS = (
    *((_DAYS, number) for number in (1, 2, 7)),
    *((_MONTHS, number) for number in (1, 3, 6)),
    *((_YEARS, number) for number in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)
_DAYS_OF = {_DAYS: 1, _MONTHS: 28, _YEARS: 365}
# Cells that the widest label and a blank take: `14`, `Jan`, `2022`.
_CELLS_OF = {_DAYS: 3, _MONTHS: 4, _YEARS: 5}


class Tick(NamedTuple):
    """A tick: its day as an ordinal of `datetime.date`, its label, and the month or year that begins with it."""

    day: int
    label: str
    begins: str = ""


def ticks(first: int, last: int, cells_a_day: float) -> list[Tick]:
    """Ticks of an axis from the day `first` to the day `last`, as dense as their labels can be read.

    `cells_a_day` is how much room a day has, in widths of a character. Each day has a tick where there is room,
    else each second, each Monday, the first of each month, and so on. There is one at least.
    """
    unit, number = next(
        (step for step in _STEPS if step[1] * _DAYS_OF[step[0]] * cells_a_day >= _CELLS_OF[step[0]]), _STEPS[-1]
    )
    found: list[Tick] = []
    before = ""
    for day in _days(first, last, unit, number) or [dt.date.fromordinal(first)]:
        label, begins = _labels(day, unit)
        found.append(Tick(day.toordinal(), label, begins if begins != before else ""))
        before = begins
    return found


def _days(first: int, last: int, unit: str, number: int) -> list[dt.date]:
    if unit == _DAYS:
        monday = (-dt.date.fromordinal(first).weekday()) % 7
        begin = first + (monday if number == 7 else 0)  # noqa: PLR2004 # a week
        return [dt.date.fromordinal(day) for day in range(begin, last + 1, number)]
    months = number if unit == _MONTHS else 12 * number
    return [day for day in _firsts(first, last, months) if first <= day.toordinal() <= last]


def _firsts(first: int, last: int, months: int) -> Iterator[dt.date]:
    """The first day of every so many months, counted from the year 0."""
    begin, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    start = -(-(begin.year * 12 + begin.month - 1) // months) * months
    for month in range(start, end.year * 12 + end.month, months):
        if dt.MINYEAR <= month // 12 <= dt.MAXYEAR:
            yield dt.date(month // 12, month % 12 + 1, 1)


def _labels(day: dt.date, unit: str) -> tuple[str, str]:
    month_and_year = words(f"{day.year:04}-{day.month:02}")
    if unit == _DAYS:
        return str(day.day), month_and_year
    return (month_and_year.split()[0], f"{day.year:04}") if unit == _MONTHS else (f"{day.year:04}", "")
