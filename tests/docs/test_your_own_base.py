"""The tutorial of docs/your-own-base.md works: its text makes the base, and its commands print what it says."""

import os
import re
import shlex
from pathlib import Path

import pytest
import tomli

from cstocli.model.base import Document
from cstocli.read.reader import read
from tests.conftest import FORMAT, ROOT, Run

PAGE = ROOT / "docs" / "your-own-base.md"
EXAMPLE = ROOT / "examples" / "strike" / "facts.toml"
BLOCK = re.compile(r"^```(toml|console)\n(.*?)^```", re.DOTALL | re.MULTILINE)
MOST_LINES_TO_A_LIST = 15
COMMANDS = 10


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def played(block: str, csto: Run) -> str:
    """A console block with what its commands print now; which base answers is said on standard error."""
    parts = []
    for line in block.splitlines():
        if line.startswith("$ "):
            ran = csto(*shlex.split(line)[2:])
            said = "".join(f"{line}\n" for line in ran.err.splitlines() if not line.startswith("base: "))
            parts.append(f"{line}\n{ran.out}{said}")
    return "\n".join(parts)


def with_piece(base: str, piece: str) -> str:
    """The text of a base with a piece at its end; a kind that is declared anew goes in place of its declaration."""
    header = piece.partition("\n")[0]
    if header.startswith("[kinds.") and header in base:
        return re.sub(rf"{re.escape(header)}\n.*?(?=^\[\[)", lambda _: piece, base, flags=re.DOTALL | re.MULTILINE)
    return f"{base}{piece}\n"


def test_every_step_prints_what_the_page_says(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "strike.toml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    base = tmp_path / "facts.toml"
    base.write_text("", encoding="utf-8")

    def replayed(block: re.Match[str]) -> str:
        if block[1] == "toml":
            base.write_text(with_piece(base.read_text(encoding="utf-8"), block[2]), encoding="utf-8")
            return block[0]
        return f"```console\n{played(block[2], csto)}```"

    now = BLOCK.sub(replayed, page())
    if os.environ.get("REWRITE") == "1":
        PAGE.write_text(now, encoding="utf-8")
    assert now == page()
    assert len(re.findall(r"^\$ csto", now, re.MULTILINE)) == COMMANDS


def test_there_are_ten_steps_and_each_has_a_command_or_a_piece_of_the_base() -> None:
    steps = re.split(r"^## ", page(), flags=re.MULTILINE)[1:]
    numbered = [step for step in steps if re.match(r"\d+\. ", step)]
    assert [step.partition(".")[0] for step in numbered] == [str(number) for number in range(1, 11)]
    assert all(BLOCK.search(step) for step in numbered)


def test_from_the_first_key_of_a_kind_to_its_list_it_takes_fifteen_lines() -> None:
    before, _, _ = page().partition("$ csto list")
    written = "".join(block for sort, block in BLOCK.findall(before) if sort == "toml")
    kind = written[written.index("[kinds.") :]
    assert "[[tolls.claims]]" in kind
    assert len([line for line in kind.splitlines() if line.strip()]) <= MOST_LINES_TO_A_LIST


def test_the_example_is_sound_made_up_and_small(csto: Run) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert csto("check", "--strict", str(EXAMPLE)).code == 0
    assert tomli.loads(text)["about"]["title"].startswith("MADE UP")
    base, _ = read([Document("facts.toml", text)], FORMAT)
    assert base
    assert 20 <= sum(len(fact.claims) for fact in base.facts) <= 30
    types = {repr(field.type) for kind in base.format.kinds.values() for field in kind.fields.values()}
    assert {"choice", "count", "time", "share", "reference", "weapon"} <= types
    assert any(field.part_of for kind in base.format.kinds.values() for field in kind.fields.values())
