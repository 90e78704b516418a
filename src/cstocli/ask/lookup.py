"""From what a user typed to the id that the base has, or to an error with the nearest ones."""

from collections.abc import Iterator, Mapping

from cstocli.ask.columns import Owner
from cstocli.index.index import Index
from cstocli.model.errors import UnknownName, WrongUsage
from cstocli.model.status import STATUSES
from cstocli.model.text import visible


def things(index: Index) -> dict[str, str]:
    """With which word the ids of things begin, and the table of the index in which they stand."""
    return dict(index.execute("SELECT sort, kept_in FROM sorts ORDER BY position"))


def kinds(index: Index, *, written: bool = True) -> list[str]:
    """The kinds of facts: those that somebody writes, or all."""
    sql = f"SELECT kind FROM kinds{' WHERE summed = FALSE' if written else ''} ORDER BY position"
    return [kind for (kind,) in index.execute(sql)]


def fields_of(index: Index, kind: str) -> list[str]:
    """The fields of a kind."""
    return [
        field for (field,) in index.execute("SELECT field FROM kind_fields WHERE kind = ? ORDER BY position", (kind,))
    ]


def spellings(index: Index, what: str, owner: Owner | None = None) -> dict[str, str]:
    """Every name by which a user may call a thing of sort `what`, and the id it stands for."""
    queries = {
        **({owner.name: owner.names} if owner else {}),
        "place": "SELECT substr(entity, 7), substr(entity, 7) FROM aliases WHERE entity LIKE 'place/%'"
        " UNION ALL SELECT name, substr(entity, 7) FROM aliases WHERE entity LIKE 'place/%'",
        "source": "SELECT id, id FROM sources",
        "fact": "SELECT id, id FROM facts",
        "teller": "SELECT substr(teller, instr(teller, '/') + 1), substr(teller, instr(teller, '/') + 1)"
        " FROM provenance"
        " UNION ALL SELECT short_name, short_name FROM provenance",
    }
    if what in queries:
        return dict(index.execute(queries[what]).fetchall())
    return {name: name for name in (STATUSES if what == "status" else kinds(index))}


def resolve(index: Index, what: str, name: str, owner: Owner | None = None) -> str:
    """The id of the thing of sort `what` that `name` means; case does not matter.

    Raises:
        UnknownName: the base has no such thing.
    """
    tables = {"place": "places", "source": "sources", "fact": "facts", **({owner.name: owner.plural} if owner else {})}
    exact = tables.get(what)
    # A large base has many names: all of them are read only where the name is no id.
    if exact and _stands(index, exact, name):
        return name
    known = spellings(index, what, owner)
    if name in known:
        return known[name]
    folded = {spelling.casefold(): thing for spelling, thing in known.items()}
    if name.casefold() in folded:
        return folded[name.casefold()]
    listed = ("list them", f"csto {exact}") if exact else ()
    raise UnknownName(what, name, known, *listed, ids=known)


def thing(index: Index, name: str, owner: Owner | None = None) -> str:
    """The full id that `name` means: of a fact, or of a source, place or the like.

    The part behind the slash is enough where it is the only one; what sums up an owner's
    facts comes before other facts of that name.

    Raises:
        UnknownName: nothing has that id.
        WrongUsage: several things have it.
    """
    sorts = things(index)
    if _exists(index, name, sorts):
        return name
    folded = name.casefold()
    # Ids are of small letters.
    possible = (folded, *(f"{prefix}/{folded}" for prefix in (*kinds(index, written=False), *sorts)))
    matches = [candidate for candidate in possible if _exists(index, candidate, sorts)]
    if owner and f"{owner.name}/{folded}" in matches:
        return f"{owner.name}/{folded}"
    if len(matches) > 1:
        token = visible(name)
        remedy = f"one of: {', '.join(matches)}"
        raise WrongUsage(f'the id "{token}" is not the only one of its name', remedy, token=token)
    if matches:
        return matches[0]
    known = list(identities(index))
    shorts = {candidate.partition("/")[2]: candidate for candidate in reversed(known)}
    raise UnknownName("id", name, [*known, *shorts], "list them", "csto facts")


def _exists(index: Index, identity: str, sorts: Mapping[str, str]) -> bool:
    prefix, _, name = identity.partition("/")
    table, wanted = (sorts[prefix], name) if prefix in sorts else ("facts", identity)
    return _stands(index, table, wanted)


def _stands(index: Index, table: str, identity: str) -> bool:
    try:
        return index.execute(f"SELECT 1 FROM {table} WHERE id = ?", (identity,)).fetchone() is not None
    except UnicodeEncodeError:
        # An argument may be any bytes; no id is.
        return False


def identities(index: Index) -> Iterator[str]:
    """The full ids of all facts and other things."""
    queries = [
        "SELECT id FROM facts",
        *(f"SELECT '{prefix}/' || id FROM {table}" for prefix, table in things(index).items()),
    ]
    return (row[0] for query in queries for row in index.execute(query))


def fact_and_field(index: Index, name: str, owner: Owner | None = None) -> tuple[str, str | None]:
    """Read `ID` or `ID.FIELD` into the id of a fact and the name of one of its fields.

    Raises:
        UnknownName: there is no such fact, or facts of its kind have no such field.
        WrongUsage: the id is that of something for which there are no claims of its own.
    """
    identity, dot, field = name.partition(".")
    fact = thing(index, identity, owner)
    kind = fact.partition("/")[0]
    fields = fields_of(index, kind)
    if not fields:
        message = f'"{fact}" is no fact, so no claims stand under it'
        raise WrongUsage(message, "see what it is", f"csto show {fact}", token=fact)
    if not dot:
        return fact, None
    if field not in fields:
        raise UnknownName(f"field of {fact}", field, fields)
    return fact, field
