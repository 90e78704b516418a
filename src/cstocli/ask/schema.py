"""JSON Schemas of the answers, made from their columns."""

import json
from typing import Any

from cstocli.ask.columns import EVIDENCE, Column, Question
from cstocli.model.errors import UnknownName

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(question: Question, fields: tuple[str, ...] = ()) -> str:
    """The JSON Schema, as text, of the rows that `csto QUESTION --json` prints.

    With `fields` it is of rows of these alone, each of which is there; without, of rows of
    whichever fields are asked for.

    Raises:
        UnknownName: the rows have no such field.
    """
    one_row, columns = question.row_type
    properties = {column.name: _property(column) for column in (*columns, *EVIDENCE)}
    unknown = next((field for field in fields if field not in properties), None)
    if unknown is not None:
        raise UnknownName("field", unknown, properties)
    described = {
        "$schema": DIALECT,
        "title": f"csto {question.name} --json" if question.name != "overview" else "csto --json",
        "type": "array",
        "items": {
            "type": "object",
            "description": one_row,
            "properties": {name: properties[name] for name in fields or properties},
            "required": [*fields],
            "minProperties": 1,
            "additionalProperties": False,
        },
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _property(column: Column) -> dict[str, Any]:
    return {**column.type.schema, "description": column.meaning}
