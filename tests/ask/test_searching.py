"""Words are found in other forms and by what the base says to mean the same, behind those that stand as typed."""

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
    one = csto("why", "sentinel", "camp", "--facts", path)
    assert one.code == UNKNOWN_NAME
    assert "  search for it, or list them: csto search sentinel camp, csto facts, " in one.err
    both = csto("why", "soldiers", "--facts", path)
    assert both.code == WRONG_USAGE
    first, heading, *facts, last = both.err.splitlines()
    assert (first, heading) == ('csto: "soldiers" is found in 2 facts', "  one of them:")
    assert sorted(facts) == ["    csto why event/camp", "    csto why event/store"]
    assert last == "  see all: csto search soldiers"


@pytest.mark.parametrize(
    ("word", "fact"),
    [("leave", "event/camp"), ("camps", "event/camp"), ("depots", "event/store"), ("OIL", "event/store.scope")],
)
def test_why_takes_a_single_word_that_is_no_id(
    csto: Run, base_file: Callable[[str], str], word: str, fact: str
) -> None:
    ran = csto("why", word, "--facts", base_file(BASE))
    assert (ran.code, ran.err) == (0, f'"{word}" is found in {fact} alone\n')


@pytest.mark.parametrize("word", ["event/cmap", "event/camp.plaec", "sodliers"])
def test_a_misspelt_id_or_field_or_word_is_not_taken_for_another(
    csto: Run, base_file: Callable[[str], str], word: str
) -> None:
    assert csto("why", word, "--facts", base_file(BASE)).code == UNKNOWN_NAME


@pytest.mark.parametrize("typed", ["../../etc/passwd", "event.camps", "..", ".x", "St. Nowhere"])
def test_the_word_of_an_error_is_all_that_was_typed(csto: Run, base_file: Callable[[str], str], typed: str) -> None:
    for command in ("show", "matrix", "cite"):
        ran = csto(command, typed, "--facts", base_file(BASE))
        assert (ran.code, ran.err.startswith(f'csto: unknown id "{typed}"')) == (UNKNOWN_NAME, True), ran
    ran = csto("why", typed, "--facts", base_file(BASE))
    assert f'"{typed}"' in ran.err.splitlines()[0]


def test_a_place_leads_to_what_concerns_it(csto: Run, base_file: Callable[[str], str]) -> None:
    path = base_file(BASE)
    for name in ("city", "Norcity", "Norcity airport"):
        ran = csto("why", name, "--facts", path)
        assert ran.code == WRONG_USAGE
        assert "\n  what concerns it: csto facts --place " in ran.err


GROUPED = f"""{SMALL}
[[events]]
id = "crowd"
title = "A crowd gathers"
{claim(table="events", count="3000").replace("a fragment of words", "QUOTED")}
[[events]]
id = "other"
title = "Others are 13,000, 3 and 000"
{claim(table="events", count="1300")}
"""
WAYS = ("3,000", "3.000", "3'000", "3’000", "3 000", "3\u00a0000", "3\u2009000", "3\u202f000", "3000")


@pytest.mark.parametrize("typed", WAYS)
def test_a_number_is_found_however_its_groups_are_written(
    csto: Run, base_file: Callable[[str], str], typed: str
) -> None:
    for written in WAYS:
        path = base_file(GROUPED.replace("QUOTED", f"some {written} people"))
        rows = json.loads(csto("search", typed, "people", "--json", "--facts", path).out)
        assert [row["text"] for row in rows] == [f"some {written} people"]
        assert csto("why", typed, "crowd", "--facts", path).out.startswith("event/crowd.count: 3,000")
        assert csto("why", typed, "people", "--facts", path).out.startswith("event/crowd")


@pytest.mark.parametrize(
    ("typed", "found"), [("13,000", True), ("13000", True), ("1300", True), ("3,000", False), ("130", False)]
)
def test_a_number_with_joined_groups_is_found_whole(
    csto: Run, base_file: Callable[[str], str], typed: str, found: bool
) -> None:
    rows = json.loads(csto("search", typed, "others", "--json", "--facts", base_file(GROUPED)).out)
    assert bool(rows) is found


FORMS = f"""{SMALL.replace("[about]", "[about]" + chr(10) + 'synonyms = [["depot", "store"], ["killed", "deaths"]]')}
[[events]]
id = "plants"
title = "Guards stand before two power plants"
{claim(table="events").replace("a fragment of words", "QUOTE")}
[[events]]
id = "plant"
title = "A power plant; a long story of planes"
{claim("gazette", table="events")}
[[events]]
id = "toll"
title = "There were 225 deaths in two countries"
{claim("gazette", table="events")}
"""


@pytest.mark.parametrize(
    ("words", "exact", "others", "told"),
    [
        ("power plants", ["event/plants"], ["event/plant"], '1 more row has power plant… in place of "power plants"\n'),
        ("power plant", ["event/plants", "event/plant"], [], ""),
        ("guarding plant", [], ["event/plants"], 'nothing has "guarding plant"; showing guard… plant\n'),
        ("depots", [], [], "nothing found; did you mean: csto search deaths\n"),
        ("stories", [], ["origin/wire", "event/plant"], 'nothing has "stories"; showing stor…\n'),
        ("killed", [], ["event/toll"], 'nothing has "killed"; showing killed or deaths\n'),
        ("death", ["event/toll"], [], ""),
        ("country", [], ["event/toll"], 'nothing has "country"; showing countr…\n'),
    ],
)
def test_other_forms_come_behind_the_words_as_typed_and_are_said_to(
    csto: Run, base_file: Callable[[str], str], words: str, exact: list[str], others: list[str], told: str
) -> None:
    ran = csto("search", *words.split(), "--json", "--facts", base_file(FORMS))
    rows = json.loads(ran.out)
    assert sorted(row["fact"] for row in rows if not row["instead"]) == sorted(exact)
    assert [row["fact"] for row in rows if row["instead"]] == others
    assert all(row["instead"] for row in rows[len(exact) :])
    assert ran.err == told


def test_a_table_says_which_rows_have_other_words(csto: Run, base_file: Callable[[str], str]) -> None:
    mixed = csto("search", "power", "plants", "--facts", base_file(FORMS)).out
    assert mixed.splitlines()[0].split()[-1] == "Instead"
    assert mixed.splitlines()[-1].endswith("power plant…")
    assert "Instead" not in csto("search", "killed", "--facts", base_file(FORMS)).out


def test_a_reading_and_a_note_are_two_passages(csto: Run, base_file: Callable[[str], str]) -> None:
    said = claim(table="events", reading='"the word is students"', note='"credits nobody"')
    text = f'{SMALL}\n[[events]]\nid = "a"\ntitle = "A thing"\n{said}'
    path = base_file(text)
    for word, part, told in (("students", "reading", "the word is students"), ("credits", "note", "credits nobody")):
        (row,) = json.loads(csto("search", word, "--json", "--facts", path).out)
        assert (row["part"], row["text"]) == (part, told)


def test_one_command_answers_whether_tajik_troops_guarded_an_oil_depot(csto: Run) -> None:
    out = csto("why", "tajik", "oil", "depot").out
    assert "guard/tajikistan-oil-storage.site: oil storage, disputed" in out
    for told in ("Asia-Plus, 14 Jan 2022", "“They guarded the oil storage in Almaty”", "https://www.asiaplustj.info/"):
        assert told in out
