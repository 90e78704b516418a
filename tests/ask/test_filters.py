"""Filters narrow an answer; what may fall within the days asked for is never dropped.

Every listing under every filter is in `test_filters_of_each_listing.py`.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import SMALL, Run, claim

FACTS = f"""{SMALL}
[contingents.westland]
country = "Westland"
code = "WL"
[places.harbour]
name = "Harbour"
within = "norland"
[places.hangar]
name = "Hangar"
within = "airport"
[[departures]]
id = "on-the-ninth"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"hangar"', via='["wire"]')}
{claim("gazette", date='"2031-05-09"', from_place='"airport"', to_place='"norland"')}
[[departures]]
id = "around-the-ninth"
contingent = "sudland"
{claim(date='"2031-05-09~"', from_place='"harbour"')}
[[departures]]
id = "in-may"
contingent = "westland"
{claim("gazette", date='"2031-05"', from_place='"city"')}
[[departures]]
id = "by-the-fifth"
contingent = "westland"
{claim("gazette", date='"../2031-05-05"', aircraft_count="3")}
{claim(aircraft_count="5")}
[[departures]]
id = "undated"
title = "Some left unseen"
{claim(mode='"road"')}
[[guards]]
id = "hangar"
contingent = "sudland"
{claim(table="guards", site='"hangar"', since='"2031-05-02"', until='"2031-05-06"')}
[[guards]]
id = "harbour"
contingent = "westland"
{claim("gazette", table="guards", site='"harbour"')}
[[arrivals]]
id = "sudland"
contingent = "sudland"
direction = "in"
{claim(table="arrivals", date='"2031-05-01"')}
"""

DEPARTURES = ["on-the-ninth", "around-the-ninth", "by-the-fifth", "in-may", "undated"]


@pytest.fixture(autouse=True)
def _facts(base_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSTO_FACTS", base_file(FACTS))


def rows_of(csto: Run, line: str) -> list[dict[str, Any]]:
    ran = csto(*line.split(), "--json")
    assert ran.code == 0, ran.err
    rows: list[dict[str, Any]] = json.loads(ran.out)
    return rows


def facts_of(csto: Run, line: str) -> set[str]:
    """The facts in the answer, without the word for their kind."""
    return {row["fact"].partition("/")[2] for row in rows_of(csto, line)}


def certainties(csto: Run, line: str) -> dict[str, str]:
    return {row["fact"].partition("/")[2]: row["certainty"] for row in rows_of(csto, line)}


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ("", {*DEPARTURES}),
        ("--contingent sudland", {"on-the-ninth", "around-the-ninth"}),
        ("--contingent sudland --contingent westland", {*DEPARTURES} - {"undated"}),
        ("--place hangar", {"on-the-ninth"}),
        ("--place city --place harbour", {"on-the-ninth", "around-the-ninth", "in-may"}),
        ("--source gazette", {"on-the-ninth", "by-the-fifth", "in-may"}),
        ("--status disputed", {"by-the-fifth"}),
        ("--status not-applicable", {"undated"}),
        ("--status disputed --status not-applicable", {"by-the-fifth", "undated"}),
        ("--kind departure", {*DEPARTURES}),
        ("--from 2031-05-10", {"in-may", "undated"}),
        ("--to 2031-05-05", {"by-the-fifth", "in-may", "undated"}),
        ("--on 2031-05-09", {"on-the-ninth", "around-the-ninth", "in-may", "undated"}),
        ("--contingent sudland --source gazette", {"on-the-ninth"}),
        ("--contingent westland --on 2031-05-09", {"in-may"}),
    ],
)
def test_each_filter_narrows_the_departures(csto: Run, options: str, left: set[str]) -> None:
    assert facts_of(csto, f"departures {options}") == left


@pytest.mark.parametrize("name", ["sudland", "SUDLAND", "Sudland", "su", "SU"])
def test_a_contingent_goes_by_its_id_its_country_and_its_code(csto: Run, name: str) -> None:
    assert facts_of(csto, f"departures --contingent {name}") == {"on-the-ninth", "around-the-ninth"}


def test_a_place_goes_by_its_id_and_its_name(csto: Run) -> None:
    by_name = csto("departures", "--json", "--place", "norcity AIRPORT")
    assert by_name == csto("departures", "--json", "--place", "airport")


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("hangar", {"on-the-ninth"}),
        ("airport", {"on-the-ninth"}),
        ("city", {"on-the-ninth", "in-may"}),
        ("harbour", {"around-the-ninth"}),
        ("norland", {"on-the-ninth", "in-may", "around-the-ninth"}),
    ],
)
def test_a_place_includes_what_lies_in_it_and_no_more(csto: Run, place: str, left: set[str]) -> None:
    assert facts_of(csto, f"departures --place {place}") == left


def test_a_guard_of_a_place_is_found_by_all_that_the_place_lies_in(csto: Run) -> None:
    for place in ("hangar", "airport", "city"):
        assert facts_of(csto, f"guards --place {place}") == {"hangar"}
    assert facts_of(csto, "guards --place norland") == {"hangar", "harbour"}


def test_sources_count_the_claims_about_the_facts_asked_for(csto: Run) -> None:
    every = {row["source"]: row["claims"] for row in rows_of(csto, "sources")}
    of_westland = {
        row["source"]: row["claims"] for row in rows_of(csto, "sources --contingent westland --kind departure")
    }
    assert every == {"courier": 6, "gazette": 4}
    assert of_westland == {"courier": 1, "gazette": 2}


def test_kinds_and_contingents_narrow_a_search(csto: Run) -> None:
    assert {"hangar", "on-the-ninth"} <= facts_of(csto, "search hangar")
    assert facts_of(csto, "search hangar --kind guard") == {"hangar"}
    assert facts_of(csto, "search fragment --contingent westland --kind departure") == {"by-the-fifth", "in-may"}


def test_a_source_narrows_the_claims_behind_a_fact_to_its_own(csto: Run) -> None:
    assert {row["source"] for row in rows_of(csto, "why on-the-ninth")} == {"courier", "gazette"}
    assert {row["source"] for row in rows_of(csto, "why on-the-ninth --source gazette")} == {"gazette"}


# Days asked for.


@pytest.mark.parametrize(
    ("window", "found"),
    [
        (
            "--on 2031-05-09",
            {"on-the-ninth": "certain", "around-the-ninth": "possible", "in-may": "possible", "undated": "possible"},
        ),
        (
            "--from 2031-05-01 --to 2031-05-31",
            {
                "on-the-ninth": "certain",
                "around-the-ninth": "possible",
                "in-may": "certain",
                "by-the-fifth": "possible",
                "undated": "possible",
            },
        ),
        (
            "--on 2031-05",
            {
                "on-the-ninth": "certain",
                "around-the-ninth": "possible",
                "in-may": "certain",
                "by-the-fifth": "possible",
                "undated": "possible",
            },
        ),
        ("--to 2031-05-05", {"by-the-fifth": "certain", "in-may": "possible", "undated": "possible"}),
        ("--from 2031-06", {"undated": "possible"}),
        (
            "--on 2031-05-08/2031-05-09",
            {"on-the-ninth": "certain", "around-the-ninth": "possible", "in-may": "possible", "undated": "possible"},
        ),
    ],
)
def test_what_surely_falls_into_the_days_is_certain_and_the_rest_possible(
    csto: Run, window: str, found: dict[str, str]
) -> None:
    assert certainties(csto, f"departures {window}") == found


@pytest.mark.parametrize(
    "window", ["--on 1931", "--on 2031-05-09", "--from 2999", "--to 1000", "--from 2031 --to 2032"]
)
def test_an_undated_fact_is_possible_on_any_day_and_never_dropped(csto: Run, window: str) -> None:
    assert certainties(csto, f"departures {window}")["undated"] == "possible"
    assert certainties(csto, f"facts {window}")["undated"] == "possible"
    assert certainties(csto, f"guards {window}")["harbour"] == "possible"


def test_without_days_nothing_is_certain_or_possible(csto: Run) -> None:
    assert {*certainties(csto, "departures").values()} == {None}
    assert {*certainties(csto, "facts --contingent sudland").values()} == {None}
    assert "In the days" in csto("departures", "--on", "2031-05-09", "--format", "markdown").out
    assert "In the days" not in csto("departures", "--format", "markdown").out


def test_what_is_certain_is_asked_of_days(csto: Run) -> None:
    for listing in ("departures", "guards", "contingents", "facts"):
        ran = csto(listing, "--certain")
        assert (ran.code, ran.out, "--from DATE --to DATE --certain" in ran.err) == (2, "", True)


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2031-05-01", {}),
        ("2031-05-02", {"hangar": "certain"}),
        ("2031-05-04", {"hangar": "certain"}),
        ("2031-05-06", {"hangar": "certain"}),
        ("2031-05-07", {}),
    ],
)
def test_a_guard_stands_from_its_first_day_to_its_last(csto: Run, day: str, left: dict[str, str]) -> None:
    assert certainties(csto, f"guards --contingent sudland --on {day}") == left


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2031-04-30", {}),  # before the days that the base covers
        ("2031-05-04", {"westland": "possible", "sudland": "certain"}),
        ("2031-06-01", {}),
    ],
)
def test_a_contingent_may_be_there_from_its_arrival_to_its_departure(csto: Run, day: str, left: dict[str, str]) -> None:
    assert certainties(csto, f"contingents --on {day}") == left


def test_a_timeline_shows_what_may_fall_into_the_days_in_their_order(csto: Run) -> None:
    rows = rows_of(csto, "timeline --from 2031-05-02 --to 2031-05-06")
    assert [(row["fact"], row["field"], row["certainty"]) for row in rows] == [
        ("departure/in-may", "date", "possible"),
        ("guard/hangar", "since", "certain"),
        ("departure/by-the-fifth", "date", "possible"),
        ("guard/hangar", "until", "certain"),
    ]


def test_the_table_names_what_is_only_possible(csto: Run) -> None:
    assert "Certainty" not in csto("departures").out
    rows = rows_of(csto, "departures --on 2031-05-09")
    certain, possible = csto("departures", "--on", "2031-05-09").out.split("\nPossibly in these days:\n")
    for part, certainty in ((certain, "certain"), (possible, "possible")):
        lines = part.split("\n\n")[0].splitlines()[2:]
        assert len(lines) == sum(row["certainty"] == certainty for row in rows) > 0


# Empty answers.


@pytest.mark.parametrize(
    ("line", "guilty", "innocent"),
    [
        ("departures --contingent sudland --status disputed --kind departure", "--status", "--kind"),
        ("departures --grade E", "--grade", "--contingent"),
        ("departures --contingent westland --place harbour --kind departure", "--place", "--kind"),
        ("guards --place hangar --to 2031-05-01 --contingent sudland", "period", "--contingent"),
        ("guards --place hangar --on 2031-05-07 --contingent sudland", "period", "--place"),
        ("timeline --from 2035 --kind departure", "period", "--kind"),
        ("why on-the-ninth.to_place --source courier", "--source", "--kind"),
        ("search hangar --contingent westland", "--contingent", "--kind"),
    ],
)
def test_an_empty_answer_names_the_filter_that_emptied_it(csto: Run, line: str, guilty: str, innocent: str) -> None:
    ran = csto(*line.split(), "--json")
    assert (ran.code, ran.out) == (0, "[]\n")
    assert ran.err.startswith("nothing found")
    assert guilty in ran.err
    assert innocent not in ran.err
    assert csto(*line.split(), "--json", "--quiet").err == ""


def test_an_empty_answer_without_a_filter_says_so(csto: Run) -> None:
    ran = csto("search", "submarine", "--json")
    assert ran == (0, "[]\n", "nothing found\n")


def test_a_field_that_no_claim_states_is_told(csto: Run) -> None:
    ran = csto("why", "undated.operator", "--json")
    assert (ran.code, ran.out) == (0, "[]\n")
    assert "departure/undated.operator" in ran.err


def test_an_answer_with_rows_says_nothing_of_filters(csto: Run) -> None:
    assert csto("departures", "--contingent", "sudland", "--json").err == ""


SCRIPTS = {
    "chinese": "俄罗斯军队离开，AK俄军2号",
    "japanese": "カザフスタンから平和維持部隊が撤収した",
    "thai": "กองกำลังรักษาสันติภาพออกจากเมืองนี้แล้ว",
    "khmer": "កងកម្លាំងរក្សាសន្តិភាព",
    "korean": "러시아 군대가 알마티를 떠났다",
    "hindi": "शांति सेना ने शहर छोड़ा",
    "arabic": "غادرت القوات المدينة",
    "russian": "Войска покинули Алматы",
    "czech": "Vojáci opustili U\u0301sti\u0301",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("军队", "chinese"),
        ("俄罗斯", "chinese"),
        ("离", "chinese"),
        ("军队 俄罗斯", "chinese"),
        ("俄军", "chinese"),
        ("ak俄军", "chinese"),
        ("AK", "chinese"),
        ("平和維持", "japanese"),
        ("部隊", "japanese"),
        ("カザフ", "japanese"),
        ("สันติภาพ", "thai"),
        ("เมืองนี้", "thai"),
        ("សន្តិភាព", "khmer"),
        ("군대", "korean"),
        ("알마티를", "korean"),
        ("सेना", "hindi"),
        ("शां", "hindi"),
        ("القوات", "arabic"),
        ("алмат", "russian"),
        ("ústí", "czech"),
        ("usti", "czech"),
        ("军离", None),
        ("队军", None),
        ("ภาพสันติ", None),
    ],
)
def test_words_are_found_in_every_script(csto: Run, base_file: Callable[[str], str], text: str, found: str) -> None:
    events = (
        f'[[events]]\nid = "{name}"\ntitle = "{title}"\n{claim(table="events", date="2031-05-09")}'
        for name, title in SCRIPTS.items()
    )
    ran = csto("search", text, "--json", "--facts", base_file(SMALL + "".join(events)))
    assert {row["fact"] for row in json.loads(ran.out or "[]")} == ({f"event/{found}"} if found else set())
