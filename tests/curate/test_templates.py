"""What a curator starts from is right: the starter reads, templates paste, every field is told."""

import json
import re
from functools import lru_cache
from pathlib import Path

import jsonschema
import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.ask.fields import fields
from cstocli.curate.templates import starter, template, template_names
from cstocli.index.build import index
from cstocli.model.format import CLAIM_KEYS, ORIGIN_KEYS, RIVAL_KEYS, SOURCE_KEYS
from tests.conftest import FORMAT, Run, base_named, base_of, explorer_of, problems_of

KINDS, ALL_KINDS = FORMAT.kinds, FORMAT.all_kinds
TEMPLATES = template_names(FORMAT)

SURROUNDINGS = """
[about]
title = "A base for templates"
period = "2031-05"
[sources.some-source]
publisher = "Some Courier"
[origins.some-origin]
name = "Some wire story"
teller = "Some Wire"
[places.some-place]
name = "Some place"
[contingents.some-contingent]
country = "Sudland"
code = "XS"
[aircraft.some-aircraft]
name = "Heron"
[organisations.some-organisation]
name = "Sudland Air Force"
[people.some-person]
name = "Ada Vale"
[people.some-voice]
name = "Spokesman"
"""
"""All that templates refer to, but facts."""

# What a pasted fact may be part of, or come to.
OTHER = """
[[{}]]
id = "other-id"
title = "Another one"{}
[[{}.claims]]
source = "some-source"
at = 1
quote = "a fragment"
"""

STRENGTH = """
[[strengths]]
id = "{}"
[[strengths.claims]]
source = "some-source"
at = 1
quote = "a fragment"
personnel = 7
"""
TWO_WORDS = """
[[approvals]]
id = "some-id"
[[approvals.claims]]
source = "some-source"
at = 1
quote = "a fragment"
body = "some words"
[[approvals.claims]]
source = "some-source"
at = 2
quote = "a fragment"
body = "other words"
"""
RIVALLED = STRENGTH.format("some-id") + STRENGTH.format("other-id") + TWO_WORDS

QUESTIONS = cstocli.questions()
DESCRIBED = (*ALL_KINDS, *QUESTIONS)


def uncommented(text: str) -> str:
    """A template with every key and table that it has commented out."""
    return re.sub(r"^# (?=\w+ = |\[)", "", text, flags=re.MULTILINE)


def surrounded(kind: str, pasted: str) -> str:
    """A template in a base that has what it refers to, and a fact at least."""
    return SURROUNDINGS + (other(kind) if kind in KINDS else RIVALLED) + pasted


def other(kind: str) -> str:
    """Another fact of a kind, to which a template refers."""
    keys = "".join(f"\n{key} = {declared.type.example}" for key, declared in KINDS[kind].keys.items())
    return OTHER.format(KINDS[kind].plural, keys, KINDS[kind].plural)


@lru_cache
def explorer(name: str) -> Explorer:
    return explorer_of(base_named(name))


def test_the_starter_has_no_problems() -> None:
    assert problems_of(starter()) == []


def test_the_checks_that_warn_have_nothing_to_say_of_the_starter(csto: Run, tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(starter(), encoding="utf-8")
    assert csto("check", str(file), "--strict", "--quiet").code == 0


def test_the_starter_says_that_it_is_made_up() -> None:
    assert "MADE UP" in base_named("starter").about.title
    hosts = {source.url.split("/")[2] for source in base_named("starter").sources.values()}
    assert all(host.endswith(".example") for host in hosts)
    # ISO 3166-1 gives XA to XZ to no country.
    assert all(thing.more["code"][0] == "X" for thing in base_named("starter").things["contingent"].values())


def test_the_starter_shows_every_kind_of_fact_and_every_table() -> None:
    assert {fact.kind for fact in base_named("starter").facts} == {*KINDS}
    assert base_named("starter").about
    assert base_named("starter").sources
    assert base_named("starter").origins
    for sort in FORMAT.sorts:
        assert base_named("starter").things[sort], sort


def test_the_starter_shows_every_key_but_rival_words() -> None:
    fact_keys = {key for kind in KINDS.values() for key in FORMAT.fact_keys(kind)}
    of_things = {key for sort in FORMAT.sorts.values() for key in sort.keys}
    written = set(re.findall(r"^(\w+) = ", starter(), re.MULTILINE)) | {"shown", "claims"}
    assert {*fact_keys, *CLAIM_KEYS, *RIVAL_KEYS, *SOURCE_KEYS, *ORIGIN_KEYS, *of_things} - written == {"values"}


def test_no_line_of_the_starter_is_too_long_for_an_editor() -> None:
    assert max(len(line) for line in starter().splitlines()) <= 120


@pytest.mark.parametrize("command", ["contingents", "disputes", "gaps", "timeline", "origins"])
def test_the_starter_answers(csto: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(starter(), encoding="utf-8")
    ran = csto(command, "--json", "--facts", str(file))
    assert (ran.code, bool(json.loads(ran.out))) == (0, True)


@pytest.mark.parametrize(
    ("field", "status"),
    [
        ("strength/sudland.personnel", "corroborated"),
        ("departure/sudland.date", "corroborated"),
        ("departure/sudland.from_place", "single-origin"),
        ("departure/sudland.part_of_day", "single-origin"),
        ("departure/sudland.aircraft", "disputed"),
        ("departure/sudland.carried", "not-stated"),
        ("departure/westmark.date", "disputed"),
        ("departure/westmark.aircraft", "not-applicable"),
        ("guard/sudland-bridge.site", "single-origin"),
        ("guard/westmark-waterworks.site", "disputed"),
        ("guard/westmark-grain-store.site", "disputed"),
    ],
)
def test_the_starter_shows_every_way_in_which_a_field_may_be_attested(field: str, status: str) -> None:
    sql = "SELECT status FROM fields WHERE fact || '.' || field = ?"
    assert explorer("starter").index.execute(sql, (field,)).fetchone() == (status,)


def test_in_the_starter_two_articles_are_one_origin() -> None:
    sql = "SELECT origins, articles FROM fields WHERE fact = 'departure/sudland' AND field = 'part_of_day'"
    assert explorer("starter").index.execute(sql).fetchone() == (1, 2)


def test_in_the_starter_the_curator_chooses_against_the_rule() -> None:
    sql = "SELECT words, rule FROM fields WHERE fact = 'departure/sudland' AND field = 'aircraft'"
    assert explorer("starter").index.execute(sql).fetchone() == (
        "2 × Heron-T",
        "the curator: photographs show two; the third flew for Westmark",
    )
    without = re.sub(r"^aircraft = \{ value.*\n", "", starter(), flags=re.MULTILINE)
    assert index(base_of(without)).execute(sql).fetchone() == ("3 × Heron", "published by the voice itself")


def test_in_the_starter_the_finer_place_of_one_is_shown_and_the_coarser_one_of_two_is_told() -> None:
    sql = "SELECT words, corroborated_as_words FROM fields WHERE fact = 'guard/sudland-bridge' AND field = 'site'"
    assert explorer("starter").index.execute(sql).fetchone() == ("Old Bridge", "a bridge in Portby")


def test_in_the_starter_a_known_error_counts_for_nothing() -> None:
    sql = "SELECT words, aside FROM claim_values WHERE fact = 'strength/sudland' AND aside IS NOT NULL"
    assert [*explorer("starter").index.execute(sql)] == [("2,120", "deprecated")]


def test_in_the_starter_running_totals_of_different_days_are_no_dispute() -> None:
    sql = "SELECT words, status FROM fields WHERE fact = 'event/brought-out' AND field = 'count'"
    assert explorer("starter").index.execute(sql).fetchone() == ("2,100", "single-origin")


def test_in_the_starter_soft_rivals_mark_nothing() -> None:
    sql = "SELECT status FROM fields WHERE fact = 'guard/sudland-bridge' AND field = 'since'"
    assert explorer("starter").index.execute(sql).fetchone() == ("single-origin",)
    soft = base_of(starter()).rivals[-1]
    assert (soft.degree, soft.sides[1]) == ("soft", ("guard/sudland-bridge", "since"))


def test_every_kind_of_fact_and_every_table_of_things_has_a_template() -> None:
    headed = [re.search(r"^\[+(\w+)", template(name, FORMAT), re.MULTILINE) for name in TEMPLATES]
    tables = [match[1] for match in headed if match]
    assert len(tables) == len(set(tables)) == len(TEMPLATES)
    assert {*tables} == {"rivals", *FORMAT.tables, *(kind.plural for kind in KINDS.values())}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_as_it_stands_reads_where_its_ids_exist(kind: str) -> None:
    assert problems_of(surrounded(kind, template(kind, FORMAT))) == []


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_with_everything_uncommented_reads_where_its_ids_exist(kind: str) -> None:
    pasted = uncommented(template(kind, FORMAT))
    assert problems_of(surrounded(kind, pasted)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_has_every_key_and_field_of_its_kind(kind: str) -> None:
    _, fact = base_of(surrounded(kind, uncommented(template(kind, FORMAT)))).facts
    assert fact.id == f"{kind}/some-id"
    assert fact.claims[0].said.keys() >= KINDS[kind].fields.keys()
    assert all(getattr(fact.claims[0], key) not in ("", None) for key in CLAIM_KEYS)
    held = {**fact._asdict(), "contingent": fact.owner, **fact.more}
    assert all(held[key] for key in FORMAT.fact_keys(KINDS[kind]))


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_key_of_a_template_is_explained(kind: str) -> None:
    lines = [line for line in template(kind, FORMAT).splitlines() if re.match(r"(# )?\w+ = ", line)]
    assert lines
    assert [line for line in lines if not re.search(r"\S +# \S.*[.)]$", line)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_left_as_it_is_names_what_does_not_exist(kind: str) -> None:
    assert any('unknown source "some-source"' in problem for problem in problems_of(template(kind, FORMAT)))


@pytest.mark.parametrize("name", ["starter", "shipped"])
@pytest.mark.parametrize("what", [None, *DESCRIBED])
def test_fields_are_rows_of_their_type(what: str | None, name: str) -> None:
    rows = fields(explorer(name), what)
    assert rows
    assert all([*row] == [column.name for column in QUESTIONS["fields"].row_type.columns] for row in rows)
    held = {
        "type": "object",
        "properties": {"value": {"type": ["string", "number", "boolean"]}, "count": {"type": "integer", "minimum": 1}},
        "required": ["value", "count"],
        "additionalProperties": False,
    }
    checker = jsonschema.Draft202012Validator({"type": "array", "items": held, "maxItems": 10})
    for row in rows:
        checker.validate(row["values"])
        assert row["of"]
        assert row["type"]
        assert row["meaning"]
        counts = [value["count"] for value in row["values"]]
        assert counts == sorted(counts, reverse=True)


def test_without_a_name_every_kind_and_command_is_told_in_words() -> None:
    rows = fields(explorer("starter"), None)
    parts = ("presence", "one_fact", "overview", "spans", "claims_of")
    assert [row["of"] for row in rows] == [name for name in DESCRIBED if name not in parts]
    assert len(set(DESCRIBED)) == len(DESCRIBED)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_fields_of_a_kind_are_those_of_the_format(kind: str) -> None:
    rows = fields(explorer("shipped"), kind)
    declared = ALL_KINDS[kind].fields.items()
    told = [(row["field"], row["type"], row["meaning"], row["question"]) for row in rows]
    assert told == [(name, field.type.name, field.meaning, field.question or None) for name, field in declared]


@pytest.mark.parametrize("command", QUESTIONS)
def test_the_fields_of_a_command_are_the_columns_of_its_rows(command: str) -> None:
    rows = fields(explorer("shipped"), command)
    assert [(row["field"], row["type"]) for row in rows] == [
        (c.name, c.type.name) for c in QUESTIONS[command].row_type.columns
    ]


def values(name: str, what: str, field: str) -> dict[object, int]:
    (row,) = (row for row in fields(explorer(name), what) if row["field"] == field)
    return {held["value"]: held["count"] for held in row["values"]}


def test_values_of_a_kind_count_claims() -> None:
    assert values("starter", "departure", "date") == {"9 May 2031": 3, "10 May 2031": 2, "8 May 2031": 1}
    assert values("starter", "strength", "personnel") == {"212": 2, "about 200": 1, "2,120": 1, "14": 1}
    assert values("starter", "departure", "flights") == {}


def test_values_of_a_command_count_rows() -> None:
    assert values("starter", "departures", "mode") == {"air": 1, "road": 2}
    assert values("starter", "guards", "country") == {"Westmark": 2, "Sudland": 1}
    assert values("starter", "contingents", "personnel") == {212: 1}


def test_of_arrays_each_element_counts_by_its_name() -> None:
    # Of sites that exclude each other none is a value.
    assert values("starter", "contingents", "guarded") == {"Old Bridge": 1}
    assert values("starter", "departures", "aircraft") == {"Heron-T": 1}
    assert values("starter", "contingents", "equipment") == {"pumps": 1}
    assert values("starter", "disputes", "values")["3 × Heron"] == 1


def test_of_statuses_each_word_counts() -> None:
    rows = explorer("shipped").ask("aircraft")
    told = [status for row in rows for status in row["status"].values()]
    assert values("shipped", "aircraft", "status") == {status: told.count(status) for status in told}


@pytest.mark.parametrize("command", ["search", "matrix", "compare", "why", "show"])
def test_a_command_that_must_be_told_what_to_look_at_has_fields_without_values(command: str) -> None:
    assert [row["values"] for row in fields(explorer("shipped"), command) if row["values"]] == []


@pytest.mark.parametrize("command", ["contingents", "departures", "timeline", "presence", "overview", "sources"])
def test_a_command_that_needs_no_argument_has_fields_with_values(command: str) -> None:
    assert any(row["values"] for row in fields(explorer("shipped"), command))
