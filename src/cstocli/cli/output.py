"""Puts an answer on standard output, and on standard error what must be said about it."""

import sys
from collections.abc import Iterable, Sized
from itertools import chain, islice
from typing import Any

from cstocli.ask.answer import Answer
from cstocli.ask.columns import RowType
from cstocli.cli import screen
from cstocli.cli.request import TABLE, OutputOptions
from cstocli.model import types
from cstocli.model.errors import UnknownName
from cstocli.show.formats import FORMATS, ascii_json

Row = dict[str, Any]


def put(rows: Iterable[Row], row_type: RowType, output: OutputOptions, title: str = "") -> bool:
    """Write `rows` in the format that `output` asks for; `title` goes above tables for people.

    Tells whether there were any. Formats for programs take them one by one, unless they
    are to be sorted.

    Raises:
        UnknownName: a field to show or to sort by that the row type does not have.
    """
    if output.sort:
        rows = _sorted(list(rows), row_type, output.sort)
    row_type = _chosen(row_type, output.fields)
    some = True
    if output.limit is not None:
        rows, some = _limited(rows, output.limit, output)
    if output.format == TABLE:
        # Tables need much that JSON does not.
        from cstocli.cli.tables import write_table

        shown = list(rows)
        write_table(shown, row_type, output, title)
        return some and (bool(shown) or output.limit == 0)
    wanted = iter(rows)
    first = next(wanted, None)
    rows = chain(() if first is None else (first,), wanted)
    if output.fields and output.format in ("json", "jsonl"):
        names = [column.name for column in row_type.columns]
        rows = ({name: row[name] for name in names} for row in rows)
    pieces = FORMATS[output.format](rows, row_type)
    if output.format in ("json", "jsonl") and not screen.supports_unicode(sys.stdout):
        pieces = map(ascii_json, pieces)
    screen.write(pieces, sys.stdout, respell=output.format == "markdown")
    return some and (first is not None or output.limit == 0)


def _limited(rows: Iterable[Row], most: int, output: OutputOptions) -> tuple[Iterable[Row], bool]:
    """The first `most` rows, and whether there were any at all; what is left out is told."""
    if isinstance(rows, Answer):
        count = len(rows)
        shown: Iterable[Row] = rows.first(most)
    else:
        found = iter(rows)
        shown = list(islice(found, min(most, sys.maxsize)))
        # Of rows that come one by one nobody knows how many there are.
        count = most + 1 if next(found, None) is not None else len(shown)
        if count > most and not isinstance(rows, Sized):
            screen.say(f"showing {most} rows of more; see all without --limit", quiet=output.quiet)
            return shown, True
        count = len(rows) if isinstance(rows, Sized) else count
    if count > most:
        screen.say(f"showing {most} of {count} rows; see all without --limit", quiet=output.quiet)
    return shown, count > 0


def _chosen(row_type: RowType, fields: tuple[str, ...]) -> RowType:
    """The row type with only the columns asked for, in that order, each with a heading."""
    if not fields:
        return row_type
    known = {column.name: column for column in row_type.columns}
    for field in fields:
        if field not in known:
            raise UnknownName("field", field, known)
    chosen = [known[field]._replace(heading=known[field].heading or field, place=0) for field in fields]
    chosen += [column for column in row_type.columns if column.type is types.EVIDENCE and column.name not in fields]
    return row_type._replace(columns=tuple(chosen))


def _sorted(rows: list[Row], row_type: RowType, sort: str) -> list[Row]:
    """The rows by one field, downwards with a minus before it; rows without a value come last."""
    if not sort:
        return rows
    name = sort.lstrip("-")
    known = {column.name for column in row_type.columns} | (set(rows[0]) if rows else set())
    if name not in known:
        raise UnknownName("field", name, sorted(known))
    stated = [row for row in rows if row[name] is not None]
    stated.sort(key=lambda row: _key(row[name]), reverse=sort.startswith("-"))
    return [*stated, *(row for row in rows if row[name] is None)]


def _key(value: Any) -> tuple[int, Any]:  # noqa: ANN401
    return (0, value) if isinstance(value, int | float) else (1, str(value))
