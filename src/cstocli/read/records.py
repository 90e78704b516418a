"""The reader of one table whose keys are declared."""

from collections.abc import Iterable, Mapping
from typing import Any

from cstocli.model.cursor import Cursor, quoted, toml_type
from cstocli.model.format import Key
from cstocli.model.problems import Path
from cstocli.model.suggestions import choices


def record(cursor: Cursor, path: Path, value: object, keys: Mapping[str, Key]) -> dict[str, Any] | None:
    """The values of one table by its declaration, or None if a value is wrong or missing."""
    if not isinstance(value, dict):
        cursor.problem("wrong-shape", path, f"here belongs a table, not {toml_type(value)}")
        return None
    before = cursor.found
    values = readable(cursor, path, value, keys)
    return values if cursor.found == before else None


def readable(
    cursor: Cursor, path: Path, value: Mapping[str, Any], keys: Mapping[str, Key], beside: Iterable[str] = ()
) -> dict[str, Any]:
    """The values of one table by its declaration; what is wrong with them becomes a problem.

    `beside` are keys that the table may have too, and that somebody else reads.
    """
    values = {}
    for key, given in value.items():
        declared = keys.get(key)
        if declared:
            values[key] = declared.type.read(cursor, (*path, key), key, given)
        else:
            cursor.unknown("unknown-key", (*path, key), f"unknown key {quoted(key)}", key, [*keys, *beside])
    for key, declared in keys.items():
        if declared.required and key not in value:
            what = choices(declared.type.choices) if declared.type.choices else declared.meaning
            cursor.problem("missing-key", path, f'"{key}" is missing: {what}', key)
    return values
