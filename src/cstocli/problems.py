"""Something wrong in a fact base: a value that is gathered, not an exception."""

from typing import NamedTuple

from cstocli.files import Document
from cstocli.locate import locate_all
from cstocli.printable import visible
from cstocli.rules import ERROR, RULES

Path = tuple[str | int, ...]


class Problem(NamedTuple):
    """What is wrong, by which rule, and where: the keys and indices that lead there from the top.

    `line` and `column` count from 1; 0 until the place has been looked up in the text.
    """

    rule: str
    document: Document
    path: Path
    message: str
    line: int = 0
    column: int = 0

    @property
    def severity(self) -> str:
        """`error` or `warning`."""
        return RULES[self.rule].severity

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and column."""
        return self.document.name, self.line, self.column

    @property
    def words(self) -> str:
        """`facts.toml:41:8: message`, fit for a terminal."""
        return f"{visible(self.document.name)}:{self.line}:{self.column}: {self.message}"


def located(problems: list[Problem]) -> list[Problem]:
    """The same problems with their lines and columns, in the order of the text."""
    texts = {problem.document for problem in problems if not problem.line}
    positions = {document: locate_all(document.text) for document in texts}
    placed = []
    for problem in problems:
        if problem.line:
            placed.append(problem)
            continue
        known, values = positions[problem.document]
        path = problem.path
        while path and path not in known:
            path = path[:-1]
        line, column = known.get(path, (1, 1))
        if not RULES[problem.rule].at_key:
            line, column = values.get(path, (line, column))
        placed.append(problem._replace(line=line, column=column))
    return sorted(placed, key=lambda problem: (problem.document.name, problem.line, problem.column))


def errors(problems: list[Problem]) -> list[Problem]:
    """Those that stop every command."""
    return [problem for problem in problems if problem.severity == ERROR]
