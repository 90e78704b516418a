"""How an answer is laid out, and the result: text for standard output, notices for standard error."""

from collections.abc import Mapping
from typing import NamedTuple


class Style(NamedTuple):
    """How an answer is laid out for people.

    `width` is that of a line, in terminal cells; None means unlimited. `long` gives one
    block of lines per row instead of a table. `citations` maps the id of each source to
    its reference; with it, answers number their sources and list them at the end.
    `perspective` describes which claims count, for the last line; empty for all of them.
    With `links`, addresses are links for terminals that know OSC 8.
    """

    width: int | None = None
    colour: bool = False
    long: bool = False
    citations: Mapping[str, str] | None = None
    perspective: str = ""
    links: bool = False

    def link(self, address: str) -> str:
        """An address, as a link where the terminal may know them; one that does not shows the address alone."""
        return f"\x1b]8;;{address}\x1b\\{address}\x1b]8;;\x1b\\" if self.links else address


class Rendered(NamedTuple):
    """An answer as text. Notices are remarks on the layout; they are not part of the answer."""

    pieces: tuple[str, ...]
    notices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)
