"""csto among shells: closed streams, what is pasted, what stands in quotation marks, completion."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, Run, claim

PYTHON = shlex.quote(sys.executable)
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "src"), "CSTO_CACHE": "off"}


def shell(line: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What a shell makes of a line that calls csto."""
    text = line.replace("csto", f"{PYTHON} -m cstocli", 1)
    return subprocess.run(
        ["sh", "-c", text], capture_output=True, text=True, check=False, env=ENVIRONMENT | more, cwd=ROOT
    )


@pytest.mark.parametrize("command", ["departures", "departures --json", "", "--help", "--version", "schema facts"])
def test_an_answer_that_nobody_can_read_is_a_failure(command: str) -> None:
    ran = shell(f"csto {command} >&-")
    assert ran.returncode == 1
    assert ran.stderr.startswith("csto: cannot write")


def test_what_writes_no_answer_needs_no_standard_output(tmp_path: Path) -> None:
    assert shell(f"csto init {tmp_path}/base >&-").returncode == 0


@pytest.mark.parametrize("command", ["sql -", "facts --facts -", "check -"])
def test_a_closed_standard_input_is_told(command: str) -> None:
    ran = shell(f"csto {command} <&-")
    assert ran.returncode in (2, 3)
    assert "standard input is closed" in ran.stderr


@pytest.mark.parametrize("folder", ["my base", "it's", "a;b", "$HOME", "-x", "a*", "plain"])
def test_the_command_that_init_names_works_when_it_is_pasted(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = csto("init", "--", folder)
    assert ran.code == 0
    pasted = shlex.split(ran.err.partition("then run: ")[2])
    assert pasted[0] == "csto"
    assert csto(*pasted[1:]).code == 0


@pytest.mark.parametrize("arguments", [["--facts", "", "facts"], ["facts", "--facts", ""], ["check", ""], ["init", ""]])
def test_an_empty_name_is_no_file_and_no_folder(
    csto: Run, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = csto(*arguments)
    assert (ran.code in (2, 3), ran.out) == (True, "")
    assert [*tmp_path.iterdir()] == []


OURS = ("fact", "status", "sources", "evidence", "assessment", "alternatives", "certainty", "values", "words", "notes")


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("value", ["1", "'x'", "NULL", "'{}'", "'[]'"])
def test_a_query_may_call_its_columns_as_ours_are_called(csto: Run, name: str, value: str) -> None:
    for layout in ("--long", "--json", "-f=csv", "-f=markdown", "-f=table", f"--sort={name}"):
        ran = csto("sql", f'SELECT {value} AS "{name}"', *layout.split("="))
        assert (ran.code, ran.err) == (0, "")


COMMA = f"""{SMALL}
[sources.reuters]
publisher = "Reuters, Inc."
[sources.post]
publisher = 'The "X", Post'
[[events]]
id = "a"
title = "A thing"
{claim("reuters", table="events", date='"2031-05-01"')}
{claim("post", table="events", by='"somebody"')}
"""


@pytest.mark.parametrize(
    ("perspective", "lost"),
    [
        ('without="Reuters, Inc."', ["date"]),
        ('without="Reuters, Inc.",as-of=2031-06', ["date"]),
        ('as-of=2031-06,without="Reuters, Inc."', ["date"]),
        ('only="Reuters, Inc."', ["by"]),
        ('without="The ""X"", Post"', ["by"]),
        ('without="reuters"', ["date"]),
    ],
)
def test_a_name_with_a_comma_stands_in_quotation_marks(
    csto: Run, base_file: Callable[[str], str], perspective: str, lost: list[str]
) -> None:
    text = COMMA.replace("[sources.post]", "published = 2031-05-02\n[sources.post]\npublished = 2031-05-02")
    ran = csto("compare", perspective, "--json", "--facts", base_file(text))
    assert [row["field"] for row in json.loads(ran.out) if row["change"] == "lost"] == lost


def test_a_comma_without_quotation_marks_is_told_of_them(csto: Run) -> None:
    ran = csto("compare", "without=Reuters, Inc.")
    assert ran.code == 2
    assert 'without="Name, with a comma"' in ran.err


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("typed", [{}, {"COMP_WORDS": "csto d", "COMP_CWORD": "x"}, {"COMP_WORDS": "csto d"}])
def test_completion_that_is_told_nothing_does_not_break(shell_name: str, typed: dict[str, str]) -> None:
    ran = shell("csto", _CSTO_COMPLETE=f"complete_{shell_name}", **typed)
    assert ran.returncode in (0, 1, 2)
    assert "internal error" not in ran.stderr
