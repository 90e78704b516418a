"""Pictures of the time line: a chart of characters for a terminal, an SVG file."""

import sys
from typing import Any

from cstocli.ask.answer import Answer
from cstocli.ask.explorer import Explorer
from cstocli.cli import screen
from cstocli.cli.opening import open_explorer, refuse_base
from cstocli.cli.output import report_nothing_found, style_of, why_nothing, write_rendered
from cstocli.cli.request import STANDARD_OUTPUT, Request
from cstocli.export.writing import write_file
from cstocli.model.errors import FileFailed, WrongUsage
from cstocli.model.text import counted, visible
from cstocli.show.bars import Bar, Window, extent, fact_bars, presence_bars
from cstocli.show.charts import render_chart, render_spans
from cstocli.show.svg import soft_bars

# Higher than any picture that can be looked at.
_MOST_BARS = 2_000


def draw(request: Request) -> None:
    """Draw a chart of characters: when each contingent was there or, without them, when each fact was.

    Raises:
        WrongUsage: the answer is to be in a format for programs, or of all days, which contingents have anyway.
    """
    if not request.for_people:
        raise WrongUsage("--chart has no format for programs", "the same as data", "csto timeline --json")
    base, window = open_explorer(request), request.window()
    style = style_of(request)
    if _draws_presence(base, request):
        if request.all:
            message = "--all changes nothing: a chart of contingents has all their days"
            raise WrongUsage(message, "the facts of a kind", "csto timeline --chart --all --kind event")
        answer = base.ask("presence", **request.filters())
        rows = [*answer]
        rendered = render_chart(rows, style, window)
    else:
        answer, bounds = _spans(base, request)
        rows = [*answer]
        rendered = render_spans(rows, style, window, bounds)
    write_rendered(rendered, request)
    if not rows:
        report_nothing_found(answer, request)


def write_svg(request: Request) -> None:
    """Write an SVG picture of the presence of contingents and of all dated facts, or standard output for `-`.

    Raises:
        WrongUsage: there is too much to draw, or the file exists and there is no --force.
        FileFailed: there is nothing to draw, or the file cannot be written.
    """
    base = open_explorer(request)
    if request.archive is None:
        refuse_base(base, str(request.svg))
    answer, bounds = _spans(base, request)
    count = len(answer)
    if count > _MOST_BARS:
        message = f"{count:,} dated facts are too many for one picture, which has {_MOST_BARS:,} at most"
        raise WrongUsage(message, "draw some of them", "csto timeline --svg FILE --kind KIND --from DATE --to DATE")
    bars = [*_presence(base, request), *fact_bars(answer)]
    days = extent(bars, request.window(), bounds)
    if not days:
        message = f"no picture was written: {why_nothing(answer, request)}"
        raise FileFailed(message, "list facts, dated or not", "csto facts")
    about: dict[str, Any] = next(iter(base.ask("overview")))
    remark = f"Perspective: {request.perspective.words}." if request.perspective.words else ""
    pieces = soft_bars(about["title"], bars, days, remark=remark)
    if request.svg == STANDARD_OUTPUT:
        screen.write_data(pieces, sys.stdout)
        return
    write_file(str(request.svg), pieces, force=request.force)
    screen.report(f"wrote {visible(str(request.svg))}: {counted(len(bars), 'bar')}", quiet=request.quiet)


def _draws_presence(base: Explorer, request: Request) -> bool:
    """Whether contingents are drawn: not beside a choice of facts."""
    return base.owner is not None and not request.kind and not request.parts


def _presence(base: Explorer, request: Request) -> list[Bar]:
    if base.owner is None or not _draws_presence(base, request):
        return []
    rows = base.ask("presence", **request.filters())
    return [bar._replace(group=f"{base.owner.plural}: when they were there") for bar in presence_bars(rows)]


def _spans(base: Explorer, request: Request) -> tuple[Answer, Window]:
    """The days of all dated facts, and the days to which that is limited: those of the base, but for --all."""
    period: Window = (None, None) if request.all else base.period()
    since, until = period if request.window() == (None, None) else (None, None)
    filters = {name: day for name, day in (("since", since), ("until", until)) if day}
    return base.ask("spans", **filters | request.filters()), period
