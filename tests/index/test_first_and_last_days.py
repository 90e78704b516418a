"""The first and the last day of the calendar are days like all others, not open sides."""

import json
from collections.abc import Callable

import pytest

from cstocli.model import dates
from tests.conftest import SMALL, Run, claim

DAYS = {
    "0001-01-01": ("0001-01-01", "0001-01-01"),
    "9999-12-31": ("9999-12-31", "9999-12-31"),
    "0001": ("0001-01-01", "0001-12-31"),
    "9999": ("9999-01-01", "9999-12-31"),
    "0001-01": ("0001-01-01", "0001-01-31"),
    "9999-12": ("9999-12-01", "9999-12-31"),
    "9999-24": ("9999-12-01", "9999-12-31"),
    "0001-01-01/9999-12-31": ("0001-01-01", "9999-12-31"),
    "0001-01-01/..": ("0001-01-01", None),
    "9999-12-31/..": ("9999-12-31", None),
    "../9999-12-31": (None, "9999-12-31"),
    "../0001-01-01": (None, "0001-01-01"),
}


@pytest.mark.parametrize("date", DAYS)
def test_a_side_is_open_only_where_it_is_written_so(csto: Run, base_file: Callable[[str], str], date: str) -> None:
    kind = f'[[departures]]\nid = "a"\ncontingent = "sudland"\n{claim(date=f"{date!r}")}'
    path = base_file(SMALL.replace("published = 2031-05-09", "published = 9999-12-31") + kind)
    for listing in ("timeline --all", "departures"):
        (row,) = json.loads(csto(*listing.split(), "--json", "--facts", path).out)
        assert (row["earliest"], row["latest"]) == DAYS[date]
    (row,) = json.loads(csto("contingents", "--json", "--facts", path).out)
    assert row["left"] == date
    assert row["present_latest"] == DAYS[date][1]


@pytest.mark.parametrize("date", DAYS)
def test_it_is_found_on_its_own_days_alone(csto: Run, base_file: Callable[[str], str], date: str) -> None:
    path = base_file(f'{SMALL}[[events]]\nid = "a"\ntitle = "A"\n{claim(table="events", date=f"{date!r}")}')
    for day in ("0001-01-01", "9999-12-31"):
        first, last = DAYS[date]
        period = [*filter(None, (first, last))]
        inside = (first or "0001-01-01") <= day <= (last or "9999-12-31")
        if len(period) > 1:  # an open side is taken to lie within the days that the base covers
            assert bool(json.loads(csto("timeline", "--on", day, "--json", "--facts", path).out)) == inside


def test_what_covers_the_whole_calendar_is_not_any_time_at_all() -> None:
    assert dates.cover([dates.parse("0001-01-01"), dates.parse("9999-12-31")]).text == "0001-01-01/9999-12-31"
    assert dates.parse("0001-01-01/9999-12-31").days == dates.parse("0001-01-01/..").days
