"""Parquet, read back by DuckDB."""

import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.export import parquet
from cstocli.export.parquet import TYPES, numbers_from, write_parquet
from cstocli.model.errors import CstoError, FileFailed, MissingExtra, WrongUsage
from cstocli.model.perspective import Perspective
from tests.export.conftest import BASES, names_of, only_that_file, rows_of


def read(file: Path) -> list[tuple[Any, ...]]:
    return duckdb.execute(f"SELECT * FROM read_parquet('{file}', hive_partitioning = false)").fetchall()


def without_base(value: Any, form: str | None, base_id: str) -> Any:
    """A cell of Parquet as the index has it."""
    if value is None or not form:
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, int):
        return value - numbers_from(base_id)
    assert value == "[]" or f"{base_id}:" in value
    return value.replace(f"{base_id}:", "")


def test_every_table_reads_back_as_it_was(base: Explorer, tmp_path: Path) -> None:
    folder = write_parquet(base, tmp_path)
    base_id = folder.name.removeprefix("base=")
    assert base_id in BASES
    assert {file.stem for file in folder.glob("*.parquet")} == set(names_of(base))
    for table in names_of(base):
        sql = "SELECT ids FROM table_columns WHERE table_name = ? ORDER BY position"
        forms = [form for (form,) in base.index.execute(sql, (table,))]
        found = [
            tuple(without_base(*cell, base_id) for cell in zip(row, forms, strict=True))
            for row in read(folder / f"{table}.parquet")
        ]
        assert found == rows_of(base, table), table


def test_types_are_the_declared_ones_whatever_a_base_holds(tmp_path: Path) -> None:
    types: dict[tuple[str, str], set[str]] = {}
    for path in BASES.values():
        base = cstocli.open(path, environment={})
        folder = write_parquet(base, tmp_path)
        for table in names_of(base):
            sql = "SELECT name, type FROM table_columns WHERE table_name = ? ORDER BY position"
            declared = {column: TYPES[type_] for column, type_ in base.index.execute(sql, (table,))}
            file = folder / f"{table}.parquet"
            described = duckdb.execute(f"DESCRIBE FROM read_parquet('{file}', hive_partitioning = false)").fetchall()
            assert {column: type_ for column, type_, *_ in described} == declared
            for column, type_ in declared.items():
                types.setdefault((table, column), set()).add(type_)
    assert not {column: found for column, found in types.items() if len(found) > 1}


def test_ids_of_several_bases_lead_to_their_own_rows_only(tmp_path: Path) -> None:
    for path in BASES.values():
        write_parquet(cstocli.open(path, environment={}), tmp_path)
    links = duckdb.execute(
        f"SELECT DISTINCT table_name, name, leads_to FROM '{tmp_path}/*/table_columns.parquet'"
        " WHERE leads_to IS NOT NULL AND table_name <> 'search'"
    ).fetchall()
    assert len(links) > 40
    for table, column, other in links:
        left, right = (f"read_parquet('{tmp_path}/*/{name}.parquet', union_by_name = true)" for name in (table, other))
        join = f'FROM {left} t LEFT JOIN {right} o ON t."{column}" = o.id WHERE t."{column}" IS NOT NULL'
        lost, wrong = duckdb.execute(
            f"SELECT count(*) FILTER (o.id IS NULL), count(*) FILTER (t.base <> o.base) {join}"
        ).fetchall()[0]
        assert (table, column, lost, wrong) == (table, column, 0, 0)
    claims = duckdb.execute(
        f"SELECT count(*), count(DISTINCT id), max(id) FROM '{tmp_path}/*/claims.parquet'"
    ).fetchall()
    assert claims[0][0] == claims[0][1]
    assert claims[0][2] < 2**53


def test_the_manifest_says_where_it_comes_from(kazakhstan: Explorer, tmp_path: Path) -> None:
    folder = write_parquet(kazakhstan, tmp_path, "csto export parquet archive")
    manifest = json.loads((folder / parquet.MANIFEST).read_text(encoding="utf-8"))
    about = kazakhstan.about()
    assert (manifest["sha256"], manifest["id"], manifest["licence"]) == (about["sha256"], "kz-2022", "CC-BY-4.0")
    assert manifest["program"] == f"csto {cstocli.__version__}"
    assert manifest["perspective"] is None
    assert manifest["command"] == "csto export parquet archive"
    assert manifest["tables"]["claims"]["rows"] == about["claims"]
    assert manifest["numbers_from"] == numbers_from("kz-2022")


def test_a_perspective_is_exported_and_named(kazakhstan: Explorer, tmp_path: Path) -> None:
    view = kazakhstan.view(Perspective(without=("TASS",)))
    folder = write_parquet(view, tmp_path)
    assert json.loads((folder / parquet.MANIFEST).read_text(encoding="utf-8"))["perspective"] == "without TASS"
    assert len(read(folder / "claims.parquet")) == view.about()["claims"] < kazakhstan.about()["claims"]


def test_a_folder_that_is_there_stays_unless_it_is_to_be_replaced(strike: Explorer, tmp_path: Path) -> None:
    folder = write_parquet(strike, tmp_path)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WrongUsage, match="is there already"):
        write_parquet(strike, tmp_path)
    assert (folder / "mine.txt").exists()
    write_parquet(strike, tmp_path, force=True)
    assert not (folder / "mine.txt").exists()
    assert only_that_file(tmp_path) == [folder.name]


def test_what_fails_half_way_leaves_nothing(strike: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet, "_write_table", full)
    with pytest.raises(FileFailed, match="No space left on device"):
        write_parquet(strike, tmp_path)
    assert only_that_file(tmp_path) == []


def test_without_duckdb_the_error_says_what_to_install(
    strike: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtra) as caught:
        write_parquet(strike, tmp_path)
    error: CstoError = caught.value
    assert "pip install 'csto[duckdb]'" in "\n".join(error.lines)
    assert only_that_file(tmp_path) == []
