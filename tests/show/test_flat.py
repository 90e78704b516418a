"""CSV and TSV with a column for the status of each field."""

import csv
import io
import re
from typing import Any

import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from tests.conftest import ROOT, Run

KABUL = ("--facts", str(ROOT / "examples" / "kabul-airlift"))


@pytest.fixture(scope="module")
def shipped() -> Explorer:
    return cstocli.open(environment={})


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("listing", ["departures", "contingents", "guards", "aircraft", "facts", "timeline"])
def test_each_field_has_its_status_and_its_origins(csto: Run, shipped: Explorer, listing: str) -> None:
    every = ("--all",) if listing == "timeline" else ()
    found = rows(csto(listing, "--format", "csv", "--flat", *every).out)
    answers: list[dict[str, Any]] = list(shipped.ask(listing, evidence=True))
    assert len(found) == len(answers)
    for cells, row in zip(found, answers, strict=True):
        weighed = {
            name: status for name, status in row["status"].items() if name in shipped.questions[listing].row_type.fields
        }
        assert weighed or listing == "facts"
        for name, status in weighed.items():
            assert cells[f"{name}_status"] == status
            origins = row["assessment"].get(name, {}).get("origins", 0)
            assert cells[f"{name}_origins"] == str(origins)


def test_a_kind_of_any_base_is_flat_too(csto: Run) -> None:
    found = rows(csto("list", "flight", "--format", "csv", "--flat", *KABUL).out)
    assert {"single-origin", "disputed"} <= {cells["passengers_status"] for cells in found}
    assert "evidence" not in found[0]


def test_chosen_fields_bring_their_columns(csto: Run) -> None:
    heading = csto("departures", "--format", "csv", "--flat", "--fields", "country,date").out.splitlines()[0]
    assert heading == "country,date,date_status,date_origins"
    heading = csto("departures", "--format", "tsv", "--flat", "--fields", "date_status,date").out.splitlines()[0]
    assert heading == "date_status\tdate\tdate_origins"


def test_flat_columns_sort(csto: Run) -> None:
    found = rows(csto("departures", "--format", "csv", "--flat", "--sort", "-date_origins").out)
    origins = [int(cells["date_origins"]) for cells in found]
    assert origins == sorted(origins, reverse=True)
    assert len(set(origins)) > 1


def test_evidence_stays_where_it_was_asked_for(csto: Run) -> None:
    heading = csto("departures", "--format", "csv", "--flat", "--evidence", "--limit", "1").out.splitlines()[0]
    assert heading.endswith(",evidence,assessment")


@pytest.mark.parametrize("options", [(), ("--json",), ("--format", "markdown"), ("--format", "jsonl")])
def test_it_is_refused_where_it_has_no_meaning(csto: Run, options: tuple[str, ...]) -> None:
    ran = csto("departures", "--flat", *options)
    assert ran.code == 2
    assert re.search(r"csto departures --flat .*-f csv", ran.err)
    assert csto("facts", "--flat", "--format", "csv").code == 0
