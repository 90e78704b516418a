"""Fills the index of a perspective: what stays is copied from that of the whole base, what changes is added."""

import sqlite3
from collections.abc import Iterable, Iterator

from cstocli.index.build import (
    FINISH,
    INSERT,
    MADE_APART,
    MAKE,
    all_tables,
    begun,
    layout,
    new_database,
)
from cstocli.index.fact_tables import fact_tables
from cstocli.index.index import Index, address
from cstocli.index.narrowing import changed_rows, narrowing
from cstocli.index.rows import Batch
from cstocli.index.schema import Table
from cstocli.index.tables import CLAIMS, KINDS, PROVENANCE, RIVALS
from cstocli.model.base import Progress, no_progress
from cstocli.model.format import Format
from cstocli.model.perspective import Perspective

# Which claims and facts are left, and what they are called in the perspective.
_NUMBERS, _STAYING = "numbers", "staying"
_MAPS = (
    (MAKE, _NUMBERS, f"CREATE TEMP TABLE {_NUMBERS} (old INTEGER PRIMARY KEY, number INTEGER)"),
    (INSERT, _NUMBERS, f"INSERT INTO temp.{_NUMBERS} VALUES (?, ?)"),
    (MAKE, _STAYING, f"CREATE TEMP TABLE {_STAYING} (fact TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID"),
    (INSERT, _STAYING, f"INSERT INTO temp.{_STAYING} VALUES (?, ?)"),
)
_COPY = "copy"
_NUMBER = "(SELECT number FROM temp.numbers WHERE old = k.{column})"
_COUNT_KINDS = f"""
WITH counted AS (SELECT kind, count(*) AS facts FROM facts WHERE summed = 0 GROUP BY kind)
UPDATE {KINDS.name} SET facts = coalesce((SELECT c.facts FROM counted c WHERE c.kind = {KINDS.name}.kind), 0)
"""


def narrowed(
    whole: Index, built_in: Format, perspective: Perspective, progress: Progress = no_progress
) -> sqlite3.Connection:
    """Make the index of a perspective in memory, from that of the whole base, without its full text.

    Raises:
        UnknownName: the perspective names something that the base does not have.
        AttributeError, LookupError, TypeError, ValueError, sqlite3.Error: the index is damaged.
    """
    connection = new_database(":memory:")
    if whole.file:
        connection.execute("ATTACH ? AS whole", (address(whole.file),))
    else:
        connection.execute("ATTACH ':memory:' AS whole")
        connection.deserialize(whole.connection.serialize(), name="whole")
    _fill(connection, _batches(whole, built_in, perspective, progress))
    return connection


def write_narrowed(
    whole: Index, built_in: Format, perspective: Perspective, file: str, progress: Progress = no_progress
) -> None:
    """Make the index of a perspective in `file`, which must be empty, from that of the whole base, on disk too.

    It has no full text yet.

    Raises:
        UnknownName: the perspective names something that the base does not have.
        AttributeError, LookupError, TypeError, ValueError, sqlite3.Error: the index of the whole base is damaged.
        OSError, sqlite3.Error: the file could not be written.
    """
    if whole.file is None:
        raise ValueError("the index of the whole base is not on disk")
    connection = new_database(file)
    connection.execute("ATTACH ? AS whole", (address(whole.file),))
    # A second process would save no time: sending rows costs as much as most of them take to be put in.
    _fill(connection, _batches(whole, built_in, perspective, progress))
    connection.close()


def _batches(whole: Index, built_in: Format, perspective: Perspective, progress: Progress) -> Iterator[Batch]:
    """The statements by which the index is made, what stays, then the rows of what changes, table by table."""
    of = narrowing(whole, built_in, perspective)
    yield "layout", (*layout(of.base.format), *_MAPS, *((_COPY, _STAYING, text) for text in _copying(of.base.format)))
    yield _NUMBERS, of.numbers.items()
    yield _STAYING, ((fact, place) for fact, place in of.places.items() if fact not in of.changed)
    yield from changed_rows(whole, of, progress)


def _fill(connection: sqlite3.Connection, batches: Iterable[Batch]) -> None:
    """Fill an index; the tables of that of the whole base are those of the schema `whole`."""
    coming = iter(batches)
    statements = begun(connection, coming)
    for name, rows in coming:
        connection.executemany(statements[INSERT][name][0], rows)
        for statement in statements[_COPY].get(name, ()):
            connection.execute(statement)
    connection.execute(_COUNT_KINDS)
    for statement in statements[FINISH][""]:
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("DETACH whole")


def _copying(format: Format) -> Iterator[str]:  # noqa: A002
    """The statements that copy what stays, table by table."""
    of_facts = {table.name for table in fact_tables(format)} | {CLAIMS.name}
    for table in all_tables(format).values():
        if table.name in (*MADE_APART, RIVALS.name):
            continue
        condition = ""
        if table.name in of_facts:
            key = "id" if table.name == "facts" else "fact"
            condition = f" CROSS JOIN temp.staying m ON m.fact = k.{key}"
        elif table.name == PROVENANCE.name:
            condition = " CROSS JOIN temp.numbers n ON n.old = k.claim"
        names = ", ".join(column.name for column in table.columns)
        cells = ", ".join(_cells(table))
        yield f"INSERT INTO main.{table.name} ({names}) SELECT {cells} FROM whole.{table.name} k{condition}"


def _cells(table: Table) -> Iterator[str]:
    """The columns of a table; numbers of claims and places of facts as they are in the perspective."""
    for column in table.columns:
        if column.references == CLAIMS.name or (table.name == CLAIMS.name and column.key):
            yield _NUMBER.format(column=column.name)
        else:
            yield "m.place" if (table.name, column.name) == ("facts", "position") else f"k.{column.name}"
