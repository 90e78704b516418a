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
