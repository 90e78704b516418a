"""Tables on a terminal: rows of one fact together, no value line by line, nothing broken that is one thing."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from cstocli.ask.columns import Column, RowType
from cstocli.cli import screen
from cstocli.model import types
from cstocli.model.widths import cells, folded
from cstocli.show.answer import render_rows
from cstocli.show.cells import Cell
from cstocli.show.style import Style
from cstocli.show.table import Grid, text_table
from cstocli.show.terminal import render_rich
from tests.conftest import Run

TYPE = RowType(
    "a passage",
    (
        Column("fact", types.ID, "its fact", heading="Fact"),
        Column("field", types.TEXT, "a field", heading="Field"),
        Column("text", types.LINE, "a text", heading="Text"),
        Column("remark", types.TEXT.or_none, "a remark", heading="Remark", place=1),
    ),
)


@pytest.fixture
def shown(csto: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], str]:
    """What a terminal of some width shows of a command."""

    def run(line: str, columns: int) -> str:
        monkeypatch.setattr(screen, "screen", lambda *_: screen.Screen(columns, colour=False))
        return csto(*line.split()).out

    return run


def row(fact: str, field: str, text: str = "some words", remark: str | None = None) -> dict[str, object]:
    return {"fact": fact, "field": field, "text": text, "remark": remark, "status": {}, "sources": []}


def test_rows_of_one_fact_stand_below_its_id() -> None:
    rows = [row("event/a", "date"), row("event/a", "place"), row("event/b", "date")]
    assert render_rows(rows, TYPE, Style(width=80)).text.splitlines() == [
        "  Field  Text        Remark",
        "event/a",
        "  date   some words",
        "  place  some words",
        "event/b",
        "  date   some words",
    ]


def test_in_a_pipe_each_row_has_all_its_values() -> None:
    rows = [row("event/a", "date"), row("event/a", "place")]
    lines = render_rows(rows, TYPE, Style()).text.splitlines()[2:]
    assert [line.split()[:2] for line in lines] == [["event/a", "date"], ["event/a", "place"]]


def test_a_value_of_the_first_column_stands_once() -> None:
    plain = RowType("a passage", TYPE.columns[1:])
    rows = [row("event/a", "date", "one"), row("event/b", "date", "two"), row("event/c", "place", "two")]
    lines = render_rows(rows, plain, Style(width=80)).text.splitlines()[1:]
    assert [line.split() for line in lines] == [["date", "one"], ["two"], ["place", "two"]]
    assert lines[1].index("two") == lines[0].index("one")


def test_a_column_without_any_value_is_the_first_to_go() -> None:
    columns = (*TYPE.columns[:3], TYPE.columns[3], Column("last", types.TEXT, "last", heading="Last", place=9))
    rows = [{**row("event/a", "date", "words " * 9), "last": "something"}]
    rendered = render_rows(rows, RowType("a passage", columns), Style(width=60))
    assert "something" in rendered.text
    assert "Remark" in rendered.notices[0]
    assert "Last" not in rendered.notices[0]


@pytest.mark.parametrize("width", [40, 50, 60, 80])
def test_ids_and_words_are_never_broken(width: int) -> None:
    word = "event/tajikistan-meeting-not-confirmed"
    text = render_rows([row("event/a", "date", f"is against {word} as such", "short")], TYPE, Style(width=width)).text
    assert word in text
    assert max(map(cells, text.splitlines())) <= width


@pytest.mark.parametrize("width", range(14, 40))
def test_a_count_stays_with_what_it_counts_and_a_sign_with_the_last_word(width: int) -> None:
    lines = folded("15 × Il-76, 3 × An-124; 18 × Il-76MD *", width)
    assert {"3 × An-124;", "18 × Il-76MD *"} <= set(re.findall(r"\d+ × \S+(?: \*)?", "\n".join(lines)))


def test_an_address_in_running_text_is_never_broken(shown: Callable[[str, int], str]) -> None:
    for line in ("disputes --cite --limit 3", "cite seed", "why guard/tajikistan-oil-storage.site"):
        text = shown(line, 40)
        assert "https://www.asiaplustj.info/en/news/tajikistan/security/20220114/tajik-peacekeepers-" in text


def test_a_dispute_tells_what_is_shown_why_and_who_holds_each_value(
    csto: Run, shown: Callable[[str, int], str]
) -> None:
    fields: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in json.loads(csto("disputes", "--json").out):
        fields.setdefault((each["fact"], each["field"]), []).append(each)
    blocks = shown("disputes", 80).split("\n\n")
    assert any(len(ways) > 1 for ways in fields.values())
    for block, ways in zip(blocks, fields.values(), strict=True):
        flat = " ".join(block.split())
        first = ways[0]
        assert flat.startswith(f"{first['fact']}.{first['field']}: {first['shown_words'] or 'no value'} (")
        for each in ways:
            assert " ".join(each["reason"].split()) in flat
        for value in (value for each in ways for value in each["values"]):
            assert all(source in flat for source in value["sources"])
            assert flat.count(f"{value['words']}: ") + flat.count(f"{value['words']} (") >= 1
        assert max(map(cells, block.splitlines())) <= 80


@pytest.mark.parametrize(
    ("listing", "headings"),
    [
        ("facts", ("Date", "Disputed")),
        ("search tajik oil", ("Source",)),
        ("departures", ("Which", "Date", "By")),
        ("matrix departure", ("date", "part of day")),
        ("sources", ("Publisher", "Published")),
        ("timeline", ("Date", "What")),
        ("contingents", ("Guarded", "Left", "Left by")),
    ],
)
def test_80_columns_keep_what_matters(
    shown: Callable[[str, int], str], listing: str, headings: tuple[str, ...]
) -> None:
    out = shown(listing, 80)
    heading = next(line for line in out.splitlines() if headings[0] in line)
    assert [name for name in headings if name not in heading] == []
    assert max(map(cells, out.splitlines())) <= 80


def test_a_line_that_says_a_value_has_the_sign_of_the_worst_attested_one_in_it(
    shown: Callable[[str, int], str],
) -> None:
    def line(text: str, listing: str = "timeline") -> str:
        return next(" ".join(each.split()) for each in shown(listing, 240).splitlines() if text in each)

    assert "(5 × Il-76) !" in line("Belarus's contingent is sent")
    assert line("The mission: 2,030 people", "facts").count(" !") == 1
    assert "100 people *" not in line("Armenia's contingent: 100 people", "facts")
    # A title is signed where it says a value of its fact.
    assert "announces the end of the mission *" in line("The CSTO announces the end of the mission")
    assert "Tokayev asks the CSTO for help *" not in line("Tokayev asks the CSTO for help")


def test_a_place_has_its_sign_in_the_timeline_and_of_several_days_all_stand_in_one_row(
    shown: Callable[[str, int], str],
) -> None:
    text = shown("timeline", 160)
    assert "Ivanovo-Severny airfield *" in text
    assert text.count("take five further facilities") == 1
    assert "10–11 Jan 2022 | 11–12 Jan 2022 *" in text


def test_headings_of_several_lines_end_where_the_rows_begin() -> None:
    columns = tuple(Column(name, types.TEXT, "", heading=name) for name in ("a long heading", "b"))
    table = Grid(columns, [[Cell("x"), Cell("y")]])
    assert "".join(text_table(table, 12)) == "a long\nheading    b\nx          y\n"


def test_cells_are_in_the_colour_of_their_sign_and_blanks_in_none() -> None:
    column = Column("n", types.TEXT, "", heading="N")
    table = Grid((column,), [[Cell("one !", "!")], [Cell("two *", "*")], [Cell("–", "–")], [Cell("plain")]])
    assert [*text_table(table, 20, colour=True)] == [
        "\x1b[1mN\x1b[0m\n",
        "\x1b[1;31mone !\x1b[0m\n",
        "\x1b[33mtwo *\x1b[0m\n",
        "\x1b[2m–\x1b[0m\n",
        "plain\n",
    ]


@pytest.mark.parametrize("width", [36, 50, 80])
def test_rich_and_our_own_writer_draw_the_same_table(width: int) -> None:
    columns = tuple(Column(name, types.TEXT, "", heading=name) for name in ("a long heading", "b", "что"))
    lines = [
        [Cell("one !", "!"), Cell("some words that are folded where there is no room"), Cell("–", "–")],
        [Cell("军队 [red]"), Cell("two *", "*"), Cell("Звартноц")],
    ]
    table = Grid(columns, lines)
    codes = re.compile(r"\x1b\[[\d;]*m")
    for colour in (False, True):
        by_rich = codes.sub("", render_rich(table, width, colour=colour))
        own = codes.sub("", "".join(text_table(table, width, colour=colour)))
        assert [line.rstrip() for line in own.splitlines()] == [line.rstrip() for line in by_rich.splitlines()]
