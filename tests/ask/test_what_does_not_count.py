"""What the base has, but of which nothing counts from a perspective, is no unknown name."""

import json
from collections.abc import Callable

import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.mcp.tools import TOOLS, answer
from cstocli.model.errors import FAILED, UNKNOWN_NAME, NothingCounts
from cstocli.model.perspective import Perspective
from tests.conftest import SMALL, Run, claim

BASE = f"""{SMALL}
[sources.later]
publisher = "Later, Ltd"
published = 2031-06-02
[[events]]
id = "late-flood"
title = "A bridge is flooded"
{claim("later", table="events", place='"city"')}
[[departures]]
id = "sudland"
contingent = "sudland"
{claim(date="2031-05-09")}
{claim("later", mode='"air"').replace("a fragment of words", "by quick balloons")}
"""
OF_A_DAY = "no claim of event/late-flood counts as of 1 Jun 2031; it was first told on 2 Jun 2031\n"
THEN = "  as of that day: csto why event/late-flood --as-of 2031-06-02\n"


@pytest.fixture
def ask(csto: Run, base_file: Callable[[str], str]) -> Callable[..., tuple[int, str, str]]:
    path = base_file(BASE)

    def run(*words: str) -> tuple[int, str, str]:
        ran = csto(*words, "--facts", path)
        return ran.code, ran.out, ran.err

    return run


Ask = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    "command",
    [
        "why event/late-flood",
        "why late-flood",
        "why EVENT/LATE-FLOOD.place",
        "why bridge flooded",
        "why flooded",
        "show event/late-flood",
        "show event/late-flood.place",
        "matrix event/late-flood",
    ],
)
def test_what_nobody_had_told_by_a_day_is_said_to_be_told_later(ask: Ask, command: str) -> None:
    assert ask(*command.split(), "--as-of", "2031-06-01") == (FAILED, "", f"csto: {OF_A_DAY}{THEN}")


@pytest.mark.parametrize(
    ("options", "words", "remedy"),
    [
        (("--without", "Later, Ltd"), "without Later, Ltd", "where every claim counts: csto why event/late-flood"),
        (
            ("--only", "gazette"),
            "(only what goes back to gazette)",
            "where every claim counts: csto why event/late-flood",
        ),
        (
            ("--only", "Later, Ltd", "--as-of", "2031-06-01"),
            "(as of 1 Jun 2031, only what goes back to Later, Ltd); it was first told on 2 Jun 2031",
            "as of that day: csto why event/late-flood --as-of 2031-06-02 --only 'Later, Ltd'",
        ),
        (
            ("--without", "later", "--as-of", "2031-06-01"),
            "as of 1 Jun 2031, without later",
            "where every claim counts: csto why event/late-flood",
        ),
    ],
)
def test_what_somebody_left_out_told_alone_is_said_to_be_left_out(
    ask: Ask, options: tuple[str, ...], words: str, remedy: str
) -> None:
    told = f"csto: no claim of event/late-flood counts {words}\n  {remedy}\n"
    assert ask("why", "event/late-flood", *options) == (FAILED, "", told)
    command = remedy.partition("csto ")[2].replace("'Later, Ltd'", "Later,_Ltd").split()
    assert ask(*(word.replace("_", " ") for word in command))[0] == 0


def test_words_of_what_does_not_count_lead_to_it_where_its_fact_has_other_claims(ask: Ask) -> None:
    told = 'csto: "balloon" is in nothing that counts: without later\n'
    remedy = "  where every claim counts: csto why departure/sudland\n"
    assert ask("why", "balloon", "--without", "later") == (FAILED, "", told + remedy)


def test_a_field_that_is_not_stated_from_a_perspective_is_not_said_to_be_stated_nowhere(ask: Ask) -> None:
    code, out, err = ask("why", "departure/sudland.mode", "--without", "later")
    assert (code, err) == (
        0,
        "no claim of departure/sudland.mode counts, without later\n",
    )
    assert out.startswith("departure/sudland.mode: no claim that counts states it.\n")


def test_what_is_nowhere_stays_an_unknown_name(ask: Ask) -> None:
    code, _, err = ask("why", "event/late-floods", "--as-of", "2031-06-01")
    assert (code, err.splitlines()[0]) == (UNKNOWN_NAME, 'csto: unknown id "event/late-floods"')


def test_an_error_as_json_says_of_which_kind_it_is(ask: Ask) -> None:
    code, _, err = ask("why", "late-flood", "--as-of", "2031-06-01", "--errors-json")
    error = json.loads(err)
    assert (code, error["kind"], error["token"]) == (FAILED, "nothing-found", "event/late-flood")
    assert error["hint"] == "csto why event/late-flood --as-of 2031-06-02"


def test_assistants_are_told_the_same(base_file: Callable[[str], str]) -> None:
    path = base_file(BASE)
    (why,) = (tool for tool in TOOLS if tool.name == "why")

    def open_base(perspective: Perspective) -> Explorer:
        return cstocli.open(path, perspective)

    with pytest.raises(NothingCounts) as raised:
        answer(why, {"id": "late-flood", "as_of": "2031-06-01"}, open_base)
    assert raised.value.message + "\n" == OF_A_DAY
