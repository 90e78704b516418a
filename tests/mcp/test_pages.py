"""Pages: however small they are, together they say all, and each claim of a value once."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cstocli.mcp.pages import Cursor, cursor_of, page
from cstocli.model.errors import WrongUsage

Row = dict[str, Any]
KEY = "key"
SMALLEST = 2_000 + 600

CLAIMS = some.lists(some.integers(0, 30).map(lambda number: f"c{number}"), min_size=1, max_size=6, unique=True)
EVIDENCE = some.lists(
    some.builds(lambda claims, words: {"words": words, "claims": claims}, CLAIMS, some.text(max_size=9)), max_size=3
)
FIELDS = some.dictionaries(
    some.sampled_from(("date", "place", "mode")), some.builds(lambda told: {"evidence": told}, EVIDENCE)
)
ROWS = some.lists(some.builds(lambda fields: {"fact": "event/one", "fields": fields}, FIELDS), max_size=5)
DISPUTES = some.lists(some.builds(lambda values: {"fact": "event/one", "values": values}, EVIDENCE), max_size=5)


def claims_behind(names: Any) -> Row:
    claims = {name: {"source": f"s{int(name[1:]) % 3}", "quote": "words"} for name in names}
    return {"claims": claims, "sources": {claim["source"]: {"publisher": "Paper"} for claim in claims.values()}}


def every_page(rows: list[Row], most: int, limit: int | None = None) -> list[Row]:
    pages = []
    cursor = cursor_of(None, KEY)
    while True:
        pages.append(page(rows[cursor.row :], claims_behind, cursor, limit, most))
        if pages[-1]["next_cursor"] is None:
            return pages
        assert len(pages) < 1000
        cursor = cursor_of(pages[-1]["next_cursor"], KEY)


def said(rows: list[Row]) -> list[tuple[Any, ...]]:
    told = [
        (f"{field} {value['words']}", value["claims"])
        for row in rows
        for field, one in row.get("fields", {}).items()
        for value in one["evidence"]
    ]
    told += [(value["words"], value["claims"]) for row in rows for value in row.get("values", ())]
    return [(words, claim) for words, claims in told for claim in claims]


@given(some.one_of(ROWS, DISPUTES), some.integers(SMALLEST, SMALLEST + 3000), some.sampled_from((None, 1, 2)))
def test_pages_of_any_size_say_together_what_the_rows_say(rows: list[Row], most: int, limit: int | None) -> None:
    pages = every_page(rows, most, limit)
    assert said([row for each in pages for row in each["rows"]]) == said(rows)
    for each in pages:
        assert len(json.dumps(each, ensure_ascii=False).encode()) <= most
        assert {claim for _, claim in said(each["rows"])} == set(each["claims"])
        assert limit is None or len(each["rows"]) <= limit


def test_a_row_that_fits_a_page_is_not_parted() -> None:
    row = {"fact": "event/one", "fields": {"date": {"evidence": [{"words": "May", "claims": ["c1", "c2"]}]}}}
    (only,) = every_page([row], SMALLEST)
    assert (only["rows"], only["notices"]) == ([row], [])


def test_fields_without_claims_and_rows_without_fields_are_there() -> None:
    rows: list[Row] = [
        {"fact": "event/one", "fields": {"date": {"evidence": []}}},
        {"fact": "place/two", "fields": {}},
        {"fact": "x"},
    ]
    (only,) = every_page(rows, SMALLEST)
    assert only["rows"] == rows


def test_what_no_page_can_hold_is_an_error_with_a_remedy() -> None:
    with pytest.raises(WrongUsage, match="too large") as error:
        every_page([{"fact": "event/one", "summary": "x" * 10_000}], SMALLEST)
    assert error.value.lines[1] == "see it with: csto why event/one"


def test_a_cursor_of_another_question_is_refused() -> None:
    assert cursor_of("3.2.key", KEY) == Cursor(3, 2, KEY)
    for text in ("3.2.other", "3", "", "a.b.key", "-1.0.key", "3.2"):
        with pytest.raises(WrongUsage):
            cursor_of(text, KEY)
