"""The rows of a question, made one by one while they are read, with their sources and statuses."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from typing import Any

from cstocli.ask.columns import ALTERNATIVES, EVIDENCE, Question, Row, RowType
from cstocli.ask.query import ALL, Filters, query
from cstocli.index.index import Index
from cstocli.model.types.type import decoded

_MOST_ROWS = 2**63 - 1  # the largest whole number of SQL; no table has more rows
_AT_ONCE = 500  # SQLite's oldest limit on parameters is 999
_BACKING = "SELECT id, statuses, sources, alternatives FROM facts WHERE id IN ({facts})"
_NOTHING = ("{}", None, None)
_ASSESSED = (
    "status",
    "independent",
    "origins",
    "articles",
    "states",
    "fits",
    "contradicts",
    "set_aside",
    "low",
    "high",
    "corroborated_as_words",
    "rule",
)


class Answer:
    """The rows of a question. It can be iterated several times and holds few rows in memory at any time.

    With `evidence` each row has the claims behind each of its fields.
    """

    def __init__(
        self,
        index: Index,
        question: Question,
        filters: Filters = ALL,
        *,
        evidence: bool = False,
        **parameters: object,
    ) -> None:
        self.question = question
        self.filters = filters
        self._index = index
        self._evidence = evidence
        self.parameters = parameters
        self._sql, self._values = query(question, filters, **parameters)

    @property
    def row_type(self) -> RowType:
        """What a row is, and its columns."""
        row_type = self.question.row_type
        return row_type._replace(columns=(*row_type.columns, *EVIDENCE)) if self._evidence else row_type

    def __len__(self) -> int:
        """How many rows there are: SQLite counts them without making any."""
        if self.question.gather:
            return sum(1 for _ in self)
        counted = self._index.execute(f"SELECT count(*) FROM ({self._sql})", self._values)
        return int(counted.fetchone()[0])

    def first(self, most: int) -> "Iterable[Row]":
        """The same answer with the first `most` rows only."""
        if self.question.gather:
            return [*self][:most]
        shorter = copy(self)
        shorter._sql += f"\nLIMIT {min(most, _MOST_ROWS)}"  # noqa: SLF001 - its own
        return shorter

    def with_parameters(self, **parameters: object) -> "Answer":
        """The answer to the same question with other parameters of its own."""
        return Answer(self._index, self.question, self.filters, evidence=self._evidence, **parameters)

    def __iter__(self) -> Iterator[Row]:
        """The rows, each with the keys of its row type."""
        if self.question.gather:
            return iter(self.question.gather(self._index.records(self._sql, self._values)))
        rows = self._rows()
        return self.question.complete(self._index, rows) if self.question.complete else rows

    def _rows(self) -> Iterator[Row]:
        question, index = self.question, self._index
        cursor = index.execute(self._sql, self._values)
        names = [column[0] for column in cursor.description]
        if "fact" not in names:
            yield from (dict(zip(names, row, strict=True)) for row in cursor)
            return
        finished = _finishing(question, names)
        fact = names.index("fact")
        while some := cursor.fetchmany(_AT_ONCE):
            facts = {row[fact] for row in some}
            known = {entity: more for entity, *more in _of_facts(index, _BACKING, facts)}
            claims = _claims(index, facts) if self._evidence else None
            assessed = _assessments(index, facts) if self._evidence else {}
            for values in some:
                row = finished(values, known.get(values[fact], _NOTHING))
                if claims is not None:
                    shown = _fields_of(question.row_type, dict(zip(names, values, strict=True)))
                    shown |= {name: name for name in row["status"]} if question.whole else {}
                    row["evidence"] = {name: claims.get((values[fact], of or ""), []) for name, of in shown.items()}
                    row["assessment"] = {
                        name: found for name, of in shown.items() if (found := assessed.get((values[fact], of or "")))
                    }
                yield row

    def blocking_filters(self) -> list[str]:
        """The filters of which leaving out a single one would give the answer some rows.

        All of them if there are rows only without any filter; none if there are no rows even
        then. Only makes sense for an empty answer.
        """

        def has_rows(fewer: Filters) -> bool:
            sql, values = query(self.question, fewer, **self.parameters)
            return self._index.execute(sql, values).fetchone() is not None

        given = self.filters.given()
        defaults = Filters._field_defaults
        blamed = [name for name in given if has_rows(self.filters._replace(**{name: defaults[name]}))]
        blamed = blamed or ([*given] if has_rows(ALL) else [])
        owner = self.question.owner
        return [owner.name if owner and name == "owner" else name for name in blamed]


def _fields_of(row_type: RowType, row: Row) -> dict[str, str | None]:
    """The field of its fact that each column of a row shows; `@` marks a column that holds the name of the field."""
    return {name: row[field[1:]] if field[0] == "@" else field for name, field in row_type.fields.items()}


def _finishing(question: Question, names: list[str]) -> Callable[[tuple[Any, ...], Sequence[Any]], Row]:
    """A function that turns a record into a row: reads arrays, makes open days null, adds statuses and sources.

    Whatever is the same for all rows is computed once, here.
    """
    row_type = question.row_type
    places = {name: number for number, name in enumerate(names)}
    ready = [(column.name, places.get(column.reads or column.name), column.type.decode) for column in row_type.columns]
    shown = [(name, field, places.get(field[1:])) for name, field in row_type.fields.items()]
    fact, source = places["fact"], places.get(question.source)
    weighed = any(column.type is ALTERNATIVES.type for column in row_type.columns)
    same_for_all = all(field[0] != "@" for _, field, _ in shown)
    seen: dict[str, dict[str, str]] = {}

    def statuses(values: tuple[Any, ...], known: str) -> dict[str, str]:
        of = decoded(known)
        own = {
            name: of.get((values[at] or "") if field[0] == "@" and at is not None else field, "not-stated")
            for name, field, at in shown
        }
        return own | of if question.whole else own

    def several(values: tuple[Any, ...], alternatives: str) -> dict[str, Any]:
        of = decoded(alternatives)
        fields = {name: values[at] if field[0] == "@" and at is not None else field for name, field, at in shown}
        return {name: of[field] for name, field in fields.items() if field in of}

    def finished(values: tuple[Any, ...], backing: Sequence[Any]) -> Row:
        row: Row = {name: read(None if at is None else values[at]) for name, at, read in ready}
        known, sources, alternatives = backing
        if same_for_all:
            row["status"] = (seen.get(known) or seen.setdefault(known, statuses(values, known))).copy()
        else:
            row["status"] = statuses(values, known)
        if source is not None:
            row["sources"] = [values[source]]
        elif sources is not None:
            row["sources"] = decoded(sources)
        else:
            entity = values[fact]
            row["sources"] = [entity.partition("/")[2]] if entity.startswith("source/") else []
        if weighed:
            row["alternatives"] = {} if alternatives is None else several(values, alternatives)
        return row

    return finished


def _of_facts(index: Index, sql: str, facts: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Run `sql`, which ends in a list of facts, for all `facts`, some at a time."""
    wanted = sorted(facts)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        yield from index.execute(sql.format(facts=", ".join("?" * len(some))), some)


def _assessments(index: Index, facts: Iterable[str]) -> dict[tuple[str, str], Row]:
    """How each field of `facts` was weighed, by fact and field."""
    sql = f"SELECT fact, field, corroborated_as, {', '.join(_ASSESSED)} FROM fields WHERE fact IN ({{facts}})"
    return {
        (fact, field): {
            **dict(zip(_ASSESSED, rest, strict=True)),
            "corroborated_as": decoded(coarser) if coarser else None,
        }
        for fact, field, coarser, *rest in _of_facts(index, sql, facts)
    }


def _claims(index: Index, facts: Iterable[str]) -> dict[tuple[str, str], list[Row]]:
    """The claims behind each field of `facts`, by fact and field."""
    found: dict[tuple[str, str], list[Row]] = {}
    sql = (
        "SELECT s.fact, s.field, s.value, c.source, c.origin, c.at, c.quote, s.hedge, c.via, c.reading"
        " FROM claim_values s JOIN claims c ON c.id = s.claim WHERE s.fact IN ({facts})"
        " ORDER BY s.fact, s.field, c.id, s.position"
    )
    for fact, field, value, source, origin, at, quote, hedge, via, reading in _of_facts(index, sql, facts):
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
