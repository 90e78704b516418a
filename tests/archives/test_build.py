"""Archives are built side by side, again only where something changed, and as a whole or not at all."""

import json
import os
from pathlib import Path

import pytest

import cstocli
from cstocli.archives import build as building
from cstocli.archives.build import build
from cstocli.export.parquet import MANIFEST
from cstocli.model.errors import FileFailed
from tests.archives.conftest import base_with
from tests.conftest import Run


def there(folder: Path) -> dict[str, int]:
    """Every file of an archive, hidden ones too, and when it was written."""
    return {
        str(file.relative_to(folder)): file.stat().st_mtime_ns for file in sorted(folder.rglob("*")) if file.is_file()
    }


def test_several_at_a_time_give_what_one_at_a_time_gives(tmp_path: Path) -> None:
    bases = [base_with(tmp_path, name) for name in ("one", "two", "three")]
    build(bases, tmp_path / "alone", 1)
    assert build(bases, tmp_path / "beside", 3).exported == ("one", "two", "three")
    assert there(tmp_path / "alone").keys() == there(tmp_path / "beside").keys()
    asked = [cstocli.open_archive(tmp_path / folder).ask("facts") for folder in ("alone", "beside")]
    assert [*asked[0]] == [*asked[1]]


def test_only_what_changed_is_exported_again(tmp_path: Path) -> None:
    bases = [base_with(tmp_path, name) for name in ("one", "two")]
    build(bases, tmp_path / "archive")
    before = there(tmp_path / "archive")
    assert build(bases, tmp_path / "archive") == building.Built((), ("one", "two"))
    assert there(tmp_path / "archive") == before
    base_with(tmp_path, "two", "Second")
    assert build(bases, tmp_path / "archive") == building.Built(("two",), ("one",))
    after = there(tmp_path / "archive")
    assert {name.partition("/")[0] for name in before if before[name] != after[name]} == {"base=two"}
    rows = cstocli.open_archive(tmp_path / "archive").ask("facts")
    assert [(row["fact"], row["summary"]) for row in rows] == [
        ("one:event/first", "First"),
        ("two:event/first", "Second"),
    ]


def test_what_another_version_or_a_perspective_left_is_exported_again(tmp_path: Path) -> None:
    base = base_with(tmp_path, "one")
    build([base], tmp_path / "archive")
    manifest = tmp_path / "archive" / "base=one" / MANIFEST
    written = json.loads(manifest.read_text(encoding="utf-8"))
    for change in ({"program": "csto 0.0.1"}, {"format": 0}, {"perspective": "without TASS"}, {"sha256": None}):
        manifest.write_text(json.dumps(written | change), encoding="utf-8")
        assert build([base], tmp_path / "archive").exported == ("one",)
    (tmp_path / "archive" / "base=one" / "facts.parquet").unlink()
    assert build([base], tmp_path / "archive").exported == ("one",)


def test_a_base_with_problems_leaves_the_archive_as_it_was(tmp_path: Path, csto: Run) -> None:
    good, bad, worse = base_with(tmp_path, "good"), base_with(tmp_path, "bad"), base_with(tmp_path, "worse")
    build([good], tmp_path / "archive")
    before = there(tmp_path / "archive")
    for path in (bad, worse):
        Path(path).write_text(Path(path).read_text(encoding="utf-8") + "[[nonsense]]\n", encoding="utf-8")
    base_with(tmp_path, "good", "Changed")
    ran = csto("archive", "build", good, bad, worse, str(tmp_path / "archive"), "--jobs", "2")
    assert ran.code == 3
    assert "bad.toml:" in ran.err
    assert "worse.toml:" in ran.err
    assert "the archive is as it was" in ran.err
    assert there(tmp_path / "archive") == before


def test_a_failed_first_build_leaves_nothing(tmp_path: Path, csto: Run) -> None:
    ran = csto("archive", "build", str(tmp_path / "none.toml"), str(tmp_path / "archive"))
    assert ran.code == 3
    assert "none.toml" in ran.err
    assert not (tmp_path / "archive").exists()


def test_two_bases_of_one_id_are_refused(tmp_path: Path, csto: Run) -> None:
    one = base_with(tmp_path, "one")
    other = tmp_path / "other.toml"
    other.write_text(Path(one).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    ran = csto("archive", "build", one, str(other), str(tmp_path / "archive"))
    assert ran.code == 2
    assert f'two bases have the id "one": {one} and {other}' in ran.err
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize("action", ["biuld", "list"])
def test_another_action_is_refused(csto: Run, action: str) -> None:
    ran = csto("archive", action, "facts.toml", "archive")
    assert ran.code == 2
    assert f'unknown action "{action}"' in ran.err


def test_without_an_archive_the_command_says_how_to_call_it(tmp_path: Path, csto: Run) -> None:
    ran = csto("archive", "build", base_with(tmp_path, "one"))
    assert ran.code == 2
    assert "for example: csto archive build facts.toml archive" in ran.err


def test_a_file_or_a_folder_of_something_else_is_no_archive(tmp_path: Path, csto: Run) -> None:
    one, two = base_with(tmp_path, "one"), base_with(tmp_path, "two")
    text = Path(two).read_text(encoding="utf-8")
    assert "is a file" in csto("archive", "build", one, two).err
    assert Path(two).read_text(encoding="utf-8") == text
    assert "it holds other files" in csto("archive", "build", one, str(tmp_path)).err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.toml", "two.toml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_rights_is_told(tmp_path: Path, csto: Run) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    ran = csto("archive", "build", base_with(tmp_path, "one"), str(locked / "archive"))
    assert ran.code == 1
    assert "cannot write" in ran.err


def test_a_full_disk_leaves_the_archive_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = base_with(tmp_path, "one")
    build([base], tmp_path / "archive")
    before = there(tmp_path / "archive")
    base_with(tmp_path, "one", "Changed")
    real = Path.write_text

    def full(path: Path, *given: str, **more: str) -> int:
        if path.name == MANIFEST:
            raise OSError(28, "No space left on device")
        return real(path, *given, **more)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(FileFailed, match="No space left on device"):
        build([base], tmp_path / "archive")
    assert there(tmp_path / "archive") == before


def test_the_missing_extra_is_named_with_what_to_type(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, csto: Run
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    base = base_with(tmp_path, "one")
    for arguments in (("archive", "build", base, str(tmp_path / "archive")), ("--archive", "archive", "facts")):
        ran = csto(*arguments)
        assert ran.code == 1
        assert "install it: pip install 'csto[duckdb]'" in ran.err
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)
    ran = csto("--archive", "archive", "--engine", "spark", "facts")
    assert "install it: pip install 'csto[spark]'" in ran.err
