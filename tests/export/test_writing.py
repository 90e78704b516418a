"""What may be written over: one rule for everything that writes for its user."""

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cstocli.export.formats import FORMATS
from cstocli.model.errors import ANSWERED, FAILED, WRONG_USAGE
from tests.conftest import ROOT, Ran, Run
from tests.export.conftest import only_that_file

STRIKE = ("--facts", str(ROOT / "examples" / "strike"))
FILES = ("sqlite", "geojson", "xlsx", "jsonld")
FOLDERS = ("datapackage", "parquet")
TEXTS = ("geojson", "jsonld")

Write = Callable[[str], Ran]


@pytest.fixture(params=[*FILES, "page", "svg"])
def write(request: pytest.FixtureRequest, csto: Run) -> Write:
    """Each way to write a file, with --force."""
    lines = {"page": ("page", "{}"), "svg": ("timeline", "--svg", "{}")}
    line = lines.get(request.param, ("export", request.param, "{}"))
    return lambda path: csto(*(word.format(path) for word in line), "--force", "--quiet", *STRIKE)


def test_every_format_is_tried_here() -> None:
    assert {*FILES, *FOLDERS} == FORMATS.keys()


@pytest.mark.parametrize("sort", ["folder", "dangling", "device", "pipe"])
def test_what_is_no_file_is_never_replaced(write: Write, tmp_path: Path, sort: str) -> None:
    target = Path(os.devnull) if sort == "device" else tmp_path / "there"
    if sort == "folder":
        target.mkdir()
    elif sort == "pipe":
        os.mkfifo(target)
    elif sort == "dangling":
        target.symlink_to(tmp_path / "nowhere")
    before = target.lstat()
    # Who may replace a device must be stopped by the program.
    link = tmp_path / "link"
    link.symlink_to(target)
    for path in (target, link) if sort != "device" else (link,):
        ran = write(str(path))
        assert (ran.code, ran.out) == (WRONG_USAGE, "")
        assert "nothing was written" in ran.err
    assert target.lstat().st_ino == before.st_ino
    assert link.is_symlink()


def test_of_a_link_the_file_is_replaced_to_which_it_leads(write: Write, tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    link = tmp_path / "folder" / "link"
    link.symlink_to(Path("..", "real"))
    assert write(str(link)) == (ANSWERED, "", "")
    assert link.is_symlink()
    assert (tmp_path / "real").stat().st_size > len("old")
    assert only_that_file(tmp_path) == ["folder", "real"]
    assert only_that_file(tmp_path / "folder") == ["link"]


def test_no_folder_is_made_on_the_way(write: Write, tmp_path: Path) -> None:
    ran = write(str(tmp_path / "none" / "x"))
    assert (ran.code, "there is no such folder" in ran.err) == (FAILED, True)
    assert only_that_file(tmp_path) == []


@pytest.mark.parametrize("name", FOLDERS)
def test_the_folder_itself_is_made_but_none_above_it(csto: Run, tmp_path: Path, name: str) -> None:
    ran = csto("export", name, str(tmp_path / "none" / "x"), *STRIKE)
    assert (ran.code, "there is no such folder" in ran.err) == (FAILED, True)
    assert only_that_file(tmp_path) == []
    assert csto("export", name, str(tmp_path / "x"), *STRIKE).code == ANSWERED


def test_an_archive_is_made_but_no_folder_above_it(csto: Run, tmp_path: Path) -> None:
    ran = csto("archive", "build", STRIKE[1], str(tmp_path / "none" / "x"))
    assert (ran.code, "there is no such folder" in ran.err) == (FAILED, True)
    assert only_that_file(tmp_path) == []


@pytest.mark.parametrize("name", FOLDERS)
def test_a_file_where_a_folder_is_needed_is_told_and_kept(csto: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "p.html"
    file.write_text("mine", encoding="utf-8")
    for force in ((), ("--force",)):
        ran = csto("export", name, str(file), *force, *STRIKE)
        assert ran.code == WRONG_USAGE
        assert f'"{file}" is a file, and a folder is needed' in ran.err
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", FOLDERS)
def test_a_device_is_no_folder(csto: Run, tmp_path: Path, name: str) -> None:
    link = tmp_path / "link"
    link.symlink_to(os.devnull)
    ran = csto("export", name, str(link), "--force", *STRIKE)
    assert (ran.code, "is no folder" in ran.err) == (WRONG_USAGE, True)
    assert csto("archive", "build", STRIKE[1], str(link)).code == WRONG_USAGE
    assert link.readlink() == Path(os.devnull)


def test_an_earlier_data_package_behind_a_link_is_replaced_there(csto: Run, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("real")
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "datapackage.json").write_text("old", encoding="utf-8")
    assert csto("export", "datapackage", str(link), "--force", *STRIKE).code == ANSWERED
    assert link.readlink() == Path("real")
    assert (tmp_path / "real" / "facts.csv").is_file()


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_written_to_standard_output(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = csto("export", name, "-", *STRIKE)
    assert ran.code == ANSWERED
    assert json.loads(ran.out)
    assert ran.err.startswith("left out: ")
    assert csto("export", name, "-", "--quiet", *STRIKE).err == ""
    forced = csto("export", name, "-", "--force", *STRIKE)
    assert (forced.code, "--force is for files" in forced.err) == (WRONG_USAGE, True)
    assert only_that_file(tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        *(f"export {name} -" for name in FORMATS if name not in TEXTS),
        "facts --receipt-file -",
        f"archive build {STRIKE[1]} -",
    ],
)
def test_what_is_no_text_does_not_go_to_standard_output(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = csto(*line.split())
    assert (ran.code, ran.out) == (WRONG_USAGE, "")
    assert '"-" is standard output' in ran.err
    assert only_that_file(tmp_path) == []


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder that everybody may look into, and nobody but its owner may write to."""
    folder = Path(tempfile.mkdtemp())
    # The checkout may lie where nobody else can read.
    (folder / "base.toml").write_bytes((Path(STRIKE[1]) / "facts.toml").read_bytes())
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="needs permissions of Unix")
@pytest.mark.parametrize("line", [*(f"export {name}" for name in FORMATS), "page", "timeline --svg", "archive build"])
def test_a_folder_without_rights_is_told_with_its_cause(csto: Run, locked: Path, tmp_path: Path, line: str) -> None:
    base = str(locked / "base.toml")
    words = [*line.split(), base] if "archive" in line else [*line.split()]
    facts = () if "archive" in line else ("--facts", base)
    # Loads all modules while they can be read.
    assert csto(*words, str(tmp_path / "x"), *facts).code == ANSWERED
    user = os.geteuid()
    if user == 0:
        if any(not folder.stat().st_mode & stat.S_IXOTH for folder in ROOT.parents):
            pytest.skip("the program lies where no other user can read it")
        os.seteuid(65534)
    try:
        ran = csto(*words, str(locked / "x"), *facts)
    finally:
        os.seteuid(user)
    assert (ran.code, ran.out) == (FAILED, "")
    assert f'cannot write "{locked / "x"}' in ran.err
    assert "Permission denied" in ran.err
    assert "name another" in ran.err


@pytest.mark.parametrize("line", ["page", "timeline --svg", "export geojson"])
def test_the_base_is_never_written_over(csto: Run, tmp_path: Path, line: str) -> None:
    file = tmp_path / "facts.toml"
    shutil.copy(ROOT / "examples" / "strike" / "facts.toml", file)
    before = file.read_bytes()
    ran = csto(*line.split(), str(file), "--force", "--facts", str(file))
    assert (ran.code, "is the base itself" in ran.err) == (WRONG_USAGE, True)
    assert file.read_bytes() == before
