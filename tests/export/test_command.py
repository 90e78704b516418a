"""`csto export`: what it writes, and what it refuses."""

import errno
import json
import os
import shlex
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cstocli.cli import parameters
from cstocli.export.formats import FORMATS
from tests.conftest import ROOT, Run
from tests.export.conftest import only_that_file

STRIKE = ("--facts", str(ROOT / "examples" / "strike"))


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_written_told_and_kept(csto: Run, tmp_path: Path, name: str) -> None:
    target = tmp_path / "out"
    ran = csto("export", name, str(target), *STRIKE)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"wrote {target}")
    again = csto("export", name, str(target), *STRIKE)
    assert again.code == 2
    assert "is there already" in again.err
    assert "--force" in again.err
    assert csto("export", name, str(target), "--force", "--quiet", *STRIKE) == (0, "", "")
    assert only_that_file(tmp_path) == ["out"]


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_what_it_leaves_out(csto: Run, tmp_path: Path, name: str) -> None:
    ran = csto("export", name, str(tmp_path / "out"))
    assert "left out: " in ran.err
    assert FORMATS.keys() == {*parameters.EXPORTS}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_in_the_help(csto: Run, name: str) -> None:
    assert name in csto("export", "--help").out


def test_the_command_is_kept_as_it_was_typed(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["export", "geojson", str(tmp_path / "a map.geojson"), "--without", "TASS", "--contingent", "armenia"]
    monkeypatch.setattr(sys, "argv", ["csto", *words])
    assert csto(*words).code == 0
    told = json.loads((tmp_path / "a map.geojson").read_text(encoding="utf-8"))["csto"]
    assert told["command"] == shlex.join(["csto", *words])
    assert told["perspective"] == "without TASS"


@pytest.mark.parametrize("name", FORMATS)
def test_an_unwritable_folder_is_told(csto: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = csto("export", name, str(tmp_path / "file" / "out"), *STRIKE)
    assert ran.code == 1
    assert ran.err.startswith("csto: cannot write ")
    assert only_that_file(tmp_path) == ["file"]


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name != "posix", reason="needs a Unix file system")
@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_told_and_leaves_what_was_there(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    target = tmp_path / "out"
    assert csto("export", name, str(target), "--quiet", *STRIKE).code == 0
    before = content(target)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("cstocli.export.writing._move", full)
    ran = csto("export", name, str(target), "--force", *STRIKE)
    assert ran.code == 1
    assert "No space left on device" in ran.err
    assert content(target) == before
    assert only_that_file(tmp_path) == ["out"]


def content(path: Path) -> dict[str, bytes]:
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    return {str(file): file.read_bytes() for file in files}


def limited(number: int) -> Callable[[], None]:
    """What lets a process write so many bytes to a file and no more."""

    def limit() -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))

    return limit


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of Unix")
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_cannot_grow_ends_without_a_trace(tmp_path: Path, name: str) -> None:
    import subprocess

    target = tmp_path / "out"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CSTO_CACHE": "off"}
    ran = subprocess.run(
        [sys.executable, "-m", "cstocli", "export", name, str(target)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        preexec_fn=limited(2048),
    )
    assert ran.returncode == 1, ran.stderr
    assert ran.stderr.startswith("csto: cannot write "), ran.stderr
    assert "Traceback" not in ran.stderr
    assert only_that_file(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("sqlit", "x"), 2, 'did you mean "sqlite"'),
        (("sqlite", "x", "--contingent", "armenia"), 2, "sqlite has no --contingent"),
        (("parquet", "x", "--from", "2022-01-10"), 2, "parquet has no --from"),
        (("geojson", "x", "--parts"), 2, "--parts is for xlsx"),
        (("geojson", "x", "--contingent", "armeni"), 4, 'did you mean "armenia"'),
        (("sqlite", "x", "--without", "TAS"), 4, "TASS"),
        (("sqlite", ""), 2, "the target has no name"),
        (("sqlite", "x", "--json"), 2, "no such option"),
    ],
)
def test_what_has_no_meaning_is_refused(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = csto("export", *arguments)
    assert ran.code == code
    assert message in ran.err
    assert only_that_file(tmp_path) == []


@pytest.mark.parametrize(("name", "module", "extra"), [("parquet", "duckdb", "duckdb"), ("xlsx", "xlsxwriter", "xlsx")])
def test_a_missing_extra_is_named(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    ran = csto("export", name, str(tmp_path / "out"), "--errors-json", *STRIKE)
    error = json.loads(ran.err.splitlines()[-1])
    assert ran.code == 1
    assert (error["kind"], error["hint"]) == ("missing-extra", f"pip install 'csto[{extra}]'")


@pytest.mark.parametrize("given", ["mine/facts.toml", "mine", "mine/../mine/facts.toml"])
def test_the_base_itself_is_never_replaced(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "examples" / "strike" / "facts.toml").read_text(encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "facts.toml").write_text(text, encoding="utf-8")
    ran = csto("export", "sqlite", "mine/facts.toml", "--force", "--facts", given)
    assert ran.code == 2
    assert "is the base itself" in ran.err
    assert (tmp_path / "mine" / "facts.toml").read_text(encoding="utf-8") == text


def test_a_name_that_is_too_long_is_told(csto: Run, tmp_path: Path) -> None:
    ran = csto("export", "sqlite", str(tmp_path / ("x" * 300)), *STRIKE)
    assert ran.code == 1
    assert ran.err.startswith("csto: cannot write ")
    assert only_that_file(tmp_path) == []


def test_a_folder_is_never_replaced_by_a_file(csto: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "work.txt").write_text("work", encoding="utf-8")
    assert csto("export", "sqlite", str(tmp_path / "mine"), "--force", *STRIKE).code == 2
    assert (tmp_path / "mine" / "work.txt").exists()


def test_a_folder_of_something_else_is_never_replaced(csto: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "work.txt").write_text("work", encoding="utf-8")
    ran = csto("export", "datapackage", str(tmp_path / "mine"), "--force", *STRIKE)
    assert ran.code == 2
    assert (tmp_path / "mine" / "work.txt").exists()


def test_hidden_characters_of_a_target_do_not_reach_the_terminal(csto: Run, tmp_path: Path) -> None:
    ran = csto("export", "sqlite", str(tmp_path / "a\x1b[31mb"), *STRIKE)
    assert "\x1b" not in ran.err


def test_a_base_from_standard_input_is_exported(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    text = (ROOT / "examples" / "strike" / "facts.toml").read_bytes()
    fake: Any = io.TextIOWrapper(io.BytesIO(text), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", fake)
    ran = csto("export", "sqlite", str(tmp_path / "out"), "--facts", "-")
    assert ran.code == 0, ran.err
    (told,) = sqlite3.connect(tmp_path / "out").execute("SELECT value FROM _export WHERE name = 'sha256'").fetchone()
    assert told is None
