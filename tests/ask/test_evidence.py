"""--evidence has the claims behind each field of a row."""

import json

import pytest

from tests.conftest import Run

KINDS = ["guard", "departure", "deployment", "arrival", "approval", "event", "strength", "command", "equipment"]


@pytest.mark.parametrize("kind", KINDS)
def test_evidence_of_facts_is_of_all_fields_of_their_kind(csto: Run, kind: str) -> None:
    rows = json.loads(csto("facts", "--kind", kind, "--evidence", "--json").out)
    assert rows
    for row in rows[:3]:
        fact = json.loads(csto("show", row["fact"], "--json").out)[0]
        stated = {
            name for name, field in fact["fields"].items() if field["status"] not in ("not-stated", "not-applicable")
        }
        assert {name for name, claims in row["evidence"].items() if claims} >= stated
        assert set(row["assessment"]) >= stated
        assert row["status"] == {"date": "not-stated"} | fact["status"]


def test_a_column_has_the_sign_of_the_field_that_it_shows_and_of_no_other_of_its_name(csto: Run) -> None:
    rows = json.loads(csto("facts", "--kind", "event", "--json").out)
    assert any(row["status"].get("outcome") == "single-origin" for row in rows)
    assert "*" not in csto("facts", "--kind", "event", "--fields", "outcome").out
