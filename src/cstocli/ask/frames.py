"""Answers as data frames of pandas, Polars and Arrow; each library is imported when it is asked for.

The columns and their types come from the row type, never from the rows: an answer without
rows has the same ones. No value looks surer than it is: beside each column of a field
stands its status, and where no value is better attested the column of alternatives has all.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from cstocli.ask.columns import ALTERNATIVES, Column, Row, RowType
from cstocli.model import types
from cstocli.model.dates import parse
from cstocli.model.errors import MissingExtra

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from cstocli.ask.answer import Answer

TEXT, WHOLE, NUMBER, TRUTH, DAY, TEXTS = "text", "whole", "number", "truth", "day", "texts"


class Series(NamedTuple):
    """One column of a frame: its name, one of the six types above, and its value in a row."""

    name: str
    type: str
    of: Callable[[Row], Any]


def series(row_type: RowType) -> list[Series]:
    """The columns of the frame of an answer.

    A column that shows a field is followed by `NAME_status`, and by `NAME_alternatives`
    with the words of all values where none is better attested. A column of mixed values is
    text, followed by `NAME_number` and `NAME_day` for what is a number or a single day.
    Objects are JSON text; so are `status` and `alternatives`, which may say more of the
    fact than columns show. Where the answer has a column of such a name, `_` is appended.
    """
    weighed = any(column.type is ALTERNATIVES.type for column in row_type.columns)
    taken = {column.name for column in row_type.columns}
    found: list[Series] = []
    for column in row_type.columns:
        for each in _series_of(column, weighed=weighed):
            name = each.name
            while name != column.name and name in taken:
                name += "_"
            taken.add(name)
            found.append(each._replace(name=name))
    return found


def _series_of(column: Column, *, weighed: bool) -> Iterator[Series]:
    name, schema = column.name, _schema(column)
    if schema == {}:
        yield Series(name, TEXT, lambda row: _as_text(row[name]))
        yield Series(f"{name}_number", NUMBER, lambda row: _number(row[name]))
        yield Series(f"{name}_day", DAY, lambda row: _single_day(row[name]))
    elif column.type in (types.DAY, types.DAY.or_none):
        yield Series(name, DAY, lambda row: _day(row[name]))
    elif plain := _plain(schema):
        yield Series(name, plain, lambda row: row[name])
    else:
        yield Series(name, TEXT, lambda row: _as_text(row[name]))
    if column.field:
        yield Series(f"{name}_status", TEXT, lambda row: row["status"].get(name))
        if weighed:
            yield Series(f"{name}_alternatives", TEXT, lambda row: row["alternatives"].get(name, {}).get("words"))


def _schema(column: Column) -> dict[str, Any]:
    """The JSON Schema of the values of a column that are there."""
    schema = column.type.schema
    return schema["anyOf"][0] if "anyOf" in schema else schema


def _plain(schema: dict[str, Any]) -> str:
    """The type of a column whose values are all of one JSON type; empty for any other."""
    if schema.get("type") == "array":
        return TEXTS if schema.get("items", {}).get("type") == "string" else ""
    kinds = {"integer": WHOLE, "number": NUMBER, "boolean": TRUTH, "string": TEXT}
    return TEXT if "enum" in schema else kinds.get(str(schema.get("type")), "")


def _as_text(value: Any) -> str | None:  # noqa: ANN401
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _number(value: Any) -> float | None:  # noqa: ANN401
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _single_day(value: Any) -> date | None:  # noqa: ANN401
    """The day that a text of EDTF names without any doubt."""
    try:
        found = date.fromisoformat(value)
        return found if parse(value).earliest == value else None
    except (TypeError, ValueError):
        return None


def to_pandas(answer: "Answer") -> "pd.DataFrame":
    """A pandas frame: nullable types, days as `datetime64[s]`, lists as objects.

    Raises:
        MissingExtra: pandas is not installed.
    """
    pandas = _library("pandas")
    dtypes = {TEXT: "string", WHOLE: "Int64", NUMBER: "Float64", TRUTH: "boolean", DAY: "datetime64[s]"}
    frame = {
        each.name: pandas.Series(values, dtype=dtypes.get(each.type, "object")) for each, values in _values(answer)
    }
    return pandas.DataFrame(frame)


def to_polars(answer: "Answer") -> "pl.DataFrame":
    """A frame of Polars.

    Raises:
        MissingExtra: Polars is not installed.
    """
    polars = _library("polars")
    dtypes = {
        TEXT: polars.String,
        WHOLE: polars.Int64,
        NUMBER: polars.Float64,
        TRUTH: polars.Boolean,
        DAY: polars.Date,
        TEXTS: polars.List(polars.String),
    }
    frame: pl.DataFrame = polars.DataFrame(
        [polars.Series(each.name, values, dtypes[each.type]) for each, values in _values(answer)]
    )
    return frame


def to_arrow(answer: "Answer") -> "pa.Table":
    """A table of Arrow.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    arrow = _library("pyarrow")
    dtypes = {
        TEXT: arrow.string(),
        WHOLE: arrow.int64(),
        NUMBER: arrow.float64(),
        TRUTH: arrow.bool_(),
        DAY: arrow.date32(),
        TEXTS: arrow.list_(arrow.string()),
    }
    return arrow.table({each.name: arrow.array(values, dtypes[each.type]) for each, values in _values(answer)})


def _values(answer: "Answer") -> Iterator[tuple[Series, list[Any]]]:
    """The columns of an answer and their values; its rows are read once."""
    columns = series(answer.row_type)
    values: list[list[Any]] = [[] for _ in columns]
    for row in answer:
        for each, held in zip(columns, values, strict=True):
            held.append(each.of(row))
    return zip(columns, values, strict=True)


def _library(name: str) -> Any:  # noqa: ANN401
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise MissingExtra(name, name) from None
