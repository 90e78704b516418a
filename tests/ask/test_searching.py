"""Words that are nowhere are looked for in other forms and by what the base says to mean the same."""

import json
from collections.abc import Callable

import pytest

from cstocli.model.errors import UNKNOWN_NAME, WRONG_USAGE
from tests.conftest import SMALL, Run, claim

ABOUT = SMALL.replace("[about]", '[about]\nsynonyms = [["depot", "oil store"], ["guards", "sentinels"]]')
BASE = f"""{ABOUT}
[[events]]
id = "store"
title = "Soldiers stand before the oil store"
{claim(table="events", scope='"the oil store"')}
[[events]]
id = "rest"
title = "Сообщение о контингентах"
{claim(table="events", date="2031-05-09")}
[[events]]
id = "camp"
title = "Soldiers leave a camp"
{claim(table="events", date="2031-05-10")}
"""


@pytest.fixture
def search(csto: Run, base_file: Callable[[str], str]) -> Callable[[str], tuple[set[str], set[str | None], str]]:
    """The facts found, for what words, and what is reported."""

    def run(words: str) -> tuple[set[str], set[str | None], str]:
        ran = csto("search", *words.split(), "--json", "--facts", base_file(BASE))
        rows = json.loads(ran.out)
        return {row["fact"] for row in rows}, {row["instead"] for row in rows}, ran.err

    return run


Search = Callable[[str], tuple[set[str], set[str | None], str]]


@pytest.mark.parametrize(
    ("words", "fact"),
    [("oil store", "event/store"), ("SOLDIERS camp", "event/camp"), ("контингент", "event/rest")],
)
def test_what_is_there_as_typed_is_found_as_typed(search: Search, words: str, fact: str) -> None:
    assert search(words) == ({fact}, {None}, "")


@pytest.mark.parametrize(
    ("words", "fact", "instead"),
    [
        ("camped", "event/camp", "camp…"),
        ("контингентом", "event/rest", "континген…"),
        ("depot", "event/store", "depot or oil store"),
        ("soldier depots", "event/store", "soldier (depot or oil store)"),
        ("soldier at depots", None, None),
    ],
)
def test_what_is_not_is_found_in_another_form_or_by_a_synonym_and_said_to_be(
    search: Search, words: str, fact: str | None, instead: str | None
) -> None:
    facts, words_found, told = search(words)
    if fact is None:
        assert (facts, words_found) == (set(), set())
    else:
        assert (facts, words_found) == ({fact}, {instead})
        assert told == f'nothing has "{words}"; showing {instead}\n'


def test_near_words_are_offered_where_nothing_is_found(csto: Run, base_file: Callable[[str], str]) -> None:
    ran = csto("search", "soldeirs", "--facts", base_file(BASE))
    assert ran.err == "nothing found; did you mean: csto search soldiers\n"


def test_why_takes_words_that_are_in_one_fact_alone(csto: Run, base_file: Callable[[str], str]) -> None:
    path = base_file(BASE)
    ran = csto("why", "soldier", "depot", "--facts", path)
    assert ran.code == 0
    assert ran.out.startswith("event/store")
    assert ran.err == '"soldier depot" is found in event/store alone\n'
    several = csto("why", "soldiers at", "--facts", path)
    assert several.code == UNKNOWN_NAME
    both = csto("why", "soldiers ", "--facts", path)
    assert both.code == WRONG_USAGE
    assert "is found in 2 facts" in both.err
    assert "csto why event/camp" in both.err


def test_one_command_answers_whether_tajik_troops_guarded_an_oil_depot(csto: Run) -> None:
    out = csto("why", "tajik", "oil", "depot").out
    assert "guard/tajikistan-oil-storage.site: oil storage, disputed" in out
    for told in ("Asia-Plus, 14 Jan 2022", "“They guarded the oil storage in Almaty”", "https://www.asiaplustj.info/"):
        assert told in out
