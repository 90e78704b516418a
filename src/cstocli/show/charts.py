"""Whole answers as charts: bars of presence, or of the days of facts."""

from collections.abc import Mapping

from cstocli.show.answer import perspective_line
from cstocli.show.bars import Bar, Window, extent, fact_bars, presence_bars
from cstocli.show.cells import Row
from cstocli.show.chart import OF_FACTS, OF_PRESENCE, chart
from cstocli.show.style import Rendered, Style

_CHART_WIDTH = 80
_NO_DAY = "no day of them is known: there is nothing to draw"


def render_chart(rows: list[Row], style: Style, window: Window = (None, None)) -> Rendered:
    """Rows of `presence` as bars; `window` is the first and the last day to draw."""
    bars = presence_bars(rows)
    return _chart(bars, extent(bars, window), style, OF_PRESENCE)


def render_spans(
    rows: list[Row], style: Style, window: Window = (None, None), bounds: Window = (None, None)
) -> Rendered:
    """Rows of `spans` as bars; `window` is the first and the last day to draw, `bounds` are those if it is open."""
    bars = fact_bars(rows)
    return _chart(bars, extent(bars, window, bounds), style, OF_FACTS)


def _chart(bars: list[Bar], days: tuple[int, int] | None, style: Style, meanings: Mapping[str, str]) -> Rendered:
    width = style.width or _CHART_WIDTH
    lines = chart(bars, days, width, meanings, colour=style.colour) if days else ()
    notices = (_NO_DAY,) if bars and not days else ()
    return Rendered((*(f"{line}\n" for line in lines), *perspective_line(style._replace(width=width))), notices)
