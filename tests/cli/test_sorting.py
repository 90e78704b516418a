"""--sort sorts for what a value means, not for how it is written."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import SMALL, Run, claim

DATES = ["1971", "../2031-05-02", "2031-05-02/2031-05-04", "2031-05-03~", "2031-05", "2031-06-01/.."]
IN_ORDER = ["1971", "2031-05", "../2031-05-02", "2031-05-02/2031-05-04", "2031-05-03~", "2031-06-01/.."]
PARTS = ["night", "morning", "afternoon", "evening"]
NUMBERS = {"five": "5", "dozens": '"~40"', "nine": "9", "many": '">1000"', "range": '"100..200"'}


def event(name: str, **said: Any) -> str:
    return f'[[events]]\nid = "{name}"\ntitle = "Wave {name}"\n{claim(table="events", **said)}'


FACTS = (
    SMALL
    + "".join(event(f"wave-{number}", date=f'"{date}"') for number, date in enumerate([*reversed(DATES)], 7))
    + "".join(event(f"part-{part}", part_of_day=f'"{part}"') for part in sorted(PARTS))
    + "".join(
        f'[[strengths]]\nid = "{name}"\ncontingent = "sudland"\n{claim(table="strengths", personnel=number)}'
        for name, number in NUMBERS.items()
    )
    + f"""
[[strengths]]
id = "either"
contingent = "sudland"
{claim(table="strengths", personnel="7")}
{claim("gazette", table="strengths", personnel="8")}
"""
)


def column(csto: Run, path: str, line: str, name: str) -> list[Any]:
    """The values of one column of an answer, without those of rows that have none."""
    ran = csto(*line.split(), "--json", "--facts", path)
    assert ran.code == 0, ran.err
    return [row[name] for row in json.loads(ran.out) if row[name] is not None]


@pytest.mark.parametrize("line", ["timeline --all", "facts", "list event"])
def test_dates_are_sorted_by_their_first_day_and_open_beginnings_by_their_end(
    csto: Run, base_file: Callable[[str], str], line: str
) -> None:
    path = base_file(FACTS)
    assert column(csto, path, f"{line} --sort date", "date") == IN_ORDER
    assert column(csto, path, f"{line} --sort -date", "date") == IN_ORDER[::-1]


def test_sorting_a_timeline_by_date_changes_nothing(csto: Run) -> None:
    rows = [json.loads(csto("timeline", "--json", *sort).out) for sort in ([], ["--sort", "date"])]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("field", ["personnel", "personnel_words"])
def test_counts_are_sorted_by_number_and_several_by_the_least(
    csto: Run, base_file: Callable[[str], str], field: str
) -> None:
    facts = column(csto, base_file(FACTS), f"list strength --sort {field}", "fact")
    assert [fact.partition("/")[2] for fact in facts] == ["five", "either", "nine", "dozens", "range", "many"]


def test_parts_of_the_day_are_sorted_as_they_follow(csto: Run, base_file: Callable[[str], str]) -> None:
    assert column(csto, base_file(FACTS), "list event --sort part_of_day", "part_of_day") == PARTS


def test_numbers_within_a_text_are_sorted_by_number(csto: Run, base_file: Callable[[str], str]) -> None:
    facts = column(csto, base_file(FACTS), "list event --sort fact", "fact")
    assert facts[4:] == [f"event/wave-{number}" for number in range(7, 13)]
    means = column(csto, "data/facts.toml", "departures --sort means -c armenia -c belarus", "means")
    assert means == ["3 × Il-76", "10 × Il-76"]


def test_a_text_of_very_many_digits_can_be_sorted(csto: Run) -> None:
    ran = csto("sql", f"SELECT '{'7' * 6000}' AS x UNION SELECT 'x' UNION SELECT '08'", "--sort", "x", "-f", "tsv")
    assert ran.out.split() == ["x", "08", "7" * 6000, "x"]
