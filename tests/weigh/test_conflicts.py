"""What csto makes of the conflicts between sources that conflicts.toml lists."""

import re
from typing import Any

import pytest
import tomli

from cstocli.ask.explorer import Explorer
from cstocli.model.status import DISPUTED, NOT_STATED
from tests.conftest import ROOT, base_named, explorer_of

Conflict = dict[str, Any]

CONFLICTS: list[Conflict] = tomli.loads((ROOT / "tests" / "weigh" / "conflicts.toml").read_text(encoding="utf-8"))[
    "conflicts"
]

# What `named` says → the sort of disagreement that csto has to list.
SORTS = {
    "dispute": "dispute",
    "within one voice": "within one voice",
    "distortion": "distortion",
    "revision": "revision",
    "rival": "rival hard",
    "rival soft": "rival soft",
}
MARKED = ("dispute", "within one voice", "rival")
ASIDE = ("distortion", "revision")

# What csto does not get right: the test fails once it does.
WORSE = "1992 wins by three lines of agencies' boilerplate over the organisation of 2002"
SHOWS_THE_WORSE = {"csto-1992-2002": WORSE, "csto-15-may": WORSE}


@pytest.fixture(scope="module")
def base() -> Explorer:
    """The shipped base."""
    return explorer_of(base_named("shipped"))


@pytest.fixture(scope="module")
def disputes(base: Explorer) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The rows of `csto disputes`, by fact and field."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in base.ask("disputes"):
        found.setdefault((row["fact"], row["field"]), []).append(row)
    return found


@pytest.fixture(scope="module")
def sources(base: Explorer) -> set[str]:
    return {row["source"] for row in base.ask("sources")}


def sides(conflict: Conflict, sources: set[str]) -> list[set[str]]:
    """The sources of each side that has any."""
    words = [re.findall(r"[a-z0-9-]+", side.partition(":")[0]) for side in conflict["sides"]]
    return [named for side in words if (named := sources.intersection(side))]


def rightly_named(
    conflict: Conflict, base: Explorer, disputes: dict[tuple[str, str], list[dict[str, Any]]], sources: set[str]
) -> bool:
    """Whether csto lists the conflict under its fact, field and sort, with sources of two of its sides.

    What was changed on the way or taken back is set aside as such.
    """
    fact, field = conflict["fact"], conflict["field"]
    rows = [row for row in disputes.get((fact, field), ()) if row["sort"] == SORTS[conflict["named"]]]
    if not rows:
        return False
    own = sides(conflict, sources)
    if conflict["named"] in ASIDE:
        aside = {row["source"] for row in base.why(f"{fact}.{field}") if row["aside"] == conflict["named"]}
        return any(side & aside for side in own)
    of_value = [set(value["sources"]) for value in rows[0]["values"]]
    values_of_side = [{number for number, held in enumerate(of_value) if held & side} for side in own]
    return any(one and other and one != other for one in values_of_side for other in values_of_side)


def test_at_least_50_conflicts_are_listed_and_each_concerns_a_field_that_the_base_has(base: Explorer) -> None:
    assert len(CONFLICTS) > 50
    assert len({conflict["id"] for conflict in CONFLICTS}) == len(CONFLICTS)
    for conflict in CONFLICTS:
        assert conflict["field"] in base.show(conflict["fact"])["fields"]


def test_95_percent_of_the_disagreements_are_found_and_rightly_named(
    base: Explorer, disputes: dict[tuple[str, str], list[dict[str, Any]]], sources: set[str]
) -> None:
    concerned = [conflict for conflict in CONFLICTS if conflict["named"] in SORTS and not conflict.get("of_row")]
    missed = [conflict["id"] for conflict in concerned if not rightly_named(conflict, base, disputes, sources)]
    assert len(missed) <= 0.05 * len(concerned), missed


def with_marks() -> list[Any]:
    """The conflicts as parameters, those marked of which csto shows the worse value."""
    return [
        pytest.param(
            conflict,
            id=conflict["id"],
            marks=[pytest.mark.xfail(strict=True, reason=SHOWS_THE_WORSE[conflict["id"]])]
            if conflict["id"] in SHOWS_THE_WORSE
            else [],
        )
        for conflict in CONFLICTS
    ]


@pytest.mark.parametrize("conflict", with_marks())
def test_the_value_shown_is_the_right_one_or_there_is_no_winner(base: Explorer, conflict: Conflict) -> None:
    field = base.show(conflict["fact"])["fields"][conflict["field"]]
    if conflict.get("shown") == "":
        assert (field["status"], field["words"]) == (NOT_STATED, None)
    elif "shown" in conflict:
        assert conflict["shown"] in field["words"].split(" | ")
    else:
        assert field["value"] is None, field["words"]
        assert set(conflict["no_winner"]) <= set(field["words"].split(" | "))


@pytest.mark.parametrize(
    "conflict",
    [conflict for conflict in CONFLICTS if conflict["named"] in MARKED],
    ids=lambda conflict: conflict["id"],
)
def test_what_cannot_all_be_true_carries_the_mark(base: Explorer, conflict: Conflict) -> None:
    assert base.show(conflict["fact"])["fields"][conflict["field"]]["status"] == DISPUTED


@pytest.mark.parametrize(
    "conflict",
    [conflict for conflict in CONFLICTS if conflict["named"] == "deprecated"],
    ids=lambda conflict: conflict["id"],
)
def test_what_is_a_known_error_is_set_aside_with_its_reason(
    base: Explorer, conflict: Conflict, sources: set[str]
) -> None:
    rows = [row for row in base.why(f"{conflict['fact']}.{conflict['field']}") if row["aside"] == "deprecated"]
    assert {row["source"] for row in rows} & {source for side in sides(conflict, sources) for source in side}
    assert all(row["aside_reason"] for row in rows)


def test_at_most_one_row_in_ten_of_disputes_is_no_disagreement(
    disputes: dict[tuple[str, str], list[dict[str, Any]]],
) -> None:
    real = {(each["fact"], each["field"]) for each in CONFLICTS if each["named"] != "fits"}
    none = [f"{fact}.{field}" for (fact, field), rows in disputes.items() for _ in rows if (fact, field) not in real]
    assert len(none) <= 0.1 * sum(map(len, disputes.values())), none
