"""The table of examples in docs/weighing.md is true of the shipped base."""

import re
from typing import Any

import pytest

from cstocli.model import counts, dates
from cstocli.model.base import Base
from cstocli.model.counts import Counted
from cstocli.model.hierarchy import Hierarchy
from cstocli.read.files import Files, shipped
from cstocli.read.reader import open_base
from tests.conftest import FORMAT, ROOT
from tests.model.test_types import TYPES

Example = tuple[str, str, str, str]


def examples() -> list[Example]:
    page = (ROOT / "docs" / "weighing.md").read_text(encoding="utf-8")
    table = page.partition("<!-- relations -->")[2].partition("<!-- /relations -->")[0]
    rows = [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in table.splitlines() if "`" in line]
    return [(kind, one, other, expected) for kind, one, other, expected in rows]


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(Files(str(shipped())), FORMAT)


def value(kind: str, text: str) -> Any:
    if kind == "date":
        return dates.parse(text)
    if kind == "count":
        return counts.parse(text)
    if kind in ("aircraft", "items"):
        return tuple(counted(part) for part in text.split(", "))
    return tuple(text.split(", ")) if kind == "list" else text


def counted(text: str) -> Counted:
    match = re.fullmatch(r"(?:(\d+) )?(.+)", text)
    assert match
    return Counted(match[2], counts.parse(match[1]) if match[1] else None)


@pytest.mark.parametrize("example", examples(), ids=" ".join)
def test_the_example_of_the_page_is_true(base: Base, example: Example) -> None:
    kind, one, other, expected = example
    order = Hierarchy(base)
    left, right = value(kind, one), value(kind, other)
    assert left != right
    assert TYPES[kind].relation(left, right, order).value == expected
    assert TYPES[kind].relation(right, left, order).value == expected


def test_the_page_has_an_example_of_every_type_that_has_a_rule() -> None:
    assert {kind for kind, _, _, _ in examples()} >= {
        "date", "part-of-day", "mode", "count", "place", "organisation", "aircraft", "list", "items", "words",
    }  # fmt: skip


def test_the_page_has_examples_that_agree_that_conflict_and_that_do_neither() -> None:
    assert {expected for _, _, _, expected in examples()} == {"agree", "compatible", "conflict"}
