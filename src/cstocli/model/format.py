"""The fact format, declared once: the kinds of facts, their fields, and the keys of every table.

The reader validates by this declaration, the index makes its tables from it, and
the format's reference speaks of nothing else. Field names are the same in TOML, in
`why ID.FIELD` and, where a command shows the field, in JSON.
"""

from typing import NamedTuple

MODES = ("air", "road", "rail", "sea")
PARTS_OF_DAY = ("night", "morning", "afternoon", "evening")
DIRECTIONS = ("in", "out")


class Field(NamedTuple):
    """One named value that a claim may give of a fact.

    `type` names how the value is written and when two of them agree:

    * ``date``: EDTF text or a TOML date
    * ``count``: a whole number, or text such as ``"~2000"``, ``">2000"``, ``"..2500"``, ``"70..80"``
    * ``place``, ``person``, ``organisation``: an id of that table
    * ``part-of-day``, ``mode``: one word of a closed list
    * ``words``, ``list``: short words of ours, one or several
    * ``aircraft``: an array of ``{ type, count }``; ``items``: an array of ``{ what, count }``

    `question` is what a reader would ask. A field with a question that no claim
    answers is a gap (`not-stated`); one without is optional and stays away.
    """

    type: str
    meaning: str
    question: str = ""


class Kind(NamedTuple):
    """A sort of fact: `table` is its array in TOML and its table in the index."""

    table: str
    fields: dict[str, Field]
    keys: tuple[str, ...] = ()


class Key(NamedTuple):
    """One key of a table that is not a field: how it is written and what it means."""

    type: str
    meaning: str
    required: bool = False


_MOVEMENT = {
    "date": Field("date", "The day or days on which it went.", "When?"),
    "part_of_day": Field("part-of-day", "The time of day at which it set out, local time.", "At what time of day?"),
    "from_place": Field("place", "Where it set out.", "From where?"),
    "to_place": Field("place", "Where it went.", "To where?"),
    "via_place": Field("place", "Where it stopped on the way."),
    "mode": Field("mode", "By air, road, rail or sea; said by `aircraft` too.", "By air, road, rail or sea?"),
    "aircraft": Field(
        "aircraft", "The types of aircraft, each with its number where that is told.", "In which aircraft?"
    ),
    "aircraft_count": Field(
        "count",
        "How many aircraft in all; added up from `aircraft` where that counts every type.",
        "In how many aircraft?",
    ),
    "operator": Field("organisation", "Whose aircraft they were.", "Whose aircraft?"),
    "flights": Field("count", "How many flights were made."),
    "vehicles": Field("words", "In what vehicles it went, by road."),
    "carried": Field("list", "What was carried along.", "What was carried?"),
    "accompanied_by": Field("items", "Who or what went along and was not of the contingent."),
    "personnel": Field("count", "How many people went."),
    "units": Field("list", "Which units went."),
    "distance_km": Field("count", "How far, in kilometres."),
}

# Whose aircraft and how many is no question of a movement that has none.
AIR_FIELDS = frozenset({"aircraft", "aircraft_count", "operator", "flights"})

KINDS = {
    "strength": Kind(
        "strengths",
        {
            "personnel": Field("count", "How many people.", "How many people?"),
            "date": Field("date", "The day for which the number was given."),
        },
    ),
    "approval": Kind(
        "approvals",
        {
            "date": Field("date", "The day on which it was given.", "When?"),
            "part_of_day": Field("part-of-day", "The time of day, local time."),
            "body": Field("words", "Which body gave it.", "Who approved?"),
            "by": Field("person", "Who signed or gave it."),
            "decision": Field("words", "What was decided."),
            "vote": Field("words", "How the vote went, in words."),
            "votes_for": Field("count", "How many voted for it."),
            "votes_against": Field("count", "How many voted against it."),
            "legal_basis": Field("words", "On what law or treaty it rests."),
            "agenda_items": Field("count", "How many items the body dealt with."),
        },
    ),
    "deployment": Kind("deployments", _MOVEMENT),
    "arrival": Kind(
        "arrivals",
        {
            "date": Field("date", "The day of the arrival.", "When?"),
            "part_of_day": Field("part-of-day", "The time of day, local time."),
            "place": Field("place", "Where it arrived.", "Where?"),
            "via_place": Field("place", "By which post or stop it came."),
            "aircraft_count": Field("count", "How many aircraft arrived."),
            "personnel": Field("count", "How many people arrived."),
        },
        keys=("direction",),
    ),
    "guard": Kind(
        "guards",
        {
            "site": Field("place", "The site that was guarded.", "Which site?"),
            "since": Field("date", "Since when.", "Since when?"),
            "until": Field("date", "Until when.", "Until when?"),
            "personnel": Field("count", "How many people guarded it."),
            "site_count": Field("count", "How many sites, where they are only counted."),
            "site_kinds": Field("list", "What sorts of site, where they are not named."),
            "purpose": Field("words", "What the guarding was for."),
            "alongside": Field("words", "With whom."),
        },
    ),
    "departure": Kind("departures", _MOVEMENT),
    "command": Kind(
        "commands",
        {
            "person": Field("person", "Who held the post."),
            "rank": Field("words", "His or her rank."),
            "role": Field("words", "What the post was."),
            "place": Field("place", "Where the post or headquarters was."),
            "since": Field("date", "Since when."),
        },
    ),
    "equipment": Kind(
        "equipment",
        {
            "units": Field("count", "How many pieces of equipment in all.", "How many units?"),
            "items": Field("items", "What sorts of equipment, each with its number.", "Of what sort?"),
            "date": Field("date", "The day for which the number was given."),
        },
    ),
    "event": Kind(
        "events",
        {
            "date": Field("date", "The day or days on which it happened.", "When?"),
            "part_of_day": Field("part-of-day", "The time of day, local time."),
            "place": Field("place", "Where it happened."),
            "by": Field("words", "Who did or said it."),
            "to": Field("words", "To whom."),
            "reason": Field("words", "The reason that was given."),
            "scope": Field("words", "How far it went, what it covered."),
            "outcome": Field("words", "What came of it."),
            "count": Field("count", "The number that it is about."),
            "items": Field("list", "The things, countries or people that it names."),
        },
    ),
}

FACT_KEYS = {
    "id": Key("id", "Names the fact within its kind: `armenia` becomes `departure/armenia`.", required=True),
    "contingent": Key("contingent", "Whose fact it is; left out when it concerns the mission as a whole."),
    "title": Key("text", "What the fact is, in a few words of ours; every event needs one."),
    "direction": Key("direction", "`in` to the country of the mission or `out` of it (arrivals only)."),
    "shown": Key("shown", "Field → `{ value, reason }`: a value that the curator shows against the rule, and why."),
    "note": Key("text", "A remark of the curator."),
    "claims": Key("claims", "The accounts of the fact, at least one.", required=True),
}

CLAIM_KEYS = {
    "source": Key("source", "The document that says it.", required=True),
    "at": Key("passage", "Paragraph, counted over non-empty lines, or a word such as `caption`.", required=True),
    "quote": Key("quote", "A fragment of at most ten words that stands there to the letter.", required=True),
    "hedge": Key("text", "The source's own hedge word: `reportedly`, `about`."),
    "via": Key("tellers", "Whom the account goes back to, the first teller first; `[]` when nobody."),
    "reading": Key("text", "How we read the passage: how a relative date was resolved, what the context adds."),
    "note": Key("text", "A remark of the curator, such as an error of the source."),
}

TABLES = {
    "sources": {
        "publisher": Key("text", "Who published the document.", required=True),
        "title": Key("text", "Its headline, where known."),
        "url": Key("url", "Where it stands or stood."),
        "published": Key("date", "The day it was published; `?` marks an inferred one."),
        "language": Key("text", "ISO 639-1 code of its language."),
        "via": Key("tellers", "Whom the whole document relays, unless a claim says otherwise."),
        "note": Key("text", "A remark of the curator."),
    },
    "origins": {
        "name": Key("text", "What the account is, in words: `TASS story of 14 January 2022`.", required=True),
        "teller": Key("text", "The short name that chains print: `TASS`.", required=True),
        "via": Key("tellers", "Whom this account goes back to in its turn."),
        "note": Key("text", "A remark of the curator."),
    },
    "places": {
        "name": Key("text", "The name that tables print.", required=True),
        "within": Key("places", "The place, or places, that it lies within."),
        "position": Key("position", "Latitude and longitude in degrees, WGS 84."),
        "position_from": Key("source", "The document that gives the position."),
        "also": Key("texts", "Other names and spellings that sources use."),
        "note": Key("text", "A remark of the curator."),
    },
    "contingents": {
        "country": Key("text", "The country's name.", required=True),
        "code": Key("code", "ISO 3166-1 alpha-2 code of the country.", required=True),
        "note": Key("text", "A remark of the curator."),
    },
    "aircraft": {
        "name": Key("text", "The name that tables print.", required=True),
        "variant_of": Key("aircraft-type", "The type that this one is a variant of."),
        "also": Key("texts", "Other names and spellings."),
        "note": Key("text", "A remark of the curator."),
    },
    "organisations": {
        "name": Key("text", "The name that tables print.", required=True),
        "part_of": Key("organisation", "The organisation that this one belongs to."),
        "also": Key("texts", "Other names and spellings."),
        "note": Key("text", "A remark of the curator."),
    },
    "people": {
        "name": Key("text", "The name that tables print.", required=True),
        "also": Key("texts", "Other spellings."),
        "note": Key("text", "A remark of the curator."),
    },
    "about": {
        "title": Key("text", "What the base is about.", required=True),
        "period": Key("date", "The days that it covers.", required=True),
        "note": Key("text", "A remark of the curator."),
    },
}

RIVAL_KEYS = {
    "facts": Key("facts", "The ids of facts that cannot all be true; with `values`, of one fact.", required=True),
    "field": Key("field", "The field in which they exclude each other.", required=True),
    "values": Key("texts", "Words that claims of the one fact give of the field and that exclude each other."),
    "reason": Key("text", "Why they do.", required=True),
}

# What the facts of one contingent add up to: a fact of its own that nobody writes.
CONTINGENT = Kind(
    "contingents",
    {
        "personnel": Field("count", "How many people were sent.", "How many people?"),
        "equipment": Field("items", "What equipment they brought.", "With what equipment?"),
        "equipment_units": Field("count", "How many pieces of equipment."),
        "approved": Field("date", "The stretch that covers its approvals.", "When was it approved?"),
        "sent": Field("date", "The stretch that covers its deployments.", "When was it sent?"),
        "arrived": Field("date", "The stretch that covers its arrivals in the country.", "When did it arrive?"),
        "guarded": Field("list", "The names of the sites that it guarded.", "What did it guard?"),
        "left": Field("date", "The stretch that covers its departures.", "When did it leave?"),
        "left_by": Field("words", "The means of its departures.", "By what means did it leave?"),
    },
)
ALL_KINDS = {**KINDS, "contingent": CONTINGENT}
