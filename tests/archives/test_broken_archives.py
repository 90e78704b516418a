"""What is no archive, or not a whole one, is refused: half of it would be a wrong answer."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

import cstocli
from cstocli.archives.build import build
from cstocli.archives.explorer import ArchiveExplorer
from cstocli.export.parquet import MANIFEST
from cstocli.model.errors import BadBase, CstoError, NotInAnArchive, UnknownName, WrongUsage
from cstocli.model.perspective import Perspective
from tests.archives.conftest import base_with, declaring
from tests.conftest import Run


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    """An archive to break."""
    return Path(shutil.copytree(archive, tmp_path / "archive"))


def rewrite(copy: Path, **changes: Any) -> None:
    manifest = copy / "base=kz-2022" / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def write(sql: str, file: str) -> None:
    duckdb.execute(f"COPY ({sql}) TO '{file}' (FORMAT parquet)")


def foreign_file(copy: Path) -> None:
    write("SELECT 1 AS other", str(copy / "base=kz-2022" / "other.parquet"))


def foreign_columns(copy: Path) -> None:
    write("SELECT 'x' AS id, 1 AS other", str(copy / "base=kz-2022" / "contingents.parquet"))


def another_type(copy: Path) -> None:
    file = copy / "base=kz-2022" / "facts.parquet"
    write(f"SELECT * REPLACE (position::VARCHAR AS position) FROM '{file}'", f"{file}.new")
    Path(f"{file}.new").replace(file)


def missing_file(copy: Path) -> None:
    (copy / "base=kz-2022" / "facts.parquet").unlink()


def no_manifest(copy: Path) -> None:
    (copy / "base=kz-2022" / MANIFEST).unlink()


def not_json(copy: Path) -> None:
    (copy / "base=kz-2022" / MANIFEST).write_text("{", encoding="utf-8")


def renamed(copy: Path) -> None:
    shutil.copytree(copy / "base=kz-2022", copy / "base=kz-2023")


def nothing_there(copy: Path) -> None:
    shutil.rmtree(copy)


def another_version(copy: Path) -> None:
    rewrite(copy, program="csto 99.0")


def another_format(copy: Path) -> None:
    rewrite(copy, format=99)


def perspective(copy: Path) -> None:
    rewrite(copy, perspective="without TASS")


def same_numbers(copy: Path) -> None:
    other = json.loads((copy / "base=kabul-2021" / MANIFEST).read_text(encoding="utf-8"))
    rewrite(copy, numbers_from=other["numbers_from"])


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (foreign_file, "other.parquet is foreign"),
        (foreign_columns, "contingents.parquet"),
        (another_type, "facts.parquet"),
        (missing_file, "lacks facts.parquet"),
        (no_manifest, "has no manifest.json"),
        (not_json, "is no manifest of csto"),
        (renamed, 'holds the base "kz-2022"'),
        (nothing_there, "is no archive"),
        (another_version, "was made by csto 99.0"),
        (another_format, "(format 99)"),
        (perspective, "as seen from one perspective (without TASS)"),
        (same_numbers, "have the numbers of those of base=kabul-2021"),
    ],
)
def test_a_broken_archive_is_refused_with_what_is_wrong(
    copy: Path, csto: Run, broken: Callable[[Path], None], told: str
) -> None:
    broken(copy)
    ran = csto("--archive", str(copy), "departures", "--json")
    assert (ran.code, ran.out) == (3, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_damaged_file_is_told_without_a_traceback(copy: Path, csto: Run) -> None:
    (copy / "base=kz-2022" / "facts.parquet").write_bytes(b"PAR1 damaged")
    ran = csto("--archive", str(copy), "facts", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("csto: DuckDB cannot answer: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["departures", "--without", "TASS"], "a perspective weighs claims anew"),
        (["departures", "--as-of", "2022-01-13"], "a perspective weighs claims anew"),
        (["compare", "without=TASS"], "a perspective weighs claims anew"),
        (["search", "power"], "an archive has no full text"),
        (["sql", "SELECT 1"], "csto sql reads the index of one base"),
        (["sql", "--tables"], "csto sql reads the index of one base"),
        (["departures", "--sql"], "--sql prints a text for csto sql"),
        (["departures", "--facts", "facts.toml"], "--facts and --archive exclude each other"),
        (["departures", "--engine", "sqlite"], 'unknown engine "sqlite"'),
        (["departures", "--master", "local"], "--master needs --engine spark"),
        (["about"], "csto about has no option --archive"),
        ([], "--archive needs a command"),
    ],
)
def test_what_an_archive_cannot_do_is_refused_with_the_reason(
    archive: Path, csto: Run, arguments: list[str], told: str
) -> None:
    ran = csto("--archive", str(archive), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


@pytest.mark.parametrize("option", ["--engine", "--master"])
def test_an_engine_without_an_archive_is_refused(csto: Run, option: str) -> None:
    ran = csto(option, "spark", "departures")
    assert (ran.code, ran.out) == (2, "")
    assert f"{option} needs --archive" in ran.err


def test_the_python_api_refuses_the_same(on_duckdb: ArchiveExplorer) -> None:
    for refused in (
        lambda: on_duckdb.view(Perspective(without=("TASS",))),
        lambda: on_duckdb.compare(Perspective(), Perspective(without=("TASS",))),
        lambda: on_duckdb.sql("SELECT 1"),
        on_duckdb.tables,
        on_duckdb.about,
        lambda: on_duckdb.ask("overview"),
    ):
        with pytest.raises(NotInAnArchive):
            refused()


def test_an_unknown_name_is_told_with_the_nearest(on_duckdb: ArchiveExplorer, archive: Path, csto: Run) -> None:
    with pytest.raises(UnknownName, match='did you mean "kz-2022:armenia"'):
        on_duckdb.ask("departures", contingent="armenai")
    assert csto("--archive", str(archive), "show", "departure/nobody").code == 4


def test_an_id_of_several_bases_lists_them(tmp_path: Path) -> None:
    build([base_with(tmp_path, "one"), base_with(tmp_path, "two")], tmp_path / "archive")
    archive = cstocli.open_archive(tmp_path / "archive")
    with pytest.raises(WrongUsage, match=r"is in several bases\none of: one:event/first, two:event/first"):
        archive.show("event/first")
    assert archive.show("two:event/first")["fact"] == "two:event/first"
    with pytest.raises(CstoError, match="is in several bases"):
        archive.resolve("place", "city")
    assert archive.ids("place", "Norcity") == ("one:city", "two:city")


def test_bases_whose_kinds_give_one_column_two_types_are_told_to_part(tmp_path: Path) -> None:
    build([declaring(tmp_path, "one", "count"), declaring(tmp_path, "two", "place")], tmp_path / "archive")
    archive = cstocli.open_archive(tmp_path / "archive")
    assert len(archive.list("flight")) == 2  # which needs no such column
    with pytest.raises(BadBase, match=r'declare "flights\.cargo" with different types'):
        archive.index.execute("SELECT cargo FROM flights")
