"""What a user calls a thing is found however it is spelt, and never stands for another one."""

import json
from collections.abc import Callable

import pytest

from cstocli.model.errors import WRONG_USAGE
from tests.conftest import SMALL, Run, claim

FORDS = f"""{SMALL}
[contingents.sudland-2]
country = "Sudland"
code = "SU"
[places.ford-a]
name = "Ford"
also = ["Old ford"]
[places.ford-b]
name = "Ford"
also = ["The ford"]
[places.mill]
name = "Mill"
also = ["The ford", "OLD FORD"]
[[events]]
id = "a"
title = "A thing"
{claim(table="events", place='"ford-a"')}
[[events]]
id = "b"
title = "Another"
{claim("gazette", table="events", place='"ford-b"')}
"""


@pytest.mark.parametrize(
    ("option", "name", "ids"),
    [
        ("--place", "Ford", "ford-a, ford-b"),
        ("--place", "FORD", "ford-a, ford-b"),
        ("--place", "The ford", "ford-b, mill"),
        ("--place", "old Ford", "ford-a, mill"),
        ("--contingent", "Sudland", "sudland, sudland-2"),
        ("--contingent", "su", "sudland, sudland-2"),
    ],
)
def test_a_name_that_is_not_unique_is_refused_with_the_ids_that_it_may_mean(
    csto: Run, base_file: Callable[[str], str], option: str, name: str, ids: str
) -> None:
    ran = csto("facts", option, name, "--facts", base_file(FORDS))
    assert (ran.code, ran.out) == (WRONG_USAGE, "")
    assert f"one of: {ids}\n" in ran.err


@pytest.mark.parametrize(("name", "fact"), [("ford-a", "event/a"), ("Old ford", "event/a")])
def test_an_id_or_the_very_spelling_of_one_thing_means_that_alone(
    csto: Run, base_file: Callable[[str], str], name: str, fact: str
) -> None:
    ran = csto("facts", "--place", name, "--json", "--facts", base_file(FORDS))
    assert [row["fact"] for row in json.loads(ran.out)] == [fact]
