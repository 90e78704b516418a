"""Blanks around a name, or twice within it, mean nothing."""

import json
from collections.abc import Callable

import pytest

from tests.conftest import SMALL, Run, base_of, claim

BLANKS = ["{}", "{} ", " {}", "{}\\t", "\u00a0{}", "{}\\n"]


def base(name: str) -> str:
    """A base in which a publisher, a teller, a country, a place, words, items are called `name`, or nearly."""
    said = {"by": f'"{name}"', "items": f'["{name}"]', "place": '"relay"'}
    return f"""{SMALL}
[contingents.relay]
country = "{name}"
[places.relay]
name = "Relay house"
also = ["{name}"]
[sources.one]
publisher = "The Relay"
published = 2031-05-09
[sources.two]
publisher = "{name}"
published = 2031-05-09
[[events]]
id = "a"
title = "A thing"
{claim("one", table="events", **said)}
{claim("two", table="events", by='"The Relay"', items='["The Relay"]')}
"""


NAMES = [one.format("The Relay") for one in BLANKS] + ["The  Relay", "The\\tRelay", "The\u00a0Relay"]


@pytest.mark.parametrize("name", NAMES)
def test_a_publisher_is_one_whichever_blanks_surround_its_name(
    csto: Run, base_file: Callable[[str], str], name: str
) -> None:
    path = base_file(base(name))
    rows = json.loads(csto("sources", "--json", "--facts", path).out)
    assert [row["publisher"] for row in rows if row["source"] in ("one", "two")] == ["The Relay"] * 2
    assert json.loads(csto("facts", "--without", "The Relay", "--json", "--facts", path).out) == []


@pytest.mark.parametrize("name", NAMES)
def test_two_claims_of_one_publisher_are_one_line(csto: Run, base_file: Callable[[str], str], name: str) -> None:
    (row,) = json.loads(csto("list", "event", "--json", "--facts", base_file(base(name))).out)
    assert (row["by"], row["status"]["by"]) == ("The Relay", "single-origin")
    assert row["items"] == ["The Relay"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("option", ["--contingent", "--place", "--only"])
def test_a_name_is_found_whichever_blanks_are_in_it(
    csto: Run, base_file: Callable[[str], str], name: str, option: str
) -> None:
    for asked in ("The Relay", " The  Relay "):
        ran = csto(
            "contingents" if option == "--contingent" else "facts", option, asked, "--facts", base_file(base(name))
        )
        assert ran.code == 0, ran.err


def test_a_remark_keeps_its_lines() -> None:
    text = SMALL.replace('name = "Norland"', 'name = "Norland"\nnote = "One line.\\n\\nAnother."')
    assert base_of(text + base("A")[len(SMALL) :]).things["place"]["norland"].note == "One line.\n\nAnother."
