"""JSON Schemas of the answers, made from their columns."""

import json
from collections.abc import Iterable

from cstocli.ask.columns import EVIDENCE, REFERENCES, Column, Question
from cstocli.model.errors import UnknownName
from cstocli.model.light_typing import Any
from cstocli.model.types.texts import Passage
from cstocli.model.types.type import TEXT_SCHEMA

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
CLAIM: Schema = {
    "source": {**TEXT_SCHEMA, "description": "id of the source, a key of `sources`"},
    "at": {**Passage.schema, "description": "paragraph of the source, or a word for the passage"},
    "quote": {**TEXT_SCHEMA, "description": "a fragment that stands there, in the words of the source"},
    "hedge": {**_TEXT_OR_NULL, "description": "the source's own hedge word, said of all or some of its values"},
    "origin": {**TEXT_SCHEMA, "description": "id of the origin to which the claim goes back"},
    "chain": {**TEXT_SCHEMA, "description": "all tellers, the first one first; in brackets who was only inferred"},
    "reading": {**_TEXT_OR_NULL, "description": "how the passage was read"},
}
SOURCE: Schema = {
    "publisher": {**TEXT_SCHEMA, "description": "who published it"},
    "published": {**_TEXT_OR_NULL, "description": "the day it was published, as EDTF"},
    "url": {**_TEXT_OR_NULL, "description": "where it stands or stood"},
}


def json_schema(question: Question, fields: tuple[str, ...] = (), *, references: bool = False) -> str:
    """The JSON Schema, as text, of the rows that `csto QUESTION --json` prints.

    With `fields` it is of rows of these alone, each of which is there; without, of rows of
    whichever fields are asked for. With `references` it is of what `--evidence-refs` prints.

    Raises:
        UnknownName: the rows have no such field.
    """
    one_row, columns = question.row_type
    properties = properties_of((*columns, *(REFERENCES if references else EVIDENCE)))
    unknown = next((field for field in fields if field not in properties), None)
    if unknown is not None:
        raise UnknownName("field", unknown, properties)
    kept = dict.fromkeys((*fields, "evidence") if references else fields)
    row = {
        "type": "object",
        "description": one_row,
        "properties": {name: properties[name] for name in (kept if fields else properties)},
        "required": [*kept] if fields else [],
        "minProperties": 1,
        "additionalProperties": False,
    }
    command = f"csto {question.name} --json" if question.name != "overview" else "csto --json"
    title = f"{command} --evidence-refs" if references else command
    described = with_claims(row) if references else {"type": "array", "items": row}
    return json.dumps({"$schema": DIALECT, "title": title, **described}, indent=2, ensure_ascii=False) + "\n"


def properties_of(columns: Iterable[Column]) -> Schema:
    """The schemas of the values in these columns, by their names."""
    return {column.name: {**column.type.schema, "description": column.meaning} for column in columns}


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
