"""Every table of the index is as it is declared: its columns, the types of its cells, and where its ids lead."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest

from cstocli.index.build import all_tables, index
from cstocli.index.index import Index
from cstocli.index.kept import KEPT
from cstocli.index.schema import Column
from tests.conftest import FORMAT, base_named

TABLES = all_tables(FORMAT)
BASES = ("shipped", "starter")


@lru_cache
def connection(name: str) -> Index:
    return index(base_named(name))


def _is_json(cell: Any) -> bool:
    try:
        json.loads(cell)
    except ValueError:
        return False
    return True


IS_OF: dict[str, Callable[[Any], bool]] = {
    "TEXT": lambda cell: type(cell) is str,
    "INTEGER": lambda cell: type(cell) is int,
    "REAL": lambda cell: type(cell) in (int, float),
    "BOOLEAN": lambda cell: type(cell) is int and cell in (0, 1),
    "JSON": lambda cell: type(cell) is str and _is_json(cell),
}


def quoted(column: Column) -> str:
    return f'"{column.name}"'


@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize("table", TABLES)
def test_every_cell_is_none_or_of_the_type_that_its_column_is_declared_of(table: str, name: str) -> None:
    columns = TABLES[table].columns
    rows = connection(name).execute(f"SELECT {', '.join(map(quoted, columns))} FROM {table}")
    wrong = [
        (row[0], column.name, cell)
        for row in rows
        for column, cell in zip(columns, row, strict=True)
        if cell is not None and not IS_OF[column.type](cell)
    ]
    assert wrong == []


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_columns_that_are_declared_and_no_others(table: str) -> None:
    declared = [column.name for column in TABLES[table].columns]
    assert [row[1] for row in connection("shipped").execute(f"PRAGMA table_info({table})")] == declared
    assert len({name.casefold() for name in declared}) == len(declared)


def test_the_index_has_the_tables_that_are_declared_and_no_others() -> None:
    made = connection("shipped").execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    # FTS5 keeps its own beside its table, and what the program alone needs is in one of its own.
    assert {name for (name,) in made if not name.startswith("search_")} == {*TABLES, KEPT.name}


@pytest.mark.parametrize("name", BASES)
def test_every_id_leads_to_a_row(name: str) -> None:
    assert connection(name).execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("table", TABLES)
def test_what_a_column_refers_to_is_a_table_with_ids(table: str) -> None:
    for column in TABLES[table].columns:
        if column.references:
            # That of contingents is beside the key.
            unique = connection("shipped").execute(f"PRAGMA index_list({column.references})").fetchall()
            keys = [key.key or bool(unique) for key in TABLES[column.references].columns if key.name == "id"]
            assert keys == [True], column.name


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_says_what_it_is(table: str) -> None:
    assert TABLES[table].one_row
    assert [column.name for column in TABLES[table].columns if not column.meaning or column.type not in IS_OF] == []


def test_every_table_has_rows_in_the_shipped_base_or_in_the_starter() -> None:
    def rows(table: str) -> bool:
        return any(connection(name).execute(f"SELECT 1 FROM {table}").fetchone() for name in ("shipped", "starter"))

    assert [table for table in TABLES if not rows(table)] == []
