"""Rows with the status of each field in columns of its own, for programs that know no objects."""

from collections.abc import Iterable, Iterator
from typing import Any

from cstocli.ask.columns import Column, RowType
from cstocli.model import types
from cstocli.model.status import STATUSES
from cstocli.model.types import Choice

Row = dict[str, Any]

STATUS, ORIGINS = "_status", "_origins"
_EVIDENCE = ("evidence", "assessment")
_STATUS_TYPE = Choice("status", STATUSES)


def flat_row_type(row_type: RowType, *, evidence: bool = False) -> RowType:
    """The row type whose columns with a status have two more behind them: `date`, `date_status`, `date_origins`.

    It lacks `status`, which holds the same; and what `--evidence` adds, unless `evidence` wants it.
    """
    left_out = {"status", *(() if evidence else _EVIDENCE)}
    columns: list[Column] = []
    for column in row_type.columns:
        if column.name in left_out:
            continue
        columns.append(column)
        if column.field:
            columns += [
                Column(column.name + STATUS, _STATUS_TYPE.or_none, f"how well {column.name} is attested"),
                Column(column.name + ORIGINS, types.COUNT.or_none, f"how many origins state {column.name}"),
            ]
    return row_type._replace(columns=tuple(columns))


def flat_rows(rows: Iterable[Row], row_type: RowType) -> Iterator[Row]:
    """`rows`, which must have evidence, with the columns that `flat_row_type` adds to those of `row_type`."""
    names = [column.name for column in row_type.columns if column.field]
    for row in rows:
        statuses, assessed = row.get("status") or {}, row.get("assessment") or {}
        more: Row = {}
        for name in names:
            # What nobody states has a status too, and is weighed only where it was asked.
            status = statuses.get(name)
            more[name + STATUS] = status
            more[name + ORIGINS] = assessed.get(name, {}).get("origins", 0 if status else None)
        yield {**row, **more}


def with_flat_fields(fields: Iterable[str], row_type: RowType) -> tuple[str, ...]:
    """The names of `fields`, behind each with a status those of its flat columns, but for those that are named."""
    names = list(fields)
    weighed = row_type.fields
    more = {
        name: [name + end for end in (STATUS, ORIGINS) if name + end not in names] for name in names if name in weighed
    }
    return tuple(each for name in names for each in (name, *more.get(name, ())))
