"""A long answer is written while it is found, and cut and counted without being made."""

import sqlite3

import pytest

from cstocli.ask.columns import ROWS
from cstocli.ask.query import answer, ask
from cstocli.index.build import index
from cstocli.show.formats import as_jsonl
from tests.conftest import FORMAT, SMALL, base_of, claim

MANY = 1300
LEFT = claim(date='"2031-05-09"')


@pytest.fixture(scope="module")
def base() -> sqlite3.Connection:
    """An index of many departures."""
    waves = (f'[[departures]]\nid = "wave-{number}"\ncontingent = "sudland"\n{LEFT}\n' for number in range(MANY))
    return index(base_of(SMALL + "\n".join(waves)), FORMAT)


def test_only_some_rows_of_a_long_answer_are_held(base: sqlite3.Connection) -> None:
    read: list[str] = []
    base.set_trace_callback(read.append)
    pieces = as_jsonl(answer(base, "departures"), ROWS["departures"])
    next(pieces)
    asked_for_one = len(read)
    rest = list(pieces)
    base.set_trace_callback(None)
    assert 1 + len(rest) == MANY
    assert asked_for_one == 2  # the question, and what stands behind its first rows
    assert len(read) > asked_for_one


def test_the_first_rows_are_those_of_the_whole_answer(base: sqlite3.Connection) -> None:
    assert list(answer(base, "departures").first(3)) == ask(base, "departures")[:3]


def test_rows_are_counted_as_they_come(base: sqlite3.Connection) -> None:
    assert len(answer(base, "departures")) == len(ask(base, "departures")) == MANY
