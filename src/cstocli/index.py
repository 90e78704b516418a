"""The relational form of a fact base: SQLite tables of what was claimed and what it comes to.

`docs/index.md` tells each table and column. Values stand in it as JSON has them and,
beside that, in words. Days are ISO text; an open side is the first or the last day.
"""

import json
import sqlite3
from collections.abc import Iterable
from itertools import chain
from typing import Any

from cstocli import dates
from cstocli.agree import AGREE, Order
from cstocli.claims import Base, Watch, unwatched
from cstocli.contingents import Presence, add_up
from cstocli.counts import Count
from cstocli.dates import Date
from cstocli.kinds import ALL_KINDS, CONTINGENT
from cstocli.origins import teller
from cstocli.status import DISPUTED
from cstocli.weigh import WeighedFact, weigh
from cstocli.words import doubtful, guarded, means, summary, value_data, value_words

_TABLES = """
CREATE TABLE about (title TEXT, period TEXT, note TEXT);
CREATE TABLE sources (id TEXT PRIMARY KEY, publisher TEXT, title TEXT, url TEXT, published TEXT,
    published_latest TEXT, language TEXT, origin TEXT, note TEXT);
CREATE TABLE origins (id TEXT PRIMARY KEY, name TEXT, teller TEXT, goes_back_to TEXT, note TEXT);
CREATE TABLE places (id TEXT PRIMARY KEY, name TEXT, within TEXT, latitude REAL, longitude REAL, note TEXT);
CREATE TABLE place_within (place TEXT, ancestor TEXT, steps INTEGER);
CREATE TABLE names (entity TEXT, name TEXT);
CREATE TABLE organisations (id TEXT PRIMARY KEY, name TEXT, part_of TEXT);
CREATE TABLE aircraft_types (id TEXT PRIMARY KEY, name TEXT, variant_of TEXT);
CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT);
CREATE TABLE facts (id TEXT PRIMARY KEY, position INTEGER, kind TEXT, contingent TEXT, title TEXT, summary TEXT,
    means TEXT, means_field TEXT, guarded TEXT, guarded_field TEXT, place TEXT,
    earliest TEXT, latest TEXT, reach_from TEXT, reach_to TEXT,
    qualified INTEGER, surely_from TEXT, surely_to TEXT,
    claims INTEGER, origins INTEGER, articles INTEGER, disputed TEXT, statuses TEXT, sources TEXT, note TEXT);
CREATE TABLE claims (id INTEGER PRIMARY KEY, fact TEXT, source TEXT, origin TEXT, at TEXT, quote TEXT, hedge TEXT,
    via TEXT, chain TEXT, reading TEXT, note TEXT);
CREATE TABLE told (claim INTEGER, position INTEGER, teller TEXT, parent TEXT, path TEXT, name TEXT, said_by TEXT);
CREATE TABLE backing (fact TEXT, claim INTEGER);
CREATE TABLE said (fact TEXT, field TEXT, claim INTEGER, value TEXT, words TEXT, stance TEXT);
CREATE TABLE asked (kind TEXT, field TEXT, question TEXT);
CREATE TABLE rivals (id INTEGER, fact TEXT, field TEXT, reason TEXT);
CREATE TABLE fields (fact TEXT, field TEXT, status TEXT, value TEXT, words TEXT, origins INTEGER, articles INTEGER,
    rule TEXT, position INTEGER);
CREATE TABLE dated (fact TEXT, field TEXT, date TEXT, earliest TEXT, latest TEXT, reach_from TEXT,
    reach_to TEXT, qualified INTEGER, part_of_day TEXT);
CREATE TABLE fact_places (fact TEXT, place TEXT);
CREATE TABLE aircraft_used (fact TEXT, position INTEGER, type TEXT, type_id TEXT, count INTEGER,
    count_words TEXT, alone INTEGER);
"""
_INDEXES = """
CREATE INDEX fields_of_fact ON fields (fact);
CREATE INDEX said_of_fact ON said (fact);
CREATE INDEX backing_of_fact ON backing (fact);
CREATE INDEX facts_of_contingent ON facts (contingent);
CREATE INDEX contingents_of_id ON contingents (id);
CREATE INDEX names_of_things ON names (name COLLATE NOCASE);
"""
# In a large base the counting takes longer than all else in an answer.
_OVERVIEW = """
CREATE TABLE overview AS
SELECT a.title, a.period,
       (SELECT count(*) FROM contingents) AS contingents,
       (SELECT count(DISTINCT source) FROM claims) AS sources,
       (SELECT count(DISTINCT origin) FROM claims) AS origins,
       (SELECT count(*) FROM claims) AS claims,
       (SELECT count(*) FROM facts WHERE kind <> 'contingent') AS facts,
       coalesce(sum(CASE WHEN v.status IN
           ('corroborated', 'single-origin', 'disputed') THEN 1 ELSE 0 END), 0) AS fields,
       coalesce(sum(CASE WHEN v.status = 'corroborated' THEN 1 ELSE 0 END), 0) AS corroborated,
       coalesce(sum(CASE WHEN v.status = 'single-origin' THEN 1 ELSE 0 END), 0) AS single_origin,
       coalesce(sum(CASE WHEN v.status = 'disputed' THEN 1 ELSE 0 END), 0) AS disputes,
       (SELECT count(*) FROM fields g JOIN facts f ON f.id = g.fact
        JOIN asked q ON q.kind = f.kind AND q.field = g.field
        WHERE g.status = 'not-stated') AS gaps
FROM about a
LEFT JOIN fields v ON v.fact NOT LIKE 'contingent/%'
GROUP BY a.title, a.period
"""
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5 (fact, part, text, source UNINDEXED, columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO search SELECT id, 'summary', summary, NULL FROM facts;
INSERT INTO search SELECT id, 'id', id, NULL FROM facts;
INSERT INTO search SELECT fact, 'quote', quote, source FROM claims;
INSERT INTO search SELECT fact, 'remark', reading || ' ' || note, source FROM claims WHERE reading || note <> '';
INSERT INTO search SELECT s.fact, s.field, s.words, c.source FROM said s JOIN claims c ON c.id = s.claim
    WHERE s.fact NOT LIKE 'contingent/%';
INSERT INTO search SELECT entity, 'name', name, NULL FROM names;
INSERT INTO search SELECT 'source/' || id, 'source', publisher || ' ' || coalesce(title, ''), id FROM sources;
"""

# Made once: `json.dumps` makes one for each call.
_json = json.JSONEncoder(ensure_ascii=False).encode

# What is being made is thrown away where it fails, so nothing need be taken back.
_AT_ONCE = 1000  # facts, whose rows are held before they are handed over
_BULK = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536")

# How a type of field is kept in the table of its kind: a column for each suffix.
_COLUMNS = {"date": ("", "_earliest", "_latest"), "count": ("", "_low", "_high", "_words")}


def index(base: Base, file: str = ":memory:", watch: Watch = unwatched) -> sqlite3.Connection:
    """Weigh a base and put it into its relational form: in memory, or in `file`, which must be empty."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in _BULK:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    for name, kind in ALL_KINDS.items():
        columns = [f'"{field}{suffix}"' for field, spec in kind.fields.items() for suffix in _suffixes(spec.type)]
        also = ["country TEXT", "country_code TEXT"] if name == "contingent" else []
        connection.execute(
            f"CREATE TABLE {kind.table} ({', '.join(['fact TEXT PRIMARY KEY', 'id TEXT', *also, *columns])})"
        )
    _Filling(connection, base, watch).everything()
    for statement in _INDEXES.split(";\n"):
        connection.execute(statement)
    connection.execute(_OVERVIEW)
    for statement in _SEARCH.split(";\n"):
        connection.execute(statement)
    connection.execute("COMMIT")
    return connection


def _suffixes(kind: str) -> tuple[str, ...]:
    return _COLUMNS.get(kind, ("",))


class _Filling:
    """One filling of fresh tables from a base."""

    def __init__(self, connection: sqlite3.Connection, base: Base, watch: Watch) -> None:
        self.connection = connection
        self.base = base
        self.watch = watch
        self.order = Order(base)
        self.spelt: dict[tuple[str, Any], tuple[str, str]] = {}
        self.chains: dict[tuple[str, ...], tuple[tuple[Any, ...], ...]] = {}

    def rows(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        coming = iter(rows)
        first = next(coming, None)
        if first is not None:
            marks = ", ".join("?" * len(first))
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", chain((first,), coming))

    def everything(self) -> None:
        self.entities()
        weighed = weigh(self.base, self.order, self.watch)
        summed = add_up(self.base, weighed, self.order)
        self.claims(weighed)
        self.rows(
            "asked",
            (
                (name, field, spec.question)
                for name, kind in ALL_KINDS.items()
                for field, spec in kind.fields.items()
                if spec.question
            ),
        )
        self.rows(
            "rivals",
            (
                (number, fact, rivals.field, rivals.reason)
                for number, rivals in enumerate(self.base.rivals)
                for fact in rivals.facts
            ),
        )
        self.facts(
            [*((fact, _span(fact)) for fact in weighed), *((fact, _presence_span(days)) for fact, days in summed)]
        )

    def entities(self) -> None:
        base = self.base
        self.rows("about", [(base.about.title, base.about.period.text, base.about.note)])
        self.rows("sources", ((name, *_source(self, name)) for name in base.sources))
        self.rows(
            "origins",
            (
                (name, origin.name, origin.teller, origin.via[0] if origin.via else None, origin.note)
                for name, origin in base.origins.items()
            ),
        )
        self.rows(
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
        self.rows(
            "place_within",
            (
                (name, ancestor, steps)
                for name, above in self.order.above["place"].items()
                for ancestor, steps in {name: 0, **above}.items()
            ),
        )
        self.rows("organisations", ((name, body.name, body.part_of) for name, body in base.organisations.items()))
        self.rows("aircraft_types", ((name, kind.name, kind.variant_of) for name, kind in base.aircraft.items()))
        self.rows("people", ((name, person.name) for name, person in base.people.items()))
        named: list[tuple[str, Any]] = [
            *((f"place/{name}", record) for name, record in base.places.items()),
            *((f"aircraft/{name}", record) for name, record in base.aircraft.items()),
            *((f"organisation/{name}", record) for name, record in base.organisations.items()),
            *((f"person/{name}", record) for name, record in base.people.items()),
        ]
        self.rows("names", ((entity, spelling) for entity, record in named for spelling in (record.name, *record.also)))
        self.rows("names", ((f"origin/{name}", origin.name) for name, origin in base.origins.items()))
        self.rows("names", ((f"contingent/{name}", sent.country) for name, sent in base.contingents.items()))

    def claims(self, weighed: list[WeighedFact]) -> None:
        self.rows(
            "claims",
            (
                (
                    account.number,
                    fact.fact.id,
                    account.claim.source,
                    account.origin,
                    _json(account.claim.at),
                    account.claim.quote,
                    account.claim.hedge or None,
                    _json(account.chain[:-1]),
                    " > ".join(one[-1] for one in self.told(account.chain)),
                    account.claim.reading,
                    account.claim.note,
                )
                for fact in weighed
                for account in fact.accounts
            ),
        )

        self.rows(
            "told",
            (
                (account.number, *one)
                for fact in weighed
                for account in fact.accounts
                for one in self.told(account.chain)
            ),
        )

    def told(self, chain: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
        """The rows of `told` for one chain, without the claim: each teller, and the way that leads there."""
        known = self.chains.get(chain)
        if known is None:
            known = self.chains[chain] = tuple(
                (
                    position,
                    f"{'origin' if name in self.base.origins else 'source'}/{name}",
                    chain[position - 1] if position else None,
                    " > ".join(chain[: position + 1]),
                    self.name_of(name),
                    teller(self.base, name),
                )
                for position, name in enumerate(chain)
            )
        return known

    def name_of(self, name: str) -> str:
        """What an origin or a source is, in words."""
        origin = self.base.origins.get(name)
        source = self.base.sources.get(name)
        if origin or source is None:
            return origin.name if origin else name
        return ", ".join(part for part in (source.publisher, source.title) if part)

    def facts(self, facts: list[tuple[WeighedFact, tuple[Any, ...]]]) -> None:
        rows: dict[str, list[tuple[Any, ...]]] = {
            table: [] for table in ("facts", "backing", "fields", "said", "dated", "fact_places", "aircraft_used")
        }
        rows |= {kind.table: [] for kind in ALL_KINDS.values()}
        for position, (weighed, span) in enumerate(self.watch(facts, "filling the index")):
            fact, kind = weighed.fact, ALL_KINDS[weighed.fact.kind]
            rows["facts"].append((fact.id, position, *self.of_fact(weighed, span)))
            rows["backing"] += [(fact.id, account.number) for account in weighed.accounts]
            rows[kind.table].append(self.of_kind(weighed))
            self.fields(weighed, rows)
            if position % _AT_ONCE == 0:
                self.hand_over(rows)
        self.hand_over(rows)

    def hand_over(self, rows: dict[str, list[tuple[Any, ...]]]) -> None:
        """Give SQLite the rows that were gathered for each table."""
        for table, gathered in rows.items():
            self.rows(table, gathered)
            gathered.clear()

    def of_fact(self, weighed: WeighedFact, span: tuple[Any, ...]) -> tuple[Any, ...]:
        """The row of a fact in `facts`, after its id and position."""
        fact = weighed.fact
        types = ALL_KINDS[fact.kind].fields
        said = {
            name: self.both(types[name].type, field.value)[1]
            for name, field in weighed.fields.items()
            if field.value is not None
        }
        went = means(weighed, said) if fact.kind in ("deployment", "departure") else None
        what = guarded(said) if fact.kind == "guard" else None
        shown = (weighed.fields.get(name) for name in ("place", "site", "from_place", "to_place"))
        where = next((field.value for field in shown if field and field.value is not None), None)
        spoke = {(account.number, account.claim.source) for account in weighed.accounts}
        return (
            fact.kind,
            fact.contingent or None,
            fact.title or None,
            summary(weighed, said, self.base),
            went.words if went else None,
            doubtful(weighed, went.fields) if went else None,
            *((what.words, doubtful(weighed, what.fields)) if what else (None, None)),
            where,
            *self.reach(*span[:2]),
            *span[2:],
            len(weighed.accounts),
            len({account.origin for account in weighed.accounts}),
            len({account.claim.source for account in weighed.accounts}),
            _json([name for name, field in weighed.fields.items() if field.status == DISPUTED]),
            _json({name: field.status for name, field in weighed.fields.items()}),
            _json(list(dict.fromkeys(source for _, source in sorted(spoke)))),
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

    def of_kind(self, weighed: WeighedFact) -> tuple[Any, ...]:
        """The row of a fact in the table of its kind: its shown values."""
        fact = weighed.fact
        row: list[Any] = [fact.id, fact.id.partition("/")[2]]
        kind = ALL_KINDS[fact.kind]
        if kind is CONTINGENT:
            contingent = self.base.contingents[fact.contingent]
            row += [contingent.country, contingent.code]
        for name, spec in kind.fields.items():
            field = weighed.fields.get(name)
            row += self.columns(spec.type, field.value if field else None)
        return tuple(row)

    def columns(self, kind: str, value: Any) -> list[Any]:  # noqa: ANN401
        if value is None:
            return [None] * len(_suffixes(kind))
        if isinstance(value, Date):
            return [value.text, value.first, value.last]
        if isinstance(value, Count):
            return [value.number, value.low, value.high, value.words]
        if isinstance(value, tuple):
            return [self.both(kind, value)[0]]
        return [value]

    def fields(self, weighed: WeighedFact, rows: dict[str, list[tuple[Any, ...]]]) -> None:
        fact, kind = weighed.fact, ALL_KINDS[weighed.fact.kind]
        part_of_day = weighed.fields.get("part_of_day")
        places = set()
        for position, (name, spec) in enumerate(kind.fields.items()):
            field = weighed.fields.get(name)
            if field is None:
                continue
            shown = (None, None) if field.value is None else self.both(spec.type, field.value)
            rows["fields"].append(
                (fact.id, name, field.status, *shown, field.origins, field.articles, field.rule, position)
            )
            for saying in field.sayings:
                said = (fact.id, name, saying.account.number, *self.both(spec.type, saying.value))
                rows["said"].append((*said, "agree" if saying.stance is AGREE else saying.stance.value))
                if spec.type == "place":
                    places.add(saying.value)
            if isinstance(field.value, Date) and kind is not CONTINGENT:
                when = (field.value.text, *self.reach(field.value.first, field.value.last), field.value.qualified)
                rows["dated"].append((fact.id, name, *when, part_of_day.value if part_of_day else None))
            if spec.type == "aircraft" and isinstance(field.value, tuple):
                rows["aircraft_used"] += self.used(fact.id, field.value)
        rows["fact_places"] += [(fact.id, place) for place in places]
        if fact.contingent and kind is not CONTINGENT:
            rows["fact_places"] += [(f"contingent/{fact.contingent}", place) for place in places]

    def used(self, fact: str, value: tuple[Any, ...]) -> list[tuple[Any, ...]]:
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
            known = _json(value_data(kind, value, self.base)), value_words(kind, value, self.base)
            self.spelt[kind, value] = known
        return known


def _source(filling: _Filling, name: str) -> tuple[Any, ...]:
    source = filling.base.sources[name]
    published = (source.published.text, source.published.last) if source.published else (None, None)
    origin = source.via[0] if source.via else name
    return (
        source.publisher,
        source.title or None,
        source.url or None,
        *published,
        source.language or None,
        origin,
        source.note or None,
    )


def _span(weighed: WeighedFact) -> tuple[Any, ...]:
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


def _presence_span(presence: Presence) -> tuple[Any, ...]:
    return (presence.first, presence.last, False, presence.surely_from, presence.surely_to)
