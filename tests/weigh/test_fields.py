"""How the claims about a fact add up: the value to show, and how well it is attested."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.model import counts, dates
from cstocli.model.base import Claim, Override
from cstocli.model.counts import Counted
from cstocli.model.dates import FIRST_DAY, LAST_DAY
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_APPLICABLE, NOT_STATED, SINGLE_ORIGIN
from cstocli.model.types import AGREE, CONFLICT, COUNT, DATE, LIST, PLACE, Relation, Type
from cstocli.vocabularies.peace_operation.kinds import AIR_FIELDS
from cstocli.vocabularies.peace_operation.types import AIRCRAFT, MODE
from cstocli.weigh.claims import CONTRADICTS, FITS, SET_ASIDE, STATES, Aside, FieldClaim, SourcedClaim, sourced_claims
from cstocli.weigh.facts import AssessedFact, weigh
from cstocli.weigh.fields import WITHIN_ONE_VOICE, Assessment, weigh_field
from cstocli.weigh.voices import Voices, independent_lines
from tests.conftest import FORMAT, SMALL, base_of, claim

WITH_FIVE_PAPERS = SMALL + "".join(
    f'[sources.paper-{number}]\npublisher = "Paper {number}"\nvia = ["wire"]\n' for number in range(1, 6)
)


def fact_of(*claims: str, table: str = "departures") -> AssessedFact:
    """The fact that `claims` are about, weighed."""
    title = 'title = "Something"\n' if table == "events" else ""
    base = base_of(f'{WITH_FIVE_PAPERS}\n[[{table}]]\nid = "sudland"\n{title}{"".join(claims)}')
    (fact,) = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base, FORMAT, Voices(base)))
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
    assert (field.status, field.value) == (SINGLE_ORIGIN, dates.parse("2031-05-09"))
    assert [one.standing for one in field.claims] == [FITS, STATES, FITS]


def test_a_relay_and_the_source_it_relays_are_one_origin() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("gazette", via='"courier"', date='"2031-05-09"'))
    assert (field.status, field.origins, field.articles) == (SINGLE_ORIGIN, 1, 2)


def test_one_source_that_says_it_twice_is_one_origin_and_one_article() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("courier", date='"2031-05-09"'))
    assert (field.status, field.origins, field.articles) == (SINGLE_ORIGIN, 1, 1)


def test_one_article_is_never_two_witnesses() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("courier", via='"wire"', date='"2031-05-09"'))
    assert (field.status, field.origins, field.articles, field.independent) == (SINGLE_ORIGIN, 2, 1, 1)


def test_two_origins_that_say_the_same_corroborate_each_other() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("gazette", date='"2031-05-09"'))
    assert (field.status, field.origins, field.rule) == (CORROBORATED, 2, "the only value")


def test_a_vague_account_fits_the_sharper_one_which_is_shown_and_does_not_corroborate_it() -> None:
    field = weighed(claim("courier", date='"2031-05-09"'), claim("gazette", date='"2031-05"'))
    assert (field.status, field.value, field.independent) == (SINGLE_ORIGIN, dates.parse("2031-05-09"), 1)
    assert (field.rule, field.corroborated_as) == ("the most precise of those that agree", dates.parse("2031-05"))


def test_values_that_only_may_both_be_true_neither_corroborate_nor_dispute() -> None:
    field = weighed(
        claim("courier", date='"2031-05-07/2031-05-09"'),
        claim("gazette", date='"2031-05-08/2031-05-12"'),
    )
    assert (field.status, field.value) == (SINGLE_ORIGIN, None)
    assert field.values == (dates.parse("2031-05-07/2031-05-09"), dates.parse("2031-05-08/2031-05-12"))


def test_tellings_of_one_voice_that_are_equally_near_are_a_dispute_within_it() -> None:
    field = weighed(claim("paper-1", date='"2031-05-09"'), claim("paper-2", date='"2031-05-10"'))
    assert (field.status, field.value, field.origins, field.articles) == (DISPUTED, None, 1, 2)
    assert [each.sort for each in field.disagreements] == [WITHIN_ONE_VOICE]


def test_one_voice_against_two_is_enough_for_a_dispute() -> None:
    field = weighed(
        claim("courier", date='"2031-05-09"'),
        claim("gazette", date='"2031-05-09"'),
        claim("paper-1", date='"2031-05-10"'),
    )
    assert (field.status, field.value, field.origins) == (DISPUTED, dates.parse("2031-05-09"), 2)
    assert field.rule == "most independent lines"


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
    assert field.values == (dates.parse("2031-05-09"), dates.parse("2031-05-10"))


@pytest.mark.parametrize(
    ("courier", "gazette"), [("2031-05-09", "2031-04"), ("2031-05-09", "2031-05-08"), ("2031-05-08", "2031-05-09")]
)
def test_neither_precision_nor_publication_breaks_a_tie_of_values_that_conflict(courier: str, gazette: str) -> None:
    field = weighed(claim("courier", date=f'"{courier}"'), claim("gazette", date=f'"{gazette}"'))
    assert (field.status, field.value) == (DISPUTED, None)
    assert set(field.values) == {dates.parse(courier), dates.parse(gazette)}
    assert field.rule == "no value is better attested than the others"


def test_a_number_and_one_that_rounds_to_it_are_both_shown_and_no_dispute() -> None:
    field = weighed(claim("courier", personnel="848"), claim("gazette", personnel="850"), field="personnel")
    assert (field.status, field.value) == (SINGLE_ORIGIN, None)
    assert field.values == (counts.exact(848), counts.exact(850))


def test_a_place_and_the_city_it_lies_in_agree_and_the_place_is_shown() -> None:
    field = weighed(claim("courier", from_place='"city"'), claim("gazette", from_place='"airport"'), field="from_place")
    assert (field.status, field.value, field.corroborated_as) == (SINGLE_ORIGIN, "airport", "city")


def test_a_type_and_its_counted_variant_agree_and_the_variant_is_shown() -> None:
    field = weighed(
        claim("courier", aircraft='[{ type = "an-2" }]'),
        claim("gazette", aircraft='[{ type = "an-2t", count = 3 }]'),
        field="aircraft",
    )
    assert (field.status, field.value) == (SINGLE_ORIGIN, (Counted("an-2t", counts.exact(3)),))
    assert field.corroborated_as == (Counted("an-2", None),)


def test_a_rounded_number_fits_the_exact_one_which_is_shown_on_its_own_word() -> None:
    field = weighed(claim("courier", personnel='"~2000"'), claim("gazette", personnel="2030"), field="personnel")
    assert (field.status, field.value) == (SINGLE_ORIGIN, counts.exact(2030))
    assert field.corroborated_as == counts.parse("~2000")


def test_counted_aircraft_add_up_and_say_that_it_went_by_air() -> None:
    fields = fact_of(claim(aircraft='[{ type = "an-2", count = 2 }, { type = "an-2t", count = 3 }]')).fields
    assert fields["aircraft_count"].value == counts.exact(5)
    assert fields["mode"].value == "air"


def test_aircraft_of_which_one_sort_is_not_counted_do_not_add_up() -> None:
    fields = fact_of(claim(aircraft='[{ type = "an-2", count = 2 }, { type = "an-2t" }]')).fields
    assert (fields["aircraft_count"].status, fields["mode"].value) == (NOT_STATED, "air")


def test_silence_is_not_stated_where_there_is_a_question() -> None:
    field = weighed(claim(mode='"air"'))
    assert (field.status, field.value, field.rule, [*field.claims]) == (NOT_STATED, None, "no claim states it", [])


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
    field = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base, FORMAT, Voices(base)))[0].fields["date"]
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
        told.append(
            weigh(base, FORMAT, Hierarchy(base), sourced_claims(base, FORMAT, Voices(base)))[0].fields["vehicles"]
        )
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
    first, second = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base, FORMAT, Voices(base)))
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
        account
        for fact in weigh(base, FORMAT, Hierarchy(base), sourced_claims(base, FORMAT, Voices(base)))
        for account in fact.claims
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
    """A claim whose voice is the first teller, or the source itself."""
    chain = (*via, source)
    account = SourcedClaim(
        number,
        Claim(source=source, at=1, quote="words", said={}),
        chain,
        published,
        f"name/{chain[0]}",
        f"name/{source}",
        f"name/{chain[0]}",
        (published or FIRST_DAY, published or LAST_DAY),
    )
    return FieldClaim(account, value)


@st.composite
def said(draw: st.DrawFn) -> tuple[Type, list[FieldClaim]]:
    """A type of field, and some claims of it."""
    type_ = draw(st.sampled_from([*VALUES]))
    return type_, draw(claims_of(type_))


def outcome(type_: Type, claims: list[FieldClaim]) -> tuple[object, ...]:
    """All that weighing tells but the claims themselves."""
    field = weigh_field(type_, claims, ORDER)
    return field.status, field.value, field.values, field.independent, field.origins, field.corroborated_as, field.rule


@given(said(), st.data())
def test_the_order_of_claims_never_matters(given_claims: tuple[Type, list[FieldClaim]], data: st.DataObject) -> None:
    type_, claims = given_claims
    assert outcome(type_, data.draw(st.permutations(claims))) == outcome(type_, claims)


@given(said(), st.data())
def test_the_same_claim_once_more_changes_nothing(
    given_claims: tuple[Type, list[FieldClaim]], data: st.DataObject
) -> None:
    type_, claims = given_claims
    known = data.draw(st.sampled_from(claims))
    again = known._replace(sourced=known.sourced._replace(number=99))
    assert outcome(type_, [*claims, again]) == outcome(type_, claims)


@given(said(), st.data())
def test_without_a_claim_the_value_shown_has_no_more_independent_lines(
    given_claims: tuple[Type, list[FieldClaim]], data: st.DataObject
) -> None:
    type_, claims = given_claims
    shown = weigh_field(type_, claims, ORDER)
    dropped = data.draw(st.sampled_from(claims))
    fewer = [one for one in claims if one is not dropped]
    if fewer and shown.value is not None:
        after = weigh_field(type_, fewer, ORDER)
        # What the dropped claim revised or distorted counts again: only then may there be more.
        aside = {one.sourced.number for one in shown.claims if one.standing == SET_ASIDE}
        if not aside and after.value == shown.value:
            assert after.independent <= shown.independent


@given(said())
def test_a_field_is_disputed_when_two_values_that_count_conflict_and_only_then(
    given_claims: tuple[Type, list[FieldClaim]],
) -> None:
    type_, claims = given_claims
    field = weigh_field(type_, claims, ORDER)
    counting = [one.value for one in field.claims if one.standing != SET_ASIDE]
    conflicts = any(relation(type_, one, other) is CONFLICT for one in counting for other in counting)
    assert (field.status == DISPUTED) == conflicts


@given(said())
def test_one_origin_alone_never_corroborates_itself(given_claims: tuple[Type, list[FieldClaim]]) -> None:
    type_, claims = given_claims
    relayed = [field_claim(n, one.sourced.claim.source, ("wire",), "", one.value) for n, one in enumerate(claims)]
    field = weigh_field(type_, relayed, ORDER)
    assert field.status in (SINGLE_ORIGIN, DISPUTED)
    assert field.independent == 1


@given(said())
def test_what_is_shown_was_claimed_and_no_other_value_that_counts_refines_it(
    given_claims: tuple[Type, list[FieldClaim]],
) -> None:
    type_, claims = given_claims
    field = weigh_field(type_, claims, ORDER)
    counting = [one.value for one in field.claims if one.standing != SET_ASIDE]
    for shown in field.alternatives:
        assert shown in counting
        for one in counting:
            if relation(type_, shown, one) is AGREE:
                assert type_.precision(one, ORDER) <= type_.precision(shown, ORDER)


@given(said(), st.data())
def test_the_value_that_the_curator_shows_changes_no_dispute(
    given_claims: tuple[Type, list[FieldClaim]], data: st.DataObject
) -> None:
    type_, claims = given_claims
    plain = weigh_field(type_, claims, ORDER)
    counting = [one.value for one in plain.claims if one.standing != SET_ASIDE]
    override = Override(data.draw(st.sampled_from(counting)), "nearer")
    field = weigh_field(type_, claims, ORDER, override=override)
    assert field.value == override.value
    assert field.status == plain.status or DISPUTED not in (field.status, plain.status)


@given(said())
def test_every_claim_says_how_it_stands_to_what_is_shown(given_claims: tuple[Type, list[FieldClaim]]) -> None:
    type_, claims = given_claims
    field = weigh_field(type_, claims, ORDER)
    assert [one.value for one in field.claims] == [one.value for one in claims]
    if field.value is None:
        stating = [one for one in field.claims if one.standing == STATES]
        assert {one.value for one in stating} >= set(field.values)
        assert AGREE not in [one.stance for one in stating if one.value in field.values]
        return
    assert [one.stance for one in field.claims] == [relation(type_, one.value, field.value) for one in claims]
    for one in field.claims:
        if one.standing == CONTRADICTS:
            assert one.stance is CONFLICT
        if one.standing == STATES:
            assert type_.precision(one.value, ORDER) >= type_.precision(field.value, ORDER)


def test_an_override_of_which_no_account_is_left_does_not_count() -> None:
    claims = [
        field_claim(1, "courier", (), "", dates.parse("2031-05-09")),
        field_claim(2, "gazette", (), "", dates.parse("2031-05")),
    ]
    override = Override(dates.parse("2031-05-10"), "nearer")
    assert weigh_field(DATE, claims, ORDER, override=override) == weigh_field(DATE, claims, ORDER)


def test_a_farther_telling_that_contradicts_a_nearer_one_of_its_origin_is_a_distortion_and_no_dispute() -> None:
    field = weighed(
        claim("courier", via='"wire"', date='"2031-05-09"'),
        claim("gazette", via='["wire", "courier"]', date='"2031-05-10"'),
    )
    assert (field.status, field.value) == (SINGLE_ORIGIN, dates.parse("2031-05-09"))
    assert [(each.sort, each.reason) for each in field.disagreements] == [
        ("distortion", "contradicts courier, nearer to wire")
    ]
    assert [one.standing for one in field.claims] == [STATES, SET_ASIDE]


@pytest.mark.parametrize(
    ("field", "near", "far"),
    [("date", '"2031-05-08/2031-05-09"', '"2031-05-09"'), ("personnel", '"~2000"', "2000")],
)
def test_a_relay_that_drops_a_hedge_or_an_end_of_a_stretch_distorts_it(field: str, near: str, far: str) -> None:
    found = weighed(
        claim("courier", via='"wire"', **{field: near}),
        claim("gazette", via='["wire", "courier"]', **{field: far}),
        field=field,
    )
    assert [one.standing for one in found.claims] == [STATES, SET_ASIDE]
    assert found.disagreements[0].reason == "is changed from courier, nearer to wire"


def test_a_farther_telling_may_add_what_the_nearer_one_leaves_out() -> None:
    field = weighed(
        claim("courier", via='"wire"', date='"2031-05"'),
        claim("gazette", via='["wire", "courier"]', date='"2031-05-09"'),
    )
    assert (field.value, field.disagreements) == (dates.parse("2031-05-09"), ())


WITH_A_MINISTRY = (
    SMALL
    + """
[organisations.ministry]
name = "Sudland Ministry of Defence"
also = ["Sudland MoD"]
[people.officer]
name = "An Officer"
of = "ministry"
[sources.site]
publisher = "Sudland MoD"
kind = "official"
published = 2031-05-09
[sources.herald]
publisher = "Herald"
published = 2031-05-11
[origins.statement]
name = "Statement of the ministry"
teller = "MoD"
by = "ministry"
date = 2031-05-09
[origins.second-statement]
name = "Second statement of the ministry"
teller = "MoD"
by = "ministry"
date = 2031-05-10
[origins.officer-on-tv]
name = "The officer on television"
teller = "Officer"
by = "officer"
date = 2031-05-09
"""
)


def with_a_ministry(*claims: str, keys: str = "", field: str = "date") -> Assessment:
    """One field of a departure of which a ministry speaks."""
    base = base_of(f'{WITH_A_MINISTRY}\n[[departures]]\nid = "sudland"\n{keys}{"".join(claims)}')
    (fact,) = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base, FORMAT, Voices(base)))
    return fact.fields[field]


def test_a_ministry_and_its_officer_are_one_voice() -> None:
    field = with_a_ministry(
        claim("courier", via='"statement"', date='"2031-05-09"'),
        claim("gazette", via='"officer-on-tv"', date='"2031-05-09"'),
    )
    assert (field.status, field.origins, field.independent) == (SINGLE_ORIGIN, 2, 1)


def test_a_ministry_on_two_days_is_one_voice() -> None:
    field = with_a_ministry(
        claim("courier", via='"statement"', date='"2031-05-09"'),
        claim("gazette", via='"second-statement"', date='"2031-05-09"'),
    )
    assert (field.status, field.origins, field.independent) == (SINGLE_ORIGIN, 2, 1)


def test_of_two_statements_of_one_voice_the_later_counts_and_the_earlier_is_revised() -> None:
    field = with_a_ministry(
        claim("courier", via='"statement"', personnel="100"),
        claim("gazette", via='"second-statement"', personnel="120"),
        field="personnel",
    )
    assert (field.status, field.value) == (SINGLE_ORIGIN, counts.exact(120))
    assert [(each.sort, each.reason) for each in field.disagreements] == [("revision", "revised by second-statement")]


def test_two_tellings_of_one_voice_on_one_day_that_conflict_are_a_dispute_within_it() -> None:
    field = with_a_ministry(
        claim("courier", via='"statement"', personnel="100"),
        claim("gazette", via='"officer-on-tv"', personnel="120"),
        field="personnel",
    )
    assert (field.status, field.value) == (DISPUTED, None)
    assert [each.sort for each in field.disagreements] == [WITHIN_ONE_VOICE]


def test_of_values_that_conflict_the_one_that_its_voice_publishes_itself_is_shown() -> None:
    field = with_a_ministry(claim("site", personnel="100"), claim("gazette", personnel="120"), field="personnel")
    assert (field.status, field.value, field.rule) == (DISPUTED, counts.exact(100), "published by the voice itself")


def test_a_deprecated_claim_counts_for_nothing_and_says_why() -> None:
    field = weighed(
        claim("courier", date='"2031-05-09"'), claim("gazette", date='"2031-05-10"', deprecated='"a misprint"')
    )
    assert (field.status, field.value, field.independent) == (SINGLE_ORIGIN, dates.parse("2031-05-09"), 1)
    assert field.claims[1].standing == SET_ASIDE
    assert field.claims[1].aside == Aside("deprecated", "a misprint")


def test_a_field_of_which_every_claim_is_set_aside_is_not_stated() -> None:
    field = weighed(claim("courier", date='"2031-05-09"', deprecated='"a misprint"'))
    assert (field.status, field.value, field.rule) == (NOT_STATED, None, "every claim is set aside: deprecated")


def test_a_claim_published_before_the_day_it_gives_is_a_forecast() -> None:
    fields = fact_of(
        claim("courier", date='"2031-05-12"', personnel="10"), claim("gazette", date='"2031-05-10"', personnel="20")
    ).fields
    assert (fields["date"].value, fields["personnel"].value) == (dates.parse("2031-05-10"), counts.exact(20))
    assert fields["personnel"].claims[0].aside == Aside(
        "forecast",
        "published 9 May 2031, before the first day that it gives",
    )


@pytest.mark.parametrize("date", ['"2031-05-12~"', '"../2031-05-12"', '"2031-05-09/2031-05-12"'])
def test_a_claim_that_may_tell_of_what_had_happened_is_no_forecast(date: str) -> None:
    fields = fact_of(claim("courier", date=date, personnel="10"), claim("gazette", date='"2031-05-09"')).fields
    assert fields["personnel"].value == counts.exact(10)


def test_a_fact_of_which_there_are_only_forecasts_is_a_plan_in_which_they_count() -> None:
    fact = fact_of(claim("courier", date='"2031-05-12"'))
    assert (fact.plan, fact.fields["date"].value) == (True, dates.parse("2031-05-12"))


def test_running_totals_of_different_days_are_no_dispute_and_the_latest_is_shown() -> None:
    toll = f"""
[[events]]
id = "toll"
title = "How many were hurt"
series = true
{claim("courier", table="events", count="20", as_of="2031-05-08")}
{claim("gazette", table="events", count="30", as_of="2031-05-10")}
"""
    base = base_of(SMALL + toll)
    (fact,) = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base, FORMAT, Voices(base)))
    field = fact.fields["count"]
    assert (field.status, field.value) == (SINGLE_ORIGIN, counts.exact(30))
    assert field.claims[0].aside == Aside("series", "as of 8 May 2031; the latest is as of 10 May 2031")


def test_totals_of_one_day_that_conflict_are_a_dispute() -> None:
    field = weigh_field(
        COUNT,
        [field_claim(1, "courier", (), "", counts.exact(20)), field_claim(2, "gazette", (), "", counts.exact(30))],
        ORDER,
        series={1: dates.parse("2031-05-08"), 2: dates.parse("2031-05-08")},
    )
    assert (field.status, field.value) == (DISPUTED, None)


@pytest.mark.parametrize(("degree", "status"), [("hard", DISPUTED), ("soft", SINGLE_ORIGIN)])
def test_rivals_hold_across_kinds_and_soft_ones_are_only_listed(degree: str, status: str) -> None:
    base = base_of(
        f"""{SMALL}
[[strengths]]
id = "sudland"
{claim("courier", table="strengths", personnel="100")}
[[events]]
id = "review"
title = "A review of the troops"
{claim("gazette", table="events", count="90")}
[[rivals]]
facts = ["strength/sudland", "event/review.count"]
field = "personnel"
reason = "all of them took part"
degree = "{degree}"
"""
    )
    strength, review = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base, FORMAT, Voices(base)))
    assert (strength.fields["personnel"].status, review.fields["count"].status) == (status, status)
    assert strength.fields["personnel"].disagreements == (
        (f"rival {degree}", "rival of event/review: all of them took part"),
    )


PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=12)


@given(PAIRS, st.data())
def test_independent_lines_do_not_depend_on_the_order_or_on_repetition(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    shuffled = data.draw(
        st.permutations([*pairs, *data.draw(st.lists(st.sampled_from(pairs or [("a", "u")]), max_size=3))])
    )
    assert independent_lines(shuffled if pairs else []) == independent_lines(pairs)


@given(PAIRS, st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")))
def test_one_more_claim_adds_one_line_at_most_and_none_is_lost(
    pairs: list[tuple[str, str]], more: tuple[str, str]
) -> None:
    assert independent_lines([*pairs, more]) - independent_lines(pairs) in (0, 1)


@given(PAIRS)
def test_no_set_of_claims_without_a_common_voice_or_publisher_is_larger(pairs: list[tuple[str, str]]) -> None:
    def largest(left: list[tuple[str, str]]) -> int:
        if not left:
            return 0
        (voice, publisher), *others = left
        apart = [pair for pair in others if pair[0] != voice and pair[1] != publisher]
        return max(1 + largest(apart), largest(others))

    assert independent_lines(pairs) == largest(sorted(set(pairs)))
