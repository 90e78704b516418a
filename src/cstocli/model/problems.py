"""Something wrong in a fact base: a value that is gathered, not an exception."""

from typing import NamedTuple

from cstocli.model.base import Document
from cstocli.model.rules import ERROR, Rule
from cstocli.model.text import visible

Path = tuple[str | int, ...]


class Problem(NamedTuple):
    """What is wrong, by which rule, and where: the keys and indices that lead there from the top.

    `line` and `column` count from 1; 0 until the place has been looked up in the text.
    """

    rule: Rule
    document: Document
    path: Path
    message: str
    line: int = 0
    column: int = 0

    @property
    def severity(self) -> str:
        """`error` or `warning`."""
        return self.rule.severity

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and column."""
        return self.document.name, self.line, self.column

    @property
    def words(self) -> str:
        """`facts.toml:41:8: message`, fit for a terminal."""
        return f"{visible(self.document.name)}:{self.line}:{self.column}: {self.message}"


def errors(problems: list[Problem]) -> list[Problem]:
    """Those that stop every command."""
    return [problem for problem in problems if problem.severity == ERROR]


class Finding(NamedTuple):
    """Something that a rule finds: the full id of the fact or thing, the keys that lead on from there, the message."""

    entity: str
    path: Path
    message: str
