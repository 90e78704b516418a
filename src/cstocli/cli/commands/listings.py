"""The commands that list the rows of a question: all have the same options."""

from collections.abc import Callable

import cstocli
from cstocli.cli import options
from cstocli.cli.commands.opening import open_explorer, report_nothing_found, write_rows, write_sql, write_sql_of
from cstocli.cli.request import Request
from cstocli.model.errors import NotInThisBase, WrongUsage

Command = Callable[..., None]


def listing(question: str) -> Command:
    """The command that lists the rows of `question`."""
    # Those of the vocabulary are found without loading all others.
    own = next((each for each in cstocli.vocabulary().questions if each.name == question), None)
    parts = ("parts",) if "parts" in (own or cstocli.questions()[question]).filters else ()

    @options.with_shared_options(*options.LISTING, *parts)
    def command(request: Request) -> None:
        _list(question, request)

    return command


def timeline(question: str) -> Command:
    """The listing of all dated facts, which can also draw when each contingent was there."""

    @options.with_shared_options(*options.LISTING, "parts", "chart", "all")
    def command(request: Request) -> None:
        if request.all and request.window() != (None, None):
            raise WrongUsage("--all excludes --from, --to and --on", "give one of them")
        if request.chart:
            _draw(request)
        else:
            _list(question, request, within_period=not request.all)

    return command


@options.with_shared_options(*(name for name in options.LISTING if name != "kind"), "parts")
def list_kind(request: Request, kind: options.KindToList) -> None:
    """The facts of one kind, with its own fields as columns."""
    filters = request.filters()
    base = open_explorer(request)
    rows = base.list(kind, evidence=request.evidence, **filters)
    if request.sql:
        write_sql_of(rows.question, request, rows.filters, **rows.parameters)
    elif not write_rows(base, rows, "list", request):
        report_nothing_found(rows, request)


def _list(question: str, request: Request, *, within_period: bool = False) -> None:
    filters = request.filters()
    base = open_explorer(request)
    if within_period and request.window() == (None, None) and not request.sql:
        since, until = base.period()
        filters |= {name: day for name, day in (("since", since), ("until", until)) if day}
    rows = base.ask(question, evidence=request.evidence, **filters)
    kinds, (kind, *_) = rows.question.kinds, rows.filters.kind or ("",)
    if kinds and kind and not {*kinds} & {*rows.filters.kind}:
        message = f"{question} lists no facts of the kind {kind}, only of {' and '.join(kinds)}"
        raise WrongUsage(message, "list those", f"csto list {kind}", token=kind)
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
    base = open_explorer(request)
    if base.owner is None:
        raise NotInThisBase("--chart draws contingents, of which this base has none", "the same dates", "csto timeline")
    answer = base.ask("presence", **filters)
    rows = [*answer]
    write_rendered(render_chart(rows, style_of(request), window), request)
    if not rows:
        report_nothing_found(answer, request)
