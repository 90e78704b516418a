"""Whatever list a base holds, reading and checking it costs about as much as it is long; what would not is refused."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cstocli.curate.check import MOST_OF_A_RULE, check
from cstocli.model.base import Document
from cstocli.model.cursor import MOST_ELEMENTS
from cstocli.model.text import HIDDEN
from cstocli.model.types.texts import MOST_CHARACTERS, MOST_OF_AN_ID
from cstocli.read.facts import MOST_VALUES
from cstocli.read.integrity import MOST_RIVALS, MOST_TELLERS
from cstocli.read.reader import read
from tests.conftest import FORMAT, SMALL, claim, problems_of

TWICE_AS_LONG, TWICE_AS_COSTLY = 2, 3


def event(name: object, *claims: str, more: str = "") -> str:
    """An event with claims, or one with a date."""
    written = "".join(claims) or claim(table="events", date='"2031-05-09"')
    return f'[[events]]\nid = "e{name}"\ntitle = "Event"\n{more}\n{written}'


def counted(number: int) -> str:
    return claim(table="events", count=str(number))


def names(number: int, prefix: str = "") -> str:
    return ", ".join(f'"{prefix}{one}"' for one in range(number))


def origins(number: int) -> str:
    return "".join(f'[origins.o{one}]\nname = "O"\nteller = "O"\n' for one in range(number))


def rivals(number: int) -> str:
    return f'[[rivals]]\nfacts = [{names(number, "event/e")}]\nfield = "date"\nreason = "r"\n'


def events(number: int) -> str:
    return "".join(event(one) for one in range(number))


AT_MOST: dict[str, tuple[int, Callable[[int], str]]] = {
    "characters": (MOST_CHARACTERS, lambda n: event(1).replace('"Event"', f'"{"E" * n}"')),
    "characters of an id": (MOST_OF_AN_ID - 1, lambda n: event("x" * n)),
    "elements": (MOST_ELEMENTS, lambda n: event(1) + f'[places.p]\nname = "P"\nalso = [{names(n)}]\n'),
    "tellers": (
        MOST_TELLERS,
        lambda n: origins(n) + event(1, claim(table="events", date='"2031-05-09"', via=f"[{names(n, 'o')}]")),
    ),
    "tellers of tellers": (
        MOST_TELLERS - 1,
        lambda n: (
            origins(n)
            + f'[origins.last]\nname = "L"\nteller = "L"\nvia = [{names(n, "o")}]\n'
            + event(1, claim(table="events", date='"2031-05-09"', via='["last"]'))
        ),
    ),
    "values": (MOST_VALUES, lambda n: event(1, *(counted(one + 1) for one in range(n)))),
    "rivals": (MOST_RIVALS, lambda n: events(n) + rivals(n)),
    "entries of rivals": (MOST_RIVALS, lambda n: events(2) + rivals(2) * n),
}


@pytest.mark.parametrize("what", AT_MOST)
def test_a_bound_holds_what_it_says_and_no_more(what: str) -> None:
    most, base = AT_MOST[what]
    assert problems_of(SMALL + base(most)) == []
    assert problems_of(SMALL + base(most + 1)) != []


def test_running_totals_may_have_any_number_of_values() -> None:
    totals = (counted(one + 1) for one in range(MOST_VALUES * 2))
    assert problems_of(SMALL + event(1, *totals, more="series = true")) == []


def test_claims_that_repeat_a_value_are_not_counted() -> None:
    assert problems_of(SMALL + event(1, *(counted(one % 5 + 1) for one in range(MOST_VALUES * 2)))) == []


def test_problems_that_are_only_counted_are_problems() -> None:
    assert len(problems_of(SMALL + event(1) + "[[events.claims]]\n" * 2000)) > 1
    assert len(problems_of(SMALL + event(1) + "[[events]]\n" * 2000)) > 1


def test_of_more_warnings_than_anybody_reads_the_last_says_so() -> None:
    many = "".join(f'[sources.s{one}]\npublisher = "P"\n' for one in range(MOST_OF_A_RULE * 2))
    found = list(check([Document("f", SMALL + event(1) + many)], FORMAT))
    of_rule = [problem for problem in found if problem.rule.name == "unused-id"]
    assert len(of_rule) == MOST_OF_A_RULE + 1
    assert "there are more problems" in max(of_rule, key=lambda problem: problem.line).message


def test_misplaced_quotes_of_a_long_document_are_bounded_too() -> None:
    many = event(1, *(counted(1) for _ in range(MOST_OF_A_RULE * 2)))
    text = Document("d", "\n".join(["another line"] * 2000))
    source = "gazette" if "[sources.gazette]" in SMALL else SMALL.split("[sources.")[1].split("]")[0]
    found = list(check([Document("f", SMALL + many)], FORMAT, {source: text}))
    assert len([one for one in found if one.rule.name == "misplaced-quote"]) <= MOST_OF_A_RULE + 1


GROWING: dict[str, Callable[[int], str]] = {
    "facts": events,
    "claims of a fact": lambda n: event(1, *(counted(one % 50 + 1) for one in range(n))),
    "values of a fact": lambda n: "".join(
        event(one, *(counted(value + 1) for value in range(100))) for one in range(n // 100)
    ),
    "sources": lambda n: event(1) + "".join(f'[sources.s{one}]\npublisher = "P{one}"\n' for one in range(n)),
    "origins": lambda n: event(1) + origins(n),
    "people": lambda n: event(1) + "".join(f'[people.p{one}]\nname = "P{one}"\n' for one in range(n)),
    "contingents": lambda n: "".join(
        f'[contingents.k{one}]\ncountry = "K{one}"\ncode = "SU"\n[[strengths]]\nid = "k{one}"\ncontingent = "k{one}"\n'
        + claim(table="strengths", personnel="100")
        for one in range(n)
    ),
    "parts": lambda n: event("w") + "".join(event(one, more='part_of = "event/ew"') for one in range(n)),
    "rivals": lambda n: events(n) + "".join(
        f'[[rivals]]\nfacts = ["event/e{one}", "event/e{one + 1}"]\nfield = "date"\nreason = "r"\n'
        for one in range(n - 1)
    ),
    "unknown names": lambda n: "".join(event(one, more=f'part_of = "event/x{one}"') for one in range(n)),
    "unknown keys": lambda n: event(1) + "".join(f"k{one} = 1\n" for one in range(n)),
    "retellings of an origin": lambda n: origins(1)
    + event(1, *(claim(table="events", count=str(one % 50 + 1), via='["o0"]') for one in range(n))),
    "lines and an error": lambda n: event(1) + "\n" * (n * 100) + "x = 1\n",
    "numbers of an array": lambda n: event(1) + f"x = [{'1,' * (n * 50)}]\n",
}  # fmt: skip


_MEASURED = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, _, used = os.wait4(process.pid, 0)
process.returncode = 0
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def seconds_and_mebibytes(*arguments: str) -> tuple[float, float]:
    """What a run of the program costs, of processor and of memory."""
    line = [sys.executable, "-m", "cstocli", *arguments]
    # What is started from a large process counts the memory of that one as its own: a small one starts it.
    command = [sys.executable, "-c", _MEASURED, *line]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "CSTO_CACHE": "off"})
    seconds, kibibytes = done.stdout.split()
    return float(seconds), int(kibibytes) / 1024


@pytest.mark.slow
@pytest.mark.parametrize("what", GROWING)
def test_what_is_twice_as_long_costs_about_twice_as_much(what: str, tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    costs = []
    for number in (1000, 2000, 4000):
        file.write_text(SMALL + GROWING[what](number), encoding="utf-8")
        answered = seconds_and_mebibytes("facts", "--json", "--facts", str(file))
        costs.append(answered[0] + seconds_and_mebibytes("check", str(file))[0])
    first, second, third = costs
    # A quadratic cost would come to four times.
    assert third - first < 0.5 or (third - second) < TWICE_AS_COSTLY * (second - first) + 0.5, costs


@pytest.mark.slow
@pytest.mark.parametrize("what", ["lines and an error", "numbers of an array", "facts", "sources", "unknown keys"])
def test_reading_takes_at_most_sixty_bytes_of_memory_for_each_of_the_file(what: str, tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(SMALL + GROWING[what](20_000), encoding="utf-8")
    _, used = seconds_and_mebibytes("check", str(file))
    assert used < 120 + 60 * file.stat().st_size / 1024 / 1024


@pytest.mark.parametrize(
    "kind",
    [
        '"\\u202e" = { e = ["", ""] }\nl = { type = "count", asked_if = { w = "" } }',
        f'o = {{ type = "{"x" * 5000}" }}',
        "\n".join(f'{"y" * 300}{number} = {{ type = "count", asked_if = {{ w = "" }} }}' for number in range(30)),
    ],
)
def test_a_message_that_lists_names_is_printable_and_short_whatever_they_are(kind: str) -> None:
    problems = read([Document("facts.toml", f"format = 1\n[kinds.e.fields]\n{kind}\n")], FORMAT)[1]
    assert problems
    for problem in problems:
        assert len(problem.message) <= 280
        assert not re.search(HIDDEN, problem.message)
