"""The command that runs a user's own SQL on the index."""

import sys

from cstocli.ask.user_sql import SECONDS, collect
from cstocli.cli import options, screen
from cstocli.cli.commands.opening import open_explorer
from cstocli.cli.output import write_answer
from cstocli.cli.request import Request
from cstocli.model.errors import WrongUsage
from cstocli.read.files import STANDARD_INPUT


@options.with_shared_options(*options.VIEW, *options.ROWS_OF, *options.RECEIPT, *options.SURROUNDINGS)
def sql(
    request: Request,
    query: options.Query = None,
    tables: options.Tables = False,
    timeout: options.Timeout = SECONDS,
) -> None:
    """Ask the index in SQL: any SELECT over its tables, which --tables lists. It only reads."""
    if tables == (query is not None):
        raise WrongUsage("give either a query or --tables", "for example", 'csto sql "SELECT * FROM contingents"')
    if query == STANDARD_INPUT and request.facts == STANDARD_INPUT:
        raise WrongUsage("the base and the query cannot both come from standard input", "give one as a file")
    if query is None:
        base = open_explorer(request)
        write_answer(base.tables(), base.questions["sql"].row_type, request)
        return
    if query == STANDARD_INPUT:
        # Bytes that are not UTF-8 are refused as part of the query, not by Python.
        query = sys.stdin.buffer.read().decode(errors="surrogateescape")
    result = open_explorer(request).sql(query, timeout)
    all_at_once = request.for_people or bool(request.sort)
    if not write_answer(collect(result.rows) if all_at_once else result.rows, result.row_type, request):
        screen.report("nothing found", quiet=request.quiet)
