"""The command that hands a user's own SQL to the index."""

import sys
from typing import Any

from cstocli import options, screen
from cstocli.arguments import output_of
from cstocli.commands.opening import opened
from cstocli.errors import WrongUsage
from cstocli.files import STANDARD_INPUT
from cstocli.output import put
from cstocli.rows import ROWS
from cstocli.sql import SECONDS, held, queried, table_rows
from cstocli.wanted import TABLE


@options.taking(*options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def sql(
    query: options.Query = None,
    tables: options.Tables = False,
    timeout: options.Timeout = SECONDS,
    **given: Any,  # noqa: ANN401
) -> None:
    """Ask the index in SQL: any SELECT over its tables, which --tables lists. It only reads."""
    output = output_of(given)
    if tables == (query is not None):
        raise WrongUsage("give either a query or --tables", 'for example: csto sql "SELECT * FROM contingents"')
    if query == STANDARD_INPUT and given["facts"] == STANDARD_INPUT:
        raise WrongUsage("the base and the query cannot both come from standard input", "give one as a file")
    if query is None:
        put(table_rows(opened(given)), ROWS["sql"], output)
        return
    if query == STANDARD_INPUT:
        # What is no UTF-8 is refused with the query, not by Python.
        query = sys.stdin.buffer.read().decode(errors="surrogateescape")
    found = queried(opened(given), query, timeout)
    whole = output.format == TABLE or bool(output.sort)
    if not put(held(found.rows) if whole else found.rows, found.row_type, output):
        screen.say("nothing found", quiet=output.quiet)
