"""A Frictionless Data Package, version 2: a folder of CSV files and `datapackage.json`, which describes them."""

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cstocli.ask.explorer import Explorer
from cstocli.export.contents import Contents, Field, Provenance, contents, provenance
from cstocli.export.writing import Written, unfinished
from cstocli.index.index import Index

DESCRIPTOR = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {"TEXT": "string", "JSON": "string", "INTEGER": "integer", "REAL": "number", "BOOLEAN": "boolean"}
LEFT_OUT = (
    "the difference between an empty text and none",
    "the structure of JSON: it stands as text",
)


def write(base: Explorer, target: Path, command: str = "", *, force: bool = False) -> Written:
    """Write the tables of a base as CSV, with types, keys, units and licence, to a folder.

    Raises:
        WrongUsage: the folder exists.
        FileFailed: the disk is full, or the folder cannot be written to.
    """
    tables = contents(base.index)
    with unfinished(target, force=force, folder=True, mark=DESCRIPTOR) as folder:
        resources = [_resource(base.index, table, folder) for table in tables]
        text = json.dumps(_descriptor(provenance(base, command), resources), indent=2, ensure_ascii=False)
        (folder / DESCRIPTOR).write_text(f"{text}\n", encoding="utf-8")
    return Written(target, LEFT_OUT)


def _descriptor(made_from: Provenance, resources: Sequence[dict[str, Any]]) -> dict[str, Any]:
    licences = {"licenses": [{"name": made_from.licence}]} if made_from.licence else {}
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": made_from.id,
        "title": made_from.title,
        **({"description": made_from.note} if made_from.note else {}),
        **licences,
        "csto": {**made_from._asdict(), "left_out": LEFT_OUT},
        "resources": resources,
    }


def _resource(index: Index, table: Contents, folder: Path) -> dict[str, Any]:
    """Write a table as CSV; returns its description."""
    file = folder / f"{table.name}.csv"
    booleans = [at for at, field in enumerate(table.fields) if field.type == "BOOLEAN"]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(field.name for field in table.fields)
        for row in table.rows(index):
            cells = list(row)
            for at in booleans:
                cells[at] = None if cells[at] is None else "true" if cells[at] else "false"
            writer.writerow(cells)
    content = file.read_bytes()
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": file.name,
        "description": table.one_row,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: Contents) -> dict[str, Any]:
    keys = [field.name for field in table.fields if field.ids == "key"]
    links = [
        {
            "fields": [field.name],
            "reference": {"resource": "" if field.leads_to == table.name else field.leads_to, "fields": ["id"]},
        }
        for field in table.fields
        if field.leads_to
    ]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        **({"primaryKey": keys} if keys else {}),
        **({"foreignKeys": links} if links else {}),
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": _TYPES[field.type],
        "description": field.meaning,
        **({"unit": field.unit} if field.unit else {}),
        **({"mediatype": "application/json"} if field.type == "JSON" else {}),
    }
