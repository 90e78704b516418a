"""One answer in every format: the same rows, nothing lost, nothing taken for markup."""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import cstocli
from cstocli.ask.columns import Column, RowType
from cstocli.cli.commands import LISTINGS
from cstocli.model import types
from cstocli.model.text import visible
from cstocli.show.formats import FORMATS
from tests.conftest import ROOT, SMALL, Run, claim, examples

FACTS = f"""{SMALL}
[places.depot]
name = "Depot"
within = "city"
position = [-41.5, 7.25]
[sources.radio]
publisher = "Radio Norland"
published = 2031-05-12
[[strengths]]
id = "sudland"
contingent = "sudland"
{claim(table="strengths", personnel='"~1200"')}
{claim("gazette", table="strengths", via='"courier"', personnel="1200")}
[[guards]]
id = "depot"
contingent = "sudland"
{claim(table="guards", site='"depot"', since='"2031-05-02"', until='"2031-05-08"')}
[[departures]]
id = "first-wave"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"airport"', aircraft='[{ type = "an-2", count = 2 }]', via='["wire"]')}
{claim("gazette", date='"2031-05-09"', carried='["food", "tents"]')}
[[departures]]
id = "second-wave"
contingent = "sudland"
{claim("radio", date='"2031-05-12/.."', aircraft_count="7")}
{claim("gazette", aircraft_count="7")}
{claim(aircraft_count="5")}
[[departures]]
id = "stragglers"
title = "The stragglers"
{claim("gazette", vehicles='"own vehicles"', mode='"road"')}
"""


@pytest.fixture
def facts(base_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make some text the base that every command of the test asks."""

    def use(text: str) -> None:
        monkeypatch.setenv("CSTO_FACTS", base_file(text))

    use(FACTS)
    return use


Use = Callable[[str], None]


def rows_of(csto: Run, *arguments: str) -> list[dict[str, Any]]:
    ran = csto(*arguments, "--json")
    assert ran.code == 0, ran.err
    rows: list[dict[str, Any]] = json.loads(ran.out)
    return rows


def flat(value: Any) -> str:
    """A value as one cell of a flat file must hold it."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def unescaped(cell: str) -> str:
    """A cell of a TSV file with its escapes undone, from left to right."""
    characters = iter(cell)
    meant = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return "".join(meant[next(characters)] if character == "\\" else character for character in characters)


def tsv_cells(text: str) -> list[list[str]]:
    assert text.endswith("\n")
    return [[unescaped(cell) for cell in line.split("\t")] for line in text[:-1].split("\n")]


def csv_cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


# Every listing in every format.


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("command", LISTINGS)
@pytest.mark.parametrize(
    "options",
    ["table", "table --long", "table --cite", *FORMATS, "table --evidence", "csv --evidence"],
)
def test_every_listing_runs_in_every_format(csto: Run, command: str, options: str) -> None:
    ran = csto(command, "--format", *options.split())
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) >= 1 + ("jsonl" not in options)


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("command", [*LISTINGS, "show first-wave", "why first-wave", "search wave", ""])
def test_json_and_jsonl_hold_the_same_rows(csto: Run, command: str) -> None:
    rows = rows_of(csto, *command.split())
    lines = csto(*command.split(), "--format", "jsonl").out.splitlines()
    assert rows
    assert [json.loads(line) for line in lines] == rows
    assert csto(*command.split(), "--format", "json").out == csto(*command.split(), "--json").out


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("command", [*LISTINGS, "show first-wave", "why first-wave", "search wave", ""])
def test_csv_and_tsv_hold_the_same_cells_as_json(csto: Run, command: str) -> None:
    rows = rows_of(csto, *command.split())
    expected = [list(rows[0]), *([flat(value) for value in row.values()] for row in rows)]
    assert csv_cells(csto(*command.split(), "--format", "csv").out) == expected
    assert tsv_cells(csto(*command.split(), "--format", "tsv").out) == expected


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("command", LISTINGS)
def test_every_row_has_every_key_in_the_order_of_the_row_type(csto: Run, command: str) -> None:
    names = [column.name for column in cstocli.questions()[command].row_type.columns]
    assert {tuple(row) for row in rows_of(csto, command)} == {tuple(names)}
    assert {tuple(row) for row in rows_of(csto, command, "--evidence")} == {(*names, "evidence", "assessment")}


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("command", LISTINGS)
@pytest.mark.parametrize(
    ("wanted", "nothing"), [("json", "[]\n"), ("jsonl", ""), ("table", ""), ("csv", None), ("tsv", None)]
)
def test_an_empty_answer_is_an_answer(csto: Run, command: str, wanted: str, nothing: str | None) -> None:
    ran = csto(command, "--format", wanted, "--grade", "E", "--quiet")
    names = [column.name for column in cstocli.questions()[command].row_type.columns]
    ends = {"csv": ",".join(names) + "\r\n", "tsv": "\t".join(names) + "\n"}
    assert ran == (0, ends[wanted] if nothing is None else nothing, "")


# Fields, order, number of rows.


@pytest.mark.usefixtures("facts")
def test_fields_come_alone_and_in_the_order_asked_for(csto: Run) -> None:
    rows = rows_of(csto, "departures", "--fields", "date,fact")
    assert [list(row.items()) for row in rows] == [
        [("date", "2031-05-09"), ("fact", "departure/first-wave")],
        [("date", "2031-05-12/.."), ("fact", "departure/second-wave")],
        [("date", None), ("fact", "departure/stragglers")],
    ]
    assert csto("departures", "--fields", "fact, date", "--format", "csv").out.splitlines()[:2] == [
        "fact,date",
        "departure/first-wave,2031-05-09",
    ]


@pytest.mark.usefixtures("facts")
def test_fields_make_columns_of_what_the_table_leaves_out(csto: Run) -> None:
    heading, _, first, *_ = csto("departures", "--fields", "to_place_id,from_place_id,fact").out.splitlines()
    assert heading.split() == ["to_place_id", "from_place_id", "fact"]
    assert first.split() == ["airport", "departure/first-wave"]


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("aircraft_count", ["first-wave", "second-wave", "stragglers"]),
        ("-aircraft_count", ["second-wave", "first-wave", "stragglers"]),
        ("-earliest", ["second-wave", "first-wave", "stragglers"]),
        ("-fact", ["stragglers", "second-wave", "first-wave"]),
        ("contingent", ["first-wave", "second-wave", "stragglers"]),
    ],
)
def test_rows_sort_by_a_field_and_those_without_it_come_last(csto: Run, sort: str, order: list[str]) -> None:
    rows = rows_of(csto, "departures", "--sort", sort)
    assert [row["fact"] for row in rows] == [f"departure/{name}" for name in order]


@pytest.mark.usefixtures("facts")
def test_numbers_sort_as_numbers(csto: Run) -> None:
    rows = rows_of(csto, "places", "--sort", "-facts")
    counts = [row["facts"] for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert rows[0]["place"] in ("norland", "city")


@pytest.mark.usefixtures("facts")
def test_rows_sort_by_a_field_that_is_not_shown(csto: Run) -> None:
    rows = rows_of(csto, "departures", "--sort", "-aircraft_count", "--fields", "title")
    assert [row["title"] for row in rows] == [None, None, "The stragglers"]
    assert [list(row) for row in rows] == [["title"]] * 3


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize(("limit", "left"), [(0, 0), (1, 1), (3, 3), (99, 3)])
def test_a_limit_keeps_the_first_rows_and_says_that_there_are_more(csto: Run, limit: int, left: int) -> None:
    every = rows_of(csto, "departures")
    ran = csto("departures", "--json", "--limit", str(limit))
    assert json.loads(ran.out) == every[:left]
    rows = "row" if limit == 1 else "rows"
    assert ran.err == (f"showing only the first {limit} {rows}; see all without --limit\n" if left < 3 else "")
    # People wait for a table anyway, and are told how many there are.
    assert csto("departures", "--limit", str(limit)).err == (
        f"showing {limit} of 3 rows; see all without --limit\n" if left < 3 else ""
    )
    assert csto("departures", "--json", "--limit", str(limit), "--quiet").err == ""


@pytest.mark.usefixtures("facts")
def test_a_limit_cuts_after_sorting(csto: Run) -> None:
    (row,) = rows_of(csto, "departures", "--limit", "1", "--sort", "-aircraft_count")
    assert row["fact"] == "departure/second-wave"


# Tables and records for people.


@pytest.mark.usefixtures("facts")
def test_a_table_tells_its_status_by_signs_that_the_legend_explains(csto: Run) -> None:
    table, _, legend = csto("departures").out.rpartition("\n\n")
    first, second, third = table.splitlines()[2:]
    assert "2 × An-2 *" in first
    assert "9 May 2031 *" not in first
    assert "aircraft !" in second
    assert third.startswith("(no contingent)")
    assert "–" in third
    assert legend == "! disputed   * no second independent source   – not stated   n/a does not apply\n"


@pytest.mark.usefixtures("facts")
def test_long_gives_a_block_for_each_row_with_every_value(csto: Run) -> None:
    blocks = csto("departures", "--long").out.split("\n\n")
    assert len(blocks) == 3
    first = dict(line.split(maxsplit=1) for line in blocks[0].splitlines())
    assert first["fact"] == "departure/first-wave"
    assert first["from_place_id"] == "airport"
    assert first["carried"] == "food, tents *"
    assert first["operator"] == "–"
    assert "title" not in first


@pytest.mark.usefixtures("facts")
def test_citations_number_the_sources_and_list_them_below(csto: Run) -> None:
    out = csto("departures", "--cite").out
    assert "[1] Norland Courier, 9 May 2031, https://courier.example/convoy" in out.splitlines()
    assert "[2] Gazette, 10 May 2031" in out.splitlines()
    assert "[3] Radio Norland, 12 May 2031" in out.splitlines()
    table = out.split("\n\n")[0].splitlines()[2:]
    assert [re.findall(r"\[\d\]", line) for line in table] == [["[1]", "[2]"], ["[3]", "[2]", "[1]"], ["[2]"]]


@pytest.mark.usefixtures("facts")
def test_evidence_gives_the_claims_behind_each_field(csto: Run) -> None:
    (first, *_) = rows_of(csto, "departures", "--evidence")
    assert [(said["source"], said["origin"], said["value"]) for said in first["evidence"]["date"]] == [
        ("courier", "wire", "2031-05-09"),
        ("gazette", "gazette", "2031-05-09"),
    ]
    assert first["evidence"]["aircraft_count"] == [
        {
            "value": 2,
            "source": "courier",
            "origin": "wire",
            "at": 1,
            "quote": "a fragment of words",
            "hedge": None,
            "via": ["wire"],
            "reading": None,
        }
    ]
    assert first["evidence"]["operator"] == []
    assert "date: 2031-05-09: courier ¶1 “a fragment of words”, origin wire" in csto("departures", "--evidence").out


# Options before and after the command.


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize(
    "options",
    [
        "--json",
        "--format csv",
        "--json --evidence",
        "--json --fields date,fact",
        "--json --sort -fact",
        "--json --limit 1",
        "--long",
        "--cite",
        "--color always",
        "--contingent sudland",
        "--place airport --json",
        "--source gazette --json",
        "--status disputed --json",
        "--kind departure --json",
        "--from 2031-05-10 --json",
        "--to 2031-05-10 --json",
        "--on 2031-05-09 --json",
        "--on 1990 --contingent sudland --quiet",
        "-c sudland -p airport -s gazette -n 1 -f jsonl -q",
    ],
)
def test_options_before_the_command_do_the_same_as_after_it(csto: Run, options: str) -> None:
    after = csto("departures", *options.split())
    assert after.code == 0
    assert csto(*options.split(), "departures") == after


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("options", ["--format bogus", "--contingent bogus", "--on bogus", "--fields bogus"])
def test_a_wrong_option_before_the_command_is_as_wrong_as_after_it(csto: Run, options: str) -> None:
    after = csto("departures", *options.split())
    assert after.code in (2, 4)
    assert csto(*options.split(), "departures") == after


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_base_may_be_named_on_either_side_of_the_command(csto: Run, facts: Use, tmp_path: Path, place: str) -> None:
    facts(FACTS)
    chosen = ("--facts", os.environ["CSTO_FACTS"])
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    os.environ["CSTO_FACTS"] = str(tmp_path / "empty.toml")
    arguments = (*chosen, "places", "--json") if place == "before" else ("places", *chosen, "--json")
    assert "depot" in csto(*arguments).out


# Text that other programs might take for markup, formulas or separators.

MARKUP = ["[red]stop[/red]", "[/]", ":flag:", "[link=https://x.example]here[/link]", "\\[bold]", "100%", "{x}", "$HOME"]


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("colour", ["always", "never"])
def test_rich_markup_in_a_base_comes_out_as_it_is(csto: Run, facts: Use, text: str, colour: str) -> None:
    facts(FACTS.replace('"Norcity airport"', f"'{text}'").replace('"Relief convoy to Norland"', f"'{text}'"))
    for command in (
        "departures",
        "places",
        "show first-wave",
        "why first-wave",
        "show place/airport",
        "departures --long",
    ):
        ran = csto(*command.split(), "--color", colour)
        assert (ran.code, ran.err) == (0, "")
        assert text in ran.out, command
    assert text in csto().out


def test_rich_markup_in_a_quote_and_a_citation_comes_out_as_it_is(csto: Run, facts: Use) -> None:
    facts(FACTS.replace("a fragment of words", "[red] :flag: [/]").replace("Norland Courier", "[b]Courier[/b]"))
    assert "[red] :flag: [/]" in csto("why", "first-wave", "--color", "always").out
    assert "[1] [b]Courier[/b], " in csto("departures", "--cite", "--color", "always").out


def test_tabs_and_line_ends_stay_in_data_and_are_shown_by_name_in_tables(csto: Run, facts: Use) -> None:
    facts(FACTS.replace('"Gazette"', '"Gazette"\ntitle = "Norcity\\tair\\nport"'))
    assert "Norcity\tair\nport" in [row["title"] for row in rows_of(csto, "sources")]
    assert "Norcity\tair\nport" in {cell for line in csv_cells(csto("sources", "--format", "csv").out) for cell in line}
    assert "Norcity\\tair\\nport" in csto("sources", "--format", "tsv").out
    assert r"Norcity\x09air\x0aport" in csto("sources").out
    assert r"Norcity\x09air\x0aport" in csto("sources", "--long").out


def test_other_scripts_and_signs_come_out_as_they_are(csto: Run, facts: Use) -> None:
    name = "Аэропорт 東京 «é» ✈ 👍🏽"
    facts(FACTS.replace("Norcity airport", name))
    for wanted in ("table", *FORMATS):
        assert name in csto("places", "--format", wanted).out


MARKED = "a|b *c* _d_ `e` <f> #g ~h~ &amp; \\ [i](j)"


def test_markdown_shows_signs_and_takes_none_for_markup(csto: Run, facts: Use) -> None:
    facts(FACTS.replace('"Norcity airport"', f"'{MARKED}'"))
    heading, rule, *lines = csto("places", "--format", "markdown").out.splitlines()
    assert heading == "| Place | Name | In | Facts |"
    assert rule == "| --- | --- | --- | --- |"
    (line,) = [line for line in lines if line.startswith("| airport")]
    escaped = r"a\|b \*c\* \_d\_ \`e\` \<f\> \#g \~h\~ \&amp; \\ \[i\](j)"
    assert line == rf"| airport | {escaped} | Norcity | 1 |"
    assert r"| 2 × An-2 \* |" in csto("departures", "--format", "markdown").out


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@"])
def test_excel_csv_defuses_what_begins_like_a_formula_and_csv_does_not(csto: Run, facts: Use, beginning: str) -> None:
    name = f"{beginning}cmd|'/C calc'!A0"
    facts(FACTS.replace("Norcity airport", name))

    def cells(wanted: str) -> list[str]:
        return [cell for line in csv_cells(csto("places", "--format", wanted).out) for cell in line]

    assert csto("places", "--format", "excel-csv").out.startswith("\ufefffact,")

    assert name in cells("csv")
    assert f"'{name}" in cells("excel-csv")
    assert [cell for cell in cells("excel-csv") if cell.startswith(("=", "+", "-", "@"))] == ["-41.5"]  # a number
    assert (
        csto("guards", "--format", "excel-csv", "--fields", "site,since").out
        == "\ufeffsite,since\r\nDepot,2031-05-02\r\n"
    )


ANY = st.text(st.characters(exclude_categories=["Cs"]))


def markdown_cells(text: str) -> list[list[tuple[str, list[str]]]]:
    """The cells of a Markdown table as an independent reader has them: the text of each, and where its links lead."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    rows: list[list[tuple[str, list[str]]]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and token.level > 2:
            parts = token.children or []
            assert {part.type for part in parts} <= {"text", "text_special", "link_open", "link_close"}
            links = [str(part.attrs["href"]) for part in parts if part.type == "link_open"]
            rows[-1].append(("".join(part.content for part in parts), links))
    return rows


def test_every_link_of_a_markdown_table_leads_where_it_says() -> None:
    base = cstocli.open(ROOT / "data" / "facts.toml", environment={"CSTO_CACHE": "off"})
    rows = [*base.ask("sources")]
    address = [column.name for column in base.questions["sources"].row_type.columns if column.heading].index("url")
    cells = markdown_cells("".join(FORMATS["markdown"](rows, base.questions["sources"].row_type)))
    told = [[unquote(link) for link in line[address][1]] for line in cells[1:]]
    assert told == [[unquote(row["url"])] if row["url"] else [] for row in rows]
    assert [unquote(line[address][0]) for line in cells[1:]] == [unquote(row["url"] or "") for row in rows]


ADDRESSES = ["https://a.example/b_c_d*e*~f~", "https://a.example/?q=1&amp=2&copy=3#x_y_z", "http://a.example/$1$2",
             "https://a.example/(b)_(c)", "https://a.example/b^c^@d", "https://a.example/путь_и_путь",
             "https://a.example/a[1]=b", "https://a.example/%5C"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("text", ["{}", "see {}.", "({}), and *so* on", "“{}”", "{} !", "a|b {} c|d"])
def test_an_address_in_markdown_is_a_link_whatever_stands_around_it(address: str, text: str) -> None:
    rows = [{"one": text.format(address), "two": []}]
    row_type = RowType("a pair", (Column("one", types.TEXT, "", heading="One"),))
    (_, [(read, links)]) = markdown_cells("".join(FORMATS["markdown"](rows, row_type)))
    assert unquote(read) == unquote(text.format(address))
    assert [unquote(link) for link in links] == [unquote(address)]


@settings(max_examples=examples(100), deadline=None)
@given(ANY, ANY)
@example("$x$ ^2^ @key ~a~ `b` <i> &amp; :flag: | \\| [a](b) ![c](d) **e** __f__", "https://a.example/|b")
def test_whatever_the_text_and_the_heading_markdown_reads_back_equal(text: str, heading: str) -> None:
    shown, name = " ".join(visible(text).split()), " ".join(visible(heading).split()) or "one"
    row_type = RowType("a pair", (Column("one", types.TEXT, "", heading=name),))
    read = markdown_cells("".join(FORMATS["markdown"]([{"one": shown}], row_type)).partition("\n\n")[0])
    assert [[" ".join(cell.split()) for cell, _ in line] for line in read] == [[name], [shown]]


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("command", ["show first-wave", "show place/airport", "", "about", "why first-wave"])
def test_every_answer_has_headings_in_markdown(csto: Run, command: str) -> None:
    heading, *rows = markdown_cells(csto(*command.split(), "--format", "markdown").out.partition("\n\n")[0])
    assert all(text for text, _ in heading)
    assert rows
    assert {len(row) for row in rows} == {len(heading)}


def test_names_of_columns_of_sql_are_no_markup(csto: Run, facts: Use) -> None:
    facts(FACTS)
    out = csto("sql", 'SELECT 1 AS "a|b", 2 AS "$c$", 3 AS "*d*"', "--format", "markdown").out
    assert [[text for text, _ in line] for line in markdown_cells(out)] == [["a|b", "$c$", "*d*"], ["1", "2", "3"]]


FORMULAS = ["=1", " =1", "\t=1", "\n=1", "\r\n =1", "\u00a0=1", "\u3000=1", "\u200b=1", "\ufeff=1", "\x00=1", "\x0b=1",
            "＝1", "＋1", "－1", "＠SUM(1)", " ＝1", "﹦1", "@SUM(1)", "+1", "-1", "\tword", "\rword"]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_excel_csv_has_no_cell_or_heading_that_begins_a_formula(text: str) -> None:
    row_type = RowType("a pair", (Column(text, types.TEXT, ""), Column("other", types.TEXT, "")))
    rows = [{text: text, "other": f"word;{text}"}, {text: f"word\n{text}", "other": "word; word - word"}]
    out = "".join(FORMATS["excel-csv"](rows, row_type)).removeprefix("\ufeff")
    heading, first, second = csv_cells(out)
    assert heading == [f"'{heading[0][1:]}", "other"]
    assert first[0].startswith("'")
    assert second[1] == "word; word - word"
    # Nor where semicolons or ends of lines part cells.
    cells = [cell.strip('"') for line in out.splitlines() for cell in re.split("[;,]", line)]
    assert not any(re.match(r"[\s\x00\u200b\ufeff]*[=+\-@＝＋－＠﹦]", cell) for cell in cells)


@pytest.mark.parametrize("text", ["1", "word", "a=b", "5 - 3", "", "'=1", "–", "a@b.example"])
def test_excel_csv_leaves_what_is_no_formula(text: str) -> None:
    assert "".join(FORMATS["excel-csv"]([{"one": text, "two": []}], TWO)) == f"\ufeffone,two\r\n{text},[]\r\n"


# The formats by themselves, for any text at all.

TWO = RowType(
    "a pair", (Column("one", types.TEXT.or_none, "any text"), Column("two", types.LIST, "any texts", heading="Two"))
)
PAIRS = st.lists(st.fixed_dictionaries({"one": st.none() | ANY, "two": st.lists(ANY)}))


@settings(max_examples=examples(50), deadline=None)
@given(PAIRS)
@example([{"one": 'a "b"\r\n,\tc\\t', "two": ["\n", ""]}])
def test_whatever_the_text_json_jsonl_csv_and_tsv_read_back_equal(rows: list[dict[str, Any]]) -> None:
    text = {name: "".join(FORMATS[name](rows, TWO)) for name in FORMATS}
    assert json.loads(text["json"]) == rows
    assert [json.loads(line) for line in text["jsonl"].split("\n")[:-1]] == rows
    expected = [["one", "two"], *([flat(row["one"]), flat(row["two"])] for row in rows)]
    assert csv_cells(text["csv"]) == expected
    assert tsv_cells(text["tsv"]) == expected
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in csv_cells(text["excel-csv"]) for cell in line)
    assert text["excel-csv"].startswith("\ufeff")


@settings(max_examples=examples(50), deadline=None)
@given(PAIRS)
def test_whatever_the_text_markdown_has_a_line_a_row_and_keeps_its_columns(rows: list[dict[str, Any]]) -> None:
    # A legend may stand below, behind a blank line.
    lines = [*"".join(FORMATS["markdown"](rows, TWO)).partition("\n\n")[0].rstrip("\n").split("\n"), ""]
    assert len(lines) == len(rows) + 3
    bare = [line.replace("\\\\", "").replace("\\|", "") for line in lines[:-1]]
    assert [line.count("|") for line in bare] == [2] * len(bare)


@pytest.mark.parametrize(
    "command", [*LISTINGS, "why departure/armenia", "search plant", "fields", "compare without=TASS", "sql --tables"]
)
def test_a_limit_beyond_all_numbers_of_rows_leaves_nothing_out(csto: Run, command: str) -> None:
    arguments = (*command.split(), "--json")
    everything = csto(*arguments)
    for limit in (2**63 - 1, 2**63, 2**64, 10**40):
        assert csto(*arguments, "--limit", str(limit)) == everything


def test_a_limit_beyond_64_bits_leaves_the_cached_indexes_alone(csto: Run) -> None:
    csto("facts", "--json")
    ran = csto("facts", "--json", "--verbose", "--limit", str(2**63))
    assert ran.code == 0
    assert ran.err.startswith("the cached index answers")
    assert csto("facts", "--json", "--verbose").err.startswith("the cached index answers")
