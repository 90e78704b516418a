"""All rows of the index, made from a base and handed on table by table."""

from collections.abc import Iterable, Iterator

from cstocli.index.context import Context
from cstocli.index.fact_tables import FactContext, fact_tables
from cstocli.index.schema import Row, Table
from cstocli.index.tables import base_tables
from cstocli.model.base import Base, Progress
from cstocli.model.format import Format
from cstocli.weigh.fields import AssessedFact, weigh
from cstocli.weigh.spans import Span, span_of

Batch = tuple[str, Iterable[Row]]

_AT_ONCE = 1000  # facts, whose rows are held before they are handed on


def table_rows(base: Base, format: Format, progress: Progress) -> Iterator[Batch]:  # noqa: A002
    """All rows, table by table; one table may come several times."""
    context = Context(base, format)
    for table in base_tables(format):
        if table.rows:
            yield table.name, table.rows(context)
    # By now whoever takes the rows has something to do while the facts are weighed.
    assessed = weigh(base, format, context.hierarchy, context.claims, progress)
    summed = format.add_up(base, assessed, context.hierarchy) if format.add_up else []
    facts = [*((one, span_of(one, format.all_kinds[one.fact.kind])) for one in assessed), *summed]
    yield from _fact_rows(context, facts, progress)


def _fact_rows(context: Context, facts: list[tuple[AssessedFact, Span]], progress: Progress) -> Iterator[Batch]:
    tables = fact_tables(context.format)
    kinds = {kind.plural for kind in context.format.all_kinds.values()}
    shared = [table for table in tables if table.name not in kinds]
    own: dict[str, Table] = {table.name: table for table in tables if table.name in kinds}
    rows: dict[str, list[Row]] = {table.name: [] for table in tables}
    for position, (assessed, span) in enumerate(progress(facts, "filling the index")):
        kind = context.format.all_kinds[assessed.fact.kind]
        one = FactContext(assessed, kind, position, span, context)
        for table in (*shared, own[kind.plural]):
            if table.rows_of:
                rows[table.name] += table.rows_of(context, one)
        if position % _AT_ONCE == _AT_ONCE - 1 or position == len(facts) - 1:
            yield from rows.items()
            for gathered in rows.values():
                gathered.clear()
