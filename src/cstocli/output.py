"""Puts an answer on standard output, and on standard error what must be said about it."""

import os
import sys
from typing import Any, NamedTuple

from cstocli import screen
from cstocli.errors import UnknownName
from cstocli.printable import visible
from cstocli.rows import ROWS, Column, RowType
from cstocli.show.cells import NOT_STATED
from cstocli.show.formats import FORMATS
from cstocli.show.full import heading, overview
from cstocli.show.layout import Grid, grid, legend, plain, records

Row = dict[str, Any]

TABLE = "table"
# Beyond so many rows the plain writer takes over: Rich takes five seconds for ten thousand.
_MOST_RICH_ROWS = 300


class Output(NamedTuple):
    """How an answer is wanted. `citations` maps the id of a source to its reference."""

    format: str = TABLE
    fields: tuple[str, ...] = ()
    sort: str = ""
    limit: int | None = None
    long: bool = False
    cite: bool = False
    evidence: bool = False
    colour: str = "auto"
    quiet: bool = False
    citations: dict[str, str] | None = None


def put(rows: list[Row], row_type: RowType, output: Output, title: str = "") -> None:
    """Write `rows` in the format that `output` asks for; `title` goes above tables for people.

    Raises:
        UnknownName: a field to show or to sort by that the row type does not have.
    """
    row_type = _chosen(row_type, output.fields)
    rows = _sorted(rows, row_type, output.sort)
    if output.limit is not None and len(rows) > output.limit:
        screen.say(f"showing {output.limit} of {len(rows)} rows; see all without --limit", quiet=output.quiet)
        rows = rows[: output.limit]
    if output.format == TABLE:
        _table(rows, row_type, output, title)
        return
    if output.fields:
        names = [column.name for column in row_type.columns]
        rows = [{name: row[name] for name in names} for row in rows]
    screen.write(FORMATS[output.format](rows, row_type), sys.stdout)


def _chosen(row_type: RowType, fields: tuple[str, ...]) -> RowType:
    """The row type with only the columns asked for, in that order, each with a heading."""
    if not fields:
        return row_type
    known = {column.name: column for column in row_type.columns}
    for field in fields:
        if field not in known:
            raise UnknownName("field", visible(field), known, f"there are: {', '.join(known)}")
    chosen = [known[field]._replace(heading=known[field].heading or field, place=0) for field in fields]
    return row_type._replace(columns=tuple(chosen))


def _sorted(rows: list[Row], row_type: RowType, sort: str) -> list[Row]:
    """The rows by one field, downwards with a minus before it; rows without a value come last."""
    if not sort:
        return rows
    name = sort.lstrip("-")
    known = {column.name for column in row_type.columns} | (set(rows[0]) if rows else set())
    if name not in known:
        raise UnknownName("field", visible(name), known, f"there are: {', '.join(sorted(known))}")
    stated = [row for row in rows if row[name] is not None]
    stated.sort(key=lambda row: _key(row[name]), reverse=sort.startswith("-"))
    return [*stated, *(row for row in rows if row[name] is None)]


def _key(value: Any) -> tuple[int, Any]:  # noqa: ANN401
    return (0, value) if isinstance(value, int | float) else (1, str(value))


def _table(rows: list[Row], row_type: RowType, output: Output, title: str) -> None:
    stream = sys.stdout
    if title:
        screen.write((f"{visible(title)}\n", "\n"), stream)
    if output.long or output.evidence:
        screen.write(records(rows, row_type), stream)
        return
    if not rows:
        return
    numbers: dict[str, int] = {}
    if output.cite and output.citations:
        row_type, rows = _cited(rows, row_type, numbers)
    look = screen.screen(stream, output.colour, os.environ)
    # Dates that cover every day say nothing about a window that nobody asked for.
    if all(row.get("certainty") == "certain" for row in rows):
        row_type = row_type._replace(columns=tuple(column for column in row_type.columns if column.name != "certainty"))
    table = grid(rows, row_type, look.width if look.terminal else None)
    _print(table, look)
    signs = legend(table)
    footnotes = [f"[{number}] {visible((output.citations or {})[source])}\n" for source, number in numbers.items()]
    screen.write(
        (
            *((f"\n{signs}\n",) if signs else ()),
            *(("\n", *footnotes) if footnotes else ()),
        ),
        stream,
    )
    if table.hidden:
        stream.flush()
        hidden = ", ".join(table.hidden)
        screen.say(f"columns not shown for want of width: {hidden} (see them with --long)", quiet=output.quiet)


def _cited(rows: list[Row], row_type: RowType, numbers: dict[str, int]) -> tuple[RowType, list[Row]]:
    """Number the sources in the order in which they occur, and add them as a column."""
    for row in rows:
        for source in row["sources"]:
            numbers.setdefault(source, len(numbers) + 1)
    noted = [
        {**row, "notes": "".join(f"[{numbers[source]}]" for source in row["sources"]) or NOT_STATED} for row in rows
    ]
    notes = Column("notes", "ids", "numbers of the sources below", heading="Sources")
    return row_type._replace(columns=(*row_type.columns, notes)), [
        {**row, "notes": [f"[{numbers[source]}]" for source in row["sources"]]} for row in noted
    ]


def _print(table: Grid, look: screen.Screen) -> None:
    if not look.terminal or len(table.cells) > _MOST_RICH_ROWS:
        if look.colour and len(table.cells) <= _MOST_RICH_ROWS:
            _print_rich(table, look._replace(width=10_000))
        else:
            screen.write(plain(table), sys.stdout)
        return
    _print_rich(table, look)


def _print_rich(table: Grid, look: screen.Screen) -> None:
    # Rich takes as long to load as a whole answer in JSON.
    from cstocli.show.terminal import print_table

    fitted = table._replace(
        cells=[[screen.fitting(text, sys.stdout.encoding) for text in line] for line in table.cells]
    )
    print_table(fitted, sys.stdout, look.width, colour=look.colour)


def put_in_full(row: Row, output: Output) -> None:
    """Write one fact, or other thing, for people: its heading, its fields, its claims."""
    screen.write((f"{visible(line)}\n" for line in heading(row).split("\n")), sys.stdout)
    if not row["status"]:
        rows = [{"field": name, **field} for name, field in row["fields"].items()]
        width = max((len(field["field"]) for field in rows), default=0)
        screen.write((f"  {field['field']:<{width}}  {visible(field['words'])}\n" for field in rows), sys.stdout)
        return
    fields = [
        {"fact": row["fact"], "field": name, "sources": [], **field, "status": {"words": field["status"]}}
        for name, field in row["fields"].items()
    ]
    screen.write(("\n",), sys.stdout)
    _table(fields, ROWS["fields"], output, "")
    if row["claims"]:
        screen.write(("\n",), sys.stdout)
        _table(row["claims"], ROWS["why"], output, "")


def put_overview(row: Row, _output: Output) -> None:
    """Write what a base is about, for people."""
    screen.write((f"{visible(line)}\n" for line in overview(row).split("\n")), sys.stdout)
