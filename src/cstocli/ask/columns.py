"""Columns, row types and questions: the contract of every answer.

JSON keys, CSV headings, table columns and JSON Schemas come from row types and from
nowhere else. Columns are only ever added.
"""

from collections.abc import Callable, Iterable, Iterator

from cstocli.model.light_typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from cstocli.index.index import Index
    from cstocli.model.format import Format
from cstocli.model import types

Row = dict[str, Any]
Cells = tuple[Any, ...]
"""A row as its cells alone, in the order of some columns."""


class Json(str):
    """A cell that is the JSON text of an array or object, to be written as it is."""

    __slots__ = ()


class Column(NamedTuple):
    """One key of a row.

    `field` is the field of the row's fact that it shows, whose status is then part of the
    row; `@NAME` if the column NAME of the SQL text, which is one of its tables' own, holds
    the name of the field. `heading` makes it a column of the table; on a narrow terminal the columns with the
    highest `place` are dropped first. `words` names the key with the same value in words,
    for the table; `absent` is what the table shows where having no value is an answer of
    its own; `reads` is the column of the SQL text, if it has another name than the key;
    `status` is that which holds its status, where it shows no field.
    """

    name: str
    type: types.Type
    meaning: str
    field: str = ""
    heading: str = ""
    place: int = 0
    words: str = ""
    absent: str = ""
    reads: str = ""
    status: str = ""


class RowType(NamedTuple):
    """What one row of an answer is, and its columns."""

    one_row: str
    columns: tuple[Column, ...]

    @property
    def fields(self) -> dict[str, str]:
        """The columns that show a field of the fact, and which one."""
        return {column.name: column.field for column in self.columns if column.field}


def without_heading(row_type: RowType, name: str) -> RowType:
    """The same row type with one column that the table leaves out."""
    columns = (column._replace(heading="") if column.name == name else column for column in row_type.columns)
    return row_type._replace(columns=tuple(columns))


# They stand for what the vocabulary shows of the owner: all of it, its id, the number of them all.
OWNER_COLUMNS = Column("{owner}", types.ID, "")
OWNER_ID = Column("{owner_id}", types.ID, "")
OWNER_COUNT = Column("{owner_count}", types.ID, "")

OWNER = "owner"
FILTERS = (OWNER, "place", "source", "status", "kind", "grade", "since", "until", "on", "certain")
WITH_PARTS = (*FILTERS, "parts")


class Owner:
    """The sort of entity to which the facts of a vocabulary belong, such as a contingent, as questions show it.

    `name` is its filter and the kind of the facts that sum up its facts; `plural` is its
    table and its listing. `columns` are what a row shows of it, its id first; `sql` gives
    each of them in the index, after `join`; `names` selects every spelling of an owner and
    its id; `counted` is the column that counts all owners.
    """

    # No named tuples here: defining one takes longer than loading a module.
    def __init__(
        self,
        name: str,
        plural: str,
        *,
        columns: tuple[Column, ...],
        sql: tuple[str, ...],
        join: str,
        names: str,
        counted: Column,
    ) -> None:
        self.name = name
        self.plural = plural
        self.columns = columns
        self.sql = sql
        self.join = join
        self.names = names
        self.counted = counted


def sql_text(file: str) -> str:
    """The SQL text in a file."""
    with open(file, encoding="utf-8") as opened:
        return opened.read()


class Question:
    """A question that an index answers.

    `text` is the file with its SQL, in which facts are `f`; it is empty if no single SQL
    text answers the question. `days` is the alias of the table with its days. `scope` is
    what a filter by source selects: the `facts` that the source speaks of, or its own
    `claims`. `parameters` are needed in addition to `filters`. `source` is the column with
    the only source of a row; without it, a row has the sources of its fact. With `whole` a
    row stands for a fact with all of its fields, whichever columns there are. `complete` adds
    to each row what SQL cannot express; `gather` makes the rows from those of the SQL text.
    `kinds` are those of its facts, where it has no others. It has a `command` of its name,
    unless it is a part of another answer.
    """

    def __init__(
        self,
        name: str,
        one_row: str,
        columns: tuple[Column, ...],
        text: str = "",
        *,
        days: str = "f",
        scope: str = "facts",
        filters: tuple[str, ...] = FILTERS,
        parameters: tuple[str, ...] = (),
        source: str = "",
        whole: bool = False,
        kinds: tuple[str, ...] = (),
        command: bool = True,
        complete: "Callable[[Index, Iterator[Row]], Iterator[Row]] | None" = None,
        gather: Callable[[Iterable[Row]], list[Row]] | None = None,
    ) -> None:
        self.name = name
        self.row_type = RowType(one_row, columns)
        self.text = text
        self.days = days
        self.scope = scope
        self.filters = filters
        self.parameters = parameters
        self.source = source
        self.whole = whole
        self.kinds = kinds
        self.command = command
        self.complete = complete
        self.gather = gather
        self.owner: Owner | None = None

    @property
    def sql(self) -> str:
        """Its SQL text, with placeholders for its filters and its vocabulary."""
        return sql_text(self.text) if self.text else ""

    @property
    def order(self) -> str:
        """The order of its rows: the terms of its ORDER BY."""
        return self.sql.rpartition("ORDER BY")[2].strip()

    def of(self, owner: Owner | None) -> "Question":
        """The question with the placeholders of the owner replaced by the columns of `owner`."""
        shown = owner.columns if owner else ()
        fill = {OWNER_COLUMNS: shown, OWNER_ID: shown[:1], OWNER_COUNT: (owner.counted,) if owner else ()}
        columns = tuple(each for column in self.row_type.columns for each in fill.get(column, (column,)))
        known = {OWNER: owner.name if owner else ""}
        # The module `copy` takes longer to load.
        question = Question.__new__(Question)
        question.__dict__.update(self.__dict__)
        question.row_type = self.row_type._replace(columns=columns)
        question.filters = tuple(name for each in self.filters if (name := known.get(each, each)))
        question.owner = owner
        return question


class Vocabulary:
    """What a vocabulary adds: the format of its bases, questions, and the owner.

    `title` says what its bases are about, above its commands in the help. `format` is
    called only if a base is read. `questions` have a command of their own, `parts` have
    none.
    """

    def __init__(
        self,
        format: "Callable[[], Format]",  # noqa: A002
        questions: tuple[Question, ...] = (),
        parts: tuple[Question, ...] = (),
        owner: Owner | None = None,
        title: str = "",
    ) -> None:
        self.title = title
        self.format = format
        self.questions = questions
        self.parts = parts
        self.owner = owner


FACT = Column("fact", types.ID, "id of the fact, for `csto show` and `csto why`")
CERTAINTY = Column(
    "certainty",
    types.CERTAINTY,
    "whether it falls within the days asked for, or only may; null where none were asked for",
    heading="In the days",
    place=1,
)
BACKING = (
    Column("status", types.STATUSES, "how well each field is attested"),
    Column("sources", types.IDS, "ids of the sources whose claims stand behind the row"),
)
ALTERNATIVES = Column(
    "alternatives", types.ALTERNATIVES, "column → its values, where none of several is better attested"
)
WEIGHED = (*BACKING, ALTERNATIVES)
PART_OF = Column("part_of", types.ID.or_none, "id of the fact of which it is a part, listed with --parts")

DATE = Column("date", types.DATE.or_none, "when, as EDTF", "date", "Date")
DAYS = (
    Column("earliest", types.DAY.or_none, "the first day that the date allows; null when open"),
    Column("latest", types.DAY.or_none, "the last day that the date allows; null when open"),
)
PART_OF_DAY = Column(
    "part_of_day",
    types.PART_OF_DAY.or_none,
    "night, morning, afternoon or evening, local time",
    "part_of_day",
    "Time of day",
    7,
)
EVIDENCE = (
    Column("evidence", types.EVIDENCE, "the claims behind each field"),
    Column("assessment", types.ASSESSMENT, "how each field was weighed"),
)
REFERENCES = (
    Column("evidence", types.REFERENCES, "the values that claims give of each field, each with the ids of its claims"),
    EVIDENCE[1],
)
