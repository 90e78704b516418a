"""What the shell offers when a name is half typed: the ids and names of the base itself."""

import os
from collections.abc import Callable

import typer

from cstocli.ask.lookup import THINGS, spellings
from cstocli.index.cache import open_index
from cstocli.model.errors import CstoError
from cstocli.model.format import ALL_KINDS
from cstocli.read.files import default_base_path

Complete = Callable[[typer.Context, str], list[str]]


def names_of(what: str) -> Complete:
    """A completion of the ids of all things of sort `what`."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        # A base with problems completes nothing: the command itself will tell of them.
        try:
            connection = open_index(default_base_path(context.params.get("facts"), os.environ), os.environ)
        except CstoError:
            return []
        known = dict.fromkeys((*spellings(connection, what).values(), *spellings(connection, what)))
        return [name for name in known if name.casefold().startswith(incomplete.casefold())]

    return complete


def thing_ids(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of all facts and other things and, behind a full stop, the fields of the fact."""
    try:
        connection = open_index(default_base_path(context.params.get("facts"), os.environ), os.environ)
    except CstoError:
        return []
    fact, dot, field = incomplete.partition(".")
    if dot:
        kind = ALL_KINDS.get(fact.partition("/")[0])
        return [f"{fact}.{name}" for name in (kind.fields if kind else ()) if name.startswith(field)]
    ids = list(spellings(connection, "fact"))
    for prefix, table in THINGS.items():
        ids += [f"{prefix}/{row[0]}" for row in connection.execute(f"SELECT id FROM {table}")]
    return [name for name in ids if name.startswith(incomplete)]
