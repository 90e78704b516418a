"""Answers for people: tables with their legend and footnotes, records, one fact in full."""

import os
import sys
from typing import Any

import cstocli
from cstocli.ask.columns import Column, RowType
from cstocli.cli import screen
from cstocli.cli.request import OutputOptions
from cstocli.model import types
from cstocli.model.text import visible
from cstocli.show.cells import legend
from cstocli.show.chart import chart
from cstocli.show.details import heading, overview
from cstocli.show.table import Grid, grid, plain, records, wrapped

Row = dict[str, Any]

# Beyond so many rows the plain writer takes over: Rich takes five seconds for ten thousand.
_MOST_RICH_ROWS = 300
_ANY_WIDTH = 10_000
_CHART_WIDTH = 80


def write_table(rows: list[Row], row_type: RowType, output: OutputOptions, title: str = "") -> None:
    """Write `rows` as a table, or as records where `output` wants them long or with evidence."""
    stream = sys.stdout
    look = screen.screen(stream, output.colour, os.environ)
    width = look.width if look.terminal else None
    if title:
        screen.write((wrapped(visible(title), width), "\n"), stream)
    if output.long or output.evidence:
        screen.write(records(rows, row_type, width), stream)
        if output.cite:
            _tell_references(_numbered(rows), output, width)
        _tell_perspective(output, width)
        return
    if not rows:
        return
    numbers = _numbered(rows) if output.cite else {}
    if numbers:
        row_type, rows = _cited(rows, row_type, numbers)
    # Where everything falls into the days asked for, the column says nothing.
    told = any(column.type is types.CERTAINTY for column in row_type.columns)
    if told and not output.fields and all(row.get("certainty") == "certain" for row in rows):
        row_type = row_type._replace(columns=tuple(column for column in row_type.columns if column.name != "certainty"))
    table = grid(rows, row_type, width)
    if table.too_wide:
        screen.say("the terminal is too narrow for a table; one record a block instead", quiet=output.quiet)
        screen.write(records(rows, row_type, width), stream)
        return
    _print(table, look)
    if signs := legend(text for line in table.cells for text in line):
        screen.write(("\n", wrapped(signs, width)), stream)
    if numbers:
        _tell_references(numbers, output, width)
    _tell_perspective(output, width)
    _tell_hidden(table, output)


def _tell_hidden(table: Grid, output: OutputOptions) -> None:
    """Say which columns the terminal is too narrow for."""
    if table.hidden:
        hidden = ", ".join(table.hidden)
        screen.say(f"columns not shown for want of width: {hidden} (see them with --long)", quiet=output.quiet)


def _tell_references(numbers: dict[str, int], output: OutputOptions, width: int | None) -> None:
    """List the sources by their numbers."""
    references = output.citations or {}
    notes = (wrapped(f"[{number}] {visible(references[source])}", width, "    ") for source, number in numbers.items())
    screen.write(("\n", *notes), sys.stdout)


def _tell_perspective(output: OutputOptions, width: int | None) -> None:
    """Say as the last line whose view an answer is, where not every claim counts."""
    if output.perspective:
        screen.write(("\n", wrapped(f"Perspective: {output.perspective}.", width)), sys.stdout)


def _numbered(rows: list[Row]) -> dict[str, int]:
    """The sources of all rows, numbered in the order in which they occur."""
    sources = dict.fromkeys(source for row in rows for source in row.get("sources", ()))
    return {source: number for number, source in enumerate(sources, 1)}


def _cited(rows: list[Row], row_type: RowType, numbers: dict[str, int]) -> tuple[RowType, list[Row]]:
    """The rows with the numbers of their sources as a last column."""
    notes = Column("notes", types.IDS, "numbers of the sources below", heading="Sources")
    cited = [{**row, "notes": [f"[{numbers[source]}]" for source in row["sources"]]} for row in rows]
    return row_type._replace(columns=(*row_type.columns, notes)), cited


def _print(table: Grid, look: screen.Screen) -> None:
    """Rich where it has something to do, the plain writer everywhere else."""
    if len(table.cells) > _MOST_RICH_ROWS or not (look.terminal or look.colour):
        screen.write(plain(table), sys.stdout)
        return
    # Rich takes as long to load as a whole answer in JSON.
    from cstocli.show.terminal import drawn

    width = look.width if look.terminal else _ANY_WIDTH
    screen.write((drawn(table, width, colour=look.colour),), sys.stdout)


def write_details(row: Row, output: OutputOptions) -> None:
    """Write one fact, or other thing, for people: its heading, its fields, its claims."""
    look = screen.screen(sys.stdout, output.colour, os.environ)
    width = look.width if look.terminal else None
    screen.write((wrapped(visible(line), width) for line in heading(row).split("\n")), sys.stdout)
    if not row["status"]:
        rows = [{"field": name, **field} for name, field in row["fields"].items()]
        names = max((len(field["field"]) for field in rows), default=0)
        told = (f"  {field['field']:<{names}}  {visible(field['words'])}" for field in rows)
        screen.write((wrapped(line, width, " " * (names + 4)) for line in told), sys.stdout)
        return
    fields = [
        {"fact": row["fact"], "field": name, "sources": [], **field, "status": {"words": field["status"]}}
        for name, field in row["fields"].items()
    ]
    screen.write(("\n",), sys.stdout)
    write_table(fields, cstocli.questions()["one_fact"].row_type, output._replace(perspective=""))
    if row["claims"]:
        screen.write(("\n",), sys.stdout)
        write_table(row["claims"], cstocli.questions()["why"].row_type, output)


def write_chart(rows: list[Row], output: OutputOptions, window: tuple[str | None, str | None]) -> None:
    """Draw rows of `presence` as bars."""
    look = screen.screen(sys.stdout, output.colour, os.environ)
    width = look.width if look.terminal else _CHART_WIDTH
    screen.write((wrapped(line.rstrip("\n"), width) for line in chart(rows, width, window)), sys.stdout)
    _tell_perspective(output, width)


def write_overview(row: Row, output: OutputOptions) -> None:
    """Write what a base is about, for people."""
    look = screen.screen(sys.stdout, output.colour, os.environ)
    width = look.width if look.terminal else None
    screen.write((wrapped(visible(line), width, " " * 9) for line in overview(row).split("\n")), sys.stdout)
    _tell_perspective(output, width)
