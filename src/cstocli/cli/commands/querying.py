"""The command that hands a user's own SQL to the index."""

import sys
from typing import Any

from cstocli.ask.user_sql import SECONDS, collect
from cstocli.cli import options, screen
from cstocli.cli.arguments import output_options
from cstocli.cli.commands.opening import open_from_options
from cstocli.cli.output import put
from cstocli.cli.request import TABLE
from cstocli.model.errors import WrongUsage
from cstocli.read.files import STANDARD_INPUT


@options.with_shared_options(*options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def sql(
    query: options.Query = None,
    tables: options.Tables = False,
    timeout: options.Timeout = SECONDS,
    **given: Any,  # noqa: ANN401
) -> None:
    """Ask the index in SQL: any SELECT over its tables, which --tables lists. It only reads."""
    output = output_options(given)
    if tables == (query is not None):
        raise WrongUsage("give either a query or --tables", "for example", 'csto sql "SELECT * FROM contingents"')
    if query == STANDARD_INPUT and given["facts"] == STANDARD_INPUT:
        raise WrongUsage("the base and the query cannot both come from standard input", "give one as a file")
    if query is None:
        base = open_from_options(given)
        put(base.tables(), base.questions["sql"].row_type, output)
        return
    if query == STANDARD_INPUT:
        # What is no UTF-8 is refused with the query, not by Python.
        query = sys.stdin.buffer.read().decode(errors="surrogateescape")
    found = open_from_options(given).sql(query, timeout)
    whole = output.format == TABLE or bool(output.sort)
    if not put(collect(found.rows) if whole else found.rows, found.row_type, output):
        screen.say("nothing found", quiet=output.quiet)
