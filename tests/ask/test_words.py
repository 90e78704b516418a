"""The program says one thing in one way."""

import json

from cstocli.cli.commands import COMMANDS
from tests.conftest import Run


def test_what_fields_calls_a_command_is_one(csto: Run) -> None:
    rows = json.loads(csto("fields", "--json").out)
    assert [row["of"] for row in rows if row["type"] == "command" and row["of"] not in COMMANDS] == []


def test_about_and_the_overview_count_alike(csto: Run) -> None:
    about, overview = (json.loads(csto(*line, "--json").out)[0] for line in (["about"], []))
    for name in ("contingents", "sources", "origins", "claims", "facts"):
        assert about[name] == overview[name]


def test_no_summary_has_a_verb_that_depends_on_how_many_a_body_is(csto: Run) -> None:
    rows = json.loads(csto("facts", "--kind", "approval", "--json").out)
    assert any(row["summary"].startswith("Both chambers of parliament (Tajikistan) approved:") for row in rows)
