"""The commands that list the rows of a question: all have the same options."""

from collections.abc import Callable

import cstocli
from cstocli.cli import options
from cstocli.cli.commands.opening import open_explorer, report_nothing_found, write_rows, write_sql
from cstocli.cli.request import Request
from cstocli.model.errors import WrongUsage

Command = Callable[..., None]


def listing(question: str) -> Command:
    """The command that lists the rows of `question`."""
    # Those of the vocabulary are known without loading all others.
    with_parts = any(each.name == question and "parts" in each.filters for each in cstocli.vocabulary().questions)
    parts = ("parts",) if with_parts else ()

    @options.with_shared_options(*options.LISTING, *parts)
    def command(request: Request) -> None:
        _list(question, request)

    return command


def timeline(question: str) -> Command:
    """The listing of all dated facts, which can also draw when each contingent was there."""

    @options.with_shared_options(*options.LISTING, "parts", "chart")
    def command(request: Request) -> None:
        if request.chart:
            _draw(request)
        else:
            _list(question, request)

    return command


def _list(question: str, request: Request) -> None:
    filters = request.filters()
    base = open_explorer(request)
    rows = base.ask(question, evidence=request.evidence, **filters)
    if request.sql:
        write_sql(question, request, rows.filters)
    elif not write_rows(base, rows, question, request):
        report_nothing_found(rows, request)


def _draw(request: Request) -> None:
    # Only charts need these.
    from cstocli.cli.output import style_of, write_rendered
    from cstocli.show.answer import render_chart

    if not request.for_people:
        raise WrongUsage("--chart has no format for programs", "the same as data", "csto contingents --json")
    window, filters = request.window(), request.filters()
    answer = open_explorer(request).ask("presence", **filters)
    rows = [*answer]
    write_rendered(render_chart(rows, style_of(request), window), request)
    if not rows:
        report_nothing_found(answer, request)
