"""An archive gives the rows of its bases one by one, in the same order, on DuckDB and on Spark."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import cstocli
from cstocli.archives.explorer import ArchiveExplorer
from cstocli.ask.explorer import Explorer
from tests.archives.conftest import FILTERS, QUESTIONS, Rows, asked_of, one_by_one, plain, rows_of, same
from tests.conftest import Run

Bases = dict[str, Explorer]


@pytest.mark.parametrize("given", FILTERS, ids=str)
@pytest.mark.parametrize("question", QUESTIONS)
def test_duckdb_gives_the_rows_of_the_bases_one_by_one(
    bases: Bases, on_duckdb: ArchiveExplorer, question: str, given: Mapping[str, Any]
) -> None:
    assert same([*asked_of(on_duckdb, question, given)], one_by_one(bases, question, given), tuple(bases))


def test_every_filter_of_the_tests_leaves_rows_of_some_question(bases: Bases) -> None:
    for given in FILTERS:
        assert any(one_by_one(bases, question, given) for question in QUESTIONS), given


@pytest.mark.slow
@pytest.mark.parametrize("given", FILTERS, ids=str)
@pytest.mark.parametrize("question", QUESTIONS)
def test_spark_gives_the_rows_of_duckdb(
    on_duckdb: ArchiveExplorer, on_spark: ArchiveExplorer, question: str, given: Mapping[str, Any]
) -> None:
    assert [*asked_of(on_spark, question, given)] == [*asked_of(on_duckdb, question, given)]


def kinds_of(base: Explorer) -> list[str]:
    return list(dict.fromkeys(base.spellings("kind").values()))


def details_of(base: Explorer, facts: list[str], kinds: list[str]) -> list[Any]:
    """What the commands on the evidence ask, of some facts and kinds."""
    found: list[Any] = [base.show(fact) for fact in facts]
    found += [[*base.why(fact)] for fact in facts]
    found += [base.cite(fact) for fact in facts]
    found += [[*base.matrix(kind)] for kind in kinds]
    found += [[*base.list(kind, evidence=True)] for kind in kinds]
    return found


def test_duckdb_knows_of_every_fact_and_kind_what_its_base_knows(bases: Bases, on_duckdb: ArchiveExplorer) -> None:
    for name, base in bases.items():
        facts = [row["fact"] for row in base.ask("facts")][::9]
        known = plain(details_of(on_duckdb, [f"{name}:{fact}" for fact in facts], []), tuple(bases))
        for told, one in zip(known, details_of(base, facts, []), strict=True):
            assert told == one or same_row(told, one)


def same_row(told: Any, one: Any) -> bool:
    rows, expected = (each if isinstance(each, list) else [each] for each in (told, one))
    return same(rows, expected, ())


def test_the_rows_of_a_kind_are_those_of_each_base_that_has_it(bases: Bases, on_duckdb: ArchiveExplorer) -> None:
    for kind in kinds_of(on_duckdb):
        having = [base for base in bases.values() if kind in base.spellings("kind")]
        listed: Rows = [row for base in having for row in base.list(kind)]
        told = plain([*on_duckdb.list(kind)], tuple(bases))
        assert [row["fact"] for row in told] == [row["fact"] for row in listed]
        for row, one in zip(told, listed, strict=True):
            assert {key: row[key] for key in one if key not in ("status", "sources")} == {
                key: one[key] for key in one if key not in ("status", "sources")
            }


@pytest.mark.slow
def test_spark_knows_of_facts_and_kinds_what_duckdb_knows(
    on_duckdb: ArchiveExplorer, on_spark: ArchiveExplorer
) -> None:
    facts, kinds = ["departure/armenia"], ["departure"]
    assert details_of(on_spark, facts, kinds) == details_of(on_duckdb, facts, kinds)
    assert [*on_spark.why("Asia-Plus")] == [*on_duckdb.why("Asia-Plus")]


def test_a_number_of_rows_and_the_first_of_them_are_those_of_all(bases: Bases, on_duckdb: ArchiveExplorer) -> None:
    answer = on_duckdb.ask("sources")
    assert len(answer) == len(one_by_one(bases, "sources", {}))
    assert [*answer.first(7)] == [*answer][:7]
    assert [*answer.first(10**30)] == [*answer]


def test_evidence_and_blocking_filters_are_those_of_the_base(bases: Bases, on_duckdb: ArchiveExplorer) -> None:
    told = [*on_duckdb.ask("departures", evidence=True)]
    expected = [*bases["kz-2022"].ask("departures", evidence=True)]
    assert plain(told, tuple(bases)) == expected
    empty = on_duckdb.ask("guards", contingent="belarus", kind="departure")
    assert empty.blocking_filters() == ["kind"]


def test_a_name_stands_for_all_that_the_bases_call_so(bases: Bases, on_duckdb: ArchiveExplorer) -> None:
    (place,) = on_duckdb.ids("place", "Almaty")
    assert place == "kz-2022:almaty"
    assert rows_of(bases["kz-2022"], "departures", {"place": ["almaty"]})
    assert len(on_duckdb.ask("departures", place=place)) == len(on_duckdb.ask("departures", place="ALMATY"))


@pytest.mark.slow
def test_the_command_line_asks_spark_and_keeps_what_java_writes_to_itself(
    spark: None, archive: Path, csto: Run, tmp_path: Path
) -> None:
    del spark
    arguments = ("--archive", str(archive), "departures", "--contingent", "armenia", "--json")
    command = [sys.executable, "-m", "cstocli", "--engine", "spark", *arguments]
    environment = os.environ | {"PYTHONPATH": str(Path(cstocli.__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    assert (done.stdout, done.stderr) == (csto("--engine", "duckdb", *arguments).out, "")
