"""The cursor of the reader: the current document, the declared ids, and the problems found so far."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from cstocli.model.base import Document
from cstocli.model.problems import Path, Problem
from cstocli.model.rules import RULES
from cstocli.model.suggestions import did_you_mean, nearest
from cstocli.model.text import hides, visible
from cstocli.model.widths import cut

_MOST_SHOWN = 41  # cells
_MOST_COMPARED = 50_000  # names, some hundred milliseconds
MOST_ELEMENTS = 1000
_MOST_PROBLEMS = 500
_MOST_LISTED = 20
_LONGEST_MESSAGE = 280  # characters, with the names that are suggested
_TOML_TYPES = {
    bool: "true or false",
    int: "a whole number",
    float: "a fraction",
    str: "text",
    list: "an array",
    dict: "a table",
    dt.date: "a date",
    dt.datetime: "a date with a time",
    dt.time: "a time",
}


class Cursor:
    """The state of one reading.

    `declared` holds all ids of the base, by table. If the document is `suspicious`, each of
    its strings has to be searched for hidden characters.
    """

    def __init__(self, declared: dict[str, set[str]]) -> None:
        self.problems: list[Problem] = []
        self.unreported = 0
        self.compared = 0
        self.declared = declared
        self.document = Document("", "")
        self.suspicious = False
        self._suspicions: dict[str, bool] = {}

    @property
    def found(self) -> int:
        """How many problems there are, those that are only counted too."""
        return len(self.problems) + self.unreported

    def enter(self, document: Document) -> None:
        """Continue with another document, to which problems belong from now on."""
        self.document = document
        known = self._suspicions.get(document.text)
        if known is None:
            known = self._suspicions[document.text] = is_suspicious(document.text)
        self.suspicious = known

    def problem(self, rule: str, path: Path, message: str, token: object = None, known: Collection[str] = ()) -> None:
        """Record that something is wrong at `path`, by the rule of that name.

        `token` is the wrong value or the key; the nearest of the `known` names are suggested.
        A file full of wrong names gets no more suggestions.
        """
        if len(self.problems) >= _MOST_PROBLEMS:
            self.unreported += 1
            return
        suggestions: list[str] = []
        if known and isinstance(token, str) and self.compared < _MOST_COMPARED:
            self.compared += len(known)
            suggestions = nearest(token, known)
        word = None if token is None else shortened(token)
        found = Problem(RULES[rule], self.document, path, message, token=word, suggestions=suggestions)
        # Names of the file may be of any length and of any characters.
        self.problems.append(found._replace(reason=_bounded(visible(message), suggestions)))

    def unknown(self, rule: str, path: Path, message: str, token: str, known: Collection[str]) -> None:
        """Record that a name is none of the `known` ones, which are listed where none of them is near."""
        listed = "" if self.compared >= _MOST_COMPARED or nearest(token, known) else _listed(known)
        self.problem(rule, path, f"{message}{listed}", token, known)

    def wrong_type(self, path: Path, key: str, expected: str, given: object) -> None:
        """Record that `key` takes `expected` and has a value of another type."""
        self.problem("wrong-type", path, f'"{key}" takes {expected}, not {toml_type(given)}', key)

    def elements(self, path: Path, key: str, given: list[Any]) -> Iterable[tuple[int, Any]]:
        """The elements of an array with their numbers; none, and a problem is recorded, where there are too many."""
        if len(given) <= MOST_ELEMENTS:
            return enumerate(given)
        self.problem("bad-value", path, f'"{key}" has {len(given):,} elements; it takes {MOST_ELEMENTS:,} at most', key)
        return ()

    def all_problems(self) -> list[Problem]:
        """All problems; if there are too many, the last one gives the number of the others."""
        if not self.unreported:
            return self.problems
        message = f"{self.unreported} more problems are not reported"
        return [*self.problems, Problem(RULES["too-many"], self.document, (), message)]


def is_suspicious(text: str) -> bool:
    """Whether some string of a TOML text may have hidden characters."""
    return "\\" in text or hides(text)


def _listed(names: Collection[str]) -> str:
    """The clause that lists names, the first of them where they are many."""
    more = " …" if len(names) > _MOST_LISTED else ""
    return f"; there are: {', '.join(map(shortened, [*names][:_MOST_LISTED]))}{more}" if names else ""


def _bounded(text: str, suggestions: list[str]) -> str:
    """A message that is not too long with the names that are suggested behind it."""
    most = _LONGEST_MESSAGE - len(did_you_mean(suggestions))
    return text if len(text) <= most else f"{text[: most - 1]}…"


def toml_type(value: object) -> str:
    """The name of the TOML type of a value."""
    return _TOML_TYPES.get(type(value), "this")


def quoted(value: object) -> str:
    """A value from the file, quoted and cut short, fit for a message."""
    return f'"{shortened(value)}"'


def shortened(value: object) -> str:
    """A value from the file, cut short."""
    try:
        text = visible(str(value).lower() if isinstance(value, bool) else str(value))
    except ValueError:
        # Python refuses to write out numbers of more than some thousand digits.
        text = "a number of thousands of digits"
    return cut(text, _MOST_SHOWN)
