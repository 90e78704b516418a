"""Commands on the program itself: help, about, schema."""

import os
import sys
from typing import Any

import typer

from cstocli import options, screen
from cstocli.arguments import output_of
from cstocli.ask import columns
from cstocli.commands import COMMANDS
from cstocli.commands.opening import opened
from cstocli.errors import UnknownName
from cstocli.files import chosen
from cstocli.output import put
from cstocli.printable import visible
from cstocli.rows import PARTS, ROWS
from cstocli.wanted import TABLE


@options.taking(*options.FORMAT, "quiet")
def help_of(
    context: typer.Context,
    command: options.HelpCommand = None,
    **given: Any,  # noqa: ANN401
) -> None:
    """The help of a command; with --json all commands, options and fields for programs."""
    from cstocli.manual import command_row

    if command is not None and command not in COMMANDS:
        raise UnknownName("command", visible(command), COMMANDS, f"there are: {', '.join(COMMANDS)}")
    output = output_of(given)
    program: Any = context.find_root().command
    names = [command] if command else list(COMMANDS)
    if output.format == TABLE and command:
        built = program.get_command(context, command)
        screen.write((built.get_help(typer.Context(built, info_name=f"csto {command}")), "\n"), sys.stdout)
        return
    rows = [command_row(name, program.get_command(context, name), COMMANDS[name].example) for name in names]
    put(rows, columns("help"), output)


@options.taking(*options.FORMAT, "long", "quiet", "facts")
def about(
    **given: Any,  # noqa: ANN401
) -> None:
    """Versions, which base this is, its SHA-256, how much it holds."""
    from cstocli.manual import about as row_of

    output = output_of(given)
    base = opened(given)
    put([row_of(base, chosen(given["facts"], os.environ))], columns("about"), output._replace(long=True))


def schema(command: options.RowCommand) -> None:
    """The JSON Schema of a command's rows."""
    # Only this command describes rows instead of giving them.
    from cstocli.schema import json_schema

    known = [name for name in ROWS if name not in PARTS]
    if command not in known:
        raise UnknownName("command", visible(command), known, f"there are: {', '.join(known)}")
    screen.write((json_schema(command),), sys.stdout)
