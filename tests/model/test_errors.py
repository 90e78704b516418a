"""Errors keep their parts, from which text and JSON are written."""

import pytest

from cstocli.model.base import Document
from cstocli.model.errors import CstoError, UnknownChoice, UnknownName, WrongUsage
from cstocli.model.text import visible
from cstocli.read.reader import read
from tests.conftest import FORMAT, SMALL, claim


def test_text_and_json_are_written_from_the_same_parts() -> None:
    error = UnknownName("place", "aiport", ["airport", "city"], "list them", "csto places", "csto facts")
    assert error.lines == ('unknown place "aiport"; did you mean "airport"?', "list them: csto places, csto facts")
    assert error.data == {
        "error": 'unknown place "aiport"; did you mean "airport"?',
        "kind": "unknown-name",
        "file": None,
        "line": None,
        "column": None,
        "token": "aiport",
        "did_you_mean": ["airport"],
        "hint": "csto places",
        "known": [],
    }


@pytest.mark.parametrize("name", ['a "quoted" id', "a; did you mean it", "csto sql, now"])
def test_no_part_is_looked_for_in_a_sentence(name: str) -> None:
    for error in (
        UnknownName("id", name, [name.upper()]),
        WrongUsage(f'"wrong" is {name}', f"see: {name}", token=name),
    ):
        assert error.data["token"] == name
        assert error.data["hint"] == "csto --help"
    assert UnknownName("id", name, [name.upper()]).data["did_you_mean"] == [name.upper()]


def test_an_error_without_a_wrong_word_has_no_token_however_much_it_quotes() -> None:
    data = CstoError('rivals are two facts, or two "values"').data
    assert (data["token"], data["did_you_mean"]) == (None, [])


def test_a_spelling_suggests_the_id_that_it_stands_for_and_each_id_once() -> None:
    ids = {"Norcity airport": "airport", "Norcity aeroport": "airport"}
    assert UnknownName("place", "norcity airprt", ids, ids=ids).suggestions == ["airport"]


def test_known_names_are_listed_where_nothing_else_lists_them() -> None:
    error = UnknownChoice("format", "xml", ["json", "csv"])
    assert (error.code, error.lines) == (2, ('unknown format "xml"', "there are: json, csv"))


def test_a_suggestion_is_cut_short_in_text_and_whole_in_json() -> None:
    name = "a" * 100
    error = UnknownName("id", f"{name}b", [name])
    assert f'"{name[:60]}"?' in error.message
    assert error.data["did_you_mean"] == [name]


def test_a_problem_of_a_base_keeps_its_parts() -> None:
    text = SMALL + '[[departures]]\nid = "sudland"\n' + claim(mode='"rale"', from_place='"aiport"')
    choice, unknown = read([Document("facts.toml", text)], FORMAT)[1]
    assert (unknown.token, unknown.suggestions, unknown.reason) == ("aiport", ["airport"], 'unknown place "aiport"')
    assert (choice.token, choice.suggestions) == ("rale", ["rail"])
    assert unknown.message == 'unknown place "aiport"; did you mean "airport"?'
    assert unknown.data["hint"] == "csto check --explain unknown-name"


@pytest.mark.parametrize(
    "name", ["csto; rm -rf ~", "$(x)", "`x`", "a|b", "x\n see: csto y", "\x1b[2J", "", "two words"]
)
def test_names_from_data_are_quoted_in_what_to_do(name: str) -> None:
    error = UnknownName("field", "x", ["date", "from_place", name])
    assert error.remedy == f'there are: date, from_place, "{visible(name)}"'
    assert error.hint == "csto --help"
