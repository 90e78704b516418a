"""The data package, looked at by frictionless."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from cstocli.ask.explorer import Explorer
from cstocli.export.datapackage import DESCRIPTOR, write
from tests.export.conftest import names_of, rows_of


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_nothing_wrong(base: Explorer, tmp_path: Path) -> None:
    from frictionless import Package

    folder = write(base, tmp_path / "package").path
    package = Package(str(folder / DESCRIPTOR))
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert report.stats["tasks"] == len(names_of(base))
    resource: Any = package.get_resource("claims")
    claims = resource.read_rows()
    assert len(claims) == base.about()["claims"]
    assert {type(row["via_inferred"]) for row in claims} == {bool}


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_a_link_that_leads_nowhere(strike: Explorer, tmp_path: Path) -> None:
    from frictionless import Package

    folder = write(strike, tmp_path / "package").path
    file = folder / "claims.csv"
    (name, *_) = strike.index.execute("SELECT source FROM claims").fetchone()
    file.write_text(file.read_text(encoding="utf-8").replace(name, "nobody", 1), encoding="utf-8")
    assert not Package(str(folder / DESCRIPTOR)).validate().valid


def test_all_rows_are_there_and_empty_text_alone_is_lost(base: Explorer, tmp_path: Path) -> None:
    folder = write(base, tmp_path / "package").path
    for table in names_of(base):
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as opened:
            _, *rows = csv.reader(opened)
        types = [
            type_
            for (type_,) in base.index.execute(
                "SELECT type FROM table_columns WHERE table_name = ? ORDER BY position", (table,)
            )
        ]
        expected = [
            ["" if cell is None else cell_text(cell, type_) for cell, type_ in zip(row, types, strict=True)]
            for row in rows_of(base, table)
        ]
        assert rows == expected, table


def cell_text(cell: object, type_: str) -> str:
    return {0: "false", 1: "true"}[int(str(cell))] if type_ == "BOOLEAN" else str(cell)


def test_it_has_licence_units_and_provenance(kazakhstan: Explorer, tmp_path: Path) -> None:
    folder = write(kazakhstan, tmp_path / "package", "csto export datapackage package").path
    package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["csto"]["sha256"] == kazakhstan.about()["sha256"]
    assert package["csto"]["left_out"]
    places = next(each for each in package["resources"] if each["name"] == "places")
    units = {field["name"]: field.get("unit") for field in places["schema"]["fields"]}
    assert (units["latitude"], units["name"]) == ("degrees", None)


def test_a_count_has_the_unit_that_the_base_declares(strike: Explorer, tmp_path: Path) -> None:
    folder = write(strike, tmp_path / "package").path
    package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    assert "licenses" not in package
    units = {field["name"]: field.get("unit") for each in package["resources"] for field in each["schema"]["fields"]}
    assert [units[name] for name in ("killed", "killed_low", "killed_words")] == ["dead", "dead", None]
