"""The vocabulary of a base: the kinds of facts and sorts of entities that it declares for itself.

`[kinds.*]` and `[things.*]` may stand in any file of the base; each kind becomes a `Kind`
and each sort a `Sort`, as if a built-in vocabulary had them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cstocli.model import summary
from cstocli.model.base import Document
from cstocli.model.cursor import Cursor, quoted
from cstocli.model.format import (
    CLAIM_KEYS,
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
from cstocli.model.text import nfc
from cstocli.model.types import (
    COUNT,
    DATE,
    FLAG,
    ITEMS,
    LIST,
    PLACES,
    SPELLINGS,
    TEXT,
    TEXTS,
    WORDS,
    Choice,
    CountedType,
    CountType,
    FactReference,
    Reference,
    Type,
)
from cstocli.model.types import ORGANISATION as AN_ORGANISATION
from cstocli.model.types import PERSON as A_PERSON
from cstocli.model.types import PLACE as A_PLACE
from cstocli.model.types.clock import TimeType
from cstocli.model.types.shares import OrdinalType, ShareType
from cstocli.read.records import record

MOST_KINDS = 100
MOST_FIELDS = 100
MOST_SORTS = 50

_NAME = "[a-z][a-z0-9_]*"
_KIND = "[a-z][a-z0-9_-]*"
_RESERVED_TABLES = frozenset(
    {"about", "sources", "origins", "rivals", "format", "vocabulary", "kinds", "things"}
    # Tables of the index: a kind has one of its own there.
    | {"facts", "fields", "claims", "claim_values", "supporting_claims", "aliases", "dated", "disagreements"}
    | {"overview", "provenance", "search", "sorts", "tables", "table_columns", "kind_fields", "fact_places"}
    | {"place_within", "counted_things", "places", "people", "organisations"}
)
_RESERVED_FIELDS = frozenset({*CLAIM_KEYS, "fact", "id", "kind", "status", "sources", "claims", "shown", "words"})

_SIMPLE: Mapping[str, Type] = {
    "date": DATE,
    "time": TimeType(),
    "count": COUNT,
    "words": WORDS,
    "list": LIST,
    "items": ITEMS,
    "place": A_PLACE,
    "places": PLACES,
    "organisation": AN_ORGANISATION,
    "person": A_PERSON,
    "share": ShareType(),
    "ordinal": OrdinalType(),
}
_SPECIAL = ("choice", "reference")

_KIND_KEYS = {
    "plural": Key(TEXT, "Its array in the file: `[[flights]]`.", required=True),
    "meaning": Key(TEXT, "What such a fact is, in a sentence.", required=True),
    "summary": Key(TEXT, "Its one-line summary: `{field}` for a value, what may be missing in brackets."),
    "when": Key(TEXT, "The field that says on which day it was; `date` where there is one."),
    "begins": Key(TEXT, "The field that says since when it lasts."),
    "ends": Key(TEXT, "The field that says until when."),
    "where": Key(TEXTS, "The fields that say where it was, the first that is stated."),
    "series": Key(TEXT, "The field that says for which day its running totals hold."),
    "titled": Key(FLAG, "`true` when each fact needs a title."),
}
_FIELD_KEYS = {
    "type": Key(TEXT, "The type of its values.", required=True),
    "meaning": Key(TEXT, "What it means, in a sentence."),
    "question": Key(TEXT, "What a reader asks of every such fact."),
    "asked_if": Key(TEXTS, "The question is asked only where another field has one of some values."),
    "unit": Key(TEXT, "What a count counts, in the plural: `people`."),
    "part_of": Key(TEXT, "The count of which it is a part."),
    "choices": Key(TEXTS, "The words of a choice."),
    "of": Key(TEXT, "The sort of entity that items count, or the kind that a reference leads to."),
}
_SORT_KEYS = {
    "plural": Key(TEXT, "Its table in the file: `[ships.some-id]`.", required=True),
    "meaning": Key(TEXT, "What such an entity is, in a sentence."),
    "within": Key(TEXT, "The key that makes one of them refine another."),
}


def declares(content: Mapping[str, Any]) -> bool:
    """Whether a file says which vocabulary holds."""
    return not content.keys().isdisjoint(("vocabulary", "kinds", "things"))


def format_of(contents: Iterable[tuple[Document, Mapping[str, Any]]], built_in: Format, cursor: Cursor) -> Format:
    """The format of a base with those contents: the built-in one when none of them declares anything.

    What is wrong with a declaration becomes a problem at its place.
    """
    declaring = [(document, content) for document, content in contents if declares(content)]
    if not declaring:
        return built_in
    reading = _Vocabulary(cursor)
    for document, content in declaring:
        cursor.enter(document)
        reading.name(content, built_in)
        reading.sorts(content.get("things", {}))
    for document, content in declaring:
        cursor.enter(document)
        reading.kinds(content.get("kinds", {}))
    return reading.format(built_in)


class _Vocabulary:
    """What the files of one base have declared so far."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.extends = False
        self.own_kinds: dict[str, Kind] = {}
        self.own_sorts: dict[str, Sort] = {}
        self.tables: set[str] = set(_RESERVED_TABLES)
        self.built_in_sorts: Mapping[str, Sort] = {"place": PLACE, "organisation": ORGANISATION, "person": PERSON}
        self.built_in_kinds: Mapping[str, Kind] = {}

    def name(self, content: Mapping[str, Any], built_in: Format) -> None:
        """Read which built-in vocabulary the base extends."""
        given = content.get("vocabulary")
        if given is None:
            return
        if given != built_in.vocabulary:
            message = f"unknown vocabulary {quoted(given)}; there is {quoted(built_in.vocabulary)}"
            self.cursor.problem("unknown-word", ("vocabulary",), message, given, (built_in.vocabulary,))
            return
        self.extends = True
        self.built_in_sorts, self.built_in_kinds = built_in.sorts, built_in.all_kinds
        self.tables |= {*built_in.kind_of_table, *built_in.sort_of_table}
        self.tables |= {sort.table for sort in built_in.sorts.values()}
        self.tables |= {kind.plural for kind in built_in.all_kinds.values()}

    def sorts(self, given: object) -> None:
        """Read the sorts of entities of one file."""
        for name, values in self._tables("things", given, _SORT_KEYS, MOST_SORTS):
            path: Path = ("things", name)
            taken = {*self.built_in_sorts, *self.own_sorts, *_SIMPLE, *_SPECIAL, "source", "origin", "fact", "voice"}
            if name in taken:
                self.cursor.problem("shadowed-name", path, f"{quoted(name)} is a type or sort already", name)
                continue
            plural = self._plural(path, values)
            within = values.get("within", "")
            self._check_name((*path, "within"), within, _NAME, empty=True)
            keys = {"name": NAME}
            if within:
                keys[within] = Key(Reference(name), f"The {name} that this one is a variant or part of.")
            keys |= {"also": Key(SPELLINGS, "Other names and spellings."), "note": NOTE}
            meaning = values.get("meaning") or f"One of the {plural}."
            self.own_sorts[name] = Sort(name, plural, meaning, keys, within_key=within, table=plural)

    def kinds(self, given: object) -> None:
        """Read the kinds of one file."""
        for name, values in self._tables("kinds", given, {**_KIND_KEYS, "fields": None}, MOST_KINDS):
            path: Path = ("kinds", name)
            if name in {*self.built_in_kinds, *self.built_in_sorts, *self.own_sorts, "source", "origin"}:
                self.cursor.problem("shadowed-name", path, f"{quoted(name)} is a kind or sort already", name)
                continue
            fields = self._fields((*path, "fields"), values.get("fields"))
            self.own_kinds[name] = self._kind(name, path, values, fields)

    def _kind(self, name: str, path: Path, values: Mapping[str, Any], fields: dict[str, Field]) -> Kind:
        when = values.get("when", "date" if "date" in fields else "")
        for key in ("when", "begins", "ends", "series"):
            if key in values:
                self._check_field((*path, key), values[key], fields, DATE)
        where = values.get("where", ())
        for number, field in enumerate(where):
            self._check_field((*path, "where", number), field, fields, A_PLACE)
        template = values.get("summary", "")
        self._check_summary((*path, "summary"), template, fields)
        titled = bool(values.get("titled", False))
        return Kind(
            name,
            self._plural(path, values),
            values.get("meaning", ""),
            fields,
            template or _default_summary(fields),
            when=when,
            begins=values.get("begins", ""),
            ends=values.get("ends", ""),
            where=tuple(where),
            titled=titled,
            series=values.get("series", ""),
        )

    def _fields(self, path: Path, given: object) -> dict[str, Field]:
        if given is None:
            self.cursor.problem("missing-key", path[:-1], '"fields" is missing: a kind has a field at least', "fields")
            return {}
        found: dict[str, Field] = {}
        for name, values in self._tables(path, given, _FIELD_KEYS, MOST_FIELDS):
            here: Path = (*path, name)
            if name in _RESERVED_FIELDS:
                message = f"{quoted(name)} is a key of every claim or column of every answer; take another name"
                self.cursor.problem("shadowed-name", here, message, name)
                continue
            found[name] = Field(
                self._type(here, values),
                values.get("meaning") or _sentence(name),
                values.get("question", ""),
                part_of=values.get("part_of", ""),
                asked_if=self._condition((*here, "asked_if"), values.get("asked_if")),
            )
        if not found:
            self.cursor.problem("missing-key", path, "a kind has a field at least")
        self._check_parts(path, found)
        return found

    def _type(self, path: Path, values: Mapping[str, Any]) -> Type:
        """The type that the keys of a field come to."""
        name = values["type"]
        self._refuse_idle(path, name, values)
        sorts = {**self.built_in_sorts, **self.own_sorts}
        if name == "choice":
            return self._choice((*path, "choices"), values.get("choices"))
        if name == "reference":
            return FactReference(values.get("of", ""))
        if name == "count" and values.get("unit"):
            return CountType(values["unit"])
        if name == "items" and values.get("of"):
            return self._items((*path, "of"), values["of"], sorts)
        known = {**{sort: Reference(sort) for sort in sorts}, **_SIMPLE}
        if name not in known:
            types = [*_SIMPLE, *_SPECIAL, *(sort for sort in sorts if sort not in _SIMPLE)]
            message = f"unknown type {quoted(name)}; types: {', '.join(types)}"
            self.cursor.problem("unknown-type", (*path, "type"), message, name, types)
        return known.get(name, WORDS)

    def _items(self, path: Path, sort: str, sorts: Mapping[str, Sort]) -> Type:
        if sort not in sorts:
            message = f"unknown sort {quoted(sort)}; there are: {', '.join(sorts)}"
            self.cursor.problem("unknown-type", path, message, sort, sorts)
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
            self.cursor.problem("missing-key", path if words else path[:-1], message, "choices")
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

    def _check_parts(self, path: Path, fields: Mapping[str, Field]) -> None:
        """Report parts of what is no count of the kind, circles of them, and conditions on what is no field."""
        for name, field in fields.items():
            if field.asked_if and field.asked_if[0] not in fields:
                message = f"unknown field {quoted(field.asked_if[0])}"
                self.cursor.problem("unknown-name", (*path, name, "asked_if"), message, field.asked_if[0], fields)
            whole = field.part_of
            if whole and (whole not in fields or not isinstance(fields[whole].type, CountType)):
                counts = [other for other, one in fields.items() if isinstance(one.type, CountType) and other != name]
                message = f'"part_of" names a count of the kind, not {quoted(whole)}'
                self.cursor.problem("unknown-name", (*path, name, "part_of"), message, whole, counts)
            seen = {name}
            while whole in fields and fields[whole].part_of:
                if whole in seen:
                    message = f'"part_of" leads in a circle back to {quoted(whole)}'
                    self.cursor.problem("circle", (*path, name, "part_of"), message, whole)
                    break
                seen.add(whole)
                whole = fields[whole].part_of

    def _check_field(self, path: Path, name: object, fields: Mapping[str, Field], type_: Type) -> None:
        """Report a name that is no field of the kind, or one of another type."""
        if not isinstance(name, str):
            return
        fitting = [field for field, one in fields.items() if one.type is type_]
        if name not in fields:
            self.cursor.problem("unknown-name", path, f"unknown field {quoted(name)}", name, fields)
        elif name not in fitting:
            message = f"{quoted(name)} is no {type_.name}, but a field of the type {fields[name].type.name}"
            self.cursor.problem("bad-value", path, message, name, fitting)

    def _check_summary(self, path: Path, template: str, fields: Mapping[str, Field]) -> None:
        """Report fields that a summary names and the kind does not have, and brackets that do not pair."""
        if not isinstance(template, str):
            return
        if template.count("[") != template.count("]") or template.count("{") != template.count("}"):
            self.cursor.problem("bad-value", path, "the brackets of the summary do not pair", "summary")
            return
        for name in dict.fromkeys(name for _, part in summary.parsed(template) for _, names in part for name in names):
            if name not in fields:
                self.cursor.problem("unknown-name", path, f"the summary names no field: {quoted(name)}", name, fields)

    def _tables(
        self, table: str | Path, given: object, keys: Mapping[str, Key | None], most: int
    ) -> "Iterable[tuple[str, dict[str, Any]]]":
        """The tables of declarations, by name, those without problems of their own."""
        path: Path = (table,) if isinstance(table, str) else table
        if not isinstance(given, dict):
            self.cursor.problem(
                "wrong-shape", path, f"{path[-1]} are written as tables: [{'.'.join(map(str, path))}.some_name]"
            )
            return
        if len(given) > most:
            self.cursor.problem(
                "too-many", path, f"{len(given)} {path[-1]} are more than {most}, the most that there may be"
            )
            return
        for name, one in given.items():
            here = (*path, name)
            if not self._check_name(here, name, _NAME if path[-1] == "fields" else _KIND):
                continue
            nested = one.get("fields") if isinstance(one, dict) else None
            condition = one.get("asked_if") if isinstance(one, dict) else None
            plain = {k: v for k, v in one.items() if k not in ("fields", "asked_if")} if isinstance(one, dict) else one
            where = plain.get("where") if isinstance(plain, dict) else None
            if isinstance(where, str):
                plain["where"] = [where]
            declared: dict[str, Key] = {key: value for key, value in keys.items() if value}
            values = record(self.cursor, here, plain, declared)
            if values is not None:
                extra = {"fields": nested} if "fields" in keys else {}
                yield name, {**values, **extra, "asked_if": condition}

    def _plural(self, path: Path, values: Mapping[str, Any]) -> str:
        """The name of the table, which nothing else may have."""
        plural = values.get("plural", "")
        here = (*path, "plural")
        if self._check_name(here, plural, _NAME):
            if plural in self.tables:
                self.cursor.problem(
                    "shadowed-name", here, f"{quoted(plural)} is a table already; take another name", plural
                )
            self.tables.add(plural)
        return str(plural)

    def _check_name(self, path: Path, name: object, form: str, *, empty: bool = False) -> bool:
        if isinstance(name, str) and (re.fullmatch(form, name, re.ASCII) or (empty and not name)):
            return True
        signs = "small letters, digits and underscores" if form == _NAME else "small letters, digits, - and _"
        self.cursor.problem("bad-id", path, f"the name {quoted(name)} is not of {signs}, the first a letter", name)
        return False

    def format(self, built_in: Format) -> Format:
        """The format of the base: its own kinds and sorts, beside those of the vocabulary that it extends."""
        sorts = {**self.built_in_sorts, **self.own_sorts}
        if not self.extends:
            return Format(self.own_kinds.values(), sorts.values())
        kinds = {**self.built_in_kinds, **self.own_kinds}
        return Format(
            kinds.values(), sorts.values(), built_in.owner, built_in.add_up, built_in.checks, built_in.vocabulary
        )


def _sentence(name: str) -> str:
    words = name.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}."


def _default_summary(fields: Mapping[str, Field]) -> str:
    """The first fields of a kind that has no summary of its own."""
    first = list(fields)[:3]
    return f"[{{{first[0]}}}]" + "".join(f"[, {{{name}}}]" for name in first[1:]) if first else ""
