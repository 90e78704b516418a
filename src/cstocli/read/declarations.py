"""What a declaration of a kind, a field or a sort may hold, which names are taken, and the types by their names."""

from collections.abc import Mapping

from cstocli.model.format import CLAIM_KEYS, Key
from cstocli.model.types import (
    COUNT,
    DATE,
    FLAG,
    ITEMS,
    LIST,
    ORGANISATION,
    PERSON,
    PLACE,
    PLACES,
    TEXT,
    TEXTS,
    WORDS,
    Type,
)
from cstocli.model.types.clock import TimeType
from cstocli.model.types.shares import OrdinalType, ShareType

MOST_KINDS = 100
MOST_FIELDS = 100
MOST_SORTS = 50

NAMED = "[a-z][a-z0-9_]*"
KIND_NAMED = "[a-z][a-z0-9_-]*"
TAKEN_TABLES = frozenset(
    {"about", "sources", "origins", "rivals", "format", "vocabulary", "kinds", "things"}
    # Tables of the index: a kind has one of its own there.
    | {"facts", "fields", "claims", "claim_values", "supporting_claims", "aliases", "dated", "disagreements"}
    | {"overview", "provenance", "search", "sorts", "tables", "table_columns", "kind_fields", "fact_places"}
    | {"place_within", "counted_things", "places", "people", "organisations", "example_names", "kept"}
)
# Indexes of the index share their names with its tables, and the tables behind its full text have names of their own.
TAKEN_TABLE = r"sqlite_.*|search_.*|.*_of_(?:id|fact|names|owner)"
TAKEN_NAMES = frozenset({"source", "origin", "fact", "voice", "rivals", "kind", "status", "grade", "teller", "owner"})
TAKEN_FIELDS = frozenset(
    {*CLAIM_KEYS, "fact", "id", "kind", "status", "sources", "claims", "shown", "words", "evidence", "assessment"}
    | {"title", "summary", "plan", "part_of", "outcome", "series", "certainty", "alternatives"}
)
KEYS_OF_EVERY_SORT = frozenset({"id", "name", "also", "note"})

SIMPLE_TYPES: Mapping[str, Type] = {
    "date": DATE,
    "time": TimeType(),
    "count": COUNT,
    "words": WORDS,
    "list": LIST,
    "items": ITEMS,
    "place": PLACE,
    "places": PLACES,
    "organisation": ORGANISATION,
    "person": PERSON,
    "share": ShareType(),
    "ordinal": OrdinalType(),
}
SPECIAL_TYPES = ("choice", "reference")
# What newcomers call a type, and what it is called here.
MEANT = {
    **dict.fromkeys(("number", "integer", "int", "quantity", "amount"), "count"),
    **dict.fromkeys(("text", "string", "str", "word"), "words"),
    **dict.fromkeys(("bool", "boolean", "flag", "enum", "option", "options"), "choice"),
    **dict.fromkeys(("percent", "percentage", "fraction", "ratio"), "share"),
    **dict.fromkeys(("location", "city", "country", "coordinates"), "place"),
    **dict.fromkeys(("array", "texts", "strings"), "list"),
    **dict.fromkeys(("day", "datetime", "period", "interval"), "date"),
    **dict.fromkeys(("clock", "hour", "timestamp"), "time"),
    **dict.fromkeys(("organization", "agency", "company"), "organisation"),
    **dict.fromkeys(("rank", "position"), "ordinal"),
    **dict.fromkeys(("fact", "link", "ref"), "reference"),
}

KIND_KEYS = {
    "plural": Key(TEXT, "Its array in the file: `[[flights]]`.", required=True),
    "meaning": Key(TEXT, "What such a fact is, in a sentence.", required=True),
    "summary": Key(TEXT, "Its one-line summary: `{field}` for a value, what may be missing in brackets."),
    "when": Key(TEXT, "The field that says on which day it was; `date` where there is one."),
    "begins": Key(TEXT, "The field that says since when it lasts."),
    "ends": Key(TEXT, "The field that says until when."),
    "where": Key(TEXTS, "The fields that say where it was, the first that is stated."),
    "series": Key(TEXT, "The field that says for which day its running totals hold."),
    "titled": Key(FLAG, "`true` when each fact needs a title."),
}
FIELD_KEYS: Mapping[str, Key | None] = {
    "type": Key(TEXT, "The type of its values: date, count, words, place, choice, …", required=True),
    "meaning": Key(TEXT, "What it means, in a sentence."),
    "question": Key(TEXT, "What a reader asks of every such fact."),
    "asked_if": None,
    "label": Key(TEXT, "The heading of its column in `csto list`, where its name reads badly."),
    "unit": Key(TEXT, "What a count counts, in the plural: `people`."),
    "part_of": Key(TEXT, "The count of which it is a part."),
    "choices": Key(TEXTS, "The words of a choice."),
    "of": Key(TEXT, "The sort of entity that items count, or the kind that a reference leads to."),
}
# Tables that look like declarations and are none: `[kind.toll]`.
MISSPELT = frozenset({"kind", "thing"})
# Tables within tables.
STRUCTURED = ("fields", "asked_if")
SORT_KEYS = {
    "plural": Key(TEXT, "Its table in the file: `[ships.some-id]`.", required=True),
    "meaning": Key(TEXT, "What such an entity is, in a sentence."),
    "within": Key(TEXT, "The key that makes one of them refine another."),
}
