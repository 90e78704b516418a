"""All that an index holds, so that two of them can be compared."""

from typing import Any

from cstocli.index.build import all_tables
from cstocli.index.full_text import make_text
from cstocli.index.index import copied, has_text
from cstocli.model.format import Format


def everything_in(made: Any, format: Format) -> dict[str, list[tuple[Any, ...]]]:  # noqa: A002
    """The rows of every table, those of the search in their order, of others it means nothing.

    The full text is made where it is not there yet.
    """
    connection = getattr(made, "connection", made)
    if not has_text(connection):
        made = copied(connection)
        make_text(made)
    rows = {table: sorted(made.execute(f"SELECT * FROM {table}"), key=repr) for table in all_tables(format)}
    return rows | {"search": made.execute("SELECT rowid, * FROM search ORDER BY rowid").fetchall()}
