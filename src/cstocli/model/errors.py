"""Exceptions that end the program, with the exit code of each."""

from collections.abc import Iterable, Mapping, Sequence

from cstocli.model.light_typing import TYPE_CHECKING
from cstocli.model.suggestions import did_you_mean, nearest
from cstocli.model.text import visible

if TYPE_CHECKING:
    from cstocli.model.problems import Problem

ANSWERED = 0
FAILED = 1
WRONG_USAGE = 2
BAD_BASE = 3
UNKNOWN_NAME = 4
INTERRUPTED = 130


class CstoError(Exception):
    """The command cannot go on.

    `message` says what is wrong, `token` is the wrong word and `suggestions` are the names
    it may have meant; `remedy` says what to do, by running one of `commands` if there are any.
    """

    code = WRONG_USAGE
    kind = "wrong-usage"

    def __init__(
        self, message: str, remedy: str = "", *commands: str, token: str | None = None, suggestions: Sequence[str] = ()
    ) -> None:
        self.message = message + did_you_mean(suggestions)
        self.remedy = f"{remedy}: {', '.join(commands)}" if commands else remedy
        self.hint = commands[0] if commands else "csto --help"
        self.token = token
        self.suggestions = suggestions
        self.known: Sequence[str] = ()
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """What is wrong and what to do, as text without styling."""
        return (self.message, *self.remedy.split("\n")) if self.remedy else (self.message,)

    @property
    def data(self) -> dict[str, object]:
        """The same as JSON data."""
        return error_data(self.message, self.kind, self.token, self.suggestions, self.hint, known=self.known)


class BrokenOutput(Exception):
    """Whoever read standard output has closed it and wants no more."""


class OutputFailed(CstoError):
    """Standard output takes nothing, such as on a full disk."""

    code = FAILED
    kind = "cannot-write"


class FileFailed(CstoError):
    """A file cannot be written, such as on a full disk."""

    code = FAILED
    kind = "cannot-write"


class IndexFailed(CstoError):
    """The index gives no answer, such as a cached one on a failing disk."""

    code = FAILED
    kind = "index-failed"


class OutOfMemory(CstoError):
    """There is not enough memory for the answer."""

    code = FAILED
    kind = "out-of-memory"


class WrongUsage(CstoError):
    """An argument that no base could make right, such as an impossible date."""


class SeveralFacts(WrongUsage):
    """Words that are to mean one fact are in several."""


class NothingCounts(CstoError):
    """The base has it, but nothing that is said of it counts from this perspective."""

    code = FAILED
    kind = "nothing-found"


class MissingExtra(CstoError):
    """A library that an extra of csto brings is not installed."""

    code = FAILED
    kind = "missing-extra"

    def __init__(self, module: str, extra: str) -> None:
        install = f"pip install 'csto[{extra}]'"
        super().__init__(f"{module} is not installed", "install it", install, token=module)


class NotInAnArchive(WrongUsage):
    """What only a base itself can answer, and not what was exported of it."""


class BadBase(CstoError):
    """The fact base is missing, unreadable, empty or has problems, each with its place."""

    code = BAD_BASE
    kind = "bad-base"

    def __init__(
        self, message: str, *remedy: str, token: str | None = None, problems: "Sequence[Problem]" = ()
    ) -> None:
        super().__init__(message, *remedy, token=token)
        self.problems = problems


class UnknownName(CstoError):
    """A name that this base does not have, with the names that it may have meant.

    `what` is the sort of the name, `known` are all names that exist. Without a `remedy`
    they are listed. Where `known` are spellings, `ids` maps each to its id, which is
    suggested in its place.
    """

    code = UNKNOWN_NAME
    kind = "unknown-name"

    def __init__(
        self, what: str, name: str, known: Iterable[str], *remedy: str, ids: Mapping[str, str] | None = None
    ) -> None:
        token, known = visible(name), [*known]
        found = nearest(token, known)
        suggestions = list(dict.fromkeys(ids[spelling] for spelling in found)) if ids else found
        listed = [*dict.fromkeys(ids.values())] if ids else known
        among = remedy or (f"there are: {', '.join(map(_as_word, listed))}",)
        super().__init__(f'unknown {what} "{token}"', *among, token=token, suggestions=suggestions)
        self.what = what
        self.known = [] if remedy else listed


def _as_word(name: str) -> str:
    """A name as it may stand in a sentence: quoted unless it is a plain word, so that none reads as a command."""
    plain = name and all(character.isalnum() or character in "_-./" for character in name)
    return name if plain else f'"{visible(name)}"'


class NotInThisBase(CstoError):
    """What other bases have, such as a listing of another vocabulary."""

    code = UNKNOWN_NAME
    kind = "unknown-name"


class UnknownChoice(UnknownName, WrongUsage):
    """A word that no base could make right: a command, format or style that does not exist."""

    code = WRONG_USAGE
    kind = "wrong-usage"


def error_data(
    message: str,
    kind: str,
    token: str | None,
    suggestions: Iterable[str],
    hint: str,
    place: tuple[str, int, int] | tuple[None, None, None] = (None, None, None),
    known: Iterable[str] = (),
) -> dict[str, object]:
    """An error as JSON data: what, where, which word, the nearest names, a command to run, all that there is."""
    file, line, column = place
    return {
        "error": message,
        "kind": kind,
        "file": file,
        "line": line,
        "column": column,
        "token": token,
        "did_you_mean": [visible(name) for name in suggestions],
        "hint": hint,
        "known": [visible(name) for name in known],
    }
