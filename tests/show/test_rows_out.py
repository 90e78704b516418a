"""Rows as text for programs: to the byte what the standard library writes, and nothing made twice."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cstocli
from cstocli.ask.answer import Answer
from cstocli.ask.columns import BACKING, Column, RowType
from cstocli.ask.explorer import Explorer
from cstocli.cli.commands import LISTINGS
from cstocli.model import types
from cstocli.show import formats
from tests.conftest import ROOT

TEXTS = st.text(st.sampled_from('a,"\n\r\t\\ é;'), max_size=6)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS, st.lists(TEXTS))


def row_type(*names: str) -> RowType:
    """Columns of these names."""
    return RowType("a row", tuple(Column(name, types.TEXT.or_none, "") for name in names))


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=1)))
def test_csv_is_to_the_byte_what_the_module_csv_writes(table: list[list[Any]]) -> None:
    names = [f"c{number}" for number in range(len(table[0]))]
    expected = io.StringIO()
    writer = csv.writer(expected, lineterminator="\r\n")
    writer.writerow(names)
    for values in table:
        writer.writerow(
            "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for value in values
        )
    rows = [dict(zip(names, values, strict=True)) for values in table]
    assert "".join(formats.as_csv(rows, row_type(*names))) == expected.getvalue()


@pytest.mark.parametrize("format_", formats.OF_CELLS)
@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width))))
def test_a_row_of_cells_is_written_as_the_same_row_with_names(format_: str, table: list[list[Any]]) -> None:
    names = [f"%s {number}" for number in range(len(table[0]) if table else 1)]
    rows = [dict(zip(names, values, strict=True)) for values in table]
    as_text = formats.FORMATS[format_]
    assert [*as_text(map(tuple, table), row_type(*names))] == [*as_text(rows, row_type(*names))]


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_line_of_tsv_has_its_tabs_between_cells_and_nowhere_else(values: list[str]) -> None:
    names = [f"c{number}" for number in range(len(values))]
    _, line = formats.as_tsv([dict(zip(names, values, strict=True))], row_type(*names))
    cells = line.removesuffix("\n").split("\t")
    unescaped = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}
    read = []
    for cell in cells:
        text, rest = "", cell
        while rest:
            taken = 2 if rest[0] == "\\" else 1
            text, rest = text + unescaped.get(rest[:taken], rest[:taken]), rest[taken:]
        read.append(text)
    assert read == values


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_what_many_rows_have_in_common_becomes_text_once(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    def text(value: Any) -> str:
        made.append(value)
        return str(len(made))

    monkeypatch.setattr(formats, "_text", text)
    sources = ["gazette", "courier"]
    rows = [{"n": str(number), "status": {"date": "disputed"}, "sources": sources} for number in range(50)]
    [*formats.FORMATS[format_](rows, RowType("a row", (*row_type("n").columns, *BACKING)))]
    assert made == [{"date": "disputed"}, sources]


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_values_of_which_only_the_memory_is_the_same_are_told_apart(format_: str) -> None:
    def rows() -> Any:
        for number in range(20_000):
            yield {"n": [number], "m": {"is": str(number)}}

    lines = [*formats.FORMATS[format_](rows(), row_type("n", "m"))][1:]
    assert all(f"[{number}]" in line and str(number) in line for number, line in enumerate(lines))


def written(answer: Answer, format_: str, *names: str) -> tuple[str, str]:
    """The answer in a format, from its cells and from its rows; with only these columns if there are any."""
    columns = [column for column in answer.row_type.columns if not names or column.name in names]
    row_type = answer.row_type._replace(columns=tuple(columns))
    keys = [column.name for column in columns]
    nested = names and format_ in formats.NESTED
    rows, cells = (
        ({key: row[key] for key in keys} if nested and isinstance(row, dict) else row for row in each)
        for each in (answer, answer.cells(keys))
    )
    as_text = formats.FORMATS[format_]
    return "".join(as_text(cells, row_type)), "".join(as_text(rows, row_type))


QUESTIONS = [*LISTINGS, "timeline"]


@pytest.fixture(scope="module", params=["shipped", "kabul"])
def base(request: pytest.FixtureRequest) -> Explorer:
    """The shipped base, and one of another subject; both have values of which none is better attested."""
    return cstocli.open(None if request.param == "shipped" else ROOT / "examples" / "kabul-airlift" / "facts.toml")


@pytest.mark.parametrize("format_", formats.OF_CELLS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_cells_are_written_as_whole_rows_are(base: Explorer, question: str, format_: str) -> None:
    if question not in base.questions:
        return
    answer = base.ask(question)
    cells, rows = written(answer, format_)
    assert cells == rows
    for names in (["fact", "status"], ["date", "summary", "aircraft", "personnel"]):
        if {*names} & {column.name for column in answer.row_type.columns}:
            cells, rows = written(answer, format_, *names)
            assert cells == rows


@pytest.mark.parametrize("format_", formats.OF_CELLS)
def test_cells_of_each_kind_are_written_as_whole_rows_are(base: Explorer, format_: str) -> None:
    for kind in base.spellings("kind").values():
        cells, rows = written(base.list(kind), format_)
        assert cells == rows


def test_most_rows_come_as_cells() -> None:
    answer = cstocli.open().ask("departures")
    names = [column.name for column in answer.row_type.columns]
    assert {type(row) for row in answer.cells(names)} == {tuple}
    assert all(isinstance(row, dict) for row in cstocli.open().ask("departures", evidence=True).cells(names))
