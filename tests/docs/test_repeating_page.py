"""The page on receipts, differences and references shows what the program prints, and its lines for a shell work."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cstocli
from tests.conftest import ROOT, Run

PAGE = ROOT / "docs" / "repeating.md"
CLAIM = r'(?s)(id = "kyrgyzstan"\n(?:(?!\n\[\[departures\]\]).)*?source = "islworld-0114"\nat = 1\n)'


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def surroundings(folder: Path) -> None:
    """The shipped base and a copy in which one claim is deprecated."""
    base = (ROOT / "data" / "facts.toml").read_text(encoding="utf-8")
    before, table, rest = base.partition("[[departures]]")
    edited, count = re.subn(CLAIM, r'\1deprecated = "made up, to show what that does"\n', rest, count=1)
    assert count == 1
    (folder / "facts.toml").write_text(base, encoding="utf-8")
    (folder / "edited.toml").write_text(before + table + edited, encoding="utf-8")


def test_the_output_on_the_page_is_what_the_program_prints(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    surroundings(tmp_path)
    monkeypatch.chdir(tmp_path)
    now = text()
    blocks = re.findall(r"^```console\n(.*?)^```", now, re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 6
    for block in blocks:
        command = block.splitlines()[0]
        now = now.replace(block, f"{command}\n{csto(*shlex.split(command)[2:]).out}")
    if os.environ.get("REWRITE") == "1":
        PAGE.write_text(now, encoding="utf-8")
    assert now == text()


def test_the_keys_of_a_receipt_are_those_of_the_page(csto: Run, tmp_path: Path) -> None:
    table = text().partition("A receipt records")[2].partition("There is nothing else")[0]
    rows = re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)
    told = [key for row in rows for key in re.findall(r"`(\w+)`", row)]
    assert csto("facts", "--receipt-file", str(tmp_path / "r.json")).code == 0
    assert [*json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))] == told


def test_the_styles_of_the_page_are_those_of_the_program() -> None:
    from cstocli.ask.cite import STYLES

    table = text().partition("| style |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == [*STYLES]


def test_the_about_table_of_the_page_can_be_cited(csto: Run, tmp_path: Path) -> None:
    (about,) = re.findall(r"```toml\n(.*?)```", text(), re.DOTALL)
    rest = (
        'format = 1\n[sources.a]\npublisher = "A"\n[[events]]\nid = "a"\ntitle = "A"\n[[events.claims]]\n'
        'source = "a"\nat = 1\nquote = "some words"\ndate = 2031-05-09\n'
    )
    (tmp_path / "facts.toml").write_text(rest.replace("[sources.a]", f"{about}[sources.a]", 1), encoding="utf-8")
    out = csto("cite", "base", "--facts", str(tmp_path / "facts.toml")).out
    assert out.startswith("The curators. Norland Institute. “Relief convoy to Norland”. Data set, version 3, SHA-256 ")


@pytest.mark.skipif(not (shutil.which("git") and shutil.which("bash")), reason="there is no git or no bash")
def test_the_lines_for_a_shell_work(csto: Run, tmp_path: Path) -> None:
    work = tmp_path / "work"
    (work / "base").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "csto"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cstocli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(cstocli.__file__).parents[1]),
    }

    def shell(line: str) -> str:
        done = subprocess.run(
            ["bash", "-ec", line], cwd=work, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    surroundings(work)
    shell("git init --quiet && cp facts.toml base && git add facts.toml base")
    identity = "-c user.name=A -c user.email=a@example.org"
    shell(f"git {identity} commit --quiet -m First && cp edited.toml facts.toml && cp edited.toml base/facts.toml")
    shell(f"git {identity} commit --quiet -am Second")
    summed, piped, folder = re.findall(r"```sh\n(.*?)```", text(), re.DOTALL)
    assert "claim of islworld-0114" in shell(piped)
    assert "claim of islworld-0114" in shell(folder)
    (tmp_path / "r.json").unlink(missing_ok=True)
    assert csto("departures", "--facts", str(work / "facts.toml"), "--receipt-file", str(tmp_path / "r.json")).code == 0
    receipt = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert shell(summed).split()[0] == receipt["answer"]["sha256"]
