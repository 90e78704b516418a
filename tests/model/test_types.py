"""When two values agree, when neither can be said, and when they cannot both be true."""

from collections.abc import Callable
from datetime import date as day
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.model import counts, dates
from cstocli.model.counts import Counted
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.types import (
    AGREE,
    COMPATIBLE,
    CONFLICT,
    COUNT,
    DATE,
    ITEMS,
    LIST,
    ORGANISATION,
    PART_OF_DAY,
    PERSON,
    PLACE,
    PLACES,
    WORDS,
    Choice,
    FactReference,
    Relation,
    Type,
)
from cstocli.model.types.clock import PARTS, TimeType, parse_time
from cstocli.model.types.shares import OrdinalType, ShareType, parse_ordinal, parse_share
from cstocli.vocabularies.peace_operation.types import AIRCRAFT, DIRECTION, MODE
from tests.conftest import SMALL, base_of, claim

TYPES: dict[str, Type] = {
    type_.name: type_
    for type_ in (
        *(DATE, PART_OF_DAY, COUNT, WORDS, LIST, ITEMS, PLACE, PERSON, ORGANISATION),
        *(AIRCRAFT, MODE, DIRECTION),
        *(TimeType(), ShareType(), OrdinalType(), PLACES, FactReference(), Choice("choice", ("killed", "injured"))),
    )
}

BASE = f"""{SMALL}
[aircraft.il-76]
name = "Il-76"
[aircraft.il-76md]
name = "Il-76MD"
variant_of = "il-76"
[aircraft.il-76md-90a]
name = "Il-76MD-90A"
variant_of = "il-76md"
[aircraft.mi-8]
name = "Mi-8"
[organisations.forces]
name = "Sudland Armed Forces"
[organisations.squadron]
name = "First squadron"
part_of = "air-force"
[organisations.airline]
name = "Norland Airline"
[places.station]
name = "Norcity station"
within = "city"
[places.harbour]
name = "Harbour"
within = "norland"
[places.hub]
name = "Airport and station"
within = ["airport", "station"]
[people.smith]
name = "Smith"
[people.jones]
name = "Jones"
[[departures]]
id = "any"
{claim(date='"2031-05-09"')}
"""
ORDER = Hierarchy(base_of(BASE))


def value(kind: str, text: str) -> Any:
    """A value from its short form in these tables: `2 an-2, an-2t` is a list of aircraft."""
    if kind == "date":
        return dates.parse(text)
    if kind == "count":
        return counts.parse(text)
    if kind in ("list", "places"):
        return tuple(text.split(", "))
    if kind in ("aircraft", "items"):
        return tuple(_counted(item) for item in text.split(", "))
    return PARSERS.get(kind, str)(text)


PARSERS: dict[str, Callable[[str], Any]] = {"time": parse_time, "share": parse_share, "ordinal": parse_ordinal}


def _counted(text: str) -> Counted:
    count, space, what = text.partition(" ")
    return Counted(what, counts.parse(count)) if space else Counted(text, None)


def related(kind: str, one: str, other: str) -> Relation:
    left, right = value(kind, one), value(kind, other)
    # Equal values agree without asking.
    return AGREE if left == right else TYPES[kind].relation(left, right, ORDER)


TABLE = [
    ("date", "2031-05-09", "2031-05-09", AGREE),
    ("date", "2031-05", "2031-05-09", AGREE),
    ("date", "2031", "2031-05", AGREE),
    ("date", "2031-05-09/2031-05-12", "2031-05-12", AGREE),
    ("date", "../2031-05-12", "2031-05-09", AGREE),
    ("date", "../2031-05-12", "../2031-05-09", AGREE),
    ("date", "2031-05-09/..", "2031-05-09/2031-05-12", AGREE),
    ("date", "2031-05-09", "2031-05-09?", AGREE),
    ("date", "2031-05-09/2031-05-12", "2031-05-11/2031-05-14", COMPATIBLE),
    ("date", "../2031-05-12", "2031-05-09/..", COMPATIBLE),
    ("date", "2031-05", "2031-05-20/2031-06-02", COMPATIBLE),
    ("date", "2031-05-09", "2031-05-10", CONFLICT),
    ("date", "2031-05", "2031-06", CONFLICT),
    ("date", "2031-05", "2031-06-01", CONFLICT),
    ("date", "../2031-05-09", "2031-05-10", CONFLICT),
    ("date", "2031-05-09/2031-05-12", "2031-05-13/..", CONFLICT),
    ("date", "2031-05-09~", "2031-05-10", COMPATIBLE),
    ("date", "2031-05-09?", "2031-05-08", COMPATIBLE),
    ("date", "2031-05-09~", "2031-05-11", CONFLICT),
    ("date", "2031-05~", "2031-06-30", COMPATIBLE),
    ("date", "2031-05~", "2031-07-02", CONFLICT),
    ("count", "30", "30", AGREE),
    ("count", "30", "70", CONFLICT),
    ("count", "5", "7", CONFLICT),
    ("count", "848", "850", COMPATIBLE),
    ("count", "850", "844", CONFLICT),
    ("count", "2000", "2030", COMPATIBLE),
    ("count", "2000", "2051", CONFLICT),
    ("count", "2500", "2400", CONFLICT),
    ("count", "10", "9", CONFLICT),
    ("count", "~2000", "2030", AGREE),
    ("count", "~2000", "1800", AGREE),
    ("count", "~2000", "2200", AGREE),
    ("count", "~2000", "2201", CONFLICT),
    ("count", "~2000", "2500", CONFLICT),
    ("count", "~2000", "~2100", COMPATIBLE),
    ("count", "~2000", "~3000", CONFLICT),
    ("count", ">2000", "2030", AGREE),
    ("count", ">2000", "2000", COMPATIBLE),
    ("count", ">2000", "1999", CONFLICT),
    ("count", ">=2000", "2000", AGREE),
    ("count", ">2000", ">2500", AGREE),
    ("count", ">2000", "~2000", COMPATIBLE),
    ("count", ">2000", "~3000", AGREE),
    ("count", "<=2500", "2030", AGREE),
    ("count", "..2500", "2500", AGREE),
    ("count", "..2500", "<=2500", AGREE),
    ("count", "<2500", "2500", COMPATIBLE),
    ("count", "<2500", "2501", CONFLICT),
    ("count", "<=2500", "2501", CONFLICT),
    ("count", "<=2500", ">2000", COMPATIBLE),
    ("count", "<=2000", ">2001", CONFLICT),
    ("count", "<=2000", ">=2000", COMPATIBLE),
    ("count", "70..80", "75", AGREE),
    ("count", "70..80", "70..75", AGREE),
    ("count", "70..80", "80..90", COMPATIBLE),
    ("count", "70..80", "81", CONFLICT),
    ("count", "70..70", "70", AGREE),
    ("place", "airport", "airport", AGREE),
    ("place", "airport", "city", AGREE),
    ("place", "airport", "norland", AGREE),
    ("place", "airport", "station", CONFLICT),
    ("place", "harbour", "city", CONFLICT),
    ("place", "hub", "airport", AGREE),
    ("place", "hub", "station", AGREE),
    ("place", "hub", "norland", AGREE),
    ("place", "hub", "harbour", CONFLICT),
    ("person", "smith", "smith", AGREE),
    ("person", "smith", "jones", CONFLICT),
    ("organisation", "squadron", "air-force", AGREE),
    ("organisation", "forces", "air-force", CONFLICT),
    ("organisation", "airline", "squadron", CONFLICT),
    ("part-of-day", "morning", "morning", AGREE),
    ("part-of-day", "night", "morning", COMPATIBLE),
    ("part-of-day", "morning", "afternoon", COMPATIBLE),
    ("part-of-day", "afternoon", "evening", COMPATIBLE),
    ("part-of-day", "evening", "night", COMPATIBLE),
    ("part-of-day", "morning", "evening", CONFLICT),
    ("part-of-day", "night", "afternoon", CONFLICT),
    ("mode", "air", "air", AGREE),
    ("mode", "air", "road", CONFLICT),
    ("words", "own vehicles", "own vehicles", AGREE),
    ("words", "Own Vehicles", "own vehicles", AGREE),
    ("words", "own vehicles", "trucks", COMPATIBLE),
    ("list", "tents", "tents, flour", AGREE),
    ("list", "flour, tents", "tents, flour", AGREE),
    ("list", "Tents", "tents, flour", AGREE),
    ("list", "tents, salt", "tents, flour", COMPATIBLE),
    ("list", "salt", "flour", COMPATIBLE),
    ("aircraft", "3 il-76", "3 il-76", AGREE),
    ("aircraft", "3 il-76", "il-76", AGREE),
    ("aircraft", "3 il-76", "3 il-76md", AGREE),
    ("aircraft", "il-76", "il-76md-90a", AGREE),
    ("aircraft", "~10 il-76", "11 il-76md", AGREE),
    ("aircraft", "il-76", "il-76, an-2", AGREE),
    ("aircraft", "2 an-2, il-76", "2 an-2t", AGREE),
    ("aircraft", "3 il-76", "4 il-76", CONFLICT),
    ("aircraft", "3 il-76", "4 il-76md", CONFLICT),
    ("aircraft", "3 il-76, an-2", "4 il-76", CONFLICT),
    ("aircraft", "il-76", "an-2", CONFLICT),
    ("aircraft", "il-76md", "an-2, an-2t", CONFLICT),
    ("aircraft", "il-76, an-2", "il-76, mi-8", COMPATIBLE),
    ("items", "8 tanks", "8 tanks", AGREE),
    ("items", "8 Tanks", "tanks", AGREE),
    ("items", "8 tanks", "8 tanks, 2 guns", AGREE),
    ("items", "8 tanks", "9 tanks", CONFLICT),
    ("items", "8 tanks", ">5 tanks", AGREE),
    ("items", "8 tanks", "2 guns", COMPATIBLE),
    ("items", "8 tanks, 1 mortar", "8 tanks, 2 guns", COMPATIBLE),
    ("date", "2031-21", "2031-05-09", AGREE),
    ("date", "2031-21", "2031", AGREE),
    ("date", "2031-24", "2032-02-29", AGREE),
    ("date", "2031-21", "2031-06-15", COMPATIBLE),
    ("date", "2031-21", "2031-22", COMPATIBLE),
    ("date", "2031-21", "2031-23", CONFLICT),
    ("date", "2031-24", "2031-01-09", CONFLICT),
    ("time", "15:00", "15:00", AGREE),
    ("time", "15:00", "afternoon", AGREE),
    ("time", "15:00", "~15:20", AGREE),
    ("time", "15:00", "14:00/15:00", AGREE),
    ("time", "noon", "12:00", AGREE),
    ("time", "noon", "midday", AGREE),
    ("time", "midnight", "00:00", AGREE),
    ("time", "night", "02:00", AGREE),
    ("time", "night", "22:30", AGREE),
    ("time", "~14:30", "~15:10", COMPATIBLE),
    ("time", "afternoon", "evening", COMPATIBLE),
    ("time", "15:00", "midday", CONFLICT),
    ("time", "15:00", "15:20", CONFLICT),
    ("time", "15:00", "night", CONFLICT),
    ("time", "morning", "evening", CONFLICT),
    ("time", "14:30+04:30", "10:00Z", AGREE),
    ("time", "01:30+04:30", "21:00Z", AGREE),
    ("time", "14:30+04:30", "14:30", AGREE),
    ("time", "14:30+04:30", "10:00", COMPATIBLE),
    ("time", "14:30+04:30", "14:30Z", CONFLICT),
    ("time", "14:30+04:30", "afternoon", AGREE),
    ("time", "14:30+04:30", "morning", CONFLICT),
    ("time", "09:00Z", "afternoon", COMPATIBLE),
    ("share", "half", "50%", AGREE),
    ("share", "30%", "~30%", AGREE),
    ("share", "30%", "~32%", AGREE),
    ("share", "40%", ">30%", AGREE),
    ("share", ">=30%", "30%", AGREE),
    ("share", "half", "half of 9680", AGREE),
    ("share", "a third", "33%", COMPATIBLE),
    ("share", "two thirds", "67%", COMPATIBLE),
    ("share", ">30%", "30%", COMPATIBLE),
    ("share", "~30%", "~33%", COMPATIBLE),
    ("share", ">30%", "<40%", COMPATIBLE),
    ("share", "half of 9680", "half of 9700", COMPATIBLE),
    ("share", "30%", "31%", CONFLICT),
    ("share", "a third", "half", CONFLICT),
    ("share", ">30%", "20%", CONFLICT),
    ("share", "half of 9680", "half of 6980", CONFLICT),
    ("share", "1/4", "1/3 of 9680", CONFLICT),
    ("ordinal", "8", "8th", AGREE),
    ("ordinal", "8th", "8th of 13", AGREE),
    ("ordinal", "8th", "9th", CONFLICT),
    ("ordinal", "8th of 13", "8th of 14", CONFLICT),
    ("places", "city", "airport, city", AGREE),
    ("places", "city", "airport", AGREE),
    ("places", "airport, harbour", "station", COMPATIBLE),
    ("reference", "departure/one", "departure/one", AGREE),
    ("reference", "departure/one", "departure/two", CONFLICT),
    ("choice", "killed", "injured", CONFLICT),
]


@pytest.mark.parametrize(("kind", "one", "other", "expected"), TABLE)
def test_values_stand_to_each_other_as_their_meaning_says(kind: str, one: str, other: str, expected: Relation) -> None:
    assert related(kind, one, other) is expected
    assert related(kind, other, one) is expected


DAYS = st.integers(0, 80).map(lambda number: day(2031, 4, 20) + timedelta(number))
SINGLES = st.builds(
    lambda when, length, sign: when.isoformat()[:length] + sign,
    DAYS,
    st.sampled_from([4, 7, 10, 10, 10]),
    st.sampled_from(["", "", "?", "~", "%"]),
)
INTERVALS = st.lists(DAYS, min_size=2, max_size=2).flatmap(
    lambda ends: st.sampled_from([f"{min(ends)}/{max(ends)}", f"{min(ends)}/..", f"../{max(ends)}"])
)
SMALL_COUNTS = st.integers(0, 30).map(str)
COUNTS = st.builds(str.__add__, st.sampled_from(["", "~", ">", ">=", "<", "<=", ".."]), SMALL_COUNTS) | st.lists(
    st.integers(0, 30), min_size=2, max_size=2
).map(lambda ends: f"{min(ends)}..{max(ends)}")


def _some(*words: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True).map(", ".join)


def _counted_texts(*names: str) -> st.SearchStrategy[str]:
    item = st.sampled_from(names) | st.builds(lambda count, what: f"{count} {what}", COUNTS, st.sampled_from(names))
    return st.lists(item, min_size=1, max_size=3).map(", ".join)


TEXTS = {
    "date": SINGLES | INTERVALS,
    "count": COUNTS,
    "place": st.sampled_from(["norland", "city", "airport", "station", "harbour", "hub"]),
    "person": st.sampled_from(["smith", "jones"]),
    "organisation": st.sampled_from(["air-force", "forces", "squadron", "airline"]),
    "part-of-day": st.sampled_from(PART_OF_DAY.choices),
    "mode": st.sampled_from(["air", "road"]),
    "words": st.sampled_from(["own vehicles", "Own vehicles", "trucks"]),
    "list": _some("tents", "Tents", "flour", "salt"),
    "aircraft": _counted_texts("an-2", "an-2t", "il-76", "il-76md", "il-76md-90a", "mi-8"),
    "items": _counted_texts("tanks", "Tanks", "guns"),
    "time": st.sampled_from(
        ["09:00", "15:00", "~15:20", "23:50", "14:00/15:00", "09:30Z", "14:00+04:30", "~14:00/15:10Z", *PARTS]
    ),
    "share": st.builds(
        str.__add__, st.sampled_from(["", "~", ">", ">=", "<", "<="]), st.sampled_from(["30%", "33%", "1/3", "half"])
    ).flatmap(lambda text: st.sampled_from([text, f"{text} of 9680", f"{text} of 9700"])),
    "ordinal": st.sampled_from(["8", "8th", "8th of 13", "8 of 14", "9th"]),
    "places": _some("norland", "city", "airport", "station", "harbour"),
    "reference": st.sampled_from(["departure/one", "departure/two"]),
    "choice": st.sampled_from(["killed", "injured"]),
}
PAIRS = st.sampled_from(sorted(TEXTS)).flatmap(lambda kind: st.tuples(st.just(kind), TEXTS[kind], TEXTS[kind]))


@given(PAIRS)
def test_it_is_all_one_which_of_two_values_comes_first(pair: tuple[str, str, str]) -> None:
    kind, one, other = pair
    assert related(kind, one, other) is related(kind, other, one)


@given(PAIRS)
def test_every_value_agrees_with_itself(pair: tuple[str, str, str]) -> None:
    kind, one, _ = pair
    assert related(kind, one, one) is AGREE


def _days(text: str) -> set[int]:
    date = dates.parse(text)
    first, last = max(date.first, "2031-01-01"), min(date.last, "2031-12-31")
    return set(range(day.fromisoformat(first).toordinal(), day.fromisoformat(last).toordinal() + 1))


@given(SINGLES | INTERVALS, SINGLES | INTERVALS)
def test_dates_without_a_qualifier_conflict_when_they_share_no_day(one: str, other: str) -> None:
    one, other = one.rstrip("?~%"), other.rstrip("?~%")
    assert (related("date", one, other) is CONFLICT) == (not _days(one) & _days(other))


@given(COUNTS, st.integers(0, 40))
def test_a_number_agrees_with_a_count_that_holds_it_and_with_no_other(text: str, number: int) -> None:
    count = counts.parse(text)
    high = float("inf") if count.high is None else count.high
    # "Over 70" may be a relay of 70; a true "over 70" is not: neither supports the other.
    bound = count.sign in (">", "<") and number == count.number
    expected = COMPATIBLE if bound else AGREE if count.low <= number <= high else CONFLICT
    assert related("count", text, str(number)) is expected


@pytest.mark.parametrize(
    ("kind", "sharper", "vaguer"),
    [
        ("date", "2031-05-09", "2031-05"),
        ("date", "2031-05", "2031"),
        ("date", "2031-05-09", "2031-05-09~"),
        ("date", "2031-05-09~", "2031-05-09/2031-05-10"),
        ("date", "2031", "../2031-12-31"),
        ("count", "30", "~30"),
        ("count", "70..75", "70..80"),
        ("count", "..2500", ">2000"),
        ("place", "airport", "city"),
        ("place", "city", "norland"),
        ("organisation", "squadron", "air-force"),
        ("aircraft", "3 il-76", "il-76"),
        ("aircraft", "il-76md", "il-76"),
        ("aircraft", "il-76, an-2", "il-76"),
        ("items", "8 tanks", "tanks"),
        ("items", "8 tanks, guns", "8 tanks"),
        ("list", "tents, flour", "tents"),
        ("date", "2031-05", "2031-21"),
        ("date", "2031-21", "2031"),
        ("time", "15:00", "~15:00"),
        ("time", "~15:00", "afternoon"),
        ("time", "15:00+04:30", "15:00"),
        ("share", "30%", "~30%"),
        ("share", "~30%", ">30%"),
        ("share", "half of 9680", "half"),
        ("ordinal", "8th of 13", "8th"),
        ("places", "airport, city", "city"),
        ("places", "airport", "norland"),
    ],
)
def test_what_pins_down_more_is_more_precise(kind: str, sharper: str, vaguer: str) -> None:
    assert TYPES[kind].precision(value(kind, sharper), ORDER) > TYPES[kind].precision(value(kind, vaguer), ORDER)
