"""The files of a base are found once, and each is read once."""

import hashlib
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import cstocli
from cstocli.index.cache import open_index
from cstocli.model.errors import BadBase
from cstocli.read.files import Files
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from tests.conftest import SMALL, claim

FACT = f'[[departures]]\nid = "wave"\ncontingent = "sudland"\n{claim(date="2031-05-09")}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A base of two files, and what does not belong to it."""
    base = tmp_path / "base"
    base.mkdir()
    (base / "a.toml").write_text(SMALL, encoding="utf-8")
    (base / "b.toml").write_text(FACT, encoding="utf-8")
    (base / "notes.txt").write_text("nothing", encoding="utf-8")
    (base / ".toml").write_text("nothing", encoding="utf-8")
    (base / "folder.toml").mkdir()
    return base


@pytest.fixture
def calls(folder: Path, monkeypatch: pytest.MonkeyPatch) -> "Counter[tuple[str, str]]":
    """How often each function of the system was called with a path of the base."""
    counted: Counter[tuple[str, str]] = Counter()

    def count(name: str) -> None:
        really = getattr(os, name)

        def counting(path: Any, *more: Any, **options: Any) -> Any:
            if isinstance(path, str | Path) and Path(path).is_relative_to(folder):
                counted[name, Path(path).name] += 1
            return really(path, *more, **options)

        monkeypatch.setattr(os, name, counting)

    for name in ("open", "scandir", "listdir", "stat"):
        count(name)
    return counted


COLD = {
    ("stat", "base"): 1,
    ("scandir", "base"): 1,
    **{(call, file): 1 for call in ("stat", "open") for file in ("a.toml", "b.toml")},
}


def test_a_cold_answer_looks_at_a_base_once_and_opens_each_file_once(
    folder: Path, tmp_path: Path, calls: "Counter[tuple[str, str]]"
) -> None:
    open_index(str(folder), {"XDG_CACHE_HOME": str(tmp_path)}, peace_operation).close()
    assert calls == COLD


def test_without_a_cache_a_base_is_looked_at_as_often(folder: Path, calls: "Counter[tuple[str, str]]") -> None:
    open_index(str(folder), {}, peace_operation).close()
    assert calls == COLD


def test_a_warm_answer_opens_no_file_of_the_base(
    folder: Path, tmp_path: Path, calls: "Counter[tuple[str, str]]"
) -> None:
    for _ in range(2):
        calls.clear()
        open_index(str(folder), {"XDG_CACHE_HOME": str(tmp_path)}, peace_operation).close()
    assert calls == {call: number for call, number in COLD.items() if call[0] != "open"}


def test_the_sum_is_of_the_bytes_that_were_read(folder: Path) -> None:
    files = Files(str(folder))
    assert files.sha256 is None
    documents = files.documents()
    assert [document.name for document in documents] == [str(folder / "a.toml"), str(folder / "b.toml")]
    assert files.sha256 == hashlib.sha256((SMALL + FACT).encode()).hexdigest()
    assert files.size == len((SMALL + FACT).encode())
    assert not files.changed


@pytest.mark.parametrize("change", ["touch", "replace"])
def test_a_file_that_changes_between_finding_and_reading_is_seen(folder: Path, change: str) -> None:
    files = Files(str(folder))
    assert files.size
    file = folder / "b.toml"
    if change == "touch":
        os.utime(file, (1, 1))
    else:
        (folder / "new").write_text(FACT, encoding="utf-8")
        (folder / "new").replace(file)
    files.documents()
    assert files.changed


def test_a_base_that_changes_while_it_is_read_is_answered_and_not_cached(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = os.open

    def change_and_open(path: Any, *more: Any, **options: Any) -> int:
        if Path(path).name == "b.toml":
            Path(path).write_text(FACT.replace('"wave"', '"other"'), encoding="utf-8")
        return really_open(path, *more, **options)

    with monkeypatch.context() as changing:
        changing.setattr(os, "open", change_and_open)
        index = open_index(str(folder), {"XDG_CACHE_HOME": str(tmp_path)}, peace_operation)
    assert index.execute("SELECT id FROM departures").fetchall() == [("other",)]
    assert index.file is None
    assert not [*tmp_path.rglob("*.manifest")]


@pytest.mark.parametrize("later", [0.0, 0.9, 1.9])
def test_what_changes_within_one_tick_of_a_coarse_clock_is_never_answered_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: float
) -> None:
    base, tick = tmp_path / "facts.toml", 2_000_000_000 * 10**9

    def coarse(state: os.stat_result) -> tuple[int, ...]:
        return state.st_size, tick, tick, state.st_ino

    # A file system with times of whole seconds: all that is written within one of them has one time.
    monkeypatch.setattr("cstocli.read.files.stat_signature", coarse)
    monkeypatch.setattr("time.time_ns", lambda: tick + int(later * 10**9))
    for name in ("first", "later"):
        base.write_text(SMALL + FACT.replace('"wave"', f'"{name}"'), encoding="utf-8")
        index = open_index(str(base), {"XDG_CACHE_HOME": str(tmp_path)}, peace_operation)
        assert index.execute("SELECT id FROM departures").fetchall() == [(name,)]


def test_what_has_lain_still_on_a_coarse_clock_is_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base, tick = tmp_path / "facts.toml", 2_000_000_000 * 10**9
    base.write_text(SMALL + FACT, encoding="utf-8")
    monkeypatch.setattr("cstocli.read.files.stat_signature", lambda state: (state.st_size, tick, tick, state.st_ino))
    monkeypatch.setattr("time.time_ns", lambda: tick + 2 * 10**9)
    assert open_index(str(base), {"XDG_CACHE_HOME": str(tmp_path)}, peace_operation).file


def test_what_was_changed_in_the_future_is_not_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path / "facts.toml"
    base.write_text(SMALL + FACT, encoding="utf-8")
    # The clock was set back: it will come to that time again.
    now = base.stat().st_ctime_ns - 5 * 10**9
    monkeypatch.setattr("time.time_ns", lambda: now)
    assert open_index(str(base), {"XDG_CACHE_HOME": str(tmp_path)}, peace_operation).file is None


@pytest.mark.parametrize("target", ["file", "folder"])
def test_a_link_that_flips_while_it_is_read_leaves_nothing_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    link = tmp_path / "link"
    for name in ("first", "later"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "facts.toml").write_text(SMALL + FACT.replace('"wave"', f'"{name}"'), encoding="utf-8")

    def lead_to(name: str) -> None:
        link.unlink(missing_ok=True)
        link.symlink_to(tmp_path / name if target == "folder" else tmp_path / name / "facts.toml")

    really_open = os.open

    def flip_and_open(path: Any, *more: Any, **options: Any) -> int:
        if "link" in str(path):
            lead_to("later")
        return really_open(path, *more, **options)

    lead_to("first")
    with monkeypatch.context() as changing:
        changing.setattr(os, "open", flip_and_open)
        open_index(str(link), {"XDG_CACHE_HOME": str(tmp_path)}, peace_operation).close()
    for name in ("first", "later"):
        lead_to(name)
        index = open_index(str(link), {"XDG_CACHE_HOME": str(tmp_path)}, peace_operation)
        assert index.execute("SELECT id FROM departures").fetchall() == [(name,)]


def test_about_counts_the_files_that_answered(folder: Path, tmp_path: Path) -> None:
    for _ in range(2):
        about = cstocli.open(folder, environment={"XDG_CACHE_HOME": str(tmp_path)}).about()
        assert (about["files"], about["sha256"]) == (2, hashlib.sha256((SMALL + FACT).encode()).hexdigest())


def test_standard_input_has_no_files() -> None:
    files = Files("-")
    assert (files.found, files.size, files.sha256) == ({}, 0, None)


@pytest.mark.parametrize("name", [".taplo.toml", "._a.toml", ".#a.toml", ".a.toml", ".toml"])
def test_a_hidden_file_of_a_folder_is_no_part_of_the_base(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x00\x05\x16\x07 no TOML")
    assert [Path(file).name for file in Files(str(folder)).found] == ["a.toml", "b.toml"]


def test_a_hidden_file_that_is_named_is_read(folder: Path) -> None:
    (folder / ".a.toml").write_text(SMALL, encoding="utf-8")
    assert [document.text for document in Files(str(folder / ".a.toml")).documents()] == [SMALL]


def test_a_base_that_is_gone_is_refused_when_it_is_read(folder: Path) -> None:
    files = Files(str(folder / "nowhere.toml"))
    with pytest.raises(BadBase, match="No such file"):
        files.documents()
