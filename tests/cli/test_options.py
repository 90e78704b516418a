"""Options mean the same before and after a command, and none is given for nothing."""

import json

import pytest

from cstocli.model.errors import WRONG_USAGE
from tests.conftest import Run


def selected(csto: Run, *arguments: str) -> list[str]:
    """The facts of an answer."""
    ran = csto(*arguments, "--json")
    assert ran.code == 0, ran.err
    return [row["fact"] for row in json.loads(ran.out)]


@pytest.mark.parametrize(
    ("option", "one", "other", "command"),
    [
        ("-c", "armenia", "belarus", "departures"),
        ("--contingent", "armenia", "belarus", "disputes"),
        ("--place", "almaty-airport", "zvartnots-airport", "facts"),
        ("--source", "seed", "tass-1384873", "sources"),
        ("--status", "disputed", "corroborated", "guards"),
        ("--kind", "departure", "guard", "facts"),
        ("--without", "seed", "TASS", "facts"),
        ("--only", "seed", "TASS", "timeline"),
        ("--kind", "departure", "guard", "compare without=TASS"),
    ],
)
def test_an_option_before_a_command_and_one_behind_it_add_up(
    csto: Run, option: str, one: str, other: str, command: str
) -> None:
    both = selected(csto, *command.split(), option, one, option, other)
    assert both
    assert selected(csto, option, one, *command.split(), option, other) == both
    assert selected(csto, option, one, option, other, *command.split()) == both


def test_the_same_name_before_and_behind_a_command_counts_once(csto: Run) -> None:
    assert selected(csto, "-c", "armenia", "departures", "-c", "armenia") == ["departure/armenia"]


def test_of_an_option_that_takes_one_value_the_last_one_counts(csto: Run) -> None:
    assert len(selected(csto, "--limit", "1", "departures", "--limit", "3", "--quiet")) == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        *(
            (f"timeline --chart {other}", "csto timeline")
            for other in ("--limit 1", "--fields date", "--sort date", "--cite", "--evidence", "--long", "--sql")
        ),
        ("timeline --chart --all", "csto timeline --chart --all --kind event"),
        ("timeline --chart --json", "csto timeline --json"),
        *((f"departures --sql {other}", "csto sql") for other in ("--limit 1", "--sort date", "--json", "-f csv")),
        ("departures --cite --json", "csto cite"),
        ("guards --cite -f csv", "csto cite"),
        ("facts --long --json", "--long is for tables"),
        ("facts -l -f markdown", "--long is for tables"),
        ("guards --kind departure", "csto list departure"),
        ("departures --kind guard --json", "csto list guard"),
        ("contingents --kind strength", "csto list strength"),
        ("aircraft --kind event", "csto list event"),
        ("--contingent armenia", "csto facts --contingent armenia"),
        ("--on 2022-01-14 --json", "csto facts"),
        ("--evidence", "csto facts"),
        ("cite seed --json --style bibtex", "--style csl-json"),
    ],
)
def test_an_option_that_would_change_nothing_is_refused_with_what_to_use(csto: Run, line: str, said: str) -> None:
    ran = csto(*line.split())
    assert (ran.code, ran.out) == (WRONG_USAGE, "")
    assert said in ran.err


@pytest.mark.parametrize(
    "line", ["guards --kind guard", "guards --kind guard --kind departure", "aircraft --kind departure"]
)
def test_a_kind_that_a_listing_has_may_be_asked_for(csto: Run, line: str) -> None:
    assert selected(csto, *line.split())
