"""Question texts are portable: SQLite and DuckDB give the same rows in the same order."""

import re
from itertools import chain
from typing import Any

import duckdb
import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.ask.query import ALL, Filters
from cstocli.ask.user_sql import text_of
from tests.conftest import FORMAT

QUESTIONS = {name: question for name, question in cstocli.questions().items() if question.text and name != "search"}
# SQLite keeps truth values as integers; here they have the type that other databases need.
BOOLEANS = {("facts", "qualified"), ("dated", "qualified"), ("aircraft_used", "alone")}
TYPES = {"INTEGER": "BIGINT", "INT": "BIGINT", "REAL": "DOUBLE"}


@pytest.fixture(scope="module")
def shipped() -> Explorer:
    return cstocli.open(environment={})


@pytest.fixture(scope="module")
def oracle(shipped: Explorer) -> Any:
    """The same tables in DuckDB."""
    other = duckdb.connect()
    tables = shipped.index.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'")
    for (table,) in tables.fetchall():
        found = shipped.index.execute(f"SELECT name, type FROM pragma_table_info('{table}')").fetchall()
        rows = shipped.index.execute(f"SELECT * FROM {table}").fetchall()
        columns = [f'"{name}" {type_of(table, name, declared, rows, at)}' for at, (name, declared) in enumerate(found)]
        other.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        row = f"({', '.join('?' * len(found))})"
        for some in batched(rows):  # a statement for each row takes a hundred times as long
            other.execute(f"INSERT INTO {table} VALUES {', '.join([row] * len(some))}", list(chain(*some)))
    return other


def batched(rows: list[tuple[Any, ...]]) -> list[list[tuple[Any, ...]]]:
    return [rows[at : at + 100] for at in range(0, len(rows), 100)]


def type_of(table: str, name: str, declared: str, rows: list[tuple[Any, ...]], at: int) -> str:
    if (table, name) in BOOLEANS:
        return "BOOLEAN"
    numbers = {type(row[at]) for row in rows} - {type(None)}
    return TYPES.get(declared) or ("BIGINT" if numbers == {int} else "VARCHAR")


FILTERS = [
    ALL,
    Filters(owner=("russia",)),
    Filters(place=("almaty",)),
    Filters(source=("seed",)),
    Filters(status=("disputed", "single-origin")),
    Filters(kind=("departure", "event")),
    Filters(since="2022-01-10", until="2022-01-13"),
    Filters(since="2022-01-10", until="2022-01-19", certain=True),
]


@pytest.mark.parametrize(
    ("question", "every"), [*((question, 9) for question in QUESTIONS), pytest.param("why", 1, marks=pytest.mark.slow)]
)
def test_a_question_has_the_same_rows_on_duckdb(shipped: Explorer, oracle: Any, question: str, every: int) -> None:
    """Of the facts, every so many is asked for."""
    asked = QUESTIONS[question]
    facts = [row["fact"] for row in shipped.ask("facts")] + [row["fact"] for row in shipped.ask("contingents")]
    several: list[dict[str, object]] = [dict.fromkeys(asked.parameters)]
    if "fact" in asked.parameters:
        several += [several[0] | {"fact": fact} for fact in facts[::every]]
    if "kind" in asked.parameters:
        several += [several[0] | {"kind": kind} for kind in FORMAT.kinds]
    if "teller" in asked.parameters:
        several = [{"teller": "source/seed", "voice": ""}, {"teller": "", "voice": "Asia-Plus"}]
    tried = 0
    for parameters in several:
        for filters in FILTERS if len(several) == 1 else FILTERS[:1]:
            text = text_of(asked, filters, "", **parameters)
            rows = shipped.index.execute(text).fetchall()
            assert oracle.execute(text).fetchall() == rows
            tried += bool(rows)
    assert tried


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_order_of_a_question_says_where_nulls_go(question: str) -> None:
    order = re.sub(r"\([^()]*\)", "", cstocli.questions()[question].order)
    if question != "overview":
        assert all(re.search(r" NULLS (FIRST|LAST)$", term.strip()) for term in order.split(",")), order
