"""What `csto COMMAND --json` prints is what `csto schema COMMAND` says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import cstocli
from cstocli.cli.commands import COMMANDS, LISTINGS
from tests.conftest import SMALL, Run, claim

SPARSE = f"""{SMALL}
[[departures]]
id = "sparse"
{claim(date='"../2031-05-09"')}
[[guards]]
id = "sparse"
contingent = "sudland"
{claim(table="guards", site_count="3")}
{claim("gazette", table="guards", site_count="5")}
[[deployments]]
id = "counted"
contingent = "sudland"
{claim(table="deployments", aircraft_count='"~80"')}
{claim("gazette", table="deployments", via='"courier"', aircraft_count="80")}
[[deployments]]
id = "typed"
contingent = "sudland"
{claim(table="deployments", aircraft='[{ type = "an-2" }, { type = "an-2t", count = ">3" }]', vehicles='"cars"')}
[[equipment]]
id = "sudland"
contingent = "sudland"
{claim(table="equipment", items='[{ what = "lorries" }, { what = "tents", count = 7 }]')}
[[events]]
id = "unsaid"
title = "Something happened"
{claim(table="events")}
"""

OF_SHIPPED = (
    "sql --tables",
    "",
    *LISTINGS,
    "show departure/armenia",
    "show contingent/russia",
    "show source/seed",
    "show place/almaty-airport",
    "why departure/armenia",
    "why departure/armenia.date",
    "search airport",
    "departures --on 2022-01-14",
    "timeline --from 2022-01-14 --to 2022-01-15",
    "contingents --on 2022-01-10",
    "facts --as-of 2022-01-14",
    "departures --without seed",
    "matrix departure/armenia",
    "compare without=seed",
)
OF_SPARSE = ("", *LISTINGS, "show departure/sparse", "why event/unsaid", "why deployment/typed.aircraft", "search wire")

QUESTIONS = cstocli.questions()
VALIDATORS: dict[str, Any] = {}  # a schema is the same whatever the base


def validator(csto: Run, command: str) -> Any:
    """What checks the rows of a command, days and addresses included."""
    if command not in VALIDATORS:
        VALIDATORS[command] = validator_of(csto, command)
    return VALIDATORS[command]


def validator_of(csto: Run, command: str) -> Any:
    ran = csto("schema", command)
    assert (ran.code, ran.err) == (0, "")
    schema = json.loads(ran.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["date"]))


def wrong(csto: Run, line: str, *options: str) -> list[str]:
    """Where the output of a command is not as its schema says."""
    ran = csto(*line.split(), "--json", *options)
    assert ran.code == 0, ran.err
    rows = json.loads(ran.out)
    assert rows
    command = line.partition(" ")[0] or "overview"
    return [f"{error.json_path}: {error.message}" for error in validator(csto, command).iter_errors(rows)]


@pytest.fixture
def _sparse(base_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSTO_FACTS", base_file(SPARSE))


def test_every_command_that_gives_rows_is_tried_here() -> None:
    tried = {line.partition(" ")[0] or "overview" for line in OF_SHIPPED} | {"coverage"}
    assert tried >= {*COMMANDS} & {*QUESTIONS} - {"fields", "help", "about", "rerun", "diff"}  # tried elsewhere


def test_the_coverage_of_a_document_is_as_its_schema_says(csto: Run, tmp_path: Path) -> None:
    document = tmp_path / "article.txt"
    document.write_text("One paragraph.\n\nAnother one.\n", encoding="utf-8")
    assert wrong(csto, f"coverage seed={document}") == []


@pytest.mark.parametrize("line", OF_SHIPPED)
def test_answers_of_the_shipped_base_are_as_their_schema_says(csto: Run, line: str) -> None:
    assert wrong(csto, line) == []


@pytest.mark.usefixtures("_sparse")
@pytest.mark.parametrize("line", OF_SPARSE)
def test_answers_of_which_little_is_stated_are_as_their_schema_says(csto: Run, line: str) -> None:
    assert wrong(csto, line) == []


@pytest.mark.parametrize("line", LISTINGS)
def test_answers_of_the_shipped_base_with_evidence_are_as_their_schema_says(csto: Run, line: str) -> None:
    assert wrong(csto, line, "--evidence") == []


@pytest.mark.usefixtures("_sparse")
@pytest.mark.parametrize("line", LISTINGS)
def test_answers_of_which_little_is_stated_with_evidence_are_as_their_schema_says(csto: Run, line: str) -> None:
    assert wrong(csto, line, "--evidence") == []


@pytest.mark.parametrize("line", LISTINGS)
def test_an_empty_answer_is_as_its_schema_says(csto: Run, line: str) -> None:
    rows = json.loads(csto(line, "--json", "--grade", "E6").out)
    assert rows == []
    assert validator(csto, line).is_valid(rows)


@pytest.mark.parametrize("command", sorted({*QUESTIONS} - {"one_fact", "presence", "spans", "claims_of"}))
def test_every_property_of_a_schema_says_what_it_means(csto: Run, command: str) -> None:
    items = validator(csto, command).schema["items"]
    assert [name for name, schema in items["properties"].items() if not schema.get("description")] == []
    assert [*items["properties"]][:-2] == [column.name for column in QUESTIONS[command].row_type.columns]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date", 20220114),
        ("earliest", "14 January"),
        ("mode", "balloon"),
        ("aircraft", [{"type": "Il-76"}]),
        ("aircraft_count", "3"),
        ("aircraft_count", -1),
        ("status", {"date": "certain"}),
        ("sources", "seed"),
        ("certainty", "perhaps"),
        ("colour", "red"),
    ],
)
def test_a_row_that_is_not_as_it_should_be_is_not_as_its_schema_says(csto: Run, key: str, value: object) -> None:
    rows = json.loads(csto("departures", "--json", "--limit", "1", "--quiet").out)
    checker = validator(csto, "departures")
    assert checker.is_valid(rows)
    assert not checker.is_valid([{**rows[0], key: value}])


@pytest.mark.parametrize("command", LISTINGS)
def test_rows_of_some_fields_are_as_the_schema_says(csto: Run, command: str) -> None:
    names = [column.name for column in QUESTIONS[command].row_type.columns]
    for fields in (names[:1], names[1:4], names[::-2], names):
        options = ("--fields", ",".join(fields))
        assert wrong(csto, command, *options) == []
        assert wrong(csto, command, *options, "--evidence") == []
        exact = json.loads(csto("schema", command, *options).out)
        assert exact["items"]["required"] == [*exact["items"]["properties"]] == fields
        rows = json.loads(csto(command, "--json", *options).out)
        assert jsonschema.Draft202012Validator(exact).is_valid(rows)


@pytest.mark.parametrize("key", ["fact", "date", "status", "sources"])
def test_a_row_without_one_of_the_fields_asked_for_is_not_as_their_schema_says(csto: Run, key: str) -> None:
    options = ("--fields", "fact,date,status,sources")
    rows = json.loads(csto("departures", "--json", "--limit", "1", "--quiet", *options).out)
    schema = json.loads(csto("schema", "departures", *options).out)
    assert jsonschema.Draft202012Validator(schema).is_valid(rows)
    del rows[0][key]
    assert not jsonschema.Draft202012Validator(schema).is_valid(rows)


def test_a_schema_has_no_field_that_the_rows_lack(csto: Run) -> None:
    ran = csto("schema", "departures", "--fields", "date,mean")
    assert (ran.code, ran.out) == (4, "")
    assert 'did you mean "means"?' in ran.err
