"""The rows of a question, made one by one while they are read, with their sources and statuses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from cstocli.ask.columns import ALTERNATIVES, EVIDENCE, REFERENCES, Cells, Column, Json, Question, Row, RowType
from cstocli.ask.query import ALL, Filters, query
from cstocli.index.index import Cursor, Index
from cstocli.model.light_typing import TYPE_CHECKING, Any, Literal
from cstocli.model.types.type import OrNone, decoded

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_MOST_ROWS = 2**31 - 1  # the largest limit that every engine takes
_IN_A_NOTEBOOK = 50  # rows; more are for a frame
_BACKING = "SELECT statuses, sources, alternatives, id FROM facts WHERE id IN ({ids})"
_NOTHING = ("{}", None, None)

Evidence = bool | Literal["refs"]


class Answer:
    """The rows of a question. It can be iterated several times and holds few rows in memory at any time.

    With `evidence` each row has the claims behind each of its fields: in full, or with
    `"refs"` the ids of claims that `cstocli.ask.evidence.claims_behind` gives once.
    """

    def __init__(
        self,
        index: Index,
        question: Question,
        filters: Filters = ALL,
        *,
        evidence: Evidence = False,
        **parameters: object,
    ) -> None:
        self.question = question
        self.filters = filters
        self._index = index
        self._evidence = evidence
        self.parameters = parameters
        self._sql, self._values = query(question, filters, bases=index.bases, **parameters)
        # Rows that somebody has begun to take, of which none is taken yet, and those that are made of them.
        self._begun: tuple[list[Row], Iterator[Row]] | None = None

    @property
    def row_type(self) -> RowType:
        """What a row is, and its columns."""
        row_type = self.question.row_type
        also = {False: (), True: EVIDENCE, "refs": REFERENCES}[self._evidence]
        return row_type._replace(columns=(*row_type.columns, *also)) if also else row_type

    def __len__(self) -> int:
        """How many rows there are: SQLite counts them without making any.

        `list` asks for it between the beginning and the first row: then they are made, once.
        """
        if self._begun:
            held, rows = self._begun
            held.extend(rows)
            return len(held)
        if self.question.gather:
            return sum(1 for _ in self)
        counted = self._index.execute(f"SELECT count(*) FROM ({self._sql})", self._values)
        return int(counted.fetchone()[0])

    def first(self, most: int, skip: int = 0) -> "Iterable[Row]":
        """The same answer with the first `most` rows only, behind `skip` others."""
        if self.question.gather:
            return [*self][skip : skip + most]
        shorter = self.with_parameters(**self.parameters)
        offset = f" OFFSET {min(skip, _MOST_ROWS)}" if skip else ""
        shorter._sql += f"\nLIMIT {min(most, _MOST_ROWS)}{offset}"  # noqa: SLF001 - its own
        return shorter

    def with_parameters(self, **parameters: object) -> "Answer":
        """The answer to the same question with other parameters of its own."""
        return Answer(self._index, self.question, self.filters, evidence=self._evidence, **parameters)

    def __iter__(self) -> Iterator[Row]:
        """The rows, each with the keys of its row type."""
        held: list[Row] = []
        rows = self._made()
        self._begun = held, rows
        return self._taken(held, rows)

    def _taken(self, held: list[Row], rows: Iterator[Row]) -> Iterator[Row]:
        self._begun = None
        yield from held
        yield from rows

    def _made(self) -> Iterator[Row]:
        if self.question.gather:
            return iter(self.question.gather(self._index.records(self._sql, self._values)))
        rows = self._rows()
        return self.question.complete(self._index, rows) if self.question.complete else rows

    def cells(self, names: Sequence[str]) -> Iterator[Cells | Row]:
        """The rows for formats that write each on its own: of most rows the cells of the columns `names`, nothing else.

        What the index keeps as JSON text stays text. Rows of which more is to be told than the
        index has in one record come whole.
        """
        question = self.question
        known = {column.name for column in question.row_type.columns}
        made = question.gather or question.complete or question.source or self._evidence
        if made or not {"fact", "status", "sources"} <= known or len({*names}) < len(names):
            return iter(self)
        return self._cells(names)

    def _cells(self, wanted: Sequence[str]) -> Iterator[Cells | Row]:
        cursor = self._index.execute(self._sql, self._values)
        names = [column[0] for column in cursor.description]
        finished = _finishing(self.question, names)
        selected = _selecting(self.question, names, wanted)
        fact = names.index("fact")
        for some, known in self._with_backing(cursor, fact):
            for values in some:
                backing = known.get(values[fact], _NOTHING)
                yield selected(values, backing) or finished(values, backing)

    def _with_backing(
        self, cursor: Cursor, fact: int
    ) -> Iterator[tuple[list[tuple[Any, ...]], dict[str, Sequence[Any]]]]:
        """Some records at a time, and what stands behind their facts, of which the ids are in the cells `fact`."""
        while some := cursor.fetchmany(self._index.at_once):
            yield some, {row[3]: row[:3] for row in of_ids(self._index, _BACKING, {row[fact] for row in some})}

    def _rows(self) -> Iterator[Row]:
        question, index = self.question, self._index
        cursor = index.execute(self._sql, self._values)
        names = [column[0] for column in cursor.description]
        if "fact" not in names:
            yield from (dict(zip(names, row, strict=True)) for row in cursor)
            return
        finished = _finishing(question, names)
        fact = names.index("fact")
        for some, known in self._with_backing(cursor, fact):
            add_evidence = self._adding_evidence({row[fact] for row in some}) if self._evidence else None
            for values in some:
                row = finished(values, known.get(values[fact], _NOTHING))
                if add_evidence:
                    shown = _fields_of(question.row_type, dict(zip(names, values, strict=True)))
                    shown |= {name: name for name in row["status"]} if question.whole else {}
                    add_evidence(row, values[fact], shown)
                yield row

    def _adding_evidence(self, facts: set[str]) -> Callable[[Row, str, Mapping[str, str | None]], None]:
        """A function that adds to a row of one of `facts` what stands behind the fields that it shows."""
        # Few answers need it.
        from cstocli.ask.evidence import assessments, brief_assessments, claims, references

        behind, weighed = (references, brief_assessments) if self._evidence == "refs" else (claims, assessments)
        found, assessed = behind(self._index, facts), weighed(self._index, facts)

        def add(row: Row, fact: str, shown: Mapping[str, str | None]) -> None:
            row["evidence"] = {name: found.get((fact, of or ""), []) for name, of in shown.items()}
            row["assessment"] = {name: known for name, of in shown.items() if (known := assessed.get((fact, of or "")))}

        return add

    def to_pandas(self) -> "pd.DataFrame":
        """A frame of pandas, see `cstocli.ask.frames`.

        Raises:
            MissingExtra: pandas is not installed.
        """
        from cstocli.ask.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> "pl.DataFrame":
        """A frame of Polars, see `cstocli.ask.frames`.

        Raises:
            MissingExtra: Polars is not installed.
        """
        from cstocli.ask.frames import to_polars

        return to_polars(self)

    def to_arrow(self) -> "pa.Table":
        """A table of Arrow, see `cstocli.ask.frames`.

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        from cstocli.ask.frames import to_arrow

        return to_arrow(self)

    def _repr_html_(self) -> str:
        """The first rows as a notebook shows them: the columns and signs of the table for people."""
        from cstocli.show.html import html_table

        rows = [*self]
        return html_table(rows[:_IN_A_NOTEBOOK], self.row_type, len(rows))

    def blocking_filters(self) -> list[str]:
        """The filters of which leaving out a single one would give the answer some rows.

        All of them if there are rows only without any filter; none if there are no rows even
        then. Only makes sense for an empty answer.
        """

        def has_rows(fewer: Filters) -> bool:
            sql, values = query(self.question, fewer, bases=self._index.bases, **self.parameters)
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
    fact, source = places["fact"], places.get(question.source)
    added = _added(row_type)
    weighed = "alternatives" in added
    read = _reading(row_type, names, added)
    statuses, several = _statuses(question, names), _several(row_type, names)

    def finished(values: tuple[Any, ...], backing: Sequence[Any]) -> Row:
        row = read(values)
        known, sources, alternatives = backing
        row["status"] = statuses(values, known).copy()
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


def _shown_fields(row_type: RowType, names: Sequence[str]) -> list[tuple[str, str, int | None]]:
    """The columns that show a field: their names, the field, and the cell with its name where the record has it."""
    places = {name: number for number, name in enumerate(names)}
    return [(name, field, places.get(field[1:])) for name, field in row_type.fields.items()]


def _added(row_type: RowType) -> tuple[str, ...]:
    """The columns of which the values stand behind the record of a row."""
    weighed = any(column.type is ALTERNATIVES.type for column in row_type.columns)
    return ("status", "sources", *["alternatives"] * weighed)


def _statuses(question: Question, names: Sequence[str]) -> Callable[[tuple[Any, ...], str], dict[str, str]]:
    """A function that gives the statuses of the columns of a record: of equal ones the same object."""
    shown = _shown_fields(question.row_type, names)
    # The cells that hold the name of a field, and nothing.
    named = sorted({at for _, field, at in shown if field[0] == "@" and at is not None})
    seen: dict[tuple[Any, ...], dict[str, str]] = {}

    def made(values: tuple[Any, ...], known: str) -> dict[str, str]:
        of = decoded(known)
        own = {
            name: of.get((values[at] or "") if field[0] == "@" and at is not None else field, "not-stated")
            for name, field, at in shown
        }
        return own | of if question.whole else own

    def statuses(values: tuple[Any, ...], known: str) -> dict[str, str]:
        same = (known, *[values[at] for at in named])
        return seen.get(same) or seen.setdefault(same, made(values, known))

    return statuses


def _several(row_type: RowType, names: Sequence[str]) -> Callable[[tuple[Any, ...], str], dict[str, Any]]:
    """A function that gives, of the columns of a record, those with values of which none is better attested."""
    shown = _shown_fields(row_type, names)

    def several(values: tuple[Any, ...], alternatives: str) -> dict[str, Any]:
        of = decoded(alternatives)
        fields = {name: values[at] if field[0] == "@" and at is not None else field for name, field, at in shown}
        return {name: of[field] for name, field in fields.items() if field in of}

    return several


def _selecting(
    question: Question, names: Sequence[str], wanted: Sequence[str]
) -> Callable[[tuple[Any, ...], Sequence[Any]], Cells | None]:
    """A function that takes the cells of the columns `wanted` from a record; None where it must be made a row.

    That is so where a text is empty, and where there are several values and not the column of them.
    """
    columns = {column.name: column for column in question.row_type.columns}
    added = _added(question.row_type)
    places = {name: number for number, name in enumerate(names)}
    # Behind the cells of a record comes nothing, then what is added.
    behind = len(names) + 1
    taken = [
        behind + added.index(name) if name in added else places.get(columns[name].reads or name, len(names))
        for name in wanted
    ]
    # With one name there would be no tuple.
    cells = itemgetter(*taken, len(names))
    others = [
        (number, _as_cell(columns[name]))
        for number, name in enumerate(wanted)
        if (name not in added or name == "sources") and not columns[name].type.as_is
    ]
    statuses, several = _statuses(question, names), _several(question.row_type, names)
    has_several = "alternatives" in added and "alternatives" in wanted

    def selected(values: tuple[Any, ...], backing: Sequence[Any]) -> Cells | None:
        known, sources, alternatives = backing
        if sources is None or (alternatives is not None and not has_several):
            return None
        other = _NO_ALTERNATIVES if alternatives is None else several(values, alternatives)
        own = cells((*values, None, statuses(values, known), sources, other))
        if "" in own:
            return None
        made = [*own[:-1]]
        for number, as_cell in others:
            made[number] = as_cell(made[number])
        return tuple(made)

    return selected


_NO_ALTERNATIVES = Json("{}")


def _as_cell(column: Column) -> Callable[[Any], Any]:
    """A function that makes a cell of what the index keeps for a column: arrays and objects stay JSON text."""
    type_ = column.type
    if not (type_.of if isinstance(type_, OrNone) else type_).encoded:
        return type_.decode
    nothing = Json("[]") if type_.decode(None) == [] else None

    def as_cell(text: str | None) -> Any:  # noqa: ANN401
        if text is None:
            return nothing
        # The index encodes as formats do.
        return Json(text) if text[0] in "[{" else type_.decode(text)

    return as_cell


def _reading(row_type: RowType, names: Sequence[str], added: tuple[str, ...]) -> Callable[[tuple[Any, ...]], Row]:
    """A function that makes of a record the row of its columns, but for the values of those that are `added` later."""
    keys = [column.name for column in row_type.columns]
    places = {name: number for number, name in enumerate(names)}
    taken = [places.get(column.reads or column.name) for column in row_type.columns]
    decoders = [column.type.decode for column in row_type.columns]
    # What the text lacks is read from a cell behind all others, which is empty.
    cells = itemgetter(*(len(names) if at is None else at for at in taken), len(names))
    # Most cells are data as they are: only the others are looked at one by one.
    others = [
        (column.name, number, column.type.decode)
        for number, column in enumerate(row_type.columns)
        if not column.type.as_is and column.name not in added
    ]

    def read(values: tuple[Any, ...]) -> Row:
        own = cells((*values, None))
        if "" in own:
            return {key: decode(cell) for key, decode, cell in zip(keys, decoders, own, strict=False)}
        row: Row = dict(zip(keys, own, strict=False))
        for key, number, decode in others:
            row[key] = decode(own[number])
        return row

    return read


def of_ids(index: Index, sql: str, ids: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Run `sql`, which ends in a list `{ids}`, for all of `ids`, some at a time."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), index.at_once):
        some = wanted[start : start + index.at_once]
        yield from index.execute(sql.format(ids=", ".join("?" * len(some))), some)
