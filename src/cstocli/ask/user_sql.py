"""SQL queries of users, answered read-only and within limits of time and memory."""

import contextlib
import math
import re
import sqlite3
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from cstocli.ask.columns import Cells, Column, Question, Row, RowType
from cstocli.ask.computing import Computing
from cstocli.ask.query import ALL, Filters, query
from cstocli.index.index import Cursor, Index
from cstocli.model import types
from cstocli.model.errors import CstoError, UnknownName, WrongUsage
from cstocli.model.text import nfc, visible

SECONDS = 30.0
_MOST_MEMORY = 1024 * 1024 * 1024
_MOST_HELD = 256 * 1024 * 1024
_CELL_BYTES = 64  # what Python needs for a value beside its text, about
_MOST_COLUMNS = 1000
_BATCH_ROWS = 1000
_BATCH_BYTES = 512 * 1024
_BATCH_SECONDS = 0.05
_GRACE = 1.0  # seconds for SQLite to notice by itself that the time is over
_STEPS = 10_000  # of SQLite's machine, about a millisecond

# Unlike all others, these functions load programs, read and write files, or register code by its address.
_FORBIDDEN = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "fsdir", "lsdir", "eval"})
# They turn an array of JSON, of which the index has many, into rows.
_OF_JSON = ("json_each", "json_tree")
_SEE = ("see", "csto sql --tables")
_EXAMPLE = ("for example", 'csto sql "SELECT * FROM contingents"')

_SIZED = frozenset((str, bytes))
_INFINITE = float("inf")

# All exceptions that SQLite and its Python module raise for a query.
_ERRORS = (sqlite3.Error, sqlite3.Warning, MemoryError, OverflowError, ValueError, TimeoutError)

_TOO_LONG = "the query is, or makes a value, longer than {limits.length:,} bytes"
_LATE = "the query took longer than {limits.seconds:g} seconds"
# What may go wrong with a query: the error, a part of its message, our message and the remedy.
_TROUBLES: tuple[tuple[type[BaseException], str, str, *tuple[str, ...]], ...] = (
    (sqlite3.Error, "interrupted", _LATE, "give it more: --timeout SECONDS"),
    (TimeoutError, "", _LATE, "give it more: --timeout SECONDS"),
    (UnicodeEncodeError, "", "the query is not UTF-8 text", *_EXAMPLE),
    (MemoryError, "", "the query needs too much memory", "narrow it down, or sort and gather less at once"),
    (sqlite3.DataError, "", _TOO_LONG, "gather less at once, or allow more: --max-length BYTES"),
    (OverflowError, "", _TOO_LONG, "gather less at once, or allow more: --max-length BYTES"),
    (Exception, "null character", "the query holds a NUL character", *_EXAMPLE),
    (Exception, "one statement at a time", "one query at a time: behind the semicolon stands another", *_EXAMPLE),
    (sqlite3.Error, "binding", "the query has a parameter, and nobody gives it a value", "write the value itself"),
)


class Limits(NamedTuple):
    """How much a query may take: seconds of computing; bytes of itself and of each value; rows; bytes of all rows."""

    seconds: float = SECONDS
    length: int = 1_000_000
    rows: int = 10_000_000
    size: int = 1024 * 1024 * 1024


class Queried(NamedTuple):
    """The names of the columns, all different, and an iterator over the rows as cells in this order."""

    names: tuple[str, ...]
    cells: Iterator[Cells]

    @property
    def rows(self) -> Iterator[Row]:
        """The rows that are left, by the names of the columns."""
        return (dict(zip(self.names, cells, strict=True)) for cells in self.cells)

    @property
    def row_type(self) -> RowType:
        """The columns as columns of a table."""
        return RowType(
            "a row of the query", tuple(Column(name, types.TEXT.or_none, "", heading=name) for name in self.names)
        )


class _Guard:
    """The callbacks of SQLite: whether an action is allowed, and whether the query has to stop.

    `refused` is the action that was not allowed.
    """

    def __init__(self, tables: Iterable[str], limits: Limits) -> None:
        self.readable = {*tables, *_OF_JSON, "sqlite_master", "sqlite_schema"}
        self.limits = limits
        self.end = time.process_time() + limits.seconds
        self.refused = ""

    def may(self, action: int, first: str | None, second: str | None, database: str | None, _by: str | None) -> int:
        """Allow to select, to read the tables of the index, to call harmless functions; nothing else."""
        if self.allows(action, first or "", second or "", database):
            return sqlite3.SQLITE_OK
        if not self.refused:
            named = {sqlite3.SQLITE_READ: f"the table {first}", sqlite3.SQLITE_FUNCTION: f"{second}()"}
            self.refused = named.get(action, "to write, to attach or to set anything")
        return sqlite3.SQLITE_DENY

    def allows(self, action: int, first: str, second: str, database: str | None) -> bool:
        if action == sqlite3.SQLITE_READ:
            # Without a column it is asked for each table and each name that WITH gives.
            return database in (None, "main") and (not second or first.casefold() in self.readable)
        if action == sqlite3.SQLITE_FUNCTION:
            return second.casefold() not in _FORBIDDEN
        if action == sqlite3.SQLITE_PRAGMA:
            # FTS5 asks it before each search, to learn whether its tables changed.
            return (first, second) == ("data_version", "")
        return action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE)

    def is_late(self) -> bool:
        """Whether the time is over. Only computing counts, not waiting for somebody to take the rows."""
        return time.process_time() > self.end


def run_query(index: Index, sql: str, limits: Limits = Limits()) -> Queried:  # noqa: B008 - it cannot be changed
    """Answer a query that a user wrote; from now on the index allows nothing but reading.

    One SELECT, WITH … SELECT or VALUES over the tables of the index. Columns of the
    same name get a number, `name`, `name_2`; one without a name is `column_1`. A blob
    becomes its bytes in hexadecimal; an infinite number, which JSON does not know,
    becomes the text `Inf` or `-Inf`; bytes that are not UTF-8 become U+FFFD.

    The query computes in a thread of its own: Ctrl-C and the time limit hold whatever SQLite
    is doing. SQLite's memory is limited to a gibibyte from now on, in the whole process.

    Raises:
        WrongUsage: no query, not one that reads, several, one with an error, or one
            that goes beyond `limits`; also while rows are taken.
        UnknownName: it names a table or a column that does not exist.
    """
    if not limits.seconds > 0:
        raise WrongUsage("--timeout takes a number of seconds above 0", "for example: --timeout 60")
    tables = _columns(index)
    guard = _Guard(tables, limits)
    _fence(index.connection, guard)

    def cells() -> Iterator[Cells]:
        taken = size = 0
        try:
            while batch := computing.result(lambda: _batch(cursor, guard)):
                before, taken, size = size, taken + len(batch.rows), size + batch.size
                within = taken <= limits.rows and size <= limits.size
                for values in batch.rows if within else _as_many_as_may_be(batch, limits, taken, before):
                    yield tuple(map(_value, values)) if _is_odd(values) else values
        except _ERRORS as error:
            raise _stopped(error, guard, tables, index) from None
        finally:
            # The time of this query is not that of the next.
            index.connection.set_progress_handler(None, 0)

    try:
        computing = Computing(limits.seconds + _GRACE)
        cursor = computing.result(lambda: index.execute(nfc(sql)))
    except _ERRORS as error:
        raise _stopped(error, guard, tables, index) from None
    if cursor.description is None:
        raise WrongUsage("there is no query", *_EXAMPLE)
    names = _names(column[0] for column in cursor.description)
    return Queried(names, cells())


class _Batch(NamedTuple):
    """Some rows, and about how many bytes they take. It is false without a row."""

    rows: list[tuple[Any, ...]]
    size: int

    def __bool__(self) -> bool:
        return bool(self.rows)


def _batch(cursor: Cursor, guard: _Guard) -> _Batch:
    """The next rows, at least one if there is one: as many as come soon and are not much to hold."""
    rows: list[tuple[Any, ...]] = []
    size, end = 0, time.monotonic() + _BATCH_SECONDS
    for values in islice(cursor, _BATCH_ROWS):
        rows.append(values)
        size += _size(values)
        if size > _BATCH_BYTES or time.monotonic() > end:
            break
    if guard.is_late():
        # Rows that come quickly leave SQLite no time to look.
        raise TimeoutError
    return _Batch(rows, size)


def _as_many_as_may_be(batch: _Batch, limits: Limits, taken: int, size: int) -> Iterator[tuple[Any, ...]]:
    """The rows of the batch that goes beyond the limits, up to where it does; `size` is that of all before it."""
    for number, values in enumerate(batch.rows, taken - len(batch.rows) + 1):
        size += _size(values)
        if number > limits.rows:
            raise _too_many(f"{limits.rows:,} rows", "--max-rows NUMBER")
        if size > limits.size:
            raise _too_many(f"{limits.size:,} bytes", "--max-bytes NUMBER")
        yield values


def _size(values: Collection[Any]) -> int:
    """About how many bytes a row takes."""
    return _CELL_BYTES * len(values) + sum([len(value) for value in values if value.__class__ in _SIZED])


def _too_many(what: str, option: str) -> WrongUsage:
    return WrongUsage(f"the answer has more than {what}", f"add LIMIT to the query, or allow more: {option}")


def collect(rows: Iterable[Row]) -> list[Row]:
    """All rows at once, for output that cannot be written row by row.

    Raises:
        WrongUsage: they do not fit into about a quarter of a gibibyte.
    """
    gathered: list[Row] = []
    size = 0
    for row in rows:
        size += _size(row.values())
        if size > _MOST_HELD:
            raise WrongUsage(
                f"the answer is too large to be held: more than {len(gathered):,} rows",
                "add LIMIT to the query, or take --format jsonl, csv or tsv without --sort",
            )
        gathered.append(row)
    return gathered


def table_rows(index: Index) -> list[Row]:
    """The tables that can be queried, in the order of `docs/index.md`: rows of `csto sql --tables`."""
    index.make_searchable()
    columns: dict[str, list[str]] = {}
    for table, column in index.execute("SELECT table_name, name FROM table_columns ORDER BY table_name, position"):
        columns.setdefault(table, []).append(column)
    return [
        {
            "table": name,
            "one_row": one_row,
            "rows": index.execute(f"SELECT count(*) FROM {name}").fetchone()[0],
            "columns": columns[name],
            "status": {},
            "sources": [],
        }
        for name, one_row in index.execute("SELECT name, one_row FROM tables ORDER BY position").fetchall()
    ]


def text_of(question: Question, filters: Filters = ALL, perspective: str = "", **parameters: Any) -> str:  # noqa: ANN401
    """The SQL text that answers `question` under `filters`, ready to run: its parameters are filled in.

    A `perspective`, in words, becomes a comment: the index depends on it, the text does not.
    """
    sql, values = query(question, filters, **parameters)
    # What begins with a minus sign would be taken for an option.
    sql = re.sub(r"^-- (.*)", r"/* \1 */", sql)
    if perspective:
        comment = perspective.replace("*/", "* /")
        sql = f"/* Perspective: {comment}. csto sql takes the same options. */\n{sql}"
    return re.sub(r":(\w+)", lambda found: _literal(values[found[1]]) if found[1] in values else found[0], sql) + "\n"


def _literal(value: object) -> str:
    if value is None or isinstance(value, int):
        return "NULL" if value is None else str(int(value))
    doubled = str(value).replace("'", "''")
    return f"'{doubled}'"


def _columns(index: Index) -> dict[str, list[str]]:
    """All tables of a base, FTS5's own too, and the columns of each, without what is for the program alone."""
    # An earlier query may have been here.
    index.connection.set_authorizer(None)
    found: dict[str, list[str]] = {}
    sql = (
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_xinfo(m.name) c"
        " WHERE m.type = 'table' AND m.name NOT IN ('kept', '_blocks') AND c.hidden <> 1 ORDER BY m.rowid, c.cid"
    )
    for table, column in index.execute(sql):
        found.setdefault(table, []).append(column)
    return found


def _fence(connection: sqlite3.Connection, guard: _Guard) -> None:
    """Restrict a connection to reading what the guard allows."""
    # Sorting on disk would write there.
    fences = ("query_only = ON", "trusted_schema = OFF", "temp_store = MEMORY", f"hard_heap_limit = {_MOST_MEMORY}")
    for pragma in fences:
        connection.execute(f"PRAGMA {pragma}").close()
    for table in ("search", *_OF_JSON):
        # At its first use SQLite declares a virtual table, for which it would have to be allowed to write.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute(f"SELECT 1 FROM {table} LIMIT 0").close()
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, guard.limits.length)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, guard.limits.length)
    connection.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, _MOST_COLUMNS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.text_factory = lambda text: text.decode(errors="replace")
    connection.set_progress_handler(guard.is_late, _STEPS)
    connection.set_authorizer(guard.may)


def _is_odd(values: tuple[Any, ...]) -> bool:
    """Whether a row has a value that JSON does not know: a blob, an infinite number."""
    kinds = set(map(type, values))
    return bytes in kinds or (float in kinds and (_INFINITE in values or -_INFINITE in values))


def _value(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, bytes):
        return value.hex().upper()
    if isinstance(value, float) and math.isinf(value):
        return "Inf" if value > 0 else "-Inf"
    return value


def _names(given: Iterable[str]) -> tuple[str, ...]:
    """The names of columns on one line each, visible, and no two alike."""
    names: dict[str, None] = {}
    for number, text in enumerate(given, 1):
        name = unnumbered = visible(" ".join(text.split())) or f"column_{number}"
        again = 1
        while name in names:
            again += 1
            name = f"{unnumbered}_{again}"
        names[name] = None
    return tuple(names)


def _stopped(error: Exception, guard: _Guard, known: dict[str, list[str]], index: Index) -> CstoError:
    """An error of SQLite in words of ours, with the remedy if there is one."""
    if isinstance(error, TimeoutError):
        index.connection.interrupt()
    else:
        index.connection.set_progress_handler(None, 0)
    message = str(error)
    what, _, name = message.partition(": ")
    if guard.refused.startswith("the table "):
        what, name = "no such table", guard.refused.removeprefix("the table ")
    documented = [*dict.fromkeys((*(table for table in known if not table.startswith("search_")), "search"))]
    if what == "no such table":
        return UnknownName("table", name, documented, *_SEE)
    if what == "no such column":
        columns = dict.fromkeys(column for table in documented for column in known[table])
        return UnknownName("column", name.rpartition(".")[2], columns, "a text stands in 'such quotes'; see", _SEE[1])
    if guard.refused:
        return WrongUsage(f"csto sql only reads; the query wants {visible(guard.refused)}", *_SEE)
    for kinds, part, ours, *remedy in _TROUBLES:
        if isinstance(error, kinds) and part in message:
            return WrongUsage(ours.format(limits=guard.limits), *remedy)
    token = visible(message.split('"')[1]) if message.startswith('near "') else None
    return WrongUsage(f"the query cannot be answered: {visible(message)}", *_SEE, token=token)
