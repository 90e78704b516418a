"""The JSON Schema of a base file, by which editors complete, explain and check while one writes.

It says of one file what can be said without looking at others: a base may be a folder,
so no table is required at the top, and whether an id exists is left to `csto check`.
Dialect and keywords are those that Taplo, Tombi and jsonschema understand alike.
"""

import json
import sys
from collections.abc import Mapping

from cstocli.model.format import ABOUT_KEYS, CLAIM_KEYS, NUMBER, RIVAL_KEYS, Field, Format, Key, Kind
from cstocli.model.types.type import ID, TOML_TEXT, Schema
from cstocli.read.declarations import FIELD_KEYS, KIND_KEYS, KIND_NAMED, NAMED, SIMPLE_TYPES, SORT_KEYS, SPECIAL_TYPES

DIALECT = "http://json-schema.org/draft-07/schema#"
TOML = "v1.0.0"  # what every tomli that we allow reads; newer ones read 1.1 too

_REASON = {**TOML_TEXT, "description": "Why this value is shown against the rule."}


def facts_schema(format: Format, built_in: str = "") -> str:  # noqa: A002
    """The JSON Schema, as text, of a base file; `built_in` names the vocabulary that it may extend."""
    tables = {
        "format": {"const": NUMBER, "description": "The number of the format, for programs that come later."},
        **_declarations(format, built_in or format.vocabulary),
        "about": {**_record(ABOUT_KEYS, format), "description": "What the base is about; one for the whole base."},
        **{name: _things(name, keys, format) for name, keys in format.tables.items()},
        **{kind.plural: _facts(kind, format) for kind in format.kinds.values()},
        "rivals": {
            "type": "array",
            "description": "Facts, or words for one field of a fact, that exclude each other.",
            "items": _record(RIVAL_KEYS, format),
        },
    }
    schema = {
        "$schema": DIALECT,
        "title": "csto fact base",
        "description": "What sources say, every value in a claim with its quote.",
        "x-tombi-toml-version": TOML,
        **_table(tables, []),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _table(properties: dict[str, Schema], required: list[str]) -> Schema:
    """A table that has these keys and no others."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _declarations(format: Format, built_in: str) -> dict[str, Schema]:  # noqa: A002
    """What a base says of its own vocabulary."""
    types = [*SIMPLE_TYPES, *SPECIAL_TYPES, *(sort for sort in format.sorts if sort not in SIMPLE_TYPES)]
    plain = {key: declared for key, declared in FIELD_KEYS.items() if declared}
    field = _record(plain, format)
    field["properties"]["type"] = {
        **field["properties"]["type"],
        # A sort that is being declared is none of them yet.
        "anyOf": [{"enum": types}, {"pattern": f"^{KIND_NAMED}$"}],
    }
    field["properties"]["asked_if"] = {
        "type": "object",
        "description": 'Where the question is asked: `{ mode = "air" }`, a field and one of its words, or an array.',
        "minProperties": 1,
        "maxProperties": 1,
        "patternProperties": {f"^{NAMED}$": {"type": ["string", "array"], "items": TOML_TEXT}},
        "additionalProperties": False,
    }
    kind = _record(KIND_KEYS, format)
    kind["properties"]["where"]["type"] = ["string", "array"]
    kind["properties"]["fields"] = {
        "type": "object",
        "description": 'Its fields: `date = { type = "date", question = "When?" }`.',
        "patternProperties": {f"^{NAMED}$": field},
        "additionalProperties": False,
        "minProperties": 1,
    }
    kind["required"].append("fields")
    return {
        "vocabulary": {
            "enum": [built_in],
            "description": "The built-in vocabulary to which the base adds its own kinds.",
        },
        "kinds": {
            "type": "object",
            "description": "The kinds of facts that the base declares: `[kinds.strike]`.",
            "patternProperties": {f"^{KIND_NAMED}$": kind},
            "additionalProperties": False,
        },
        "things": {
            "type": "object",
            "description": "The sorts of things that the base declares: `[things.weapon]`.",
            "patternProperties": {f"^{KIND_NAMED}$": _record(SORT_KEYS, format)},
            "additionalProperties": False,
        },
    }


def _things(table: str, keys: Mapping[str, Key], format: Format) -> Schema:  # noqa: A002
    """One of the tables of things, which hold a table for each id."""
    return {
        "type": "object",
        "description": f"One table for each of the {table}: `[{table}.some-id]`.",
        "patternProperties": {f"^{ID}$": _record(keys, format)},
        "additionalProperties": False,
    }


def _facts(kind: Kind, format: Format) -> Schema:  # noqa: A002
    """The array of the facts of one kind."""
    claim = _table(
        {**_properties(CLAIM_KEYS, format), **_properties(kind.fields, format)},
        [key for key, declared in CLAIM_KEYS.items() if declared.required],
    )
    choices = {
        field: {
            **_table({"value": _value(declared, format), "reason": _REASON}, ["value", "reason"]),
            **_described(declared),
        }
        for field, declared in kind.fields.items()
    }
    shapes: dict[str, Schema] = {
        "claims": {"type": "array", "minItems": 1, "items": claim},
        "shown": _table(choices, []),
    }
    keys = format.fact_keys(kind)
    properties = {
        key: {**shapes[key], **_described(declared)} if key in shapes else _value(declared, format)
        for key, declared in keys.items()
    }
    fact = _table(properties, [key for key, declared in keys.items() if declared.required])
    return {"type": "array", "description": f"Facts of the kind `{kind.name}`: `[[{kind.plural}]]`.", "items": fact}


def _record(keys: Mapping[str, Key], format: Format) -> Schema:  # noqa: A002
    """A table that is declared key by key."""
    return _table(_properties(keys, format), [key for key, declared in keys.items() if declared.required])


def _properties(declared: Mapping[str, Key] | Mapping[str, Field], format: Format) -> dict[str, Schema]:  # noqa: A002
    return {name: _value(key, format) for name, key in declared.items()}


def _value(declared: Key | Field, format: Format) -> Schema:  # noqa: A002
    return {**declared.type.toml_schema(format), **_described(declared)}


def _described(declared: Key | Field) -> Schema:
    form = declared.type.form
    return {"description": f"{declared.meaning} {form}" if form else declared.meaning}


if __name__ == "__main__":
    import cstocli

    sys.stdout.buffer.write(facts_schema(cstocli.vocabulary().format()).encode())
