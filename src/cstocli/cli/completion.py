"""What the shell offers when a name is half typed: the ids and names of the base itself."""

import os
from collections.abc import Callable, Iterable

import typer

import cstocli
from cstocli.model.errors import CstoError
from cstocli.model.text import hides
from cstocli.read.files import default_base_path

_SAFE_SIGNS = frozenset("._/-")

Complete = Callable[[typer.Context, str], list[str]]


class _Instead(str):
    """A word that is offered in place of what was typed, and need not begin with it."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Whether Typer keeps the word: it drops those that do not go on from what was typed."""
        return True


def names_of(what: str) -> Complete:
    """A completion of the ids and names of all entities of sort `what`."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        # A base with problems completes nothing: the command itself will tell of them.
        try:
            base = cstocli.open(default_base_path(context.params.get("facts"), os.environ))
        except CstoError:
            return []
        typed = incomplete.casefold()
        matching = [(n, entity) for n, entity in base.spellings(what).items() if n.casefold().startswith(typed)]
        as_typed = {name: entity for name, entity in matching if is_safe(name) and name.startswith(incomplete)}
        # Where a shell may not be given a name, or nothing is written as it was typed, the id stands for it.
        instead = [entity for name, entity in matching if not as_typed or not is_safe(name)]
        reached = {*as_typed.values()}
        return [*as_typed, *(_Instead(entity) for entity in _safe_words(instead) if entity not in reached)]

    return complete


def thing_ids(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of all facts and other entities and, behind a full stop, the fields of the fact."""
    try:
        base = cstocli.open(default_base_path(context.params.get("facts"), os.environ))
    except CstoError:
        return []
    fact, dot, field = incomplete.partition(".")
    if dot:
        fields = base.fields_of(fact.partition("/")[0])
        return _safe_words(f"{fact}.{name}" for name in fields if name.startswith(field))
    return _safe_words(name for name in base.entity_ids() if name.startswith(incomplete))


def is_safe(word: str) -> bool:
    """Whether every shell takes `word` as one plain word, without quotes.

    Shells insert what is offered as it is, and what a base says may be a command of theirs.
    """
    return (
        bool(word)
        and not word.startswith("-")
        and not hides(word)
        and all(sign.isalnum() or sign in _SAFE_SIGNS for sign in word)
    )


def _safe_words(words: Iterable[str]) -> list[str]:
    """Those of `words` that a shell may be given, each once."""
    return [word for word in dict.fromkeys(words) if is_safe(word)]
