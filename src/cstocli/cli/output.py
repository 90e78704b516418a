"""Writes answers to standard output, and notices on them to standard error."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sized
from itertools import chain, islice

from cstocli.ask.answer import Answer
from cstocli.ask.columns import CERTAINTY, Column, Question, RowType, without_heading
from cstocli.cli import screen
from cstocli.cli.request import Request
from cstocli.model import types
from cstocli.model.errors import UnknownName
from cstocli.model.light_typing import TYPE_CHECKING, Any
from cstocli.model.text import counted
from cstocli.show.formats import FORMATS, NESTED, OF_CELLS, ascii_json, with_claims

if TYPE_CHECKING:
    from cstocli.ask.explorer import Explorer
    from cstocli.ask.query import Filters
    from cstocli.show.style import Rendered, Style

Row = dict[str, Any]
ClaimsBehind = Callable[[Collection[str]], Row]


def write_answer(
    rows: Iterable[Any],
    row_type: RowType,
    request: Request,
    title: str = "",
    citations: Mapping[str, str] | None = None,
    claims_behind: ClaimsBehind | None = None,
) -> bool:
    """Write `rows` in the format of the request; returns whether there were any.

    Where the request takes them as they are, for a format of `OF_CELLS`, rows may be tuples of cells.
    Formats for programs take rows one by one, unless they are sorted. `title` goes above
    tables for people, and `citations`, a reference for each source, below; `claims_behind`
    gives the claims to which rows point.

    Raises:
        UnknownName: the row type lacks a field to show or to sort by.
    """
    fields = request.fields
    flat: Callable[[Iterable[Row]], Iterable[Row]] = _unchanged
    if request.flat:
        flat, row_type, fields = _flat(row_type, request)
    if request.sort:
        rows = _sorted(list(flat(rows)), row_type, request.sort)
    row_type = _with_fields(row_type, fields)
    some = True
    if request.limit is not None:
        rows, some = _limited(rows, request.limit, people=request.for_people, quiet=request.quiet)
    rows = flat(rows)
    if request.for_people:
        # Tables need many modules that JSON does not.
        from cstocli.show.answer import render_rows

        listed = list(rows)
        write_rendered(render_rows(listed, row_type, style_of(request, citations), title), request)
        return some and (bool(listed) or request.limit == 0)
    names = [column.name for column in row_type.columns]
    remaining: Iterator[Any] = (
        rows.cells(names) if isinstance(rows, Answer) and request.format in OF_CELLS else iter(rows)
    )
    first = next(remaining, None)
    written: Iterable[Any] = chain(() if first is None else (first,), remaining)
    if not request.fields and CERTAINTY in row_type.columns and isinstance(first, dict) and first["certainty"] is None:
        row_type = without_heading(row_type, "certainty")
    if request.fields and request.format in NESTED:
        written = ({name: row[name] for name in names} if isinstance(row, dict) else row for row in written)
    as_json = request.format in NESTED
    if request.evidence == "refs" and claims_behind:
        pieces = _with_claims(written, row_type, request, claims_behind)
    else:
        pieces = FORMATS[request.format](written, row_type)
    if as_json and not screen.supports_unicode(sys.stdout):
        pieces = map(ascii_json, pieces)
    screen.write_data(pieces, sys.stdout, as_json=as_json)
    return some and (first is not None or request.limit == 0)


def write_rows(base: "Explorer", rows: Iterable[Row], question: str, request: Request, title: str = "") -> bool:
    """Write the rows of a question, with references for --cite; returns whether there were any."""
    row_type = rows.row_type if isinstance(rows, Answer) else base.questions[question].row_type
    return write_answer(rows, row_type, request, title, base.citations() if request.cite else None, base.claims_behind)


def write_sql_of(question: Question, request: Request, filters: "Filters", **parameters: object) -> None:
    """Write the SQL text of a question in place of its answer, with its own parameters filled in."""
    # Only --sql needs it.
    from cstocli.ask.user_sql import text_of

    screen.write_data((text_of(question, filters, request.perspective.words, **parameters),), sys.stdout)


def report_nothing_found(rows: Answer, request: Request, hint: str = "") -> None:
    """Report why an answer is empty, then a hint."""
    screen.report(why_nothing(rows, request) + hint, quiet=request.quiet)


def why_nothing(rows: Answer, request: Request) -> str:
    """Why an answer is empty, in words: a filter, several filters together, the perspective."""
    names = dict.fromkeys(_option_of(name) for name in rows.blocking_filters())
    verb = "leaves" if len(names) == 1 else "together leave"
    reason = f": {' and '.join(names)} {verb} no rows" if names else ""
    perspective = f", {request.perspective.words}" if request.perspective.words else ""
    return f"nothing found{reason}{perspective}"


def _option_of(filter_name: str) -> str:
    return "the requested period" if filter_name in ("since", "until") else f"--{filter_name}"


def _with_claims(
    rows: Iterable[Row], row_type: RowType, request: Request, claims_behind: ClaimsBehind
) -> Iterable[str]:
    """The rows, which are not held, and behind them the claims to which they point."""
    # Few answers need it.
    from cstocli.ask.evidence import referred

    pointed: dict[str, None] = {}

    def remembered() -> Iterator[Row]:
        for row in rows:
            pointed.update(referred((row,)))
            yield row

    pieces = FORMATS[request.format](remembered(), row_type)
    return with_claims(pieces, lambda: claims_behind(pointed), lines=request.format == "jsonl")


def _unchanged(rows: Iterable[Row]) -> Iterable[Row]:
    return rows


def _flat(
    row_type: RowType, request: Request
) -> tuple[Callable[[Iterable[Row]], Iterable[Row]], RowType, tuple[str, ...]]:
    """What makes rows flat, their row type, and the fields of the request with the columns that belong to them."""
    # Few answers are flat.
    from cstocli.show.flat import flat_row_type, flat_rows, with_flat_fields

    def flat(rows: Iterable[Row]) -> Iterable[Row]:
        return flat_rows(rows, row_type)

    fields = tuple(_key_of(field, row_type) for field in request.fields)
    return flat, flat_row_type(row_type, evidence=bool(request.evidence)), with_flat_fields(fields, row_type)


def style_of(request: Request, citations: Mapping[str, str] | None = None) -> "Style":
    """The layout for people that a request and standard output call for."""
    from cstocli.show.style import Style

    width, colour = screen.screen(sys.stdout, request.colour, os.environ)
    # What has no colours is no terminal, or was told to write nothing but text.
    links = width is not None and colour
    return Style(width, colour, request.long or bool(request.evidence), citations, request.perspective.words, links)


def write_rendered(rendered: "Rendered", request: Request) -> None:
    """Write an answer for people, then the notices on it."""
    if request.no_pager:
        screen.write(rendered.pieces, sys.stdout)
    else:
        screen.write_paged(rendered.pieces, sys.stdout, os.environ)
    for notice in rendered.notices:
        screen.report(notice, quiet=request.quiet)


def _limited(rows: Iterable[Row], limit: int, *, people: bool, quiet: bool) -> tuple[Iterable[Row], bool]:
    """The first `limit` rows, and whether there were any at all; reports what is left out."""
    if isinstance(rows, Answer) and not people:
        # To count takes longer the larger the base is, and to find the first rows does not.
        return _first(rows, limit, quiet=quiet), limit > 0 or any(True for _ in rows.first(1))
    if isinstance(rows, Answer):
        count = len(rows)
        first: Iterable[Row] = rows.first(limit)
    else:
        remaining = iter(rows)
        first = list(islice(remaining, min(limit, sys.maxsize)))
        # The number of rows that come one by one is unknown.
        count = limit + 1 if next(remaining, None) is not None else len(first)
        if count > limit and not isinstance(rows, Sized):
            screen.report(_more(limit), quiet=quiet)
            return first, True
        count = len(rows) if isinstance(rows, Sized) else count
    if count > limit:
        screen.report(f"showing {limit:,} of {counted(count, 'row')}; see all without --limit", quiet=quiet)
    return first, count > 0


def _first(rows: Answer, limit: int, *, quiet: bool) -> Iterator[Row]:
    for number, row in enumerate(rows.first(limit + 1)):
        if number == limit:
            screen.report(_more(limit), quiet=quiet)
            return
        yield row


def _more(limit: int) -> str:
    return f"showing only the first {counted(limit, 'row')}; see all without --limit"


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
    columns += [
        column
        for column in row_type.columns
        if column.type in (types.EVIDENCE, types.REFERENCES) and column.name not in fields
    ]
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
        headings = {column.heading: column.name for column in row_type.columns if column.heading}
        names = {name: name for name in sorted(known)}
        raise UnknownName(
            "field",
            name,
            (*names, *headings),
            ids=names | {heading: field for heading, field in headings.items() if heading not in names},
        )
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
