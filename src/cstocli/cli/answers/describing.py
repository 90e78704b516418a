"""The form of answers."""

import sys

import cstocli
from cstocli.cli import screen
from cstocli.cli.commands import COMMANDS, LISTINGS
from cstocli.cli.request import Request
from cstocli.model.errors import UnknownName, WrongUsage
from cstocli.model.light_typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstocli.cli.opening import OpenBase


def schema(
    request: Request,
    _open_base: "OpenBase",
    command: str | None = None,
    *,
    base: bool = False,
    evidence_refs: bool = False,
) -> None:
    """Write the JSON Schema of a command's rows, or of a base."""
    if base:
        # Only editors need it.
        from cstocli.cli.opening import format_of
        from cstocli.curate.editor_schema import facts_schema

        if command is not None or evidence_refs:
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
        raise WrongUsage("the rows of list depend on its kind", "their fields", "csto fields")
    if command not in known:
        raise UnknownName("command", command, known)
    if evidence_refs and command not in LISTINGS:
        raise WrongUsage(f"csto {command} has no option --evidence-refs", "for example", "csto schema departures")
    schema_of = json_schema(cstocli.questions()[command], request.fields, references=evidence_refs)
    screen.write_data((schema_of,), sys.stdout, as_json=True)
