"""The relational form of a fact base: SQLite tables of the claims and of what they amount to.

`docs/index.md` documents each table and column. Values are stored as JSON data and in
words. Days are ISO text; an open side is the first or the last day.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping

from cstocli.index.example_names import EXAMPLE_NAMES, example_names
from cstocli.index.fact_tables import fact_tables
from cstocli.index.full_text import make_text, search_table
from cstocli.index.index import Index
from cstocli.index.kept import KEPT
from cstocli.index.rows import Batch, table_rows
from cstocli.index.schema import Table, text, whole
from cstocli.index.tables import base_tables
from cstocli.index.worker import can_fork, run_in_worker
from cstocli.model.base import Base, Progress, no_progress
from cstocli.model.format import Format

# How much the base holds: in a large one the counting takes longer than all else in an answer.
_OVERVIEW = """
CREATE TABLE overview AS
SELECT a.title, a.period,{owners}
       (SELECT count(DISTINCT source) FROM claims) AS sources,
       (SELECT count(DISTINCT origin) FROM claims) AS origins,
       (SELECT count(*) FROM claims) AS claims,
       (SELECT count(*) FROM facts WHERE summed = 0) AS facts,
       coalesce(sum(CASE WHEN v.status IN
           ('corroborated', 'single-origin', 'disputed') THEN 1 ELSE 0 END), 0) AS fields,
       coalesce(sum(CASE WHEN v.status = 'corroborated' THEN 1 ELSE 0 END), 0) AS corroborated,
       coalesce(sum(CASE WHEN v.status = 'single-origin' THEN 1 ELSE 0 END), 0) AS single_origin,
       coalesce(sum(CASE WHEN v.status = 'disputed' THEN 1 ELSE 0 END), 0) AS disputes,
       (SELECT count(*) FROM fields g JOIN facts f ON f.id = g.fact
        JOIN kind_fields q ON q.kind = f.kind AND q.field = g.field
        WHERE g.status = 'not-stated' AND q.question IS NOT NULL AND f.plan = 0
        AND EXISTS (SELECT 1 FROM fields w WHERE w.fact = g.fact AND w.words IS NOT NULL)
        AND (f.summed = 0 OR (f.kind, g.field) IN (
            SELECT h.kind, o.field FROM facts h CROSS JOIN fields o ON o.fact = h.id
            WHERE h.summed = 1 AND o.status NOT IN ('not-stated', 'not-applicable')
        ))) AS gaps
FROM about a
LEFT JOIN fields v ON {written}
GROUP BY a.title, a.period
"""
_INDEXES = (
    "CREATE INDEX facts_by_position ON facts (position)",
    "CREATE INDEX facts_of_kind ON facts (kind)",
    "CREATE INDEX claims_of_fact ON claims (fact)",
    "CREATE INDEX claims_of_source ON claims (source)",
    "CREATE INDEX sources_by_day ON sources (published_latest, id)",
    "CREATE INDEX dated_of_fact ON dated (fact)",
    "CREATE INDEX fact_places_of_fact ON fact_places (fact)",
    "CREATE INDEX fact_places_of_place ON fact_places (place)",
    "CREATE INDEX place_within_of_place ON place_within (place)",
    "CREATE INDEX place_within_of_ancestor ON place_within (ancestor)",
    "CREATE INDEX provenance_of_claim ON provenance (claim)",
    "CREATE INDEX provenance_by_path ON provenance (path)",
    "CREATE INDEX counted_things_of_fact ON counted_things (fact)",
    "CREATE INDEX disagreements_of_fact ON disagreements (fact)",
    "CREATE INDEX fields_of_fact ON fields (fact)",
    "CREATE INDEX claim_values_of_fact ON claim_values (fact)",
    "CREATE INDEX supporting_claims_of_fact ON supporting_claims (fact)",
    "CREATE INDEX rivals_of_fact ON rivals (fact)",
    "CREATE INDEX rivals_of_id ON rivals (id)",
    "CREATE INDEX aliases_of_names ON aliases (name COLLATE NOCASE)",
)
# So many numbers of rows are left free between two batches, where an edit needs some.
_ROOM = 1000

# Made when all is in, and virtual: these have statements of their own.
MADE_APART = ("overview", "search", EXAMPLE_NAMES.name)

# What is being made is thrown away where it fails, so nothing need be taken back.
_BULK = (
    "page_size = 8192",
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -16384",
)


def overview_table(format: Format) -> Table:  # noqa: A002
    """The table that counts what a base holds."""
    owners = (whole(format.sorts[format.owner.sort].plural, "how many there are"),) if format.owner else ()
    counted = {
        "sources": "how many documents make claims",
        "origins": "to how many origins they go back",
        "claims": "how many claims",
        "facts": "how many facts that somebody wrote",
        "fields": "how many fields have a value",
        "corroborated": "how many of those are corroborated",
        "single_origin": "how many of those go back to one origin",
        "disputes": "how many of those are disputed",
        "gaps": "how many questions no claim answers",
    }
    columns = (text("title", "what it is about"), text("period", "the days it covers, as EDTF"), *owners)
    counts = (whole(name, meaning) for name, meaning in counted.items())
    return Table("overview", "the base, and how much it holds", (*columns, *counts))


TABLES = Table(
    "tables",
    "a table of the index",
    (
        whole("position", "its place in the documentation"),
        text("name", "its name"),
        text("one_row", "what one row of it is"),
    ),
)
TABLE_COLUMNS = Table(
    "table_columns",
    "a column of a table",
    (
        text("table_name", "the table"),
        whole("position", "its place in the table"),
        text("name", "its name"),
        text("type", "TEXT, INTEGER, REAL, BOOLEAN or JSON"),
        text("meaning", "what it means"),
        text("leads_to", "the table to whose `id` it leads"),
        text(
            "ids",
            "how ids stand in it: `key`, that of the row; `one`; `array`, in JSON; `path`; `full`, as `place/almaty`",
        ),
        text("unit", "the unit of a number"),
    ),
)


def all_tables(format: Format) -> dict[str, Table]:  # noqa: A002
    """Every table of the index by its name, in the order of the documentation."""
    about, *others = base_tables(format)
    tables = (about, overview_table(format), *others, *fact_tables(format), search_table())
    tables += (EXAMPLE_NAMES, TABLES, TABLE_COLUMNS)
    return {table.name: table for table in tables}


def index(base: Base, progress: Progress = no_progress) -> Index:
    """Weigh a base and put it into its relational form, in memory."""
    return Index(_filled(":memory:", _batches(base, progress)))


def write_index(read: Callable[[], Base], file: str, progress: Progress = no_progress, *, large: bool = False) -> None:
    """Weigh the base that `read` gives and put its relational form into `file`, which must be empty.

    If the base is `large`, another process writes it, where that is possible, and leaves the
    full text out: see `Index.make_searchable`. That process is started before anything is
    read, so that it needs memory for writing only.

    Raises:
        OSError, sqlite3.Error: the file could not be written.
    """

    def batches() -> Iterator[Batch]:
        yield from _batches(read(), progress)

    def write(coming: Iterable[Batch]) -> None:
        _filled(file, coming, with_text=not large).close()

    if large and can_fork():
        run_in_worker(batches(), write)
    else:
        write(batches())


def _batches(base: Base, progress: Progress) -> Iterator[Batch]:
    """The statements by which the index is made, then its rows, table by table."""
    yield _LAYOUT, layout(base.format)
    yield from _description(all_tables(base.format))
    yield from table_rows(base, progress)


# Whoever fills the index may be another process, which knows no base and no format.
_LAYOUT = "layout"
Statement = tuple[str, str, str]
MAKE, INSERT, FINISH = "make", "insert", "finish"


def by_purpose(layout: Iterable[Statement]) -> dict[str, dict[str, list[str]]]:
    """The texts of statements by what they are for, and by table."""
    statements: dict[str, dict[str, list[str]]] = {}
    for what, table, statement in layout:
        statements.setdefault(what, {}).setdefault(table, []).append(statement)
    return statements


def layout(format: Format) -> Iterator[Statement]:  # noqa: A002
    """Every statement that makes the index: for what it is, for which table, its text."""
    for table in (*all_tables(format).values(), KEPT):
        if table.name not in MADE_APART:
            yield MAKE, table.name, table.ddl
        yield INSERT, table.name, table.insert
    last = (*_INDEXES, *_owner_indexes(format), _overview(format), example_names(format))
    yield from ((FINISH, "", statement) for statement in last)


def begun(connection: sqlite3.Connection, coming: Iterator[Batch]) -> dict[str, dict[str, list[str]]]:
    """Begin to fill an index: make its tables; returns the statements of the first batch, see `by_purpose`."""
    connection.execute("BEGIN")
    _, layout = next(coming)
    statements = by_purpose(layout)
    for made in statements[MAKE].values():
        for statement in made:
            connection.execute(statement)
    return statements


def _filled(file: str, batches: Iterable[Batch], *, with_text: bool = True) -> sqlite3.Connection:
    connection = new_database(file)
    coming = iter(batches)
    statements = begun(connection, coming)
    before: dict[str, int] = {}
    for name, rows in coming:
        (before[name],) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {name}").fetchone()
        if before[name]:
            connection.execute(f"INSERT INTO {name} (rowid) VALUES ({before[name] + _ROOM})")
        connection.executemany(statements[INSERT][name][0], rows)
        if before[name]:
            connection.execute(f"DELETE FROM {name} WHERE rowid = {before[name] + _ROOM}")
    for statement in statements[FINISH][""]:
        connection.execute(statement)
    if with_text:
        make_text(connection)
    connection.execute("COMMIT")
    return connection


def new_database(file: str) -> sqlite3.Connection:
    """Open an empty database in which an index is to be made, at once or not at all."""
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False, uri=True)
    for pragma in _BULK:
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextlib.contextmanager
def changing(file: str) -> Iterator[sqlite3.Connection]:
    """A connection to change an index that nobody uses yet; as with a new one, what fails is thrown away.

    Raises:
        sqlite3.Error: the file could not be written, or is damaged.
    """
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        # The size of its pages is given.
        for pragma in (*_BULK[1:], "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


def _description(tables: Mapping[str, Table]) -> Iterator[Batch]:
    """The rows in which the index describes itself: its tables and their columns."""
    yield TABLES.name, ((position, table.name, table.one_row) for position, table in enumerate(tables.values()))
    yield (
        TABLE_COLUMNS.name,
        (
            (table.name, position, *column[:3], column.references or None, column.id_form or None, column.unit or None)
            for table in tables.values()
            for position, column in enumerate(table.columns)
        ),
    )


def _owner_indexes(format: Format) -> Iterator[str]:  # noqa: A002
    if format.owner:
        yield f"CREATE INDEX facts_of_owner ON facts ({format.owner.sort})"
    for kind in format.all_kinds.values():
        if kind.summed:
            yield f"CREATE UNIQUE INDEX {kind.plural}_of_id ON {kind.plural} (id)"


def _overview(format: Format) -> str:  # noqa: A002
    plural = format.sorts[format.owner.sort].plural if format.owner else ""
    owners = f"\n       (SELECT count(*) FROM {plural}) AS {plural}," if plural else ""
    return _OVERVIEW.format(owners=owners, written=written_condition(format, "v.fact"))


def written_condition(format: Format, fact: str) -> str:  # noqa: A002
    """The condition that the fact of an id is written, not added up; quicker than looking the fact up."""
    summed = [f"{fact} NOT LIKE '{kind.name}/%'" for kind in format.all_kinds.values() if kind.summed]
    return " AND ".join(summed) or "1 = 1"
