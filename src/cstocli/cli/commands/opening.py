"""What every command begins and ends with: the base opened, rows shown, an empty answer explained."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import typer

import cstocli
from cstocli.ask.answer import Answer
from cstocli.ask.explorer import Explorer
from cstocli.ask.query import ALL, Filters
from cstocli.cli import screen
from cstocli.cli.arguments import perspective_of
from cstocli.cli.output import put
from cstocli.cli.request import OutputOptions
from cstocli.model.perspective import Perspective
from cstocli.read.files import default_base_path

# Facts: so many take about a second.
_MANY = 5000


def open_from_options(given: dict[str, Any], perspective: Perspective | None = None) -> Explorer:
    """The base that the options ask for, from the perspective that they ask for."""

    def log(words: str) -> None:
        screen.say(words, quiet=not given.get("verbose"))

    def progress(things: Sequence[Any], words: str) -> Iterable[Any]:
        shown = len(things) >= _MANY and not given.get("quiet") and sys.stderr is not None and sys.stderr.isatty()
        return _bar(things, words) if shown else things

    path = default_base_path(given.get("facts"), os.environ)
    return cstocli.open(path, perspective or perspective_of(given), log=log, progress=progress)


def _bar(things: Sequence[Any], words: str) -> Iterator[Any]:
    """Go through things, and show on standard error how far it is."""
    with typer.progressbar(things, label=words, file=sys.stderr) as bar:
        yield from bar


def write_rows(
    base: Explorer, rows: Iterable[dict[str, Any]], question: str, output: OutputOptions, title: str = ""
) -> bool:
    """Show the rows of a question, with references where they are wanted; tell whether there were any."""
    if output.cite:
        output = output._replace(citations=base.citations())
    row_type = rows.row_type if isinstance(rows, Answer) else base.questions[question].row_type
    return put(rows, row_type, output, title)


def write_sql(question: str, output: OutputOptions, filters: Filters = ALL) -> None:
    """Show the SQL text of a question in place of its answer."""
    # Nobody else speaks SQL.
    from cstocli.ask.user_sql import text_of

    screen.write((text_of(cstocli.questions()[question], filters, output.perspective),), sys.stdout)


def report_nothing_found(rows: Answer, output: OutputOptions) -> None:
    """Tell on standard error what emptied an answer: a filter, all of them together, the perspective."""
    view = f", {output.perspective}" if output.perspective else ""
    names = dict.fromkeys(_words_of(name) for name in rows.blocking_filters())
    if not names:
        words = ""
    elif len(names) == 1:
        words = f": {next(iter(names))} leaves no rows"
    else:
        words = f": {' and '.join(names)} together leave no rows"
    screen.say(f"nothing found{words}{view}", quiet=output.quiet)


def _words_of(name: str) -> str:
    return "the time asked for" if name in ("since", "until") else f"--{name}"
