"""A user's own SQL on the index."""

import sys

from cstocli.ask.user_sql import collect
from cstocli.cli import screen
from cstocli.cli.output import write_answer
from cstocli.cli.request import Request
from cstocli.model.errors import WrongUsage
from cstocli.model.light_typing import TYPE_CHECKING, Any
from cstocli.read.files import STANDARD_INPUT
from cstocli.show.formats import OF_CELLS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cstocli.cli.opening import OpenBase


def sql(
    request: Request,
    open_base: "OpenBase",
    query: str | None,
    *,
    tables: bool,
    timeout: float,
    max_length: int,
    max_rows: int,
    max_bytes: int,
) -> None:
    """Write the rows of a query, or the tables that it may read."""
    if tables == (query is not None):
        raise WrongUsage("give either a query or --tables", "for example", 'csto sql "SELECT * FROM facts"')
    if query == STANDARD_INPUT and request.facts == STANDARD_INPUT:
        raise WrongUsage("the base and the query cannot both come from standard input", "give one as a file")
    if query is None:
        base = open_base(request)
        write_answer(base.tables(), base.questions["sql"].row_type, request)
        return
    if query == STANDARD_INPUT and sys.stdin is None:
        raise WrongUsage(
            "standard input is closed, so there is no query", "for example", 'csto sql "SELECT * FROM facts"'
        )
    if query == STANDARD_INPUT:
        # Bytes that are not UTF-8 are refused as part of the query, not by Python.
        query = sys.stdin.buffer.read(max_length + 1).decode(errors="surrogateescape")
    base = open_base(request)
    # A query that has computed is not run a second time, whatever becomes of it.
    screen.release_reports()
    result = base.sql(query, timeout, length=max_length, rows=max_rows, size=max_bytes)
    if request.for_people or request.sort:
        rows: Iterable[Any] = collect(result.rows)
    else:
        # Cells stand for all columns.
        rows = result.cells if request.format in OF_CELLS and not request.fields else result.rows
    if not write_answer(rows, result.row_type, request):
        screen.report("nothing found", quiet=request.quiet)
