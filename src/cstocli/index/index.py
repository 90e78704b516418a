"""The handle of an index: the relational form of a base, from which rows are read."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

SQLITE_VERSION = sqlite3.sqlite_version
BrokenIndex = sqlite3.DatabaseError
"""What reading raises where the database of a cached index is damaged."""


def open_database(file: str) -> sqlite3.Connection:
    """Open the database of an index on disk, to be read in place."""
    return sqlite3.connect(f"{Path(file).as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


class Contents(NamedTuple):
    """The files that an index was made from, as they were when they were read.

    `sha256` is of their bytes, one file behind the other in the order of their names;
    None, and no files, for a base from standard input or from memory.
    """

    path: str = ""
    files: int = 0
    sha256: str | None = None


NO_FILES = Contents()


class Index:
    """An index in memory or in the cache; it is only read."""

    def __init__(self, connection: sqlite3.Connection, contents: Contents = NO_FILES) -> None:
        self.connection = connection
        self.contents = contents

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        """The rows that an SQL text gives, as tuples that are read one by one."""
        return self.connection.execute(sql, parameters)

    def records(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Iterator[dict[str, Any]]:
        """The same rows, each with the names of its columns."""
        cursor = self.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def again(self) -> "Index":
        """A second handle of an index on disk; the same one where it is in memory."""
        file = self.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
        return Index(open_database(file), self.contents) if file else self

    def close(self) -> None:
        """Close the database; nothing can be read any more."""
        self.connection.close()
