"""How each type of value in a fact base is read, and what is wrong with one that cannot be."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from cstocli.model import counts, dates
from cstocli.model.base import Counted, Document
from cstocli.model.format import DIRECTIONS, MODES, PARTS_OF_DAY
from cstocli.model.problems import Path, Problem
from cstocli.model.suggestions import did_you_mean
from cstocli.model.text import HIDDEN, hides, name_of, visible

MOST_QUOTED_WORDS = 10
_MOST_SHOWN = 40
_MOST_HINTS = 200
_MOST_PROBLEMS = 500
_MOST_PARAGRAPHS = 1_000_000
_POLE, _DATE_LINE = 90, 180  # degrees

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_CODE = re.compile(r"[A-Z]{2}", re.ASCII)
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


class Values:
    """Reads values and gathers what is wrong with them.

    Each method takes the path to a value, its key and what TOML gave, and returns the
    value. Where that is wrong the problem is noted and what comes back is never used.
    `declared` holds all ids of the base, by table.
    """

    def __init__(self, declared: dict[str, set[str]]) -> None:
        self.problems: list[Problem] = []
        self.untold = 0
        self.hints = 0
        self.declared = declared
        self.document = Document("", "")
        # Strings are looked through one by one only where the file gives a reason to.
        self.suspicious = False

    def begin(self, document: Document) -> None:
        """Go on with another document: problems are from now on in that one."""
        self.document = document
        self.suspicious = "\\" in document.text or hides(document.text)

    def problem(self, rule: str, path: Path, message: str) -> None:
        """Note that something is wrong at `path`, by the rule of that name."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(rule, self.document, path, message))
        else:
            self.untold += 1

    def meant(self, name: str, known: Iterable[str]) -> str:
        """The clause that names the nearest right names; a file full of wrong ones gets no more of them."""
        self.hints += 1
        return did_you_mean(name, known) if self.hints <= _MOST_HINTS else ""

    def everything(self) -> list[Problem]:
        """All problems, and how many more there are where they are too many to tell."""
        if not self.untold:
            return self.problems
        message = f"{self.untold} more problems are not told"
        return [*self.problems, Problem("too-many", self.document, (), message)]

    def value(self, path: Path, key: str, kind: str, given: Any) -> Any:  # noqa: ANN401
        """The value of `key` by its type, `kind`."""
        return self.READERS[kind](self, path, key, given)

    def _wrong(self, path: Path, key: str, wanted: str, given: object) -> None:
        self.problem("wrong-type", path, f'"{key}" takes {wanted}, not {kind_of(given)}')

    def id(self, path: Path, given: object) -> None:
        """Note where `given` is no id."""
        if not isinstance(given, str) or not _ID.fullmatch(given):
            self.problem("bad-id", path, f"the id {shown(given)} is not of small letters, digits and hyphens")

    def _text(self, path: Path, key: str, given: object) -> str:
        if not isinstance(given, str):
            self._wrong(path, key, "text", given)
            return ""
        if not given.strip():
            self.problem("empty-text", path, f'"{key}" is empty; leave it out when it is not known')
        if self.suspicious and (hidden := HIDDEN.search(given)):
            self.problem("hidden-character", path, f'"{key}" holds the hidden character {name_of(hidden[0])}')
        return given

    def _id_value(self, path: Path, _key: str, given: object) -> str:
        self.id(path, given)
        return given if isinstance(given, str) else ""

    def _texts(self, path: Path, key: str, given: object) -> tuple[str, ...]:
        if not isinstance(given, list):
            self._wrong(path, key, "an array of texts", given)
            return ()
        return tuple(self._text((*path, index), key, item) for index, item in enumerate(given))

    def _facts(self, path: Path, key: str, given: object) -> tuple[str, ...]:
        names = self._texts(path, key, given)
        if not names:
            self.problem("bad-rivals", path, f'"{key}" takes the ids of facts')
        return names

    def _quote(self, path: Path, key: str, given: object) -> str:
        text = self._text(path, key, given)
        length = len(text.split())
        if length > MOST_QUOTED_WORDS:
            self.problem("long-quote", path, f"the quote has {length} words; at most {MOST_QUOTED_WORDS} may come over")
        return text

    def _passage(self, path: Path, key: str, given: object) -> int | str:
        if isinstance(given, str):
            return self._text(path, key, given)
        if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= _MOST_PARAGRAPHS:
            self.problem(
                "bad-value", path, f'"{key}" takes the number of a paragraph, from 1, or a word, not {shown(given)}'
            )
            return 1
        return given

    def _date(self, path: Path, key: str, given: object) -> dates.Date | None:
        if type(given) is dt.date:
            given = given.isoformat()
        if not isinstance(given, str):
            self._wrong(path, key, "a date such as 2022-01-14", given)
            return None
        try:
            return dates.parse(given)
        except dates.InvalidDate as error:
            self.problem("impossible-date", path, f"impossible date {shown(given)}: {error}")
            return None

    def _count(self, path: Path, key: str, given: object) -> counts.Count:
        if not isinstance(given, int | str) or isinstance(given, bool):
            self._wrong(path, key, 'a whole number or text such as "~30"', given)
            return counts.exact(0)
        try:
            return counts.parse(given)
        except counts.InvalidCount as error:
            self.problem("impossible-count", path, f"impossible count {shown(given)}: {error}")
            return counts.exact(0)

    def _position(self, path: Path, key: str, given: object) -> tuple[float, float] | None:
        if isinstance(given, list) and [type(number) in (int, float) for number in given] == [True, True]:
            latitude, longitude = given
            if abs(latitude) <= _POLE and abs(longitude) <= _DATE_LINE:
                return (latitude, longitude)
        self.problem("bad-value", path, f'"{key}" takes [latitude, longitude] in degrees')
        return None

    def _code(self, path: Path, key: str, given: object) -> str:
        if not isinstance(given, str) or not _CODE.fullmatch(given):
            self.problem("bad-value", path, f'"{key}" takes two capital letters (ISO 3166-1 alpha-2)')
        return given if isinstance(given, str) else ""

    def _url(self, path: Path, key: str, given: object) -> str:
        text = self._text(path, key, given)
        if text and not text.startswith(("https://", "http://")):
            self.problem("bad-value", path, f'"{key}" takes an address that begins with https:// or http://')
        return text

    def _counted(self, path: Path, key: str, given: object, name: str) -> tuple[Counted, ...]:
        """An array of `{name, count}`, where `name` is `type` for aircraft and `what` for items."""
        if given == []:
            self.problem("empty-text", path, f'"{key}" is empty; leave it out when it is not known')
        elif not isinstance(given, list):
            self._wrong(path, key, f"an array such as [{{ {name} = …, count = 3 }}]", given)
        if not isinstance(given, list) or not given:
            return ()
        found = []
        for index, item in enumerate(given):
            here: Path = (*path, index)
            if not isinstance(item, dict) or name not in item:
                self.problem("wrong-shape", here, f'"{key}" takes elements such as {{ {name} = …, count = 3 }}')
                continue
            for other in item.keys() - {name, "count"}:
                self.problem(
                    "unknown-key", (*here, other), f"unknown key {shown(other)}{self.meant(other, [name, 'count'])}"
                )
            kind = "aircraft-type" if name == "type" else "text"
            what = self.value((*here, name), name, kind, item[name])
            count = self._count((*here, "count"), "count", item["count"]) if "count" in item else None
            found.append(Counted(what, count))
        return tuple(found)

    def _refer(self, path: Path, key: str, given: object, table: str, what: str) -> str:
        if not isinstance(given, str):
            self._wrong(path, key, f"the id of {what}", given)
            return ""
        if given not in self.declared[table]:
            self.problem(
                "unknown-name",
                path,
                f"unknown {what.split(' ', 1)[1]} {shown(given)}{self.meant(given, self.declared[table])}",
            )
        return given

    def _references(self, path: Path, key: str, given: object, table: str, what: str) -> tuple[str, ...]:
        if isinstance(given, str):
            return (self._refer(path, key, given, table, what),)
        if not isinstance(given, list):
            self._wrong(path, key, f"the id of {what}, or an array of them", given)
            return ()
        return tuple(self._refer((*path, index), key, item, table, what) for index, item in enumerate(given))

    def _one_of(self, path: Path, key: str, given: object, words: tuple[str, ...]) -> str:
        if given not in words:
            meant = self.meant(given, words) if isinstance(given, str) else ""
            self.problem("unknown-word", path, f'"{key}" takes {choices(words)}, not {shown(given)}{meant}')
        return given if isinstance(given, str) else ""

    READERS: ClassVar[dict[str, "Reader"]] = {
        "text": _text,
        "words": _text,
        "texts": _texts,
        "list": _texts,
        "id": _id_value,
        "quote": _quote,
        "passage": _passage,
        "facts": _facts,
        "field": _text,
        "date": _date,
        "count": _count,
        "position": _position,
        "code": _code,
        "url": _url,
        "aircraft": lambda self, path, key, given: self._counted(path, key, given, "type"),
        "items": lambda self, path, key, given: self._counted(path, key, given, "what"),
        "place": lambda self, path, key, given: self._refer(path, key, given, "places", "a place"),
        "places": lambda self, path, key, given: self._references(path, key, given, "places", "a place"),
        "person": lambda self, path, key, given: self._refer(path, key, given, "people", "a person"),
        "organisation": lambda self, path, key, given: self._refer(
            path, key, given, "organisations", "an organisation"
        ),
        "source": lambda self, path, key, given: self._refer(path, key, given, "sources", "a source"),
        "contingent": lambda self, path, key, given: self._refer(path, key, given, "contingents", "a contingent"),
        "aircraft-type": lambda self, path, key, given: self._refer(path, key, given, "aircraft", "an aircraft"),
        "tellers": lambda self, path, key, given: self._references(path, key, given, "tellers", "an origin"),
        "part-of-day": lambda self, path, key, given: self._one_of(path, key, given, PARTS_OF_DAY),
        "mode": lambda self, path, key, given: self._one_of(path, key, given, MODES),
        "direction": lambda self, path, key, given: self._one_of(path, key, given, DIRECTIONS),
    }
    """How a value of each type is read."""


Reader = Callable[[Values, Path, str, Any], Any]


def choices(words: Iterable[str]) -> str:
    """Words as a choice: `in or out`."""
    *others, last = words
    return f"{', '.join(others)} or {last}"


def kind_of(value: object) -> str:
    """What TOML calls a value that is of the wrong type."""
    return _TOML_TYPES.get(type(value), "this")


def shown(value: object) -> str:
    """A value from the file, quoted and cut short, fit for a message."""
    try:
        text = visible(str(value))
    except ValueError:
        # Python refuses to write out numbers of more than some thousand digits.
        text = "a number of thousands of digits"
    return f'"{text[:_MOST_SHOWN]}…"' if len(text) > _MOST_SHOWN else f'"{text}"'
