"""Each of the twelve questions is answered by its one command on a screen of 80 columns and 24 lines."""

import re

import pytest

from cstocli.cli import screen
from cstocli.model.widths import cells
from tests.conftest import ROOT, Run

PAGE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^\| (.+\?) \| `csto (.+)` \| `(.+)` \|$", PAGE, re.MULTILINE)
WIDTH, HEIGHT = 80, 24


def on_screen(text: str) -> str:
    """What a screen shows of `text` before anybody scrolls: a longer line takes several of its lines."""
    shown, taken = [], 0
    for line in text.splitlines():
        taken += max(1, -(-cells(line) // WIDTH))
        if taken > HEIGHT:
            break
        shown.append(line)
    return "\n".join(shown)


def test_there_are_twelve() -> None:
    assert len(QUESTIONS) == 12


@pytest.mark.parametrize(("question", "command", "verdict"), QUESTIONS)
def test_value_verdict_words_publisher_day_and_address_are_on_the_screen(
    csto: Run, monkeypatch: pytest.MonkeyPatch, question: str, command: str, verdict: str
) -> None:
    monkeypatch.setattr(screen, "screen", lambda *_: screen.Screen(WIDTH, colour=False))
    ran = csto(*command.split())
    assert ran.code == 0, question
    shown = on_screen(ran.err + ran.out)
    assert f": {verdict}" in " ".join(shown.split())
    assert re.search(r"“.+”", shown)
    assert re.search(r" – .+, .*\d{4}, .+\([\w-]+\)", " ".join(shown.split()))
    assert re.search(r"^ +https?://\S+$", shown, re.MULTILINE)
