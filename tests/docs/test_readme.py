"""What the README shows is what the program prints on a terminal of 80 columns. `REWRITE=1 pytest` writes it anew."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from cstocli.model.widths import cells
from scripts.pictures import COLUMNS, PAGE, PICTURE, picture, printed
from tests.conftest import ROOT, Run

README = ROOT / "README.md"
MOST_BYTES = 20_000
MOST_BYTES_OF_PAGE = 160_000
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCK.findall(README.read_text(encoding="utf-8")) if found == language]


def played(command: str, csto: Run) -> str:
    """What a command prints: on a terminal, or through `jq` where that is installed."""
    own, pipe, jq = command.partition(" | jq ")
    if not pipe:
        code, out = printed(*shlex.split(own)[1:], colour="never")
        assert code == 0, command
        return out
    rows = csto(*shlex.split(own)[1:]).out
    return subprocess.run(["jq", *shlex.split(jq)], input=rows, capture_output=True, text=True, check=True).stdout


def test_the_answers_in_the_readme_are_what_the_program_prints(csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = now = README.read_text(encoding="utf-8")
    assert len(blocks("console")) >= 4
    for block in blocks("console"):
        command = block.partition("\n")[0]
        if " | jq " not in command or shutil.which("jq"):
            now = now.replace(block, f"{command}\n{played(command.removeprefix('$ '), csto)}")
    if os.environ.get("REWRITE") == "1":
        README.write_text(now, encoding="utf-8")
    assert now == README.read_text(encoding="utf-8"), text


def test_every_command_in_the_readme_works(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Some write files.
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    text = README.read_text(encoding="utf-8")
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("csto ")]
    lines += re.findall(r"`(csto[^`]*)`", text)
    assert len(lines) > 10
    for line in lines:
        assert csto(*shlex.split(line, comments=True)[1:]).code == 0, line
    for promised in ("csto contingents", "csto timeline --from 2022-01-05", "csto departures --json | jq"):
        assert promised in text


def test_answers_in_the_readme_fit_80_columns_but_for_addresses() -> None:
    for block in blocks("console"):
        for line in block.splitlines()[1:]:
            assert cells(line) <= COLUMNS or line.strip().startswith("https://"), line


def test_the_picture_is_what_the_program_prints_and_small() -> None:
    if os.environ.get("REWRITE") == "1":
        PICTURE.write_text(picture(), encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == picture()
    assert PICTURE.stat().st_size < MOST_BYTES
    assert "http" not in picture().replace("http://www.w3.org/2000/svg", "").partition("<g ")[0]


def test_the_picture_of_the_page_is_small_and_shown() -> None:
    assert PAGE.read_bytes().startswith(b"\x89PNG")
    assert PAGE.stat().st_size < MOST_BYTES_OF_PAGE
    assert f"]({PAGE.relative_to(ROOT)})" in README.read_text(encoding="utf-8")
