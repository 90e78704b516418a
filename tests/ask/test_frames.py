"""Answers as frames of pandas, Polars and Arrow, and as notebooks show them."""

import builtins
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import cstocli
from cstocli.ask import frames
from cstocli.ask.answer import Answer
from cstocli.ask.explorer import Explorer
from cstocli.model.errors import MissingExtra
from tests.conftest import ROOT, SMALL, base_of, claim, explorer_of

BASES = {
    "kazakhstan": ROOT / "data" / "facts.toml",
    "kabul": ROOT / "examples" / "kabul-airlift",
    "strike": ROOT / "examples" / "strike",
}
LISTED = ("timeline", "facts", "sources", "places", "disputes", "distortions", "gaps", "origins")


@pytest.fixture(scope="module", params=BASES)
def base(request: pytest.FixtureRequest) -> Explorer:
    return cstocli.open(BASES[request.param], environment={})


def answers(base: Explorer) -> list[Answer]:
    kinds = dict.fromkeys(base.spellings("kind").values())
    return [*(base.ask(name) for name in LISTED), *(base.list(kind, evidence=True) for kind in kinds)]


def plain(value: Any) -> Any:
    """A cell of any frame as Python has it; None where there is nothing."""
    if isinstance(value, list):
        return value
    if value is pd.NA or value is pd.NaT:
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def test_all_three_have_the_same_cells(base: Explorer) -> None:
    for answer in answers(base):
        arrow, polars, pandas = answer.to_arrow().to_pylist(), answer.to_polars().to_dicts(), answer.to_pandas()
        assert arrow == polars
        assert [{name: plain(cell) for name, cell in row.items()} for row in pandas.to_dict("records")] == arrow


def test_a_frame_says_what_the_rows_say(base: Explorer) -> None:
    for answer in answers(base):
        for row, cells in zip(answer, answer.to_arrow().to_pylist(), strict=True):
            for name in row:
                same(row[name], cells[name])
            shown = answer.row_type.fields
            assert all(cells[beside(name, "status", row)] == row["status"].get(name) for name in shown)
            several: Mapping[str, Any] = row.get("alternatives", {})
            for name in shown.keys() & several.keys():
                assert cells[beside(name, "alternatives", row)] == several[name]["words"]


def beside(name: str, what: str, row: Mapping[str, Any]) -> str:
    """The column of a frame that stands beside another; a kind may have a field of that name."""
    return f"{name}_{what}_" if f"{name}_{what}" in row else f"{name}_{what}"


def same(value: Any, cell: Any) -> None:
    if isinstance(cell, date):
        assert cell.isoformat() == value
    elif isinstance(cell, str) and not isinstance(value, str):
        assert json.loads(cell) == value
    else:
        assert cell == value


def test_an_answer_without_rows_has_the_same_types(base: Explorer) -> None:
    for answer in answers(base):
        kind, blocked = answer.parameters.get("kind"), {"status": "disputed", "since": "1801", "until": "1801"}
        filters = base.filters(**blocked)
        empty = Answer(base.index, answer.question, filters, evidence=kind is not None, **answer.parameters)
        if len(empty):
            continue  # counted over all facts, such as the places
        assert empty.to_arrow().schema == answer.to_arrow().schema
        assert empty.to_polars().schema == answer.to_polars().schema
        assert [*empty.to_pandas().dtypes] == [*answer.to_pandas().dtypes]


def test_mixed_values_are_text_with_numbers_and_days_beside_it() -> None:
    disputes = cstocli.open(environment={}).ask("disputes").to_arrow()
    assert {str(disputes.schema.field(name).type) for name in ("shown", "shown_words")} == {"string"}
    found = [row for row in disputes.to_pylist() if row["shown"] is not None]
    numbers = [row for row in found if row["shown_number"] is not None]
    days = [row for row in found if row["shown_day"] is not None]
    assert numbers
    assert all(float(row["shown"]) == row["shown_number"] for row in numbers)
    assert days
    assert all(row["shown"] == row["shown_day"].isoformat() for row in days)
    assert disputes.schema.field("shown_day").type == pa.date32()


def test_where_no_value_is_better_attested_the_frame_has_them_all() -> None:
    text = SMALL + '[[departures]]\nid = "one"\ncontingent = "sudland"\n'
    text += claim(personnel="5") + claim("gazette", personnel="7")
    frame = explorer_of(base_of(text)).ask("departures").to_polars()
    assert frame.select("personnel", "personnel_status", "personnel_alternatives").rows() == [
        (None, "disputed", "5 | 7")
    ]
    assert frame.schema["personnel"] == pl.Int64


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_library_that_is_missing_is_named_with_what_to_type(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(frames, "import_module", missing)
    answer = cstocli.open(environment={}).ask("contingents")
    to = {"pandas": answer.to_pandas, "polars": answer.to_polars, "pyarrow": answer.to_arrow}[library]
    with pytest.raises(MissingExtra) as refused:
        to()
    assert refused.value.lines == (f"{library} is not installed", f"install it: pip install 'csto[{library}]'")


def test_a_notebook_shows_a_table_in_which_nothing_of_the_base_is_markup() -> None:
    text = (
        SMALL
        + '[[events]]\nid = "one"\n'
        + 'title = "<script>alert(1)</script> & \\"more\\""\n'
        + claim(table="events")
    )
    shown = explorer_of(base_of(text)).ask("facts")._repr_html_()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;" in shown
    assert "<script" not in shown


def test_a_notebook_shows_the_signs_and_how_many_rows_are_left_out() -> None:
    base = cstocli.open(environment={})
    shown = base.ask("facts")._repr_html_()
    assert f"<p>50 of {len(base.ask('facts'))} rows</p>" in shown
    departures = base.ask("departures")._repr_html_()
    assert 'title="no second independent source">morning *</td>' in departures
    assert "<p>! disputed" in departures
    assert "<th>In the days</th>" not in departures
    assert "<p>no rows</p>" in base.ask("departures", since="2001", until="2001")._repr_html_()


def test_an_answer_alone_imports_no_library_of_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def guarded(name: str, *others: Any, **more: Any) -> Any:
        assert name.partition(".")[0] not in ("pandas", "polars", "pyarrow")
        return real(name, *others, **more)

    monkeypatch.setattr(builtins, "__import__", guarded)
    assert [*cstocli.open(environment={}).ask("contingents")]
