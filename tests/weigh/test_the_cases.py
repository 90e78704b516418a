"""Cases that plain counting of articles gets wrong: each as the shipped base has it, and as a base of a few lines."""

from typing import Any

import pytest

from cstocli.ask.explorer import Explorer
from cstocli.model import dates
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_STATED, SINGLE_ORIGIN
from tests.conftest import SMALL, base_named, base_of, claim, explorer_of

Row = dict[str, Any]

WITH_VOICES = (
    SMALL
    + """
[organisations.ministry]
name = "Ministry"
[organisations.wire-agency]
name = "Wire"
[people.officer]
name = "An Officer"
of = "ministry"
[sources.herald]
publisher = "Herald"
published = 2031-05-11
[sources.post]
publisher = "Post"
published = 2031-05-11
[sources.early]
publisher = "Early"
published = 2031-05-05
[origins.statement]
name = "Statement of the ministry, 9 May 2031"
teller = "Ministry"
by = "ministry"
date = 2031-05-09
[origins.second-statement]
name = "Statement of the ministry, 10 May 2031"
teller = "Ministry"
by = "ministry"
date = 2031-05-10
[origins.officer-on-tv]
name = "The officer on television, 9 May 2031"
teller = "Officer"
by = "officer"
date = 2031-05-09
"""
)


@pytest.fixture(scope="module")
def mission() -> Explorer:
    """The shipped base."""
    return explorer_of(base_named("shipped"))


def small(*facts: str) -> Explorer:
    """A base of a few lines; `facts` are TOML text."""
    return explorer_of(base_of(WITH_VOICES + "".join(facts)))


def fact(table: str, name: str, *claims: str, more: str = "", contingent: str = "sudland") -> str:
    """One fact as TOML text; `claims` are what `said` gives."""
    owner = f'contingent = "{contingent}"\n' if contingent else ""
    return f'\n[[{table}]]\nid = "{name}"\n{owner}{more}\n' + "".join(each.replace("{table}", table) for each in claims)


def said(source: str = "courier", **values: Any) -> str:
    """One claim of whatever fact it is put under."""
    return claim(source, table="{table}", **values)


def field_of(explorer: Explorer, fact_and_field: str) -> Row:
    """How a field of a fact was weighed."""
    fact, _, field = fact_and_field.partition(".")
    found: Row = explorer.show(fact)["fields"][field]
    return found


def claims_of(explorer: Explorer, fact_and_field: str) -> dict[str, Row]:
    """The claims that give a field, by their source: the last one of each."""
    return {row["source"]: row for row in explorer.why(fact_and_field)}


def contingent(explorer: Explorer, name: str) -> Row:
    (row,) = explorer.ask("contingents", contingent=name)
    return row


def sorts(explorer: Explorer, fact_and_field: str) -> list[str]:
    """In which ways the claims of a field disagree."""
    fact, _, field = fact_and_field.partition(".")
    return [row["sort"] for row in explorer.ask("disputes") if (row["fact"], row["field"]) == (fact, field)]


# A sum keeps the rivals of what it sums.


def test_the_number_of_russians_is_as_disputed_in_the_table_as_in_its_fact(mission: Explorer) -> None:
    in_table, alone = contingent(mission, "russia"), field_of(mission, "strength/russia.personnel")
    assert in_table["status"]["personnel"] == alone["status"] == DISPUTED
    assert (in_table["personnel"], alone["value"]) == (3000, 3000)
    assert sorts(mission, "strength/russia.personnel") == ["rival hard"]


def test_that_the_number_of_russians_is_not_officially_known_stands_in_the_base(mission: Explorer) -> None:
    assert {row["source"] for row in mission.why("event/russia-strength-not-official")} == {"vpk-interfax-0110"}


def test_a_part_that_is_more_than_its_whole_is_disputed_in_the_table_too() -> None:
    rivals = """
[[rivals]]
facts = ["strength/sud", "strength/all"]
field = "personnel"
reason = "a part is more than the whole"
"""
    explorer = small(
        fact("strengths", "sud", said(personnel="300")),
        fact("strengths", "all", said("gazette", personnel="200"), contingent=""),
        rivals,
    )
    row = contingent(explorer, "sudland")
    assert (row["personnel"], row["status"]["personnel"]) == (300, DISPUTED)


# A list that names no source neither corroborates nor disputes.


def test_lists_without_a_source_give_belarus_no_number(mission: Explorer) -> None:
    assert field_of(mission, "strength/belarus.personnel")["status"] == NOT_STATED
    row = contingent(mission, "belarus")
    assert (row["personnel"], row["status"]["personnel"]) == (None, NOT_STATED)
    asides = {source: row["aside"] for source, row in claims_of(mission, "strength/belarus.personnel").items()}
    assert asides == {"panorama-0107": "deprecated", "apostrophe-0106": "deprecated"}


@pytest.mark.parametrize(("name", "people"), [("armenia", 100), ("kyrgyzstan", 150)])
def test_lists_without_a_source_dispute_no_number_that_several_voices_give(
    mission: Explorer, name: str, people: int
) -> None:
    row = contingent(mission, name)
    assert (row["personnel"], row["status"]["personnel"]) == (people, CORROBORATED)
    assert sorts(mission, f"strength/{name}.personnel") == []


def test_a_list_without_a_source_counts_for_nothing() -> None:
    listed = {"personnel": "500", "deprecated": '"a list that names no source"'}
    alone = small(fact("strengths", "sud", said(**listed), said("gazette", **listed)))
    assert field_of(alone, "strength/sud.personnel")["status"] == NOT_STATED
    beside = small(
        fact("strengths", "sud", said(**listed), said("gazette", personnel="100"), said("post", personnel="100"))
    )
    assert (field_of(beside, "strength/sud.personnel")["value"], sorts(beside, "strength/sud.personnel")) == (100, [])


# One agency behind two articles is one origin, and a doubt stands beside it.


def test_the_tajik_vote_has_one_origin_and_the_doubt_of_that_morning_beside_it(mission: Explorer) -> None:
    vote = field_of(mission, "approval/tajikistan-parliament.date")
    assert (vote["value"], vote["status"], vote["origins"]) == ("2022-01-07", SINGLE_ORIGIN, 1)
    assert contingent(mission, "tajikistan")["status"]["approved"] == SINGLE_ORIGIN
    (row,) = [row for row in mission.ask("disputes") if row["fact"] == "approval/tajikistan-parliament"]
    assert row["sort"] == "rival soft"
    assert "neither confirmed nor denied" in [value["words"] for value in row["values"]]


def test_two_articles_that_tell_one_agencys_story_and_a_soft_rival_make_one_origin_without_a_mark() -> None:
    rivals = """
[[rivals]]
facts = ["approval/vote", "event/doubt.outcome"]
field = "date"
reason = "the press office knew of no sitting"
degree = "soft"
"""
    explorer = small(
        fact(
            "approvals",
            "vote",
            said(via='"wire"', date='"2031-05-08"'),
            said("gazette", via='"wire"', date='"2031-05-08"'),
        ),
        fact("events", "doubt", said("herald", outcome='"not confirmed"'), more='title = "A doubt"'),
        rivals,
    )
    vote = field_of(explorer, "approval/vote.date")
    assert (vote["status"], vote["origins"], vote["articles"]) == (SINGLE_ORIGIN, 1, 2)
    assert sorts(explorer, "approval/vote.date") == ["rival soft"]


# Who gives no number does not attest one.


def test_ten_il_76_have_one_voice_and_il_76_without_a_number_two(mission: Explorer) -> None:
    found = field_of(mission, "departure/belarus.aircraft")
    assert (found["words"], found["status"], found["independent"]) == ("10 × Il-76", SINGLE_ORIGIN, 1)
    assert found["corroborated_as_words"] == "Il-76"
    (row,) = mission.ask("departures", contingent="belarus")
    assert (row["means"], row["status"]["means"]) == ("10 × Il-76", SINGLE_ORIGIN)
    assert row["status"]["aircraft_count"] == SINGLE_ORIGIN


def test_a_type_without_a_number_does_not_corroborate_the_number() -> None:
    explorer = small(
        fact(
            "departures",
            "sud",
            said(aircraft='[{ type = "an-2", count = 10 }]'),
            said("gazette", aircraft='[{ type = "an-2" }]'),
        )
    )
    found = field_of(explorer, "departure/sud.aircraft")
    assert (found["words"], found["status"], found["corroborated_as_words"]) == ("10 × An-2", SINGLE_ORIGIN, "An-2")


# A round number fits the exact one and does not attest it.


def test_the_2030_are_stated_by_those_who_say_2030_and_fitted_by_those_who_say_about_2000(mission: Explorer) -> None:
    found = field_of(mission, "strength/mission.personnel")
    assert (found["value"], found["origins"], found["status"]) == (2030, 4, DISPUTED)
    words: dict[str, set[str]] = {}
    for row in mission.why("strength/mission.personnel"):
        words.setdefault(row["standing"], set()).add(row["words"])
    assert words["states"] == {"2,030"}
    assert {"about 2,000", "over 2,000", "up to 2,500"} <= words["fits"]
    assert {"about 2,500", "2,500", "3,600"} <= words["contradicts"]


def test_about_2000_fits_2030_and_does_not_corroborate_it() -> None:
    explorer = small(fact("strengths", "sud", said(personnel="2030"), said("gazette", personnel='"~2000"')))
    found = field_of(explorer, "strength/sud.personnel")
    assert (found["value"], found["status"], found["states"], found["fits"]) == (2030, SINGLE_ORIGIN, 1, 1)
    assert found["corroborated_as_words"] == "about 2,000"


# A copy that changed what it copies is a distortion, and disputes nothing.


def test_the_last_planes_left_on_the_days_that_the_agency_gives(mission: Explorer) -> None:
    found = field_of(mission, "departure/russia-0118.date")
    assert (found["value"], found["status"]) == ("2022-01-17/2022-01-18", SINGLE_ORIGIN)
    (row,) = [row for row in mission.ask("distortions") if row["fact"] == "departure/russia-0118"]
    assert (row["told_by"], row["source"], row["changed_to"]) == ("interfax-0118", "newdaynews-0119", "18 Jan 2022")


def test_a_newspaper_that_makes_one_day_of_two_is_listed_as_a_distortion() -> None:
    explorer = small(
        fact(
            "departures",
            "sud",
            said("gazette", via='"statement"', date='"2031-05-09/2031-05-10"'),
            said("herald", via='["statement", "gazette"]', date='"2031-05-10"'),
        )
    )
    assert field_of(explorer, "departure/sud.date")["value"] == "2031-05-09/2031-05-10"
    (row,) = explorer.ask("distortions")
    assert (row["told_by"], row["source"], row["changed_to"]) == ("gazette", "herald", "10 May 2031")
    assert sorts(explorer, "departure/sud.date") == ["distortion"]


# A known error is shown with its reason and counts for nothing.


def test_the_kyrgyz_left_by_road_and_the_garbled_subhead_is_listed_as_an_error(mission: Explorer) -> None:
    found = field_of(mission, "departure/kyrgyzstan.mode")
    assert (found["value"], found["status"]) == ("road", CORROBORATED)
    subhead = claims_of(mission, "departure/kyrgyzstan.mode")["newsread-0115"]
    assert (subhead["words"], subhead["standing"], subhead["aside"]) == ("air", "set-aside", "deprecated")
    assert subhead["aside_reason"]
    (row,) = mission.ask("departures", contingent="kyrgyzstan")
    assert (row["means"], row["status"]["means"], row["status"]["mode"]) == ("own vehicles", CORROBORATED, CORROBORATED)


def test_an_error_disputes_nothing_and_is_listed_with_its_reason() -> None:
    explorer = small(
        fact("departures", "sud", said(mode='"road"'), said("gazette", mode='"air"', deprecated='"a garbled subhead"'))
    )
    assert (field_of(explorer, "departure/sud.mode")["value"], sorts(explorer, "departure/sud.mode")) == ("road", [])
    assert claims_of(explorer, "departure/sud.mode")["gazette"]["aside_reason"] == "a garbled subhead"


# A cell joins two fields only where one claim gives both.


def test_the_14_sites_are_never_joined_to_the_kinds_that_another_speaker_names(mission: Explorer) -> None:
    (row,) = [row for row in mission.ask("guards") if row["fact"] == "guard/mission"]
    assert (row["site_count"], row["site_kinds"]) == (14, [])
    assert row["alternatives"]["site_kinds"]["values"] == [
        ["communication", "energy", "life support"],
        ["government buildings", "airports", "military warehouses"],
    ]
    assert row["guarded"] == (
        "14 sites; kinds: communication, energy, life support | government buildings, airports, military warehouses"
    )


def test_a_number_and_kinds_of_sites_are_joined_only_where_one_claim_gives_both() -> None:
    kinds = '["bridges", "depots"]'
    apart = small(fact("guards", "sud", said(site_count="14"), said("gazette", site_kinds=kinds)))
    together = small(fact("guards", "sud", said(site_count="14", site_kinds=kinds)))
    assert [next(iter(each.ask("guards")))["guarded"] for each in (apart, together)] == [
        "14 sites; kinds: bridges, depots",
        "14 sites: bridges, depots",
    ]


# What a machine translation alone says gives way to what an agency says.


def test_the_russians_guarded_facilities_near_almaty_and_not_baikonur(mission: Explorer) -> None:
    (row,) = mission.ask("guards", contingent="russia")
    assert (row["guarded"], row["status"]["guarded"]) == (
        "strategic facilities in the vicinity of Almaty",
        SINGLE_ORIGIN,
    )
    assert contingent(mission, "russia")["guarded"] == ["strategic facilities in the vicinity of Almaty"]
    assert claims_of(mission, "guard/russia.site")["topcor-hi-baikonur"]["aside"] == "deprecated"


def test_a_site_that_only_an_error_names_is_not_shown_in_the_place_of_another() -> None:
    explorer = small(
        fact(
            "guards",
            "sud",
            said(site='"city"'),
            said("gazette", site='"airport"', deprecated='"a machine translation"'),
        )
    )
    assert contingent(explorer, "sudland")["guarded"] == ["Norcity"]


# Parts are counted with their whole.


def test_15_january_is_one_departure_of_18_planes_and_its_parts_are_listed_on_request(mission: Explorer) -> None:
    def listed(**filters: Any) -> dict[str, int]:
        rows = mission.ask("departures", contingent="russia", on="2022-01-15", **filters)
        return {row["fact"]: row["aircraft_count"] for row in rows}

    whole = {"departure/russia-0115": 18}
    assert listed() == whole
    parts = {"departure/russia-0115-chkalovsky": 7, "departure/russia-ivanovo": 10}
    assert listed(parts=True) == whole | parts


def test_no_sum_of_the_russian_planes_is_given_and_no_part_stands_among_them(mission: Explorer) -> None:
    assert contingent(mission, "russia")["left_by"] == (
        "4 × Il-76MD; 15 × Il-76, 3 × An-124; 18 × Il-76, 1 × An-124; 40 aircraft; 4 aircraft"
    )
    rows = [row for row in mission.ask("aircraft", contingent="russia") if row["fact"].startswith("departure/")]
    assert len(rows) == 7
    assert {row["fact"] for row in rows} == {f"departure/russia-01{day}" for day in (13, 15, 16, 18, 19)}


def test_parts_stand_under_their_whole_and_in_no_sum() -> None:
    explorer = small(
        fact("departures", "whole", said(date='"2031-05-08"', aircraft_count="18")),
        fact("departures", "one", said(date='"2031-05-08"', aircraft_count="10"), more='part_of = "departure/whole"'),
        fact("departures", "two", said(date='"2031-05-08"', aircraft_count="7"), more='part_of = "departure/whole"'),
    )
    assert [row["fact"] for row in explorer.ask("departures")] == ["departure/whole"]
    assert len(explorer.ask("departures", parts=True)) == 3
    assert contingent(explorer, "sudland")["left_by"] == "18 aircraft"


# Each value stands in its own words.


def test_each_side_of_the_strength_stands_in_its_own_words(mission: Explorer) -> None:
    row = next(row for row in mission.ask("disputes") if row["fact"] == "strength/mission")
    words = {source: value["words"] for value in row["values"] for source in value["sources"]}
    assert words["azatutyun-0113"] == "over 2,000"
    assert words["seed"] == "about 2,000"
    assert words["vpk-interfax-0110"] == "up to 2,500"
    assert words["defenceblog-0107"] == "about 2,500"
    for claimed in mission.why("strength/mission.personnel"):
        held = [value for value in row["values"] if claimed["source"] in value["sources"]]
        assert claimed["words"] in [value["words"] for value in held]


def test_about_over_and_up_to_a_number_are_three_values() -> None:
    explorer = small(
        fact(
            "strengths",
            "sud",
            said(personnel='"~2000"'),
            said("gazette", personnel='">2000"'),
            said("herald", personnel='"<=2000"'),
            said("post", personnel="900"),
        )
    )
    (row,) = explorer.ask("disputes")
    words = {value["words"]: value["sources"] for value in row["values"]}
    assert words == {"about 2,000": ["courier"], "over 2,000": ["gazette"], "up to 2,000": ["herald"], "900": ["post"]}


# What has no day had happened when it was first told.


def test_armenia_had_approved_by_6_and_sent_by_7_january(mission: Explorer) -> None:
    row = contingent(mission, "armenia")
    assert (row["approved"], row["sent"]) == ("../2022-01-06", "../2022-01-07")
    assert (row["status"]["approved"], row["status"]["sent"]) == (SINGLE_ORIGIN, SINGLE_ORIGIN)


def test_a_decision_without_a_day_was_made_by_the_day_on_which_it_was_told() -> None:
    explorer = small(
        fact("approvals", "vote", said(body='"The senate"')),
        fact("deployments", "sent", said("gazette", date='"../2031-05-10"')),
    )
    row = contingent(explorer, "sudland")
    assert (row["approved"], row["sent"]) == ("../2031-05-09", "../2031-05-10")


# What arrived was sent by then.


def test_no_contingent_was_sent_after_it_arrived(mission: Explorer) -> None:
    russia = contingent(mission, "russia")
    assert (russia["sent"], russia["arrived"]) == ("2022-01-06?/2022-01-07", "2022-01-06?/2022-01-07")
    both = [row for row in mission.ask("contingents") if row["sent"] and row["arrived"]]
    assert len(both) > 3
    for row in both:
        sent, arrived = dates.parse(row["sent"]), dates.parse(row["arrived"])
        assert sent.first <= arrived.first or arrived.first == dates.FIRST_DAY
        assert sent.first <= arrived.last


def test_a_sending_told_for_later_than_the_arrival_began_by_the_arrival() -> None:
    explorer = small(
        fact("deployments", "main", said(date='"2031-05-07"')),
        fact("arrivals", "first", said(date='"2031-05-06"'), more='direction = "in"'),
    )
    row = contingent(explorer, "sudland")
    assert (row["sent"], row["arrived"]) == ("../2031-05-07", "2031-05-06")


# Neither publication, nor precision, nor size decides.


def test_an_evening_and_an_observed_afternoon_are_both_shown(mission: Explorer) -> None:
    found = field_of(mission, "deployment/belarus.part_of_day")
    assert (found["value"], set(found["values"])) == (None, {"afternoon", "evening"})


@pytest.mark.parametrize(
    ("values", "words", "status"),
    [
        (('"~27500"', '"~20000"'), {"about 20,000", "about 27,500"}, DISPUTED),
        (("848", "850"), {"848", "850"}, SINGLE_ORIGIN),
    ],
)
def test_of_numbers_of_one_line_each_both_are_shown_whoever_wrote_last(
    values: tuple[str, str], words: set[str], status: str
) -> None:
    for one, other in (values, values[::-1]):
        explorer = small(fact("strengths", "sud", said(personnel=one), said("herald", personnel=other)))
        found = field_of(explorer, "strength/sud.personnel")
        assert (found["value"], found["status"], len(found["values"])) == (None, status, 2)
        row = contingent(explorer, "sudland")
        assert (row["personnel"], set(row["alternatives"]["personnel"]["words"].split(" | "))) == (None, words)


def test_of_several_numbers_the_least_and_the_most_are_told() -> None:
    explorer = small(fact("strengths", "sud", said(personnel="848"), said("herald", personnel="850")))
    found = field_of(explorer, "strength/sud.personnel")
    assert (found["low"], found["high"]) == (848, 850)


def test_the_later_of_two_running_totals_is_shown_and_the_earlier_is_kept() -> None:
    toll = fact(
        "events",
        "toll",
        said("gazette", count="30", as_of="2031-05-08"),
        said("courier", count="20", as_of='"2031-05-01?"'),
        more='title = "The dead"\nseries = true',
        contingent="",
    )
    explorer = small(toll)
    found = field_of(explorer, "event/toll.count")
    assert (found["value"], found["status"]) == (30, SINGLE_ORIGIN)
    assert claims_of(explorer, "event/toll.count")["courier"]["aside"] == "series"


# Independent are voices, not origins.


def test_one_secretary_general_on_two_days_is_one_line(mission: Explorer) -> None:
    found = field_of(mission, "deployment/mission.flights")
    assert (found["origins"], found["independent"], found["status"]) == (2, 1, SINGLE_ORIGIN)
    voices = {row["voice"] for row in mission.why("deployment/mission.flights")}
    assert voices == {"Collective Security Treaty Organization"}


@pytest.mark.parametrize(
    "field",
    [
        "departure/russia-0115.aircraft_count",
        "departure/russia-0113.to_place",
        "arrival/russia-home-0113.place",
        "event/five-facilities-guarded.count",
    ],
)
def test_a_ministry_is_one_line_however_often_and_through_whomever_it_speaks(mission: Explorer, field: str) -> None:
    found = field_of(mission, field)
    assert (found["origins"], found["independent"], found["status"]) == (2, 1, SINGLE_ORIGIN)


def test_no_field_of_the_base_is_corroborated_by_a_single_voice_or_publisher(mission: Explorer) -> None:
    query = """
SELECT f.fact, f.field, count(DISTINCT c.voice) AS voices, count(DISTINCT q.publisher) AS publishers
FROM fields f JOIN claim_values v ON v.fact = f.fact AND v.field = f.field AND v.standing = 'states'
JOIN claims c ON c.id = v.claim JOIN sources q ON q.id = c.source
WHERE f.status = 'corroborated' GROUP BY f.fact, f.field
"""
    rows = mission.index.records(query, ())
    assert [row for row in rows if min(row["voices"], row["publishers"]) < 2] == []


@pytest.mark.parametrize("other", ["second-statement", "officer-on-tv"])
def test_a_ministry_on_another_day_or_through_its_officer_is_the_same_voice(other: str) -> None:
    explorer = small(
        fact(
            "strengths",
            "sud",
            said(via='"statement"', personnel="100"),
            said("gazette", via=f'"{other}"', personnel="100"),
        )
    )
    found = field_of(explorer, "strength/sud.personnel")
    assert (found["origins"], found["independent"], found["status"]) == (2, 1, SINGLE_ORIGIN)


# Whom a curator inferred is never named as who said it.


def test_the_31_cadets_are_ascribed_to_khovar_by_inference_and_not_to_tass(mission: Explorer) -> None:
    cadets = [row for row in mission.why("departure/tajikistan.accompanied_by") if row["words"] == "31 cadets"]
    assert not [row for row in cadets if row["chain"].startswith(("TASS", "[TASS]"))]
    (seed,) = [row for row in cadets if row["source"] == "seed"]
    assert (seed["via_inferred"], seed["chain"]) == (True, "[Khovar] > Asia-Plus")
    verdict = field_of(mission, "departure/tajikistan.accompanied_by")["verdict"]
    assert "Khovar" not in verdict
    assert "TASS" not in verdict


def test_whom_an_article_does_not_name_counts_for_independence_and_is_not_named_in_the_verdict() -> None:
    inferred = {"via": '"wire"', "via_inferred": "true", "personnel": "100"}
    explorer = small(fact("strengths", "sud", said(**inferred), said("gazette", via='"wire"', personnel="100")))
    assert field_of(explorer, "strength/sud.personnel")["independent"] == 1
    assert claims_of(explorer, "strength/sud.personnel")["courier"]["chain"] == "[Wire] > Norland Courier"
    alone = small(fact("strengths", "sud", said(**inferred)))
    verdict = field_of(alone, "strength/sud.personnel")["verdict"]
    assert "Norland Courier" in verdict
    assert "Wire" not in verdict
