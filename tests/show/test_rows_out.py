"""Rows as text for programs: to the byte what the standard library writes, and nothing made twice."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.ask.columns import BACKING, Column, RowType
from cstocli.model import types
from cstocli.show import formats

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
