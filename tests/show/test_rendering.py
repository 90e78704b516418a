"""Rendering is pure: it returns text and notices, and writes nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

import cstocli
from cstocli.ask.columns import BACKING, CERTAINTY, FACT, Column, RowType
from cstocli.ask.explorer import Explorer
from cstocli.model import types
from cstocli.model.widths import cells
from cstocli.show.answer import render_details, render_overview, render_rows
from cstocli.show.charts import render_chart, render_spans
from cstocli.show.style import Rendered, Style
from tests.conftest import ROOT

TYPE = RowType(
    "a contingent",
    (
        FACT,
        Column("name", types.TEXT, "its name", "name", heading="Name"),
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
    yield render_spans([*base.ask("spans")], style)
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


def test_what_is_only_possible_stands_apart_and_certainty_is_a_column_where_it_was_selected() -> None:
    assert "In the days" not in render_rows(ROWS, TYPE, Style()).text
    possible = [{**ROWS[0], "certainty": "possible"}, ROWS[1]]
    assert "Possibly" not in render_rows(ROWS, TYPE, Style()).text
    for style in (Style(), Style(width=80), Style(citations=CITATIONS)):
        certain, _, rest = render_rows(possible, TYPE, style).text.partition("\nPossibly in these days:\n")
        assert ("Norland" in certain, "Sudland" in certain) == (True, False)
        assert ("Norland" in rest, "Sudland" in rest) == (False, True)
    selected = TYPE._replace(columns=(TYPE.columns[1], CERTAINTY._replace(place=0)))
    assert "In the days" in render_rows(ROWS, selected, Style()).text


def test_no_rows_are_no_table_but_the_title() -> None:
    assert render_rows([], TYPE, Style(), "A title") == (("A title\n", "\n"), ())
    assert render_rows([], TYPE, Style()) == ((), ())


def test_colour_is_only_in_what_asks_for_it() -> None:
    rows = [{**ROWS[0], "status": {"name": "disputed"}}]
    assert "\x1b[" in render_rows(rows, TYPE, Style(colour=True)).text
    assert "\x1b[" not in render_rows(rows, TYPE, Style(width=80)).text


NARROW = [
    "俄罗斯军队于一月十九日离开阿拉木图并返回驻地，任务完成",
    "カザフスタンから部隊が一月十九日に撤収したと国防省が発表した",
    "กองกำลังรักษาสันติภาพออกจากเมืองอัลมาตีเมื่อวันที่สิบเก้ามกราคม",
    "러시아 군대가 일월 십구일에 알마티를 떠나 주둔지로 돌아갔다고 한다",
    "Войска покинули Алматы девятнадцатого января и вернулись в гарнизоны",
    "les troupes ont quitte\u0301 Almaty le dix-neuf janvier et sont rentre\u0301es",
]
WHO = Column("who", types.NAME, "", heading="Who")
LINES = RowType("a line", (FACT, Column("what", types.LINE, "", heading="What"), WHO))


@pytest.mark.parametrize("text", NARROW)
@pytest.mark.parametrize("number", [1, 301])
@pytest.mark.parametrize("width", [30, 40, 80])
def test_a_table_of_any_script_and_length_keeps_to_the_width(text: str, number: int, width: int) -> None:
    rows = [{"fact": "a", "what": text, "who": "中国" if one % 2 else "Sudland"} for one in range(number)]
    lines = render_rows(rows, LINES, Style(width=width)).text.splitlines()
    assert max(map(cells, lines)) <= width
    last = [line for line in lines if "中国" in line or "Sudland" in line]
    assert len(last) == number
    # The last column begins in the same cell of every line.
    assert len({cells(line[: line.index("中国" if "中国" in line else "Sudland")]) for line in last}) == 1


def test_a_long_table_has_the_layout_and_the_colours_of_a_short_one() -> None:
    row = {**ROWS[0], "remark": "a long remark " * 8, "status": {"name": "disputed"}}
    other = {**row, "name": "Norland"}
    for style in (Style(), Style(width=40), Style(width=40, colour=True), Style(colour=True)):
        # Of neighbours that are the same a terminal shows the first column once.
        short, long = (render_rows([row, other] * number, TYPE, style).text for number in (1, 151))
        for text in (short, long):
            assert ("\x1b[1;31mSudland !\x1b[0m" in text) is style.colour
        short, long = (re.sub(r"\x1b\[[\d;]*m| +(?=(?:\x1b\[[\d;]*m)*\n)", "", text) for text in (short, long))
        head, _, body = short.partition(short.split("\n")[1 + (style.width is None and not style.colour)])
        line = short.split("\n\n")[0].removeprefix(head) + "\n"
        assert body
        assert long == short.replace(line, line * 151)


def test_bars_of_a_chart_begin_in_one_cell_whatever_the_script() -> None:
    days = {"earliest": "2031-05-01", "surely_from": "2031-05-01", "surely_to": "2031-05-09", "latest": "2031-05-09"}
    names = [
        "Sudland",
        "中华人民共和国",
        "ราชอาณาจักรไทย",
        "Nor\x1bland",
        "A country of a name that is longer than the chart",
    ]
    rows = [{"country": name, **days} for name in names]
    for width in (30, 60):
        lines = render_chart(rows, Style(width=width)).text.splitlines()[: len(rows)]
        assert len({cells(line.partition("·")[0]) for line in lines}) == 1
        assert max(map(cells, lines)) <= width
        assert "\x1b" not in "".join(lines)
