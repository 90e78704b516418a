"""Fills the index of a perspective: what stays is copied from that of the whole base, what changes is added."""

import sqlite3
from collections.abc import Iterator

from cstocli.index.build import (
    FINISH,
    FOUND,
    INSERT,
    MADE_APART,
    MAKE,
    SEARCH_OF,
    all_tables,
    by_purpose,
    layout,
    new_database,
)
from cstocli.index.fact_tables import fact_tables
from cstocli.index.index import Index, address
from cstocli.index.narrowing import changed_rows, narrowing
from cstocli.index.rows import FACTS_AT_ONCE
from cstocli.index.schema import Table
from cstocli.index.tables import CLAIMS, KINDS, PROVENANCE, RIVALS
from cstocli.model.base import Progress, no_progress
from cstocli.model.format import Format
from cstocli.model.perspective import Perspective

_MAPS = (
    "CREATE TEMP TABLE numbers (old INTEGER PRIMARY KEY, number INTEGER)",
    "CREATE TEMP TABLE staying (fact TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID",
)
_NUMBER = "(SELECT number FROM temp.numbers WHERE old = k.{column})"
_COUNT_KINDS = f"""
UPDATE {KINDS.name} SET facts = (SELECT count(*) FROM facts f WHERE f.kind = {KINDS.name}.kind AND f.summed = 0)
"""
# In the order in which they come where a base is read: so many facts at once.
_FACTS_FOUND = f"""
WITH found (fact, part, text, source, batch, sort, place, field, claim) AS (
    SELECT id, 'summary', summary, NULL, position / {FACTS_AT_ONCE}, 1, position, 0, 0 FROM facts UNION ALL
    SELECT id, 'id', id, NULL, position / {FACTS_AT_ONCE}, 2, position, 0, 0 FROM facts UNION ALL
    SELECT s.fact, s.field, s.words, c.source, f.position / {FACTS_AT_ONCE}, 3, f.position, q.position, s.position
    FROM claim_values s JOIN claims c ON c.id = s.claim JOIN facts f ON f.id = s.fact
    JOIN kind_fields q ON q.kind = f.kind AND q.field = s.field
    WHERE f.summed = 0
)
INSERT INTO search SELECT fact, part, text, source, parted(text) FROM found ORDER BY batch, sort, place, field, claim
"""


def narrowed(
    whole: Index,
    built_in: Format,
    perspective: Perspective,
    file: str = ":memory:",
    progress: Progress = no_progress,
) -> sqlite3.Connection:
    """Make the index of a perspective in `file`, which must be empty, from that of the whole base.

    Raises:
        UnknownName: the perspective names something that the base does not have.
        LookupError, TypeError, ValueError, sqlite3.Error: an index is damaged, or cannot be written.
    """
    of = narrowing(whole, built_in, perspective)
    format_ = of.base.format
    statements = by_purpose(layout(format_))
    connection = new_database(file)
    _attach(connection, whole)
    connection.execute("BEGIN")
    for made in (*statements[MAKE].values(), _MAPS):
        for statement in made:
            connection.execute(statement)
    connection.executemany("INSERT INTO temp.numbers VALUES (?, ?)", of.numbers.items())
    staying = ((fact, place) for fact, place in of.places.items() if fact not in of.changed)
    connection.executemany("INSERT INTO temp.staying VALUES (?, ?)", staying)
    for statement in _copying(format_):
        connection.execute(statement)
    for name, rows in changed_rows(whole, of, progress):
        connection.executemany(statements[INSERT][name][0], rows)
    for statement in (_COUNT_KINDS, *_searching(statements[SEARCH_OF]), *statements[FINISH][""]):
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("DETACH whole")
    return connection


def _attach(connection: sqlite3.Connection, whole: Index) -> None:
    """Make the tables of the whole base known as those of the schema `whole`."""
    connection.execute("ATTACH ? AS whole", (address(whole.file) if whole.file else ":memory:",))
    if not whole.file:
        connection.deserialize(whole.connection.serialize(), name="whole")


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


def _searching(searched: dict[str, list[str]]) -> Iterator[str]:
    """The statements that make the words of the base searchable, in the order in which a base that is read does."""
    for name in ("sources", "aliases", CLAIMS.name):
        yield from (FOUND.format(searched=each.format(before=0)) for each in searched[name])
    yield _FACTS_FOUND
