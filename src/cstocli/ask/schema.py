"""JSON Schemas of the answers, made from their row types."""

import json
from typing import Any

from cstocli.ask.columns import EVIDENCE, Column, Question
from cstocli.model.format import DIRECTIONS, MODES, PARTS_OF_DAY
from cstocli.model.status import STATUSES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_CLAIM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "value": {},
        "source": _TEXT,
        "origin": _TEXT,
        "at": {"type": ["integer", "string"]},
        "quote": _TEXT,
        "hedge": {"type": ["string", "null"]},
        "via": _TEXTS,
        "reading": {"type": ["string", "null"]},
    },
    "required": ["value", "source", "origin", "at", "quote", "hedge", "via"],
}


def _counted(what: dict[str, Any]) -> dict[str, Any]:
    properties = {**what, "count": {"type": ["integer", "null"]}}
    return {
        "type": "array",
        "items": {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False},
    }


SCHEMAS: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "line": _TEXT,
    "name": _TEXT,
    "id": _TEXT,
    "url": {"type": "string", "format": "uri"},
    "date": {"type": "string", "description": "EDTF (ISO 8601-2)"},
    "day": {"type": "string", "format": "date"},
    "count": _COUNT,
    "number": {"type": "number"},
    "yes": {"type": "boolean"},
    "part-of-day": {"enum": [*PARTS_OF_DAY]},
    "mode": {"enum": [*MODES]},
    "direction": {"enum": [*DIRECTIONS]},
    "certainty": {"enum": ["certain", "possible"]},
    "passage": {"type": ["integer", "string"]},
    "value": {},
    "list": _TEXTS,
    "ids": _TEXTS,
    "aircraft": _counted({"type": _TEXT, "type_id": _TEXT}),
    "items": _counted({"what": _TEXT}),
    "statuses": {"type": "object", "additionalProperties": {"enum": [*STATUSES]}},
    "evidence": {"type": "object", "additionalProperties": {"type": "array", "items": _CLAIM}},
    "tally": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"value": {}, "count": _COUNT},
            "required": ["value", "count"],
            "additionalProperties": False,
        },
    },
    "described": {"type": "array", "items": {"type": "object"}},
    "tree": _TEXT,
    "stance": {"enum": ["agree", "compatible", "conflict"]},
    "values": {"type": "array", "items": {"type": "object"}},
    "says": {"type": "object", "additionalProperties": {"type": "object"}},
    "fields": {"type": "object", "additionalProperties": {"type": "object"}},
    "claims": {"type": "array", "items": {"type": "object"}},
}


def json_schema(question: Question) -> str:
    """The JSON Schema, as text, of the rows that `csto QUESTION --json` prints."""
    one_row, columns = question.row_type
    described = {
        "$schema": DIALECT,
        "title": f"csto {question.name} --json" if question.name != "overview" else "csto --json",
        "type": "array",
        "items": {
            "type": "object",
            "description": one_row,
            "properties": {column.name: _property(column) for column in (*columns, EVIDENCE)},
            "required": [column.name for column in columns],
            "additionalProperties": False,
        },
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _property(column: Column) -> dict[str, Any]:
    schema = SCHEMAS[column.type.rstrip("?")]
    if column.type.endswith("?"):
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "description": column.meaning}
