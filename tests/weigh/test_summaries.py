"""What each kind of fact comes to in one line, as the program tells it."""

import json
from pathlib import Path

import pytest

from tests.conftest import FORMAT, SMALL, Run, claim

PEOPLE = '[people.vale]\nname = "Ada Vale"\n'
SUMMARIES = [
    ("strengths", "", {"personnel": '"~1200"'}, "Sudland's contingent: about 1,200 people"),
    ("strengths", "", {"personnel": '">90"'}, "Sudland's contingent: over 90 people"),
    (
        "approvals",
        "",
        {"body": '"The senate"', "decision": '"up to 200 people"'},
        "The senate (Sudland) approved: up to 200 people",
    ),
    ("approvals", "", {"decision": '"the convoy"'}, "Sudland's contingent approved: the convoy"),
    ("approvals", "", {"body": '"the senate"'}, "The senate (Sudland) approved"),
    (
        "deployments",
        "",
        {"from_place": '"airport"', "to_place": '"norland"', "aircraft": '[{ type = "an-2", count = 3 }]'},
        "Sudland's contingent is sent from Norcity airport to Norland (3 × An-2)",
    ),
    ("deployments", "", {"to_place": '"norland"', "mode": '"road"'}, "Sudland's contingent is sent to Norland by road"),
    ("arrivals", 'direction = "in"', {"place": '"city"'}, "Sudland's contingent reaches Norcity"),
    ("arrivals", 'direction = "in"', {}, "Sudland's contingent arrives"),
    ("guards", "", {"site": '"airport"'}, "Sudland's contingent guards Norcity airport"),
    ("guards", "", {}, "Sudland's contingent guards unnamed sites"),
    (
        "departures",
        "",
        {"from_place": '"city"', "to_place": '"norland"', "vehicles": '"own lorries"'},
        "Sudland's contingent leaves Norcity for Norland (own lorries)",
    ),
    ("departures", "", {"aircraft_count": '">=2"'}, "Sudland's contingent leaves (at least 2 aircraft)"),
    ("departures", "", {}, "Sudland's contingent leaves"),
    (
        "movements",
        "",
        {"from_place": '"airport"', "to_place": '"city"', "mode": '"road"'},
        "Sudland's contingent moves from Norcity airport to Norcity by road",
    ),
    (
        "handovers",
        "",
        {"site": '"airport"', "to": '"the town"'},
        "Sudland's contingent leaves Norcity airport to the town",
    ),
    ("handovers", "", {}, "Sudland's contingent leaves a site"),
    (
        "casualties",
        "",
        {"killed": "2", "injured": '"~7"', "who": '"engineers"'},
        "2 killed, about 7 injured: engineers",
    ),
    ("casualties", "", {"injured": "22"}, "22 injured"),
    ("decisions", "", {"body": '"the council"', "document": '"Resolution 7"'}, "The council decided (Resolution 7)"),
    ("decisions", "", {"decision": '"to leave"'}, "A body decided: to leave"),
    (
        "progress",
        "",
        {"what": '"dikes"', "count": "3", "total": "5", "day": '"2031-05-08"'},
        "Sudland's contingent: 3 of 5 dikes",
    ),
    ("commands", "", {"person": '"vale"', "role": '"head"', "place": '"city"'}, "Ada Vale, head: Norcity"),
    ("commands", "", {"person": '"vale"', "place": '"city"'}, "Ada Vale: Norcity"),
    ("commands", "", {"role": '"headquarters"'}, "Sudland's contingent, headquarters"),
    ("commands", "", {"person": '"vale"'}, "Ada Vale"),
    (
        "equipment",
        "",
        {"units": '">20"', "items": '[{ what = "lorries", count = 7 }, { what = "tents" }]'},
        "Sudland's contingent: over 20 units of equipment: 7 lorries, tents",
    ),
    ("equipment", "", {"units": "30"}, "Sudland's contingent: 30 units of equipment"),
    ("events", 'title = "The bridge opens"', {"date": '"2031-05-09"'}, "The bridge opens"),
]


def told(csto: Run, folder: Path, fact: str) -> str:
    (folder / "facts.toml").write_text(SMALL + PEOPLE + fact, encoding="utf-8")
    ran = csto("facts", "--facts", str(folder / "facts.toml"), "--json")
    assert ran.code == 0, ran.err
    (row,) = json.loads(ran.out)
    return str(row["summary"])


@pytest.mark.parametrize(("table", "keys", "said", "summary"), SUMMARIES)
def test_a_fact_comes_to_its_chief_values(
    csto: Run, tmp_path: Path, table: str, keys: str, said: dict[str, str], summary: str
) -> None:
    fact = f'[[{table}]]\nid = "one"\ncontingent = "sudland"\n{keys}\n{claim(table=table, **said)}'
    assert told(csto, tmp_path, fact) == summary


def test_every_kind_has_a_summary_here() -> None:
    assert {table for table, *_ in SUMMARIES} == {kind.plural for kind in FORMAT.kinds.values()}


def test_a_fact_of_no_contingent_is_of_the_mission(csto: Run, tmp_path: Path) -> None:
    fact = f'[[strengths]]\nid = "one"\n{claim(table="strengths", personnel="900")}'
    assert told(csto, tmp_path, fact) == "The mission: 900 people"


def test_a_title_goes_before_the_values(csto: Run, tmp_path: Path) -> None:
    fact = f'[[strengths]]\nid = "one"\ntitle = "The vanguard"\n{claim(table="strengths", personnel="900")}'
    assert told(csto, tmp_path, fact) == "The vanguard"
