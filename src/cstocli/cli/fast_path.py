"""The way of plain calls whose answer is for programs: the same request, base and answer, without Typer.

Loading Typer takes longer than such an answer. This way knows the exact names of the
options in `fast_table`, which is generated from their declarations, and answers from a
cached index only. Whatever it does not know, and whatever stops before something is
written, it leaves to Typer, which begins anew.
"""

import os
import sys
from collections.abc import Sequence

from cstocli.cli import screen
from cstocli.cli.ending import ERRORS_JSON, exit_code, report_internal_error
from cstocli.cli.fast_table import BOUNDS, COMMANDS, OPTIONS
from cstocli.model.errors import ANSWERED, CstoError
from cstocli.model.light_typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from cstocli.ask.explorer import Explorer
    from cstocli.cli.request import Request

# No larger number is a plain one.
_MOST_DIGITS = 9
# Their answers are for programs in any format.
_FOR_PROGRAMS = ("cite", "schema")


def main() -> NoReturn:
    """Run the program: on this way if it leads to an answer, else through Typer."""
    code = fast_answer(sys.argv[1:])
    if code is None:
        from cstocli.cli.program import main as run_with_typer

        run_with_typer()
    sys.exit(code)


def fast_answer(words: Sequence[str]) -> int | None:
    """Answer a command line and return the exit code; None where nothing was done, as it is for Typer."""
    if "_CSTO_COMPLETE" in os.environ:
        return None
    read = read_line([word for word in words if word != ERRORS_JSON])
    if read is None:
        return None
    sys.excepthook = report_internal_error
    screen.prepare_streams()
    return exit_code(lambda: _answer(*read))


def _answer(command: str, params: dict[str, Any], own: dict[str, Any]) -> int | None:
    from cstocli.cli.request import request_from

    module, function = COMMANDS[command][:2]
    screen.hold_reports()
    try:
        request = request_from(params)
        if request.for_people and command not in _FOR_PROGRAMS:
            return None
        body = getattr(__import__(f"cstocli.cli.answers.{module}", fromlist=(function,)), function)
        body(request, _cached, **own)
    except (_NotCached, CstoError):
        if not screen.reports_are_held():
            raise
        screen.drop_reports()
        return None
    finally:
        screen.release_reports()
    return ANSWERED


class _NotCached(Exception):
    """No cached index answers for the base of a request."""


def _cached(request: "Request") -> "Explorer":
    from cstocli.cli.opening import cached_explorer

    base = cached_explorer(request)
    if base is None:
        raise _NotCached
    return base


def read_line(words: Sequence[str]) -> tuple[str, dict[str, Any], dict[str, Any]] | None:
    """The command of a line, the values of its shared options and those of its own parameters; None if not plain.

    They are what Typer makes of the same line.
    """
    if not words or words[0] not in COMMANDS:
        return None
    command, *rest = words
    *_, shared, own, argument = COMMANDS[command]
    params: dict[str, Any] = {}
    values: dict[str, Any] = dict(own)
    arguments: list[str] = []
    remaining = iter(rest)
    for word in remaining:
        if word == "--":
            arguments += remaining
            break
        if word[:1] != "-" or word == "-":
            arguments.append(word)
            continue
        flag, equals, text = word.partition("=")
        name, form = OPTIONS.get(flag, ("", ""))
        given = params if name in shared else values if name in own else None
        # With one minus sign the equals sign would be part of the value.
        if given is None or (equals and (form == "flag" or flag[:2] != "--")):
            return None
        value = True if form == "flag" else _value(name, form, text if equals else next(remaining, None))
        if value is None:
            return None
        given[name] = [*given.get(name, ()), value] if form == "texts" else value
    # Standard input is read once, so who begins must not be left.
    if "-" in arguments:
        return None
    return (command, params, values) if _take_arguments(values, arguments, argument) else None


def _value(name: str, form: str, text: str | None) -> str | int | float | None:
    """The value of an option; None if it is not a plain one."""
    if text is None or form in ("text", "texts"):
        return text
    digits = text.replace(".", "", 1) if form == "number" else text
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        return None
    if form == "number":
        return float(text)
    least, most = BOUNDS[name]
    number = int(text)
    return number if (least is None or number >= least) and (most is None or number <= most) else None


def _take_arguments(values: dict[str, Any], arguments: list[str], argument: tuple[str, str] | None) -> bool:
    """Put the arguments of a line into `values`; returns whether they are as many as the command takes."""
    if argument is None:
        return not arguments
    name, many = argument
    if many == "some":
        values[name] = arguments
        return bool(arguments)
    values[name] = arguments[0] if arguments else None
    return len(arguments) == 1 or (many == "perhaps" and not arguments)
