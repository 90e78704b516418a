"""JSON Schemas of the answers, made from their columns."""

import json
from collections.abc import Iterable
from typing import Any

from cstocli.ask.columns import EVIDENCE, REFERENCES, Column, Question, RowType
from cstocli.model.types.texts import Passage
from cstocli.model.types.type import TEXT_SCHEMA

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
CLAIM: Schema = {
    "source": {**TEXT_SCHEMA, "description": "id of the source, a key of `sources`"},
    "at": {**Passage.schema, "description": "paragraph of the source, or a word for the passage"},
    "quote": {**TEXT_SCHEMA, "description": "a fragment that stands there, in the words of the source"},
    "hedge": {**_TEXT_OR_NULL, "description": "the source's own hedge word"},
    "origin": {**TEXT_SCHEMA, "description": "id of the origin to which the claim goes back"},
    "chain": {**TEXT_SCHEMA, "description": "all tellers, the first one first; in brackets who was only inferred"},
    "reading": {**_TEXT_OR_NULL, "description": "how the passage was read"},
}
SOURCE: Schema = {
    "publisher": {**TEXT_SCHEMA, "description": "who published it"},
    "published": {**_TEXT_OR_NULL, "description": "the day it was published, as EDTF"},
    "url": {**_TEXT_OR_NULL, "description": "where it stands or stood"},
}


def json_schema(question: Question, *, references: bool = False) -> str:
    """The JSON Schema, as text, of what `csto QUESTION --json` prints; with `references`, and `--evidence-refs`."""
    command = f"csto {question.name} --json" if question.name != "overview" else "csto --json"
    if references:
        title, described = f"{command} --evidence-refs", with_claims(row_schema(question.row_type, REFERENCES))
    else:
        title, described = command, {"type": "array", "items": row_schema(question.row_type, optional=EVIDENCE)}
    return json.dumps({"$schema": DIALECT, "title": title, **described}, indent=2, ensure_ascii=False) + "\n"


def row_schema(row_type: RowType, also: Iterable[Column] = (), optional: Iterable[Column] = ()) -> Schema:
    """The schema of a row that has the columns of `row_type` and those of `also`, and may have those of `optional`."""
    columns = (*row_type.columns, *also)
    return {
        "type": "object",
        "description": row_type.one_row,
        "properties": {column.name: _property(column) for column in (*columns, *optional)},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def with_claims(row: Schema) -> Schema:
    """The schema of an answer of such rows, behind which the claims stand to which they point."""
    return closed(
        {
            "rows": {"type": "array", "items": row},
            "claims": {"type": "object", "description": "claims by their ids", "additionalProperties": closed(CLAIM)},
            "sources": {
                "type": "object",
                "description": "the sources of those claims, by their ids",
                "additionalProperties": closed(SOURCE),
            },
        }
    )


def closed(properties: Schema) -> Schema:
    """The schema of an object that has all of these properties and no others."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _property(column: Column) -> Schema:
    return {**column.type.schema, "description": column.meaning}
