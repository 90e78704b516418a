"""What a message tells one to run works, and is what was meant."""

import json
import shlex

import pytest

from cstocli.cli.commands import COMMANDS
from tests.conftest import Run


def hints(err: str) -> list[list[str]]:
    """The commands that a message names."""
    _, _, told = err.strip().rpartition(": csto ")
    return [shlex.split(one) for one in told.split(", csto ")]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_that_a_command_lacks_is_told_with_the_nearest_that_it_has(csto: Run, command: str) -> None:
    ran = csto(command, "--qiet" if command != "cite" else "--stile")
    assert ran.code == 2
    assert "Possible options" not in ran.err
    assert hints(ran.err) == [[command, "--help"]]


@pytest.mark.parametrize(
    ("line", "meant"),
    [("departures --limi 3", "--limit"), ("--facst x departures", "--facts"), ("timeline --form", "--format")],
)
def test_a_misspelt_option_is_told_with_the_one_that_was_meant(csto: Run, line: str, meant: str) -> None:
    ran = csto(*line.split())
    assert f'did you mean "{meant}"' in ran.err
    error = json.loads(csto("--errors-json", *line.split()).err)
    assert error["did_you_mean"][0] == meant


@pytest.mark.parametrize("line", ["check --explain", "departures --limit", "cite --style", "sql --timeout"])
def test_an_option_without_its_value_leads_to_the_help_of_its_command(csto: Run, line: str) -> None:
    assert hints(csto(*line.split()).err) == [[line.split(maxsplit=1)[0], "--help"]]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_help_text_names_no_option_that_the_command_lacks(csto: Run, command: str) -> None:
    (row,) = json.loads(csto("help", command, "--json").out)
    names = {option["name"] for option in row["options"]}
    told = {word.strip(",.();") for option in row["options"] for word in option["help"].split()}
    assert {word for word in told if word.startswith("--")} <= names


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("departures --fields zzz", "aircraft"),
        ("fields zzz", "guards"),
        ("new zzz", "departure"),
        ("facts --kind zzz", "guard"),
        ("facts -f zzz", "jsonl"),
        ("cite seed --style zzz", "bibtex"),
        ("help zzz", "check"),
    ],
)
def test_an_error_in_json_has_the_list_that_its_text_has(csto: Run, line: str, some: str) -> None:
    told = json.loads(csto(*line.split(), "--errors-json").err)
    assert some in told["known"]
    assert all(name in csto(*line.split()).err for name in told["known"])


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("guards almaty", "csto guards --place almaty"),
        ("guards Almaty airport", "csto guards --place 'Almaty airport'"),
        ("departures Belarus", "csto departures --contingent Belarus"),
        ("facts seed", "csto facts --source seed"),
        ("timeline guard", "csto timeline --kind guard"),
        ("facts disputed", "csto facts --status disputed"),
        ("guards TASS", "csto guards --only TASS"),
        ("guards oil depot", "csto search 'oil depot'"),
        ("facts --source TASS", "csto sources --only TASS"),
        ("facts --source tass", "csto sources --only TASS"),
        ("show zzzzz", "csto sources"),
    ],
)
def test_what_was_meant_is_told(csto: Run, line: str, hint: str) -> None:
    ran = csto(*line.split())
    assert ran.code in (2, 4)
    assert hint in ran.err
    for words in hints(ran.err):
        assert csto(*words).code == 0


@pytest.mark.parametrize(
    ("name", "entity"), [("TASS", "organisation/tass"), ("Almaty airport", "place/almaty-airport")]
)
def test_what_has_a_name_is_shown_by_it(csto: Run, name: str, entity: str) -> None:
    assert json.loads(csto("show", name, "--json").out)[0]["fact"] == entity


def test_one_field_of_a_fact_is_shown_and_cited(csto: Run) -> None:
    (row,) = json.loads(csto("show", "departure/armenia.aircraft", "--json").out)
    assert ([*row["fields"]], [*row["status"]]) == (["aircraft"], ["aircraft"])
    assert {claim["field"] for claim in row["claims"]} == {"aircraft"}
    cited = {item["id"] for item in json.loads(csto("cite", "departure/armenia.aircraft", "--json").out)}
    assert cited == set(row["sources"])
    assert cited < {item["id"] for item in json.loads(csto("cite", "departure/armenia", "--json").out)}
    assert csto("show", "departure/armenia.aircarft").code == 4
