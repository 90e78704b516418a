"""From the text of a fact base to its claims, or to everything that is wrong with it."""

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

import tomli

from cstocli import counts, dates
from cstocli.claims import (
    About,
    AircraftType,
    Base,
    Claim,
    Contingent,
    Counted,
    Fact,
    Organisation,
    Origin,
    Person,
    Place,
    Source,
    Value,
)
from cstocli.errors import BadBase
from cstocli.files import Document, documents
from cstocli.kinds import (
    CLAIM_KEYS,
    DIRECTIONS,
    FACT_KEYS,
    KINDS,
    MODES,
    PARTS_OF_DAY,
    TABLES,
    Key,
    Kind,
)
from cstocli.names import did_you_mean
from cstocli.printable import HIDDEN, name_of, visible
from cstocli.problems import Path, Problem, located

FORMAT = 1
MOST_QUOTED_WORDS = 10

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_CODE = re.compile(r"[A-Z]{2}", re.ASCII)
_RECORDS: dict[str, type[Any]] = {
    "sources": Source,
    "origins": Origin,
    "places": Place,
    "contingents": Contingent,
    "aircraft": AircraftType,
    "organisations": Organisation,
    "people": Person,
}
_KIND_OF_TABLE = {kind.table: name for name, kind in KINDS.items()}
_TOML_TYPES = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "an array",
    dict: "a table",
    datetime.date: "a date",
    datetime.datetime: "a date with a time",
    datetime.time: "a time",
}


def read(documents: list[Document]) -> tuple[Base | None, list[Problem]]:
    """Read the documents of one base, which together are as one file.

    Returns the base and no problems, or no base and all the problems there are, in
    the order of the text, each with its line and column.
    """
    reading = _Reading()
    for document in documents:
        reading.parse(document)
    if not reading.problems:
        reading.everything()
    if reading.problems:
        return None, located(reading.problems)
    return reading.base(), []


def open_base(path: str) -> Base:
    """Read and validate the base at `path`: a file, a folder of `.toml` files, or `-`.

    Raises:
        BadBase: it is missing, unreadable, empty or has problems; all of them are told.
    """
    base, problems = read(documents(path))
    if base:
        return base
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    raise BadBase(
        f"the fact base has {count}; nothing is shown until it has none",
        problems=tuple(problem.words for problem in problems),
    )


class _Reading:
    """One reading of a base: what has been found so far, good and bad."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.parsed: list[tuple[Document, dict[str, Any]]] = []
        self.entities: dict[str, dict[str, Any]] = {table: {} for table in _RECORDS}
        self.declared: dict[str, set[str]] = {table: set() for table in _RECORDS}
        self.facts: dict[str, Fact] = {}
        self.about: About | None = None
        self.document = Document("", "")
        # Strings are looked through one by one only where the file gives a reason to.
        self.suspicious = False

    def problem(self, path: Path, message: str) -> None:
        self.problems.append(Problem(self.document, path, message))

    def parse(self, document: Document) -> None:
        try:
            self.parsed.append((document, tomli.loads(document.text)))
        except tomli.TOMLDecodeError as error:
            self.problems.append(Problem(document, (), f"broken TOML: {error.msg}", error.lineno, error.colno))
        except RecursionError:
            self.problems.append(Problem(document, (), "broken TOML: nested too deeply", 1, 1))

    def base(self) -> Base:
        if self.about is None:
            raise AssertionError("a base without problems has [about]")
        return Base(about=self.about, facts=tuple(self.facts.values()), **self.entities)

    def everything(self) -> None:
        for _, content in self.parsed:
            for table in _RECORDS:
                found = content.get(table)
                if isinstance(found, dict):
                    self.declared[table].update(found)
        self.declared["tellers"] = self.declared["origins"] | self.declared["sources"]
        for document, content in self.parsed:
            self.document = document
            self.suspicious = "\\" in document.text or bool(HIDDEN.search(document.text))
            self.top(content)
        if not self.problems:
            self.whole()

    def top(self, content: dict[str, Any]) -> None:
        if content.get("format", FORMAT) != FORMAT:
            self.problem(("format",), f"format {_shown(content['format'])} is unknown; this program reads {FORMAT}")
        for table, value in content.items():
            if table in _KIND_OF_TABLE:
                self.fact_table(table, value)
            elif table in _RECORDS:
                self.entity_table(table, value)
            elif table == "about":
                self.about_table(value)
            elif table != "format":
                known = [*_KIND_OF_TABLE, *_RECORDS, "about", "format"]
                self.problem((table,), f"unknown table {_shown(table)}{did_you_mean(table, known)}")

    def whole(self) -> None:
        """Look at what only the base as a whole can get wrong."""
        if not self.parsed:
            return
        self.document = self.parsed[0][0]
        if self.about is None:
            self.problem((), "the base has no [about] table; it needs one with title and period")
        if not self.facts:
            self.problem((), f"the base has no facts; write some, such as [[{KINDS['departure'].table}]]")
        for table, parents in (("places", "within"), ("aircraft", "variant_of"), ("organisations", "part_of")):
            above = {
                name: _as_tuple(getattr(entity, parents)) for name, entity in self.entities[table].items()
            }
            self.circles(table, parents, above)
        tellers = {name: record.via for table in ("sources", "origins") for name, record in self.entities[table].items()}
        self.circles("origins", "via", tellers)

    def circles(self, table: str, key: str, above: dict[str, tuple[str, ...]]) -> None:
        """Tell of each id from which following `key` leads back to itself."""
        for name in above:
            seen: set[str] = set()
            ahead = list(above[name])
            while ahead:
                step = ahead.pop()
                if step == name:
                    shown = table if name in self.entities[table] else "sources"
                    self.problem((shown, name, key), f'"{key}" leads in a circle back to "{name}"')
                    break
                if step not in seen:
                    seen.add(step)
                    ahead.extend(above.get(step, ()))

    def about_table(self, value: object) -> None:
        values = self.record(("about",), value, TABLES["about"])
        if values is not None:
            if self.about is not None:
                self.problem(("about",), "the base has a second [about] table")
            self.about = About(**values)

    def entity_table(self, table: str, value: object) -> None:
        if not isinstance(value, dict):
            self.problem((table,), f"{table} are written as tables: [{table}.some-id]")
            return
        for name, entity in value.items():
            path = (table, name)
            self.id(path, name)
            if name in self.entities[table] or (table == "origins" and name in self.declared["sources"]):
                self.problem(path, f"the id {_shown(name)} is used twice")
            values = self.record(path, entity, TABLES[table])
            if values is not None:
                self.entities[table][name] = _RECORDS[table](**values)

    def record(self, path: Path, value: object, keys: dict[str, Key]) -> dict[str, Any] | None:
        """The values of one table by its declaration, or None where a value is wrong or missing."""
        if not isinstance(value, dict):
            self.problem(path, f"here belongs a table, not {_kind_of(value)}")
            return None
        before = len(self.problems)
        values = {}
        for key, given in value.items():
            declared = keys.get(key)
            if declared:
                values[key] = self.key_value((*path, key), key, declared.type, given)
            else:
                self.problem((*path, key), f"unknown key {_shown(key)}{did_you_mean(key, keys)}")
        for key, declared in keys.items():
            if declared.required and key not in value:
                self.problem(path, f'"{key}" is missing')
        return values if len(self.problems) == before else None

    def key_value(self, path: Path, key: str, kind: str, given: Any) -> Any:  # noqa: ANN401
        return self.READERS[kind](self, path, key, given)

    def fact_table(self, table: str, value: object) -> None:
        if not isinstance(value, list):
            self.problem((table,), f"{table} are written as an array of tables: [[{table}]]")
            return
        kind_name = _KIND_OF_TABLE[table]
        kind = KINDS[kind_name]
        for index, fact in enumerate(value):
            self.fact((table, index), kind_name, kind, fact)

    def fact(self, path: Path, kind_name: str, kind: Kind, value: object) -> None:
        keys = {key: declared for key, declared in FACT_KEYS.items() if key != "direction" or key in kind.keys}
        before = len(self.problems)
        if not isinstance(value, dict):
            self.problem(path, f"here belongs a table, not {_kind_of(value)}")
            return
        given = {key: declared for key, declared in value.items() if key != "claims"}
        values = self.record(path, given, {key: keys[key] for key in keys if key != "claims"}) or {}
        claims = value.get("claims")
        if not isinstance(claims, list) or not claims:
            self.problem(path, f"the fact has no claims; write at least one [[{kind.table}.claims]]")
            claims = []
        read = [self.claim((*path, "claims", index), kind, claim) for index, claim in enumerate(claims)]
        if kind.keys and not all(key in value for key in kind.keys):
            self.problem(path, f'"{kind.keys[0]}" is missing: {_choices(DIRECTIONS)}')
        if kind_name == "event" and "title" not in value:
            self.problem(path, '"title" is missing: an event is told by nothing else')
        if len(self.problems) > before:
            return
        name = f"{kind_name}/{values.pop('id')}"
        if name in self.facts:
            self.problem((*path, "id"), f'the id "{name}" is used twice')
            return
        self.facts[name] = Fact(id=name, kind=kind_name, claims=tuple(claim for claim in read if claim), **values)

    def claim(self, path: Path, kind: Kind, value: object) -> Claim | None:
        if not isinstance(value, dict):
            self.problem(path, f"here belongs a claim, a table, not {_kind_of(value)}")
            return None
        before = len(self.problems)
        values: dict[str, Any] = {}
        said: dict[str, Value] = {}
        for key, given in value.items():
            field = kind.fields.get(key)
            if field:
                said[key] = self.key_value((*path, key), key, field.type, given)
            elif key in CLAIM_KEYS:
                values[key] = self.key_value((*path, key), key, CLAIM_KEYS[key].type, given)
            else:
                known = [*kind.fields, *CLAIM_KEYS]
                self.problem((*path, key), f"unknown key {_shown(key)}{did_you_mean(key, known)}")
        for key, declared in CLAIM_KEYS.items():
            if declared.required and key not in value:
                self.problem(path, f'the claim has no "{key}": {declared.meaning}')
        if len(self.problems) > before:
            return None
        return Claim(said=_with_implied(said), **values)

    # How each type of value is read: path, key and what TOML gave, to the value. Where
    # that is wrong the problem is noted and what comes back is never used.

    def wrong(self, path: Path, key: str, wanted: str, given: object) -> None:
        self.problem(path, f'"{key}" takes {wanted}, not {_kind_of(given)}')

    def id(self, path: Path, given: object) -> None:
        if not isinstance(given, str) or not _ID.fullmatch(given):
            self.problem(path, f"the id {_shown(given)} is not of small letters, digits and hyphens")

    def text(self, path: Path, key: str, given: object) -> str:
        if not isinstance(given, str):
            self.wrong(path, key, "text", given)
            return ""
        if not given.strip() and key not in ("hedge", "note"):
            self.problem(path, f'"{key}" is empty; leave it out when it is not known')
        if self.suspicious and (hidden := HIDDEN.search(given)):
            self.problem(path, f'"{key}" holds the hidden character {name_of(hidden[0])}')
        return given

    def id_value(self, path: Path, _key: str, given: object) -> str:
        self.id(path, given)
        return str(given)

    def texts(self, path: Path, key: str, given: object) -> tuple[str, ...]:
        if not isinstance(given, list):
            self.wrong(path, key, "an array of texts", given)
            return ()
        return tuple(self.text((*path, index), key, item) for index, item in enumerate(given))

    def quote(self, path: Path, key: str, given: object) -> str:
        text = self.text(path, key, given)
        length = len(text.split())
        if length > MOST_QUOTED_WORDS:
            self.problem(path, f"the quote has {length} words; at most {MOST_QUOTED_WORDS} may come over")
        return text

    def passage(self, path: Path, key: str, given: object) -> int | str:
        if isinstance(given, str):
            return self.text(path, key, given)
        if not isinstance(given, int) or isinstance(given, bool) or given < 1:
            self.wrong(path, key, "a paragraph number from 1, or a word", given)
            return 1
        return given

    def date(self, path: Path, key: str, given: object) -> dates.Date | None:
        if type(given) is datetime.date:
            given = given.isoformat()
        if not isinstance(given, str):
            self.wrong(path, key, "a date such as 2022-01-14", given)
            return None
        try:
            return dates.parse(given)
        except dates.InvalidDate as error:
            self.problem(path, f"impossible date {_shown(given)}: {error}")
            return None

    def count(self, path: Path, key: str, given: object) -> counts.Count:
        if not isinstance(given, int | str) or isinstance(given, bool):
            self.wrong(path, key, 'a whole number or text such as "~30"', given)
            return counts.exact(0)
        try:
            return counts.parse(given)
        except counts.InvalidCount as error:
            self.problem(path, f"impossible count {_shown(given)}: {error}")
            return counts.exact(0)

    def position(self, path: Path, key: str, given: object) -> tuple[float, float] | None:
        if isinstance(given, list) and [type(number) in (int, float) for number in given] == [True, True]:
            latitude, longitude = given
            if -90 <= latitude <= 90 and -180 <= longitude <= 180:  # noqa: PLR2004
                return (latitude, longitude)
        self.problem(path, f'"{key}" takes [latitude, longitude] in degrees')
        return None

    def code(self, path: Path, key: str, given: object) -> str:
        if not isinstance(given, str) or not _CODE.fullmatch(given):
            self.problem(path, f'"{key}" takes two capital letters (ISO 3166-1 alpha-2)')
        return str(given)

    def url(self, path: Path, key: str, given: object) -> str:
        text = self.text(path, key, given)
        if text and not text.startswith(("https://", "http://")):
            self.problem(path, f'"{key}" takes an address that begins with https:// or http://')
        return text

    def counted(self, path: Path, key: str, given: object, name: str) -> tuple[Counted, ...]:
        """An array of `{name, count}`, where `name` is `type` for aircraft and `what` for items."""
        if not isinstance(given, list) or not given:
            self.wrong(path, key, f"an array such as [{{ {name} = …, count = 3 }}]", given)
            return ()
        found = []
        for index, item in enumerate(given):
            here: Path = (*path, index)
            if not isinstance(item, dict) or name not in item:
                self.problem(here, f'"{key}" takes elements such as {{ {name} = …, count = 3 }}')
                continue
            for other in item.keys() - {name, "count"}:
                self.problem((*here, other), f"unknown key {_shown(other)}{did_you_mean(other, [name, 'count'])}")
            kind = "aircraft-type" if name == "type" else "text"
            what = self.key_value((*here, name), name, kind, item[name])
            count = self.count((*here, "count"), "count", item["count"]) if "count" in item else None
            found.append(Counted(what, count))
        return tuple(found)

    def refer(self, path: Path, key: str, given: object, table: str, what: str) -> str:
        if not isinstance(given, str):
            self.wrong(path, key, f"the id of {what}", given)
            return ""
        if given not in self.declared[table]:
            self.problem(path, f"unknown {what.split(' ', 1)[1]} {_shown(given)}{did_you_mean(given, self.declared[table])}")
        return given

    def references(self, path: Path, key: str, given: object, table: str, what: str) -> tuple[str, ...]:
        if isinstance(given, str):
            return (self.refer(path, key, given, table, what),)
        if not isinstance(given, list):
            self.wrong(path, key, f"the id of {what}, or an array of them", given)
            return ()
        return tuple(self.refer((*path, index), key, item, table, what) for index, item in enumerate(given))

    def one_of(self, path: Path, key: str, given: object, words: tuple[str, ...]) -> str:
        if given not in words:
            meant = did_you_mean(given, words) if isinstance(given, str) else ""
            self.problem(path, f'"{key}" takes {_choices(words)}, not {_shown(given)}{meant}')
        return str(given)

    READERS: dict[str, Callable[["_Reading", Path, str, Any], Any]] = {
        "text": text,
        "words": text,
        "texts": texts,
        "list": texts,
        "id": id_value,
        "quote": quote,
        "passage": passage,
        "date": date,
        "count": count,
        "position": position,
        "code": code,
        "url": url,
        "aircraft": lambda self, path, key, given: self.counted(path, key, given, "type"),
        "items": lambda self, path, key, given: self.counted(path, key, given, "what"),
        "place": lambda self, path, key, given: self.refer(path, key, given, "places", "a place"),
        "places": lambda self, path, key, given: self.references(path, key, given, "places", "a place"),
        "person": lambda self, path, key, given: self.refer(path, key, given, "people", "a person"),
        "organisation": lambda self, path, key, given: self.refer(
            path, key, given, "organisations", "an organisation"
        ),
        "source": lambda self, path, key, given: self.refer(path, key, given, "sources", "a source"),
        "contingent": lambda self, path, key, given: self.refer(path, key, given, "contingents", "a contingent"),
        "aircraft-type": lambda self, path, key, given: self.refer(path, key, given, "aircraft", "an aircraft"),
        "tellers": lambda self, path, key, given: self.references(path, key, given, "tellers", "an origin"),
        "part-of-day": lambda self, path, key, given: self.one_of(path, key, given, PARTS_OF_DAY),
        "mode": lambda self, path, key, given: self.one_of(path, key, given, MODES),
        "direction": lambda self, path, key, given: self.one_of(path, key, given, DIRECTIONS),
    }


def _with_implied(said: dict[str, Value]) -> dict[str, Value]:
    """Add what a claim says by saying something else.

    Aircraft that are counted add up to their number; whoever flew went by air.
    """
    aircraft: Any = said.get("aircraft")
    if aircraft and "aircraft_count" not in said:
        each = [item.count for item in aircraft]
        if all(count and not count.sign for count in each):
            said["aircraft_count"] = counts.exact(sum(count.number for count in each))
    if "mode" not in said and ("aircraft" in said or "aircraft_count" in said):
        said["mode"] = "air"
    return said


def _as_tuple(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ((value,) if value else ())


def _choices(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}"


def _kind_of(value: object) -> str:
    return _TOML_TYPES.get(type(value), "this")


def _shown(value: object) -> str:
    """A value from the file, quoted and cut short, fit for a message."""
    text = visible(str(value))
    return f'"{text[:40]}…"' if len(text) > 41 else f'"{text}"'  # noqa: PLR2004
