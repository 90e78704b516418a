"""Signs tell how well a value is attested; no text of a base is taken for one."""

from collections.abc import Callable

import pytest

from cstocli.show.cells import LEGEND
from tests.conftest import SMALL, Run, claim

NAMES = ("Oui !", "Five *", "–", "n/a", "North –", "Place n/a", "East | West")
SQL = "SELECT name, 1 AS status, 2 AS alternatives FROM places WHERE id = 'odd'"


def base(name: str) -> str:
    """A base in which two sources agree on a place of that name."""
    return f"""{SMALL}
[places.odd]
name = "{name}"
[[events]]
id = "a"
title = "Something at {name}"
{claim(table="events", place='"odd"')}
{claim("gazette", table="events", place='"odd"')}
"""


def signs(text: str) -> set[str]:
    """The signs that the legend explains."""
    return {sign for sign, meaning in LEGEND.items() if f"{sign} {meaning}" in text.replace("\\", "")}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("line", ["list event --fields place,summary", "list event -f markdown --fields place,summary"])
def test_what_a_name_ends_in_is_no_sign(csto: Run, base_file: Callable[[str], str], name: str, line: str) -> None:
    ran = csto(*line.split(), "--facts", base_file(base(name)))
    assert signs(ran.out) == set()


@pytest.mark.parametrize("name", [name for name in NAMES if "|" not in name])
def test_a_name_that_looks_signed_stands_in_quotation_marks(
    csto: Run, base_file: Callable[[str], str], name: str
) -> None:
    ran = csto("list", "event", "--fields", "place", "--facts", base_file(base(name)))
    assert f"“{name}”\n" in ran.out
    assert "\x1b[33m" not in csto("list", "event", "--color", "always", "--facts", base_file(base(name))).out


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_to_a_query_of_a_user_has_no_signs(csto: Run, base_file: Callable[[str], str], name: str) -> None:
    ran = csto("sql", SQL, "--facts", base_file(base(name)))
    assert ran.out.splitlines()[-1].startswith(name)
    assert signs(ran.out) == set()
