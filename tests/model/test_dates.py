"""Dates as sources give them: which are read, what they cover, how they are said."""

import calendar
import datetime as dt
from itertools import permutations

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstocli.model.dates import FIRST_DAY, LAST_DAY, InvalidDate, cover, meant, parse, words
from tests.conftest import examples

SOME_DAY = st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31))
QUALIFIER = st.sampled_from(["", "?", "~", "%"])


@st.composite
def singles(draw: st.DrawFn) -> str:
    """A day, a month or a year, qualified or not."""
    return draw(SOME_DAY).isoformat()[: draw(st.sampled_from([4, 7, 10]))] + draw(QUALIFIER)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """Two dates in their order, one of which may be an open side."""
    start, end = sorted(draw(st.lists(singles(), min_size=2, max_size=2)), key=lambda text: parse(text).first)
    return draw(st.sampled_from([f"{start}/{end}", f"../{end}", f"{start}/.."]))


DATES = singles() | intervals()


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "qualified"),
    [
        ("2022-01-14", "2022-01-14", "2022-01-14", False),
        ("2022-01", "2022-01-01", "2022-01-31", False),
        ("2022-04", "2022-04-01", "2022-04-30", False),
        ("2022-12", "2022-12-01", "2022-12-31", False),
        ("2022", "2022-01-01", "2022-12-31", False),
        ("2022-01-14?", "2022-01-14", "2022-01-14", True),
        ("2022-01~", "2022-01-01", "2022-01-31", True),
        ("2022%", "2022-01-01", "2022-12-31", True),
        ("2022-01-13/2022-01-19", "2022-01-13", "2022-01-19", False),
        ("2022-01-13/2022-01-13", "2022-01-13", "2022-01-13", False),
        ("2021-12/2022-01-19", "2021-12-01", "2022-01-19", False),
        ("2021/2022", "2021-01-01", "2022-12-31", False),
        ("2022-01-19/2022-01", "2022-01-19", "2022-01-31", False),
        ("2022-01-06~/2022-01-19", "2022-01-06", "2022-01-19", True),
        ("2022-01-06/2022-01-19?", "2022-01-06", "2022-01-19", True),
        ("../2022-01-19", None, "2022-01-19", False),
        ("../2022-01~", None, "2022-01-31", True),
        ("2022-01-13/..", "2022-01-13", None, False),
        ("2022?/..", "2022-01-01", None, True),
        ("0001-01-01", "0001-01-01", "0001-01-01", False),
        ("9999-12-31", "9999-12-31", "9999-12-31", False),
    ],
)
def test_a_date_covers_the_days_it_names(text: str, earliest: str | None, latest: str | None, qualified: bool) -> None:
    assert parse(text) == (text, earliest, latest, qualified)


FORM = "dates are written 2022-01-14, 2022-01, 2022, A/B, A/.. or ../B"
NO_SUCH_DAY = "the calendar has no such day"
BACKWARDS = "the interval ends before it begins"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", FORM),
        ("yesterday", FORM),
        ("..", FORM),
        ("/", FORM),
        ("2022/", FORM),
        ("/2022", FORM),
        ("2022/2023/2024", FORM),
        ("2022..2023", FORM),
        ("22-01-14", FORM),
        ("12022", FORM),
        ("-2022", FORM),
        ("2022-1-4", FORM),
        ("20220114", FORM),
        ("14.01.2022", FORM),
        ("2022-01-14T08:00", FORM),
        ("2022-01-XX", FORM),
        ("202X", FORM),
        (" 2022", FORM),
        ("2022-01-14\n", FORM),
        ("2022 / 2023", FORM),
        ("?2022", FORM),
        ("2022?-01", FORM),
        ("2022-01-14?~", FORM),
        ("..?/2022", FORM),
        ("٢٠٢٢", FORM),
        ("２０２２-01-14", FORM),
        ("2022-00", NO_SUCH_DAY),
        ("2022-13", NO_SUCH_DAY),
        ("2022-20", NO_SUCH_DAY),
        ("2022-25", NO_SUCH_DAY),
        ("2022-21-01", NO_SUCH_DAY),
        ("2022-01-00", NO_SUCH_DAY),
        ("2022-01-32", NO_SUCH_DAY),
        ("2022-04-31", NO_SUCH_DAY),
        ("2022-02-29", NO_SUCH_DAY),
        ("1900-02-29", NO_SUCH_DAY),
        ("0000", NO_SUCH_DAY),
        ("0000-02-29", NO_SUCH_DAY),
        ("2022-01-14/2022-02-30", NO_SUCH_DAY),
        ("../..", "an interval needs a date on one side at least"),
        ("2022-01-15/2022-01-14", BACKWARDS),
        ("2022-02/2022-01", BACKWARDS),
        ("2023/2022-12-31", BACKWARDS),
    ],
)
def test_what_is_no_date_of_the_subset_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        parse(text)
    assert str(refused.value) == why


@pytest.mark.parametrize(("year", "last"), [(2022, 28), (2024, 29), (1900, 28), (2000, 29)])
def test_february_has_the_days_of_its_year(year: int, last: int) -> None:
    assert parse(f"{year}-02").last == f"{year}-02-{last}"
    assert parse(f"{year}").days == 337 + last


def test_a_leap_day_is_a_day() -> None:
    assert parse("2024-02-29").days == 1


@pytest.mark.parametrize(
    ("text", "days"),
    [("2022-01-14", 1), ("2022-02", 28), ("2022", 365), ("2022-01-13/2022-01-19", 7), ("2021-12-31/2022-01", 32)],
)
def test_a_date_knows_how_many_days_it_covers(text: str, days: int) -> None:
    assert parse(text).days == days


def test_an_open_side_reaches_to_the_end_of_the_calendar() -> None:
    assert parse("../2022-01-19").first == FIRST_DAY
    assert parse("2022-01-19/..").last == LAST_DAY
    assert parse("../2022-01-19").days > 365 * 2000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-01-14", "14 Jan 2022"),
        ("2022-01-04", "4 Jan 2022"),
        ("2022-12", "Dec 2022"),
        ("2022", "2022"),
        ("2022-01-14?", "probably 14 Jan 2022"),
        ("2022-01~", "about Jan 2022"),
        ("2022%", "probably about 2022"),
        ("2022-01-13/2022-01-19", "13–19 Jan 2022"),
        ("2022-01-30/2022-02-02", "30 Jan – 2 Feb 2022"),
        ("2021-12-30/2022-01-02", "30 Dec 2021 – 2 Jan 2022"),
        ("2021-01-14/2022-01-14", "14 Jan 2021 – 14 Jan 2022"),
        ("2022-01/2022-03", "Jan–Mar 2022"),
        ("2021-12/2022-03", "Dec 2021 – Mar 2022"),
        ("2021/2022", "2021 – 2022"),
        ("../2022-01-19", "by 19 Jan 2022"),
        ("../2022-01-19~", "by about 19 Jan 2022"),
        ("2022-01-13/..", "from 13 Jan 2022"),
    ],
)
def test_dates_are_said_as_people_read_them(text: str, said: str) -> None:
    assert words(text) == said


@given(SOME_DAY)
def test_the_words_of_a_day_say_that_day(day: dt.date) -> None:
    number, month, year = words(day.isoformat()).split()
    assert (int(number), month, int(year)) == (day.day, calendar.month_abbr[day.month], day.year)


@given(DATES)
def test_a_date_keeps_its_text(text: str) -> None:
    assert parse(text).text == text


@given(DATES)
def test_a_qualifier_shows_in_the_date_and_moves_no_border(text: str) -> None:
    bare = text.translate(dict.fromkeys(map(ord, "?~%")))
    date = parse(text)
    assert date.qualified == (bare != text)
    assert date[1:3] == parse(bare)[1:3]


@given(st.lists(SOME_DAY, min_size=2, max_size=2).map(sorted))
def test_the_borders_of_an_interval_come_back(ends: list[dt.date]) -> None:
    start, end = ends
    date = parse(f"{start.isoformat()}/{end.isoformat()}")
    assert (date.first, date.last) == (start.isoformat(), end.isoformat())
    assert date.days == (end - start).days + 1


@settings(deadline=None, max_examples=examples(50))
@given(DATES)
def test_the_edtf_package_finds_the_same_borders(text: str) -> None:
    oracle, ours = edtf.parse_edtf(text), parse(text)
    for theirs, day in ((oracle.lower_strict(), ours.earliest), (oracle.upper_strict(), ours.latest)):
        if day is None:
            assert theirs in (float("-inf"), float("inf"))
        else:
            assert f"{theirs.tm_year:04}-{theirs.tm_mon:02}-{theirs.tm_mday:02}" == day


@pytest.mark.parametrize(
    ("texts", "covering"),
    [
        (["2022-01-14"], "2022-01-14"),
        (["2022-01", "2022-01"], "2022-01"),
        (["2022-01-13", "2022-01-19"], "2022-01-13/2022-01-19"),
        (["2022-01-13", "2022-01-19", "2022-01-15"], "2022-01-13/2022-01-19"),
        (["2022-01-14", "2022-01"], "2022-01-01/2022-01-31"),
        (["2022-01-14", "2022-01-14/2022-01-14"], "2022-01-14"),
        (["../2022-01-19", "2022-01-14"], "../2022-01-19"),
        (["2022-01-13/..", "2022-01-14"], "2022-01-13/.."),
    ],
)
def test_the_cover_of_several_dates_is_the_shortest_stretch_that_holds_them(texts: list[str], covering: str) -> None:
    for order in permutations(texts):
        assert cover([parse(text) for text in order]).text == covering


def test_the_cover_of_one_doubtful_date_and_a_sure_one_is_doubtful() -> None:
    assert cover([parse("2022-01-13~"), parse("2022-01-14")]).qualified


def test_an_open_side_stays_open_in_the_cover() -> None:
    assert cover([parse("../2022-01-19"), parse("2022-01-20")])[1:3] == (None, "2022-01-20")


@given(st.lists(DATES, min_size=1, max_size=5))
def test_the_cover_reaches_from_the_first_day_to_the_last(texts: list[str]) -> None:
    dates = [parse(text) for text in texts]
    covering = cover(dates)
    assert covering.first == min(date.first for date in dates)
    assert covering.last == max(date.last for date in dates)
    assert covering.qualified <= any(date.qualified for date in dates)


@given(st.lists(singles(), min_size=1, max_size=5))
def test_the_text_of_a_cover_reads_back_to_the_same_days(texts: list[str]) -> None:
    covering = cover([parse(text) for text in texts])
    assert parse(covering.text)[1:3] == covering[1:3]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13.01.2022", "2022-01-13"),
        ("2022-1-7", "2022-01-07"),
        ("2022/01/07", "2022-01-07"),
        ("7.1.2022", "2022-01-07"),
        ("1/13/2022", "2022-01-13"),
        ("13/1/2022", "2022-01-13"),
        ("1/1/2022", "2022-01-01"),
        ("1/2/2022", ""),
        ("31.02.2022", ""),
        ("2022-13-13", ""),
        ("13.01.22", ""),
        ("yesterday", ""),
    ],
)
def test_a_day_of_another_form_is_guessed_where_it_can_be_no_other(text: str, day: str) -> None:
    assert meant(text) == day
