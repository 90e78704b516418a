"""The examples in docs/weighing.md are true: those of the rules, and those of agreement, of the shipped base."""

import re
from typing import Any

import pytest

from cstocli.model import counts, dates
from cstocli.model.base import Base
from cstocli.model.counts import Counted
from cstocli.model.hierarchy import Hierarchy
from cstocli.weigh.claims import SET_ASIDE, sourced_claims
from cstocli.weigh.facts import weigh
from cstocli.weigh.sentences import in_words
from cstocli.weigh.voices import Voices
from tests.conftest import FORMAT, ROOT, base_named, base_of
from tests.model.test_types import PARSERS, TYPES

Example = tuple[str, str, str, str]


def examples() -> list[Example]:
    page = (ROOT / "docs" / "weighing.md").read_text(encoding="utf-8")
    table = page.partition("<!-- relations -->")[2].partition("<!-- /relations -->")[0]
    rows = [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in table.splitlines() if "`" in line]
    return [(kind, one, other, expected) for kind, one, other, expected in rows]


@pytest.fixture(scope="module")
def base() -> Base:
    return base_named("shipped")


def value(kind: str, text: str) -> Any:
    if kind == "date":
        return dates.parse(text)
    if kind == "count":
        return counts.parse(text)
    if kind in ("aircraft", "items"):
        return tuple(counted(part) for part in text.split(", "))
    if kind in ("list", "places"):
        return tuple(text.split(", "))
    return PARSERS.get(kind, str)(text)


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


CAST = """
format = 1
[about]
title = "The cast of the page"
period = "2031-05"
[organisations.ministry]
name = "Ministry"
[people.officer]
name = "Officer"
of = "ministry"
[sources.courier]
publisher = "Courier"
published = 2031-05-12
[sources.gazette]
publisher = "Gazette"
published = 2031-05-12
[sources.herald]
publisher = "Herald"
published = 2031-05-12
[sources.early]
publisher = "Early Post"
published = 2031-05-08
[sources.ministry-page]
publisher = "Ministry"
kind = "official"
published = 2031-05-09
[origins.ministry]
name = "Statement of 9 May"
teller = "Ministry"
by = "ministry"
date = 2031-05-09
[origins.ministry-later]
name = "Statement of 10 May"
teller = "Ministry"
by = "ministry"
date = 2031-05-10
[origins.officer]
name = "The officer on 9 May"
teller = "Officer"
by = "officer"
date = 2031-05-09
[[events]]
id = "one"
title = "Something that was counted"
"""


def cases() -> list[tuple[str, str, str]]:
    page = (ROOT / "docs" / "weighing.md").read_text(encoding="utf-8")
    table = page.partition("<!-- cases -->")[2].partition("<!-- /cases -->")[0]
    rows = [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in table.splitlines() if "`" in line]
    return [(rule, claims, expected) for rule, claims, expected in rows]


def claim_of(text: str) -> str:
    """A claim as the page writes it, as TOML: `courier < ministry: 100 as of 2031-05-08`."""
    chain, _, said = text.partition(": ")
    source, *via = chain.split(" < ")
    match = re.fullmatch(r"(\S+)( deprecated)?(?: on (\S+))?(?: as of (\S+))?", said)
    assert match, text
    lines = [f'source = "{source}"', "at = 1", 'quote = "a fragment"', f"via = {via!r}", f'count = "{match[1]}"']
    lines += ['deprecated = "a misprint"'] if match[2] else []
    lines += [f"date = {match[3]}"] if match[3] else []
    lines += [f"as_of = {match[4]}"] if match[4] else []
    return "\n".join(("[[events.claims]]", *lines, ""))


@pytest.mark.parametrize("case", cases(), ids=" ".join)
def test_the_case_of_the_page_comes_to_what_it_says(case: tuple[str, str, str]) -> None:
    _, claims, expected = case
    series = "series = true\n" if "as of" in claims else ""
    base = base_of(CAST + series + "".join(claim_of(claim) for claim in claims.split("; ")))
    (fact,) = weigh(base, FORMAT, Hierarchy(base), sourced_claims(base, FORMAT, Voices(base)))
    field, type_ = fact.fields["count"], FORMAT.kinds["event"].fields["count"].type
    aside = sum(claim.standing == SET_ASIDE for claim in field.claims)
    coarser = field.corroborated_as
    parts = [
        in_words(field, type_, base.things).replace(" | ", " or "),
        field.status,
        *([f"{field.independent} lines"] if field.independent > 1 else []),
        *([f"corroborated as {type_.words(coarser, base.things)}"] if coarser is not None else []),
        *([f"{aside} set aside"] if aside else []),
    ]
    assert ", ".join(parts) == expected
