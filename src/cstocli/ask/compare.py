"""Two indexes of one base, field by field: what changes with the perspective."""

import json
import sqlite3
from typing import Any

from cstocli.ask.query import Filters, Row, query

Key = tuple[str, str]


def differences(left: sqlite3.Connection, right: sqlite3.Connection, filters: Filters) -> list[Row]:
    """The fields whose value, status or number of origins differs, as rows of `compare`.

    A fact without claims in a perspective has no fields there: what it had is `lost`.
    """
    first, second = _weighed(left, filters), _weighed(right, filters)
    rows = []
    for key in dict.fromkeys([*first, *second]):
        one, other = first.get(key), second.get(key)
        change = _change(one, other)
        if not change:
            continue
        known = one or other or {}
        row = {name: known[name] for name in ("fact", "kind", "contingent", "field")}
        row |= {"change": change, "status": {}, "sources": []}
        for side, found in (("left", one), ("right", other)):
            row[side] = json.loads(found["value"]) if found and found["value"] else None
            row[f"{side}_words"] = _told(found)
            row[f"{side}_status"] = found["status"] if found else None
        rows.append(row)
    return rows


def _weighed(base: sqlite3.Connection, filters: Filters) -> dict[Key, dict[str, Any]]:
    sql, values = query("weighed", filters)
    cursor = base.execute(sql, values)
    names = [column[0] for column in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return {(row["fact"], row["field"]): row for row in rows}


def _change(one: dict[str, Any] | None, other: dict[str, Any] | None) -> str:
    """What changes from one to the other; empty when nothing does."""
    before, after = (found["value"] if found else None for found in (one, other))
    if before is None and after is None:
        return ""
    if before is None or after is None:
        return "gained" if before is None else "lost"
    if one is None or other is None or before != after:
        return "value"
    if one["status"] != other["status"]:
        return "status"
    return "support" if one["origins"] != other["origins"] else ""


def _told(found: dict[str, Any] | None) -> str | None:
    if not found or not found["words"]:
        return None
    origins = found["origins"]
    return f"{found['words']} ({found['status']}, {origins} origin{'s' * (origins != 1)})"
