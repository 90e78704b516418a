"""Parquet: a folder `base=ID` with a file for each table, the same types in every base, ids that name their base.

DuckDB writes it, which comes with the extra `csto[duckdb]`.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cstocli.ask.explorer import Explorer
from cstocli.export.contents import Contents, Field, contents, provenance
from cstocli.export.extras import required
from cstocli.export.writing import Written, room, unfinished
from cstocli.index.index import Index
from cstocli.index.schema import ARRAY, FULL, KEY, ONE, PATH
from cstocli.model.errors import WrongUsage

FORMAT_VERSION = 1
MANIFEST = "manifest.json"  # Spark reads no file whose name begins with `_`
LEFT_OUT = (
    "full text: the table `search` is no file",
    "ids within values: `type_id` in the JSON of counted things does not name its base",
)
TYPES = {"TEXT": "VARCHAR", "JSON": "VARCHAR", "INTEGER": "BIGINT", "REAL": "DOUBLE", "BOOLEAN": "BOOLEAN"}
# A number of a claim stands in the lower bits, what tells its base in the upper ones. Together they are 53, which
# numbers of JavaScript and pandas hold too.
NUMBER_BITS = 24
_BASE_BITS = 29


def write(base: Explorer, target: Path, command: str = "", *, force: bool = False) -> Written:
    """Write the tables of a base as `write_parquet` does."""
    return Written(write_parquet(base, target, command, force=force), LEFT_OUT)


def write_parquet(base: Explorer, target: Path, command: str = "", *, force: bool = False) -> Path:
    """Write the tables of a base to `target/base=ID/TABLE.parquet`, and a manifest; returns that folder.

    `command` is what the manifest says of how it was made. With `force` the folder of a
    base of the same id is replaced.

    Raises:
        MissingExtra: DuckDB is not installed.
        WrongUsage: the folder exists, or `target` is a file.
        FileFailed: the disk is full, or the folder cannot be written to.
    """
    duckdb = required("duckdb", "duckdb")
    made_from = provenance(base, command)
    tables = contents(base.index)
    place = target / f"base={made_from.id}"
    with room(target), unfinished(place, force=force, folder=True, mark=MANIFEST) as folder:
        connection = duckdb.connect(config={"threads": 1})
        try:
            written = {
                table.name: _write_table(connection, base.index, table, made_from.id, folder) for table in tables
            }
        except duckdb.IOException as error:
            raise OSError(str(error)) from None
        finally:
            connection.close()
        manifest = {
            "format": FORMAT_VERSION,
            **made_from._asdict(),
            "numbers_from": numbers_from(made_from.id),
            "left_out": LEFT_OUT,
            "tables": written,
        }
        text = json.dumps(manifest, indent=1, ensure_ascii=False)
        (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    return place


def numbers_from(base_id: str) -> int:
    """What is added to the numbers of a base's claims and rivals, so that those of several bases differ."""
    digest = int.from_bytes(hashlib.sha256(base_id.encode()).digest()[:4])
    return digest % (1 << _BASE_BITS) << NUMBER_BITS


def _write_table(connection: Any, index: Index, table: Contents, base_id: str, folder: Path) -> dict[str, Any]:  # noqa: ANN401
    """Write a table to a file; returns what the manifest says of it."""
    lines, rows = folder / f"{table.name}.jsonl", 0
    with lines.open("w", encoding="utf-8") as opened:
        for rows, row in enumerate(_rows(index, table, base_id), 1):  # noqa: B007
            opened.write(json.dumps(row, ensure_ascii=False) + "\n")
    types = {field.name: TYPES[field.type] for field in table.fields}
    read = ", ".join(f"{_quoted(name)}: '{type_}'" for name, type_ in types.items())
    file = _quoted(str(folder / f"{table.name}.parquet"))
    columns = ", ".join('"' + name + '"' for name in types)
    # It is read from a file because DuckDB takes rows of Python a hundred times as slowly.
    connection.execute(
        f"COPY (SELECT {columns} FROM read_json({_quoted(str(lines))}, columns = {{{read}}},"
        f" format = 'newline_delimited')) TO {file} (FORMAT parquet, COMPRESSION zstd)"
    )
    lines.unlink()
    return {"rows": rows, "columns": types}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _rows(index: Index, table: Contents, base_id: str) -> Iterator[dict[str, Any]]:
    names = [field.name for field in table.fields]
    cells = [(at, _cell(field, base_id)) for at, field in enumerate(table.fields)]
    changed = [(at, change) for at, change in cells if change]
    for row in table.rows(index):
        values = list(row)
        for at, change in changed:
            if values[at] is not None:
                values[at] = change(values[at])
        yield dict(zip(names, values, strict=True))


def _cell(field: Field, base_id: str) -> Callable[[Any], Any] | None:
    """What makes the cells of a column from those of the index; None where they stay as they are."""
    if field.type == "BOOLEAN":
        return bool
    if not field.ids:
        return None
    if field.type == "INTEGER":
        first = numbers_from(base_id)
        return lambda number: _number(number, first)
    forms: dict[str, Callable[[str], str]] = {
        **dict.fromkeys((KEY, ONE), lambda one: f"{base_id}:{one}"),
        ARRAY: lambda ids: json.dumps([f"{base_id}:{one}" for one in json.loads(ids)]),
        PATH: lambda ids: " > ".join(f"{base_id}:{one}" for one in ids.split(" > ")),
        FULL: lambda full: f"{full.partition('/')[0]}/{base_id}:{full.partition('/')[2]}",
    }
    return forms[field.ids]


def _number(number: int, first: int) -> int:
    if number >= 1 << NUMBER_BITS:
        raise WrongUsage(f"a base of more than {1 << NUMBER_BITS:,} claims cannot be exported", "export parts of it")
    return first + number
