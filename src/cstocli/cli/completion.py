"""What the shell offers when a name is half typed: the ids and names of the base itself."""

import os
from collections.abc import Callable

import typer

import cstocli
from cstocli.model.errors import CstoError
from cstocli.model.format import ALL_KINDS
from cstocli.read.files import default_base_path

Complete = Callable[[typer.Context, str], list[str]]


def names_of(what: str) -> Complete:
    """A completion of the ids of all things of sort `what`."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        # A base with problems completes nothing: the command itself will tell of them.
        try:
            base = cstocli.open(default_base_path(context.params.get("facts"), os.environ))
        except CstoError:
            return []
        spellings = base.spellings(what)
        known = dict.fromkeys((*spellings.values(), *spellings))
        return [name for name in known if name.casefold().startswith(incomplete.casefold())]

    return complete


def thing_ids(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of all facts and other things and, behind a full stop, the fields of the fact."""
    try:
        base = cstocli.open(default_base_path(context.params.get("facts"), os.environ))
    except CstoError:
        return []
    fact, dot, field = incomplete.partition(".")
    if dot:
        kind = ALL_KINDS.get(fact.partition("/")[0])
        return [f"{fact}.{name}" for name in (kind.fields if kind else ()) if name.startswith(field)]
    return [name for name in base.identities() if name.startswith(incomplete)]
