"""Commands for authors of a base: check, coverage, fields, new, init."""

import sys

import typer

import cstocli
from cstocli.cli import options, parameters, screen
from cstocli.cli.arguments import documents_of
from cstocli.cli.opening import base_path, format_of, open_explorer
from cstocli.cli.output import write_rows
from cstocli.cli.request import Request
from cstocli.model.errors import FAILED, UnknownChoice, UnknownName
from cstocli.model.text import counted, shell_command, visible
from cstocli.read.files import Files, write_new


@options.with_shared_options("quiet", "facts")
def check(
    request: Request,
    paths: parameters.Paths = None,
    format: parameters.ReportFormat = "text",  # noqa: A002
    strict: parameters.Strict = False,
    document: parameters.Documents = None,
    captures: parameters.Captures = False,
    explain: parameters.Explain = None,
) -> None:
    """Every problem of a base: its place, its rule, what to do."""
    # Only this command needs the rules that the reader does not apply.
    from cstocli.curate.check import check as problems_of
    from cstocli.curate.report import REPORTS, explained
    from cstocli.curate.rules import all_rules
    from cstocli.model.problems import errors

    format_of_base = cstocli.vocabulary().format()
    if explain is not None:
        screen.write((explained(explain, all_rules(format_of_base)),), sys.stdout)
        return
    if format not in REPORTS:
        raise UnknownChoice("format", format, REPORTS)
    paths = paths or [base_path(request)]
    files = [file for path in paths for file in Files(path).documents()]
    problems = problems_of(files, format_of_base, documents_of(document or []), captures=captures)
    if format == "text":
        screen.write(map(screen.escaped, REPORTS[format](problems)), sys.stdout)
    else:
        screen.write_data(REPORTS[format](problems), sys.stdout, as_json=format == "json")
    count = len(errors(problems))
    screen.report(f"{counted(count, 'error')}, {counted(len(problems) - count, 'warning')}", quiet=request.quiet)
    if count or (strict and problems):
        raise typer.Exit(FAILED)


@options.with_shared_options(*options.ROWS_OF, *options.SURROUNDINGS)
def coverage(request: Request, document: parameters.DocumentArguments) -> None:
    """Which paragraphs of a document claims cite, which none does."""
    from cstocli.curate.coverage import coverage as rows_of
    from cstocli.curate.coverage import paragraphs, standing

    base = open_explorer(request)
    rows, notices = [], []
    for name, text in documents_of(document).items():
        source, lines = base.resolve("source", name), paragraphs(text.text)
        rows += rows_of(base, source, lines)
        if wrong := standing(base, source, lines).words(source):
            notices.append(f"{wrong}{_how_to_see(request, source, text.name)}")
    write_rows(base, rows, "coverage", request)
    uncited = sum(not row["claims"] for row in rows)
    screen.report(
        f"{len(rows) - uncited:,} of {counted(len(rows), 'paragraph is', 'paragraphs are')} cited", quiet=request.quiet
    )
    for notice in notices:
        screen.report(notice, quiet=request.quiet)


def _how_to_see(request: Request, source: str, path: str) -> str:
    """The command that lists the quotes of a document that are not in their place; an archive has none."""
    if request.archive is not None:
        return ""
    base = () if request.facts is None else ("--facts", request.facts)
    return f": {shell_command('csto', 'check', *base, '--document', f'{source}={path}')}"


@options.with_shared_options(*options.FORMAT, "sort", "limit", "long", *options.SURROUNDINGS)
def fields(request: Request, what: parameters.CommandOrKind = None) -> None:
    """Which fields there are, what they mean, which values occur."""
    from cstocli.ask.fields import fields as rows_of

    base = open_explorer(request)
    write_rows(base, rows_of(base, what), "fields", request)


@options.with_shared_options("facts", "quiet")
def new(request: Request, kind: parameters.TemplateKind) -> None:
    """A template of a fact or a thing with every key, to paste."""
    from cstocli.curate.templates import template, template_names

    format_of_base = format_of(request)
    known = template_names(format_of_base)
    if kind not in known:
        raise UnknownName("template", kind, known)
    screen.write_data((template(kind, format_of_base),), sys.stdout)


def init(folder: parameters.Folder) -> None:
    """Write a small commented base to start from.

    It is FOLDER/facts.toml, and its facts are made up.
    """
    from cstocli.curate.templates import starter

    file = write_new(folder, "facts.toml", starter())
    # What begins with a minus sign would be taken for an option.
    path = f"./{file}" if str(file).startswith("-") else str(file)
    screen.report(f"wrote {visible(str(file))}; edit it, then run: {shell_command('csto', 'check', path)}")
