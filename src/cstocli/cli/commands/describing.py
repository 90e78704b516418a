"""Commands on the program itself: help, about, schema."""

import sys
from typing import Any

import typer

import cstocli
from cstocli.cli import options, screen
from cstocli.cli.arguments import output_options
from cstocli.cli.commands import COMMANDS
from cstocli.cli.commands.opening import open_from_options
from cstocli.cli.output import put
from cstocli.cli.request import TABLE
from cstocli.model.errors import UnknownName


@options.with_shared_options(*options.FORMAT, "quiet")
def help_of(
    context: typer.Context,
    command: options.HelpCommand = None,
    **given: Any,  # noqa: ANN401
) -> None:
    """The help of a command; with --json all commands, options and fields for programs."""
    from cstocli.cli.manual import command_row

    if command is not None and command not in COMMANDS:
        raise UnknownName("command", command, COMMANDS)
    output = output_options(given)
    program: Any = context.find_root().command
    names = [command] if command else list(COMMANDS)
    if output.format == TABLE and command:
        built = program.get_command(context, command)
        screen.write((built.get_help(typer.Context(built, info_name=f"csto {command}")), "\n"), sys.stdout)
        return
    rows = [command_row(name, program.get_command(context, name), COMMANDS[name].example) for name in names]
    put(rows, cstocli.questions()["help"].row_type, output)


@options.with_shared_options(*options.FORMAT, "long", "quiet", "facts")
def about(
    **given: Any,  # noqa: ANN401
) -> None:
    """Versions, which base this is, its SHA-256, how much it holds."""
    output = output_options(given)
    base = open_from_options(given)
    put([base.about()], base.questions["about"].row_type, output._replace(long=True))


def schema(command: options.RowCommand) -> None:
    """The JSON Schema of a command's rows."""
    # Only this command describes rows instead of giving them.
    from cstocli.ask.schema import json_schema

    known = [name for name in cstocli.questions() if name in COMMANDS or name == "overview"]
    if command not in known:
        raise UnknownName("command", command, known)
    screen.write((json_schema(cstocli.questions()[command]),), sys.stdout)
