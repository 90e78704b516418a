"""The kinds of facts of a peace operation: who was sent, came, guarded what and left how."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from cstocli.model import counts
from cstocli.model.base import Value
from cstocli.model.format import NAME, NOTE, ORGANISATION, PERSON, PLACE, Field, Format, Key, Kind, Owner, Sort
from cstocli.model.types import (
    COUNT,
    COUNTRY_CODE,
    DATE,
    ITEMS,
    LIST,
    PART_OF_DAY,
    SPELLING,
    SPELLINGS,
    WORDS,
)
from cstocli.model.types import ORGANISATION as AN_ORGANISATION
from cstocli.model.types import PERSON as A_PERSON
from cstocli.model.types import PLACE as A_PLACE
from cstocli.vocabularies.peace_operation.means import guarded, means, went
from cstocli.vocabularies.peace_operation.types import AIRCRAFT, AIRCRAFT_TYPE, DIRECTION, MODE

# Whose aircraft and how many is no question of a movement that has none.
AIR_FIELDS = frozenset({"aircraft", "aircraft_count", "operator", "flights"})


def _imply_aircraft(values: dict[str, Value]) -> None:
    """Aircraft that are counted add up to their number; whoever flew went by air."""
    aircraft: Any = values.get("aircraft")
    if aircraft and "aircraft_count" not in values:
        each = [item.number for item in aircraft]
        if all(count and not count.sign for count in each):
            total = sum(count.number for count in each)
            if total < counts.TOO_LARGE:
                values["aircraft_count"] = counts.exact(total)
    if "mode" not in values and ("aircraft" in values or "aircraft_count" in values):
        values["mode"] = "air"


def _without_aircraft(fields: Mapping[str, Any]) -> Iterable[str]:
    """The fields that have no sense for a movement by road, rail or sea."""
    mode = fields.get("mode")
    return AIR_FIELDS if mode and mode.value not in ("air", None) else ()


_MOVEMENT = {
    "date": Field(DATE, "The day or days on which it went.", "When?"),
    "part_of_day": Field(PART_OF_DAY, "The time of day at which it set out, local time.", "At what time of day?"),
    "from_place": Field(A_PLACE, "Where it set out.", "From where?"),
    "to_place": Field(A_PLACE, "Where it went.", "To where?"),
    "via_place": Field(A_PLACE, "Where it stopped on the way."),
    "mode": Field(MODE, "By air, road, rail or sea; said by `aircraft` too.", "By air, road, rail or sea?"),
    "aircraft": Field(
        AIRCRAFT,
        "The types of aircraft, each with its number where that is told.",
        "In which aircraft?",
        total="aircraft_count",
    ),
    "aircraft_count": Field(
        COUNT,
        "How many aircraft in all; added up from `aircraft` where that counts every type.",
        "In how many aircraft?",
    ),
    "operator": Field(AN_ORGANISATION, "Whose aircraft they were.", "Whose aircraft?"),
    "flights": Field(COUNT, "How many flights were made."),
    "vehicles": Field(WORDS, "In what vehicles it went, by road."),
    "carried": Field(LIST, "What was carried along.", "What was carried?"),
    "accompanied_by": Field(ITEMS, "Who or what went along and was not of the contingent."),
    "personnel": Field(COUNT, "How many people went."),
    "units": Field(LIST, "Which units went."),
    "distance_km": Field(COUNT, "How far, in kilometres."),
}


def _movement(name: str, plural: str, meaning: str, summary: str) -> Kind:
    return Kind(
        name,
        plural,
        meaning,
        _MOVEMENT,
        summary,
        where=("from_place", "to_place"),
        derived={"means": means},
        phrases={"went": went},
        implied=_imply_aircraft,
        not_applicable=_without_aircraft,
    )


KINDS = (
    Kind(
        "strength",
        "strengths",
        "How many people a contingent had.",
        {
            "personnel": Field(COUNT, "How many people.", "How many people?"),
            "date": Field(DATE, "The day for which the number was given."),
        },
        "{owner}[: {personnel} people]",
    ),
    Kind(
        "approval",
        "approvals",
        "That a body or a person approved the sending.",
        {
            "date": Field(DATE, "The day on which it was given.", "When?"),
            "part_of_day": Field(PART_OF_DAY, "The time of day, local time."),
            "body": Field(WORDS, "Which body gave it.", "Who approved?"),
            "by": Field(A_PERSON, "Who signed or gave it."),
            "decision": Field(WORDS, "What was decided."),
            "vote": Field(WORDS, "How the vote went, in words."),
            "votes_for": Field(COUNT, "How many voted for it."),
            "votes_against": Field(COUNT, "How many voted against it."),
            "legal_basis": Field(WORDS, "On what law or treaty it rests."),
            "agenda_items": Field(COUNT, "How many items the body dealt with."),
        },
        "[{body} ({owner_name})|{body}|{owner}] approved[: {decision}]",
    ),
    _movement(
        "deployment",
        "deployments",
        "One movement of a contingent to the country of the mission.",
        "{owner} is sent[ from {from_place}][ to {to_place}][ {went}]",
    ),
    Kind(
        "arrival",
        "arrivals",
        "That a contingent reached the country of the mission, or its own again.",
        {
            "date": Field(DATE, "The day of the arrival.", "When?"),
            "part_of_day": Field(PART_OF_DAY, "The time of day, local time."),
            "place": Field(A_PLACE, "Where it arrived.", "Where?"),
            "via_place": Field(A_PLACE, "By which post or stop it came."),
            "aircraft_count": Field(COUNT, "How many aircraft arrived."),
            "personnel": Field(COUNT, "How many people arrived."),
        },
        "{owner}[ reaches {place}| arrives]",
        where=("place",),
        keys={
            "direction": Key(
                DIRECTION, "`in` to the country of the mission or `out` of it (arrivals only).", required=True
            )
        },
    ),
    Kind(
        "guard",
        "guards",
        "That a contingent guarded a site.",
        {
            "site": Field(A_PLACE, "The site that was guarded.", "Which site?"),
            "since": Field(DATE, "Since when.", "Since when?"),
            "until": Field(DATE, "Until when.", "Until when?"),
            "personnel": Field(COUNT, "How many people guarded it."),
            "site_count": Field(COUNT, "How many sites, where they are only counted."),
            "site_kinds": Field(LIST, "What sorts of site, where they are not named."),
            "purpose": Field(WORDS, "What the guarding was for."),
            "alongside": Field(WORDS, "With whom."),
        },
        "{owner} guards [{guarded}|unnamed sites]",
        begins="since",
        ends="until",
        where=("site",),
        derived={"guarded": guarded},
    ),
    _movement(
        "departure",
        "departures",
        "One movement of a contingent out of the country of the mission.",
        "{owner} leaves[ {from_place}][ for {to_place}][ {went}]",
    ),
    _movement(
        "movement",
        "movements",
        "One movement inside the country of the mission, such as a convoy.",
        "{owner} moves[ from {from_place}][ to {to_place}][ {went}]",
    ),
    Kind(
        "handover",
        "handovers",
        "That a site was closed, or handed over.",
        {
            "date": Field(DATE, "The day on which it was.", "When?"),
            "site": Field(A_PLACE, "The site.", "Which site?"),
            "to": Field(WORDS, "To whom it was handed over; left out when it was closed."),
            "equipment": Field(ITEMS, "What was handed over with it."),
            "reason": Field(WORDS, "The reason that was given."),
        },
        "{owner} leaves [{site}|a site][ to {to}]",
        where=("site",),
    ),
    Kind(
        "casualty",
        "casualties",
        "Who was killed or hurt, or went missing.",
        {
            "date": Field(DATE, "The day on which it happened.", "When?"),
            "place": Field(A_PLACE, "Where.", "Where?"),
            "who": Field(WORDS, "Who they were: peacekeepers, civilians, contractors."),
            "killed": Field(COUNT, "How many were killed."),
            "injured": Field(COUNT, "How many were hurt."),
            "missing": Field(COUNT, "How many went missing."),
            "cause": Field(WORDS, "How it happened.", "How?"),
            "by": Field(WORDS, "By whose act."),
        },
        "[{killed} killed][, {injured} injured][, {missing} missing][: {who}][, {place}]",
        where=("place",),
    ),
    Kind(
        "decision",
        "decisions",
        "What a body decided: a mandate, a vote, a document.",
        {
            "date": Field(DATE, "The day on which it was taken.", "When?"),
            "body": Field(WORDS, "Which body took it.", "Which body?"),
            "decision": Field(WORDS, "What was decided.", "What was decided?"),
            "document": Field(WORDS, "The document, by its number or name."),
            "votes_for": Field(COUNT, "How many voted for it."),
            "votes_against": Field(COUNT, "How many voted against it."),
            "abstentions": Field(COUNT, "How many abstained."),
            "until": Field(DATE, "Until when it holds."),
        },
        "[{body}|A body] decided[: {decision}][ ({document})]",
    ),
    Kind(
        "progress",
        "progress",
        "How far something had come by a day: a running total.",
        {
            "day": Field(DATE, "The day for which it holds.", "As of when?"),
            "what": Field(WORDS, "What is counted.", "Of what?"),
            "count": Field(COUNT, "How many by then.", "How many?"),
            "total": Field(COUNT, "Of how many in all."),
            "personnel": Field(COUNT, "How many people by then."),
        },
        "{owner}[: {count}][ of {total}][ {what}][, {personnel} people]",
        when="day",
        series="day",
    ),
    Kind(
        "command",
        "commands",
        "Who held a post, and where.",
        {
            "person": Field(A_PERSON, "Who held the post."),
            "rank": Field(WORDS, "His or her rank."),
            "role": Field(WORDS, "What the post was."),
            "place": Field(A_PLACE, "Where the post or headquarters was."),
            "since": Field(DATE, "Since when."),
        },
        "[{person}|{owner}][, {role}][: {place}]",
        begins="since",
        where=("place",),
    ),
    Kind(
        "equipment",
        "equipment",
        "What equipment a contingent had.",
        {
            "units": Field(COUNT, "How many pieces of equipment in all.", "How many units?"),
            "items": Field(ITEMS, "What sorts of equipment, each with its number.", "Of what sort?", total="units"),
            "date": Field(DATE, "The day for which the number was given."),
        },
        "{owner}[: {units} units of equipment][: {items}]",
    ),
    Kind(
        "event",
        "events",
        "Anything else that happened or was said.",
        {
            "date": Field(DATE, "The day or days on which it happened.", "When?"),
            "part_of_day": Field(PART_OF_DAY, "The time of day, local time."),
            "place": Field(A_PLACE, "Where it happened."),
            "by": Field(WORDS, "Who did or said it."),
            "to": Field(WORDS, "To whom."),
            "reason": Field(WORDS, "The reason that was given."),
            "scope": Field(WORDS, "How far it went, what it covered."),
            "outcome": Field(WORDS, "What came of it."),
            "count": Field(COUNT, "The number that it is about."),
            "items": Field(LIST, "The things, countries or people that it names."),
        },
        where=("place",),
        titled=True,
    ),
    Kind(
        "contingent",
        "contingents",
        "What all facts of one contingent add up to; nobody writes it.",
        {
            "personnel": Field(COUNT, "How many people were sent.", "How many people?"),
            "equipment": Field(ITEMS, "What equipment they brought.", "With what equipment?"),
            "equipment_units": Field(COUNT, "How many pieces of equipment."),
            "approved": Field(DATE, "The stretch that covers its approvals.", "When was it approved?"),
            "sent": Field(DATE, "The stretch that covers its deployments.", "When was it sent?"),
            "arrived": Field(DATE, "The stretch that covers its arrivals in the country.", "When did it arrive?"),
            "guarded": Field(LIST, "The names of the sites that it guarded.", "What did it guard?"),
            "left": Field(DATE, "The stretch that covers its departures.", "When did it leave?"),
            "left_by": Field(WORDS, "The means of its departures.", "By what means did it leave?"),
        },
        summed=True,
    ),
)

SORTS = (
    PLACE,
    Sort(
        "contingent",
        "contingents",
        "What one country sent.",
        {
            "country": Key(SPELLING, "The country's name; that of the body, where it is of no country.", required=True),
            "code": Key(COUNTRY_CODE, "ISO 3166-1 alpha-2 code of the country; none for a body of no country."),
            "note": NOTE,
        },
        name_key="country",
    ),
    Sort(
        "aircraft",
        "aircraft",
        "A type of aircraft, or a variant of one.",
        {
            "name": NAME,
            "variant_of": Key(AIRCRAFT_TYPE, "The type that this one is a variant of."),
            "also": Key(SPELLINGS, "Other names and spellings."),
            "note": NOTE,
        },
        within_key="variant_of",
        table="aircraft_types",
    ),
    ORGANISATION._replace(meaning="Whoever may operate an aircraft."),
    PERSON,
)

OWNER = Owner(
    "contingent",
    "Whose fact it is; left out when it concerns the mission as a whole.",
    "{name}'s contingent",
    "the mission",
)


@cache
def peace_operation() -> Format:
    """The format of a base about a peace operation."""
    from cstocli.vocabularies.peace_operation.contingents import add_up
    from cstocli.vocabularies.peace_operation.rules import DEPARTURE_BEFORE_ARRIVAL, departures_before_arrival

    return Format(KINDS, SORTS, OWNER, add_up, {DEPARTURE_BEFORE_ARRIVAL: departures_before_arrival}, "peace-operation")
