"""SQLite: the index as a documented database, with foreign keys, indexes, full text and views with names."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from cstocli.ask.explorer import Explorer
from cstocli.export.contents import Contents, Field, Provenance, contents, provenance
from cstocli.export.writing import Written, unfinished

FORMAT_VERSION = 1
PROVENANCE = "_export"
LEFT_OUT = ("what csto search adds to full text: other forms of words, synonyms, words of scripts without blanks",)
# What has text worth searching. Datasette finds such a table by its `content`.
_SEARCHED = {
    "claims": ("quote", "reading", "note"),
    "claim_values": ("words",),
    "facts": ("id", "title", "summary", "note"),
    "sources": ("id", "publisher", "title", "author", "note"),
    "origins": ("id", "name", "teller", "note"),
    "aliases": ("name",),
}
# No kind of facts can have such a name.
_FULL_TEXT = "_{}_fts"
_NAMED = "{}_named"
# Tables whose rows have a name, and the column with it.
_NAMES = {"facts": "summary", "sources": "publisher"}


def write(base: Explorer, target: Path, command: str = "", *, force: bool = False) -> Written:
    """Write the tables of a base to a database.

    Raises:
        WrongUsage: the file exists.
        FileFailed: the disk is full, or the folder cannot be written to.
    """
    tables = contents(base.index)
    with unfinished(target, force=force) as file:
        try:
            with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
                _fill(connection, base, tables, provenance(base, command))
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from None
    return Written(target, LEFT_OUT)


def _fill(connection: sqlite3.Connection, base: Explorer, tables: Sequence[Contents], made_from: Provenance) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
    connection.execute("BEGIN")
    for table in tables:
        connection.execute(_table(table))
        marks = ", ".join("?" * len(table.fields))
        connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows(base.index))
    for statement in (*_indexes(tables), *_full_text(tables), *_views(tables)):
        connection.execute(statement)
    connection.execute(f"CREATE TABLE {PROVENANCE} (name TEXT PRIMARY KEY, value TEXT)")
    rows = {**made_from._asdict(), "left_out": "; ".join(LEFT_OUT)}
    connection.executemany(f"INSERT INTO {PROVENANCE} VALUES (?, ?)", rows.items())
    connection.execute("COMMIT")
    connection.execute("ANALYZE")


def _table(table: Contents) -> str:
    """The statement that makes a table: keys, foreign keys, the types of the index."""
    columns = [
        f"{_quoted(field.name)} {'TEXT' if field.type == 'JSON' else field.type}{' PRIMARY KEY' * (field.ids == 'key')}"
        for field in table.fields
    ]
    links = [
        f"FOREIGN KEY ({_quoted(field.name)}) REFERENCES {field.leads_to} (id)"
        for field in table.fields
        if field.leads_to
    ]
    return f"CREATE TABLE {table.name} ({', '.join((*columns, *links))})"


def _indexes(tables: Sequence[Contents]) -> Iterator[str]:
    """Indexes of all columns that lead to another table, and of ids to which they lead."""
    targets = {field.leads_to for table in tables for field in table.fields}
    for table in tables:
        for field in table.fields:
            unique = field.name == "id" and field.ids == "one" and table.name in targets
            if (field.leads_to and field.ids != "key") or unique:
                name = f"_{table.name}_by_{field.name}"
                yield f"CREATE{' UNIQUE' * unique} INDEX {name} ON {table.name} ({_quoted(field.name)})"


def _full_text(tables: Sequence[Contents]) -> Iterator[str]:
    for table in tables:
        if table.name in _SEARCHED:
            name, columns = _FULL_TEXT.format(table.name), ", ".join(_SEARCHED[table.name])
            yield (
                f'CREATE VIRTUAL TABLE {name} USING FTS5 ({columns}, content="{table.name}",'
                f""" tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'")"""
            )
            yield f"INSERT INTO {name} ({name}) VALUES ('rebuild')"


def _views(tables: Sequence[Contents]) -> Iterator[str]:
    """A view of each table with ids of things in it: beside each id the name."""
    names = {table.name: name for table in tables if (name := _name_column(table))}
    taken = {table.name for table in tables}
    for table in tables:
        named = [field for field in table.fields if field.leads_to in names and field.leads_to != table.name]
        view = _NAMED.format(table.name)
        if named and view not in taken:
            columns, joins = _selected(table, named, names)
            yield f"CREATE VIEW {view} AS SELECT {columns} FROM {table.name} t {joins}"


def _name_column(table: Contents) -> str:
    return "name" if any(field.name == "name" for field in table.fields) else _NAMES.get(table.name, "")


def _selected(table: Contents, named: Sequence[Field], names: dict[str, str]) -> tuple[str, str]:
    """The columns of a view, and the joins that give the names."""
    columns, joins = [], []
    for number, field in enumerate(table.fields):
        columns.append(f"t.{_quoted(field.name)}")
        if field in named:
            joins.append(f"LEFT JOIN {field.leads_to} n{number} ON n{number}.id = t.{_quoted(field.name)}")
            name = names[field.leads_to]
            columns.append(f"n{number}.{name} AS {_quoted(f'{field.name}_{name}')}")
    return ", ".join(columns), " ".join(joins)


def _quoted(name: str) -> str:
    return f'"{name}"'
