"""Rendering is pure: it returns text and notices, and writes nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

import cstocli
from cstocli.ask.columns import BACKING, CERTAINTY, FACT, Column, RowType
from cstocli.ask.explorer import Explorer
from cstocli.model import types
from cstocli.show.answer import render_chart, render_details, render_overview, render_rows
from cstocli.show.style import Rendered, Style
from cstocli.show.table import cells
from tests.conftest import ROOT

TYPE = RowType(
    "a contingent",
    (
        FACT,
        Column("name", types.TEXT, "its name", heading="Name"),
        Column("remark", types.TEXT, "a remark", heading="Remark", place=1),
        CERTAINTY,
        *BACKING,
    ),
)
ROWS: list[dict[str, Any]] = [
    {"fact": "a/1", "name": "Sudland", "remark": "first", "certainty": "certain", "status": {}, "sources": ["gazette"]},
    {"fact": "a/2", "name": "Norland", "remark": "", "certainty": "certain", "status": {}, "sources": ["courier"]},
]
CITATIONS = {"gazette": "Gazette, 10 May 2031", "courier": "Norland Courier, 9 May 2031"}


@pytest.fixture(scope="module")
def base() -> Explorer:
    return cstocli.open(ROOT / "data" / "facts.toml", environment={"CSTO_CACHE": "off"})


def renderings(base: Explorer, style: Style) -> Iterator[Rendered]:
    """An answer of each sort, of the shipped base."""
    answer = base.ask("departures")
    yield render_rows([*answer], answer.row_type, style, "A title")
    field_type, claim_type = base.questions["one_fact"].row_type, base.questions["why"].row_type
    for entity in ("departure/armenia", "place/almaty"):
        yield render_details(base.show(entity), field_type, claim_type, style)
    yield render_chart([*base.ask("presence")], style)
    yield render_overview(next(iter(base.ask("overview"))), style)


STYLES = [
    Style(),
    Style(width=30),
    Style(width=100, colour=True),
    Style(width=70, long=True, perspective="without TASS"),
]


@pytest.mark.parametrize("style", STYLES)
def test_rendering_writes_nothing(style: Style, base: Explorer, capfd: pytest.CaptureFixture[str]) -> None:
    assert all(rendered.text for rendered in renderings(base, style))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("style", STYLES)
def test_the_same_answer_is_rendered_the_same_again(style: Style, base: Explorer) -> None:
    assert [*renderings(base, style)] == [*renderings(base, style)]


def test_without_a_width_nothing_is_hidden_and_there_are_no_notices(base: Explorer) -> None:
    assert all(not rendered.notices for rendered in renderings(base, Style()))


def test_no_line_is_wider_than_the_terminal(base: Explorer) -> None:
    lines = (line for rendered in renderings(base, Style(width=60)) for line in rendered.text.splitlines())
    assert max(map(cells, lines)) <= 60


def test_columns_that_do_not_fit_are_left_out_with_a_notice() -> None:
    rendered = render_rows(ROWS, TYPE, Style(width=10))
    assert rendered.notices == ("the terminal is too narrow for these columns: Remark (see them with --long)",)
    assert "Sudland" in rendered.text
    assert "first" not in rendered.text


def test_a_terminal_too_narrow_for_a_table_gets_blocks_of_lines_and_a_notice() -> None:
    rendered = render_rows(ROWS, TYPE, Style(width=5))
    assert len(rendered.notices) == 1
    assert rendered.notices[0].startswith("the terminal is too narrow for a table")
    assert "name" in rendered.text
    assert "Name" not in rendered.text


def test_in_one_fact_both_tables_give_their_notices(base: Explorer) -> None:
    row, questions = base.show("departure/armenia"), base.questions
    style = Style(width=30)
    rendered = render_details(row, questions["one_fact"].row_type, questions["why"].row_type, style)
    assert len(rendered.notices) == 2


def test_sources_are_numbered_and_listed_in_the_order_in_which_they_occur() -> None:
    assert render_rows(ROWS, TYPE, Style(citations=CITATIONS)).text.splitlines() == [
        "Name     Remark  Sources",
        "───────  ──────  ───────",
        "Sudland  first   [1]",
        "Norland          [2]",
        "",
        "[1] Gazette, 10 May 2031",
        "[2] Norland Courier, 9 May 2031",
    ]


def test_without_citations_the_table_has_no_column_of_sources() -> None:
    assert "Sources" not in render_rows(ROWS, TYPE, Style()).text


def test_the_last_line_says_which_claims_count() -> None:
    for style in (Style(perspective="without TASS"), Style(perspective="without TASS", long=True)):
        assert render_rows(ROWS, TYPE, style).text.endswith("\n\nPerspective: without TASS.\n")


def test_certainty_is_shown_where_some_row_is_only_possible_or_where_it_was_selected() -> None:
    assert "In the days" not in render_rows(ROWS, TYPE, Style()).text
    assert "In the days" in render_rows([ROWS[0], {**ROWS[1], "certainty": "possible"}], TYPE, Style()).text
    selected = TYPE._replace(columns=(TYPE.columns[1], CERTAINTY._replace(place=0)))
    assert "In the days" in render_rows(ROWS, selected, Style()).text


def test_no_rows_are_no_table_but_the_title() -> None:
    assert render_rows([], TYPE, Style(), "A title") == (("A title\n", "\n"), ())
    assert render_rows([], TYPE, Style()) == ((), ())


def test_colour_is_only_in_what_asks_for_it() -> None:
    rows = [{**ROWS[0], "status": {"name": "disputed"}}]
    assert "\x1b[" in render_rows(rows, TYPE, Style(colour=True)).text
    assert "\x1b[" not in render_rows(rows, TYPE, Style(width=80)).text
