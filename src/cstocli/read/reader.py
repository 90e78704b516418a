"""The reader of fact bases: makes a `Base` from TOML text, or reports all problems."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import tomli

from cstocli.model.base import About, Base, Document, Origin, Source, Thing
from cstocli.model.cursor import Cursor, quoted
from cstocli.model.errors import BadBase
from cstocli.model.format import ABOUT_KEYS, NUMBER, Format, Sort
from cstocli.model.problems import Path, Problem
from cstocli.model.rules import RULES
from cstocli.model.suggestions import nearest
from cstocli.read import integrity
from cstocli.read.facts import ID, read_facts, read_rivals
from cstocli.read.files import Files
from cstocli.read.reading import Reading, Where
from cstocli.read.records import record
from cstocli.read.toml_positions import with_positions
from cstocli.read.vocabulary import format_of

_LONGEST_REASON = 100
_DECLARATIONS = ("format", "vocabulary", "kinds", "things")


def read(documents: list[Document], format: Format) -> tuple[Base | None, list[Problem]]:  # noqa: A002
    """Read the documents of one base as if they were one file.

    `format` is that of the built-in vocabulary, which holds where the base declares none.

    Returns the base and no problems, or no base and all the problems there are, in
    the order of the text, each with its line and column.
    """
    base, problems, _ = read_in_place(documents, format)
    return base, problems


def read_in_place(
    documents: list[Document],
    format: Format,  # noqa: A002
) -> tuple[Base | None, list[Problem], dict[str, Where]]:
    """The same, and the place of each fact and thing by its full id: `departure/armenia`, `places/almaty`."""
    cursor, built_in = Cursor({}), format
    contents = [(document, _parsed(document, cursor)) for document in documents]
    parsed = [(document, content) for document, content in contents if content is not None]
    if not cursor.problems:
        format = format_of(parsed, format, cursor)  # noqa: A001
    reading = Reading(format, cursor)
    # Against a vocabulary that is broken nothing can be read.
    if not cursor.problems:
        declare(reading, _ids(content for _, content in parsed))
        for document, content in parsed:
            cursor.enter(document)
            read_tables(reading, content, built_in)
        if parsed:
            cursor.enter(parsed[0][0])
            integrity.check(reading, {table for _, content in parsed for table in content})
    if cursor.problems:
        return None, with_positions(cursor.all_problems()), reading.where
    return reading.base(), [], reading.where


def vocabulary_of(documents: list[Document], format: Format) -> Format:  # noqa: A002
    """The format of the base that `documents` are, whatever is wrong with its facts.

    `format` is that of the built-in vocabulary, which holds where the base declares none.

    Raises:
        BadBase: its vocabulary has problems, or is no TOML.
    """
    cursor = Cursor({})
    contents = [(document, _parsed(document, cursor)) for document in documents]
    found = format_of([(document, content) for document, content in contents if content is not None], format, cursor)
    if cursor.problems:
        problems = with_positions(cursor.all_problems())
        raise BadBase("the base has problems", "see them", "csto check", problems=problems)
    return found


def open_base(files: Files, format: Format) -> Base:  # noqa: A002
    """Read and validate the base in `files`.

    Raises:
        BadBase: it is missing, unreadable, empty or has problems; all of them are reported.
    """
    return base_of(files.documents(), format)


def base_of(documents: list[Document], format: Format) -> Base:  # noqa: A002
    """The base that `documents` are.

    Raises:
        BadBase: it has problems; all of them are reported.
    """
    base, problems = read(documents, format)
    if base:
        return base
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    raise BadBase(f"the fact base has {count}; nothing is shown until it has none", problems=problems)


def written(documents: list[Document]) -> list[dict[str, Any]]:
    """The tables of each document of a valid base, as they are written."""
    return [_parsed(document, Cursor({})) or {} for document in documents]


def tables(text: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises:
        ValueError, RecursionError: it is no TOML, or nested too deeply.
    """
    return tomli.loads(text)


def _parsed(document: Document, cursor: Cursor) -> dict[str, Any] | None:
    """The content of a document; None, and a problem is recorded, if it is not TOML."""

    def broken(reason: str, line: int, column: int) -> None:
        cursor.problems.append(Problem(RULES["broken-toml"], document, (), f"broken TOML: {reason}", line, column))

    try:
        return tables(document.text)
    except tomli.TOMLDecodeError as error:
        broken(error.msg, error.lineno, error.colno)
    except ValueError as error:
        # Python refuses to read numbers of more than some thousand digits.
        digits = max(re.finditer(r"\d+", document.text), key=lambda run: run.end() - run.start()).start()
        line = document.text.count("\n", 0, digits) + 1
        broken(str(error)[:_LONGEST_REASON], line, digits - document.text.rfind("\n", 0, digits))
    except RecursionError:
        broken("nested too deeply", 1, 1)
    return None


def declare(reading: Reading, ids: Mapping[str, Iterable[str]]) -> None:
    """Note all ids of things, by table, so that references to them can be checked."""
    declared = reading.cursor.declared
    tables = {"source": "sources", "origin": "origins"}
    tables |= {name: sort.plural for name, sort in reading.format.sorts.items()}
    for name, table in tables.items():
        declared[name].update(ids.get(table, ()))
    # A source may be relayed too, and is then named like an origin.
    declared["origin"] |= declared["source"]
    declared["voice"] = declared["organisation"] | declared["person"]


def _ids(contents: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    """The ids in each table that is one of things, or might be."""
    found: dict[str, set[str]] = {}
    for content in contents:
        for table, things in content.items():
            if isinstance(things, dict):
                found.setdefault(table, set()).update(things)
    return found


def read_tables(reading: Reading, content: dict[str, Any], built_in: Format) -> None:
    """Read all tables of one document; `built_in` is the vocabulary that the base might extend."""
    cursor, format_ = reading.cursor, reading.format
    number = content.get("format", NUMBER)
    if number != NUMBER or not isinstance(number, int) or number is True:
        message = f"format {quoted(number)} is unknown; this program reads {NUMBER}"
        cursor.problem("unknown-format", ("format",), message, number)
    for table, value in content.items():
        if table in format_.kind_of_table:
            read_facts(reading, format_.kind_of_table[table], value)
        elif table in format_.tables:
            _read_things(reading, table, value)
        elif table == "about":
            _read_about(reading, value)
        elif table == "rivals":
            read_rivals(reading, value)
        elif table not in _DECLARATIONS:
            known = [*format_.kind_of_table, *format_.tables, "rivals", "about", *_DECLARATIONS]
            # Where no name is near, all kinds are listed.
            listed = "" if nearest(table, known) else f"; kinds: {', '.join(format_.kind_of_table)}"
            if not format_.vocabulary and (table in built_in.kind_of_table or table in built_in.sort_of_table):
                listed += f'; it is one of vocabulary = "{built_in.vocabulary}"'
            cursor.problem("unknown-table", (table,), f"unknown table {quoted(table)}{listed}", table, known)


def _read_about(reading: Reading, value: object) -> None:
    values = record(reading.cursor, ("about",), value, ABOUT_KEYS)
    if values is not None:
        if reading.about is not None:
            reading.cursor.problem("duplicate-about", ("about",), "the base has a second [about] table")
        reading.about = About(**values)


def _read_things(reading: Reading, table: str, value: object) -> None:
    """Read one of the tables that hold things by their ids."""
    cursor = reading.cursor
    if not isinstance(value, dict):
        cursor.problem("wrong-shape", (table,), f"{table} are written as tables: [{table}.some-id]")
        return
    own = reading.tables[table]
    for name, entity in value.items():
        path: Path = (table, name)
        ID.read(cursor, path, table, name)
        if name in own or (table == "origins" and name in cursor.declared["source"]):
            cursor.problem("duplicate-id", path, f"the id {quoted(name)} is used twice", name)
        values = record(cursor, path, entity, reading.format.tables[table])
        if values is not None:
            own[name] = thing_of(reading.format, table, values)
            reading.where[f"{table}/{name}"] = (cursor.document, path)


def thing_of(format: Format, table: str, values: dict[str, Any]) -> Any:  # noqa: A002, ANN401
    """Make a source, an origin or a thing of a sort from the values of a table."""
    if table == "sources":
        return Source(**values)
    return Origin(**values) if table == "origins" else _of_sort(format.sort_of_table[table], values)


def _of_sort(sort: Sort, values: Mapping[str, Any]) -> Thing:
    within = values.get(sort.within_key, ())
    known = {sort.name_key, sort.within_key, "also", "note"}
    return Thing(
        name=values[sort.name_key],
        within=within if isinstance(within, tuple) else (within,),
        also=values.get("also", ()),
        note=values.get("note", ""),
        more={key: value for key, value in values.items() if key not in known},
    )
