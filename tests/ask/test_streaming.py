"""A long answer is written while it is found, and cut and counted without being made."""

from functools import cache

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


@pytest.mark.parametrize("question", ["departures", "sources", "disputes", "facts"])
def test_a_list_of_rows_asks_once_and_counts_nothing(base: Explorer, question: str) -> None:
    asked: list[str] = []
    answer = base.ask(question)
    base.index.connection.set_trace_callback(asked.append)
    rows = list(answer)
    base.index.connection.set_trace_callback(None)
    assert rows == [*base.ask(question)]
    assert not [sql for sql in asked if sql.startswith("SELECT count")]


def test_rows_can_be_counted_at_any_time_while_they_are_taken(base: Explorer) -> None:
    answer = base.ask("departures")
    for taken in (0, 1, 700):
        rows = iter(answer)
        before = [next(rows) for _ in range(taken)]
        assert len(answer) == MANY
        assert [*before, *rows] == [*base.ask("departures")]


@cache
def _disputes(count: int) -> Explorer:
    """A base of so many departures of which the day is disputed, the first and the last of them rivals."""
    facts = "".join(
        f'\n[[departures]]\nid = "wave-{number:04}"\ncontingent = "sudland"\n'
        + claim(date='"2031-05-09"')
        + claim("gazette", date='"2031-05-08"')
        for number in range(count)
    )
    ends = f'["departure/wave-0000", "departure/wave-{count - 1:04}"]'
    rivals = f'\n[[rivals]]\nfacts = {ends}\nfield = "date"\nreason = "one wave alone left"\n'
    return explorer_of(base_of(SMALL + facts + rivals))


def _steps(base: Explorer, most: int | None = None) -> int:
    """How many steps SQLite's machine takes to list disputes; all of them, or `most`."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    rows = base.ask("disputes")
    base.index.connection.set_progress_handler(step, 1)
    try:
        assert all(len(row["values"]) > 1 for row in (rows if most is None else rows.first(most)))
    finally:
        base.index.connection.set_progress_handler(None, 1)
    return steps


@pytest.mark.parametrize("count", [200, pytest.param(600, marks=pytest.mark.slow)])
def test_listing_disputes_takes_steps_in_proportion_to_their_number(count: int) -> None:
    few, many = _steps(_disputes(count)), _steps(_disputes(4 * count))
    assert many < 5 * few


def test_the_values_of_disputes_that_are_not_listed_are_not_read() -> None:
    many = _disputes(800)
    assert _steps(many, 3) < _steps(many) / 2


def test_the_values_of_rivals_stand_under_each_of_them_wherever_they_are() -> None:
    rows = list(_disputes(200).ask("disputes"))
    of = {row["fact"]: [value["fact"] for value in row["values"]] for row in rows}
    first, last = "departure/wave-0000", "departure/wave-0199"
    assert (of[first], of[last]) == ([first, first, last, last], [last, last, first, first])
    assert of["departure/wave-0100"] == ["departure/wave-0100"] * 2


def test_a_cell_that_is_data_as_it_is_is_not_decoded(base: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = base.ask("departures")
    expected = [*answer]
    assert any(column.type.as_is for column in answer.row_type.columns)

    def refuse(cell: object) -> object:
        raise AssertionError(cell)

    for column in answer.row_type.columns:
        if column.type.as_is:
            monkeypatch.setattr(column.type, "decode", refuse)
    assert [*answer] == expected
