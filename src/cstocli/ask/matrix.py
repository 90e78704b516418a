"""A table of sources and fields: which source says what, contradicts or is silent."""

from collections.abc import Iterable
from typing import Any

from cstocli.ask.columns import Column, Row, RowType
from cstocli.model import types

SILENT = {"stance": "silent", "standing": None, "words": None}
_SIGNS = {"agree": "", "compatible": "~ ", "conflict": "! "}


def matrix_rows(said: Iterable[Row]) -> list[Row]:
    """One row for each source of each fact, with what the source says of each field.

    The fields are those that any claim of the facts gives. If a source gives several values
    of one field, a conflicting one is shown rather than others.
    """
    found: dict[tuple[str, str], Row] = {}
    fields: dict[str, int] = {}
    for claim in said:
        fact, source, field = claim["fact"], claim["source"], claim["field"]
        row = found.setdefault(
            (fact, source),
            {
                "fact": fact,
                "source": source,
                "publisher": claim["publisher"],
                "origins": [],
                "says": {},
                "sources": [source],
            },
        )
        if claim["origin"] not in row["origins"]:
            row["origins"].append(claim["origin"])
        if field is None:
            continue
        fields[field] = claim["position"]
        known = row["says"].get(field)
        if known is None or claim["stance"] == "conflict":
            row["says"][field] = {key: claim[key] for key in ("stance", "standing", "words")}
    order = sorted(fields, key=lambda field: fields[field])
    for row in found.values():
        row["says"] = {field: row["says"].get(field, SILENT) for field in order}
        row["status"] = {}
    return list(found.values())


def _cell(said: Row) -> str:
    """What a source says, with the sign of its stance; in brackets what is set aside."""
    words = str(said["words"])
    return f"({words})" if said["standing"] == "set-aside" else _SIGNS.get(said["stance"], "") + words


def matrix_type(rows: list[Row], row_type: RowType) -> RowType:
    """The row type with a column for each field, for the table; adds their texts to `rows`.

    `!` marks what conflicts with the value shown, `~` what is compatible with it; the cell
    of a source that is silent is empty.
    """
    fields: dict[str, Any] = rows[0]["says"] if rows else {}
    for row in rows:
        for field, said in row["says"].items():
            row[field] = _cell(said) if said["words"] else ""
    kept = tuple(column for column in row_type.columns if column.heading)
    several = len({row["fact"] for row in rows}) > 1
    named = tuple(column for column in kept if several or column.name != "fact")
    across = tuple(
        Column(field, types.TEXT, field, heading=field.replace("_", " "), place=2 + number)
        for number, field in enumerate(fields)
    )
    return row_type._replace(columns=(*named, *across))
