"""Charts: what is sure, possible, open or doubtful is seen, in any width, with colour or without."""

import re
from typing import Any

import pytest

import cstocli
from cstocli.model.dates import FIRST_DAY, LAST_DAY
from cstocli.model.widths import cells
from cstocli.show.axis import ticks
from cstocli.show.bars import Bar, extent, fact_bars, presence_bars
from cstocli.show.chart import OF_FACTS, OF_PRESENCE, chart
from cstocli.show.charts import render_chart, render_spans
from cstocli.show.style import Style
from tests.conftest import ROOT, SMALL, Run, base_of, claim, explorer_of

BASES = [ROOT / "data" / "facts.toml", ROOT / "examples" / "kabul-airlift", ROOT / "examples" / "strike"]
SGR = re.compile(r"\x1b\[[\d;]*m")


def lines(*bars: Bar, width: int = 60, window: tuple[str | None, str | None] = (None, None)) -> list[str]:
    """The lines of a chart without its legend."""
    days = extent(bars, window)
    assert days
    drawn = list(chart(bars, days, width, OF_FACTS))
    return drawn[: drawn.index("")]


def span(**more: Any) -> dict[str, Any]:
    """A row of `spans`."""
    days = {"earliest": "2031-05-04", "latest": "2031-05-04", "surely_from": None, "surely_to": None}
    return {
        "summary": "One",
        "plural": "ones",
        "plan": False,
        "qualified": False,
        "attested": "corroborated",
        **days,
        **more,
    }


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("path", BASES, ids=lambda path: path.parent.name)
def test_every_line_fits_and_no_item_of_the_legend_is_broken(path: Any, width: int) -> None:
    base = cstocli.open(str(path))
    texts = [render_spans([*base.ask("spans")], Style(width), bounds=base.period()).text]
    texts += [render_chart([*base.ask("presence")], Style(width)).text] if base.owner else []
    for text in texts:
        assert max(map(cells, text.splitlines())) <= max(width, 60)
        legend = text.partition("\n\n")[2]
        items = [item for line in legend.splitlines() for item in line.split("   ")]
        known = {f"{sign} {meaning}" for every in (OF_FACTS, OF_PRESENCE) for sign, meaning in every.items()}
        assert {item for item in items if not item.startswith("one sign is ")} <= known


@pytest.mark.parametrize(("width", "cells_a_day"), [(80, 4), (120, 6)])
def test_the_bars_fill_the_width_of_the_terminal(width: int, cells_a_day: int) -> None:
    text = render_chart([*cstocli.open(str(BASES[0])).ask("presence")], Style(width)).text
    assert f"5{' ' * (cells_a_day - 1)}6{' ' * (cells_a_day - 1)}7" in text
    first = text.splitlines()[0]
    assert width - 16 < cells(first) <= width


def test_a_pipe_has_eighty_columns_and_no_colour(csto: Run) -> None:
    ran = csto("timeline", "--chart")
    assert not SGR.search(ran.out)
    assert max(map(cells, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("arguments", [(), ("--kind", "event"), ("--kind", "departure", "--parts")])
def test_colour_changes_no_character(csto: Run, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    plain = csto("timeline", "--chart", *arguments).out
    coloured = csto("timeline", "--chart", *arguments, "--color", "always").out
    assert coloured != plain
    assert SGR.sub("", coloured) == plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert csto("timeline", "--chart", *arguments).out == plain


def test_each_day_has_a_tick_and_each_month_its_name() -> None:
    days = Bar("One", "2031-01-30", "2031-02-02")
    assert lines(days, width=30)[-2:] == ["     29  30  31  1   2   3", "     Jan 2031    Feb 2031"]


@pytest.mark.parametrize(
    ("last", "labels", "begins"),
    [
        ("2031-01-14", ["1", "2", "3"], ["Jan 2031"]),
        ("2031-01-31", ["1", "3", "5"], ["Jan 2031"]),
        ("2031-03-01", ["6", "13", "20"], ["Jan 2031", "Feb 2031"]),
        ("2031-12-31", ["Jan", "Apr", "Jul"], ["2031"]),
        ("2040-12-31", ["2032", "2034", "2036"], []),
        ("2731-12-31", ["2100", "2200", "2300"], []),
        ("9999-12-31", ["3000", "4000", "5000"], []),
    ],
)
def test_ticks_are_as_dense_as_they_can_be_read(last: str, labels: list[str], begins: list[str]) -> None:
    days = extent([Bar("One", "2031-01-02", last)], ("2031-01-01", last))
    assert days
    found = ticks(*days, 50 / (days[1] - days[0] + 1))
    assert [tick.label for tick in found][:3] == labels
    assert [tick.begins for tick in found if tick.begins][:2] == begins
    assert all(days[0] <= tick.day <= days[1] for tick in found)


def test_an_open_end_runs_on_beyond_the_chart() -> None:
    assert lines(
        Bar("open", None, "2031-05-03"),
        Bar("shut", "2031-05-02", "2031-05-03"),
        Bar("on", "2031-05-02", None),
        width=13,
    )[:3] == ["open  ‹░░·", "shut  ·░░·", "on    ·░░›"]


def test_what_goes_on_behind_the_days_asked_for_is_said_to() -> None:
    longer = Bar("One", "2031-05-01", "2031-05-30")
    assert lines(longer, width=11, window=("2031-05-10", "2031-05-14"))[0] == "One  ‹░░░›"


def test_several_days_in_one_sign_are_told_of() -> None:
    year = Bar("One", "2031-01-01", "2031-12-31", "2031-03-01", "2031-03-01")
    days = extent([year])
    assert days
    drawn = list(chart([year], days, 60, OF_FACTS))
    assert drawn[0].count("█") == 1
    assert "one sign is 7 days, and tells of some of them" in "\n".join(drawn)


@pytest.mark.parametrize(
    ("doubt", "sure"),
    [({}, True), ({"attested": "single-origin"}, True)]
    + [({name: value}, False) for name, value in (("plan", True), ("qualified", True), ("attested", "disputed"))],
)
@pytest.mark.parametrize("lasting", [True, False])
def test_a_plan_a_dispute_and_a_qualified_date_make_no_day_sure(
    doubt: dict[str, Any], sure: bool, lasting: bool
) -> None:
    days = {"latest": "2031-05-09", "surely_from": "2031-05-05", "surely_to": "2031-05-08"} if lasting else {}
    (bar,) = fact_bars([span(**days, **doubt)])
    assert (bar.certain_from is not None) is sure


def test_the_sign_of_a_bar_is_that_of_the_worst_of_its_dates() -> None:
    days = {"earliest": "2031-05-01", "surely_from": LAST_DAY, "surely_to": FIRST_DAY, "latest": "2031-05-09"}
    signs = {
        ("corroborated", "corroborated"): "",
        ("single-origin", "corroborated"): "*",
        ("single-origin", "not-stated"): "–",
        ("disputed", "not-stated"): "!",
    }
    for (arrived, left), sign in signs.items():
        row = {"country": "Sudland", **days, "status": {"arrived": arrived, "left": left}}
        (bar,) = presence_bars([row])
        assert (bar.sign, bar.certain_days) == (sign, "")


def test_text_that_looks_signed_is_put_in_quotation_marks_and_a_sign_is_never_cut_off() -> None:
    long = Bar("A label of many words that does not fit", "2031-05-01", "2031-05-01", status="disputed")
    first, second = lines(Bar("Sudland *", "2031-05-01", "2031-05-01"), long, width=40)[:2]
    assert first.startswith("“Sudland *”  ")
    assert re.match(r"A label of ma…? ?\S*… !  ", second)


@pytest.mark.parametrize("path", BASES[1:], ids=lambda path: path.name)
def test_a_base_without_contingents_has_a_chart_of_its_facts(csto: Run, path: Any) -> None:
    ran = csto("timeline", "--chart", "--facts", str(path))
    assert (ran.code, ran.err) == (0, "")
    base = cstocli.open(str(path))
    since, until = base.period()
    rows = [*base.ask("spans", since=since, until=until)]
    assert len([line for line in ran.out.splitlines() if re.search(" {2}[‹█░·]+›?$", line)]) == len(rows)


def test_a_chart_of_a_kind_draws_its_facts_within_the_days_of_the_base(csto: Run) -> None:
    ran = csto("timeline", "--chart", "--kind", "departure")
    assert ran.out.count("\n") == 9 + 5
    assert "Il-76 flies for the first time" not in csto("timeline", "--chart", "--kind", "event").out
    assert "Il-76 flies for the first time" in csto("timeline", "--chart", "--kind", "event", "--all").out


def test_a_chart_without_a_known_day_says_so() -> None:
    base = explorer_of(base_of(SMALL + '[[guards]]\nid = "g"\ncontingent = "sudland"\n' + claim(table="guards")))
    rendered = render_chart([*base.ask("presence")], Style())
    assert rendered.text == ""
    assert rendered.notices == ("no day of them is known: there is nothing to draw",)


@pytest.mark.parametrize("question", ["spans"])
def test_the_days_of_facts_are_those_of_the_time_line(question: str) -> None:
    for path in BASES:
        base = cstocli.open(str(path))
        dated = {row["fact"] for row in base.ask("timeline", parts=True)}
        assert {row["fact"] for row in base.ask(question, parts=True)} == dated - {
            row["fact"] for row in base.ask("timeline", parts=True) if row["kind"] == "contingent"
        }
