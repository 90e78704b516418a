"""How the claims about a fact add up: the value to show, and how well it is attested."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.model import counts, dates
from cstocli.model.base import Claim, Override
from cstocli.model.counts import Counted
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_APPLICABLE, NOT_STATED, SINGLE_ORIGIN
from cstocli.model.types import AGREE, CONFLICT, COUNT, DATE, LIST, PLACE, Relation, Type
from cstocli.vocabularies.peace_operation.kinds import AIR_FIELDS
from cstocli.vocabularies.peace_operation.types import AIRCRAFT, MODE
from cstocli.weigh.fields import AssessedFact, Assessment, FieldClaim, SourcedClaim, sourced_claims, weigh, weigh_field
from tests.conftest import FORMAT, SMALL, base_of, claim

WITH_FIVE_PAPERS = SMALL + "".join(
    f'[sources.paper-{number}]\npublisher = "Paper {number}"\nvia = ["wire"]\n' for number in range(1, 6)
)


def fact_of(*claims: str, table: str = "departures") -> AssessedFact:
    """The fact that `claims` are about, weighed."""
    title = 'title = "Something"\n' if table == "events" else ""
    base = base_of(f'{WITH_FIVE_PAPERS}\n[[{table}]]\nid = "sudland"\n{title}{"".join(claims)}')
    (fact,) = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base))
    return fact


def weighed(*claims: str, field: str = "date") -> Assessment:
    """One field of the departure that `claims` are about."""
    return fact_of(*claims).fields[field]


def test_one_claim_is_one_origin() -> None:
    field = weighed(claim(date='"2031-05-09"'))
    assert (field.status, field.value) == (SINGLE_ORIGIN, dates.parse("2031-05-09"))
    assert (field.origins, field.articles, field.rule) == (1, 1, "the only value")


def test_one_origin_in_five_newspapers_is_still_one_origin() -> None:
    field = weighed(*(claim(f"paper-{number}", date='"2031-05-09"') for number in range(1, 6)))
    assert (field.status, field.origins, field.articles) == (SINGLE_ORIGIN, 1, 5)


def test_one_origin_in_sharper_and_vaguer_words_is_still_one_origin() -> None:
    field = weighed(
        claim("paper-1", date='"2031-05"'),
        claim("paper-2", date='"2031-05-09"'),
        claim("paper-3", date='"2031-05-09/2031-05-12"'),
    )
    assert (field.status, field.origins, field.articles) == (SINGLE_ORIGIN, 1, 3)


def test_a_relay_and_the_source_it_relays_are_one_origin() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("gazette", via='"courier"', date='"2031-05-09"'))
    assert (field.status, field.origins, field.articles) == (SINGLE_ORIGIN, 1, 2)


def test_one_source_that_says_it_twice_is_one_origin_and_one_article() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("courier", date='"2031-05-09"'))
    assert (field.status, field.origins, field.articles) == (SINGLE_ORIGIN, 1, 1)


def test_one_source_that_relays_two_tellers_is_two_origins_in_one_article() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("courier", via='"wire"', date='"2031-05-09"'))
    assert (field.status, field.origins, field.articles) == (CORROBORATED, 2, 1)


def test_two_origins_that_say_the_same_corroborate_each_other() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("gazette", date='"2031-05-09"'))
    assert (field.status, field.origins, field.rule) == (CORROBORATED, 2, "the only value")


def test_a_vague_account_corroborates_the_sharper_one_which_is_shown() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("gazette", date='"2031-05"'))
    assert (field.status, field.value, field.origins) == (CORROBORATED, dates.parse("2031-05-09"), 2)
    assert field.rule == "the most precise of those that agree"


def test_values_that_only_may_both_be_true_neither_corroborate_nor_dispute() -> None:
    field = weighed(
        claim("courier", date='"2031-05-07/2031-05-09"'),
        claim("gazette", date='"2031-05-08/2031-05-12"'),
    )
    assert (field.status, field.origins) == (SINGLE_ORIGIN, 1)


def test_values_that_cannot_both_be_true_are_disputed_even_within_one_origin() -> None:
    field = weighed(claim("paper-1", date='"2031-05-09"'), claim("paper-2", date='"2031-05-10"'))
    assert (field.status, field.origins, field.articles) == (DISPUTED, 1, 1)


def test_one_voice_against_two_is_enough_for_a_dispute() -> None:
    field = weighed(
        claim("courier", date='"2031-05-09"'),
        claim("gazette", date='"2031-05-09"'),
        claim("paper-1", date='"2031-05-10"'),
    )
    assert (field.status, field.value, field.origins) == (DISPUTED, dates.parse("2031-05-09"), 2)
    assert field.rule == "most origins"


def test_more_origins_weigh_more_than_more_newspapers() -> None:
    field = weighed(
        *(claim(f"paper-{number}", date='"2031-05-10"') for number in range(1, 6)),
        claim("courier", date='"2031-05-09"'),
        claim("gazette", date='"2031-05-09"'),
    )
    assert (field.value, field.origins, field.articles) == (dates.parse("2031-05-09"), 2, 2)


def test_the_vague_value_with_which_all_agree_wins_no_dispute() -> None:
    field = weighed(
        claim("courier", date='"2031-05-09"'),
        claim("gazette", date='"2031-05-10"'),
        claim("paper-1", date='"2031-05"'),
        claim("paper-2", date='"2031"'),
    )
    assert field.status == DISPUTED
    assert field.value in (dates.parse("2031-05-09"), dates.parse("2031-05-10"))


def test_of_as_many_origins_the_more_precise_value_is_shown() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("gazette", date='"2031-06"'))
    assert (field.value, field.rule) == (dates.parse("2031-05-09"), "most precise")


@pytest.mark.parametrize("courier", ["2031-05-09", "2031-05-10"])
def test_of_equally_precise_values_the_latest_published_is_shown(courier: str) -> None:
    gazette = {"2031-05-09": "2031-05-10", "2031-05-10": "2031-05-09"}[courier]
    field = weighed(claim("courier", date=f'"{courier}"'), claim("gazette", date=f'"{gazette}"'))
    assert (field.value, field.rule) == (dates.parse(gazette), "latest published")


def test_a_source_without_a_date_is_the_earliest_of_all() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("paper-1", date='"2031-05-10"'))
    assert field.value == dates.parse("2031-05-09")


def test_a_place_and_the_city_it_lies_in_agree_and_the_place_is_shown() -> None:
    field = weighed(claim("courier", from_place='"city"'), claim("gazette", from_place='"airport"'), field="from_place")
    assert (field.status, field.value) == (CORROBORATED, "airport")


def test_a_type_and_its_counted_variant_agree_and_the_variant_is_shown() -> None:
    field = weighed(
        claim("courier", aircraft='[{ type = "an-2" }]'),
        claim("gazette", aircraft='[{ type = "an-2t", count = 3 }]'),
        field="aircraft",
    )
    assert (field.status, field.value) == (CORROBORATED, (Counted("an-2t", counts.exact(3)),))


def test_a_rounded_number_and_the_exact_one_agree_and_the_exact_one_is_shown() -> None:
    field = weighed(claim("courier", personnel='"~2000"'), claim("gazette", personnel="2030"), field="personnel")
    assert (field.status, field.value) == (CORROBORATED, counts.exact(2030))


def test_counted_aircraft_add_up_and_say_that_it_went_by_air() -> None:
    fields = fact_of(claim(aircraft='[{ type = "an-2", count = 2 }, { type = "an-2t", count = 3 }]')).fields
    assert fields["aircraft_count"].value == counts.exact(5)
    assert fields["mode"].value == "air"


def test_aircraft_of_which_one_sort_is_not_counted_do_not_add_up() -> None:
    fields = fact_of(claim(aircraft='[{ type = "an-2", count = 2 }, { type = "an-2t" }]')).fields
    assert (fields["aircraft_count"].status, fields["mode"].value) == (NOT_STATED, "air")


def test_silence_is_not_stated_where_there_is_a_question() -> None:
    field = weighed(claim(mode='"air"'))
    assert field == (NOT_STATED, None, 0, 0, "no claim states it", ())


def test_optional_fields_of_which_nobody_speaks_stay_away() -> None:
    fields = fact_of(claim(mode='"air"')).fields
    asked = {name for name, field in FORMAT.kinds["departure"].fields.items() if field.question}
    assert fields.keys() == asked
    assert "vehicles" not in asked


def test_an_optional_field_is_there_once_somebody_speaks_of_it() -> None:
    assert weighed(claim(vehicles='"trucks"'), field="vehicles").status == SINGLE_ORIGIN


@pytest.mark.parametrize("mode", ["road", "rail", "sea"])
def test_aircraft_of_a_movement_on_the_ground_are_not_applicable(mode: str) -> None:
    fields = fact_of(claim(mode=f'"{mode}"')).fields
    assert {name for name, field in fields.items() if field.status == NOT_APPLICABLE} == {
        "aircraft",
        "aircraft_count",
        "operator",
    }
    assert fields["aircraft"].value is None
    assert fields["date"].status == NOT_STATED


def test_aircraft_of_a_flight_or_of_a_movement_unknown_are_not_stated() -> None:
    for said in ({"mode": '"air"'}, {"date": '"2031"'}):
        fields = fact_of(claim(**said)).fields
        assert {fields[name].status for name in AIR_FIELDS & fields.keys()} == {NOT_STATED}


def test_an_operator_that_somebody_names_stays_even_on_the_road() -> None:
    fields = fact_of(claim(mode='"road"', operator='"air-force"')).fields
    assert (fields["operator"].status, fields["operator"].value) == (SINGLE_ORIGIN, "air-force")
    assert fields["aircraft"].status == NOT_APPLICABLE


def test_the_curator_may_show_another_value_and_says_why() -> None:
    base = base_of(
        f"""{SMALL}
[[departures]]
id = "sudland"
shown = {{ date = {{ value = "2031-05-09", reason = "the courier was there" }} }}
{claim("courier", date='"2031-05-09"')}{claim("gazette", date='"2031-05-10"')}"""
    )
    field = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base))[0].fields["date"]
    assert (field.status, field.value) == (DISPUTED, dates.parse("2031-05-09"))
    assert field.rule == "the curator: the courier was there"


def test_words_are_disputed_only_where_the_curator_says_that_they_exclude_each_other() -> None:
    departure = (
        f'{SMALL}\n[[departures]]\nid = "sudland"\n'
        f"""{claim("courier", vehicles='"trucks"')}{claim("gazette", vehicles='"buses"')}"""
    )
    rivals = """
[[rivals]]
facts = ["departure/sudland"]
field = "vehicles"
values = ["trucks", "buses"]
reason = "one convoy"
"""
    told = []
    for text in (departure, departure + rivals):
        base = base_of(text)
        told.append(weigh(base, FORMAT, Hierarchy(base), sourced_claims(base))[0].fields["vehicles"])
    assert [field.status for field in told] == [SINGLE_ORIGIN, DISPUTED]
    assert told[1].rule.endswith("; one convoy")


def test_facts_that_exclude_each_other_are_disputed_in_that_field_alone() -> None:
    base = base_of(
        f"""{SMALL}
[[departures]]
id = "first"
{claim("courier", date='"2031-05-09"', mode='"air"')}
[[departures]]
id = "second"
{claim("gazette", date='"2031-05-10"', mode='"air"')}
[[rivals]]
facts = ["departure/first", "departure/second"]
field = "date"
reason = "one convoy"
"""
    )
    first, second = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base))
    assert [fact.fields["date"].status for fact in (first, second)] == [DISPUTED, DISPUTED]
    assert [fact.fields["mode"].status for fact in (first, second)] == [SINGLE_ORIGIN, SINGLE_ORIGIN]
    assert first.fields["date"].value == dates.parse("2031-05-09")
    assert first.fields["date"].rule == "the only value; rival of departure/second: one convoy"


def test_accounts_are_numbered_through_the_base_and_know_when_they_were_published() -> None:
    base = base_of(
        f'{WITH_FIVE_PAPERS}\n[[departures]]\nid = "a"\n{claim("courier")}{claim("paper-1")}'
        f'[[departures]]\nid = "b"\n{claim("gazette")}'
    )
    accounts = [
        account for fact in weigh(base, FORMAT, Hierarchy(base), sourced_claims(base)) for account in fact.claims
    ]
    assert [(account.number, account.origin, account.published) for account in accounts] == [
        (1, "courier", "2031-05-09"),
        (2, "wire", ""),
        (3, "gazette", "2031-05-10"),
    ]


ORDER = Hierarchy(base_of(f'{SMALL}\n[[departures]]\nid = "any"\n{claim()}'))
VALUES: dict[Type, list[Any]] = {
    DATE: [
        dates.parse(text)
        for text in (
            "2031",
            "2031-05",
            "2031-05-09",
            "2031-05-10",
            "2031-05-09~",
            "../2031-05-09",
            "2031-05-08/2031-05-09",
        )
    ],
    COUNT: [counts.parse(text) for text in ("30", "31", "~30", ">30", ">=30", "<=31", "25..30", "30..40")],
    PLACE: ["norland", "city", "airport"],
    MODE: ["air", "road"],
    LIST: [("tents",), ("tents", "flour"), ("salt",), ("Tents",)],
    AIRCRAFT: [
        (Counted("an-2", None),),
        (Counted("an-2", counts.exact(2)),),
        (Counted("an-2t", counts.exact(2)),),
        (Counted("an-2t", counts.exact(3)),),
    ],
}


def relation(type_: Type, one: Any, other: Any) -> Relation:
    """How two values stand to each other; equal ones agree without asking."""
    return AGREE if one == other else type_.relation(one, other, ORDER)


@st.composite
def claims_of(draw: st.DrawFn, type_: Type, size: int = 6) -> list[FieldClaim]:
    """Sayings of random sources that relay random origins, or nobody."""
    return [draw_claim(draw, type_, number) for number in range(1, draw(st.integers(1, size)) + 1)]


def draw_claim(draw: st.DrawFn, type_: Type, number: int) -> FieldClaim:
    source = draw(st.sampled_from(["courier", "gazette", "herald", "post"]))
    via = draw(st.sampled_from([(), ("wire",), ("ministry", "wire")]))
    published = draw(st.sampled_from(["", "2031-05-09", "2031-05-10"]))
    return field_claim(number, source, via, published, draw(st.sampled_from(VALUES[type_])))


def field_claim(number: int, source: str, via: tuple[str, ...], published: str, value: Any) -> FieldClaim:
    account = SourcedClaim(number, Claim(source=source, at=1, quote="words", said={}), (*via, source), published)
    return FieldClaim(account, value)


@st.composite
def said(draw: st.DrawFn) -> tuple[Type, list[FieldClaim]]:
    """A type of field, and some claims of it."""
    type_ = draw(st.sampled_from([*VALUES]))
    return type_, draw(claims_of(type_))


def outcome(type_: Type, claims: list[FieldClaim]) -> tuple[object, ...]:
    """All that weighing tells but the claims themselves."""
    field = weigh_field(type_, claims, ORDER)
    return field.status, field.value, field.origins, field.articles, field.rule


@given(said(), st.data())
def test_the_order_of_claims_never_matters(given_claims: tuple[Type, list[FieldClaim]], data: st.DataObject) -> None:
    type_, claims = given_claims
    assert outcome(type_, data.draw(st.permutations(claims))) == outcome(type_, claims)


@given(said(), st.data())
def test_another_relay_of_what_an_origin_said_changes_no_status(
    given_claims: tuple[Type, list[FieldClaim]], data: st.DataObject
) -> None:
    type_, claims = given_claims
    known = data.draw(st.sampled_from(claims))
    published = data.draw(st.sampled_from(["", "2031-05-09", "2031-06-01"]))
    relay = field_claim(99, "newcomer", (known.sourced.origin,), published, known.value)
    before, after = weigh_field(type_, claims, ORDER), weigh_field(type_, [*claims, relay], ORDER)
    assert (after.status, after.origins) == (before.status, before.origins)
    if not published:
        assert (after.value, after.rule) == (before.value, before.rule)


@given(said(), st.data())
def test_another_claim_never_turns_disputed_into_anything_else(
    given_claims: tuple[Type, list[FieldClaim]], data: st.DataObject
) -> None:
    type_, claims = given_claims
    more = data.draw(claims_of(type_, 2))
    if weigh_field(type_, claims, ORDER).status == DISPUTED:
        assert weigh_field(type_, [*claims, *more], ORDER).status == DISPUTED


@given(said())
def test_a_field_is_disputed_when_two_of_its_values_conflict_and_only_then(
    given_claims: tuple[Type, list[FieldClaim]],
) -> None:
    type_, claims = given_claims
    conflicts = any(relation(type_, one.value, other.value) is CONFLICT for one in claims for other in claims)
    assert (weigh_field(type_, claims, ORDER).status == DISPUTED) == conflicts


@given(said())
def test_one_origin_alone_never_corroborates_itself(given_claims: tuple[Type, list[FieldClaim]]) -> None:
    type_, claims = given_claims
    relayed = [field_claim(n, one.sourced.claim.source, ("wire",), "", one.value) for n, one in enumerate(claims)]
    field = weigh_field(type_, relayed, ORDER)
    assert field.status in (SINGLE_ORIGIN, DISPUTED)
    assert field.origins == 1


@given(said())
def test_the_shown_value_was_said_and_no_other_value_refines_it(given_claims: tuple[Type, list[FieldClaim]]) -> None:
    type_, claims = given_claims
    shown = weigh_field(type_, claims, ORDER).value
    assert shown in [one.value for one in claims]
    for one in claims:
        if relation(type_, shown, one.value) is AGREE:
            assert type_.precision(one.value, ORDER) <= type_.precision(shown, ORDER)


@given(said(), st.data())
def test_the_value_that_the_curator_shows_changes_no_dispute(
    given_claims: tuple[Type, list[FieldClaim]], data: st.DataObject
) -> None:
    type_, claims = given_claims
    override = Override(data.draw(st.sampled_from(claims)).value, "nearer")
    field, plain = weigh_field(type_, claims, ORDER, override=override), weigh_field(type_, claims, ORDER)
    assert field.value == override.value
    assert (field.status == DISPUTED) == (plain.status == DISPUTED)


@given(said())
def test_every_claim_tells_how_it_stands_to_the_shown_value(given_claims: tuple[Type, list[FieldClaim]]) -> None:
    type_, claims = given_claims
    field = weigh_field(type_, claims, ORDER)
    assert [one.value for one in field.claims] == [one.value for one in claims]
    assert [one.stance for one in field.claims] == [relation(type_, one.value, field.value) for one in claims]


def test_an_override_of_which_no_account_is_left_does_not_count() -> None:
    claims = [
        field_claim(1, "courier", (), "", dates.parse("2031-05-09")),
        field_claim(2, "gazette", (), "", dates.parse("2031-05")),
    ]
    override = Override(dates.parse("2031-05-10"), "nearer")
    assert weigh_field(DATE, claims, ORDER, override=override) == weigh_field(DATE, claims, ORDER)


@given(said())
def test_the_origins_counted_are_those_that_agree_with_the_shown_value(
    given_claims: tuple[Type, list[FieldClaim]],
) -> None:
    type_, claims = given_claims
    field = weigh_field(type_, claims, ORDER)
    backing = [one.sourced for one in claims if relation(type_, field.value, one.value) is AGREE]
    assert field.origins == len({account.origin for account in backing})
    assert field.articles == len({account.claim.source for account in backing})
