"""The commands that list the rows of a question: one function, the same options for all."""

import inspect
from collections.abc import Callable

from cstocli import options
from cstocli.arguments import filters_of, output_of, window_of
from cstocli.ask import ask
from cstocli.commands.opening import opened, put_rows, say_nothing_found
from cstocli.errors import WrongUsage
from cstocli.wanted import TABLE


def listing(question: str) -> Callable[..., None]:
    """The command that lists the rows of `question`."""

    def command(
        contingent: options.Contingent = None,
        place: options.Place = None,
        source: options.Source = None,
        status: options.Status = None,
        kind: options.KindOf = None,
        since: options.From = None,
        until: options.To = None,
        on: options.On = None,
        certain: options.Certain = False,
        as_of: options.AsOf = None,
        without: options.Without = None,
        only: options.Only = None,
        format: options.Format = None,  # noqa: A002
        json: options.Json = False,
        fields: options.Fields = None,
        sort: options.Sort = None,
        limit: options.Limit = None,
        long: options.Long = False,
        cite: options.Cite = False,
        evidence: options.Evidence = False,
        colour: options.ColourWhen = None,
        quiet: options.Quiet = False,
        facts: options.Facts = None,
        chart: options.Chart = False,
    ) -> None:
        given = locals()
        output = output_of(given)
        window = window_of(given)
        base = opened(given)
        filters = filters_of(base, given, window)
        if chart and output.format != TABLE:
            raise WrongUsage("--chart draws and gives no data", "the same as data: csto contingents --json")
        asked = "presence" if chart else question
        rows = ask(base, asked, filters, evidence=evidence)
        if chart:
            # Nobody else draws.
            from cstocli.tables import put_chart

            put_chart(rows, output, window)
        else:
            put_rows(base, rows, asked, output)
        if not rows:
            say_nothing_found(base, asked, filters, output)

    if question != "timeline":
        signature = inspect.signature(command)
        others = [option for name, option in signature.parameters.items() if name != "chart"]
        command.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
    return command
