"""What an archive needs of an engine: to find its files, to know its tables, to run an SQL text."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, Protocol

Parameters = Sequence[object] | Mapping[str, object]

BASE = "base"  # the column that the folder of a base gives to its tables


class Files(NamedTuple):
    """One table of an archive: its files, and all its columns with the types of SQL."""

    table: str
    files: tuple[str, ...]
    columns: Mapping[str, str]


class Engine(Protocol):
    """An engine that runs the SQL texts of questions. What it cannot do raises `IndexFailed`."""

    name: str

    def paths(self, archive: str) -> list[str]:
        """The files in the folders `base=ID` of an archive: their addresses, as `manifests` and `define` take them."""

    def texts(self, paths: Sequence[str]) -> list[str]:
        """What stands in small files of text, in the order of `paths`."""

    def define(self, archive: str, files: Files) -> Mapping[str, str]:
        """Make a table known by its name; returns the columns that its files really have, and their types."""

    def run(self, sql: str, parameters: Parameters) -> "Rows":
        """The rows of an SQL text, whose parameters are `:name` or `?`."""


class Rows:
    """The rows that an engine gives, read as from a cursor of SQLite."""

    def __init__(self, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
        self.description = [(name,) for name in names]
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """The rows that are left."""
        return self._rows

    def __next__(self) -> tuple[Any, ...]:
        """The next row."""
        return next(self._rows)

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row; None where there is none."""
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        """The next rows, at most so many."""
        return list(islice(self._rows, size))

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows that are left."""
        return list(self._rows)
