"""The relational form of a fact base: SQLite tables of what was claimed and what it comes to.

`docs/index.md` tells each table and column. Values stand in it as JSON has them and,
beside that, in words. Days are ISO text; an open side is the first or the last day.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from cstocli.index.index import Index
from cstocli.index.rows import Row, columns, filling
from cstocli.index.worker import Batch, can_fork, run_in_worker
from cstocli.model.base import Base, Progress, no_progress
from cstocli.model.format import ALL_KINDS

_TABLES = """
CREATE TABLE about (title TEXT, period TEXT, note TEXT);
CREATE TABLE sources (id TEXT PRIMARY KEY, publisher TEXT, title TEXT, url TEXT, published TEXT,
    published_latest TEXT, language TEXT, origin TEXT, note TEXT);
CREATE TABLE origins (id TEXT PRIMARY KEY, name TEXT, teller TEXT, goes_back_to TEXT, note TEXT);
CREATE TABLE places (id TEXT PRIMARY KEY, name TEXT, within TEXT, latitude REAL, longitude REAL, note TEXT);
CREATE TABLE place_within (place TEXT, ancestor TEXT, steps INTEGER);
CREATE TABLE names (entity TEXT, name TEXT);
CREATE TABLE organisations (id TEXT PRIMARY KEY, name TEXT, part_of TEXT);
CREATE TABLE aircraft_types (id TEXT PRIMARY KEY, name TEXT, variant_of TEXT);
CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT);
CREATE TABLE facts (id TEXT PRIMARY KEY, position INTEGER, kind TEXT, contingent TEXT, title TEXT, summary TEXT,
    means TEXT, means_field TEXT, guarded TEXT, guarded_field TEXT, place TEXT,
    earliest TEXT, latest TEXT, reach_from TEXT, reach_to TEXT,
    qualified INTEGER, surely_from TEXT, surely_to TEXT,
    claims INTEGER, origins INTEGER, articles INTEGER, disputed TEXT, statuses TEXT, sources TEXT, note TEXT);
CREATE TABLE claims (id INTEGER PRIMARY KEY, fact TEXT, source TEXT, origin TEXT, at TEXT, quote TEXT, hedge TEXT,
    via TEXT, chain TEXT, reading TEXT, note TEXT);
CREATE TABLE told (claim INTEGER, position INTEGER, teller TEXT, parent TEXT, path TEXT, name TEXT, said_by TEXT);
CREATE TABLE backing (fact TEXT, claim INTEGER);
CREATE TABLE said (fact TEXT, field TEXT, claim INTEGER, value TEXT, words TEXT, stance TEXT, position INTEGER);
CREATE TABLE asked (kind TEXT, field TEXT, question TEXT);
CREATE TABLE rivals (id INTEGER, fact TEXT, field TEXT, reason TEXT);
CREATE TABLE fields (fact TEXT, field TEXT, status TEXT, value TEXT, words TEXT, origins INTEGER, articles INTEGER,
    rule TEXT, position INTEGER);
CREATE TABLE dated (fact TEXT, field TEXT, date TEXT, earliest TEXT, latest TEXT, reach_from TEXT,
    reach_to TEXT, qualified INTEGER, part_of_day TEXT);
CREATE TABLE fact_places (fact TEXT, place TEXT);
CREATE TABLE aircraft_used (fact TEXT, position INTEGER, type TEXT, type_id TEXT, count INTEGER,
    count_words TEXT, alone INTEGER);
"""
_INDEXES = """
CREATE INDEX fields_of_fact ON fields (fact);
CREATE INDEX said_of_fact ON said (fact);
CREATE INDEX backing_of_fact ON backing (fact);
CREATE INDEX facts_of_contingent ON facts (contingent);
CREATE INDEX contingents_of_id ON contingents (id);
CREATE INDEX names_of_things ON names (name COLLATE NOCASE);
"""
# In a large base the counting takes longer than all else in an answer.
_OVERVIEW = """
CREATE TABLE overview AS
SELECT a.title, a.period,
       (SELECT count(*) FROM contingents) AS contingents,
       (SELECT count(DISTINCT source) FROM claims) AS sources,
       (SELECT count(DISTINCT origin) FROM claims) AS origins,
       (SELECT count(*) FROM claims) AS claims,
       (SELECT count(*) FROM facts WHERE kind <> 'contingent') AS facts,
       coalesce(sum(CASE WHEN v.status IN
           ('corroborated', 'single-origin', 'disputed') THEN 1 ELSE 0 END), 0) AS fields,
       coalesce(sum(CASE WHEN v.status = 'corroborated' THEN 1 ELSE 0 END), 0) AS corroborated,
       coalesce(sum(CASE WHEN v.status = 'single-origin' THEN 1 ELSE 0 END), 0) AS single_origin,
       coalesce(sum(CASE WHEN v.status = 'disputed' THEN 1 ELSE 0 END), 0) AS disputes,
       (SELECT count(*) FROM fields g JOIN facts f ON f.id = g.fact
        JOIN asked q ON q.kind = f.kind AND q.field = g.field
        WHERE g.status = 'not-stated') AS gaps
FROM about a
LEFT JOIN fields v ON v.fact NOT LIKE 'contingent/%'
GROUP BY a.title, a.period;
"""
# Nobody adds to it later: what it would merge meanwhile it would merge again.
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5 (fact, part, text, source UNINDEXED, columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO search (search, rank) VALUES ('automerge', 0);
"""
# What can be searched of a table, of the rows that came last.
_SEARCHED = {
    "sources": """
INSERT INTO search SELECT 'source/' || id, 'source', publisher || ' ' || coalesce(title, ''), id FROM sources
    WHERE rowid > {before};
""",
    "names": """
INSERT INTO search SELECT entity, 'name', name, NULL FROM names WHERE rowid > {before};
""",
    "claims": """
INSERT INTO search SELECT fact, 'quote', quote, source FROM claims WHERE rowid > {before};
INSERT INTO search SELECT fact, 'remark', reading || ' ' || note, source FROM claims
    WHERE rowid > {before} AND reading || note <> '';
""",
    "facts": """
INSERT INTO search SELECT id, 'summary', summary, NULL FROM facts WHERE rowid > {before};
INSERT INTO search SELECT id, 'id', id, NULL FROM facts WHERE rowid > {before};
""",
    "said": """
INSERT INTO search SELECT s.fact, s.field, s.words, c.source FROM said s JOIN claims c ON c.id = s.claim
    WHERE s.rowid > {before} AND s.fact NOT LIKE 'contingent/%';
""",
}

# What is being made is thrown away where it fails, so nothing need be taken back.
_BULK = (
    "page_size = 8192",
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -65536",
)


def index(base: Base, watch: Progress = no_progress) -> Index:
    """Weigh a base and put it into its relational form, in memory."""
    return Index(_filled(":memory:", filling(base, watch)))


def write_index(read: Callable[[], Base], file: str, watch: Progress = no_progress, *, large: bool = False) -> None:
    """Weigh the base that `read` gives and put its relational form into `file`, which must be empty.

    That of a `large` one is written by another process, where there can be one. It is
    made before anything is read, and so needs no more memory than the writing takes.

    Raises:
        OSError, sqlite3.Error: the file could not be written.
    """

    def batches() -> Iterator[Batch]:
        yield from filling(read(), watch)

    def write(coming: Iterable[Batch]) -> None:
        _filled(file, coming).close()

    if large and can_fork():
        run_in_worker(batches(), write)
    else:
        write(batches())


def _filled(file: str, batches: Iterable[Batch]) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in _BULK:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    _execute(connection, _TABLES + _SEARCH)
    for name, kind in ALL_KINDS.items():
        also = ["country TEXT", "country_code TEXT"] if name == "contingent" else []
        own = [f'"{column}"' for column in columns(kind)]
        connection.execute(
            f"CREATE TABLE {kind.table} ({', '.join(['fact TEXT PRIMARY KEY', 'id TEXT', *also, *own])})"
        )
    for table, rows in batches:
        (before,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()
        _insert(connection, table, rows)
        _execute(connection, _SEARCHED.get(table, "").format(before=before))
    _execute(connection, _INDEXES + _OVERVIEW)
    connection.execute("COMMIT")
    return connection


def _execute(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";\n"):
        connection.execute(statement)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    coming = iter(rows)
    first = next(coming, None)
    if first is not None:
        marks = ", ".join("?" * len(first))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", chain((first,), coming))
