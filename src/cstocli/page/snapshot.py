"""What a page shows of a base in one perspective: its facts, their values, and what is wrong with them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cstocli.ask.columns import Row
from cstocli.ask.explorer import Explorer
from cstocli.model.status import NOT_APPLICABLE, NOT_STATED
from cstocli.show import bars

_AT_ONCE = 500  # SQLite's oldest limit on parameters is 999
SILENT = (NOT_STATED, NOT_APPLICABLE)


class Value(NamedTuple):
    """A field of a fact, weighed: in words, how well it is attested, and how many claims stand how to it."""

    words: str
    status: str
    independent: int
    states: int
    fits: int
    contradicts: int
    set_aside: int


class Dated(NamedTuple):
    """A fact and its days; the label of the bar is what the fact comes to in the same perspective."""

    fact: str
    bar: bars.Bar


class Fact(NamedTuple):
    """A fact as its row shows it."""

    id: str
    kind: str
    owner: str
    summary: str
    claims: int
    origins: int
    plan: bool
    part_of: str
    outcome: str
    note: str
    summed: bool


class Move(NamedTuple):
    """A fact that leads from one place to another; both are ids."""

    fact: str
    origin: str
    target: str


class Snapshot(NamedTuple):
    """All that a page shows in one perspective; `values` is by the fact and its field."""

    facts: Mapping[str, Fact]
    values: Mapping[tuple[str, str], Value]
    bars: tuple[Dated, ...]
    moves: tuple[Move, ...]
    disputes: list[Row]
    distortions: list[Row]
    gaps: list[Row]


def snapshot(base: Explorer, filters: Mapping[str, Any]) -> Snapshot:
    """What `base` shows under `filters`, which are those of `Explorer.ask`."""
    scope = [row["fact"] for row in base.ask("facts", **filters)]
    if base.owner:
        scope += [row["fact"] for row in base.ask(base.owner.plural, **filters)]
    values = {(fact, field): value for fact, field, value in _values(base, scope)}
    inside = frozenset(scope)

    def within(question: str) -> list[Row]:
        return [row for row in base.ask(question) if row["fact"] in inside]

    return Snapshot(
        {fact.id: fact for fact in _facts(base, scope)},
        values,
        tuple(_bars(base, inside)),
        tuple(_moves(base, inside)),
        within("disputes"),
        within("distortions"),
        within("gaps"),
    )


def of_facts(base: Explorer, sql: str, facts: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Run `sql`, in which `{facts}` is a list of facts, for all `facts`, some at a time."""
    wanted = [*facts]
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        yield from base.index.execute(sql.format(facts=", ".join("?" * len(some))), some)


def _facts(base: Explorer, scope: list[str]) -> Iterator[Fact]:
    owner = base.owner.sql[0] if base.owner else "NULL"
    join = base.owner.join if base.owner else ""
    sql = (
        f"SELECT f.id, f.kind, coalesce({owner}, ''), f.summary, f.claims, f.origins, f.plan,"
        " coalesce(f.part_of, ''), coalesce(f.outcome, ''), coalesce(f.note, ''), f.summed"
        f" FROM facts f {join} WHERE f.id IN ({{facts}}) ORDER BY f.position"
    )
    return (Fact(*row) for row in of_facts(base, sql, scope))


def _values(base: Explorer, scope: list[str]) -> Iterator[tuple[str, str, Value]]:
    # What stands in place of a value, such as that all claims of it are set aside.
    instead = {
        fact: json.loads(text)
        for fact, text in of_facts(
            base, "SELECT id, alternatives FROM facts WHERE alternatives IS NOT NULL AND id IN ({facts})", scope
        )
    }
    sql = (
        "SELECT fact, field, coalesce(words, ''), status, independent, states, fits, contradicts, set_aside"
        " FROM fields WHERE fact IN ({facts}) ORDER BY fact, position"
    )
    for fact, field, words, *rest in of_facts(base, sql, scope):
        yield fact, field, Value(words or instead.get(fact, {}).get(field, {}).get("words", ""), *rest)


def _bars(base: Explorer, scope: frozenset[str]) -> Iterator[Dated]:
    """When each owner was there, and the days of each fact that has some, as `csto timeline` draws them."""
    answers = [(base.ask("presence"), bars.presence_bars)] if base.owner else []
    for answer, drawn in (*answers, (base.ask("spans", parts=True), bars.fact_bars)):
        rows = [row for row in answer if row["fact"] in scope]
        yield from (Dated(row["fact"], bar) for row, bar in zip(rows, drawn(rows), strict=True))


def _moves(base: Explorer, scope: frozenset[str]) -> Iterator[Move]:
    """The facts that have a place in a field `from…` and in a field `to…`, as they are shown."""
    fields: dict[str, dict[str, str]] = {}
    for plural, field in base.index.execute(
        "SELECT k.plural, f.field FROM kind_fields f JOIN kinds k ON k.kind = f.kind"
        " WHERE f.type = 'place' ORDER BY k.position, f.position"
    ):
        way = next((way for way in ("from", "to") if field.partition("_")[0] == way), None)
        if way:
            fields.setdefault(plural, {}).setdefault(way, field)
    for plural, ways in fields.items():
        if len(ways) == len(("from", "to")):
            for row in base.index.records(f'SELECT * FROM "{plural}"'):
                origin, target = (row.get(ways[way], row.get(f"{ways[way]}_")) for way in ("from", "to"))
                if row["fact"] in scope and origin and target and origin != target:
                    yield Move(row["fact"], origin, target)
