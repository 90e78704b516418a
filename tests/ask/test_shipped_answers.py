"""What the article of 14 January 2022 answers, asked of the shipped base as a script would."""

import json
from typing import Any

import pytest

from tests.conftest import Run

Rows = list[dict[str, Any]]

IL_76 = {"type": "Il-76", "type_id": "il-76"}


@pytest.fixture
def rows(csto: Run) -> Any:
    def ask(*arguments: str) -> Rows:
        ran = csto(*arguments, "--json")
        assert ran.code == 0, ran.err
        found: Rows = json.loads(ran.out)
        return found

    return ask


@pytest.fixture
def departure(rows: Any) -> Any:
    def of(contingent: str) -> dict[str, Any]:
        found = rows("departures", "--contingent", contingent)
        assert len(found) == 1
        row: dict[str, Any] = found[0]
        return row

    return of


@pytest.fixture
def fields(rows: Any) -> Any:
    """The fields of one fact, with values in JSON's terms."""

    def of(fact: str) -> dict[str, Any]:
        (row,) = rows("show", fact)
        return {name: field["value"] for name, field in row["fields"].items()}

    return of


@pytest.mark.parametrize("contingent", ["armenia", "belarus", "kyrgyzstan", "tajikistan"])
def test_four_contingents_left_on_the_morning_of_14_january(departure: Any, contingent: str) -> None:
    row = departure(contingent)
    assert (row["date"], row["part_of_day"]) == ("2022-01-14", "morning")
    assert (row["earliest"], row["latest"]) == ("2022-01-14", "2022-01-14")


def test_the_armenians_left_almaty_airport_for_armenia_in_three_il_76(departure: Any) -> None:
    row = departure("armenia")
    assert (row["from_place_id"], row["to_place_id"]) == ("almaty-airport", "armenia")
    assert row["aircraft"] == [IL_76 | {"count": 3, "count_words": "3", "low": 3, "high": 3}]
    assert row["aircraft_count"] == 3


def test_the_armenians_aircraft_were_of_the_russian_air_force(departure: Any) -> None:
    assert departure("armenia")["operator"] == "Russian Air Force"


def test_the_armenians_vehicles_were_carried_along(departure: Any) -> None:
    assert "vehicles" in departure("armenia")["carried"]


def test_the_tajiks_flew_from_almaty_to_dushanbe_by_il_76(departure: Any) -> None:
    row = departure("tajikistan")
    assert row["from_place"].startswith("Almaty")
    assert row["to_place"] == "Dushanbe"
    assert [item["type"] for item in row["aircraft"]] == ["Il-76"]
    assert row["mode"] == "air"


def test_the_article_does_not_say_how_many_il_76_the_tajiks_took(rows: Any) -> None:
    claims = rows("why", "departure/tajikistan.aircraft", "--source", "seed")
    assert [claim["value"] for claim in claims] == [[IL_76 | dict.fromkeys(("count", "count_words", "low", "high"))]]


def test_the_tajik_aircraft_were_of_the_russian_air_force(departure: Any) -> None:
    assert departure("tajikistan")["operator"] == "Russian Air Force"


def test_31_cadets_went_home_with_the_tajiks(departure: Any) -> None:
    cadets = {"what": "cadets", "count": 31, "count_words": "31", "low": 31, "high": 31}
    assert departure("tajikistan")["accompanied_by"] == [cadets]


def test_the_cadets_went_home_for_the_winter_break(rows: Any) -> None:
    reasons = {claim["value"] for claim in rows("why", "event/tajikistan-cadets.reason")}
    assert "winter break" in reasons


def test_the_cadets_study_at_the_military_institute_in_almaty(rows: Any) -> None:
    claims = rows("why", "event/tajikistan-cadets.by", "--source", "seed")
    assert ["Military Institute of the Kazakh Ground Forces" in claim["words"] for claim in claims] == [True]


def test_the_belarusians_flew_by_ten_il_76_to_minsk_oblast_from_zhetygen(departure: Any) -> None:
    row = departure("belarus")
    assert row["aircraft"] == [IL_76 | {"count": 10, "count_words": "10", "low": 10, "high": 10}]
    assert row["from_place"] == "Zhetygen airfield"
    assert row["to_place"] == "Machulishchi airfield (Minsk oblast)"


def test_the_article_knows_of_minsk_oblast_only(rows: Any) -> None:
    (claim,) = rows("why", "departure/belarus.to_place", "--source", "seed")
    assert claim["value"] == "Minsk oblast"


def test_the_article_spells_it_zhitygen(rows: Any) -> None:
    claims = rows("why", "departure/belarus.from_place", "--source", "seed")
    assert any("Zhitygen airport" in claim["quote"] for claim in claims)


def test_the_belarusian_flight_is_hedged_in_the_article(rows: Any) -> None:
    claims = rows("why", "departure/belarus.aircraft", "--source", "seed")
    assert [claim["hedge"] for claim in claims] == ["reportedly"]


def test_the_kyrgyz_left_in_their_own_vehicles_by_road(departure: Any) -> None:
    row = departure("kyrgyzstan")
    assert (row["mode"], row["vehicles"], row["means"]) == ("road", "own vehicles", "own vehicles")


def test_aircraft_do_not_apply_to_the_kyrgyz(departure: Any) -> None:
    row = departure("kyrgyzstan")
    assert row["aircraft"] is None
    assert row["status"]["aircraft"] == row["status"]["operator"] == "not-applicable"


def test_a_part_of_the_russians_left_on_the_evening_of_13_january(rows: Any) -> None:
    found = rows("departures", "--contingent", "russia", "--on", "2022-01-13")
    certain = [row for row in found if row["certainty"] == "certain"]
    assert [(row["date"], row["part_of_day"]) for row in certain] == [("2022-01-13", "evening")]


def test_the_russians_left_in_several_waves(rows: Any) -> None:
    assert len(rows("departures", "--contingent", "russia")) > 3


def test_the_tajiks_guarded_an_oil_storage_in_almaty(rows: Any) -> None:
    found = rows("guards", "--contingent", "tajikistan", "--source", "seed")
    assert [(row["site"], row["place"]) for row in found] == [("oil storage", "Almaty")]


def test_the_kyrgyz_guarded_a_thermal_power_plant_in_almaty(rows: Any) -> None:
    found = rows("guards", "--contingent", "kyrgyzstan", "--place", "almaty-power-plants")
    assert [(row["site"], row["place"]) for row in found] == [("TETs-2", "Almaty")]


def test_the_article_leaves_the_power_plant_unnamed(rows: Any) -> None:
    (claim,) = rows("why", "guard/kyrgyzstan-tets-2.site", "--source", "seed")
    assert claim["words"] == "a thermal power plant in Almaty"


def test_the_article_has_the_mission_guard_government_buildings_airports_and_military_warehouses(rows: Any) -> None:
    (claim,) = rows("why", "guard/mission.site_kinds", "--source", "seed")
    assert claim["value"] == ["government buildings", "airports", "military warehouses"]


def test_what_the_mission_guarded_has_two_lists_of_which_none_is_better_and_the_14_belong_to_neither(rows: Any) -> None:
    (row,) = (row for row in rows("guards") if row["fact"] == "guard/mission")
    assert (row["site_count"], row["site_kinds"], row["status"]["site_kinds"]) == (14, [], "single-origin")
    assert row["alternatives"]["site_kinds"]["values"] == [
        ["communication", "energy", "life support"],
        ["government buildings", "airports", "military warehouses"],
    ]


def test_200_tajiks_were_sent(rows: Any) -> None:
    (row,) = rows("contingents", "--contingent", "tajikistan")
    assert row["personnel"] == 200


def test_by_the_article_the_tajiks_were_sent_on_the_evening_of_7_january(rows: Any) -> None:
    claims = rows("why", "deployment/tajikistan", "--source", "seed")
    said = {claim["field"]: claim["value"] for claim in claims}
    assert (said["date"], said["part_of_day"]) == ("2022-01-07", "evening")


def test_the_day_on_which_the_tajiks_were_sent_is_corroborated_and_its_hour_has_no_winner(rows: Any) -> None:
    (row,) = rows("show", "deployment/tajikistan")
    day, hour = row["fields"]["date"], row["fields"]["part_of_day"]
    assert (day["value"], day["status"]) == ("2022-01-07", "corroborated")
    assert (hour["value"], hour["values"], hour["status"]) == (None, ["evening", "night"], "disputed")


def test_the_tajik_parliament_endorsed_the_sending_on_7_january(fields: Any) -> None:
    found = fields("approval/tajikistan-parliament")
    assert found["date"] == "2022-01-07"
    assert found["body"] == "both chambers of parliament"


def test_the_tajik_vote_was_unanimous_and_on_one_issue_only(fields: Any) -> None:
    found = fields("approval/tajikistan-parliament")
    assert (found["vote"], found["agenda_items"]) == ("unanimous", 1)


def test_tokayev_asked_the_csto_for_help_on_5_january(fields: Any) -> None:
    found = fields("event/request")
    assert (found["date"], found["by"], found["to"]) == ("2022-01-05", "Tokayev", "CSTO")


def test_tokayev_spoke_of_a_terrorist_threat(rows: Any) -> None:
    reasons = [claim for claim in rows("why", "event/request.reason") if claim["source"] == "seed"]
    assert [(claim["value"], claim["hedge"]) for claim in reasons] == [("terrorist threat", "what he called")]


def test_the_deployment_began_on_6_january(rows: Any) -> None:
    found = rows("timeline", "--on", "2022-01-06", "--source", "seed", "--kind", "event")
    assert any("deploy" in row["summary"] and row["date"] == "2022-01-06" for row in found)


def test_the_withdrawal_began_on_13_january(fields: Any) -> None:
    assert fields("event/withdrawal-start")["date"] == "2022-01-13"


def test_the_state_of_emergency_was_lifted_in_several_regions(fields: Any) -> None:
    assert fields("event/state-of-emergency-lifted-regions")["scope"] == "several regions"


def test_a_ceremony_was_held_in_almaty(rows: Any) -> None:
    (claim,) = rows("why", "event/ceremony.place", "--source", "seed")
    assert claim["value"] == "Almaty"


def test_there_were_roughly_2000_peacekeepers_by_the_article(rows: Any) -> None:
    (claim,) = rows("why", "strength/mission.personnel", "--source", "seed")
    assert (claim["value"], claim["words"], claim["hedge"]) == (2000, "about 2,000", "roughly")


def test_the_strength_goes_back_to_eurasianet(rows: Any) -> None:
    (claim,) = rows("why", "strength/mission.personnel", "--source", "seed")
    assert claim["chain"].startswith("Eurasianet > ")


def test_250_units_of_machinery_were_flown_in(fields: Any) -> None:
    assert fields("equipment/mission")["units"] == 250


def test_most_troops_came_from_russia(rows: Any) -> None:
    (row,) = rows("show", "event/mission-composition")
    assert "Russia" in row["summary"]


@pytest.mark.parametrize(("country", "year"), [("kyrgyzstan", "2010"), ("armenia", "2021")])
def test_the_article_says_that_the_csto_refused_in_2010_and_2021(rows: Any, country: str, year: str) -> None:
    claims = rows("why", f"event/{country}-{year}-answer", "--source", "seed")
    said = {claim["field"]: claim["value"] for claim in claims}
    assert (said["date"], said["outcome"]) == (year, "refusal")


def test_at_least_two_earlier_requests_were_refused(rows: Any) -> None:
    (claim,) = rows("why", "event/csto-refusals.count")
    assert (claim["value"], claim["words"]) == (2, "at least 2")


def test_the_peacekeeping_force_was_agreed_on_6_october_2007(fields: Any) -> None:
    assert fields("event/csto-force-2007")["date"] == "2007-10-06"


def test_the_declaration_was_approved_on_10_december_2010(fields: Any) -> None:
    assert fields("event/csto-force-2010")["date"] == "2010-12-10"


def test_the_article_dates_the_csto_to_1992(rows: Any) -> None:
    (claim,) = rows("why", "event/csto-created.date", "--source", "seed")
    assert claim["value"] == "1992"


def test_the_csto_has_six_members(fields: Any) -> None:
    found = fields("event/csto-members")
    assert found["count"] == 6
    assert found["items"] == ["Armenia", "Belarus", "Kazakhstan", "Kyrgyzstan", "Russia", "Tajikistan"]


def test_article_4_of_the_treaty_is_told_in_three_claims(rows: Any) -> None:
    claims = rows("why", "event/csto-treaty-article-4", "--source", "seed")
    assert len({claim["quote"] for claim in claims}) == 3


def test_khovar_relays_tass_in_paragraph_4(rows: Any) -> None:
    claims = [claim for claim in rows("why", "departure/armenia.date", "--source", "seed") if claim["at"] == 4]
    assert [claim["chain"] for claim in claims] == ["TASS > Khovar > Asia-Plus"]
    assert [claim["origin"] for claim in claims] == ["tass-0114"]


def test_all_relays_of_the_tass_story_are_one_origin(rows: Any) -> None:
    claims = rows("why", "departure/armenia.aircraft")
    relays = [claim for claim in claims if claim["chain"].startswith("TASS > ")]
    assert len({claim["source"] for claim in relays}) > 2
    assert {claim["origin"] for claim in relays} == {"tass-0114"}


def test_no_relative_date_is_left_without_a_reading(rows: Any) -> None:
    claims = [claim for claim in rows("why", "departure/tajikistan.date") if "Friday" in claim["quote"]]
    assert claims
    assert all("Friday" in claim["reading"] for claim in claims)
