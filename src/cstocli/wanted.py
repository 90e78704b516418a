"""How an answer is wanted: in which format, which of its fields, in what order, how much."""

from typing import NamedTuple

TABLE = "table"


class Output(NamedTuple):
    """How an answer is wanted. `citations` maps the id of a source to its reference."""

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
