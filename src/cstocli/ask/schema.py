"""JSON Schemas of the answers, made from their columns."""

import json
from typing import Any

from cstocli.ask.columns import EVIDENCE, Column, Question

DIALECT = "https://json-schema.org/draft/2020-12/schema"


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
            "properties": {column.name: _property(column) for column in (*columns, *EVIDENCE)},
            "required": [column.name for column in columns],
            "additionalProperties": False,
        },
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _property(column: Column) -> dict[str, Any]:
    return {**column.type.schema, "description": column.meaning}
