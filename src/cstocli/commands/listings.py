"""The commands that list the rows of a question: one function, the same options for all."""

from collections.abc import Callable
from typing import Any

from cstocli import options
from cstocli.arguments import filters_of, output_of, window_of
from cstocli.ask import answer, ask
from cstocli.commands.opening import opened, put_rows, put_sql, say_nothing_found
from cstocli.errors import WrongUsage
from cstocli.wanted import TABLE

Command = Callable[..., None]


def listing(question: str) -> Command:
    """The command that lists the rows of `question`."""

    @options.taking(*options.LISTING)
    def command(**given: Any) -> None:  # noqa: ANN401
        output = output_of(given)
        window = window_of(given)
        base = opened(given)
        filters = filters_of(base, given, window)
        if given["sql"]:
            put_sql(question, filters, output)
            return
        rows = answer(base, question, filters, evidence=output.evidence)
        if not put_rows(base, rows, question, output):
            say_nothing_found(base, question, filters, output)

    return command


def timeline(question: str) -> Command:
    """The listing of everything dated, which can draw when each contingent was there."""
    as_rows = listing(question)

    @options.taking(*options.LISTING, "chart")
    def command(**given: Any) -> None:  # noqa: ANN401
        if not given.pop("chart"):
            as_rows(**given)
            return
        # Nobody else draws.
        from cstocli.tables import put_chart

        output = output_of(given)
        if output.format != TABLE:
            raise WrongUsage("--chart draws and gives no data", "the same as data: csto contingents --json")
        window = window_of(given)
        base = opened(given)
        filters = filters_of(base, given, window)
        rows = ask(base, "presence", filters)
        put_chart(rows, output, window)
        if not rows:
            say_nothing_found(base, "presence", filters, output)

    return command
