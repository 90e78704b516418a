"""Problems of a fact base: values that are gathered, not exceptions."""

from collections.abc import Sequence
from typing import NamedTuple

from cstocli.model.base import Document
from cstocli.model.errors import error_data
from cstocli.model.rules import ERROR, Rule
from cstocli.model.suggestions import did_you_mean
from cstocli.model.text import visible

Path = tuple[str | int, ...]


class Problem(NamedTuple):
    """What is wrong, by which rule, and where: `path` has the keys and indices from the top.

    `line` and `column` count from 1; 0 until the place has been looked up in the text.
    `token` is the wrong word or the key, `suggestions` are the names it may have meant.
    """

    rule: Rule
    document: Document
    path: Path
    reason: str
    line: int = 0
    column: int = 0
    token: str | None = None
    suggestions: Sequence[str] = ()

    @property
    def severity(self) -> str:
        """`error` or `warning`."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """What is wrong and the nearest names, without the place."""
        return self.reason + did_you_mean(self.suggestions)

    @property
    def words(self) -> str:
        """`facts.toml:41:8: message`, fit for a terminal."""
        return f"{visible(self.document.name)}:{self.line}:{self.column}: {self.message}"

    @property
    def data(self) -> dict[str, object]:
        """The same as JSON data."""
        hint = f"csto check --explain {self.rule.name}"
        place = self.document.name, self.line, self.column
        return error_data(self.message, self.rule.name, self.token, self.suggestions, hint, place)


def errors(problems: list[Problem]) -> list[Problem]:
    """Those that stop every command."""
    return [problem for problem in problems if problem.severity == ERROR]


class Finding(NamedTuple):
    """What a rule finds: the full id of the fact or thing, the keys from there on, the message."""

    entity: str
    path: Path
    message: str
