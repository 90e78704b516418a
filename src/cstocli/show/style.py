"""How an answer is laid out, and the result: text for standard output, notices for standard error."""

from collections.abc import Mapping
from typing import NamedTuple


class Style(NamedTuple):
    """How an answer is laid out for people.

    `width` is that of a line, in terminal cells; None means unlimited. `long` gives one
    block of lines per row instead of a table. `citations` maps the id of each source to
    its reference; with it, answers number their sources and list them at the end.
    `perspective` describes which claims count, for the last line; empty for all of them.
    """

    width: int | None = None
    colour: bool = False
    long: bool = False
    citations: Mapping[str, str] | None = None
    perspective: str = ""


class Rendered(NamedTuple):
    """An answer as text. Notices are remarks on the layout; they are not part of the answer."""

    pieces: tuple[str, ...]
    notices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)
