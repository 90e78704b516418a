"""Twelve questions of a fact-checker are answered by the tools when they are put by name alone."""

from pathlib import Path

import pytest

from benchmarks.assistants import QUESTIONS, Asked, cost
from cstocli.mcp.pages import MOST_BYTES

EVERY = [(base, asked) for base, several in QUESTIONS.items() for asked in several]


def test_there_are_twelve_on_two_bases() -> None:
    assert len(EVERY) == 12
    assert len(QUESTIONS) == 2


@pytest.mark.parametrize(("base", "asked"), EVERY, ids=[asked.question for _, asked in EVERY])
def test_value_verdict_quote_and_address_are_there_after_one_call(base: Path, asked: Asked) -> None:
    found = cost(base, asked)
    assert found.calls == 1
    assert found.size <= MOST_BYTES
    assert asked.words in found.words
    assert found.verdict
    assert found.quote
    assert found.address.startswith("http")
