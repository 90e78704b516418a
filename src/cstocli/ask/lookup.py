"""From what a user typed to the id that the base has, or to an error with the nearest ones."""

import sqlite3
from collections.abc import Iterable

from cstocli.model.errors import UnknownName, WrongUsage
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from cstocli.model.status import STATUSES
from cstocli.model.text import visible

ALL_KINDS = peace_operation().all_kinds
KINDS = peace_operation().kinds

# Whose ids begin with which word, and in which table of the index they stand.
THINGS = {
    "source": "sources",
    "origin": "origins",
    "place": "places",
    "aircraft": "aircraft_types",
    "organisation": "organisations",
    "person": "people",
}


def spellings(connection: sqlite3.Connection, what: str) -> dict[str, str]:
    """Every name by which a user may call a thing of sort `what`, and the id it stands for."""
    queries = {
        "contingent": "SELECT id, id FROM contingents UNION ALL SELECT country, id FROM contingents"
        " UNION ALL SELECT code, id FROM contingents",
        "place": "SELECT substr(entity, 7), substr(entity, 7) FROM aliases WHERE entity LIKE 'place/%'"
        " UNION ALL SELECT name, substr(entity, 7) FROM aliases WHERE entity LIKE 'place/%'",
        "source": "SELECT id, id FROM sources",
        "fact": "SELECT id, id FROM facts",
        "teller": "SELECT substr(teller, instr(teller, '/') + 1), substr(teller, instr(teller, '/') + 1) FROM provenance"
        " UNION ALL SELECT short_name, short_name FROM provenance",
    }
    if what in queries:
        return dict(connection.execute(queries[what]).fetchall())
    return {name: name for name in {"status": STATUSES, "kind": (*KINDS,)}[what]}


def resolve(connection: sqlite3.Connection, what: str, name: str) -> str:
    """The id of the thing of sort `what` that `name` means; case does not matter.

    Raises:
        UnknownName: the base has no such thing.
    """
    exact = {"contingent": "contingents", "place": "places", "source": "sources", "fact": "facts"}.get(what)
    # A large base has many names: all of them are read only where the name is no id.
    if exact and _stands(connection, exact, name):
        return name
    known = spellings(connection, what)
    if name in known:
        return known[name]
    folded = {spelling.casefold(): thing for spelling, thing in known.items()}
    if name.casefold() in folded:
        return folded[name.casefold()]
    remedy = f"list them: csto {exact}" if exact else f"there are: {', '.join(known)}"
    raise UnknownName(what, visible(name), known, remedy, stands_for=known)


def thing(connection: sqlite3.Connection, name: str) -> str:
    """The full id that `name` means: of a fact, or of a source, place or the like.

    The part behind the slash is enough where it is the only one; a contingent's own
    summary comes before other facts of that name.

    Raises:
        UnknownName: nothing has that id.
        WrongUsage: several things have it.
    """
    if _exists(connection, name):
        return name
    folded = name.casefold()
    # Ids are of small letters.
    possible = (folded, *(f"{prefix}/{folded}" for prefix in (*ALL_KINDS, *THINGS)))
    matches = [candidate for candidate in possible if _exists(connection, candidate)]
    if f"contingent/{folded}" in matches:
        return f"contingent/{folded}"
    if len(matches) > 1:
        raise WrongUsage(f'the id "{visible(name)}" is not the only one of its name', f"one of: {', '.join(matches)}")
    if matches:
        return matches[0]
    known = list(_ids(connection))
    shorts = {candidate.partition("/")[2]: candidate for candidate in reversed(known)}
    raise UnknownName("id", visible(name), [*known, *shorts], "list them: csto facts")


def _exists(connection: sqlite3.Connection, identity: str) -> bool:
    prefix, _, name = identity.partition("/")
    table, wanted = (THINGS[prefix], name) if prefix in THINGS else ("facts", identity)
    return _stands(connection, table, wanted)


def _stands(connection: sqlite3.Connection, table: str, identity: str) -> bool:
    try:
        return connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (identity,)).fetchone() is not None
    except UnicodeEncodeError:
        # An argument may be any bytes; no id is.
        return False


def _ids(connection: sqlite3.Connection) -> Iterable[str]:
    queries = [
        "SELECT id FROM facts",
        *(f"SELECT '{prefix}/' || id FROM {table}" for prefix, table in THINGS.items()),
    ]
    return (row[0] for query in queries for row in connection.execute(query))


def fact_and_field(connection: sqlite3.Connection, name: str) -> tuple[str, str | None]:
    """Read `ID` or `ID.FIELD` into the id of a fact and the name of one of its fields.

    Raises:
        UnknownName: there is no such fact, or facts of its kind have no such field.
        WrongUsage: the id is that of something for which there are no claims of its own.
    """
    identity, dot, field = name.partition(".")
    fact = thing(connection, identity)
    kind = fact.partition("/")[0]
    if kind not in ALL_KINDS:
        raise WrongUsage(f'"{fact}" is no fact, so no claims stand under it', f"see what it is: csto show {fact}")
    if not dot:
        return fact, None
    fields = ALL_KINDS[kind].fields
    if field not in fields:
        raise UnknownName(f"field of {fact}", visible(field), fields, f"there are: {', '.join(fields)}")
    return fact, field
