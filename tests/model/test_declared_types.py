"""How values of the types that bases declare are read, worded, kept, and refused."""

import datetime as dt
from typing import Any

import pytest

from cstocli.model import counts, dates
from cstocli.model.base import Document
from cstocli.model.cursor import Cursor
from cstocli.model.types import PLACES, Choice, CountType, FactReference
from cstocli.model.types.clock import TimeType
from cstocli.model.types.shares import OrdinalType, ShareType
from cstocli.model.types.type import Type

TIME, SHARE, ORDINAL = TimeType(), ShareType(), OrdinalType()


def read(type_: Type, given: object) -> tuple[Any, list[str]]:
    """The value that `given` is read as, and what is wrong with it."""
    cursor = Cursor({"place": {"city", "airport"}})
    cursor.enter(Document("facts.toml", ""))
    value = type_.read(cursor, ("key",), "key", given)
    return value, [problem.message for problem in cursor.problems]


@pytest.mark.parametrize(
    ("type_", "given", "words"),
    [
        (TIME, "14:30", "14:30"),
        (TIME, "~14:30", "about 14:30"),
        (TIME, "14:30+04:30", "14:30 (UTC+04:30)"),
        (TIME, "14:30Z", "14:30 (UTC)"),
        (TIME, "14:30/15:00", "14:30–15:00"),
        (TIME, "~14:30/15:00-03:00", "about 14:30–15:00 (UTC-03:00)"),
        (TIME, "afternoon", "afternoon"),
        (TIME, dt.time(14, 30), "14:30"),
        (SHARE, "30%", "30%"),
        (SHARE, "~30%", "about 30%"),
        (SHARE, ">30%", "over 30%"),
        (SHARE, ">=1/3", "at least 1/3"),
        (SHARE, "<=half", "up to half"),
        (SHARE, "half of 9680", "half of 9,680"),
        (SHARE, "~two thirds of 9680", "about two thirds of 9,680"),
        (ORDINAL, 8, "8th"),
        (ORDINAL, "1", "1st"),
        (ORDINAL, "2nd", "2nd"),
        (ORDINAL, "3 of 13", "3rd of 13"),
        (ORDINAL, "11th", "11th"),
        (ORDINAL, "112", "112th"),
        (ORDINAL, "1021 of 2000", "1,021st of 2,000"),
        (CountType("people"), "~640", "about 640 people"),
        (CountType("people"), 1, "1 person"),
        (CountType("vehicles"), 1, "1 vehicle"),
        (CountType("vehicles"), ">20", "over 20 vehicles"),
        (CountType("children"), "1..2", "1–2 children"),
        (CountType("km"), 1200, "1,200 km"),
        (Choice("choice", ("killed", "injured")), "killed", "killed"),
        (FactReference("strike"), "strike/depot", "strike/depot"),
    ],
)
def test_a_value_is_worded_with_its_hedge_and_its_unit(type_: Type, given: object, words: str) -> None:
    value, problems = read(type_, given)
    assert problems == []
    assert type_.words(value, {}) == words


@pytest.mark.parametrize(
    ("type_", "given", "message"),
    [
        (TIME, "24:00", 'impossible time "24:00": times are written'),
        (TIME, "9:00", 'impossible time "9:00": times are written'),
        (TIME, "14:60", 'impossible time "14:60"'),
        (TIME, "14:30+15:00", 'impossible time "14:30+15:00"'),
        (TIME, "15:00/14:00", "the stretch ends before it begins"),
        (TIME, "١٤:٣٠", "impossible time"),
        (TIME, "", "impossible time"),
        (TIME, 1430, '"key" takes a time such as 14:30, not a whole number'),
        (TIME, dt.datetime(2031, 5, 9, 14, 30), '"key" takes a time such as 14:30, not a date with a time'),  # noqa: DTZ001
        (SHARE, "101%", "no more than the whole"),
        (SHARE, "4/3", "no more than the whole"),
        (SHARE, "1/0", "no more than the whole"),
        (SHARE, "thirty", "shares are written"),
        (SHARE, "30 %", "shares are written"),
        (SHARE, 0.3, '"key" takes text such as "30%", not a fraction'),
        (ORDINAL, "0", "places in a row are written"),
        (ORDINAL, -1, "places in a row are written"),
        (ORDINAL, True, '"key" takes a place in a row such as "8th of 13", not true or false'),
        (ORDINAL, "14 of 13", "the place lies behind the end of the row"),
        (PLACES, 7, '"key" takes the id of a place, or an array of them, not a whole number'),
        (PLACES, ["city", "airprot"], 'unknown place "airprot"; did you mean "airport"?'),
        (Choice("choice", ("killed", "injured")), "injurd", '"key" takes killed or injured, not "injurd"'),
        (Choice("choice", ("killed", "injured")), True, '"key" takes killed or injured, not "true"'),
        (FactReference("strike"), "raid/one", 'the kind strike, such as "strike/some-id", not "raid/one"'),
        (FactReference(), 7, '"key" takes the id of a fact, not a whole number'),
    ],
)
def test_what_is_no_value_is_refused_with_what_is_one(type_: Type, given: object, message: str) -> None:
    _, problems = read(type_, given)
    assert [message in problem for problem in problems] == [True], problems


def test_one_place_is_read_as_a_list_of_one() -> None:
    assert read(PLACES, "city") == (("city",), [])


@pytest.mark.parametrize(
    ("type_", "given", "cells"),
    [
        (TIME, "afternoon", ("afternoon", 720, 1080)),
        (TIME, "~00:10", ("~00:10", -20, 40)),
        (SHARE, "half of 9680", ("half of 9680", 0.5, 0.5)),
        (ORDINAL, "8th of 13", ("8th of 13", 8)),
    ],
)
def test_the_index_keeps_the_text_and_numbers_to_compare(type_: Type, given: str, cells: tuple[Any, ...]) -> None:
    value, _ = read(type_, given)
    kept = type_.cells(value, "")
    assert kept == cells
    assert len(kept) == len(type_.columns)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2031-21", "2031-03-01", "2031-05-31", "spring 2031"),
        ("2031-22", "2031-06-01", "2031-08-31", "summer 2031"),
        ("2031-23", "2031-09-01", "2031-11-30", "autumn 2031"),
        ("2031-24", "2031-12-01", "2032-02-29", "winter 2031"),
        ("2030-24", "2030-12-01", "2031-02-28", "winter 2030"),
        ("9999-24", "9999-12-01", "9999-12-31", "winter 9999"),
    ],
)
def test_a_season_is_a_northern_one_and_never_sure_of_its_days(text: str, first: str, last: str, words: str) -> None:
    date = dates.parse(text)
    assert (date.first, date.last, date.qualified) == (first, last, True)
    assert dates.words(text) == words


def test_a_count_with_a_unit_compares_as_any_count() -> None:
    one, other = counts.parse("~30"), counts.parse("31")
    assert CountType("km").relation(one, other, None) is CountType().relation(one, other, None)
