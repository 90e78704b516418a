"""Questions put to the index: one SQL text each, filters that are the same everywhere, rows out."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cstocli.ask.columns import EVIDENCE, ROWS, RowType
from cstocli.ask.lookup import THINGS
from cstocli.model.dates import FIRST_DAY, LAST_DAY, words
from cstocli.model.errors import WrongUsage

Row = dict[str, Any]

_QUESTIONS = Path(__file__).parent / "questions"
_AT_ONCE = 500  # SQLite's oldest limit on parameters is 999


class Filters(NamedTuple):
    """Which facts a question is asked of. What is empty or None asks of all.

    Several names of one filter widen it, several filters narrow the answer. `since`
    and `until` are ISO days, both included; `certain` leaves out what only may fall
    between them.
    """

    contingent: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    certain: bool = False

    def given(self) -> dict[str, Any]:
        """The filters that were given, by name."""
        return {name: value for name, value in self._asdict().items() if value}


ALL = Filters()

_CONDITIONS = {
    "contingent": "f.contingent IN ({names})",
    "place": (
        "f.id IN (SELECT l.fact FROM fact_places l JOIN place_within w ON w.place = l.place"
        " WHERE w.ancestor IN ({names}))"
    ),
    "source": "f.id IN (SELECT b.fact FROM supporting_claims b JOIN claims c ON c.id = b.claim WHERE c.source IN ({names}))",
    "status": "f.id IN (SELECT v.fact FROM fields v WHERE v.status IN ({names}) AND v.field IN ({fields}))",
    "kind": "f.kind IN ({names})",
    "since": "{days}.possible_to >= :since",
    "until": "{days}.possible_from <= :until",
    "certain": "{certainty} = 'certain'",
}
# Where rows are of claims, a source is wanted for its own words alone.
_CLAIM_CONDITIONS = {"source": "c.source IN ({names})"}
_CERTAINTY = (
    "CASE WHEN {days}.earliest >= :since AND {days}.latest <= :until AND ({days}.qualified = 0 OR :bounded = 0)"
    "{surely} THEN 'certain' ELSE 'possible' END"
)
_SURELY = " OR (f.certain_from <= :until AND f.certain_to >= :since AND f.certain_from <= f.certain_to)"


def query(question: str, filters: Filters = ALL, **parameters: object) -> tuple[str, dict[str, object]]:
    """The SQL text that answers `question` under `filters`, and its parameters."""
    sql = (_QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")
    days = "d" if question == "timeline" else "f"
    values: dict[str, object] = {
        "since": filters.since or FIRST_DAY,
        "until": filters.until or LAST_DAY,
        "bounded": int(bool(filters.since or filters.until)),
        "least": int(bool(filters.given())),
        **parameters,
    }
    shown = ROWS[question].fields if question in ROWS else {}
    fields = sorted({field for field in shown.values() if not field.startswith("@")})
    certainty = _CERTAINTY.format(days=days, surely=_SURELY if days == "f" else "")
    sql = sql.replace("{certainty}", certainty)
    conditions = []
    for name, given in filters.given().items():
        names = []
        for number, value in enumerate(given if isinstance(given, tuple) else ()):
            values[f"{name}_{number}"] = value
            names.append(f":{name}_{number}")
        listed = ", ".join(f"'{field}'" for field in fields)
        of_claims = question in ("why", "sources", "origins", "matrix")
        condition = _CLAIM_CONDITIONS.get(name, _CONDITIONS[name]) if of_claims else _CONDITIONS[name]
        if name == "status" and len(fields) < 2:  # noqa: PLR2004
            condition = condition.replace(" AND v.field IN ({fields})", "")
        conditions.append(
            condition.format(names=", ".join(names), fields=listed, days=days, certainty=f"({certainty})")
        )
    sql = sql.replace("{filters}", " AND ".join(conditions) or "1 = 1")
    # A place includes what lies in it, and what it lies in is another one.
    within = ", ".join(f":place_{number}" for number in range(len(filters.place)))
    inside = f"p.id IN (SELECT i.place FROM place_within i WHERE i.ancestor IN ({within}))" if within else "1 = 1"
    sql = sql.replace("{within}", inside)
    used = set(re.findall(r":(\w+)", sql))
    return sql, {name: value for name, value in values.items() if name in used}


def ask(
    connection: sqlite3.Connection,
    question: str,
    filters: Filters = ALL,
    *,
    evidence: bool = False,
    **parameters: object,
) -> list[Row]:
    """Answer `question`: rows by its row type, in the question's own order.

    With `evidence` each row tells the claims behind each of its fields. `parameters`
    are those that only this question has.
    """
    return list(answer(connection, question, filters, evidence=evidence, **parameters))


def answer(
    connection: sqlite3.Connection,
    question: str,
    filters: Filters = ALL,
    *,
    evidence: bool = False,
    **parameters: object,
) -> "Answer":
    """The same rows one after the other: see `ask` and `Answer`."""
    sql, values = query(question, filters, **parameters)
    return Answer(connection, question, sql, values, evidence=evidence)


class Answer:
    """The rows of a question, as often as they are gone through; few of them in memory at any time."""

    def __init__(
        self, connection: sqlite3.Connection, question: str, sql: str, values: dict[str, object], *, evidence: bool
    ) -> None:
        self._connection = connection
        self._question = question
        self._sql = sql
        self._values = values
        self._evidence = evidence

    def __len__(self) -> int:
        """How many rows there are: counted by SQLite, none of them is made."""
        counted = self._connection.execute(f"SELECT count(*) FROM ({self._sql})", self._values)
        return int(counted.fetchone()[0])

    def first(self, most: int) -> "Answer":
        """The same without the rows behind the first `most`."""
        sql = f"{self._sql}\nLIMIT {most}"
        return Answer(self._connection, self._question, sql, self._values, evidence=self._evidence)

    def __iter__(self) -> Iterator[Row]:
        """The rows, each as its row type says."""
        connection = self._connection
        cursor = connection.execute(self._sql, self._values)
        names = [column[0] for column in cursor.description]
        if "fact" not in names:
            yield from (dict(zip(names, row, strict=True)) for row in cursor)
            return
        finished = _finishing(ROWS[self._question], names)
        held = _values(connection) if self._question == "disputes" else {}
        fact, field = names.index("fact"), names.index("field") if "field" in names else 0
        while some := cursor.fetchmany(_AT_ONCE):
            facts = {row[fact] for row in some}
            known = {identity: more for identity, *more in _of_facts(connection, _BACKING, facts)}
            claims = _claims(connection, facts) if self._evidence else None
            for values in some:
                row = finished(values, known.get(values[fact], _NOTHING))
                if held:
                    row["values"] = held[values[fact], values[field]]
                if claims is not None:
                    shown = _fields_of(ROWS[self._question], dict(zip(names, values, strict=True)))
                    row["evidence"] = {name: claims.get((values[fact], of or ""), []) for name, of in shown.items()}
                yield row


def columns(question: str, *, evidence: bool = False) -> RowType:
    """The row type of a question, with `evidence` where that is asked for."""
    row_type = ROWS[question]
    return row_type._replace(columns=(*row_type.columns, EVIDENCE)) if evidence else row_type


_BACKING = "SELECT id, statuses, sources FROM facts WHERE id IN ({facts})"
_NOTHING = ("{}", None)


def _fields_of(row_type: RowType, row: Row) -> dict[str, str | None]:
    """Which field of its fact each column of a row shows; `@` is before a column that tells."""
    return {name: row[field[1:]] if field[0] == "@" else field for name, field in row_type.fields.items()}


def _finishing(row_type: RowType, names: list[str]) -> Callable[[tuple[Any, ...], Sequence[Any]], Row]:
    """What makes a row of a question: arrays read, open days null, statuses and sources added.

    All that is the same for each row is found out once, here.
    """
    places = {name: number for number, name in enumerate(names)}
    ready = [(column.name, places.get(column.name), _READERS.get(column.type, _plain)) for column in row_type.columns]
    told = [(name, field, places.get(field[1:])) for name, field in row_type.fields.items()]
    fact, source = places["fact"], places.get("source") if row_type is ROWS["why"] else None
    same_for_all = all(field[0] != "@" for _, field, _ in told)
    seen: dict[str, dict[str, str]] = {}

    def statuses(values: tuple[Any, ...], known: str) -> dict[str, str]:
        of = _read(known)
        return {
            name: of.get((values[at] or "") if field[0] == "@" and at is not None else field, "not-stated")
            for name, field, at in told
        }

    def finished(values: tuple[Any, ...], backing: Sequence[Any]) -> Row:
        row: Row = {name: read(None if at is None else values[at]) for name, at, read in ready}
        known, sources = backing
        if same_for_all:
            row["status"] = (seen.get(known) or seen.setdefault(known, statuses(values, known))).copy()
        else:
            row["status"] = statuses(values, known)
        if source is not None:
            row["sources"] = [values[source]]
        elif sources is not None:
            row["sources"] = _read(sources)
        else:
            identity = values[fact]
            row["sources"] = [identity.partition("/")[2]] if identity.startswith("source/") else []
        return row

    return finished


@lru_cache(maxsize=4096)
def _read(text: str) -> Any:  # noqa: ANN401
    # Few texts, many rows: nobody changes what is in a row.
    return json.loads(text)


def _plain(value: Any) -> Any:  # noqa: ANN401
    return value if value != "" else None


def _array(value: str | None) -> Any:  # noqa: ANN401
    return None if value is None else _read(value)


def _list(value: str | None) -> Any:  # noqa: ANN401
    return [] if value is None else _read(value)


def _day(value: Any) -> Any:  # noqa: ANN401
    return None if value in _OPEN else value


_OPEN = (FIRST_DAY, LAST_DAY, "")
# How a value of the index becomes one of a row, by the type of its column.
_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("items", "items?", "aircraft?", "list?", "value", "passage"), _array),
    **dict.fromkeys(("list", "ids"), _list),
    "day?": _day,
    "yes": bool,
    "text": lambda value: value,
}


def _of_facts(connection: sqlite3.Connection, sql: str, facts: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Run `sql`, which ends in a list of facts, for all `facts`, some at a time."""
    wanted = sorted(facts)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        yield from connection.execute(sql.format(facts=", ".join("?" * len(some))), some)


def _values(connection: sqlite3.Connection) -> dict[tuple[str, str], list[Row]]:
    """The values of each disputed field, each with the origins and sources that hold it."""
    sql, _ = query("values")
    found: dict[tuple[str, str], dict[tuple[str, str], Row]] = {}
    for fact, field, said_of, value, words_said, stance, origin, source in connection.execute(sql):
        held = found.setdefault((fact, field), {}).setdefault(
            (said_of, value),
            {
                "value": json.loads(value),
                "words": words_said,
                "fact": said_of,
                "stance": stance if said_of == fact else "conflict",
                "origins": [],
                "sources": [],
            },
        )
        for key, name in (("origins", origin), ("sources", source)):
            if name not in held[key]:
                held[key].append(name)
    return {key: list(values.values()) for key, values in found.items()}


def _claims(connection: sqlite3.Connection, facts: Iterable[str]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    sql = (
        "SELECT s.fact, s.field, s.value, c.source, c.origin, c.at, c.quote, c.hedge, c.via, c.reading"
        " FROM claim_values s JOIN claims c ON c.id = s.claim WHERE s.fact IN ({facts}) ORDER BY s.fact, s.field, c.id"
    )
    for fact, field, value, source, origin, at, quote, hedge, via, reading in _of_facts(connection, sql, facts):
        claim = {
            "value": json.loads(value),
            "source": source,
            "origin": origin,
            "at": json.loads(at),
            "quote": quote,
            "hedge": hedge,
            "via": json.loads(via),
            "reading": reading or None,
        }
        found.setdefault((fact, field), []).append(claim)
    return found


def blocking_filters(
    connection: sqlite3.Connection, question: str, filters: Filters, **parameters: object
) -> list[str]:
    """The filters each of which, left out alone, would give the answer some rows.

    All of them, where only without any there would be rows; none, where there would be
    none even then. To be asked only about an empty answer.
    """

    def has_rows(fewer: Filters) -> bool:
        sql, values = query(question, fewer, **parameters)
        return connection.execute(sql, values).fetchone() is not None

    given = filters.given()
    blamed = [name for name in given if has_rows(filters._replace(**{name: Filters._field_defaults[name]}))]
    return blamed or ([*given] if has_rows(ALL) else [])


def details(connection: sqlite3.Connection, identity: str) -> Row:
    """All that the base has on one fact or other thing: a row of `show`.

    `identity` is a full id that exists. What is no fact has the columns of its table
    as fields, without statuses and claims.
    """
    kind, _, name = identity.partition("/")
    row: Row = dict.fromkeys((column.name for column in ROWS["show"].columns), None)
    row |= {"fact": identity, "kind": kind, "fields": {}, "claims": [], "status": {}, "sources": []}
    table = THINGS.get(kind)
    if table:
        cursor = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (name,))
        values = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
        row["summary"] = values.get("name") or values.get("title") or values.get("publisher")
        row["note"] = values.get("note")
        row["fields"] = {
            key: {"value": value, "words": str(value)} for key, value in values.items() if value not in (None, "")
        }
        row["sources"] = [name] if kind == "source" else []
        return row
    found = connection.execute(
        "SELECT f.contingent, k.country, f.summary, f.note FROM facts f"
        " LEFT JOIN contingents k ON k.id = f.contingent WHERE f.id = ?",
        (identity,),
    ).fetchone()
    row |= dict(zip(("contingent", "country", "summary", "note"), found, strict=True))
    fields = ask(connection, "one_fact", fact=identity)
    kept = ("value", "words", "origins", "articles", "rule")
    row["fields"] = {
        field["field"]: {"status": field["status"]["words"], **{key: field[key] for key in kept}} for field in fields
    }
    row["status"] = {field["field"]: field["status"]["words"] for field in fields}
    row["claims"] = ask(connection, "why", fact=identity, field=None)
    row["sources"] = list(dict.fromkeys(claim["source"] for claim in row["claims"]))
    return row


def citations(connection: sqlite3.Connection) -> dict[str, str]:
    """A reference to each source, by its id: publisher, title, day, address."""
    rows = connection.execute("SELECT id, publisher, title, published, url FROM sources")
    return {
        identity: ", ".join(part for part in (publisher, title, words(published) if published else "", url) if part)
        for identity, publisher, title, published, url in rows
    }


def search_words(text: str) -> str:
    """What a user typed as a full-text query: every word must occur, each may go on.

    Raises:
        WrongUsage: there is no word in it.
    """
    found = re.findall(r"\w+", text)
    if not found:
        raise WrongUsage("there is no word to search for", "for example: csto search power plant")
    return " ".join(f'"{word}"*' for word in found)
