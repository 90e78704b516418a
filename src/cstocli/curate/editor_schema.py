"""The JSON Schema of a base file, by which editors complete, explain and check while one writes.

It says of one file what can be said without looking at others: a base may be a folder,
so no table is required at the top, and whether an id exists is left to `csto check`.
Dialect and keywords are those that Taplo, Tombi and jsonschema understand alike.
"""

import json
import sys
from typing import Any

from cstocli.model.format import (
    CLAIM_KEYS,
    DIRECTIONS,
    FACT_KEYS,
    KINDS,
    MODES,
    PARTS_OF_DAY,
    RIVAL_KEYS,
    TABLES,
    Field,
    Key,
    Kind,
)
from cstocli.read.reader import FORMAT
from cstocli.read.values import MOST_QUOTED_WORDS

DIALECT = "http://json-schema.org/draft-07/schema#"
TOML = "v1.0.0"  # what every tomli that we allow reads; newer ones read 1.1 too

_Schema = dict[str, Any]

_ID = "[a-z0-9][a-z0-9_-]*"
_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DATE = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?[?~%]?"
_MOST = 10**15 - 1  # fifteen digits, as `counts` reads them

_ANY_ID = {"type": "string", "pattern": f"^{_ID}$"}
_TEXT = {"type": "string", "pattern": r"\S"}
_TEXTS = {"type": "array", "items": _TEXT}
_COUNT = {
    "type": ["integer", "string"],
    "minimum": 0,
    "maximum": _MOST,
    "pattern": r"^((~|>=?|<=?|\.\.)?[0-9]{1,15}|[0-9]{1,15}\.\.[0-9]{1,15})$",
}


def _table(properties: dict[str, _Schema], required: list[str]) -> _Schema:
    """A table that has these keys and no others."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _counted(name: str, what: _Schema) -> _Schema:
    element = _table({name: what, "count": {**_COUNT, "description": "How many; left out when not told."}}, [name])
    return {"type": "array", "minItems": 1, "items": element}


# How each type of `kinds` is written: what `values` reads, as far as a schema can tell.
_SHAPES: dict[str, _Schema] = {
    "text": _TEXT,
    "words": _TEXT,
    "texts": _TEXTS,
    "list": _TEXTS,
    "id": _ANY_ID,
    "quote": {"type": "string", "pattern": rf"^\s*\S+(\s+\S+){{0,{MOST_QUOTED_WORDS - 1}}}\s*$"},
    "passage": {"type": ["integer", "string"], "minimum": 1, "pattern": r"\S"},
    "facts": {
        "type": "array",
        "minItems": 1,
        "items": {"type": "string", "pattern": f"^({'|'.join(KINDS)})/{_ID}$"},
    },
    "field": {"enum": [*dict.fromkeys(field for kind in KINDS.values() for field in kind.fields)]},
    # A TOML date is text to Taplo, and to Tombi what `format` names.
    "date": {
        "anyOf": [
            {"type": "string", "pattern": rf"^({_DATE}(/({_DATE}|\.\.))?|\.\./{_DATE})$"},
            {"type": "string", "format": "date", "pattern": f"^{_DAY}$"},
        ]
    },
    "count": _COUNT,
    "position": {
        "type": "array",
        "items": [
            {"type": "number", "minimum": -90, "maximum": 90},
            {"type": "number", "minimum": -180, "maximum": 180},
        ],
        "minItems": 2,
        "maxItems": 2,
    },
    "code": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "url": {"type": "string", "pattern": "^https?://"},
    "aircraft": _counted("type", {**_ANY_ID, "description": "The id of an aircraft."}),
    "items": _counted("what", {**_TEXT, "description": "What it is, in short words of ours."}),
    "place": _ANY_ID,
    "places": {"type": ["string", "array"], "pattern": f"^{_ID}$", "items": _ANY_ID},
    "person": _ANY_ID,
    "organisation": _ANY_ID,
    "source": _ANY_ID,
    "contingent": _ANY_ID,
    "aircraft-type": _ANY_ID,
    "tellers": {"type": ["string", "array"], "pattern": f"^{_ID}$", "items": _ANY_ID},
    "part-of-day": {"enum": [*PARTS_OF_DAY]},
    "mode": {"enum": [*MODES]},
    "direction": {"enum": [*DIRECTIONS]},
}

# What an editor says behind the meaning, where the form does not go without saying.
_FORMS = {
    "date": "Written `2022-01-14`, `2022-01`, `2022`, `A/B`, `A/..` or `../B`; `?`, `~` or `%` at the end of a date.",
    "count": 'Written `30`, `"~30"`, `">30"`, `">=30"`, `"<30"`, `"<=30"` or `"30..40"`.',
    "aircraft": "Written `[{ type = …, count = 3 }]`.",
    "items": "Written `[{ what = …, count = 3 }]`.",
    "position": "Written `[latitude, longitude]`.",
    "tellers": "The id of an origin or source, or an array of them.",
    "place": "The id of a place.",
    "places": "The id of a place, or an array of them.",
    "person": "The id of a person.",
    "organisation": "The id of an organisation.",
    "source": "The id of a source.",
    "contingent": "The id of a contingent.",
    "aircraft-type": "The id of an aircraft.",
}


def facts_schema() -> str:
    """The JSON Schema, as text, of a base file."""
    tables = {
        "format": {"const": FORMAT, "description": "The number of the format, for programs that come later."},
        "about": {**_record(TABLES["about"]), "description": "What the base is about; one for the whole base."},
        **{name: _entities(name, keys) for name, keys in TABLES.items() if name != "about"},
        **{kind.table: _facts(name, kind) for name, kind in KINDS.items()},
        "rivals": {
            "type": "array",
            "description": "Facts, or words for one field of a fact, that exclude each other.",
            "items": _record(RIVAL_KEYS),
        },
    }
    schema = {
        "$schema": DIALECT,
        "title": "csto fact base",
        "description": "What sources say about a peace operation, every value in a claim with its quote.",
        "x-tombi-toml-version": TOML,
        **_table(tables, []),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _entities(name: str, keys: dict[str, Key]) -> _Schema:
    """One of the tables of things, which hold a table for each id."""
    return {
        "type": "object",
        "description": f"One table for each of the {name}: `[{name}.some-id]`.",
        "patternProperties": {f"^{_ID}$": _record(keys)},
        "additionalProperties": False,
    }


def _facts(name: str, kind: Kind) -> _Schema:
    """The array of the facts of one kind."""
    claim = _table(
        {**_properties(CLAIM_KEYS), **_properties(kind.fields)},
        [key for key, declared in CLAIM_KEYS.items() if declared.required],
    )
    choices = {
        field: {**_table({"value": _value(declared), "reason": _REASON}, ["value", "reason"]), **_described(declared)}
        for field, declared in kind.fields.items()
    }
    shapes: dict[str, _Schema] = {
        "claims": {"type": "array", "minItems": 1, "items": claim},
        "shown": _table(choices, []),
    }
    keys = {key: declared for key, declared in FACT_KEYS.items() if key != "direction" or key in kind.keys}
    properties = {
        key: {**shapes[key], **_described(declared)} if key in shapes else _value(declared)
        for key, declared in keys.items()
    }
    # The reader asks for these two where the declaration of all facts cannot.
    asked = {*kind.keys, *({"title"} if name == "event" else ())}
    fact = _table(properties, [key for key, declared in keys.items() if declared.required or key in asked])
    return {"type": "array", "description": f"Facts of the kind `{name}`: `[[{kind.table}]]`.", "items": fact}


def _record(keys: dict[str, Key]) -> _Schema:
    """A table that is declared key by key."""
    return _table(_properties(keys), [key for key, declared in keys.items() if declared.required])


def _properties(declared: dict[str, Key] | dict[str, Field]) -> dict[str, _Schema]:
    return {name: _value(key) for name, key in declared.items()}


def _value(declared: Key | Field) -> _Schema:
    return {**_SHAPES[declared.type], **_described(declared)}


def _described(declared: Key | Field) -> _Schema:
    form = _FORMS.get(declared.type)
    return {"description": f"{declared.meaning} {form}" if form else declared.meaning}


_REASON = {**_TEXT, "description": "Why this value is shown against the rule."}


if __name__ == "__main__":
    sys.stdout.buffer.write(facts_schema().encode())
