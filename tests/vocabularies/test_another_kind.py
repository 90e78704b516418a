"""A kind that no vocabulary has goes the whole way, from TOML to the index, by its declaration alone."""

import json
import re
from typing import Any

import jsonschema
import pytest
import tomli

from cstocli.curate.check import check
from cstocli.curate.editor_schema import facts_schema
from cstocli.curate.templates import template, template_names
from cstocli.index.build import all_tables, index
from cstocli.index.index import Index
from cstocli.model import counts, dates
from cstocli.model.base import Base, Document
from cstocli.model.counts import Counted
from cstocli.model.format import Field, Format, Kind
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import DISPUTED, NOT_STATED, SINGLE_ORIGIN
from cstocli.model.types import COUNT, DATE, ITEMS, LIST, PLACE
from cstocli.read.reader import read
from cstocli.weigh.claims import sourced_claims
from cstocli.weigh.facts import AssessedFact, weigh
from cstocli.weigh.voices import Voices
from tests.conftest import FORMAT, SMALL, claim

CAMP = Kind(
    "camp",
    "camps",
    "Where a contingent had its tents.",
    {
        "site": Field(PLACE, "Where it stood.", "Where?"),
        "since": Field(DATE, "Since when.", "Since when?"),
        "until": Field(DATE, "Until when."),
        "visited": Field(DATE, "The day on which somebody counted."),
        "tents": Field(COUNT, "How many tents in all.", "How many tents?"),
        "sorts": Field(ITEMS, "What sorts of tents, each with its number.", total="tents"),
        "shared_with": Field(LIST, "Who else lived there."),
    },
    "{owner} camps[ at {site}| somewhere][ from {since} to {until}| since {since}][: {tents} tents]",
    when="visited",
    begins="since",
    ends="until",
    where=("site",),
)
WITH_CAMPS = Format(
    (*FORMAT.all_kinds.values(), CAMP), FORMAT.sorts.values(), FORMAT.owner, FORMAT.add_up, FORMAT.checks
)
FACTS = f"""{SMALL}
[[camps]]
id = "first"
contingent = "sudland"
{claim(table="camps", site='"airport"', since='"2031-05-02"', tents='"~30"', shared_with='["pilots", "cooks"]')}
{claim("gazette", table="camps", site='"city"', until='"2031-05-09"', tents="31", shared_with='["pilots"]')}
[[camps]]
id = "second"
{claim(table="camps", since='"2031-05-08"', tents="5", sorts='[{ what = "large tents", count = 5 }]')}
{claim("gazette", table="camps", tents="7")}
[[camps]]
id = "visited"
{claim(table="camps", visited='"2031-05-07"')}
[[departures]]
id = "sudland"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"airport"')}
"""


def read_with_camps(text: str) -> Base:
    base, problems = read([Document("facts.toml", text)], WITH_CAMPS)
    assert base, [problem.words for problem in problems]
    return base


@pytest.fixture(scope="module")
def base() -> Base:
    return read_with_camps(FACTS)


@pytest.fixture(scope="module")
def connection(base: Base) -> Index:
    return index(base)


def rows(connection: Index, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return connection.execute(sql, values).fetchall()


def test_without_its_declaration_it_is_an_unknown_table() -> None:
    (problem,) = read([Document("facts.toml", FACTS)], FORMAT)[1]
    assert problem.rule.name == "unknown-table"
    assert problem.message.startswith('unknown table "camps"; kinds: strengths, approvals, ')


def test_it_is_read(base: Base) -> None:
    first, second, visited, departure = base.facts
    assert [fact.id for fact in base.facts] == ["camp/first", "camp/second", "camp/visited", "departure/sudland"]
    assert [first.owner, second.owner, visited.owner, departure.owner] == ["sudland", "", "", "sudland"]
    assert first.claims[0].said == {
        "site": "airport",
        "since": dates.parse("2031-05-02"),
        "tents": counts.parse("~30"),
        "shared_with": ("pilots", "cooks"),
    }
    assert second.claims[0].said["sorts"] == (Counted("large tents", counts.exact(5)),)


def test_what_is_wrong_with_it_is_told() -> None:
    wrong = claim(table="camps", tent="5", since='"2031-02-30"', site='"aiport"')
    base, problems = read([Document("facts.toml", f'{SMALL}\n[[camps]]\nid = "x"\n{wrong}')], WITH_CAMPS)
    assert base is None
    assert [problem.rule.name for problem in problems] == ["unknown-key", "impossible-date", "unknown-name"]
    assert problems[0].message == 'unknown key "tent"; did you mean "tents"?'


@pytest.fixture(scope="module")
def weighed(base: Base) -> list[AssessedFact]:
    return weigh(base, WITH_CAMPS, Hierarchy(base), sourced_claims(base, WITH_CAMPS, Voices(base)))


def test_it_is_weighed_by_the_types_of_its_fields(weighed: list[AssessedFact]) -> None:
    first, second, *_ = weighed
    assert {name: (field.status, field.value) for name, field in first.fields.items()} == {
        # The gazette says less of each: it fits, and corroborates nothing.
        "site": (SINGLE_ORIGIN, "airport"),
        "since": (SINGLE_ORIGIN, dates.parse("2031-05-02")),
        "until": (SINGLE_ORIGIN, dates.parse("2031-05-09")),
        "tents": (SINGLE_ORIGIN, counts.exact(31)),
        "shared_with": (SINGLE_ORIGIN, ("pilots", "cooks")),
    }
    coarser = {name: field.corroborated_as for name, field in first.fields.items() if field.corroborated_as}
    assert coarser == {"site": "city", "tents": counts.parse("~30"), "shared_with": ("pilots",)}
    assert (second.fields["tents"].value, second.fields["tents"].values) == (None, (counts.exact(5), counts.exact(7)))
    assert {name: field.status for name, field in second.fields.items()} == {
        "site": NOT_STATED,
        "since": SINGLE_ORIGIN,
        "tents": DISPUTED,
        "sorts": SINGLE_ORIGIN,
    }


def test_it_has_a_table_of_its_own(connection: Index) -> None:
    declared = [column.name for column in all_tables(WITH_CAMPS)["camps"].columns]
    assert declared == [
        *("fact", "id", "site", "since", "since_earliest", "since_latest", "until", "until_earliest", "until_latest"),
        *("visited", "visited_earliest", "visited_latest", "tents", "tents_low", "tents_high", "tents_words"),
        *("sorts", "shared_with"),
    ]
    found = connection.execute("SELECT * FROM camps")
    assert [column[0] for column in found.description] == declared
    first, second, _ = found.fetchall()
    assert first == (
        *("camp/first", "first", "airport", "2031-05-02", "2031-05-02", "2031-05-02"),
        *("2031-05-09", "2031-05-09", "2031-05-09", None, None, None, 31, 31.0, 31.0, "31"),
        *(None, '["pilots", "cooks"]'),
    )
    shown = {"what": "large tents", "count": 5, "count_words": "5", "low": 5, "high": 5}
    assert json.loads(second[declared.index("sorts")]) == [shown]
    assert rows(connection, "PRAGMA foreign_key_check") == []


def test_its_facts_are_summed_up_in_a_line_and_last_from_beginning_to_end(connection: Index) -> None:
    sql = "SELECT summary, place, earliest, latest, certain_from, certain_to, summed FROM facts WHERE kind = 'camp'"
    first, second, visited = rows(connection, sql)
    assert first == (
        "Sudland's contingent camps at Norcity airport from 2 May 2031 to 9 May 2031: 31 tents",
        *("airport", "2031-05-02", "2031-05-09", "2031-05-02", "2031-05-09", 0),
    )
    # Of two numbers that cannot both be true neither is better attested.
    assert second[:4] == (
        "The mission camps somewhere since 8 May 2031: 5 | 7 tents",
        *(None, "2031-05-08", dates.LAST_DAY),
    )
    assert visited[:4] == ("The mission camps somewhere", None, "2031-05-07", "2031-05-07")


def test_what_facts_of_other_kinds_add_up_to_stays_as_it_is(connection: Index) -> None:
    sql = "SELECT left_, left_earliest, left_latest FROM contingents"
    assert rows(connection, sql) == [("2031-05-09", "2031-05-09", "2031-05-09")]


def test_its_kind_and_its_fields_are_told(connection: Index) -> None:
    assert rows(connection, "SELECT * FROM kinds ORDER BY position DESC LIMIT 1") == [
        (len(WITH_CAMPS.all_kinds) - 1, "camp", "camps", CAMP.meaning, 0, 3)
    ]
    assert rows(connection, "SELECT field, type, meaning, question FROM kind_fields WHERE kind = 'camp'") == [
        (name, field.type.name, field.meaning, field.question or None) for name, field in CAMP.fields.items()
    ]


def test_its_dates_places_and_counted_things_are_found(connection: Index) -> None:
    assert rows(connection, "SELECT fact, field, date FROM dated WHERE fact LIKE 'camp/%'") == [
        ("camp/first", "since", "2031-05-02"),
        ("camp/first", "until", "2031-05-09"),
        ("camp/second", "since", "2031-05-08"),
        ("camp/visited", "visited", "2031-05-07"),
    ]
    assert rows(connection, "SELECT fact, place FROM fact_places WHERE fact LIKE 'camp/%' ORDER BY place") == [
        ("camp/first", "airport"),
        ("camp/first", "city"),
    ]
    assert rows(connection, "SELECT fact, field, name, thing, count, alone FROM counted_things") == [
        ("camp/second", "sorts", "large tents", None, 5, 1)
    ]


@pytest.mark.parametrize(
    ("words", "part"), [("pilots", "shared_with"), ('"large tents"', "sorts"), ("somewhere", "summary")]
)
def test_its_values_can_be_searched(connection: Index, words: str, part: str) -> None:
    found = rows(connection, "SELECT fact, part FROM search WHERE search MATCH ?", words)
    assert found
    assert all(fact.startswith("camp/") for fact, _ in found)
    assert part in {of for _, of in found}


def test_it_counts_in_the_overview(connection: Index) -> None:
    assert rows(connection, "SELECT facts, claims, disputes FROM overview") == [(4, 6, 1)]


SURROUNDINGS = SMALL + "".join(
    f"[{table}.{identity}]\n{keys}\n"
    for table, identity, keys in (
        ("sources", "some-source", 'publisher = "Some Courier"'),
        ("origins", "some-origin", 'name = "Some wire story"\nteller = "Some Wire"'),
        ("places", "some-place", 'name = "Some place"'),
        ("contingents", "some-contingent", 'country = "Westland"\ncode = "XW"'),
    )
)


def test_it_has_a_template_that_reads_back_with_every_field() -> None:
    assert "camp" in template_names(WITH_CAMPS)
    text = template("camp", WITH_CAMPS)
    (fact,) = read_with_camps(SURROUNDINGS + text).facts
    assert (fact.id, fact.claims[0].said) == ("camp/some-id", {})
    other = text.replace("some-id", "other-id", 1)
    _, fact = read_with_camps(SURROUNDINGS + other + re.sub(r"^# (?=\w+ = |\[)", "", text, flags=re.MULTILINE)).facts
    assert fact.claims[0].said.keys() == CAMP.fields.keys()
    assert fact.owner == "some-contingent"


def places_of_mistakes(text: str) -> list[str]:
    schema = json.loads(facts_schema(WITH_CAMPS))
    jsonschema.Draft7Validator.check_schema(schema)
    content = json.loads(json.dumps(tomli.loads(text), default=str))
    return [error.json_path for error in jsonschema.Draft7Validator(schema).iter_errors(content)]


def test_editors_know_it() -> None:
    assert places_of_mistakes(FACTS) == []
    assert places_of_mistakes(FACTS.replace('"~30"', "true")) == ["$.camps[0].claims[0].tents"]
    assert places_of_mistakes(FACTS.replace("[[camps", "[[tents")) == ["$"]


def test_a_sound_base_with_it_passes_the_check() -> None:
    found = check([Document("facts.toml", FACTS)], WITH_CAMPS)
    assert {problem.rule.name for problem in found} == {"unused-origin", "unused-id"}  # of the made-up surroundings


def test_numbers_of_it_that_do_not_add_up_are_found() -> None:
    text = FACTS.replace('what = "large tents", count = 5', 'what = "large tents", count = 4')
    found = [problem for problem in check([Document("facts.toml", text)], WITH_CAMPS) if "add up" in problem.message]
    assert [(problem.rule.name, problem.message) for problem in found] == [
        ("wrong-sum", "sorts add up to 4, tents says 5")
    ]
    assert text.split("\n")[found[0].line - 1].startswith("tents = 5")
