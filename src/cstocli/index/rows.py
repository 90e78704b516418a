"""The rows of the index: what stands in each table, made from a base and handed on table by table."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from cstocli.model import dates
from cstocli.model.base import Base, Fact, Progress
from cstocli.model.counts import Count
from cstocli.model.dates import Date
from cstocli.model.format import ALL_KINDS, Kind
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.provenance import teller
from cstocli.model.status import DISPUTED
from cstocli.vocabularies.peace_operation.contingents import Presence, add_up
from cstocli.weigh.agreement import AGREE
from cstocli.weigh.fields import AssessedFact, SourcedClaim, sourced_claims, weigh
from cstocli.weigh.sentences import doubtful, guarded, means, summary, value_data, value_words

Row = tuple[Any, ...]
Span = tuple[str, str, bool, str, str]

_AT_ONCE = 1000  # facts, whose rows are held before they are handed on

# How a type of field is kept in the table of its kind: a column for each suffix.
_SUFFIXES = {"date": ("", "_earliest", "_latest"), "count": ("", "_low", "_high", "_words")}

# Made once: `json.dumps` makes one for each call.
_encode = json.JSONEncoder(ensure_ascii=False).encode


class _Place(NamedTuple):
    """Where a field of a kind stands: its number among the fields, its type, its first column."""

    number: int
    type: str
    column: int


def columns(kind: Kind) -> list[str]:
    """The columns for the fields of a kind, in the table of that kind."""
    return [f"{name}{suffix}" for name, field in kind.fields.items() for suffix in _suffixes(field.type)]


def _suffixes(kind: str) -> tuple[str, ...]:
    return _SUFFIXES.get(kind, ("",))


def _places(kind: Kind) -> dict[str, _Place]:
    places, column = {}, 0
    for number, (name, field) in enumerate(kind.fields.items()):
        places[name] = _Place(number, field.type, column)
        column += len(_suffixes(field.type))
    return places


_PLACES = {name: _places(kind) for name, kind in ALL_KINDS.items()}
_WIDTHS = {name: len(columns(kind)) for name, kind in ALL_KINDS.items()}


def _json_array(names: Iterable[str]) -> str:
    """Ids or names of fields as a JSON array: no letter of theirs needs care."""
    inner = '", "'.join(names)
    return f'["{inner}"]' if inner else "[]"


@lru_cache(maxsize=4096)
def _json_object(pairs: tuple[tuple[str, str], ...]) -> str:
    return _encode(dict(pairs))


def filling(base: Base, watch: Progress) -> Iterator[tuple[str, Iterable[Row]]]:
    """All rows, table by table; one table may come several times."""
    return _Filling(base, watch).everything()


class _Filling:
    """One filling of fresh tables from a base."""

    def __init__(self, base: Base, watch: Progress) -> None:
        self.base = base
        self.watch = watch
        self.order = Hierarchy(base)
        self.spelt: dict[tuple[str, Any], tuple[str, str]] = {}
        self.tellers: dict[str, tuple[str, str, str]] = {}

    def everything(self) -> Iterator[tuple[str, Iterable[Row]]]:
        yield from self.entities()
        accounts = sourced_claims(self.base)
        yield "told", self.told(accounts)
        yield "claims", self.claims(accounts)
        # By now whoever takes the rows has something to do while the facts are weighed.
        weighed = weigh(self.base, self.order, accounts, self.watch)
        summed = add_up(self.base, weighed, self.order)
        spans = [*((fact, _span(fact)) for fact in weighed), *((fact, _presence_span(days)) for fact, days in summed)]
        yield from self.facts(spans)

    def entities(self) -> Iterator[tuple[str, Iterable[Row]]]:
        base = self.base
        yield "about", [(base.about.title, base.about.period.text, base.about.note)]
        yield "sources", (self.source(name) for name in base.sources)
        yield (
            "origins",
            (
                (name, origin.name, origin.teller, origin.via[0] if origin.via else None, origin.note)
                for name, origin in base.origins.items()
            ),
        )
        yield (
            "places",
            (
                (
                    name,
                    place.name,
                    place.within[0] if place.within else None,
                    *(place.position or (None, None)),
                    place.note,
                )
                for name, place in base.places.items()
            ),
        )
        yield (
            "place_within",
            (
                (name, ancestor, steps)
                for name, above in self.order.above["place"].items()
                for ancestor, steps in {name: 0, **above}.items()
            ),
        )
        yield "organisations", ((name, body.name, body.part_of) for name, body in base.organisations.items())
        yield "aircraft_types", ((name, kind.name, kind.variant_of) for name, kind in base.aircraft.items())
        yield "people", ((name, person.name) for name, person in base.people.items())
        named: list[tuple[str, Any]] = [
            *((f"place/{name}", record) for name, record in base.places.items()),
            *((f"aircraft/{name}", record) for name, record in base.aircraft.items()),
            *((f"organisation/{name}", record) for name, record in base.organisations.items()),
            *((f"person/{name}", record) for name, record in base.people.items()),
        ]
        yield (
            "names",
            [
                *((entity, spelling) for entity, record in named for spelling in (record.name, *record.also)),
                *((f"origin/{name}", origin.name) for name, origin in base.origins.items()),
                *((f"contingent/{name}", sent.country) for name, sent in base.contingents.items()),
            ],
        )
        yield (
            "asked",
            (
                (name, field, spec.question)
                for name, kind in ALL_KINDS.items()
                for field, spec in kind.fields.items()
                if spec.question
            ),
        )
        yield (
            "rivals",
            (
                (number, fact, rivals.field, rivals.reason)
                for number, rivals in enumerate(base.rivals)
                for fact in rivals.facts
            ),
        )

    def source(self, name: str) -> Row:
        source = self.base.sources[name]
        return (
            name,
            source.publisher,
            source.title or None,
            source.url or None,
            source.published.text if source.published else None,
            source.published.last if source.published else None,
            source.language or None,
            source.via[0] if source.via else name,
            source.note or None,
        )

    def claims(self, accounts: list[list[SourcedClaim]]) -> Iterator[Row]:
        for fact, told in zip(self.base.facts, accounts, strict=True):
            for number, claim, chain, _ in told:
                yield (
                    number,
                    fact.id,
                    claim.source,
                    chain[0],
                    str(claim.at) if isinstance(claim.at, int) else _encode(claim.at),
                    claim.quote,
                    claim.hedge or None,
                    _json_array(chain[:-1]),
                    " > ".join([self.teller(name)[2] for name in chain]),
                    claim.reading,
                    claim.note,
                )

    def told(self, accounts: list[list[SourcedClaim]]) -> Iterator[Row]:
        for told in accounts:
            for number, _, chain, _ in told:
                parent, path = None, ""
                for position, name in enumerate(chain):
                    path = f"{path} > {name}" if position else name
                    who, words, short = self.teller(name)
                    yield number, position, who, parent, path, words, short
                    parent = name

    def teller(self, name: str) -> tuple[str, str, str]:
        """An origin or a source by its full id, what it is in words, and in short."""
        known = self.tellers.get(name)
        if known is None:
            origin = self.base.origins.get(name)
            if origin:
                known = f"origin/{name}", origin.name, teller(self.base, name)
            else:
                source = self.base.sources[name]
                words = ", ".join(part for part in (source.publisher, source.title) if part)
                known = f"source/{name}", words, teller(self.base, name)
            self.tellers[name] = known
        return known

    def facts(self, facts: list[tuple[AssessedFact, Span]]) -> Iterator[tuple[str, Iterable[Row]]]:
        rows: dict[str, list[Row]] = {
            table: [] for table in ("facts", "backing", "fields", "said", "dated", "fact_places", "aircraft_used")
        }
        rows |= {kind.table: [] for kind in ALL_KINDS.values()}
        for position, (weighed, span) in enumerate(self.watch(facts, "filling the index")):
            self.fact(weighed, position, span, rows)
            if position % _AT_ONCE == _AT_ONCE - 1 or position == len(facts) - 1:
                yield from rows.items()
                for gathered in rows.values():
                    gathered.clear()

    def fact(self, weighed: AssessedFact, position: int, span: Span, rows: dict[str, list[Row]]) -> None:
        """Gather all rows of one fact."""
        fact, fields = weighed.fact, weighed.fields
        places = _PLACES[fact.kind]
        shown = {
            name: self.both(places[name].type, field.value) for name, field in fields.items() if field.value is not None
        }
        rows["facts"].append(
            (fact.id, position, *self.of_fact(weighed, span, {name: words for name, (_, words) in shown.items()}))
        )
        rows["backing"] += [(fact.id, account.number) for account in weighed.accounts]
        rows[ALL_KINDS[fact.kind].table].append(self.of_kind(weighed, shown))
        self.fields(weighed, shown, rows)

    def of_fact(self, weighed: AssessedFact, span: Span, said: dict[str, str]) -> Row:
        """The row of a fact in `facts`, after its id and position; `said` are its shown values in words."""
        fact, fields = weighed.fact, weighed.fields
        went = means(weighed, said) if fact.kind in ("deployment", "departure") else None
        what = guarded(said) if fact.kind == "guard" else None
        where = next((fields[name].value for name in ("place", "site", "from_place", "to_place") if name in said), None)
        # Those of a contingent are gathered field by field.
        accounts = sorted(weighed.accounts) if fact.kind == "contingent" else weighed.accounts
        sources = tuple(dict.fromkeys([account.claim.source for account in accounts]))
        return (
            fact.kind,
            fact.contingent or None,
            fact.title or None,
            summary(weighed, said, self.base),
            went.words if went else None,
            doubtful(weighed, went.fields) if went else None,
            what.words if what else None,
            doubtful(weighed, what.fields) if what else None,
            where,
            *self.reach(*span[:2]),
            *span[2:],
            len(accounts),
            len({account.chain[0] for account in accounts}),
            len(sources),
            _json_array([name for name, field in fields.items() if field.status == DISPUTED]),
            _json_object(tuple([(name, field.status) for name, field in fields.items()])),
            _json_array(sources),
            fact.note or None,
        )

    def reach(self, first: str, last: str) -> tuple[str, str, str, str]:
        """Two days, and the same with an open side at the edge of the base's period.

        What has no beginning began within the days that the base covers, unless it ended
        before. What has neither beginning nor end may have been at any time.
        """
        if first == dates.FIRST_DAY and last == dates.LAST_DAY:
            return first, last, first, last
        period = self.base.about.period
        begins = period.first if first == dates.FIRST_DAY and last >= period.first else first
        ends = period.last if last == dates.LAST_DAY and first <= period.last else last
        return first, last, begins, ends

    def of_kind(self, weighed: AssessedFact, shown: dict[str, tuple[str, str]]) -> Row:
        """The row of a fact in the table of its kind: its shown values."""
        fact = weighed.fact
        places = _PLACES[fact.kind]
        row: list[Any] = [None] * _WIDTHS[fact.kind]
        for name, (data, _) in shown.items():
            value: Any = weighed.fields[name].value
            column = places[name].column
            if isinstance(value, Date):
                row[column : column + 3] = value.text, value.first, value.last
            elif isinstance(value, Count):
                row[column : column + 4] = value.number, value.low, value.high, value.words
            else:
                row[column] = data if isinstance(value, tuple) else value
        return (fact.id, fact.id.partition("/")[2], *self.whose(fact), *row)

    def whose(self, fact: Fact) -> tuple[str, ...]:
        """The country of a contingent and its code, before the fields of what sums it up."""
        if fact.kind != "contingent":
            return ()
        contingent = self.base.contingents[fact.contingent]
        return contingent.country, contingent.code

    def fields(self, weighed: AssessedFact, shown: dict[str, tuple[str, str]], rows: dict[str, list[Row]]) -> None:
        fact, kind = weighed.fact.id, weighed.fact.kind
        part_of_day = weighed.fields.get("part_of_day")
        spoken_of: dict[Any, None] = {}
        said = rows["said"]
        for name, field in weighed.fields.items():
            number, type_, _ = _PLACES[kind][name]
            value: Any = field.value
            known = shown.get(name, (None, None))
            rows["fields"].append((fact, name, field.status, *known, field.origins, field.articles, field.rule, number))
            for position, (account, saying, stance) in enumerate(field.sayings):
                words = known if saying == value else self.both(type_, saying)
                said.append(
                    (fact, name, account.number, *words, "agree" if stance is AGREE else stance.value, position)
                )
                if type_ == "place":
                    spoken_of[saying] = None
            if isinstance(value, Date) and kind != "contingent":
                when = (value.text, *self.reach(value.first, value.last), value.qualified)
                rows["dated"].append((fact, name, *when, part_of_day.value if part_of_day else None))
            if type_ == "aircraft" and value is not None:
                rows["aircraft_used"] += self.used(fact, value)
        if spoken_of:
            rows["fact_places"] += [(fact, place) for place in spoken_of]
            if weighed.fact.contingent and kind != "contingent":
                rows["fact_places"] += [(f"contingent/{weighed.fact.contingent}", place) for place in spoken_of]

    def used(self, fact: str, value: tuple[Any, ...]) -> list[Row]:
        """The rows of `aircraft_used` for one value of the field `aircraft`."""
        return [
            (
                fact,
                position,
                self.base.aircraft[item.what].name,
                item.what,
                item.number.number if item.number else None,
                item.number.words if item.number else None,
                len(value) == 1,
            )
            for position, item in enumerate(value)
        ]

    def both(self, kind: str, value: Any) -> tuple[str, str]:  # noqa: ANN401
        """A value as JSON text and in words: the same values come up again and again."""
        known = self.spelt.get((kind, value))
        if known is None:
            known = _encode(value_data(kind, value, self.base)), value_words(kind, value, self.base)
            self.spelt[kind, value] = known
        return known


def _span(weighed: AssessedFact) -> Span:
    """The days that a fact may concern and those that it surely does: five columns of `facts`.

    A guard's days run from `since` to `until`, a post is held from `since`; every other
    fact falls on its `date`.
    """

    def date(name: str) -> Date | None:
        field = weighed.fields.get(name)
        return field.value if field and isinstance(field.value, Date) else None

    when = date("date")
    if when:
        return (when.first, when.last, when.qualified, dates.LAST_DAY, dates.FIRST_DAY)
    since, until = date("since"), date("until")
    qualified = any(end.qualified for end in (since, until) if end)
    # An end that is qualified vouches for no day.
    began = since if since and not since.qualified else None
    ended = until if until and not until.qualified else None
    surely_from = began.last if began else ended.first if ended else dates.LAST_DAY
    surely_to = ended.first if ended else began.last if began else dates.FIRST_DAY
    return (
        since.first if since else dates.FIRST_DAY,
        until.last if until else dates.LAST_DAY,
        qualified,
        surely_from,
        surely_to,
    )


def _presence_span(presence: Presence) -> Span:
    return (presence.first, presence.last, False, presence.surely_from, presence.surely_to)
