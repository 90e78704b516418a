"""Commands on the program itself: help, about, schema."""

import sys
from typing import Any

import typer

import cstocli
from cstocli.cli import options, screen
from cstocli.cli.commands import COMMANDS
from cstocli.cli.commands.opening import format_of, open_explorer
from cstocli.cli.output import write_answer
from cstocli.cli.request import Request
from cstocli.model.errors import UnknownName, WrongUsage


@options.with_shared_options(*options.FORMAT, "quiet")
def help_of(request: Request, context: typer.Context, command: options.HelpCommand = None) -> None:
    """The help of a command; with --json all commands, options and fields for programs."""
    from cstocli.cli.manual import command_row

    if command is not None and command not in COMMANDS:
        raise UnknownName("command", command, COMMANDS)
    program: Any = context.find_root().command
    names = [command] if command else list(COMMANDS)
    if request.for_people and command:
        built = program.get_command(context, command)
        screen.write((built.get_help(typer.Context(built, info_name=f"csto {command}")), "\n"), sys.stdout)
        return
    rows = [command_row(name, program.get_command(context, name), COMMANDS[name].example) for name in names]
    write_answer(rows, cstocli.questions()["help"].row_type, request)


@options.with_shared_options(*options.FORMAT, "long", "quiet", "facts")
def about(request: Request) -> None:
    """Versions, which base this is, its SHA-256, how much it holds."""
    base = open_explorer(request)
    write_answer([base.about()], base.questions["about"].row_type, request._replace(long=True))


@options.with_shared_options("fields", "facts", "quiet")
def schema(request: Request, command: options.RowCommand = None, base: options.OfBase = False) -> None:
    """The JSON Schema of a command's rows or, with --base, of the files of a base, for editors."""
    if base:
        # Only editors need it.
        from cstocli.curate.editor_schema import facts_schema

        if command is not None:
            raise WrongUsage("give either a command or --base", "for example", "csto schema --base")
        screen.write_data(
            (facts_schema(format_of(request), cstocli.vocabulary().format().vocabulary),), sys.stdout, as_json=True
        )
        return
    # Only this command needs JSON Schemas.
    from cstocli.ask.schema import json_schema

    known = [name for name in cstocli.questions() if name in COMMANDS or name == "overview"]
    if command is None:
        raise WrongUsage("schema needs a command or --base", "for example", "csto schema sources")
    if command == "list":
        raise WrongUsage("the rows of list depend on its kind", "their fields", "csto fields KIND")
    if command not in known:
        raise UnknownName("command", command, known)
    schema_of = json_schema(cstocli.questions()[command], request.fields)
    screen.write_data((schema_of,), sys.stdout, as_json=True)
