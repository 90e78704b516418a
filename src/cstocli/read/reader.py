"""From the text of a fact base to its claims, or to everything that is wrong with it."""

import re
from collections.abc import Callable
from typing import Any

import tomli

from cstocli.model import counts
from cstocli.model.base import (
    About,
    AircraftType,
    Base,
    Claim,
    Contingent,
    Document,
    Fact,
    Organisation,
    Origin,
    Override,
    Person,
    Place,
    Rivals,
    Source,
    Value,
)
from cstocli.model.errors import BadBase
from cstocli.model.format import CLAIM_KEYS, DIRECTIONS, FACT_KEYS, KINDS, RIVAL_KEYS, TABLES, Key, Kind
from cstocli.model.problems import Path, Problem
from cstocli.read.files import documents
from cstocli.read.toml_positions import located
from cstocli.read.values import Values, choices, kind_of, shown

FORMAT = 1
_LONGEST_REASON = 100
_DEEPEST = 100  # levels of what lies within what
_MOST_CIRCLES = 100
_RECORDS: dict[str, type[Any]] = {
    "sources": Source,
    "origins": Origin,
    "places": Place,
    "contingents": Contingent,
    "aircraft": AircraftType,
    "organisations": Organisation,
    "people": Person,
}
# Of the claims of each kind, the keys: which are fields, and how each value is read.
_CLAIM_READERS = {
    name: {
        **{key: (False, Values.READERS[declared.type]) for key, declared in CLAIM_KEYS.items()},
        **{key: (True, Values.READERS[field.type]) for key, field in kind.fields.items()},
    }
    for name, kind in KINDS.items()
}
_CLAIM_NEEDS = {key: declared for key, declared in CLAIM_KEYS.items() if declared.required}
_KIND_OF_TABLE = {kind.table: name for name, kind in KINDS.items()}


Where = tuple[Document, Path]


def read(documents: list[Document]) -> tuple[Base | None, list[Problem]]:
    """Read the documents of one base, which together are as one file.

    Returns the base and no problems, or no base and all the problems there are, in
    the order of the text, each with its line and column.
    """
    base, problems, _ = read_in_place(documents)
    return base, problems


def read_in_place(documents: list[Document]) -> tuple[Base | None, list[Problem], dict[str, Where]]:
    """The same, and where each thing stands, by its full id: `departure/armenia`, `places/almaty`."""
    reading = _Reading()
    for document in documents:
        reading.parse(document)
    if not reading.values.problems:
        reading.everything()
    if reading.values.problems:
        return None, located(reading.values.everything()), reading.where
    return reading.base(), [], reading.where


def open_base(path: str, see: Callable[[bytes], object] = lambda _: None) -> Base:
    """Read and validate the base at `path`: a file, a folder of `.toml` files, or `-`.

    `see` gets the bytes of each file as they are read.

    Raises:
        BadBase: it is missing, unreadable, empty or has problems; all of them are told.
    """
    base, problems = read(documents(path, see))
    if base:
        return base
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    raise BadBase(
        f"the fact base has {count}; nothing is shown until it has none",
        problems=problems,
    )


class _Reading:
    """One reading of a base: what has been found so far, good and bad."""

    def __init__(self) -> None:
        self.parsed: list[tuple[Document, dict[str, Any]]] = []
        self.entities: dict[str, dict[str, Any]] = {table: {} for table in _RECORDS}
        self.facts: dict[str, Fact] = {}
        self.where: dict[str, Where] = {}
        self.rivals: list[tuple[Document, Path, Rivals]] = []
        self.about: About | None = None
        self.values = Values({table: set() for table in _RECORDS})

    def parse(self, document: Document) -> None:
        try:
            self.parsed.append((document, tomli.loads(document.text)))
        except tomli.TOMLDecodeError as error:
            self.values.problems.append(
                Problem("broken-toml", document, (), f"broken TOML: {error.msg}", error.lineno, error.colno)
            )
        except ValueError as error:
            # Python refuses to read numbers of more than some thousand digits.
            digits = max(re.finditer(r"\d+", document.text), key=lambda run: run.end() - run.start()).start()
            line = document.text.count("\n", 0, digits) + 1
            column = digits - document.text.rfind("\n", 0, digits)
            self.values.problems.append(
                Problem("broken-toml", document, (), f"broken TOML: {str(error)[:_LONGEST_REASON]}", line, column)
            )
        except RecursionError:
            self.values.problems.append(Problem("broken-toml", document, (), "broken TOML: nested too deeply", 1, 1))

    def base(self) -> Base:
        if self.about is None:
            raise AssertionError("a base without problems has [about]")
        rivals = tuple(rivals for _, _, rivals in self.rivals)
        return Base(about=self.about, facts=tuple(self.facts.values()), rivals=rivals, **self.entities)

    def everything(self) -> None:
        for _, content in self.parsed:
            for table in _RECORDS:
                found = content.get(table)
                if isinstance(found, dict):
                    self.values.declared[table].update(found)
        self.values.declared["tellers"] = self.values.declared["origins"] | self.values.declared["sources"]
        for document, content in self.parsed:
            self.values.begin(document)
            self.top(content)
        if self.parsed:
            self.whole()

    def top(self, content: dict[str, Any]) -> None:
        if (
            content.get("format", FORMAT) != FORMAT
            or not isinstance(content.get("format", FORMAT), int)
            or content.get("format") is True
        ):
            self.values.problem(
                "unknown-format",
                ("format",),
                f"format {shown(content['format'])} is unknown; this program reads {FORMAT}",
            )
        for table, value in content.items():
            if table in _KIND_OF_TABLE:
                self.fact_table(table, value)
            elif table in _RECORDS:
                self.entity_table(table, value)
            elif table == "about":
                self.about_table(value)
            elif table == "rivals":
                self.rivals_table(value)
            elif table != "format":
                known = [*_KIND_OF_TABLE, *_RECORDS, "rivals", "about", "format"]
                self.values.problem(
                    "unknown-table", (table,), f"unknown table {shown(table)}{self.values.meant(table, known)}"
                )

    def whole(self) -> None:
        """Look at what only the base as a whole can get wrong."""
        self.values.begin(self.parsed[0][0])
        if not any("about" in content for _, content in self.parsed):
            self.values.problem(
                "missing-about", (), "the base has no [about] table; it needs one with title and period"
            )
        mistyped = any(problem.rule == "unknown-table" for problem in self.values.problems)
        if not mistyped and not any(table in content for _, content in self.parsed for table in _KIND_OF_TABLE):
            self.values.problem(
                "no-facts", (), f"the base has no facts; write some, such as [[{KINDS['departure'].table}]]"
            )
        for table, parents in (("places", "within"), ("aircraft", "variant_of"), ("organisations", "part_of")):
            above = {name: _as_tuple(getattr(entity, parents)) for name, entity in self.entities[table].items()}
            self.circles(table, parents, above)
        tellers = {
            name: record.via for table in ("sources", "origins") for name, record in self.entities[table].items()
        }
        self.circles("origins", "via", tellers)
        if not self.values.problems:
            self.rival_facts()

    def circles(self, table: str, key: str, above: dict[str, tuple[str, ...]]) -> None:
        """Tell of ids from which following `key` leads back to themselves, or on and on."""
        depths: dict[str, int] = {}
        waiting = {name: [parent for parent in parents if parent in above] for name, parents in above.items()}
        below: dict[str, list[str]] = {}
        for name, parents in waiting.items():
            for parent in parents:
                below.setdefault(parent, []).append(name)
        ready = [name for name, parents in waiting.items() if not parents]
        while ready:
            name = ready.pop()
            depths[name] = max((depths[parent] + 1 for parent in above[name] if parent in depths), default=0)
            for child in below.get(name, ()):
                waiting[child].remove(name)
                if not waiting[child]:
                    ready.append(child)
        for name, depth in depths.items():
            if depth == _DEEPEST + 1:
                self.values.problem(
                    "bad-value", self.key_of(table, name, key), f"{shown(name)} lies within more than {_DEEPEST} others"
                )
        circular = {name: parents for name, parents in waiting.items() if name not in depths}
        for name in list(circular)[:_MOST_CIRCLES]:
            if _leads_back(name, circular):
                self.values.problem(
                    "circle", self.key_of(table, name, key), f'"{key}" leads in a circle back to {shown(name)}'
                )

    def key_of(self, table: str, name: str, key: str) -> Path:
        """Where the key of a thing stands; an id that is no origin's is a source's."""
        return (table if name in self.entities[table] else "sources", name, key)

    def about_table(self, value: object) -> None:
        values = self.record(("about",), value, TABLES["about"])
        if values is not None:
            if self.about is not None:
                self.values.problem("duplicate-about", ("about",), "the base has a second [about] table")
            self.about = About(**values)

    def entity_table(self, table: str, value: object) -> None:
        if not isinstance(value, dict):
            self.values.problem("wrong-shape", (table,), f"{table} are written as tables: [{table}.some-id]")
            return
        for name, entity in value.items():
            path = (table, name)
            self.values.id(path, name)
            if name in self.entities[table] or (table == "origins" and name in self.values.declared["sources"]):
                self.values.problem("duplicate-id", path, f"the id {shown(name)} is used twice")
            values = self.record(path, entity, TABLES[table])
            if values is not None:
                self.entities[table][name] = _RECORDS[table](**values)
                self.where[f"{table}/{name}"] = (self.values.document, path)

    def record(self, path: Path, value: object, keys: dict[str, Key]) -> dict[str, Any] | None:
        """The values of one table by its declaration, or None where a value is wrong or missing."""
        if not isinstance(value, dict):
            self.values.problem("wrong-shape", path, f"here belongs a table, not {kind_of(value)}")
            return None
        before = len(self.values.problems)
        values = {}
        for key, given in value.items():
            declared = keys.get(key)
            if declared:
                values[key] = self.values.value((*path, key), key, declared.type, given)
            else:
                self.values.problem(
                    "unknown-key", (*path, key), f"unknown key {shown(key)}{self.values.meant(key, keys)}"
                )
        for key, declared in keys.items():
            if declared.required and key not in value:
                self.values.problem("missing-key", path, f'"{key}" is missing')
        return values if len(self.values.problems) == before else None

    def fact_table(self, table: str, value: object) -> None:
        if not isinstance(value, list):
            self.values.problem("wrong-shape", (table,), f"{table} are written as an array of tables: [[{table}]]")
            return
        kind_name = _KIND_OF_TABLE[table]
        kind = KINDS[kind_name]
        for index, fact in enumerate(value):
            self.fact((table, index), kind_name, kind, fact)
            # Read, it takes memory and serves nobody.
            value[index] = None

    def fact(self, path: Path, kind_name: str, kind: Kind, value: object) -> None:
        apart = {"claims", "shown"}
        keys = {key: FACT_KEYS[key] for key in FACT_KEYS if key not in {"direction", *apart} or key in kind.keys}
        before = len(self.values.problems)
        if not isinstance(value, dict):
            self.values.problem("wrong-shape", path, f"here belongs a table, not {kind_of(value)}")
            return
        given = {key: declared for key, declared in value.items() if key not in apart}
        values = self.record(path, given, keys) or {}
        claims = value.get("claims", [])
        if not isinstance(claims, list):
            self.values.problem(
                "wrong-shape",
                (*path, "claims"),
                f"claims are written as an array of tables: [[{kind.table}.claims]]",
            )
            claims = []
        elif not claims:
            self.values.problem(
                "no-claims", path, f"the fact has no claims; write at least one [[{kind.table}.claims]]"
            )
        read = [self.claim((*path, "claims", index), kind_name, claim) for index, claim in enumerate(claims)]
        overrides = self.overrides((*path, "shown"), kind, value.get("shown", {}), read)
        if kind.keys and not all(key in value for key in kind.keys):
            self.values.problem("missing-key", path, f'"{kind.keys[0]}" is missing: {choices(DIRECTIONS)}')
        if kind_name == "event" and "title" not in value:
            self.values.problem("missing-key", path, '"title" is missing: an event is told by nothing else')
        if len(self.values.problems) > before:
            return
        name = f"{kind_name}/{values.pop('id')}"
        if name in self.facts:
            self.values.problem("duplicate-id", (*path, "id"), f"the id {shown(name)} is used twice")
            return
        self.where[name] = (self.values.document, path)
        told = tuple(claim for claim in read if claim)
        self.facts[name] = Fact(id=name, kind=kind_name, claims=told, shown=overrides, **values)

    def overrides(self, path: Path, kind: Kind, value: object, claims: list[Claim | None]) -> dict[str, Override]:
        """The curator's choices: field → value and reason; the value must be one that a claim gives."""
        if not isinstance(value, dict):
            self.values.problem("wrong-shape", path, f'"shown" takes a table of fields, not {kind_of(value)}')
            return {}
        found = {}
        for name, choice in value.items():
            here: Path = (*path, name)
            field = kind.fields.get(name)
            if not field:
                self.values.problem(
                    "unknown-key", here, f"unknown field {shown(name)}{self.values.meant(name, kind.fields)}"
                )
            elif not isinstance(choice, dict) or choice.keys() != {"value", "reason"}:
                self.values.problem("bad-override", here, "an override takes { value = …, reason = … }")
            else:
                reason = self.values.value((*here, "reason"), "reason", "text", choice["reason"])
                given = self.values.value((*here, "value"), name, field.type, choice["value"])
                if not any(claim and claim.said.get(name) == given for claim in claims):
                    self.values.problem("bad-override", here, f'no claim gives "{name}" the value that is to be shown')
                found[name] = Override(given, reason)
        return found

    def unsaid(self, fact: str, rivals: Rivals) -> str | None:
        """The first of the words that are declared rivals and that no claim of the fact gives."""
        given = [claim.said.get(rivals.field) for claim in self.facts[fact].claims]
        words = {", ".join(map(str, value)) if isinstance(value, tuple) else str(value) for value in given if value}
        folded = {word.casefold() for word in words}
        return next((value for value in rivals.values if value.casefold() not in folded), None)

    def rivals_table(self, value: object) -> None:
        if not isinstance(value, list):
            self.values.problem("wrong-shape", ("rivals",), "rivals are written as an array of tables: [[rivals]]")
            return
        for index, entry in enumerate(value):
            values = self.record(("rivals", index), entry, RIVAL_KEYS)
            if values:
                self.rivals.append((self.values.document, ("rivals", index), Rivals(**values)))

    def rival_facts(self) -> None:
        """Look whether the facts that are declared rivals exist and have the field."""
        for document, path, rivals in self.rivals:
            self.values.begin(document)
            if (len(set(rivals.facts)) < 2) != (len(set(rivals.values)) > 1):  # noqa: PLR2004
                self.values.problem(
                    "bad-rivals", path, 'rivals are two facts, or one fact and two "values" of its field'
                )
            for number, name in enumerate(rivals.facts):
                here: Path = (*path, "facts", number)
                kind = KINDS.get(name.partition("/")[0])
                if name not in self.facts:
                    self.values.problem(
                        "unknown-name", here, f"unknown fact {shown(name)}{self.values.meant(name, self.facts)}"
                    )
                elif kind and rivals.field not in kind.fields:
                    meant = self.values.meant(rivals.field, kind.fields)
                    self.values.problem(
                        "bad-rivals", (*path, "field"), f"{name} has no field {shown(rivals.field)}{meant}"
                    )
                elif missing := self.unsaid(name, rivals):
                    self.values.problem("bad-rivals", (*path, "values"), f"no claim of {name} says {shown(missing)}")

    def claim(self, path: Path, kind: str, value: object) -> Claim | None:
        if not isinstance(value, dict):
            self.values.problem("wrong-shape", path, f"here belongs a claim, a table, not {kind_of(value)}")
            return None
        before = len(self.values.problems)
        values: dict[str, Any] = {}
        said: dict[str, Value] = {}
        readers = _CLAIM_READERS[kind]
        for key, given in value.items():
            is_field, reader = readers.get(key, (False, None))
            if reader:
                (said if is_field else values)[key] = reader(self.values, (*path, key), key, given)
            else:
                known = [*KINDS[kind].fields, *CLAIM_KEYS]
                self.values.problem(
                    "unknown-key", (*path, key), f"unknown key {shown(key)}{self.values.meant(key, known)}"
                )
        for key, declared in _CLAIM_NEEDS.items():
            if key not in value:
                self.values.problem("missing-key", path, f'the claim has no "{key}": {declared.meaning}')
        if len(self.values.problems) > before:
            return None
        if values["source"] in (values.get("via") or ()):
            self.values.problem(
                "self-relay", (*path, "via"), f"the source {shown(values['source'])} cannot relay itself"
            )
            return None
        return Claim(said=_with_implied(said), **values)


def _with_implied(said: dict[str, Value]) -> dict[str, Value]:
    """Add what a claim says by saying something else.

    Aircraft that are counted add up to their number; whoever flew went by air.
    """
    aircraft: Any = said.get("aircraft")
    if aircraft and "aircraft_count" not in said:
        each = [item.number for item in aircraft]
        if all(count and not count.sign for count in each):
            total = sum(count.number for count in each)
            if total < counts.TOO_LARGE:
                said["aircraft_count"] = counts.exact(total)
    if "mode" not in said and ("aircraft" in said or "aircraft_count" in said):
        said["mode"] = "air"
    return said


def _leads_back(name: str, above: dict[str, list[str]]) -> bool:
    """Whether following `above` from a name leads back to it."""
    seen: set[str] = set()
    ahead = list(above[name])
    while ahead:
        step = ahead.pop()
        if step == name:
            return True
        if step not in seen:
            seen.add(step)
            ahead.extend(above.get(step, ()))
    return False


def _as_tuple(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ((value,) if value else ())
