"""What stops the program, and the exit code that each sort of it becomes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from cstocli.model.suggestions import did_you_mean

ANSWERED = 0
FAILED = 1
WRONG_USAGE = 2
BAD_BASE = 3
UNKNOWN_NAME = 4
INTERRUPTED = 130


class Rule(Protocol):
    """What the errors need to know of a rule."""

    @property
    def name(self) -> str:
        """Its name."""


class Problem(Protocol):
    """What the errors need to know of a problem of a base."""

    @property
    def rule(self) -> Rule:
        """The rule that it breaks."""

    @property
    def message(self) -> str:
        """What is wrong, without the place."""

    @property
    def words(self) -> str:
        """The place and the message."""

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and column."""


class CstoError(Exception):
    """The command cannot go on; `lines` say why and what to do, without styling."""

    code = WRONG_USAGE
    kind = "wrong-usage"

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class BrokenOutput(Exception):
    """Whoever read standard output has closed it and wants no more."""


class OutputFailed(CstoError):
    """Standard output takes nothing, such as a full disk."""

    code = FAILED
    kind = "cannot-write"


class WrongUsage(CstoError):
    """An argument that no base could make right, such as an impossible date."""


class BadBase(CstoError):
    """The fact base is missing, unreadable, empty or has problems, each told with its place."""

    code = BAD_BASE
    kind = "bad-base"

    def __init__(self, *lines: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(*lines)
        self.problems = problems


class UnknownName(CstoError):
    """A name that this base does not have; the nearest ones are told.

    `what` is the sort of the name, `name` the one asked for, `known` all that exist,
    `remedy` what lists them. Where `known` are spellings, `stands_for` has their ids.
    """

    code = UNKNOWN_NAME
    kind = "unknown-name"

    def __init__(
        self,
        what: str,
        name: str,
        known: Iterable[str],
        remedy: str,
        *,
        stands_for: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f'unknown {what} "{name}"{did_you_mean(name, known, stands_for)}', remedy)


def as_data(lines: tuple[str, ...], kind: str, place: tuple[str, int, int] | None = None) -> dict[str, object]:
    """What stopped the program, for programs: what, where, which word, the nearest ones, what to run."""
    message, *others = lines
    wrong, _, meant = message.partition("; did you mean ")
    token = re.search(r'"([^"]*)"', wrong)
    runnable = re.search(r"csto\b.*", " ".join(others))
    file, line, column = place or (None, None, None)
    return {
        "error": message,
        "kind": kind,
        "file": file,
        "line": line,
        "column": column,
        "token": token[1] if token else None,
        "did_you_mean": re.findall(r'"([^"]*)"', meant),
        "hint": runnable[0].split(", ")[0] if runnable else "csto --help",
    }
