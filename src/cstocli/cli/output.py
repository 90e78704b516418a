"""Writes answers to standard output, and notices on them to standard error."""

import os
import sys
from collections.abc import Iterable, Mapping, Sized
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from cstocli.ask.answer import Answer
from cstocli.ask.columns import Column, RowType
from cstocli.cli import screen
from cstocli.cli.request import Request
from cstocli.model import types
from cstocli.model.errors import UnknownName
from cstocli.show.formats import FORMATS, ascii_json

if TYPE_CHECKING:
    from cstocli.show.style import Rendered, Style

Row = dict[str, Any]


def write_answer(
    rows: Iterable[Row],
    row_type: RowType,
    request: Request,
    title: str = "",
    citations: Mapping[str, str] | None = None,
) -> bool:
    """Write `rows` in the format of the request; returns whether there were any.

    Formats for programs take rows one by one, unless they are sorted. `title` goes above
    tables for people, and `citations`, a reference for each source, below.

    Raises:
        UnknownName: the row type lacks a field to show or to sort by.
    """
    if request.sort:
        rows = _sorted(list(rows), row_type, request.sort)
    row_type = _with_fields(row_type, request.fields)
    some = True
    if request.limit is not None:
        rows, some = _limited(rows, request.limit, quiet=request.quiet)
    if request.for_people:
        # Tables need many modules that JSON does not.
        from cstocli.show.answer import render_rows

        listed = list(rows)
        write_rendered(render_rows(listed, row_type, style_of(request, citations), title), request)
        return some and (bool(listed) or request.limit == 0)
    remaining = iter(rows)
    first = next(remaining, None)
    rows = chain(() if first is None else (first,), remaining)
    if request.fields and request.format in ("json", "jsonl"):
        names = [column.name for column in row_type.columns]
        rows = ({name: row[name] for name in names} for row in rows)
    pieces = FORMATS[request.format](rows, row_type)
    as_json = request.format in ("json", "jsonl")
    if as_json and not screen.supports_unicode(sys.stdout):
        pieces = map(ascii_json, pieces)
    screen.write_data(pieces, sys.stdout, as_json=as_json)
    return some and (first is not None or request.limit == 0)


def style_of(request: Request, citations: Mapping[str, str] | None = None) -> "Style":
    """The layout for people that a request and standard output call for."""
    from cstocli.show.style import Style

    width, colour = screen.screen(sys.stdout, request.colour, os.environ)
    # What has no colours is no terminal, or was told to write nothing but text.
    links = width is not None and colour
    return Style(width, colour, request.long or request.evidence, citations, request.perspective.words, links)


def write_rendered(rendered: "Rendered", request: Request) -> None:
    """Write an answer for people, then the notices on it."""
    if request.no_pager:
        screen.write(rendered.pieces, sys.stdout)
    else:
        screen.write_paged(rendered.pieces, sys.stdout, os.environ)
    for notice in rendered.notices:
        screen.report(notice, quiet=request.quiet)


def _limited(rows: Iterable[Row], limit: int, *, quiet: bool) -> tuple[Iterable[Row], bool]:
    """The first `limit` rows, and whether there were any at all; reports what is left out."""
    if isinstance(rows, Answer):
        count = len(rows)
        first: Iterable[Row] = rows.first(limit)
    else:
        remaining = iter(rows)
        first = list(islice(remaining, min(limit, sys.maxsize)))
        # The number of rows that come one by one is unknown.
        count = limit + 1 if next(remaining, None) is not None else len(first)
        if count > limit and not isinstance(rows, Sized):
            screen.report(f"showing only the first {limit} rows; see all without --limit", quiet=quiet)
            return first, True
        count = len(rows) if isinstance(rows, Sized) else count
    if count > limit:
        screen.report(f"showing {limit} of {count} rows; see all without --limit", quiet=quiet)
    return first, count > 0


def _with_fields(row_type: RowType, fields: tuple[str, ...]) -> RowType:
    """The row type with only these columns, in this order, each with a heading; unchanged without fields."""
    if not fields:
        return row_type
    known = {column.name: column for column in row_type.columns}
    fields = tuple(_key_of(field, row_type) for field in fields)
    for field in fields:
        if field not in known:
            raise UnknownName("field", field, known)
    columns = [known[field]._replace(heading=known[field].heading or field, place=0) for field in fields]
    columns += [column for column in row_type.columns if column.type is types.EVIDENCE and column.name not in fields]
    return row_type._replace(columns=tuple(columns))


def _key_of(field: str, row_type: RowType) -> str:
    """The name of a column from itself or from its printed heading."""
    if any(column.name == field for column in row_type.columns):
        return field
    headings = {column.heading.casefold(): column.name for column in row_type.columns if column.heading}
    return headings.get(field.casefold(), field)


def _sorted(rows: list[Row], row_type: RowType, sort: str) -> list[Row]:
    """The rows sorted by one field, descending with a minus before it; rows without a value come last."""
    name = _key_of(sort.lstrip("-"), row_type)
    known = {column.name: column for column in row_type.columns}
    if name not in known:
        raise UnknownName("field", name, sorted(known))
    # What is in words is sorted for the value that they tell.
    column = next((each for each in row_type.columns if name in (each.name, f"{each.name}_words")), known[name])
    keyed = [(_sort_key(row, column), row) for row in rows]
    stated = [(key, row) for key, row in keyed if key is not None]
    stated.sort(key=lambda each: each[0], reverse=sort.startswith("-"))
    return [*(row for _, row in stated), *(row for key, row in keyed if key is None)]


def _sort_key(row: Row, column: Column) -> Any:  # noqa: ANN401
    """What a row is sorted by; of values of which none is better attested the least, None without any."""
    if row[column.name] is not None:
        return column.type.order(row[column.name])
    several = row.get("alternatives")
    known = several.get(column.name) if isinstance(several, dict) else None
    return min(map(column.type.order, known["values"])) if known else None
