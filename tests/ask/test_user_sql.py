"""SQL of users: every table, every format, and nothing but reading."""

import json
import re
from pathlib import Path

import pytest

import cstocli
from cstocli.ask.query import Filters, query
from cstocli.ask.user_sql import collect, run_query, text_of
from cstocli.cli.commands import LISTINGS
from cstocli.index.build import all_tables, index
from cstocli.index.index import Index
from cstocli.model.errors import WrongUsage
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
