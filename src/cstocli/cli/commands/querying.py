"""The command that runs a user's own SQL on the index."""

from typing import Annotated

import typer

from cstocli.ask.user_sql import Limits
from cstocli.cli import options, parameters
from cstocli.cli.answers import querying as answers
from cstocli.cli.opening import open_explorer
from cstocli.cli.request import Request

_DEFAULT = Limits()
MaxLength = Annotated[
    int,
    typer.Option(
        "--max-length", metavar="BYTES", min=1, max=1_000_000_000, help="Stop at a query or a value longer than this."
    ),
]
MaxRows = Annotated[int, typer.Option("--max-rows", metavar="NUMBER", min=1, help="Stop behind this many rows.")]
MaxBytes = Annotated[int, typer.Option("--max-bytes", metavar="NUMBER", min=1, help="Stop behind this many bytes.")]


@options.with_shared_options(*options.VIEW, *options.ROWS_OF, *options.RECEIPT, *options.SURROUNDINGS)
def sql(
    request: Request,
    query: parameters.Query = None,
    tables: parameters.Tables = False,
    timeout: parameters.Timeout = _DEFAULT.seconds,
    max_length: MaxLength = _DEFAULT.length,
    max_rows: MaxRows = _DEFAULT.rows,
    max_bytes: MaxBytes = _DEFAULT.size,
) -> None:
    """Ask the index in SQL: any SELECT over its tables.

    --tables lists them. It only reads.
    """
    limits = {"max_length": max_length, "max_rows": max_rows, "max_bytes": max_bytes}
    answers.sql(request, open_explorer, query, tables=tables, timeout=timeout, **limits)
