"""Small answers do not grow with the base: an index finds their rows, and what is left out is not sorted."""

import re

import pytest

import cstocli
from cstocli.ask.answer import Answer
from cstocli.ask.explorer import Explorer


@pytest.fixture(scope="module")
def base() -> Explorer:
    return cstocli.open()


def plan(answer: Answer) -> list[str]:
    rows = answer._index.execute(f"EXPLAIN QUERY PLAN {answer._sql}", answer._values)  # noqa: SLF001
    return [str(row[3]) for row in rows]


@pytest.mark.parametrize("question", ["facts", "sources", "origins"])
def test_the_first_rows_of_a_listing_come_without_sorting_the_rest(base: Explorer, question: str) -> None:
    steps = plan(base.ask(question).first(5))
    assert [step for step in steps if re.match(r"MATERIALIZE|USE TEMP B-TREE FOR (ORDER|GROUP) BY", step)] == []
    # The one table that is read in its order.
    assert [step for step in steps if step.startswith("SCAN") and "USING INDEX" not in step] == []
    assert len([step for step in steps if step.startswith("SCAN")]) == 1


@pytest.mark.parametrize(
    "question",
    [
        *("contingents", "guards", "departures", "facts", "timeline", "sources", "origins", "places"),
        *("disputes", "distortions"),
    ],
)
def test_what_is_asked_of_one_contingent_is_found_by_an_index(base: Explorer, question: str) -> None:
    steps = plan(base.ask(question, contingent="armenia"))
    assert [step for step in steps if re.match(r"(SCAN|MATERIALIZE) (?!SUBQUERY)", step)] == []


@pytest.mark.parametrize("ask", ["why", "matrix"])
def test_what_is_asked_of_one_fact_is_found_by_an_index(base: Explorer, ask: str) -> None:
    steps = plan(getattr(base, ask)("departure/armenia"))
    assert [step for step in steps if re.match(r"(SCAN|MATERIALIZE) (?!SUBQUERY)", step)] == []


def test_of_very_many_matches_a_search_compares_none(base: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    best = [row["fact"] for row in base.search("armenia")]
    monkeypatch.setattr("cstocli.ask.searching.MOST_RANKED", 5)
    rest = [row["fact"] for row in base.search("armenia")]
    assert sorted(best) == sorted(rest)
    assert best != rest
    rows = base.index.execute("SELECT fact, min(rowid) FROM search WHERE search MATCH 'armenia*' GROUP BY fact")
    in_order = dict(rows.fetchall())
    assert rest[0] == min(rest, key=lambda fact: in_order[fact])
