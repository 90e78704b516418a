"""What an output stream is told to take: colour by the conventions of the environment."""

import io

import pytest

from cstocli.cli.screen import screen


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
