"""Commands on the program itself: help, about, schema."""

import json
import sys
from typing import Any

import typer

import cstocli
from cstocli.ask.reports import TOPIC
from cstocli.cli import options, parameters, screen
from cstocli.cli.answers import describing as answers
from cstocli.cli.commands import COMMANDS
from cstocli.cli.opening import open_explorer
from cstocli.cli.output import write_answer
from cstocli.cli.request import Request
from cstocli.model.errors import UnknownName, WrongUsage


@options.with_shared_options(*options.FORMAT, "quiet", "facts")
def help_of(
    request: Request,
    context: typer.Context,
    command: parameters.HelpCommand = None,
    compact: parameters.Compact = False,
) -> None:
    """The help of a command or on a topic; all with --json.

    With --json every command, its options and the fields of its rows, for programs.
    """
    # Only this command needs them.
    from cstocli.cli import manual
    from cstocli.cli.guide import at_hand
    from cstocli.cli.topics import TOPICS

    if compact and (command is not None or request.format != "json"):
        raise WrongUsage("--compact is for all commands in JSON", "for example", "csto help --json --compact")
    if command is not None and command not in COMMANDS and command not in TOPICS:
        raise UnknownName("command or topic", command, dict.fromkeys((*COMMANDS, *TOPICS)))
    program: Any = context.find_root().command
    if request.for_people and command:
        if command in COMMANDS:
            built = program.get_command(context, command)
            screen.write((built.get_help(typer.Context(built, info_name=f"csto {command}")), "\n"), sys.stdout)
        if command in TOPICS:
            before = "\n" if command in COMMANDS else ""
            screen.write((before, manual.topic_text(command, screen.help_width())), sys.stdout)
    elif command in TOPICS and command not in COMMANDS:
        write_answer(manual.topic_rows(command), TOPIC.row_type, request)
    else:
        hand = at_hand(request.facts)
        names = [command] if command else [name for name in COMMANDS if name not in hand.missing]
        rows = [manual.command_row(name, program.get_command(context, name), hand) for name in names]
        if compact:
            text = json.dumps(manual.compact(rows), ensure_ascii=False)
            screen.write_data((text, "\n"), sys.stdout, as_json=True)
            return
        write_answer(rows, cstocli.questions()["help"].row_type, request)


@options.with_shared_options(*options.FORMAT, "long", "quiet", "facts")
def about(request: Request) -> None:
    """Versions, which base this is, its SHA-256, how much it holds."""
    base = open_explorer(request)
    write_answer([base.about()], base.questions["about"].row_type, request._replace(long=True))


@options.with_shared_options("fields", "facts", "quiet")
def schema(
    request: Request,
    command: parameters.RowCommand = None,
    base: parameters.OfBase = False,
    evidence_refs: parameters.WithReferences = False,
) -> None:
    """The JSON Schema of a command's rows, or of a base.

    With --base that of the files of a base, for editors.
    """
    answers.schema(request, open_explorer, command, base=base, evidence_refs=evidence_refs)
