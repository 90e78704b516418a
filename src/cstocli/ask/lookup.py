"""Names that users type, resolved to ids of the base."""

from collections.abc import Iterator, Mapping

from cstocli.ask.columns import Owner
from cstocli.index.index import Index
from cstocli.model.errors import UnknownName, WrongUsage
from cstocli.model.status import STATUSES
from cstocli.model.text import shell_command, tidied, visible

# As the name of an owner: the facts that belong to nobody.
NOBODY = "none"
_LISTED = ("facts", "sources", "origins", "places")


def entity_tables(index: Index) -> dict[str, str]:
    """The table of the index for each sort of entity but facts, by the prefix of the ids."""
    return dict(index.execute("SELECT sort, kept_in FROM sorts ORDER BY position"))


def kinds(index: Index, *, written: bool = True) -> list[str]:
    """The kinds of facts: those that are written, or all."""
    sql = f"SELECT kind FROM kinds{' WHERE summed = FALSE' if written else ''} ORDER BY position"
    return [kind for (kind,) in index.execute(sql)]


def fields_of(index: Index, kind: str) -> list[str]:
    """The fields of a kind."""
    return [
        field for (field,) in index.execute("SELECT field FROM kind_fields WHERE kind = ? ORDER BY position", (kind,))
    ]


def spellings(index: Index, what: str, owner: Owner | None = None) -> dict[str, str]:
    """Every name that a user may type for an entity of sort `what`, and its id."""
    return dict(_named(index, what, owner))


def _named(index: Index, what: str, owner: Owner | None) -> list[tuple[str, str]]:
    """Every spelling of every entity of sort `what`, and its id: several may have the same."""
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
        return index.execute(queries[what]).fetchall()
    if what == "status":
        return [(status, status) for status in STATUSES]
    named = index.execute("SELECT kind, plural FROM kinds WHERE summed = FALSE ORDER BY position").fetchall()
    of_plurals = [(plural, kind) for kind, plural in named if plural not in dict(named)]
    return [*((kind, kind) for kind, _ in named), *of_plurals]


def resolve(index: Index, what: str, name: str, owner: Owner | None = None) -> str:
    """The id of the entity of sort `what` that is called `name`; case does not matter.

    Raises:
        UnknownName: the base has no such entity.
        WrongUsage: it has several of that name.
    """
    name = tidied(name)
    if owner and what == owner.name and name.casefold() == NOBODY:
        return ""
    tables = {"place": "places", "source": "sources", "fact": "facts", **({owner.name: owner.plural} if owner else {})}
    exact = tables.get(what)
    # A large base has many names: all of them are read only where the name is no id.
    if exact and _has_row(index, exact, name):
        return name
    named = _named(index, what, owner)
    spelt = [entity for spelling, entity in named if spelling == name]
    found = [*dict.fromkeys(spelt or (entity for spelling, entity in named if spelling.casefold() == name.casefold()))]
    if len(found) > 1:
        token = visible(name)
        raise WrongUsage(f'"{token}" names more than one {what}', f"one of: {', '.join(found)}", token=token)
    if found:
        return found[0]
    listed = ("list them", f"csto {exact}") if exact else ()
    if what == "source" and (teller := _spelling_of_teller(index, name)):
        listed = ("what goes back to it", shell_command("csto", "sources", "--only", teller))
    raise UnknownName(what, name, (spelling for spelling, _ in named), *listed, ids=dict(named))


def entity_id(index: Index, name: str, owner: Owner | None = None) -> str:
    """The full id that `name` stands for: of a fact, a source, a place or the like.

    The part after the slash is enough if it is unique; the summary of an owner's facts
    comes before other facts of that name.

    Raises:
        UnknownName: nothing has that id.
        WrongUsage: several entities have it.
    """
    name = tidied(name)
    tables = entity_tables(index)
    if _exists(index, name, tables):
        return name
    folded = name.casefold()
    # Ids are of small letters.
    possible = (folded, *(f"{prefix}/{folded}" for prefix in (*kinds(index, written=False), *tables)))
    matches = [candidate for candidate in possible if _exists(index, candidate, tables)]
    if owner and f"{owner.name}/{folded}" in matches:
        return f"{owner.name}/{folded}"
    if len(matches) > 1:
        token = visible(name)
        remedy = f"one of: {', '.join(matches)}"
        raise WrongUsage(f'the id "{token}" is not the only one of its name', remedy, token=token)
    if matches:
        return matches[0]
    if len(named := _called(index, name)) == 1:
        return named[0]
    if teller := _spelling_of_teller(index, name):
        told = ("what goes back to it", shell_command("csto", "sources", "--only", teller))
        raise UnknownName("id", name, (), *told)
    known = list(entity_ids(index))
    shorts = {candidate.partition("/")[2]: candidate for candidate in reversed(known)}
    raise UnknownName("id", name, [*known, *shorts], "list them", *(f"csto {each}" for each in _LISTED))


def _called(index: Index, name: str) -> list[str]:
    """The full ids of all that has this name."""
    return _column(index, "SELECT DISTINCT entity FROM aliases WHERE name = ? COLLATE NOCASE", name)


def _column(index: Index, sql: str, name: str) -> list[str]:
    """What a query of one column finds for `name`; nothing for one that no database can hold, as in `_has_row`."""
    try:
        return [found for (found,) in index.execute(sql, (name,))]
    except UnicodeEncodeError:
        return []


def _spelling_of_teller(index: Index, name: str) -> str:
    """How a publisher or teller is spelt that has this name; empty if none has."""
    spelt = spellings(index, "teller")
    return next((one for one in spelt if one.casefold() == name.casefold()), "")


def teller(index: Index, name: str) -> tuple[str, str] | None:
    """The full id of a source or origin, and the voice, that `name` stands for: one of the two; None for neither."""
    folded = name.casefold()
    for candidate in (folded, f"source/{folded}", f"origin/{folded}"):
        prefix, _, entity = candidate.partition("/")
        if prefix in ("source", "origin") and _has_row(index, f"{prefix}s", entity):
            return candidate, ""
    voices = dict.fromkeys(voice for (voice,) in index.execute("SELECT voice FROM claims ORDER BY id"))
    known = {voice.casefold(): voice for voice in voices}
    # An organisation by another of its names.
    same = "SELECT name FROM aliases WHERE entity = ?"
    also = [other for entity in (*_called(index, name), folded) for other in _column(index, same, entity)]
    for spelling in (folded, *(other.casefold() for other in also)):
        if spelling in known:
            return "", known[spelling]
    return None


def _exists(index: Index, entity: str, tables: Mapping[str, str]) -> bool:
    prefix, _, name = entity.partition("/")
    return _has_row(index, tables[prefix], name) if prefix in tables else _has_row(index, "facts", entity)


def _has_row(index: Index, table: str, row_id: str) -> bool:
    try:
        return index.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)).fetchone() is not None
    except UnicodeEncodeError:
        # An argument may be any bytes; no id is.
        return False


def entity_ids(index: Index) -> Iterator[str]:
    """The full ids of all facts, sources, places and other entities."""
    queries = [
        "SELECT id FROM facts",
        *(f"SELECT '{prefix}/' || id FROM {table}" for prefix, table in entity_tables(index).items()),
    ]
    return (row[0] for query in queries for row in index.execute(query))


def fact_and_field(index: Index, name: str, owner: Owner | None = None) -> tuple[str, str | None]:
    """Read `ID` or `ID.FIELD` into the id of a fact and the name of one of its fields.

    Raises:
        UnknownName: there is no such fact, or facts of its kind have no such field.
        WrongUsage: it is the id of something other than a fact, which has no claims of its own.
    """
    entity, dot, field = name.partition(".")
    fact = entity_id(index, entity, owner)
    kind = fact.partition("/")[0]
    fields = fields_of(index, kind)
    if not fields:
        message = f'"{fact}" is no fact, so no claims stand under it'
        called = index.execute("SELECT name FROM aliases WHERE entity = ?", (fact,)).fetchall()
        tellers = (
            _spelling_of_teller(index, one) for one in (fact.partition("/")[2], entity, *(each for (each,) in called))
        )
        teller = next(filter(None, tellers), "")
        back = (shell_command("csto", "facts", "--only", teller),) if teller else ()
        raise WrongUsage(message, "see what it is", f"csto show {fact}", *back, token=fact)
    if not dot:
        return fact, None
    if field not in fields:
        raise UnknownName(f"field of {fact}", field, fields)
    return fact, field
