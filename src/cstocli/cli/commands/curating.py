"""Commands for who writes a base: check, coverage, fields, new, init."""

import os
import sys
from typing import Any

import typer

import cstocli
from cstocli.cli import options, screen
from cstocli.cli.arguments import output_options, texts_of
from cstocli.cli.commands.opening import open_from_options, write_rows
from cstocli.model.errors import FAILED, UnknownName, WrongUsage
from cstocli.model.suggestions import did_you_mean
from cstocli.model.text import visible
from cstocli.read.files import default_base_path, documents, write_new


@options.with_shared_options("quiet", "facts")
def check(
    paths: options.Paths = None,
    format: options.ReportFormat = "text",  # noqa: A002
    strict: options.Strict = False,
    document: options.Documents = None,
    captures: options.Captures = False,
    explain: options.Explain = None,
    **given: Any,  # noqa: ANN401
) -> None:
    """Tell every problem of a base, each with its place, its rule and what to do."""
    # Only this command looks for more than the reader refuses.
    from cstocli.curate.check import check as problems_of
    from cstocli.curate.report import REPORTS, explained
    from cstocli.curate.rules import all_rules
    from cstocli.model.problems import errors

    format_of_base = cstocli.vocabulary().format()
    if explain is not None:
        screen.write((explained(explain, all_rules(format_of_base)),), sys.stdout)
        return
    if format not in REPORTS:
        meant = did_you_mean(format, REPORTS)
        raise WrongUsage(f'unknown format "{visible(format)}"{meant}', f"there are: {', '.join(REPORTS)}")
    files = [one for path in paths or [default_base_path(given["facts"], os.environ)] for one in documents(path)]
    found = problems_of(files, format_of_base, texts_of(document or []), captures=captures)
    screen.write(REPORTS[format](found), sys.stdout)
    wrong = len(errors(found))
    screen.say(f"{wrong} errors, {len(found) - wrong} warnings", quiet=given["quiet"])
    if wrong or (strict and found):
        raise typer.Exit(FAILED)


@options.with_shared_options(*options.ROWS_OF, *options.SURROUNDINGS)
def coverage(
    document: options.DocumentArguments,
    **given: Any,  # noqa: ANN401
) -> None:
    """Which paragraphs of a document claims cite, and which none does."""
    from cstocli.curate.coverage import coverage as rows_of
    from cstocli.curate.coverage import paragraphs

    output = output_options(given)
    base = open_from_options(given)
    rows = []
    for name, text in texts_of(document).items():
        rows += rows_of(base, base.resolve("source", name), paragraphs(text.text))
    write_rows(base, rows, "coverage", output)
    uncited = sum(not row["claims"] for row in rows)
    screen.say(f"{len(rows) - uncited} of {len(rows)} paragraphs are cited", quiet=given["quiet"])


@options.with_shared_options(*options.FORMAT, "sort", "limit", "long", *options.SURROUNDINGS)
def fields(
    what: options.CommandOrKind = None,
    **given: Any,  # noqa: ANN401
) -> None:
    """Which fields there are, what they mean, and which values occur."""
    from cstocli.ask.fields import fields as rows_of

    output = output_options(given)
    base = open_from_options(given)
    write_rows(base, rows_of(base, what), "fields", output)


def new(kind: options.TemplateKind) -> None:
    """Print a template of a fact or a thing, with every key, ready to paste."""
    from cstocli.curate.templates import template, template_names

    format_of_base = cstocli.vocabulary().format()
    known = template_names(format_of_base)
    if kind not in known:
        raise UnknownName("template", visible(kind), known, f"there are: {', '.join(known)}")
    screen.write((template(kind, format_of_base),), sys.stdout)


def init(folder: options.Folder) -> None:
    """Write a small commented base, all of it made up, to start from: FOLDER/facts.toml."""
    from cstocli.curate.templates import starter

    file = write_new(folder, "facts.toml", starter())
    screen.say(f"wrote {visible(str(file))}; look at it, then: csto check {visible(str(file))}")
