"""The exported database, read by SQLite alone and by Datasette."""

import asyncio
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cstocli.ask.explorer import Explorer
from cstocli.export import sqlite
from cstocli.export.sqlite import PROVENANCE, write
from tests.export.conftest import names_of, rows_of


@pytest.fixture
def file(base: Explorer, tmp_path: Path) -> Path:
    return write(base, tmp_path / "base.sqlite", "csto export sqlite base.sqlite").path


def test_every_table_reads_back_as_it_was(base: Explorer, file: Path) -> None:
    other = sqlite3.connect(file)
    for table in names_of(base):
        assert other.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() == rows_of(base, table), table


def test_all_foreign_keys_lead_somewhere(base: Explorer, file: Path) -> None:
    other = sqlite3.connect(file)
    assert other.execute("PRAGMA foreign_key_check").fetchall() == []
    assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    links = {
        (table, link[3], link[2])
        for table in names_of(base)
        for link in other.execute(f"PRAGMA foreign_key_list({table})")
    }
    declared = base.index.execute("SELECT table_name, name, leads_to FROM table_columns WHERE leads_to IS NOT NULL")
    assert links == {row for row in declared if row[0] != "search"}
    assert ("claims", "source", "sources") in links


def test_it_says_where_it_comes_from_and_what_it_lacks(base: Explorer, file: Path) -> None:
    told = dict(sqlite3.connect(file).execute(f"SELECT name, value FROM {PROVENANCE}"))
    about = base.about()
    assert {name: told[name] for name in ("id", "sha256", "licence")} == {
        name: about[name] for name in ("id", "sha256", "licence")
    }
    assert told["command"] == "csto export sqlite base.sqlite"
    assert told["left_out"] == "; ".join(sqlite.LEFT_OUT)


def test_views_have_names_beside_ids(kazakhstan: Explorer, tmp_path: Path) -> None:
    file = write(kazakhstan, tmp_path / "base.sqlite").path
    other = sqlite3.connect(file)
    sql = "SELECT from_place, from_place_name FROM departures_named WHERE fact = 'departure/armenia'"
    assert other.execute(sql).fetchall() == [("almaty-airport", "Almaty airport")]
    sql = "SELECT count(*), count(source_publisher), count(fact_summary) FROM claims_named"
    claims = kazakhstan.about()["claims"]
    assert other.execute(sql).fetchall() == [(claims, claims, claims)]


def test_full_text_finds_what_search_finds(kazakhstan: Explorer, tmp_path: Path) -> None:
    other = sqlite3.connect(write(kazakhstan, tmp_path / "base.sqlite").path)
    sql = "SELECT fact FROM claims WHERE rowid IN (SELECT rowid FROM _claims_fts WHERE quote MATCH 'morning')"
    quotes = [row["fact"] for row in kazakhstan.search("morning") if row["part"] == "quote"]
    assert sorted(fact for (fact,) in other.execute(sql)) == sorted(quotes)
    assert quotes


def datasette(file: Path, *paths: str) -> list[dict[str, Any]]:
    """What a real Datasette answers."""
    from datasette.app import Datasette

    async def answers() -> list[dict[str, Any]]:
        served = Datasette([str(file)])
        await served.invoke_startup()
        responses = [await served.client.get(path) for path in paths]
        assert [response.status_code for response in responses] == [200] * len(paths)
        return [json.loads(response.text) for response in responses]

    return asyncio.run(answers())


@pytest.mark.filterwarnings("ignore")
def test_datasette_links_rows_counts_facets_and_searches(kazakhstan: Explorer, tmp_path: Path) -> None:
    file = write(kazakhstan, tmp_path / "base.sqlite").path
    tables, claims, found, facts = datasette(
        file,
        "/base.json",
        "/base/claims.json?_labels=on&_size=5",
        "/base/claims.json?_search=morning&_size=1000",
        "/base/fields.json?_facet=status&_size=0&_facet_size=20",
    )
    by_name = {table["name"]: table for table in tables["tables"]}
    about = kazakhstan.about()
    assert by_name["claims"]["count"] == about["claims"]
    assert by_name["claims"]["fts_table"] == "_claims_fts"
    assert {link["other_table"] for link in by_name["claims"]["foreign_keys"]["outgoing"]} == {"facts", "sources"}
    assert by_name["_claims_fts"]["hidden"]
    assert claims["expandable_columns"]
    texts = kazakhstan.index.execute("SELECT quote || ' ' || reading || ' ' || note FROM claims").fetchall()
    expected = sum(bool(re.search(r"\bmorning\b", text, re.IGNORECASE)) for (text,) in texts)
    assert found["filtered_table_rows_count"] == expected > 5
    counted = {each["value"]: each["count"] for each in facts["facet_results"]["status"]["results"]}
    statuses = kazakhstan.index.execute("SELECT status, count(*) FROM fields GROUP BY status").fetchall()
    assert counted == dict(statuses)
