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
    "date": Field("date", "When?"),
    "part_of_day": Field("part-of-day", "At what time of day?"),
    "from_place": Field("place", "From where?"),
    "to_place": Field("place", "To where?"),
    "via_place": Field("place"),
    "mode": Field("mode", "By air, road, rail or sea?"),
    "aircraft": Field("aircraft", "In which aircraft?"),
    "aircraft_count": Field("count", "In how many aircraft?"),
    "operator": Field("organisation", "Whose aircraft?"),
    "flights": Field("count"),
    "vehicles": Field("words"),
    "carried": Field("list", "What was carried?"),
    "accompanied_by": Field("items"),
    "personnel": Field("count"),
    "units": Field("list"),
    "distance_km": Field("count"),
}

# Whose aircraft and how many is no question of a movement that has none.
AIR_FIELDS = frozenset({"aircraft", "aircraft_count", "operator", "flights"})

KINDS = {
    "strength": Kind(
        "strengths",
        {"personnel": Field("count", "How many people?"), "date": Field("date")},
    ),
    "approval": Kind(
        "approvals",
        {
            "date": Field("date", "When?"),
            "part_of_day": Field("part-of-day"),
            "body": Field("words", "Who approved?"),
            "by": Field("person"),
            "decision": Field("words"),
            "vote": Field("words"),
            "votes_for": Field("count"),
            "votes_against": Field("count"),
            "legal_basis": Field("words"),
            "agenda_items": Field("count"),
        },
    ),
    "deployment": Kind("deployments", _MOVEMENT),
    "arrival": Kind(
        "arrivals",
        {
            "date": Field("date", "When?"),
            "part_of_day": Field("part-of-day"),
            "place": Field("place", "Where?"),
            "via_place": Field("place"),
            "aircraft_count": Field("count"),
            "personnel": Field("count"),
        },
        keys=("direction",),
    ),
    "guard": Kind(
        "guards",
        {
            "site": Field("place", "Which site?"),
            "since": Field("date", "Since when?"),
            "until": Field("date", "Until when?"),
            "personnel": Field("count"),
            "site_count": Field("count"),
            "site_kinds": Field("list"),
            "purpose": Field("words"),
            "alongside": Field("words"),
        },
    ),
    "departure": Kind("departures", _MOVEMENT),
    "command": Kind(
        "commands",
        {
            "person": Field("person"),
            "rank": Field("words"),
            "role": Field("words"),
            "place": Field("place"),
            "since": Field("date"),
        },
    ),
    "equipment": Kind(
        "equipment",
        {
            "units": Field("count", "How many units?"),
            "items": Field("items", "Of what sort?"),
            "date": Field("date"),
        },
    ),
    "event": Kind(
        "events",
        {
            "date": Field("date", "When?"),
            "part_of_day": Field("part-of-day"),
            "place": Field("place"),
            "by": Field("words"),
            "to": Field("words"),
            "reason": Field("words"),
            "scope": Field("words"),
            "outcome": Field("words"),
            "count": Field("count"),
            "items": Field("list"),
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
        "personnel": Field("count", "How many people?"),
        "equipment": Field("items", "With what equipment?"),
        "equipment_units": Field("count"),
        "approved": Field("date", "When was it approved?"),
        "sent": Field("date", "When was it sent?"),
        "arrived": Field("date", "When did it arrive?"),
        "guarded": Field("list", "What did it guard?"),
        "left": Field("date", "When did it leave?"),
        "left_by": Field("words", "By what means did it leave?"),
    },
)
ALL_KINDS = {**KINDS, "contingent": CONTINGENT}
