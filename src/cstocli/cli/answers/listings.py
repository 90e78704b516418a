"""The listings of the rows of a question, and of the facts of one kind."""

from cstocli.cli.output import report_nothing_found, write_rows, write_sql_of
from cstocli.cli.request import Request
from cstocli.model.errors import WrongUsage
from cstocli.model.light_typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstocli.cli.opening import OpenBase


def listing(request: Request, open_base: "OpenBase", question: str, *, within_period: bool = False) -> None:
    """Write the rows of `question`; with `within_period` only of the days that the base covers, if it asks for none."""
    filters = request.filters()
    base = open_base(request)
    if within_period and request.window() == (None, None) and not request.sql:
        since, until = base.period()
        filters |= {name: day for name, day in (("since", since), ("until", until)) if day}
    rows = base.ask(question, evidence=request.evidence or request.flat, **filters)
    kinds, (kind, *_) = rows.question.kinds, rows.filters.kind or ("",)
    if kinds and kind and not {*kinds} & {*rows.filters.kind}:
        message = f"{question} lists no facts of the kind {kind}, only of {' and '.join(kinds)}"
        raise WrongUsage(message, "list those", f"csto list {kind}", token=kind)
    if request.sql:
        write_sql_of(rows.question, request, rows.filters)
    elif not write_rows(base, rows, question, request):
        report_nothing_found(rows, request)


def timeline(request: Request, open_base: "OpenBase", question: str) -> None:
    """Write all dated facts, or draw them and when each contingent was there."""
    if request.all and request.window() != (None, None):
        raise WrongUsage("--all excludes --from, --to and --on", "give one of them")
    if request.chart or request.svg is not None:
        # Listings do not need it.
        from cstocli.cli.commands.drawing import draw, write_svg

        (draw if request.chart else write_svg)(request)
    else:
        listing(request, open_base, question, within_period=not request.all)


def list_kind(request: Request, open_base: "OpenBase", kind: str) -> None:
    """Write the facts of one kind."""
    filters = request.filters()
    base = open_base(request)
    rows = base.list(kind, evidence=request.evidence or request.flat, **filters)
    if request.sql:
        write_sql_of(rows.question, request, rows.filters, **rows.parameters)
    elif not write_rows(base, rows, "list", request):
        report_nothing_found(rows, request)
