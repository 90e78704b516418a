"""The index of a perspective, made from that of the whole base: what changes is weighed, all else is copied.

A perspective drops claims. A fact changes if it loses one, if a statement that it tells
becomes earlier or later by those that are dropped, if it excludes or names a fact that
changes or goes; then what its owner's facts add up to changes too. The rows are those that
a base without the claims would have: numbers of claims and places of facts close up.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from cstocli.index import kept
from cstocli.index.context import Context
from cstocli.index.fact_context import KindContext
from cstocli.index.fact_tables import FACT_PLACES, PlacedFact, fact_places
from cstocli.index.index import Index
from cstocli.index.rows import Batch, fact_rows
from cstocli.index.schema import Row
from cstocli.index.tables import CLAIMS, RIVALS, claims_of
from cstocli.model.base import Base, Fact, Progress, no_progress
from cstocli.model.format import Format
from cstocli.model.perspective import Perspective, counting, without_what_is_gone
from cstocli.weigh.claims import Days, days_of_statements
from cstocli.weigh.facts import AssessedFact, weigh
from cstocli.weigh.spans import Span, span_of

_CLAIMS = "SELECT id, fact, source, via FROM claims ORDER BY id"
_TELLING = "SELECT DISTINCT fact FROM claims WHERE origin IN (SELECT value FROM json_each(?))"
_FACTS = "SELECT id, {owner}, part_of, outcome FROM facts WHERE summed = ? ORDER BY position"


class Narrowing(NamedTuple):
    """What a perspective leaves of a base, and what of that has to be made anew.

    `base` has no facts, and the rivals that are left. `numbers` are those of the claims
    that count, by their old ones; `places` those of the facts that are left, written ones
    before those that sum up others. Facts in `weighed` are to be weighed, and rows of those
    in `changed` to be written; `owners` are those whose facts add up to something else.
    `said` are the days of statements, and `changed` has the facts that are gone too.
    """

    base: Base
    numbers: dict[int, int]
    places: dict[str, int]
    weighed: list[str]
    changed: set[str]
    owners: set[str]
    said: Days


def narrowing(whole: Index, built_in: Format, perspective: Perspective) -> Narrowing:
    """Find what a perspective changes of the base of which `whole` is the index.

    Raises:
        UnknownName: the perspective names something that the base does not have.
        AttributeError, LookupError, TypeError, ValueError, sqlite3.Error: the index is damaged.
    """
    base = kept.frame(whole, built_in)
    numbers, changed, there, said = _dropping(whole, base, perspective)
    owner = base.format.owner.sort if base.format.owner else "NULL"
    written = whole.execute(_FACTS.format(owner=owner), (0,)).fetchall()
    summed = whole.execute(_FACTS.format(owner=owner), (1,)).fetchall()
    for fact, _, *named in written:
        if any(name and name not in there for name in named):
            changed.add(fact)
    changed = _with_rivals(changed, base)
    owners = {owner for fact, owner, *_ in written if owner and fact in changed}
    left = [(fact, owner) for fact, owner, *_ in written if fact in there]
    # What an owner's facts add up to is made of all of them, and of what their rivals state.
    weighed = _with_rivals({fact for fact, owner in left if fact in changed or owner in owners}, base)
    changed |= {fact for fact, owner, *_ in summed if owner in owners}
    places = {fact: place for place, (fact, *_) in enumerate([*left, *summed])}
    base = without_what_is_gone(base, there)
    return Narrowing(base, numbers, places, [fact for fact, _ in left if fact in weighed], changed, owners, said)


def _dropping(whole: Index, base: Base, perspective: Perspective) -> tuple[dict[int, int], set[str], set[str], Days]:
    """The numbers of the claims that count, the facts that change by it, those that are left, days of statements."""
    counts = counting(perspective, base)
    known: dict[tuple[str, str], tuple[bool, str]] = {}
    numbers: dict[int, int] = {}
    changed, there = set(), set()
    for number, fact, source, via in whole.execute(_CLAIMS):
        found = known.get((source, via))
        if found is None:
            chain = (*json.loads(via), source)
            found = known[source, via] = counts(chain), chain[0]
        if found[0]:
            numbers[number] = len(numbers) + 1
            there.add(fact)
        else:
            changed.add(fact)
    said = days_of_statements(base, ((origin, source) for (source, _), (left, origin) in known.items() if left))
    fewer = {origin for left, origin in known.values() if not left} & said.keys()
    told = ((origin, source) for (source, _), (_, origin) in known.items() if origin in fewer)
    before = days_of_statements(base, told)
    moved = [origin for origin in fewer if before[origin] != said[origin]]
    changed |= {fact for (fact,) in whole.execute(_TELLING, (json.dumps(moved),))}
    return numbers, changed, there, said


def _with_rivals(facts: set[str], base: Base) -> set[str]:
    """Some facts and those that they exclude, and so on."""
    beside: dict[str, set[str]] = {}
    for rivals in base.rivals:
        sides = {fact for fact, _ in rivals.sides}
        for fact in sides:
            beside.setdefault(fact, set()).update(sides)
    found, ahead = set(facts), [*facts]
    while ahead:
        more = beside.pop(ahead.pop(), set()) - found
        found |= more
        ahead.extend(more)
    return found


def changed_rows(whole: Index, of: Narrowing, progress: Progress = no_progress) -> Iterator[Batch]:
    """The rows of all that a perspective changes, table by table; one table may come several times.

    Raises:
        AttributeError, LookupError, TypeError, ValueError, sqlite3.Error: the index is damaged.
    """
    facts, numbers = _counting_facts(whole, of)
    base = without_what_is_gone(of.base._replace(facts=facts), of.places)
    context = Context(base, numbers, of.said)
    yield RIVALS.name, RIVALS.rows(context) if RIVALS.rows else ()
    changed = ((fact, own) for fact, own in zip(base.facts, context.claims, strict=True) if fact.id in of.changed)
    yield CLAIMS.name, chain.from_iterable(claims_of(context, fact, own) for fact, own in changed)
    there = {*of.weighed}
    rivals = tuple(each for each in base.rivals if there.issuperset(fact for fact, _ in each.sides))
    assessed = weigh(base._replace(rivals=rivals), base.format, context.hierarchy, context.claims, progress)
    yield from fact_rows(context, _placed(of, assessed, context), progress)
    yield FACT_PLACES.name, _places_of_owners(of, assessed, context)


def _counting_facts(whole: Index, of: Narrowing) -> tuple[tuple[Fact, ...], list[int]]:
    """The facts that are to be weighed, with the claims that count, and the numbers of these."""
    found = kept.facts(whole, of.weighed)
    facts, numbers = [], []
    for name in of.weighed:
        fact, own = found[name]
        counted = [number for number in own if number in of.numbers]
        if len(counted) < len(own):
            claims = (claim for claim, number in zip(fact.claims, own, strict=True) if number in of.numbers)
            fact = fact._replace(claims=tuple(claims))
        facts.append(fact)
        numbers += [of.numbers[number] for number in counted]
    return tuple(facts), numbers


def _placed(of: Narrowing, assessed: list[AssessedFact], context: Context) -> list[tuple[int, AssessedFact, Span]]:
    """The facts that change, and those that sum them up, each with its place and its days."""
    format_ = context.format
    summed = format_.add_up(context.base, assessed, context.hierarchy) if format_.add_up else ()
    found = [(one, span_of(one, format_.all_kinds[one.fact.kind])) for one in assessed if one.fact.id in of.changed]
    found += [(one, span) for one, span in summed if one.fact.owner in of.owners]
    if {one.fact.id for one, _ in found} != of.changed & of.places.keys():
        raise ValueError("other facts are added up than before")
    return [(of.places[one.fact.id], one, span) for one, span in found]


def _places_of_owners(of: Narrowing, assessed: list[AssessedFact], context: Context) -> Iterator[Row]:
    """The places of owners that come of facts that do not change."""
    kinds = {name: KindContext(kind) for name, kind in context.format.all_kinds.items()}
    for one in assessed:
        if one.fact.owner in of.owners and one.fact.id not in of.changed:
            kind = kinds[one.fact.kind]
            placed = PlacedFact(one.fact, one.fields, kind, kind.kind)
            yield from (row for row in fact_places(context, placed) if row[0] != one.fact.id)
