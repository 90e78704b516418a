"""The commands that list the rows of a question: one function, the same options for all."""

from collections.abc import Callable
from typing import Any

from cstocli.cli import options
from cstocli.cli.arguments import filters_of, output_options, window_of
from cstocli.cli.commands.opening import open_from_options, report_nothing_found, write_rows, write_sql
from cstocli.cli.request import TABLE
from cstocli.model.errors import WrongUsage

Command = Callable[..., None]


def listing(question: str) -> Command:
    """The command that lists the rows of `question`."""

    @options.with_shared_options(*options.LISTING)
    def command(**given: Any) -> None:  # noqa: ANN401
        output = output_options(given)
        window = window_of(given)
        base = open_from_options(given)
        rows = base.ask(question, evidence=output.evidence, **filters_of(given, window))
        if given["sql"]:
            write_sql(question, output, rows.filters)
        elif not write_rows(base, rows, question, output):
            report_nothing_found(rows, output)

    return command


def timeline(question: str) -> Command:
    """The listing of everything dated, which can draw when each contingent was there."""
    as_rows = listing(question)

    @options.with_shared_options(*options.LISTING, "chart")
    def command(**given: Any) -> None:  # noqa: ANN401
        if not given.pop("chart"):
            as_rows(**given)
            return
        # Nobody else draws.
        from cstocli.cli.tables import write_chart

        output = output_options(given)
        if output.format != TABLE:
            raise WrongUsage("--chart draws and gives no data", "the same as data", "csto contingents --json")
        window = window_of(given)
        base = open_from_options(given)
        rows = base.ask("presence", **filters_of(given, window))
        found = [*rows]
        write_chart(found, output, window)
        if not found:
            report_nothing_found(rows, output)

    return command
