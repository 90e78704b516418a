"""Names that users type, resolved to ids of the base."""

from collections.abc import Callable, Iterator, Mapping

from cstocli.ask.columns import Owner
from cstocli.index.index import Index
from cstocli.model.errors import NothingCounts, UnknownName, WrongUsage
from cstocli.model.status import STATUSES
from cstocli.model.text import shell_command, tidied, visible

# As the name of an owner: the facts that belong to nobody.
NOBODY = "none"
_LONGEST_SEARCHED = 100  # characters of a name that is offered as a search
_TELLERS = ("source/", "origin/", "organisation/", "person/")
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
    fields = index.execute("SELECT field FROM kind_fields WHERE kind = ? ORDER BY position", (kind,))
    return list(dict.fromkeys(field for (field,) in fields))


def spellings(index: Index, what: str, owner: Owner | None = None) -> dict[str, str]:
    """Every name that a user may type for an entity of sort `what`, and its id."""
    return dict(names(index, what, owner))


def names(index: Index, what: str, owner: Owner | None = None) -> list[tuple[str, str]]:
    """Every name for entities of sort `what`, each with an id; in several bases one name may have several."""
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
    exact = _tables(owner).get(what)
    # A large base has many names: all of them are read only where the name is no id.
    if exact and _has_row(index, exact, name):
        return name
    named = names(index, what, owner)
    spelt = [entity for spelling, entity in named if spelling == name]
    found = [*dict.fromkeys(spelt or (entity for spelling, entity in named if spelling.casefold() == name.casefold()))]
    if len(found) > 1:
        token = visible(name)
        raise WrongUsage(f'"{token}" names more than one {what}', f"one of: {', '.join(found)}", token=token)
    if found:
        return found[0]
    if what == "source" and (teller := _spelling_of_teller(index, name)):
        listed = ("what goes back to it", shell_command("csto", "sources", "--only", teller))
        raise UnknownName(what, name, (spelling for spelling, _ in named), *listed, ids=dict(named))
    raise unknown(what, name, dict(named), owner)


def unknown(what: str, name: str, known: Mapping[str, str], owner: Owner | None) -> UnknownName:
    """The error that no entity of sort `what` has that name; `known` are all spellings, each with an id."""
    table = _tables(owner).get(what)
    listed = ("list them", f"csto {table}") if table else ()
    return UnknownName(what, name, known, *listed, ids=known)


def _tables(owner: Owner | None) -> dict[str, str]:
    """The table of those sorts of entities that filters name."""
    return {"place": "places", "source": "sources", "fact": "facts", **({owner.name: owner.plural} if owner else {})}


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
    if len(named := called(index, name)) == 1:
        return named[0]
    if teller := _spelling_of_teller(index, name):
        told = ("what goes back to it", shell_command("csto", "sources", "--only", teller))
        raise UnknownName("id", name, (), *told)
    known = list(entity_ids(index))
    shorts = {candidate.partition("/")[2]: candidate for candidate in reversed(known)}
    # Few answers need it.
    from cstocli.model.scripts import words

    listed = (f"csto {each}" for each in _LISTED)
    if "/" in name or not words(name) or visible(name) != name or len(name) > _LONGEST_SEARCHED:
        raise UnknownName("id", name, [*known, *shorts], "list them", *listed)
    search = shell_command("csto", "search", *(("--",) if name.startswith("-") else ()), *name.split())
    raise UnknownName("id", name, [*known, *shorts], "search for it, or list them", search, *listed)


def first_told(index: Index, fact: str) -> str | None:
    """The first day by which a claim of a fact was surely published; None where there is no such claim or day."""
    sql = (
        "SELECT min(q.published_latest) FROM supporting_claims b JOIN claims c ON c.id = b.claim"
        " JOIN sources q ON q.id = c.source WHERE b.fact = ?"
    )
    (day,) = index.execute(sql, (fact,)).fetchone()
    return str(day) if day else None


def called(index: Index, name: str) -> list[str]:
    """The full ids of all that has this name."""
    # The index of the table is of that collation, which Spark does not know.
    same = "lower(name) = lower(?)" if index.bases else "name = ? COLLATE NOCASE"
    return _column(index, f"SELECT DISTINCT entity FROM aliases WHERE {same} ORDER BY entity", name)


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
    also = [other for entity in (*called(index, name), folded) for other in _column(index, same, entity)]
    for spelling in (folded, *(other.casefold() for other in also)):
        if spelling in known:
            return "", known[spelling]
    return None


def teller_called(index: Index, name: str, entity_id: Callable[[str], str]) -> tuple[str, str] | None:
    """The source or origin, or the voice, that `name` stands for; None for something else, such as a fact.

    `entity_id` gives the full id of what is called by a name.
    """
    try:
        entity = entity_id(name.partition(".")[0])
    except (UnknownName, NothingCounts):
        return teller(index, name)
    except WrongUsage:
        return None
    return teller(index, entity) if entity.startswith(_TELLERS) else None


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


def kind_of(entity: str) -> str:
    """The kind of a fact or the sort of another entity, by its full id; that of an archive begins with its base."""
    return entity.partition("/")[0].rpartition(":")[2]


def fact_and_field(index: Index, name: str, entity_id: Callable[[str], str]) -> tuple[str, str | None]:
    """Read `ID` or `ID.FIELD` into the id of a fact and the name of one of its fields.

    `entity_id` gives the full id of what is called by a name.

    Raises:
        UnknownName: there is no such fact, or facts of its kind have no such field.
        WrongUsage: it is the id of something other than a fact, which has no claims of its own.
    """
    entity, dot, field = name.partition(".")
    try:
        fact = entity_id(entity)
    except UnknownName:
        if not dot:
            raise
        # Names may have full stops; and what was typed is told whole.
        fact, entity, dot = entity_id(name), name, ""
    kind = kind_of(fact)
    fields = fields_of(index, kind)
    if not fields:
        raise _no_fact(index, fact, entity)
    if not dot:
        return fact, None
    if field not in fields:
        raise UnknownName(f"field of {fact}", field, fields)
    return fact, field


def entity_and_field(index: Index, name: str, entity_id: Callable[[str], str]) -> tuple[str, str | None]:
    """A fact and its field, for `ID.FIELD`; else any entity, of which a name may have a full stop.

    `entity_id` gives the full id of what is called by a name.

    Raises:
        UnknownName: there is no such entity or field.
        WrongUsage: several entities have that id, or it has a field and is none of a fact.
    """
    whole, dot, _ = name.rpartition(".")
    if dot:
        try:
            entity_id(whole)
        except (UnknownName, WrongUsage):
            pass
        else:
            return fact_and_field(index, name, entity_id)
    return entity_id(name), None


def _no_fact(index: Index, entity: str, typed: str) -> WrongUsage:
    """The error that an entity has no claims of its own, and what leads to those that concern it."""
    sort, _, name = entity.partition("/")
    message = f'"{entity}" is no fact, so no claims stand under it'
    see = shell_command("csto", "show", entity)
    if sort.rpartition(":")[2] == "place":
        return WrongUsage(
            message, "what concerns it", shell_command("csto", "facts", "--place", name), see, token=entity
        )
    called = index.execute("SELECT name FROM aliases WHERE entity = ?", (entity,)).fetchall()
    tellers = (_spelling_of_teller(index, one) for one in (name, typed, *(each for (each,) in called)))
    teller = next(filter(None, tellers), "")
    back = (shell_command("csto", "facts", "--only", teller),) if teller else ()
    search = () if back else (shell_command("csto", "search", *typed.split()),)
    return WrongUsage(message, "see what it is", see, *back, *search, token=entity)
