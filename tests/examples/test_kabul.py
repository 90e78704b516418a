"""The base of another subject, with kinds of its own, answers like the shipped one."""

import json

import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from tests.conftest import ROOT, Run

BASE = str(ROOT / "examples" / "kabul-airlift" / "facts.toml")


@pytest.fixture(scope="module")
def kabul() -> Explorer:
    return cstocli.open(BASE)


def test_it_has_no_problem_of_any_rule() -> None:
    assert cstocli.check(BASE) == []


def test_every_kind_lists_its_facts_with_its_own_fields(kabul: Explorer) -> None:
    kinds = {kind["kind"]: kind for row in kabul.ask("overview") for kind in row["kinds"]}
    assert len(kinds) > 10
    for kind, about in kinds.items():
        rows = [*kabul.list(kind, parts=True)]
        assert len(rows) == about["facts"] > 0
        for field in kabul.fields_of(kind):
            counting = (
                "SELECT count(*) FROM claim_values s JOIN facts f ON f.id = s.fact"
                " WHERE f.kind = ? AND s.field = ? AND s.standing <> 'set-aside'"
            )
            (claimed,) = kabul.index.execute(counting, (kind, field)).fetchone()
            stated = any(row[field] is not None or row[f"{field}_words"] for row in rows)
            assert stated == bool(claimed), f"{kind}.{field}"


def test_running_totals_of_one_country_are_no_dispute_from_day_to_day(kabul: Explorer) -> None:
    (row,) = [row for row in kabul.list("evacuated") if row["fact"] == "evacuated/australia"]
    assert row["status"]["people"] != "disputed"
    earlier = [claim for claim in kabul.why("evacuated/australia.people") if claim["aside"] == "series"]
    assert earlier


def test_both_numbers_of_the_crowded_c_17_stand_side_by_side(kabul: Explorer) -> None:
    said = {claim["words"] for claim in kabul.why("flight/reach-871.passengers")}
    assert {"823 people", "about 640 people"} <= said | {f"{words} people" for words in said}


def test_the_questions_of_a_peace_operation_are_not_asked_of_it(csto: Run) -> None:
    ran = csto("contingents", "--facts", BASE)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("csto: this base has no contingents: its kinds are ")


def test_no_gap_is_asked_of_a_plan_or_of_what_nobody_counted(kabul: Explorer) -> None:
    plans = {row["fact"] for row in kabul.ask("facts") if row["plan"]}
    assert plans
    gaps = [row["fact"] for row in kabul.ask("gaps")]
    assert 0 < len(gaps) < 30
    assert not plans & {*gaps}


@pytest.mark.parametrize("command", ["facts", "timeline", "disputes", "distortions", "gaps", "sources", "places"])
def test_the_common_listings_answer(csto: Run, command: str) -> None:
    ran = csto(command, "--json", "--facts", BASE)
    assert ran.code == 0
    assert json.loads(ran.out)
