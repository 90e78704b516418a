"""The workbook, read by openpyxl."""

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.export.xlsx import READ_ME, write
from cstocli.model.errors import MissingExtra

Rows = list[dict[str, Any]]


def read(file: Path) -> dict[str, Rows]:
    """Each sheet as rows."""
    book = openpyxl.load_workbook(file)
    found = {}
    for sheet in book:
        if sheet.title != READ_ME:
            heading, *rows = sheet.iter_rows(values_only=True)
            found[sheet.title] = [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    return found


def test_each_listing_is_a_sheet_with_its_rows_and_statuses(base: Explorer, tmp_path: Path) -> None:
    sheets = read(write(base, tmp_path / "base.xlsx").path)
    listings = ("timeline", "facts", "sources", "places", "origins", "disputes", "distortions", "gaps")
    assert {*listings, "claims"} <= set(sheets)
    for name in [*listings, *(("contingents", "departures", "guards", "aircraft") if base.owner else ())]:
        rows = list(base.ask(name))
        assert len(sheets[name]) == len(rows), name
        for cells, row in zip(sheets[name], rows, strict=True):
            assert cells["fact"] == row["fact"]
            weighed = {column for column in base.questions[name].row_type.fields if column in row["status"]}
            assert {column: cells[f"{column}_status"] for column in weighed} == row["status"]


def test_each_kind_of_facts_is_a_sheet(base: Explorer, tmp_path: Path) -> None:
    sheets = read(write(base, tmp_path / "base.xlsx").path)
    kinds = base.index.execute("SELECT kind, plural FROM kinds WHERE summed = FALSE").fetchall()
    for kind, plural in kinds:
        rows = list(base.list(kind))
        if plural not in base.questions:
            assert [cells["fact"] for cells in sheets[plural]] == [row["fact"] for row in rows]


def test_every_value_of_every_claim_is_there(base: Explorer, tmp_path: Path) -> None:
    claims = read(write(base, tmp_path / "base.xlsx").path)["claims"]
    sql = (
        "SELECT v.fact, v.field, v.words, v.standing FROM claim_values v JOIN facts f ON f.id = v.fact"
        " WHERE f.summed = FALSE ORDER BY v.fact, v.field, v.position"
    )
    found = [(cells["fact"], cells["field"], str(cells["says"]), cells["standing"]) for cells in claims]
    assert found == base.index.execute(sql).fetchall()


def test_a_day_is_a_date_and_edtf_stands_beside_it(kazakhstan: Explorer, tmp_path: Path) -> None:
    departures = {cells["fact"]: cells for cells in read(write(kazakhstan, tmp_path / "base.xlsx").path)["departures"]}
    armenia = departures["departure/armenia"]
    assert (armenia["date"], armenia["date_day"]) == ("2022-01-14", dt.datetime(2022, 1, 14))  # noqa: DTZ001
    others = [cells for cells in departures.values() if cells["date"] and len(cells["date"]) > len("2022-01-14")]
    assert others
    assert {cells["date_day"] for cells in others} == {None}


def test_counts_are_numbers_and_sources_are_linked(kazakhstan: Explorer, tmp_path: Path) -> None:
    file = write(kazakhstan, tmp_path / "base.xlsx").path
    book = openpyxl.load_workbook(file)
    sheet = book["sources"]
    heading = [cell.value for cell in sheet[1]]
    addresses = [row[heading.index("url")] for row in sheet.iter_rows(min_row=2)]
    linked = {cell.value: cell.hyperlink.target for cell in addresses if cell.hyperlink}
    with_address = [row["url"] for row in kazakhstan.ask("sources") if row["url"]]
    assert len(with_address) > 100
    assert set(linked) == {address[:255] for address in with_address}
    contingents = {cells["contingent"]: cells for cells in read(file)["contingents"]}
    assert contingents["armenia"]["personnel"] == 100


def test_nothing_is_a_formula(tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text(
        'format = 1\n[about]\ntitle = "=1+1"\nperiod = "2031"\n[sources.one]\npublisher = "=cmd"\ntitle = "@SUM(A1)"\n'
        '[[events]]\nid = "one"\ntitle = "+1"\nclaims = [{ source = "one", at = 1, quote = "-2+3", date = "2031" }]\n',
        encoding="utf-8",
    )
    file = write(cstocli.open(facts, environment={}), tmp_path / "base.xlsx").path
    cells = [cell for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for cell in row]
    assert {"=1+1", "=cmd", "@SUM(A1)", "+1", "-2+3"} <= {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_one_sheet_says_how_to_read_the_others(kazakhstan: Explorer, tmp_path: Path) -> None:
    file = write(kazakhstan, tmp_path / "base.xlsx", "csto export xlsx base.xlsx").path
    book = openpyxl.load_workbook(file)
    lines = dict(book[READ_ME].iter_rows(values_only=True, max_col=2))
    assert book.sheetnames[0] == READ_ME
    assert set(book.sheetnames) <= {*lines, READ_ME}
    assert lines["sha256"] == kazakhstan.about()["sha256"]
    assert lines["licence"] == "CC-BY-4.0"
    assert lines["command"] == "csto export xlsx base.xlsx"


def test_filters_choose_the_rows_and_the_claims(kazakhstan: Explorer, tmp_path: Path) -> None:
    sheets = read(write(kazakhstan, tmp_path / "base.xlsx", contingent=("armenia",)).path)
    assert {cells["contingent"] for cells in sheets["departures"]} == {"armenia"}
    facts = {cells["fact"] for cells in sheets["facts"]}
    assert {cells["fact"] for cells in sheets["claims"]} <= facts


def test_without_the_library_the_error_says_what_to_install(
    strike: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=r"pip install 'csto\[xlsx\]'"):
        write(strike, tmp_path / "base.xlsx")
    assert [*tmp_path.iterdir()] == []
