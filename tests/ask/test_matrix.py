"""Sources down, fields across: a sign tells how each source stands to the value that is shown."""

import json
import re
from collections.abc import Callable

import pytest

from tests.conftest import SMALL, Run, claim

FACTS = f"""{SMALL}
[sources.digest]
publisher = "Digest"
published = 2031-05-11
[sources.review]
publisher = "Review"
published = 2031-05-12
[[departures]]
id = "sudland"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"airport"', carried='["food", "tents"]')}
{claim("gazette", date='"2031-05-10"', from_place='"city"')}
{claim("digest", date='"2031-05-09"', carried='["water"]')}
{claim("review", date='"2031-05-08/2031-05-09"', mode='"air"')}
"""
CELLS = {
    "courier": ["9 May 2031", "Norcity airport", "", "~ food, tents"],
    "gazette": ["! 10 May 2031", "Norcity", "", ""],
    # Of two lists that may both be true neither is better attested: each may stand beside the other.
    "digest": ["9 May 2031", "", "", "~ water"],
    "review": ["8–9 May 2031", "", "air", ""],
}
STANCES = {
    "courier": ["agree", "agree", "silent", "compatible"],
    "gazette": ["conflict", "agree", "silent", "silent"],
    "digest": ["agree", "silent", "silent", "compatible"],
    "review": ["agree", "silent", "agree", "silent"],
}


@pytest.fixture
def base(base_file: Callable[[str], str]) -> str:
    return base_file(FACTS)


def test_a_sign_stands_before_what_conflicts_and_before_what_may_stand_beside_it(csto: Run, base: str) -> None:
    heading, rule, *lines = csto("matrix", "departure/sudland", "--facts", base).out.splitlines()
    columns = [found.span() for found in re.finditer("─+", rule)]
    cells = [[line[start:end].strip() for start, end in columns] for line in lines[: len(CELLS)]]
    assert heading.split() == ["Source", "Origin", "date", "from", "place", "mode", "carried"]
    assert {source: said for source, _, *said in cells} == CELLS


def test_json_names_the_stance_and_gives_the_words_without_a_sign(csto: Run, base: str) -> None:
    rows = json.loads(csto("matrix", "departure/sudland", "--facts", base, "--json").out)
    says = {row["source"]: [*row["says"].values()] for row in rows}
    assert {source: [said["stance"] for said in cells] for source, cells in says.items()} == STANCES
    words = {source: [said["words"] or "" for said in cells] for source, cells in says.items()}
    assert words == {source: [cell.lstrip("!~ ") for cell in cells] for source, cells in CELLS.items()}
