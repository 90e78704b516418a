"""Long answers for people go through a pager, on a terminal alone."""

import io
import sys
from pathlib import Path

import pytest

from cstocli.cli import screen


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that keeps what it is given."""
    program = tmp_path / "pager.py"
    program.write_text("import os, sys\nopen(sys.argv[1], 'w').write(os.environ['LESS'] + '|' + sys.stdin.read())\n")
    return f"{sys.executable} {program} {tmp_path / 'paged'}"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "5")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("lines")
def test_what_is_longer_than_the_terminal_goes_through_the_pager(tmp_path: Path, pager: str) -> None:
    terminal = Terminal()
    screen.write_paged(["a line\n"] * 6, terminal, {"CSTO_PAGER": pager})
    assert terminal.getvalue() == ""
    assert (tmp_path / "paged").read_text() == "FRX|" + "a line\n" * 6


@pytest.mark.usefixtures("lines")
def test_what_fits_is_written_at_once(tmp_path: Path, pager: str) -> None:
    terminal = Terminal()
    screen.write_paged(["a line\n"] * 4, terminal, {"CSTO_PAGER": pager})
    assert terminal.getvalue() == "a line\n" * 4
    assert not (tmp_path / "paged").exists()


@pytest.mark.usefixtures("lines")
@pytest.mark.parametrize("named", ["", "cat", "no-such-pager-anywhere"])
def test_without_a_pager_it_is_written_at_once(named: str) -> None:
    terminal = Terminal()
    screen.write_paged(["a line\n"] * 9, terminal, {"CSTO_PAGER": named})
    assert terminal.getvalue() == "a line\n" * 9


@pytest.mark.usefixtures("lines")
def test_a_pipe_has_no_pager(tmp_path: Path, pager: str) -> None:
    pipe = io.StringIO()
    screen.write_paged(["a line\n"] * 9, pipe, {"CSTO_PAGER": pager})
    assert pipe.getvalue() == "a line\n" * 9
    assert not (tmp_path / "paged").exists()


def test_the_program_s_own_variable_comes_before_that_of_all_programs() -> None:
    assert screen.pager({"CSTO_PAGER": "sh -c x", "PAGER": "cat"}) == ["sh", "-c", "x"]
    assert screen.pager({"PAGER": "sh"}) == ["sh"]


@pytest.mark.usefixtures("lines")
def test_what_less_was_told_stays(tmp_path: Path, pager: str) -> None:
    screen.write_paged(["a line\n"] * 6, Terminal(), {"CSTO_PAGER": pager, "LESS": "S"})
    assert (tmp_path / "paged").read_text().startswith("S|")
