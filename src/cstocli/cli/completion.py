"""Shell completion of the ids and names of a base."""

import os
from collections.abc import Callable, Iterable

import typer

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.model.errors import CstoError
from cstocli.model.text import hides, nfc
from cstocli.read.files import default_base_path

_SAFE_SIGNS = frozenset("._/-")

Complete = Callable[[typer.Context, str], list[str]]


class _Replacement(str):
    """A completion that replaces what was typed and need not begin with it."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Always true: Typer drops completions that do not begin with what was typed."""
        return True


def names_of(sort: str) -> Complete:
    """A completion of the ids and names of all entities of a sort, such as `place`."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        spellings = base.spellings(sort) if (base := _open(context)) else {}
        typed = nfc(incomplete).casefold()
        matching = [(name, id_) for name, id_ in spellings.items() if name.casefold().startswith(typed)]
        as_typed = {name: id_ for name, id_ in matching if is_safe(name) and name.startswith(incomplete)}
        # The id replaces names that are unsafe for a shell, and all names if none begins exactly as typed.
        ids = [id_ for name, id_ in matching if not as_typed or not is_safe(name)]
        complete_already = {*as_typed.values()}
        return [*as_typed, *(_Replacement(id_) for id_ in _safe_words(ids) if id_ not in complete_already)]

    return complete


def entity_ids(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of all facts and other entities and, after a full stop, the fields of the fact."""
    base = _open(context)
    if base is None:
        return []
    fact, dot, field = incomplete.partition(".")
    if dot:
        fields = base.fields_of(fact.partition("/")[0])
        return _safe_words(f"{fact}.{name}" for name in fields if name.startswith(field))
    return _safe_words(name for name in base.entity_ids() if name.startswith(incomplete))


def _open(context: typer.Context) -> Explorer | None:
    """The base; None if it has problems: it completes nothing, and the command itself will report them."""
    try:
        return cstocli.open(default_base_path(context.params.get("facts"), os.environ))
    except CstoError:
        return None


def is_safe(word: str) -> bool:
    """Whether every shell reads `word` as one plain word, without quotes.

    Shells insert completions unchanged, and text of a base could be a shell command.
    """
    return (
        bool(word)
        and not word.startswith("-")
        and not hides(word)
        and all(character.isalnum() or character in _SAFE_SIGNS for character in word)
    )


def _safe_words(words: Iterable[str]) -> list[str]:
    """The safe ones of `words`, each once."""
    return [word for word in dict.fromkeys(words) if is_safe(word)]
