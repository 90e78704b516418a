"""The vocabulary of a base: the kinds of facts and sorts of entities that it declares for itself.

`[kinds.*]` and `[things.*]` may stand in any file of the base; each kind becomes a `Kind`
and each sort a `Sort`, as if a built-in vocabulary had them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cstocli.model.base import Document
from cstocli.model.cursor import Cursor, quoted, toml_type
from cstocli.model.format import (
    NAME,
    NOTE,
    ORGANISATION,
    PERSON,
    PLACE,
    Field,
    Format,
    Key,
    Kind,
    Sort,
)
from cstocli.model.problems import Path
from cstocli.model.sql_words import SQL_WORDS
from cstocli.model.text import nfc
from cstocli.model.types import (
    DATE,
    SPELLINGS,
    Choice,
    CountedType,
    CountType,
    FactReference,
    Reference,
    Type,
)
from cstocli.model.types import PLACE as A_PLACE
from cstocli.read.declarations import (
    FIELD_KEYS,
    KEYS_OF_EVERY_SORT,
    KIND_KEYS,
    KIND_NAMED,
    MEANT,
    MISSPELT,
    MOST_FIELDS,
    MOST_KINDS,
    MOST_SORTS,
    NAMED,
    SIMPLE_TYPES,
    SORT_KEYS,
    SPECIAL_TYPES,
    STRUCTURED,
    TAKEN_FIELDS,
    TAKEN_NAMES,
    TAKEN_TABLE,
    TAKEN_TABLES,
)
from cstocli.read.kind_integrity import Fields, check_columns, check_field, check_parts, check_summary
from cstocli.read.records import readable

_DECLARING = ("vocabulary", "kinds", "things")


def declares(content: Mapping[str, Any]) -> bool:
    """Whether a file says which vocabulary holds."""
    return not content.keys().isdisjoint(_DECLARING)


def format_of(contents: Iterable[tuple[Document, Mapping[str, Any]]], built_in: Format, cursor: Cursor) -> Format:
    """The format of a base with those contents: the built-in one when none of them declares anything.

    What is wrong with a declaration becomes a problem at its place.
    """
    contents = list(contents)
    declaring = [(document, content) for document, content in contents if declares(content)]
    if not declaring:
        return built_in
    reading = _Vocabulary(cursor)
    for document, content in declaring:
        cursor.enter(document)
        reading.name(content, built_in)
    for document, content in declaring:
        cursor.enter(document)
        reading.sorts(content.get("things", {}))
    for document, content in declaring:
        cursor.enter(document)
        reading.kinds(content.get("kinds", {}))
    reading.check_references()
    for document, content in contents if cursor.problems else ():
        cursor.enter(document)
        for table in content.keys() & MISSPELT:
            cursor.problem("unknown-table", (table,), f"unknown table {quoted(table)}", table, ("kinds", "things"))
    if not cursor.problems and not reading.extends and not reading.own_kinds:
        cursor.enter(declaring[0][0])
        table = "things" if "things" in declaring[0][1] else "kinds"
        message = f'the base declares no kind; write [kinds.some_name], or vocabulary = "{built_in.vocabulary}"'
        cursor.problem("missing-key", (table,), message)
    return reading.format(built_in, tuple(_declarations(content) for _, content in declaring))


def _declarations(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: content[key] for key in _DECLARING if key in content}


class _Vocabulary:
    """What the files of one base have declared so far."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.extends = False
        self.own_kinds: dict[str, Kind] = {}
        self.own_sorts: dict[str, Sort] = {}
        self.tables: set[str] = set(TAKEN_TABLES)
        self.built_in_sorts: Mapping[str, Sort] = {"place": PLACE, "organisation": ORGANISATION, "person": PERSON}
        self.built_in_kinds: Mapping[str, Kind] = {}
        self.reserved_fields = TAKEN_FIELDS
        # Which kind each reference leads to, and its place.
        self.references: list[tuple[Document, Path, str]] = []

    def name(self, content: Mapping[str, Any], built_in: Format) -> None:
        """Read which built-in vocabulary the base extends."""
        given = content.get("vocabulary")
        if given is None:
            return
        if given != built_in.vocabulary:
            message = f"unknown vocabulary {quoted(given)}"
            self.cursor.unknown("unknown-word", ("vocabulary",), message, str(given), (built_in.vocabulary,))
            return
        self.extends = True
        self.built_in_sorts, self.built_in_kinds = built_in.sorts, built_in.all_kinds
        self.tables |= {*built_in.kind_of_table, *built_in.sort_of_table}
        self.tables |= {sort.table for sort in built_in.sorts.values()}
        self.tables |= {kind.plural for kind in built_in.all_kinds.values()}
        if built_in.owner:
            self.reserved_fields |= {built_in.owner.sort, built_in.sorts[built_in.owner.sort].name_key}

    def sorts(self, given: object) -> None:
        """Read the sorts of entities of one file."""
        for name, values in self._tables("things", given, SORT_KEYS, MOST_SORTS):
            path: Path = ("things", name)
            if name in {*self.built_in_sorts, *self.own_sorts, *SIMPLE_TYPES, *SPECIAL_TYPES, *TAKEN_NAMES}:
                message = f"{quoted(name)} is a type or sort already; take another name"
                self.cursor.problem("shadowed-name", path, message, name)
                continue
            plural = self._plural(path, values)
            within = values.get("within", "")
            if within in KEYS_OF_EVERY_SORT:
                message = f"{quoted(within)} is a key of every such table; take another name, such as variant_of"
                self.cursor.problem("shadowed-name", (*path, "within"), message, within)
            elif within:
                self._check_name((*path, "within"), within, NAMED)
            keys = {"name": NAME}
            if within:
                keys[within] = Key(Reference(name), f"The {name} that this one is a variant or part of.")
            keys |= {"also": Key(SPELLINGS, "Other names and spellings."), "note": NOTE}
            meaning = values.get("meaning") or f"One of the {plural}."
            self.own_sorts[name] = Sort(name, plural, meaning, keys, within_key=within, table=plural)

    def kinds(self, given: object) -> None:
        """Read the kinds of one file."""
        for name, values in self._tables("kinds", given, {**KIND_KEYS, "fields": None}, MOST_KINDS):
            path: Path = ("kinds", name)
            if name in self.own_kinds:
                message = f"the kind {quoted(name)} is declared twice; keep one [kinds.{name}]"
                self.cursor.problem("shadowed-name", path, message, name)
                continue
            if name in {*self.built_in_kinds, *self.built_in_sorts, *self.own_sorts, *TAKEN_NAMES}:
                message = f"{quoted(name)} is a kind or sort already; take another name"
                self.cursor.problem("shadowed-name", path, message, name)
                continue
            fields = self._fields((*path, "fields"), values.get("fields"))
            self.own_kinds[name] = self._kind(name, path, values, fields)

    def _kind(self, name: str, path: Path, values: Mapping[str, Any], fields: Fields) -> Kind:
        for key in ("when", "begins", "ends", "series"):
            if values.get(key):
                check_field(self.cursor, (*path, key), values[key], fields, DATE)
        where = tuple(values.get("where", ()))
        for number, field in enumerate(where):
            check_field(self.cursor, (*path, "where", number), field, fields, A_PLACE)
        template = values.get("summary", "")
        check_summary(self.cursor, (*path, "summary"), template, fields)
        found = fields.found
        return Kind(
            name,
            self._plural(path, values),
            values.get("meaning") or _sentence(name),
            found,
            template or _default_summary(found),
            when=values.get("when") or ("date" if "date" in found else ""),
            begins=values.get("begins", ""),
            ends=values.get("ends", ""),
            where=where,
            titled=bool(values.get("titled", False)),
            series=values.get("series", ""),
        )

    def _fields(self, path: Path, given: object) -> Fields:
        """The fields of a kind; of those with problems only the names."""
        fields = Fields({}, given.keys() if isinstance(given, dict) else ())
        if not given and (given is None or isinstance(given, dict)):
            table = ".".join(map(str, path))
            message = f'the kind has no fields; write [{table}], and there date = {{ type = "date" }}'
            self.cursor.problem("missing-key", path if given is not None else path[:-1], message, "fields")
            return fields
        for name, values in self._tables(path, given, FIELD_KEYS, MOST_FIELDS):
            here: Path = (*path, name)
            if name in self.reserved_fields:
                message = f"{quoted(name)} is a key of every claim or column of every answer; take another name"
                self.cursor.problem("shadowed-name", here, message, name)
                continue
            type_ = self._type(here, values)
            if type_ is None:
                continue
            fields.found[name] = Field(
                type_,
                values.get("meaning") or _sentence(name),
                values.get("question", ""),
                part_of=values.get("part_of", ""),
                label=values.get("label", ""),
                asked_if=self._condition((*here, "asked_if"), values.get("asked_if")),
            )
        check_columns(self.cursor, path, fields)
        check_parts(self.cursor, path, fields)
        return fields

    def _type(self, path: Path, values: Mapping[str, Any]) -> Type | None:
        """The type that the keys of a field come to; None where there is none of that name."""
        name = values.get("type")
        if not name:
            return None
        sorts = {**self.built_in_sorts, **self.own_sorts}
        known = {**{sort: Reference(sort) for sort in sorts}, **SIMPLE_TYPES}
        if name not in known and name not in SPECIAL_TYPES:
            types = [*SIMPLE_TYPES, *SPECIAL_TYPES, *(sort for sort in sorts if sort not in SIMPLE_TYPES)]
            listed = ", ".join(types)
            if name in MEANT:
                message = f"unknown type {quoted(name)}: that is {quoted(MEANT[name])} here; types: {listed}"
            else:
                sort = name if re.fullmatch(KIND_NAMED, name, re.ASCII) else "some_name"
                message = f"unknown type {quoted(name)}; types: {listed}; or declare [things.{sort}]"
            self.cursor.problem("unknown-type", (*path, "type"), message, name, () if name in MEANT else types)
            return None
        self._refuse_idle(path, name, values)
        of, unit = values.get("of"), values.get("unit")
        if name == "choice":
            return self._choice((*path, "choices"), values.get("choices"))
        if name == "reference" and of:
            self.references.append((self.cursor.document, (*path, "of"), of))
        if name == "items" and of:
            return self._items((*path, "of"), of, sorts)
        if name == "reference":
            return FactReference(of or "")
        return CountType(unit) if name == "count" and unit else known[name]

    def check_references(self) -> None:
        """Report references to kinds that no file declares."""
        kinds = {**self.built_in_kinds, **self.own_kinds}
        for document, path, kind in self.references:
            if kind not in kinds:
                self.cursor.enter(document)
                self.cursor.unknown("unknown-name", path, f"unknown kind {quoted(kind)}", kind, kinds)

    def _items(self, path: Path, sort: str, sorts: Mapping[str, Sort]) -> Type:
        if sort not in sorts:
            self.cursor.unknown("unknown-name", path, f"unknown sort {quoted(sort)}", sort, sorts)
        return CountedType(sort, "what", sort, noun=f"one of the sort {sort}")

    def _refuse_idle(self, path: Path, name: str, values: Mapping[str, Any]) -> None:
        """Report keys that mean nothing for a type."""
        for key, types in (("unit", ("count",)), ("choices", ("choice",)), ("of", ("items", "reference"))):
            if key in values and name not in types:
                message = f'"{key}" means nothing for the type {quoted(name)}; it is for: {", ".join(types)}'
                self.cursor.problem("bad-value", (*path, key), message, key)
        if "part_of" in values and name != "count":
            self.cursor.problem("bad-value", (*path, "part_of"), '"part_of" is for counts', "part_of")

    def _choice(self, path: Path, choices: object) -> Type:
        words = choices if isinstance(choices, tuple) else ()
        if len({*words}) < 2:  # noqa: PLR2004
            message = 'a choice has two words at least: choices = ["killed", "injured"]'
            self.cursor.problem("missing-key", path if choices is not None else path[:-1], message, "choices")
            return Choice("choice", ("yes", "no"))
        return Choice("choice", tuple(dict.fromkeys(words)))

    def _condition(self, path: Path, given: object) -> tuple[str, tuple[str, ...]] | None:
        """`{ mode = "air" }` or `{ mode = ["air", "sea"] }`: a field, and its words for which a question is asked."""
        if given is None:
            return None
        if isinstance(given, dict) and len(given) == 1:
            ((field, words),) = given.items()
            listed = [words] if isinstance(words, str) else words
            if isinstance(listed, list) and listed and all(isinstance(word, str) for word in listed):
                return field, tuple(map(nfc, listed))
        self.cursor.problem("wrong-shape", path, '"asked_if" is written { field = "word" } or { field = ["word", …] }')
        return None

    def _tables(
        self, table: str | Path, given: object, keys: Mapping[str, Key | None], most: int
    ) -> "Iterable[tuple[str, dict[str, Any]]]":
        """The tables of declarations, by name; of what is wrong in them only the problems."""
        path: Path = (table,) if isinstance(table, str) else table
        if not isinstance(given, dict):
            message = f"{path[-1]} are written as tables: [{'.'.join(map(str, path))}.some_name]"
            self.cursor.problem("wrong-shape", path, message)
            return
        if len(given) > most:
            message = f"{len(given)} {path[-1]} are more than {most}, the most that there may be"
            self.cursor.problem("bad-value", path, message, str(path[-1]))
            return
        declared: dict[str, Key] = {key: value for key, value in keys.items() if value}
        for name, one in given.items():
            here = (*path, name)
            if not self._check_name(here, name, NAMED if path[-1] == "fields" else KIND_NAMED):
                continue
            if not isinstance(one, dict):
                of_text = f", such as {name} = {{ type = {quoted(one)} }}" if isinstance(one, str) else ""
                message = f"here belongs a table{of_text}, not {toml_type(one)}"
                self.cursor.problem("wrong-shape", here, message)
                continue
            own = {key: value for key, value in one.items() if key not in STRUCTURED or key not in keys}
            if isinstance(own.get("where"), str):
                own["where"] = [own["where"]]
            structured = {key: one[key] for key in STRUCTURED if key in keys and key in one}
            yield name, {**readable(self.cursor, here, own, declared, _beside(keys)), **structured}

    def _plural(self, path: Path, values: Mapping[str, Any]) -> str:
        """The name of the table, which nothing else may have."""
        plural = values.get("plural", "")
        here = (*path, "plural")
        if plural and self._check_name(here, plural, NAMED):
            if plural in self.tables or re.fullmatch(TAKEN_TABLE, plural):
                message = f"{quoted(plural)} is a table already; take another name"
                self.cursor.problem("shadowed-name", here, message, plural)
            elif plural in SQL_WORDS:
                message = f"{quoted(plural)} is a word of SQL, where it is to be a table; take another name"
                self.cursor.problem("shadowed-name", here, message, plural)
            self.tables.add(plural)
        return str(plural)

    def _check_name(self, path: Path, name: object, form: str) -> bool:
        if isinstance(name, str) and re.fullmatch(form, name, re.ASCII):
            return True
        signs = "small letters, digits and underscores" if form == NAMED else "small letters, digits, - and _"
        meant = re.sub(r"[\W_]+", "_", str(name).lower(), flags=re.ASCII).strip("_")
        likely = (meant,) if re.fullmatch(form, meant, re.ASCII) else ()
        message = f"the name {quoted(name)} is not of {signs}, the first a letter"
        self.cursor.problem("bad-id", path, message, name, likely)
        return False

    def format(self, built_in: Format, declared: tuple[Mapping[str, Any], ...]) -> Format:
        """The format of the base: its own kinds and sorts, beside those of the vocabulary that it extends."""
        sorts = {**self.built_in_sorts, **self.own_sorts}
        if not self.extends:
            return Format(self.own_kinds.values(), sorts.values(), declared=declared)
        kinds = {**self.built_in_kinds, **self.own_kinds}
        return Format(
            kinds.values(),
            sorts.values(),
            built_in.owner,
            built_in.add_up,
            built_in.checks,
            built_in.vocabulary,
            declared,
        )


def _beside(keys: Mapping[str, object]) -> list[str]:
    return [key for key in STRUCTURED if key in keys]


def _sentence(name: str) -> str:
    words = name.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}."


def _default_summary(fields: Mapping[str, Field]) -> str:
    """The first fields of a kind that has no summary of its own."""
    first = list(fields)[:3]
    return f"[{{{first[0]}}}]" + "".join(f"[, {{{name}}}]" for name in first[1:]) if first else ""
