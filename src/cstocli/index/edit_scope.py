"""What an edit of some facts touches: other facts with them, and the rows that all of those have now.

A fact depends on what it says itself, and on
- the day of a statement of which it tells: the first one on which any claim tells of it,
- rivals, of which each entry is one with all the facts that it names,
- and, where it sums up, the facts of its owner.
Things do not change here, nor does what the base is about.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from cstocli.index.before import After, Before
from cstocli.index.context import Context
from cstocli.index.fact_context import FactContext, KindContext
from cstocli.index.fact_tables import fact_tables
from cstocli.index.kept import KEPT, row_of
from cstocli.index.moves import Hunk
from cstocli.index.rows import tables_of_kinds
from cstocli.index.schema import Row
from cstocli.index.tables import CLAIMS, PROVENANCE
from cstocli.model.base import Base, Fact, Thing
from cstocli.model.hierarchy import Hierarchy, ancestors
from cstocli.model.provenance import chain
from cstocli.model.types import FactReference
from cstocli.read.blocks import Outline, Unclear
from cstocli.read.integrity import MOST_TELLERS
from cstocli.read.part import Part
from cstocli.weigh.claims import days_of_statement
from cstocli.weigh.facts import AssessedFact, weigh
from cstocli.weigh.spans import Span, span_of
from cstocli.weigh.voices import Voices

MOST_FACTS = 2000  # that are read and weighed again; with more, a whole reading takes hardly longer
MOST_CLAIMS = 20_000  # of one origin
Days = tuple[str, str]


class Touched:
    """The facts that an edit touches, by their new positions.

    `changed` are those of the hunks, `rewritten` those of which rows may be others than
    before, `weighed` all that these depend on.
    """

    def __init__(self, connection: sqlite3.Connection, outline: Outline, part: Part, hunks: list[Hunk]) -> None:
        """Find them.

        Raises:
            Unclear: they are too many, or something would have to be checked that only a whole reading checks.
        """
        self.connection = connection
        self.outline = outline
        self.part = part
        self.before = Before(connection.execute("SELECT position, id, summed, claims FROM facts ORDER BY position"))
        self.changed = {at: part.fact(outline.facts[at]) for hunk in hunks for at in hunk.now}
        ids = {at: fact.id for at, fact in self.changed.items()}
        self.after = After(self.before, hunks, ids, {at: len(fact.claims) for at, fact in self.changed.items()})
        if len(outline.facts) != self.after.written:
            raise Unclear("the index has other facts")
        self.gone = [self.before.ids[at] for hunk in hunks for at in hunk.before]
        self._facts = dict(self.changed)
        self._check()
        self._statements: dict[str, Days] = {}
        self.owners: set[str] = set()
        self.rewritten, self.weighed = self._reach()

    @cached_property
    def base(self) -> Base:
        """The base of the facts that are weighed."""
        ids = {self.after.ids[at] for at in self.weighed}
        rivals = [one for one in self.part.rivals if any(fact in ids for fact, _ in one.sides)]
        return self.part.base(map(self.fact, self.weighed), rivals)

    @cached_property
    def things(self) -> Base:
        """A base without facts."""
        return self.part.base((), ())

    def fact(self, at: int) -> Fact:
        """The fact at a new position."""
        if at not in self._facts:
            fact = self._facts[at] = self.part.fact(self.outline.facts[at])
            claims = self.after.first[at + 1] - self.after.first[at]
            if (fact.id, len(fact.claims)) != (self.after.ids[at], claims):
                raise Unclear("the index has other facts")
        return self._facts[at]

    def statement(self, origin: str) -> Days:
        """When an origin may have made its statement, as the edited base has it."""
        known = self._statements.get(origin)
        if known is None:
            staying = {source for source, fact in self._told(origin) if fact not in self._gone}
            new = {source for one, source in self._tellings(self.changed.values()) if one == origin}
            known = self._statements[origin] = days_of_statement(self.things, origin, staying | new)
        return known

    @cached_property
    def _gone(self) -> set[str]:
        return set(self.gone)

    def _told(self, origin: str) -> list[tuple[str, str]]:
        """The source and the fact of each claim that went back to an origin."""
        rows = self.connection.execute(
            "SELECT DISTINCT c.source, c.fact FROM provenance p JOIN claims c ON c.id = p.claim"
            f" WHERE p.path = ? AND p.position = 0 LIMIT {MOST_CLAIMS + 1}",
            (origin,),
        ).fetchall()
        if len(rows) > MOST_CLAIMS:
            raise Unclear("an origin has very many claims")
        return rows

    def _tellings(self, facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
        """The origin and the source of each claim of facts."""
        for fact in facts:
            for claim in fact.claims:
                tellers = chain(self.things, claim)
                if len(tellers) > MOST_TELLERS:
                    raise Unclear("a claim may have too many tellers")
                yield tellers[0], claim.source

    def _check(self) -> None:
        """Look for what a whole reading checks in facts beside each other."""
        now = {fact.id: fact for fact in self.changed.values()}
        if not self.after.written:
            raise Unclear("no fact is left")
        if {fact for one in self.part.rivals for fact, _ in one.sides} & {*now, *self.gone}:
            raise Unclear("a fact has rivals")
        for name in {*self.gone, *now}:
            links = self.connection.execute("SELECT part_of, outcome FROM facts WHERE id = ?", (name,)).fetchone()
            fact = now.get(name)
            if fact and (fact.part_of or None, fact.outcome or None) != (links or (None, None)):
                raise Unclear("a fact leads to another one")
            if fact and fact.outcome and not fact.plan:
                raise Unclear("what is no plan has an outcome")
            if not fact and self._is_named(name):
                raise Unclear("a fact is gone to which another one leads")
        self._check_references(now.values())

    def _is_named(self, name: str) -> bool:
        named = self.connection.execute("SELECT 1 FROM facts WHERE part_of = ?1 OR outcome = ?1 LIMIT 1", (name,))
        return named.fetchone() is not None or any(
            isinstance(field.type, FactReference)
            for kind in self.part.format.kinds.values()
            for field in kind.fields.values()
        )

    def _check_references(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            fields = self.part.format.kinds[fact.kind].fields
            for claim in fact.claims:
                for name, value in claim.said.items():
                    if isinstance(fields[name].type, FactReference):
                        place = self.after.position.get(str(value), self.after.written)
                        if place >= self.after.written:
                            raise Unclear("a claim names an unknown fact")

    def _reach(self) -> tuple[list[int], list[int]]:
        """The new positions of the facts that are rewritten, and of those that are weighed."""
        rewritten = {fact.id for fact in self.changed.values()} | self._with_other_days()
        rewritten |= self._rivals_of(rewritten)
        weighed = set(rewritten)
        if self.part.format.add_up:
            self.owners = self._owners([*rewritten, *self.gone])
            for owner in self.owners:
                weighed |= self._facts_of(owner)
        weighed |= self._rivals_of(weighed)
        if len(weighed) > MOST_FACTS:
            raise Unclear("very many facts depend on the edit")
        places = self.after.position
        return sorted(places[name] for name in rewritten), sorted(places[name] for name in weighed)

    def _with_other_days(self) -> set[str]:
        """The facts that stay and tell of a statement of which the days are others than before."""
        new = set(self._tellings(self.changed.values()))
        old = {
            pair
            for name in self.gone
            for pair in self.connection.execute("SELECT origin, source FROM claims WHERE fact = ?", (name,))
        }
        found: set[str] = set()
        for origin in {origin for origin, _ in new ^ old}:
            told = self._told(origin)
            if days_of_statement(self.things, origin, {source for source, _ in told}) != self.statement(origin):
                found |= {fact for _, fact in told if fact not in self._gone}
        return found

    def _rivals_of(self, names: set[str]) -> set[str]:
        """All facts that are rivals of some, of rivals of those, and so on."""
        found: set[str] = set()
        entries = [{fact for fact, _ in one.sides} for one in self.part.rivals]
        reached = True
        while reached:
            reached = False
            for entry in entries:
                if entry & (names | found) and not entry <= found:
                    found |= entry
                    reached = True
        return found

    def _owners(self, names: Iterable[str]) -> set[str]:
        owner = self.part.format.owner
        if owner is None:
            raise Unclear("facts add up without an owner")
        found = {fact.owner for fact in self.changed.values()}
        for name in names:
            row = self.connection.execute(f"SELECT {owner.sort} FROM facts WHERE id = ?", (name,)).fetchone()
            found |= {row[0]} if row else set()
        return found - {"", None}

    def _facts_of(self, owner: str) -> set[str]:
        """The facts of an owner that stay, and those that were edited."""
        column = self.part.format.owner.sort if self.part.format.owner else ""
        rows = self.connection.execute(f"SELECT id FROM facts WHERE {column} = ? AND summed = 0", (owner,))
        found = {name for (name,) in rows if name not in self._gone}
        return found | {fact.id for fact in self.changed.values() if fact.owner == owner}


class _KeptVoices(Voices):
    """The voices of a base of which the spellings are in the index."""

    def __init__(self, base: Base, connection: sqlite3.Connection) -> None:
        super().__init__(base)
        self._connection = connection

    @cached_property
    def _spelt(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for names in ("publisher, max(rowid) FROM sources", "teller, max(rowid) FROM origins"):
            sql = f"SELECT {names} GROUP BY 1 ORDER BY 2"
            found |= {f"name/{spelling.casefold()}": spelling for spelling, _ in self._connection.execute(sql)}
        return found


class _Ancestors(Mapping[str, Mapping[str, int]]):
    """The ancestors of each thing of a sort, found when they are asked for."""

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._within = _Within(things)
        self._known: dict[str, dict[str, int]] = {}

    def __getitem__(self, name: str) -> dict[str, int]:
        if name not in self._known:
            self._known[name] = ancestors(name, self._within)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._within)

    def __len__(self) -> int:
        return len(self._within)


class _Within(Mapping[str, tuple[str, ...]]):
    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._things = things

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self._things[name].within

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)


class _Hierarchy(Hierarchy):
    def __init__(self, base: Base) -> None:
        self.ancestors = {sort: _Ancestors(things) for sort, things in base.things.items()}


class _Said(Mapping[str, Days]):
    """The days of the statement of each origin, found when they are asked for."""

    def __init__(self, statement: Callable[[str], Days]) -> None:
        self._statement = statement

    def __getitem__(self, origin: str) -> Days:
        return self._statement(origin)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


PlacedRows = dict[str, dict[int, list[Row]]]


def placed_rows(touched: Touched) -> PlacedRows:
    """The rows of all tables that the facts have that are rewritten: by table and new position."""
    base, after = touched.base, touched.after
    hierarchy, voices = _Hierarchy(base), _KeptVoices(base, touched.connection)
    numbers = (number for at in touched.weighed for number in range(after.first[at], after.first[at + 1]))
    context = Context(base, numbers, _Said(touched.statement), hierarchy, voices)
    assessed = weigh(base, base.format, hierarchy, context.claims)
    rewritten = set(touched.rewritten)
    facts = [
        (at, one, span_of(one, base.format.kinds[one.fact.kind]))
        for at, one in zip(touched.weighed, assessed, strict=True)
        if at in rewritten
    ]
    facts += _summed(touched, assessed, hierarchy)
    found = _fact_rows(context, facts)
    places = {number: at for at in rewritten for number in range(after.first[at], after.first[at + 1])}
    for table, claim in ((CLAIMS, 0), (PROVENANCE, 0)):
        own = found[table.name] = {}
        for row in table.rows(context) if table.rows else ():
            if row[claim] in places:
                own.setdefault(places[row[claim]], []).append(row)
    found[KEPT.name] = {at: [row_of(context, touched.fact(at))] for at in touched.rewritten}
    return found


def _summed(
    touched: Touched, assessed: list[AssessedFact], hierarchy: Hierarchy
) -> Iterator[tuple[int, AssessedFact, Span]]:
    """What the facts of the owners add up to of which facts were edited."""
    base = touched.base
    format_ = base.format
    if not format_.add_up or not format_.owner:
        return
    sort = format_.owner.sort
    own = {name: base.things[sort][name] for name in base.things[sort] if name in touched.owners}
    for one, span in format_.add_up(base._replace(things={**base.things, sort: own}), assessed, hierarchy):
        yield touched.after.position[one.fact.id], one, span


def _fact_rows(context: Context, facts: list[tuple[int, AssessedFact, Span]]) -> PlacedRows:
    tables = fact_tables(context.format)
    kinds = {name: KindContext(kind) for name, kind in context.format.all_kinds.items()}
    of_kinds = tables_of_kinds(context.format, tables)
    found: PlacedRows = {table.name: {} for table in tables}
    for at, assessed, span in facts:
        of = kinds[assessed.fact.kind]
        one = FactContext(assessed, of, at, span, context)
        for table in of_kinds[of.kind.name]:
            if table.rows_of:
                found[table.name][at] = [*table.rows_of(context, one)]
    return found
