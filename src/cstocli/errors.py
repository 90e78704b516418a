"""What stops the program, and the exit code that each sort of it becomes."""

from collections.abc import Iterable, Mapping

from cstocli.names import did_you_mean

ANSWERED = 0
FAILED = 1
WRONG_USAGE = 2
BAD_BASE = 3
UNKNOWN_NAME = 4
INTERRUPTED = 130


class Stopped(Exception):
    """The command cannot go on; `lines` say why and what to do, without styling."""

    code = WRONG_USAGE

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class ReaderGone(Exception):
    """Whoever read standard output has closed it and wants no more."""


class CannotWrite(Stopped):
    """Standard output takes nothing, such as a full disk."""

    code = FAILED


class WrongUsage(Stopped):
    """An argument that no base could make right, such as an impossible date."""


class BadBase(Stopped):
    """The fact base is missing, unreadable, empty or has problems, each told with its place."""

    code = BAD_BASE

    def __init__(self, *lines: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(*lines)
        self.problems = problems


class UnknownName(Stopped):
    """A name that this base does not have; the nearest ones are told.

    `what` is the sort of the name, `name` the one asked for, `known` all that exist,
    `remedy` what lists them. Where `known` are spellings, `stands_for` has their ids.
    """

    code = UNKNOWN_NAME

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
