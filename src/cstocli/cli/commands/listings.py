"""The commands that list the rows of a question: all have the same options."""

from collections.abc import Callable

import cstocli
from cstocli.cli import options
from cstocli.cli.answers import listings as answers
from cstocli.cli.opening import open_explorer
from cstocli.cli.request import Request

Command = Callable[..., None]


def listing(question: str) -> Command:
    """The command that lists the rows of `question`."""
    # Those of the vocabulary are found without loading all others.
    own = next((each for each in cstocli.vocabulary().questions if each.name == question), None)
    parts = ("parts",) if "parts" in (own or cstocli.questions()[question]).filters else ()

    @options.with_shared_options(*options.LISTING, *parts)
    def command(request: Request) -> None:
        answers.listing(request, open_explorer, question)

    return command


def timeline(question: str) -> Command:
    """The listing of all dated facts, which can also draw them, and when each contingent was there."""

    @options.with_shared_options(*options.LISTING, "parts", "chart", "svg", "force", "all")
    def command(request: Request) -> None:
        answers.timeline(request, open_explorer, question)

    return command


@options.with_shared_options(*(name for name in options.LISTING if name != "kind"), "parts")
def list_kind(request: Request, kind: options.KindToList) -> None:
    """The facts of one kind, with its own fields as columns."""
    answers.list_kind(request, open_explorer, kind)
