"""`timeline --svg`: the picture is written whole or not at all, and never over something that is there."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import cstocli
from cstocli.cli.commands import drawing
from cstocli.model.errors import ANSWERED, FAILED, WRONG_USAGE
from tests.conftest import ROOT, SMALL, Run, claim

BASES = [ROOT / "data" / "facts.toml", ROOT / "examples" / "kabul-airlift", ROOT / "examples" / "strike"]
SVG = "{http://www.w3.org/2000/svg}"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def in_a_process(*arguments: str, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, which can write files of `largest` bytes."""
    code = "import sys; from cstocli.cli.program import main; sys.argv[0] = 'csto'; main()"

    def limit() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    environment = {"CSTO_CACHE": "off", "PYTHONPATH": str(Path(cstocli.__file__).parents[1])}
    # Compiled modules would be cut off as well.
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, preexec_fn=limit)


def labels(text: str) -> list[str]:
    """What the rows of a picture are called."""
    rows = (each for each in ET.fromstring(text).iter(f"{SVG}g") if each.get("role") == "listitem")  # noqa: S314
    return [str(row.findtext(f"{SVG}title")) for row in rows]


@pytest.mark.parametrize("path", BASES, ids=lambda path: path.parent.name)
def test_every_dated_fact_and_every_contingent_is_a_row(csto: Run, path: Path, tmp_path: Path) -> None:
    ran = csto("timeline", "--facts", str(path), "--svg", str(tmp_path / "a.svg"), "--all")
    assert (ran.code, ran.out) == (ANSWERED, "")
    found = labels((tmp_path / "a.svg").read_text(encoding="utf-8"))
    base = cstocli.open(str(path))
    assert len(found) == len(base.ask("spans")) + (len(base.ask("presence")) if base.owner else 0)
    assert ran.err == f"wrote {tmp_path / 'a.svg'}: {len(found)} bars\n"
    assert names(tmp_path) == ["a.svg"]


def test_filters_days_and_perspective_hold_for_the_picture(csto: Run) -> None:
    everything = csto("timeline", "--svg", "-").out
    assert "Il-76 flies for the first time" not in everything
    assert "Armenia: as told 14 Jan 2022; possibly 6–14 Jan 2022; no second independent source" in labels(everything)
    some = csto("timeline", "--svg", "-", "--kind", "departure", "--contingent", "belarus", "--without", "TASS").out
    assert len(labels(some)) == 1
    assert "Perspective: without TASS." in some
    departures = ("timeline", "--svg", "-", "--kind", "departure")
    wholes, all_of_them = (labels(csto(*departures, *more).out) for more in ((), ("--parts",)))
    parts = cstocli.open(str(BASES[0])).list("departure", parts=True)
    assert len(all_of_them) - len(wholes) == sum(row["part_of"] is not None for row in parts) > 0
    assert {*wholes} <= {*all_of_them}


def test_what_is_there_is_written_over_with_force_only(csto: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text("precious", encoding="utf-8")
    ran = csto("timeline", "--svg", str(file))
    assert (ran.code, ran.err.splitlines()[1]) == (WRONG_USAGE, "  name another file, or replace it with --force")
    assert file.read_text(encoding="utf-8") == "precious"
    assert csto("timeline", "--svg", str(file), "--force", "--quiet") == (ANSWERED, "", "")
    assert labels(file.read_text(encoding="utf-8"))
    assert names(tmp_path) == ["a.svg"]


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("sort", ["folder", "dangling", "device"])
def test_what_is_no_file_is_never_written_over(csto: Run, tmp_path: Path, sort: str, force: tuple[str, ...]) -> None:
    target = Path(os.devnull) if sort == "device" else tmp_path / "there"
    if sort == "folder":
        target.mkdir()
    if sort == "dangling":
        target.symlink_to(tmp_path / "nowhere")
    ran = csto("timeline", "--svg", str(target), *force)
    assert ran.code == WRONG_USAGE
    assert ("is a folder" if sort == "folder" else "is no file that can be written over") in ran.err
    assert os.path.lexists(target)


@pytest.mark.parametrize("name", ["no/folder/a.svg", "long" * 100, "a\0b.svg"])
def test_a_file_that_cannot_be_written_is_told_of(csto: Run, tmp_path: Path, name: str) -> None:
    ran = csto("timeline", "--svg", str(tmp_path / name))
    assert (ran.code, ran.out) == (FAILED, "")
    assert ran.err.startswith("csto: cannot write ")
    assert names(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_rights_is_told_of(csto: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    ran = csto("timeline", "--svg", str(tmp_path / "a.svg"))
    assert (ran.code, "Permission denied" in ran.err) == (FAILED, True)


def test_a_full_disk_leaves_what_was_there_and_nothing_half_written(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text("precious", encoding="utf-8")
    ran = in_a_process("timeline", "--svg", str(file), "--force", largest=4096)
    assert (ran.returncode, "cannot write" in ran.stderr) == (FAILED, True)
    assert names(tmp_path) == ["a.svg"]
    assert file.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--svg a --on 1900", "no picture was written: nothing found: the requested period leaves no rows"),
        ("--svg a --grade F", "no picture was written: nothing found: --grade leaves no rows"),
    ],
)
def test_a_filter_that_leaves_nothing_writes_no_picture(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = csto("timeline", *line.split(), "--facts", str(BASES[0]))
    assert (ran.code, said in ran.err) == (FAILED, True)
    assert names(tmp_path) == []


def test_a_base_without_a_day_writes_no_picture(csto: Run, base_file: object, tmp_path: Path) -> None:
    path = base_file(SMALL + '[[guards]]\nid = "g"\n' + claim(table="guards"))  # type: ignore[operator]
    ran = csto("timeline", "--svg", str(tmp_path / "a.svg"), "--facts", path)
    assert (ran.code, "no picture was written: nothing found" in ran.err) == (FAILED, True)
    assert names(tmp_path) == []


def test_more_facts_than_can_be_looked_at_are_refused_with_filters(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "_MOST_BARS", 10)
    ran = csto("timeline", "--svg", str(tmp_path / "a.svg"))
    assert ran.code == WRONG_USAGE
    assert re.search(r"\d+ dated facts are too many for one picture, which has 10 at most", ran.err)
    assert "--kind KIND" in ran.err
    assert csto("timeline", "--svg", str(tmp_path / "a.svg"), "--kind", "departure").code == ANSWERED


@pytest.mark.parametrize(
    "line",
    [
        *(f"--svg a.svg {other}" for other in ("--json", "-f csv", "--limit 1", "--fields date", "--cite", "--chart")),
        *(f"--svg a.svg {other}" for other in ("--color never", "--no-pager", "--sql", "--long", "--evidence")),
        *("--force", "--force --chart", "--svg - --force", "--svg="),
    ],
)
def test_an_option_without_a_meaning_for_a_picture_is_refused(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = csto("timeline", *line.split())
    assert ran.code == WRONG_USAGE
    assert all(option in ran.err for option in re.findall(r"--(?!svg)[\w-]+", line))
    assert names(tmp_path) == []
