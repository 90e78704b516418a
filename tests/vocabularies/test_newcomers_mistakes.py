"""Mistakes on the way to the first list of a kind: each is told with its place, the right thing and a remedy."""

import re

import pytest

from tests.conftest import problems_of

SOUND = """format = 1
[about]
title = "MADE UP"
period = "2031-05"
[sources.courier]
publisher = "Courier"
[kinds.toll]
plural = "tolls"
meaning = "Whom one strike killed."
summary = "{killed} on {day}"
[kinds.toll.fields]
day = { type = "date" }
killed = { type = "count", unit = "dead" }
who = { type = "choice", choices = ["soldiers", "civilians"] }
[[tolls]]
id = "depot"
[[tolls.claims]]
source = "courier"
at = 2
quote = "five dead"
day = 2031-05-08
killed = 5
"""
MISTAKES = [
    ("a type by another name", 'type = "count"', 'type = "number"', 'unknown type "number": that is "count" here'),
    ("a type that is to be a sort", 'type = "date"', 'type = "weapon"', "or declare [things.weapon]"),
    ("no plural", 'plural = "tolls"\n', "", '"plural" is missing: Its array in the file'),
    ("the kind for its array", "[[tolls]]", "[[toll]]", 'unknown table "toll"; did you mean "tolls"?'),
    ("kind for kinds", "[kinds.toll]", "[kind.toll]", 'unknown table "kind"; did you mean "kinds"?'),
    ("field for fields", "[kinds.toll.fields]", "[kinds.toll.field]", 'unknown key "field"; did you mean "fields"?'),
    ("a field on the fact", 'id = "depot"', 'id = "depot"\nkilled = 5', "it stands in a claim, under [[tolls.claims]]"),
    ("a field without a table", '{ type = "count", unit = "dead" }', '"count"', 'killed = { type = "count" }'),
    ("a hyphen in a field", "killed = {", "killed-men = {", 'did you mean "killed_men"?'),
    ("a summary of no field", "{killed} on", "{dead} on", '"dead"; there are: day, killed, who'),
    (
        "words of a choice in one text",
        '["soldiers", "civilians"]',
        '"soldiers, civilians"',
        'choices = ["killed", "injured"]',
    ),
    ("a number in words", "killed = 5", 'killed = "five"', 'counts are written 30, "~30"'),
    ("a date in words", "2031-05-08", '"8 May 2031"', "dates are written 2022-01-14"),
    ("a kind of the vocabulary", "[[tolls]]", "[[events]]", 'it is one of vocabulary = "peace-operation"'),
    (
        "a key that there is not",
        'type = "date"',
        'type = "date", required = true',
        "there are: type, meaning, question",
    ),
    (
        "a vocabulary that there is not",
        "format = 1",
        'format = 1\nvocabulary = "strikes"',
        "there are: peace-operation",
    ),
]


def test_the_base_is_sound_without_them() -> None:
    assert problems_of(SOUND) == []


@pytest.mark.parametrize(("right", "wrong", "told"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_what_is_right(right: str, wrong: str, told: str) -> None:
    assert right in SOUND
    text = SOUND.replace(right, wrong, 1)
    problems = problems_of(text)
    assert any(told in problem for problem in problems), problems
    changed = text.count("\n", 0, SOUND.index(right)) + 1
    lines = [int(problem.split(":")[1]) for problem in problems if told in problem]
    # What is missing is told at the header of its table.
    assert any(changed - 1 <= line <= changed + 1 for line in lines), problems
    assert all(re.match(r"facts\.toml:\d+:\d+: ", problem) for problem in problems)
