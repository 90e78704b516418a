"""What scripts and assistants rely on: help as JSON, errors as JSON with a runnable hint, the base's fingerprint."""

import hashlib
import json
import shlex
from pathlib import Path
from typing import Any

import pytest

import cstocli
from cstocli.cli.commands import COMMANDS
from cstocli.read.files import shipped
from tests.broken import FOLDER
from tests.conftest import Run

KEYS = {"error", "kind", "file", "line", "column", "token", "did_you_mean", "hint", "known"}


def test_help_as_json_tells_every_command_with_its_options_and_fields(csto: Run) -> None:
    rows = {row["command"]: row for row in json.loads(csto("help", "--json").out)}
    assert [*rows] == [*COMMANDS]
    departures = rows["departures"]
    assert [field["field"] for field in departures["fields"]] == [
        column.name for column in cstocli.questions()["departures"].row_type.columns
    ]
    options = {option["name"]: option for option in departures["options"]}
    assert options["--contingent"]["repeatable"]
    assert options["--json"]["takes"] is None
    assert rows["why"]["arguments"][0]["required"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_of_every_command_starts_with_it(command: str, csto: Run) -> None:
    (row,) = json.loads(csto("help", command, "--json").out)
    assert row["example"].startswith(f"csto {command}")


def test_help_of_a_command_is_its_help(csto: Run) -> None:
    assert "--chart" in csto("help", "timeline").out


def test_about_tells_the_fingerprint_of_the_base(csto: Run) -> None:
    (row,) = json.loads(csto("about", "--json").out)
    assert row["sha256"] == hashlib.sha256(Path(shipped()).read_bytes()).hexdigest()
    assert row["claims"] > 500


@pytest.mark.parametrize(
    ("arguments", "kind", "token", "meant", "code"),
    [
        ("departures --contingent armenai", "unknown-name", "armenai", "armenia", 4),
        ("departurs", "wrong-usage", "departurs", "departures", 2),
        ("why departure/armenia.aircarft", "unknown-name", "aircarft", "aircraft", 4),
        ("departures --on 2022-02-30", "wrong-usage", "2022-02-30", None, 2),
        ("departures --facts nowhere.toml", "bad-base", "nowhere.toml", None, 3),
    ],
)
def test_errors_as_json_name_the_token_the_nearest_one_and_a_hint(
    csto: Run, arguments: str, kind: str, token: str, meant: str | None, code: int
) -> None:
    ran = csto(*shlex.split(arguments), "--errors-json")
    told: dict[str, Any] = json.loads(ran.err)
    assert told.keys() == KEYS
    assert (ran.code, ran.out, told["kind"], told["token"]) == (code, "", kind, token)
    assert told["did_you_mean"][:1] == ([meant] if meant else [])


@pytest.mark.parametrize(
    "arguments",
    [
        *("departures --contingent armenai", "departurs", "show nothing", "search ...", "sources --source x"),
        *("sql 'SELECT x FROM facts'", "--only nobody", "why source/seed", "departures --colour", "cite place/almaty"),
        "facts --facts tests/broken/unknown-name.toml",
    ],
)
def test_every_hint_can_be_run(csto: Run, arguments: str) -> None:
    for line in csto(*shlex.split(arguments), "--errors-json").err.splitlines():
        assert csto(*shlex.split(json.loads(line)["hint"])[1:]).code == 0


def test_each_problem_of_a_base_is_an_object_with_its_place(csto: Run) -> None:
    base = FOLDER / "unknown-name.toml"
    first, last = map(json.loads, csto("contingents", "--facts", str(base), "--errors-json").err.splitlines())
    assert (first["file"], first["line"], first["column"]) == (str(base), 31, 14)
    assert (first["kind"], first["token"], first["did_you_mean"]) == ("unknown-name", "ctiy", ["city"])
    assert last["kind"] == "bad-base"


def test_a_starter_base_can_be_made_checked_and_asked(csto: Run, tmp_path: Any) -> None:
    folder = str(tmp_path / "mission")
    assert csto("init", folder).code == 0
    assert csto("check", folder, "--strict").code == 0
    assert json.loads(csto("contingents", "--facts", folder, "--json").out)
    again = csto("init", folder)
    assert (again.code, "is there already" in again.err) == (2, True)


def test_a_template_is_printed_ready_to_paste(csto: Run) -> None:
    assert "[[departures]]" in csto("new", "departure").out


def test_an_unknown_template_is_an_error_with_the_nearest_one(csto: Run) -> None:
    ran = csto("new", "departures")
    assert (ran.code, '"departure"' in ran.err) == (4, True)


def test_fields_of_a_kind_tell_what_occurs(csto: Run) -> None:
    rows = {row["field"]: row for row in json.loads(csto("fields", "departure", "--json").out)}
    assert rows["mode"]["values"][0]["value"] == "air"
