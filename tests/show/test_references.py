"""`--evidence-refs`: each claim once, behind the rows, and fields that point to it."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cstocli.cli.commands import LISTINGS
from tests.conftest import ROOT, Run

BASES = {
    "kazakhstan": ROOT / "data" / "facts.toml",
    "kabul": ROOT / "examples" / "kabul-airlift" / "facts.toml",
    "strike": ROOT / "examples" / "strike" / "facts.toml",
}
Answer = dict[str, Any]


def answered(csto: Run, *arguments: str) -> Any:
    ran = csto(*arguments)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def every_value(answer: Answer) -> list[Any]:
    evidence = [value for row in answer["rows"] for values in row["evidence"].values() for value in values]
    return [*evidence, *(value for row in answer["rows"] for value in row.get("values", ()))]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("command", ["facts", "timeline", "disputes"])
def test_every_claim_that_is_pointed_to_stands_there_once_with_its_source(csto: Run, base: str, command: str) -> None:
    answer = answered(csto, command, "--json", "--evidence-refs", "--facts", str(BASES[base]))
    assert answer["rows"]
    pointed = {claim for value in every_value(answer) for claim in value["claims"]}
    assert pointed == set(answer["claims"])
    assert {claim["source"] for claim in answer["claims"].values()} == set(answer["sources"])


@pytest.mark.parametrize("command", ["departures", "contingents", "guards", "timeline", "facts"])
def test_references_say_all_that_the_evidence_in_full_says(csto: Run, command: str) -> None:
    full = answered(csto, command, "--json", "--evidence")
    short = answered(csto, command, "--json", "--evidence-refs")
    told = ("source", "origin", "at", "quote", "reading")
    for one, other in zip(full, short["rows"], strict=True):
        assert one["status"] == other["status"]
        assert one["evidence"].keys() == other["evidence"].keys()
        for field, claims in one["evidence"].items():
            pointed = {
                json.dumps([value["value"], value["hedge"], *(short["claims"][claim][key] for key in told)])
                for value in other["evidence"][field]
                for claim in value["claims"]
            }
            assert pointed == {
                json.dumps([claim["value"], claim["hedge"], *(claim[key] for key in told)]) for claim in claims
            }


def test_each_value_has_its_words_with_the_hedge_and_its_standing(csto: Run) -> None:
    rows = answered(csto, "departures", "--json", "--evidence-refs", "-c", "belarus")["rows"]
    full = {(claim["words"], claim["standing"]) for claim in answered(csto, "why", f"{rows[0]['fact']}.date", "--json")}
    assert {(value["words"], value["standing"]) for value in rows[0]["evidence"]["date"]} == full


def test_both_sides_of_a_dispute_have_their_claims(csto: Run) -> None:
    answer = answered(csto, "disputes", "--json", "--evidence-refs")
    for row in answer["rows"]:
        assert all(value["claims"] for value in row["values"])
        for value in row["values"]:
            assert {answer["claims"][claim]["source"] for claim in value["claims"]} == set(value["sources"])


def test_an_answer_of_which_claims_repeat_is_much_shorter(csto: Run) -> None:
    full, short = (csto("departures", "--json", form).out for form in ("--evidence", "--evidence-refs"))
    assert len(short.encode()) < 0.6 * len(full.encode())


def test_a_limited_answer_has_the_claims_of_its_rows_only(csto: Run) -> None:
    first = answered(csto, "departures", "--json", "--evidence-refs", "--limit", "1", "--sort", "-date", "-q")
    assert {claim for value in every_value(first) for claim in value["claims"]} == set(first["claims"])


def test_json_lines_have_the_claims_in_the_last_line(csto: Run) -> None:
    *rows, last = csto("guards", "--format", "jsonl", "--evidence-refs").out.splitlines()
    assert {"rows": [*map(json.loads, rows)], **json.loads(last)} == answered(
        csto, "guards", "--json", "--evidence-refs"
    )


def test_an_empty_answer_has_the_same_keys(csto: Run) -> None:
    empty: Answer = {"rows": [], "claims": {}, "sources": {}}
    assert (
        answered(csto, "guards", "-c", "belarus", "--place", "aksai-grain-factory", "--json", "--evidence-refs", "-q")
        == empty
    )


@pytest.mark.parametrize("command", LISTINGS)
def test_answers_are_as_their_schema_says(csto: Run, command: str) -> None:
    schema = answered(csto, "schema", command, "--evidence-refs")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(answered(csto, command, "--json", "--evidence-refs"))


def test_without_the_option_json_stays_an_array(csto: Run) -> None:
    assert isinstance(answered(csto, "guards", "--json", "--evidence"), list)


@pytest.mark.parametrize("name", ["table", "csv", "excel-csv", "tsv", "markdown"])
def test_a_format_that_cannot_nest_refuses_references(csto: Run, name: str) -> None:
    ran = csto("guards", "--format", name, "--evidence-refs")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"csto: --evidence-refs is for json and jsonl, not for {name}\n  use: --json\n"


def test_both_forms_of_evidence_exclude_each_other(csto: Run) -> None:
    ran = csto("guards", "--json", "--evidence", "--evidence-refs")
    assert (ran.code, ran.err) == (2, "csto: --evidence-refs and --evidence exclude each other\n")


def test_a_command_without_evidence_has_no_schema_of_references(csto: Run) -> None:
    assert csto("schema", "why", "--evidence-refs").code == 2


def test_references_work_from_python() -> None:
    import cstocli
    from cstocli.ask.evidence import referred

    base = cstocli.open()
    answer = base.ask("departures", contingent="armenia", evidence="refs")
    (row,) = answer
    assert [column.name for column in answer.row_type.columns][-2:] == ["evidence", "assessment"]
    known = base.claims_behind(referred([row]))
    assert all(claim in known["claims"] for value in row["evidence"]["date"] for claim in value["claims"])
