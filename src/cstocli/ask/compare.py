"""Two indexes of one base, field by field: what changes with the perspective."""

import json
import os

from cstocli.ask.columns import Question, Row
from cstocli.ask.query import Filters, query
from cstocli.index.index import Index
from cstocli.model import types
from cstocli.model.light_typing import Any

Key = tuple[str, str]

_TEXT = os.path.join(os.path.dirname(__file__), "questions", "compare.sql")


def differences(left: Index, right: Index, question: Question, filters: Filters) -> list[Row]:
    """The fields whose value, status or number of origins differs, as rows of `question`.

    A fact without claims in a perspective has no fields there: what it had is `lost`.
    """
    text = Question(question.name, "a field of a fact", (), _TEXT).of(question.owner)
    sql, values = query(text, filters)
    first, second = _fields(left, sql, values), _fields(right, sql, values)
    columns = [column.name for column in question.row_type.columns if column.type is not types.STATUSES]
    rows = []
    for key in dict.fromkeys([*first, *second]):
        one, other = first.get(key), second.get(key)
        change = _change(one, other)
        if not change:
            continue
        known = one or other or {}
        row = {name: known[name] for name in columns if name in known}
        row |= {"change": change, "status": {}, "sources": []}
        for side, found in (("left", one), ("right", other)):
            row[side] = json.loads(found["value"]) if found and found["value"] else None
            row[f"{side}_words"] = _words(found)
            row[f"{side}_status"] = found["status"] if found else None
        rows.append(row)
    return rows


def _fields(index: Index, sql: str, values: dict[str, object]) -> dict[Key, dict[str, Any]]:
    return {(row["fact"], row["field"]): row for row in index.records(sql, values)}


def _change(one: dict[str, Any] | None, other: dict[str, Any] | None) -> str:
    """What changes from one to the other; empty if nothing does."""
    before, after = ((found["value"], found["words"]) if found and found["value"] else None for found in (one, other))
    if before is None and after is None:
        return ""
    if before is None or after is None:
        return "gained" if before is None else "lost"
    # The words of a number have its hedge, the value has not.
    if one is None or other is None or before != after or one["words"] != other["words"]:
        return "value"
    if one["status"] != other["status"]:
        return "status"
    return "support" if one["origins"] != other["origins"] else ""


def _words(found: dict[str, Any] | None) -> str | None:
    if not found or not found["words"]:
        return None
    # What is summed up has no lines of its own.
    counted = () if found["summed"] else (_counted(found["independent"], "line"),)
    return f"{found['words']} ({found['status']}: {', '.join((*counted, _counted(found['origins'], 'account')))})"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
