"""What every command begins and ends with: the base opened, rows shown, an empty answer explained."""

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import typer

from cstocli.ask.query import Filters, blocking_filters, citations, columns
from cstocli.cli import screen
from cstocli.cli.arguments import perspective_of
from cstocli.cli.output import put
from cstocli.cli.request import OutputOptions
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from cstocli.index.cache import open_index
from cstocli.read.files import default_base_path

# Facts: so many take about a second.
_MANY = 5000


def open_from_options(given: dict[str, Any]) -> sqlite3.Connection:
    """The base that the options ask for, from the perspective that they ask for."""

    def note(words: str) -> None:
        screen.say(words, quiet=not given.get("verbose"))

    def watch(things: Sequence[Any], words: str) -> Iterable[Any]:
        shown = len(things) >= _MANY and not given.get("quiet") and sys.stderr is not None and sys.stderr.isatty()
        return _bar(things, words) if shown else things

    return open_index(
        default_base_path(given.get("facts"), os.environ),
        os.environ,
        peace_operation,
        perspective_of(given),
        note,
        watch,
    )


def _bar(things: Sequence[Any], words: str) -> Iterator[Any]:
    """Go through things, and show on standard error how far it is."""
    with typer.progressbar(things, label=words, file=sys.stderr) as bar:
        yield from bar


def write_rows(
    base: sqlite3.Connection, rows: Iterable[dict[str, Any]], question: str, output: OutputOptions, title: str = ""
) -> bool:
    """Show the rows of a question, with references where they are wanted; tell whether there were any."""
    if output.cite:
        output = output._replace(citations=citations(base))
    return put(rows, columns(question, evidence=output.evidence), output, title)


def write_sql(question: str, filters: Filters, output: OutputOptions) -> None:
    """Show the SQL text of a question in place of its answer."""
    # Nobody else speaks SQL.
    from cstocli.ask.user_sql import text_of

    screen.write((text_of(question, filters, output.perspective),), sys.stdout)


def report_nothing_found(
    base: sqlite3.Connection, question: str, filters: Filters, output: OutputOptions, **more: object
) -> None:
    """Tell on standard error what emptied an answer: a filter, all of them together, the perspective."""
    view = f", {output.perspective}" if output.perspective else ""
    names = dict.fromkeys(_words_of(name) for name in blocking_filters(base, question, filters, **more))
    if not names:
        words = ""
    elif len(names) == 1:
        words = f": {next(iter(names))} leaves no rows"
    else:
        words = f": {' and '.join(names)} together leave no rows"
    screen.say(f"nothing found{words}{view}", quiet=output.quiet)


def _words_of(name: str) -> str:
    return "the time asked for" if name in ("since", "until") else f"--{name}"
