"""SQL of users: every table, every format, and nothing but reading."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import cstocli
from cstocli.ask import user_sql
from cstocli.ask.query import Filters, query
from cstocli.ask.user_sql import Limits, collect, run_query, text_of
from cstocli.cli.commands import LISTINGS
from cstocli.index.build import all_tables, index
from cstocli.index.index import Index
from cstocli.model.errors import INTERRUPTED, WrongUsage
from tests.conftest import FORMAT, ROOT, SMALL, Run, base_of, claim

WRONG, UNKNOWN = 2, 4
DEPARTURES = cstocli.questions()["departures"]


@pytest.fixture
def small() -> Index:
    """The index of a small base."""
    wave = claim(date='"2031-05-09"')
    return index(base_of(f'{SMALL}\n[[departures]]\nid = "wave"\ncontingent = "sudland"\n{wave}'))


@pytest.mark.parametrize("question", LISTINGS)
def test_the_text_that_a_listing_prints_is_the_question_it_asks(csto: Run, question: str) -> None:
    filters = ("--contingent", "armenia", "--from", "2022-01-05", "--to", "2022-01-20")
    text = csto(question, *filters, "--sql").out
    answered = json.loads(csto("sql", text, "--json").out)
    listed = json.loads(csto(question, *filters, "--json").out)
    assert [row.get("fact") for row in answered] == [row.get("fact") for row in listed]


def test_the_text_of_the_overview_answers_too(csto: Run) -> None:
    (overview,) = json.loads(csto("--json").out)
    # How many facts each kind has is a question of its own.
    assert overview.pop("kinds")
    assert json.loads(csto("sql", csto("--sql").out, "--json").out) == [overview]


def test_names_with_quotes_are_written_as_sql_writes_them() -> None:
    text = text_of(DEPARTURES, Filters(owner=("o'higgins",)))
    assert "'o''higgins'" in text
    assert "o'higgins" in query(DEPARTURES, Filters(owner=("o'higgins",)))[1].values()


def test_the_perspective_is_told_in_a_comment(csto: Run) -> None:
    text = csto("departures", "--without", "TASS", "--sql").out
    assert text.startswith("/* Perspective: without TASS.")
    assert csto("sql", text, "--without", "TASS", "--json").code == 0


def test_the_tables_are_those_of_the_page_on_the_index(csto: Run) -> None:
    page = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    rows = json.loads(csto("sql", "--tables", "--json").out)
    assert [row["table"] for row in rows] == [*all_tables(FORMAT)]
    assert all(f"`{row['table']}`" in page for row in rows)
    assert all(row["columns"] for row in rows)


@pytest.mark.parametrize("table", all_tables(FORMAT))
def test_every_table_can_be_read(csto: Run, table: str) -> None:
    assert csto("sql", f"SELECT * FROM {table} LIMIT 3", "--format", "tsv").code == 0


@pytest.mark.parametrize("wanted", ["json", "jsonl", "csv", "excel-csv", "tsv", "markdown", "table"])
def test_every_format_shows_the_columns_of_the_query(csto: Run, wanted: str) -> None:
    out = csto("sql", "SELECT 1 AS one, 'a' AS status, NULL AS certainty, 2.5 AS one", "--format", wanted).out
    assert re.search(r"one.*status.*certainty.*one_2", out.replace("\\", ""), re.DOTALL)


def test_long_shows_every_column(csto: Run) -> None:
    assert "Armenia" in csto("sql", "SELECT country FROM contingents WHERE id = 'armenia'", "--long").out


def test_rows_can_be_sorted_cut_and_chosen(csto: Run) -> None:
    ran = csto("sql", "VALUES (1, 'c'), (3, 'a'), (2, 'b')", "--sort", "-column1", "--fields", "column2", "--json")
    assert [row["column2"] for row in json.loads(ran.out)] == ["a", "b", "c"]
    ran = csto("sql", "VALUES (1), (2), (3)", "--limit", "2", "--format", "jsonl")
    assert ran.out.count("\n") == 2
    assert "showing only the first 2 rows" in ran.err


def test_an_answer_without_rows_says_so(csto: Run) -> None:
    ran = csto("sql", "SELECT id FROM facts WHERE 0", "--json")
    assert (ran.out, ran.code) == ("[]\n", 0)
    assert "nothing found" in ran.err


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("DELETE FROM facts", WRONG, "only reads"),
        ("INSERT INTO search(search) VALUES ('rebuild')", WRONG, "only reads"),
        ("CREATE TEMP TABLE t (a)", WRONG, "only reads"),
        ("ATTACH 'other.db' AS other", WRONG, "only reads"),
        ("PRAGMA query_only = OFF", WRONG, "only reads"),
        ("SELECT * FROM pragma_table_info('facts')", WRONG, "only reads"),
        ("VACUUM INTO 'copy.db'", WRONG, "only reads"),
        ("BEGIN", WRONG, "only reads"),
        ("SELECT load_extension('x')", WRONG, "load_extension()"),
        ("SELECT * FROM fact", UNKNOWN, 'did you mean "facts"'),
        ("SELECT contry FROM contingents", UNKNOWN, '"country"'),
        ("SELECT 1; SELECT 2", WRONG, "one query at a time"),
        ("SELECT :a", WRONG, "parameter"),
        ("SELECT 'a", WRONG, "unrecognized token"),
        ("SELECT \0", WRONG, "NUL"),
        ("SELECT '\udcff'", WRONG, "UTF-8"),
        ("SELECT zeroblob(20000000)", WRONG, "longer than"),
        ("", WRONG, "there is no query"),
        ("/* nothing */", WRONG, "there is no query"),
    ],
)
def test_what_is_no_reading_query_is_refused_in_our_words(csto: Run, text: str, code: int, told: str) -> None:
    ran = csto("sql", text, "--json")
    assert (ran.out, ran.code) == ("", code)
    assert told in ran.err
    assert len(ran.err.splitlines()) <= 2


def test_either_a_query_or_the_tables_are_wanted(csto: Run) -> None:
    assert csto("sql").code == WRONG
    assert csto("sql", "SELECT 1", "--tables").code == WRONG
    assert csto("sql", "-", "--facts", "-").code == WRONG
    assert csto("sql", "SELECT 1", "--timeout", "0").code == WRONG


def test_a_query_without_end_is_stopped(csto: Run) -> None:
    endless = "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT count(*) FROM a"
    ran = csto("sql", endless, "--timeout", "0.1")
    assert ran.code == WRONG
    assert "longer than 0.1 seconds" in ran.err


_LONG = "hex(zeroblob(490000))"
ONE_LONG_CALL = {
    "trim": f"SELECT trim(replace({_LONG}, '0', 'y'), substr(replace({_LONG}, '0', 'x'), 1, 900000) || 'y')",
    "replace": f"SELECT replace({_LONG}, hex(zeroblob(200000)) || '1', 'b')",
    "instr": f"SELECT instr({_LONG}, hex(zeroblob(240000)) || '1')",
    "printf": "SELECT printf('%.2147483647c', 'x')",
    "full text": f"SELECT count(*) FROM search WHERE search MATCH '{'a ' * 400_000}'",
    "planning": "SELECT count(*) FROM "
    + ", ".join(f"facts f{number}" for number in range(60))
    + " WHERE "
    + " AND ".join(f"f{number}.id = f{number * 7 % 60}.id" for number in range(60)),
    "sorting": "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT group_concat(x) FROM a",
}


def apart(query: str, *options: str) -> "subprocess.Popen[str]":
    """A run of `csto sql` in a process of its own."""
    line = [sys.executable, "-m", "cstocli", "sql", "-", "--json", *options]
    pipe = subprocess.PIPE
    process = subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)
    assert process.stdin
    with process.stdin:
        process.stdin.write(query)
    return process


@pytest.mark.parametrize("what", ONE_LONG_CALL)
def test_one_long_call_ends_with_the_time_limit(what: str) -> None:
    began = time.monotonic()
    with apart(ONE_LONG_CALL[what], "--timeout", "0.2") as process:
        assert process.stdout
        assert process.stderr
        told = process.stderr.read()
        assert process.stdout.read() == ""
    assert process.returncode == WRONG
    assert "longer than 0.2 seconds" in told or "bytes" in told
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("what", ["replace", "instr", "printf", "planning"])
def test_ctrl_c_ends_one_long_call(what: str) -> None:
    with apart(ONE_LONG_CALL[what]) as process:
        time.sleep(2)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(10)
    assert process.returncode == INTERRUPTED
    assert time.monotonic() - began < 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["plant" + " NOT zz" * 140_000, "a AND b OR " * 60_000 + "a", '"a"NOT' * 160_000 + "a"]
)
def test_no_query_of_full_text_is_too_deep(text: str) -> None:
    with apart(f"SELECT count(*) FROM search WHERE search MATCH '{text}'", "--timeout", "1") as process:
        process.wait(20)
    assert process.returncode in (0, WRONG)


@pytest.mark.parametrize(
    ("query", "option", "told"),
    [
        ("SELECT * FROM facts", ("--max-rows", "3"), "more than 3 rows"),
        ("SELECT * FROM facts", ("--max-bytes", "1000"), "more than 1,000 bytes"),
        ("SELECT hex(zeroblob(1000))", ("--max-length", "500"), "longer than 500 bytes"),
        (f"SELECT 1 /* {'x' * 1000} */", ("--max-length", "500"), "longer than 500 bytes"),
    ],
)
def test_each_limit_can_be_lowered_and_is_told(csto: Run, query: str, option: tuple[str, str], told: str) -> None:
    ran = csto("sql", query, "--format", "jsonl", *option)
    assert ran.code == WRONG
    assert told in ran.err
    assert option[0] in ran.err


@pytest.mark.parametrize("text", ["plant " * 10_000, "x" * 1_000_000, "军" * 1001])
def test_a_search_longer_than_anybody_types_is_refused(csto: Run, text: str) -> None:
    ran = csto("search", text)
    assert (ran.code, ran.out) == (WRONG, "")
    assert "at most 1,000" in ran.err
    assert len(ran.err) < 300


def test_without_room_for_a_thread_a_query_is_refused(csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", start)
    ran = csto("sql", "SELECT 1")
    assert (ran.code, "too much memory" in ran.err) == (WRONG, True)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999"])
def test_a_limit_is_a_number_above_nothing(csto: Run, number: str) -> None:
    assert csto("sql", "SELECT 1", "--max-length", number).code == WRONG


def test_an_answer_of_rows_that_come_slowly_is_not_held_back(small: Index) -> None:
    endless = "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT x, hex(zeroblob(400000)) FROM a"
    began = time.monotonic()
    assert next(run_query(small, endless).rows)["x"] == 1
    assert time.monotonic() - began < 5


def test_a_closed_standard_input_is_told(csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    ran = csto("sql", "-")
    assert (ran.code, ran.out) == (WRONG, "")
    assert "standard input is closed" in ran.err


@pytest.mark.slow
def test_an_answer_too_large_to_be_held_is_refused(small: Index) -> None:
    rows = "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT hex(zeroblob(400000)) FROM a"
    with pytest.raises(WrongUsage, match="too large"):
        collect(run_query(small, rows).rows)


def test_a_query_changes_nothing_on_disk(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    csto("contingents")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    csto("sql", "SELECT * FROM search WHERE search MATCH 'plant'", "--json")
    csto("sql", "DROP TABLE facts")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("most", [1, 999, 1000, 1001, 2499])
def test_exactly_as_many_rows_come_as_are_allowed(small: Index, most: int) -> None:
    numbers = "WITH n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 2500) SELECT i FROM n"
    come: list[int] = []

    def take() -> None:
        come.extend(row["i"] for row in run_query(small, numbers, Limits(rows=most)).rows)

    with pytest.raises(WrongUsage, match=f"more than {most:,} rows"):
        take()
    assert come == [*range(1, most + 1)]


def test_rows_that_json_knows_are_not_looked_at_cell_by_cell(small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(value: object) -> object:
        raise AssertionError(value)

    monkeypatch.setattr(user_sql, "_value", refuse)
    assert len([*run_query(small, "SELECT 1, 1.5, 'a', NULL UNION ALL SELECT 2, 2.5, 'b', NULL").rows]) == 2
