"""Problems as people and tools read them: text with the line under the message, JSON, GitHub's annotations."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from cstocli.model.errors import UnknownName
from cstocli.model.problems import Problem
from cstocli.model.rules import Rule
from cstocli.model.text import visible
from cstocli.model.widths import beginning, cells, ending

_WIDEST_LINE = 100  # cells
_WIDEST_BEFORE = 80


def as_text(problems: Iterable[Problem]) -> Iterator[str]:
    """Place, message and rule; the line with a caret under the place; what to do."""
    found = list(problems)
    lines = {document: document.text.split("\n") for document in {problem.document for problem in found}}
    for problem in found:
        place = f"{visible(problem.document.name)}:{problem.line}:{problem.column}"
        yield f"{place}: {problem.severity}: {problem.message} [{problem.rule.name}]\n"
        yield _quoted(problem, lines[problem.document])
        yield f"  help: {problem.rule.remedy}\n"


def _quoted(problem: Problem, lines: list[str]) -> str:
    """The line of the problem with a caret under the place, fit for a terminal."""
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    before = ending(visible(line[: problem.column - 1][-_WIDEST_LINE:]), _WIDEST_BEFORE)
    margin = cells(before)
    after = beginning(visible(line[problem.column - 1 :][:_WIDEST_LINE]), _WIDEST_LINE - margin)
    number = str(problem.line)
    return f"  {number} | {before}{after}\n  {' ' * len(number)} | {' ' * margin}^\n"


def as_json(problems: Iterable[Problem]) -> Iterator[str]:
    """An array of `{file, line, column, rule, severity, message, hint}`."""
    found = [
        {
            "file": problem.document.name,
            "line": problem.line,
            "column": problem.column,
            "rule": problem.rule.name,
            "severity": problem.severity,
            "message": problem.message,
            "hint": problem.rule.remedy,
        }
        for problem in problems
    ]
    yield json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_github(problems: Iterable[Problem]) -> Iterator[str]:
    """Workflow commands that GitHub shows beside the line."""
    for problem in problems:
        place = f"file={_property(problem.document.name)},line={problem.line},col={problem.column}"
        title = _property(problem.rule.name)
        yield f"::{problem.severity} {place},title={title}::{_message(problem.message)}\n"


def _message(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


REPORTS: dict[str, Callable[[Iterable[Problem]], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def explained(name: str, rules: Mapping[str, Rule]) -> str:
    """What a rule means, how grave it is, what to do.

    Raises:
        UnknownName: there is no such rule.
    """
    if name not in rules:
        raise UnknownName("rule", name, rules)
    rule = rules[name]
    return f"{name} ({rule.severity})\n{rule.meaning}\n{rule.remedy}\n"
