"""The command that runs a user's own SQL on the index."""

import sys
from typing import Annotated

import typer

from cstocli.ask.user_sql import Limits, collect
from cstocli.cli import options, screen
from cstocli.cli.commands.opening import open_explorer
from cstocli.cli.output import write_answer
from cstocli.cli.request import Request
from cstocli.model.errors import WrongUsage
from cstocli.read.files import STANDARD_INPUT

_DEFAULT = Limits()
MaxLength = Annotated[
    int,
    typer.Option(
        "--max-length", metavar="BYTES", min=1, max=1_000_000_000, help="Stop at a query or a value longer than this."
    ),
]
MaxRows = Annotated[int, typer.Option("--max-rows", metavar="NUMBER", min=1, help="Stop behind this many rows.")]
MaxBytes = Annotated[int, typer.Option("--max-bytes", metavar="NUMBER", min=1, help="Stop behind this many bytes.")]


@options.with_shared_options(*options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def sql(
    request: Request,
    query: options.Query = None,
    tables: options.Tables = False,
    timeout: options.Timeout = _DEFAULT.seconds,
    max_length: MaxLength = _DEFAULT.length,
    max_rows: MaxRows = _DEFAULT.rows,
    max_bytes: MaxBytes = _DEFAULT.size,
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
    if query == STANDARD_INPUT and sys.stdin is None:
        raise WrongUsage(
            "standard input is closed, so there is no query", "for example", 'csto sql "SELECT * FROM facts"'
        )
    if query == STANDARD_INPUT:
        # Bytes that are not UTF-8 are refused as part of the query, not by Python.
        if sys.stdin is None:
            raise WrongUsage(
                "standard input is closed", "write the query itself", 'csto sql "SELECT * FROM contingents"'
            )
        query = sys.stdin.buffer.read(max_length + 1).decode(errors="surrogateescape")
    result = open_explorer(request).sql(query, timeout, length=max_length, rows=max_rows, size=max_bytes)
    all_at_once = request.for_people or bool(request.sort)
    if not write_answer(collect(result.rows) if all_at_once else result.rows, result.row_type, request):
        screen.report("nothing found", quiet=request.quiet)
