"""What an output stream is told to take: colour by the conventions of the environment."""

import io
import json
import re

import pytest

from cstocli.cli.screen import report, screen, write_data
from cstocli.model.text import HIDDEN


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "terminal", "pipe"),
    [
        ("", True, False),
        ("TERM=xterm", True, False),
        ("TERM=dumb", False, False),
        ("NO_COLOR=1", False, False),
        ("NO_COLOR=0", False, False),
        ("NO_COLOR=", True, False),
        ("FORCE_COLOR=1", True, True),
        ("FORCE_COLOR=0", True, True),
        ("FORCE_COLOR=", True, False),
        ("FORCE_COLOR=1 TERM=dumb", True, True),
        ("FORCE_COLOR=1 NO_COLOR=1", False, False),
        ("FORCE_COLOR=1 CLICOLOR=0", True, True),
        ("CLICOLOR_FORCE=1", True, True),
        ("CLICOLOR_FORCE=0", True, False),
        ("CLICOLOR_FORCE=", True, False),
        ("CLICOLOR_FORCE=1 CLICOLOR=0", True, True),
        ("CLICOLOR_FORCE=1 NO_COLOR=1", False, False),
        ("CLICOLOR=1", True, False),
        ("CLICOLOR=0", False, False),
        ("CLICOLOR=1 NO_COLOR=1", False, False),
        ("CLICOLOR=1 TERM=dumb", False, False),
    ],
)
def test_colour_follows_the_conventions(environment: str, terminal: bool, pipe: bool) -> None:
    given = dict(setting.split("=") for setting in environment.split())
    assert screen(Terminal(), "auto", given).colour is terminal
    assert screen(io.StringIO(), "auto", given).colour is pipe
    assert screen(io.StringIO(), "always", given).colour
    assert not screen(Terminal(), "never", given).colour


HIDDEN_CHARACTERS = [
    "\x1b[2J",
    "\x9b31m",
    "\x07",
    "\u202ex\u202c",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\ufe0f",
    "\U000e0041",
    "\x7f",
]


@pytest.mark.parametrize("hidden", HIDDEN_CHARACTERS)
def test_data_on_a_terminal_hides_nothing_and_elsewhere_is_to_the_letter(hidden: str) -> None:
    written = io.BytesIO()
    terminal, pipe = Terminal(), io.TextIOWrapper(written, encoding="latin-1", newline="")
    for stream in (terminal, pipe):
        write_data(["\ufeffa,b\r\n", f"1,x{hidden}\r\n", "\t2\n"], stream)
    assert written.getvalue().decode() == f"\ufeffa,b\r\n1,x{hidden}\r\n\t2\n"
    assert not re.search(HIDDEN, terminal.getvalue().replace("\r\n", "\n"))
    assert terminal.getvalue().startswith("a,b\r\n1,x")


@pytest.mark.parametrize("hidden", HIDDEN_CHARACTERS)
def test_json_on_a_terminal_hides_nothing_and_says_the_same(hidden: str) -> None:
    terminal = Terminal()
    write_data([json.dumps({f"a{hidden}": hidden}, ensure_ascii=False)], terminal, as_json=True)
    assert not re.search(HIDDEN, terminal.getvalue())
    assert json.loads(terminal.getvalue()) == {f"a{hidden}": hidden}


@pytest.mark.parametrize("hidden", HIDDEN_CHARACTERS)
def test_a_message_hides_nothing(hidden: str, capsys: pytest.CaptureFixture[str]) -> None:
    report(f"base: /home/{hidden}/facts.toml")
    assert not re.search(HIDDEN, capsys.readouterr().err)
