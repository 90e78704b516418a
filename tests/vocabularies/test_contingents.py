"""What the facts of one contingent add up to."""

import re

import pytest

from cstocli.model import counts, dates
from cstocli.model.counts import Counted
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_STATED, SINGLE_ORIGIN
from cstocli.vocabularies.peace_operation.contingents import add_up
from cstocli.weigh.claims import sourced_claims
from cstocli.weigh.facts import AssessedFact, weigh
from cstocli.weigh.fields import Assessment
from cstocli.weigh.spans import Span
from cstocli.weigh.voices import Voices
from tests.conftest import FORMAT, SMALL, base_of, claim

# Published when all of it had happened: nothing is a forecast.
TWO = f"""{re.sub("published = 2031-05-..", "published = 2031-05-30", SMALL)}
[contingents.westland]
country = "Westland"
code = "WE"
[places.station]
name = "Norcity station"
"""


def fact(table: str, name: str, *claims: str, contingent: str = "sudland", more: str = "") -> str:
    """A fact of a contingent as TOML text; `claims` are values as TOML text, or whole claims."""
    return f'\n[[{table}]]\nid = "{name}"\ncontingent = "{contingent}"\n{more}\n{"".join(claims)}'


def departure(name: str, *sources: str, contingent: str = "sudland", **values: str) -> str:
    """A departure that `sources` (or only the courier) tell in the same way."""
    return fact(
        "departures", name, *(claim(source, **values) for source in sources or ["courier"]), contingent=contingent
    )


def added_up(*facts: str) -> dict[str, tuple[AssessedFact, Span]]:
    base = base_of(TWO + "".join(facts))
    order = Hierarchy(base)
    weighed = weigh(base, FORMAT, order, sourced_claims(base, FORMAT, Voices(base)))
    return {found.fact.owner: (found, presence) for found, presence in add_up(base, weighed, order)}


def field(name: str, *facts: str) -> Assessment:
    """One field of what the facts of Sudland add up to."""
    return added_up(*facts)["sudland"][0].fields[name]


def presence(*facts: str) -> Span:
    return added_up(*facts)["sudland"][1]


def test_every_contingent_has_one_fact_in_the_order_of_the_base() -> None:
    found = added_up(departure("x", date='"2031-05-09"'))
    assert [fact.fact.id for fact, _ in found.values()] == ["contingent/sudland", "contingent/westland"]


def test_a_contingent_of_which_nobody_speaks_has_all_its_questions_open() -> None:
    westland, present = added_up(departure("x", date='"2031-05-09"'))["westland"]
    assert westland.fields.keys() == FORMAT.all_kinds["contingent"].fields.keys()
    assert {weighed.status for weighed in westland.fields.values()} == {NOT_STATED}
    assert westland.claims == []
    assert present == (dates.FIRST_DAY, dates.LAST_DAY, False, dates.LAST_DAY, dates.FIRST_DAY)


def test_each_contingent_has_only_its_own_facts() -> None:
    found = added_up(
        departure("sud", date='"2031-05-09"'), departure("west", date='"2031-05-10"', contingent="westland")
    )
    left = {name: weighed.fields["left"].value for name, (weighed, _) in found.items()}
    assert left == {"sudland": dates.parse("2031-05-09"), "westland": dates.parse("2031-05-10")}


def test_waves_of_a_withdrawal_make_one_stretch() -> None:
    left = field("left", departure("one", date='"2031-05-13"'), departure("two", date='"2031-05-19"'))
    assert left.value == dates.parse("2031-05-13/2031-05-19")
    assert (left.status, left.rule) == (
        SINGLE_ORIGIN,
        "covers all its facts, and is attested as the worse of the two that draw its ends",
    )


def test_one_wave_alone_keeps_its_date_and_the_reason_why_it_is_shown() -> None:
    left = field("left", departure("one", date='"2031-05"'))
    assert (left.value, left.rule) == (dates.parse("2031-05"), "the only value")


def test_a_wave_without_a_date_had_happened_when_it_was_first_told_and_makes_the_beginning_unsure() -> None:
    left = field("left", departure("one", date='"2031-05-09"'), departure("two", mode='"air"'))
    assert left.value == dates.parse("2031-05-09?/2031-05-30")
    only = field("left", departure("two", mode='"air"'))
    assert (only.value, only.status) == (dates.parse("../2031-05-30"), SINGLE_ORIGIN)


def test_what_was_told_on_some_day_without_an_end_happened_on_no_known_day() -> None:
    text = TWO.replace("published = 2031-05-30", 'published = "2031-05-01/.."') + departure("x", mode='"air"')
    base = base_of(text)
    order = Hierarchy(base)
    weighed = weigh(base, FORMAT, order, sourced_claims(base, FORMAT, Voices(base)))
    left = add_up(base, weighed, order)[0][0].fields["left"]
    assert (left.value, left.status) == (None, NOT_STATED)


def test_what_arrived_was_sent_by_then() -> None:
    facts = [
        fact("deployments", "d", claim(table="deployments", date='"2031-05-07"')),
        fact("arrivals", "in", claim(table="arrivals", date='"2031-05-06"'), more='direction = "in"'),
    ]
    assert field("sent", *facts).value == dates.parse("../2031-05-07")


def test_a_plan_is_nothing_that_happened_and_a_part_is_counted_with_its_whole() -> None:
    whole = departure("whole", aircraft_count="18", date='"2031-05-09"')
    part = fact("departures", "part", claim(aircraft_count="10"), more='part_of = "departure/whole"')
    plan = fact("departures", "plan", claim(aircraft_count="40"), more="plan = true")
    assert field("left_by", whole, part, plan).value == "18 aircraft"


def test_a_text_joins_two_fields_only_where_one_claim_gives_both() -> None:
    apart = fact("departures", "x", claim(aircraft='[{ type = "an-2" }]'), claim("gazette", aircraft_count="3"))
    together = departure("x", aircraft='[{ type = "an-2" }]', aircraft_count="3")
    assert [field("left_by", facts).value for facts in (apart, together)] == ["An-2; 3 aircraft", "3 × An-2"]


def test_the_strength_of_one_fact_keeps_its_rivals() -> None:
    rivals = """
[[rivals]]
facts = ["strength/sud", "strength/all"]
field = "personnel"
reason = "a part is larger than the whole"
"""
    personnel = field(
        "personnel",
        fact("strengths", "sud", claim(table="strengths", personnel="300")),
        '[[strengths]]\nid = "all"\n' + claim("gazette", table="strengths", personnel="200"),
        rivals,
    )
    assert (personnel.status, personnel.value) == (DISPUTED, counts.exact(300))


def test_waves_together_are_attested_as_the_worse_of_the_two_that_draw_the_ends() -> None:
    sure = departure("sure", "courier", "gazette", date='"2031-05-13"')
    single = departure("single", date='"2031-05-19"')
    disputed = fact(
        "departures", "disputed", claim("courier", date='"2031-05-14"'), claim("gazette", date='"2031-05-15"')
    )
    assert [field("left", *waves).status for waves in ([sure], [sure, single], [single, disputed, sure])] == [
        CORROBORATED,
        SINGLE_ORIGIN,
        SINGLE_ORIGIN,
    ]
    both = field("left", sure, single)
    assert (both.origins, both.articles, len(both.claims)) == (1, 1, 3)


def test_approval_sending_and_arrival_are_told_apart() -> None:
    facts = [
        fact("approvals", "a", claim(table="approvals", date='"2031-05-01"')),
        fact("deployments", "d", claim(table="deployments", date='"2031-05-02"')),
        fact("arrivals", "in", claim(table="arrivals", date='"2031-05-03"'), more='direction = "in"'),
    ]
    assert [field(name, *facts).value for name in ("approved", "sent", "arrived")] == [
        dates.parse("2031-05-01"),
        dates.parse("2031-05-02"),
        dates.parse("2031-05-03"),
    ]
    assert field("left", *facts).status == NOT_STATED


def test_the_arrival_at_home_is_no_arrival() -> None:
    home = fact("arrivals", "home", claim(table="arrivals", date='"2031-05-20"'), more='direction = "out"')
    assert field("arrived", home).status == NOT_STATED


def test_several_accounts_of_the_strength_are_weighed_as_one() -> None:
    personnel = field(
        "personnel",
        fact("strengths", "at-first", claim(table="strengths", personnel='"~100"')),
        fact("strengths", "at-last", claim("gazette", table="strengths", personnel="104")),
    )
    assert (personnel.status, personnel.value, personnel.origins) == (SINGLE_ORIGIN, counts.exact(104), 1)


def test_people_of_a_departure_are_not_the_strength_of_the_contingent() -> None:
    assert field("personnel", departure("x", personnel="104")).status == NOT_STATED


def test_equipment_is_told_by_its_items_and_by_the_number_of_its_units() -> None:
    facts = fact("equipment", "x", claim(table="equipment", items='[{ what = "trucks", count = 8 }]', units="9"))
    assert field("equipment", facts).value == (Counted("trucks", counts.exact(8)),)
    assert field("equipment_units", facts).value == counts.exact(9)


def test_guarded_sites_are_listed_by_name_and_once_each() -> None:
    guarded = field(
        "guarded",
        fact("guards", "one", claim(table="guards", site='"airport"')),
        fact("guards", "two", claim(table="guards", site='"station"')),
        fact("guards", "again", claim("gazette", table="guards", site='"airport"')),
    )
    assert guarded.value == ("Norcity airport", "Norcity station")
    assert [one.value for one in guarded.claims] == [
        ("Norcity airport",),
        ("Norcity station",),
        ("Norcity airport",),
    ]


def test_a_guard_of_which_no_site_is_known_lists_none() -> None:
    assert field("guarded", fact("guards", "x", claim(table="guards", personnel="10"))).status == NOT_STATED


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"aircraft": '[{ type = "an-2", count = 3 }]'}, "3 × An-2"),
        ({"aircraft": '[{ type = "an-2", count = "~3" }]'}, "about 3 × An-2"),
        ({"aircraft": '[{ type = "an-2" }]'}, "An-2"),
        (
            {"aircraft": '[{ type = "an-2", count = 2 }, { type = "an-2t", count = 1 }]'},
            "2 × An-2, 1 × An-2T",
        ),
        ({"aircraft": '[{ type = "an-2" }, { type = "an-2t" }]', "aircraft_count": "3"}, "3 × An-2 or An-2T"),
        ({"aircraft_count": "10"}, "10 aircraft"),
        ({"aircraft_count": '">10"'}, "over 10 aircraft"),
        ({"vehicles": '"own vehicles"', "mode": '"road"'}, "own vehicles"),
        ({"vehicles": '"own vehicles"'}, "own vehicles"),
        ({"mode": '"air"'}, "by air"),
    ],
)
def test_the_means_of_a_departure_are_said_in_words(values: dict[str, str], said: str) -> None:
    left_by = field("left_by", departure("x", **values))
    assert (left_by.value, left_by.status) == (said, SINGLE_ORIGIN)


def test_the_means_of_several_departures_stand_side_by_side_and_once_each() -> None:
    left_by = field(
        "left_by",
        departure("one", aircraft_count="10"),
        departure("two", mode='"road"'),
        departure("three", aircraft_count="10"),
        departure("four", date='"2031"'),
    )
    assert (left_by.value, left_by.rule) == (
        "10 aircraft; by road",
        "all its departures, attested as the worst of them",
    )


def test_a_departure_of_which_no_means_are_known_leaves_them_not_stated() -> None:
    assert field("left_by", departure("x", date='"2031-05-09"')).status == NOT_STATED


def test_accounts_of_the_means_are_words_too() -> None:
    left_by = field("left_by", departure("x", aircraft_count="10"))
    assert [one.value for one in left_by.claims] == ["10 aircraft"]


def test_all_accounts_behind_a_contingent_are_listed_once() -> None:
    sudland, _ = added_up(
        departure("one", "courier", "gazette", date='"2031-05-13"', aircraft_count="10"),
        departure("two", date='"2031-05-19"'),
    )["sudland"]
    assert sorted(one.number for one in sudland.claims) == [1, 2, 3]


def sent(date: str) -> str:
    return fact("deployments", "sent", claim(table="deployments", date=f'"{date}"'))


def arrived(date: str) -> str:
    return fact("arrivals", "in", claim(table="arrivals", date=f'"{date}"'), more='direction = "in"')


def test_a_contingent_may_be_there_from_its_sending_and_surely_is_from_its_arrival() -> None:
    present = presence(sent("2031-05-06"), arrived("2031-05-07/2031-05-08"), departure("x", date='"2031-05-13"'))
    assert present == ("2031-05-06", "2031-05-13", False, "2031-05-08", "2031-05-13")


def test_who_was_sent_may_not_have_arrived_and_surely_is_there_only_on_the_day_of_leaving() -> None:
    present = presence(sent("2031-05-06/2031-05-07"), departure("x", date='"2031-05-13"'))
    assert (present.first, present.last) == ("2031-05-06", "2031-05-13")
    assert (present.certain_from, present.certain_to) == ("2031-05-13", "2031-05-13")


def test_without_an_arrival_no_day_is_sure_where_the_day_of_leaving_is_not_known() -> None:
    present = presence(sent("2031-05-06"), departure("x", date='"2031-05-13/2031-05-15"'))
    assert present.certain_from > present.certain_to


@pytest.mark.parametrize("dates_", [("2031-05-07", "2031-05-09"), ("2031-05-07", "2031-05-09", "2031-05-07")])
def test_a_disputed_arrival_makes_no_day_sure_but_that_of_leaving(dates_: tuple[str, ...]) -> None:
    sources = ("courier", "gazette", "herald")
    told = (claim(source, table="arrivals", date=f'"{date}"') for source, date in zip(sources, dates_, strict=False))
    herald = '[sources.herald]\npublisher = "Herald"\npublished = 2031-05-30\nurl = "https://herald.example/a"\n'
    in_ = herald + fact("arrivals", "in", *told, more='direction = "in"')
    found, present = added_up(in_, departure("x", date='"2031-05-13"'))["sudland"]
    assert found.fields["arrived"].status == DISPUTED
    assert (present.certain_from, present.certain_to) == ("2031-05-13", "2031-05-13")


def test_a_disputed_departure_makes_no_day_sure() -> None:
    told = [claim("courier", date='"2031-05-13"'), claim("gazette", date='"2031-05-15"')]
    present = presence(arrived("2031-05-07"), fact("departures", "x", *told))
    assert (present.first, present.last) == ("2031-05-07", "2031-05-15")
    assert present.certain_from > present.certain_to


def test_a_contingent_that_left_in_waves_is_surely_there_until_the_last_wave() -> None:
    present = presence(
        arrived("2031-05-07"), departure("one", date='"2031-05-13"'), departure("two", date='"2031-05-15/2031-05-19"')
    )
    assert (present.last, present.certain_to) == ("2031-05-19", "2031-05-15")


def test_no_day_is_sure_where_the_departure_may_have_come_before_the_arrival() -> None:
    present = presence(arrived("2031-05"), departure("x", date='"2031-05-13"'))
    assert present.certain_from > present.certain_to


def test_a_contingent_whose_departure_is_unknown_may_be_there_still() -> None:
    present = presence(arrived("2031-05-07"))
    assert (present.first, present.last) == ("2031-05-07", dates.LAST_DAY)
    assert present.certain_from > present.certain_to
