"""The rows of all tables of the index, made from a base."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from cstocli.index.context import Context
from cstocli.index.fact_context import FactContext, KindContext
from cstocli.index.fact_tables import fact_tables
from cstocli.index.kept import KEPT
from cstocli.index.schema import Row, Table
from cstocli.index.tables import PROVENANCE, base_tables
from cstocli.model.base import Base, Progress
from cstocli.model.format import Format
from cstocli.weigh.facts import AssessedFact, weigh
from cstocli.weigh.spans import Span, span_of

Batch = tuple[str, Iterable[Row]]

FACTS_AT_ONCE = 1000  # whose rows are held before they are handed on
# Tables with rows of facts that need no weighing; those of claims are numbered without gaps.
_OF_FACTS = (PROVENANCE.name, KEPT.name)


def table_rows(base: Base, progress: Progress) -> Iterator[Batch]:
    """All rows, table by table; one table may come several times."""
    context, format_ = Context(base), base.format
    for table in (*base_tables(format_), KEPT):
        if table.rows and table.name in _OF_FACTS:
            yield from _in_batches(table.name, table.rows(context))
        elif table.rows:
            yield table.name, table.rows(context)
    # By now whoever takes the rows has something to do while the facts are weighed.
    assessed = weigh(base, format_, context.hierarchy, context.claims, progress)
    summed = format_.add_up(base, assessed, context.hierarchy) if format_.add_up else []
    facts = [*((one, span_of(one, format_.all_kinds[one.fact.kind])) for one in assessed), *summed]
    yield from fact_rows(context, [(position, *each) for position, each in enumerate(facts)], progress)


def _in_batches(table: str, rows: Iterable[Row]) -> Iterator[Batch]:
    """Rows in batches: between two of them is room for rows of an edit."""
    rows = iter(rows)
    while some := [*islice(rows, FACTS_AT_ONCE)]:
        yield table, some


def tables_of_kinds(format: Format, tables: Iterable[Table]) -> dict[str, list[Table]]:  # noqa: A002
    """Of the `fact_tables` those in which a fact of each kind may have rows: its own, and those of all facts."""
    kinds = format.all_kinds
    plurals = {kind.plural for kind in kinds.values()}
    return {
        name: [table for table in tables if table.name == kind.plural or table.name not in plurals]
        for name, kind in kinds.items()
    }


def fact_rows(context: Context, facts: Sequence[tuple[int, AssessedFact, Span]], progress: Progress) -> Iterator[Batch]:
    """The rows of facts, each of which comes with its place in the base and its days."""
    tables = fact_tables(context.format)
    rows: dict[str, list[Row]] = {table.name: [] for table in tables}
    kinds = {name: KindContext(kind) for name, kind in context.format.all_kinds.items()}
    makers = {
        kind: [(rows[table.name], table.rows_of) for table in of_kind if table.rows_of]
        for kind, of_kind in tables_of_kinds(context.format, tables).items()
    }
    for number, (position, assessed, span) in enumerate(progress(facts, "filling the index"), 1):
        of = kinds[assessed.fact.kind]
        one = FactContext(assessed, of, position, span, context)
        for own, rows_of in makers[assessed.fact.kind]:
            own.extend(rows_of(context, one))
        if number % FACTS_AT_ONCE == 0 or number == len(facts):
            yield from rows.items()
            for gathered in rows.values():
                gathered.clear()
