"""The tables of the index as data: what each holds, its columns, its SQL statements."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from cstocli.model.sql_words import SQL_WORDS

Row = tuple[Any, ...]

# A column of JSON holds text: by another name SQLite would make a number of "5".
_DECLARED = {"JSON": "TEXT"}

# How ids stand in a column: that of the row itself; one; several in a JSON array; several
# with ` > ` between; one behind the name of its sort, such as `place/almaty`.
KEY, ONE, ARRAY, PATH, FULL = "key", "one", "array", "path", "full"


class Column(NamedTuple):
    """One column: TEXT, INTEGER, REAL, BOOLEAN or JSON.

    `references` names the table whose `id` it holds; a `key` is unique. `ids` says how
    ids of the base stand in it, where it is neither: see `id_form`. `unit` is that of a
    number: `people`.
    """

    name: str
    type: str
    meaning: str
    references: str = ""
    key: bool = False
    ids: str = ""
    unit: str = ""

    @property
    def id_form(self) -> str:
        """How ids of the base stand in it: KEY, ONE, ARRAY, PATH or FULL; empty where none do."""
        return KEY if self.key else self.ids or (ONE if self.references else "")


class Table(NamedTuple):
    """One table: what a row is, its columns, and its rows.

    `rows` gives all rows at once; a table of facts has `rows_of`, which gives those of
    one fact.
    """

    name: str
    one_row: str
    columns: tuple[Column, ...]
    rows: Callable[[Any], Iterable[Row]] | None = None
    rows_of: Callable[[Any, Any], Iterable[Row]] | None = None

    @property
    def ddl(self) -> str:
        """The statement that makes the table."""
        columns = ", ".join(
            f"{column.name} {_DECLARED.get(column.type, column.type)}"
            + " PRIMARY KEY" * column.key
            + (f" REFERENCES {column.references} (id)" if column.references else "")
            for column in self.columns
        )
        return f"CREATE TABLE {self.name} ({columns})"

    @property
    def insert(self) -> str:
        """The statement that adds a row, its columns by name."""
        names = ", ".join(column.name for column in self.columns)
        return f"INSERT INTO {self.name} ({names}) VALUES ({', '.join('?' * len(self.columns))})"


def column_name(field: str) -> str:
    """The column of a field: its name, with `_` appended if the name is a word of SQL, or `base`.

    In an archive of several bases, every table has a column `base` that says from which a row is.
    """
    return f"{field}_" if field in SQL_WORDS or field == "base" else field


def text(name: str, meaning: str, references: str = "", *, key: bool = False, ids: str = "") -> Column:
    """A column of text."""
    return Column(name, "TEXT", meaning, references, key, ids)


def whole(name: str, meaning: str, references: str = "", *, key: bool = False, ids: str = "", unit: str = "") -> Column:
    """A column of whole numbers."""
    return Column(name, "INTEGER", meaning, references, key, ids, unit)


def real(name: str, meaning: str, *, unit: str = "") -> Column:
    """A column of numbers with a fraction."""
    return Column(name, "REAL", meaning, unit=unit)


def boolean(name: str, meaning: str) -> Column:
    """A column of true (1) or false (0)."""
    return Column(name, "BOOLEAN", meaning)


def json(name: str, meaning: str, *, ids: str = "") -> Column:
    """A column of JSON text."""
    return Column(name, "JSON", meaning, ids=ids)
