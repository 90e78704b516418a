"""A long answer is written while it is found, and cut and counted without being made."""

import pytest

from cstocli.ask.explorer import Explorer
from cstocli.show.formats import as_jsonl
from tests.conftest import SMALL, base_of, claim, explorer_of

MANY = 1300
LEFT = claim(date='"2031-05-09"')


@pytest.fixture(scope="module")
def base() -> Explorer:
    """An index of many departures."""
    waves = (f'[[departures]]\nid = "wave-{number}"\ncontingent = "sudland"\n{LEFT}\n' for number in range(MANY))
    return explorer_of(base_of(SMALL + "\n".join(waves)))


def test_only_some_rows_of_a_long_answer_are_held(base: Explorer) -> None:
    read: list[str] = []
    base.index.connection.set_trace_callback(read.append)
    answer = base.ask("departures")
    pieces = as_jsonl(answer, answer.row_type)
    next(pieces)
    asked_for_one = len(read)
    rest = list(pieces)
    base.index.connection.set_trace_callback(None)
    assert 1 + len(rest) == MANY
    assert asked_for_one == 2  # the question, and what stands behind its first rows
    assert len(read) > asked_for_one


def test_the_first_rows_are_those_of_the_whole_answer(base: Explorer) -> None:
    assert list(base.ask("departures").first(3)) == list(base.ask("departures"))[:3]


def test_rows_are_counted_as_they_come(base: Explorer) -> None:
    assert len(base.ask("departures")) == len(list(base.ask("departures"))) == MANY
