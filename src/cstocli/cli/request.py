"""How an answer is wanted: from whose view, in which format, which of its fields, in what order."""

from typing import NamedTuple

TABLE = "table"


class OutputOptions(NamedTuple):
    """How an answer is wanted.

    `citations` maps the id of a source to its reference; `perspective` is told on the
    last line of a table.
    """

    format: str = TABLE
    fields: tuple[str, ...] = ()
    sort: str = ""
    limit: int | None = None
    long: bool = False
    cite: bool = False
    evidence: bool = False
    colour: str = "auto"
    quiet: bool = False
    citations: dict[str, str] | None = None
    perspective: str = ""
