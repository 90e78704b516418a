"""The handle of an index, from which rows are read."""

import os
from collections.abc import Iterator, Mapping, Sequence

from cstocli.model.light_typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from cstocli.model.base import Progress

try:
    # What `sqlite3` adds to it are conversions of dates, whose module takes longer to load than an index to answer.
    import _sqlite3 as sqlite3
except ImportError:
    import sqlite3  # type: ignore[no-redef]

__all__ = ["SQLITE_VERSION", "BrokenIndex", "Cursor", "Index", "open_database", "sqlite3"]
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:")
SQLITE_VERSION = sqlite3.sqlite_version
BrokenIndex = sqlite3.DatabaseError
"""What reading raises where the database of a cached index is damaged."""


def address(file: str) -> str:
    """The URI of the database of an index on disk, read-only and in place."""
    # As RFC 8089 has it; urllib takes longer to load than the database to answer.
    path = os.fsencode(os.path.abspath(file).replace(os.sep, "/"))
    quoted = "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in path)
    return f"file:{'' if quoted.startswith('/') else '/'}{quoted}?mode=ro&immutable=1"


def open_database(file: str) -> sqlite3.Connection:
    """Open the database of an index on disk, read-only and in place; any one thread at a time may read it."""
    return sqlite3.connect(address(file), uri=True, isolation_level=None, check_same_thread=False)


def copied(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A copy of a database, in memory."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.backup(copy)
    return copy


def has_text(connection: sqlite3.Connection) -> bool:
    """Whether an index has its full text."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search'").fetchone() is not None


class Cursor(Protocol):
    """The rows of an SQL text, read one by one."""

    @property
    def description(self) -> Any:  # noqa: ANN401
        """For each column a tuple that begins with its name."""

    def fetchone(self) -> Any:  # noqa: ANN401
        """The next row; None where there is none."""

    def fetchmany(self, size: int = ...) -> list[Any]:
        """The next rows, at most so many."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left."""

    def __next__(self) -> Any:  # noqa: ANN401
        """The next row."""


class Index:
    """A read-only index, in memory or in the cache.

    `path`, `files` and `sha256` describe the base as it was read: where it is, how many
    files it has, and the SHA-256 of their bytes, one file after the other in the order of
    their names. A base from standard input or from memory has no files and no SHA-256.
    `file` is the database on disk, None for one in memory. `progress` wraps a long loop while
    more of the index is made. `beginnings` remembers of words whether longer ones begin with
    them. `bases` tells that the tables are those of several bases, with a column `base`.
    `at_once` is for how many facts one text may ask what belongs to them.
    """

    bases = False
    at_once = 500  # SQLite's oldest limit on parameters is 999

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: str = "",
        files: int = 0,
        sha256: str | None = None,
        file: str | None = None,
    ) -> None:
        self.connection = connection
        self.path = path
        self.files = files
        self.sha256 = sha256
        self.file = file
        self.progress: Progress | None = None
        self.beginnings: dict[str, bool] = {}

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Cursor:
        """The rows of an SQL text as tuples, read one by one."""
        return self.connection.execute(sql, parameters)

    def records(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Iterator[dict[str, Any]]:
        """The rows of an SQL text as dictionaries by the names of the columns."""
        cursor = self.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def make_searchable(self) -> None:
        """Make the full text where it is not there yet: that of a large base is made when somebody first searches."""
        if has_text(self.connection):
            return
        # Making an index takes much that an answer does not.
        from cstocli.index.cache_write import searchable

        made = searchable(self)
        self.connection, self.file = made.connection, made.file

    def again(self) -> "Index":
        """A second handle of an index on disk; the same one where it is in memory."""
        if self.file is None:
            return self
        try:
            connection = open_database(self.file)
        except BrokenIndex:
            # Another index took its place on disk, and this one is there as long as it is open.
            return Index(copied(self.connection), self.path, self.files, self.sha256)
        return Index(connection, self.path, self.files, self.sha256, self.file)

    def close(self) -> None:
        """Close the database; nothing can be read any more."""
        self.connection.close()
