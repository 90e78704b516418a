"""Dates as sources give them: a day, a month, a year, an interval, known or guessed.

A subset of EDTF (ISO 8601-2:2019): `2022`, `2022-01`, `2022-01-14`, the qualifiers
`?`, `~` and `%` at the end of a date, and intervals `A/B` of which one side may be
`..`, open. Days are ISO text throughout, which compares as the days themselves do.
"""

import re
from functools import lru_cache

from cstocli.model.light_typing import NamedTuple

# What stands for an open side: before and after every day of the calendar, and none of them.
FIRST_DAY = "0000-00-00"
LAST_DAY = "9999-99-99"
_LAST_OF_CALENDAR = "9999-12-31"

_DATE = r"(?a:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?))"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Northern ones, by their codes in EDTF; winter begins in the year that it is named by.
WINTER = "24"
SEASONS = {
    "21": ("spring", ("03-01", "05-31")),
    "22": ("summer", ("06-01", "08-31")),
    "23": ("autumn", ("09-01", "11-30")),
    WINTER: ("winter", ("12-01", "02-28")),
}
_QUALIFIERS = {"": "", "?": "probably ", "~": "about ", "%": "probably about "}


class InvalidDate(ValueError):
    """Text that is no date of the subset; its message says why, in a few words."""


class Date(NamedTuple):
    """A stretch of days, both ends included, and the form in which it was written.

    `earliest` and `latest` are ISO days or, on an open side, None. `qualified` tells
    that `text` has a `?`, `~` or `%`: its ends are then uncertain.
    """

    text: str
    earliest: str | None
    latest: str | None
    qualified: bool = False

    @property
    def first(self) -> str:
        """The earliest day, or the first of all when that side is open."""
        return self.earliest or FIRST_DAY

    @property
    def last(self) -> str:
        """The latest day, or the last of all when that side is open."""
        return self.latest or LAST_DAY

    @property
    def days(self) -> int:
        """How many days it covers: the fewer, the more precise."""
        return _ordinal(self.latest or _LAST_OF_CALENDAR) - _ordinal(self.earliest or "0001-01-01") + 1


def _ordinal(day: str) -> int:
    # Most answers count no days.
    import datetime as dt

    return dt.date.fromisoformat(day).toordinal()


@lru_cache(maxsize=65536)
def parse(text: str) -> Date:
    """Read EDTF text of the subset.

    Raises:
        InvalidDate: `text` is of another form, or names a day that no calendar has.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _single(text)
    if start == end == "..":
        raise InvalidDate("an interval needs a date on one side at least")
    opening = _OPEN if start == ".." else _single(start)
    closing = _OPEN if end == ".." else _single(end)
    if opening.first > closing.last:
        raise InvalidDate("the interval ends before it begins")
    return Date(text, opening.earliest, closing.latest, opening.qualified or closing.qualified)


def meant(text: str) -> str:
    """The day that text of another form means, such as `13.01.2022`; empty where it may mean several, or none."""
    parts = re.fullmatch(r"(?a:(\d{1,4})([-./])(\d{1,2})\2(\d{1,4}))", text.strip())
    if not parts:
        return ""
    first, sign, second, third = parts.groups()
    year_length = 4
    if len(first) == year_length:
        days = [(first, second, third)]
    elif len(third) == year_length:
        # With full stops the day comes first; else it may be either, unless only one is a month.
        days = [(third, second, first)] + ([] if sign == "." else [(third, first, second)])
    else:
        return ""
    found = {f"{year}-{int(month):02}-{int(day):02}" for year, month, day in days}
    right = [day for day in found if _is_day(day)]
    return right[0] if len(right) == 1 else ""


def _is_day(text: str) -> bool:
    try:
        _single(text)
    except InvalidDate:
        return False
    return True


_OPEN = Date("..", None, None)


def _single(text: str) -> Date:
    match = re.fullmatch(_DATE, text)
    if not match:
        raise InvalidDate("dates are written 2022-01-14, 2022-01, 2022, A/B, A/.. or ../B")
    year, month, day, qualifier = match.groups()
    if month in SEASONS and not day:
        return _season(text, int(year), month)
    first = f"{year}-{month or '01'}-{day or '01'}"
    months = 12
    if year == "0000" or not 1 <= int(month or 1) <= months or not 1 <= int(day or 1) <= _last_day(year, month or "01"):
        raise InvalidDate("the calendar has no such day")
    if day:
        last = first
    elif month:
        last = f"{year}-{month}-{_last_day(year, month)}"
    else:
        last = f"{year}-12-31"
    return Date(text, first, last, bool(qualifier))


def _last_day(year: str, month: str) -> int:
    """The number of the last day of a month, in the Gregorian calendar throughout."""
    if month == "02":
        # The centuries that four hundred does not divide are no leap years.
        number = int(year)
        return 28 + (number % 4 == 0 and (number % 100 != 0 or number % 400 == 0))
    return 30 if month in ("04", "06", "09", "11") else 31


def _season(text: str, year: int, season: str) -> Date:
    """A season of EDTF, of which nobody knows the borders: it counts as qualified."""
    _, (first, last) = SEASONS[season]
    if season == WINTER:
        # It ends on the last of February, in the year after.
        following = f"{year + 1:04}"
        until = f"{following}-02-{_last_day(following, '02')}" if len(following) == len("9999") else _LAST_OF_CALENDAR
        return Date(text, f"{year:04}-{first}", until, qualified=True)
    return Date(text, f"{year:04}-{first}", f"{year:04}-{last}", qualified=True)


def cover(dates: list[Date]) -> Date:
    """The shortest stretch that holds all `dates`, of which there must be one at least.

    Several dates of one text stay that text; else the result is an interval of days.
    What covers `../A` and `B/..` is `../..`, any time at all.
    """
    texts = {date.text for date in dates}
    if len(texts) == 1:
        return dates[0]
    first = min(date.first for date in dates)
    last = max(date.last for date in dates)
    # A border that a qualified date draws is no surer for being covered.
    unsure_first = any(date.qualified and date.first == first for date in dates)
    unsure_last = any(date.qualified and date.last == last for date in dates)
    left = ".." if first == FIRST_DAY else first + "~" * unsure_first
    right = ".." if last == LAST_DAY else last + "~" * unsure_last
    return Date(
        left if left == right != ".." else f"{left}/{right}",
        None if left == ".." else first,
        None if right == ".." else last,
        unsure_first or unsure_last,
    )


def order(text: str) -> tuple[str, str]:
    """What dates are sorted by: their first day or, without one, their last."""
    if text == "../..":
        return LAST_DAY, LAST_DAY
    date = parse(text)
    return date.earliest or date.last, date.last


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """An EDTF date as people read it: `13–19 Jan 2022`, `by 19 Jan 2022`."""
    start, slash, end = text.partition("/")
    if not slash:
        return _single_words(text)
    if start == end == "..":
        return "at some time"
    if start == "..":
        return f"by {_single_words(end)}"
    if end == "..":
        return f"from {_single_words(start)}"
    if start == end:
        return _single_words(start)
    first, last = _single_words(start).split(), _single_words(end).split()
    # A qualifier of the first day alone is said of both: that claims less, not more.
    qualifier = [first.pop(0) for _ in range(len(first) - len(last)) if first[0] in ("probably", "about")]
    said_once = 0
    if len(first) == len(last):
        # What both sides share at the end, month and year, is said once.
        while first[said_once - 1] == last[said_once - 1] and said_once > 1 - len(first):
            said_once -= 1
    kept = [*qualifier, *(first[:said_once] if said_once else first)]
    return f"{' '.join(kept)}{'–' if len(kept) - len(qualifier) == 1 and said_once else ' – '}{' '.join(last)}"


def _single_words(text: str) -> str:
    match = re.fullmatch(_DATE, text)
    if not match:
        return text
    year, month, day, qualifier = match.groups()
    parts = [str(int(day))] if day else []
    if month:
        parts.append(SEASONS[month][0] if month in SEASONS else _MONTHS[int(month) - 1])
    return _QUALIFIERS[qualifier] + " ".join([*parts, year])
