"""How an answer is wanted: from whose view, in which format, which of its fields, in what order."""

from typing import NamedTuple

from cstocli.dates import words
from cstocli.printable import visible

TABLE = "table"


class Output(NamedTuple):
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


class Perspective(NamedTuple):
    """Which claims count.

    `as_of` is an ISO day: only what was surely published by then. `without` and `only`
    name sources, origins, publishers or tellers: a claim goes back to one when it
    stands anywhere in the claim's chain.
    """

    as_of: str | None = None
    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What the perspective is, for the last line of a table; empty when every claim counts."""
        parts = [f"as of {words(self.as_of)}"] if self.as_of else []
        parts += [f"only what goes back to {visible(name)}" for name in self.only]
        parts += [f"without {visible(name)}" for name in self.without]
        return ", ".join(parts)


EVERYTHING = Perspective()
