"""The command line: each command opens the base, asks, and shows."""

import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from types import TracebackType
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from cstocli import __version__
from cstocli.cli import options, screen
from cstocli.cli.arguments import output_options
from cstocli.cli.commands import COMMANDS
from cstocli.cli.commands.opening import open_from_options, write_sql
from cstocli.cli.output import put
from cstocli.cli.request import TABLE
from cstocli.index.cache import forget, is_broken
from cstocli.index.index import BrokenIndex
from cstocli.model.errors import (
    ANSWERED,
    INTERRUPTED,
    BadBase,
    BrokenOutput,
    CstoError,
    IndexFailed,
    OutputFailed,
    UnknownChoice,
    WrongUsage,
)
from cstocli.model.text import visible

# Not every version of Typer that we allow has a name for it.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]

_SETTINGS = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


ERRORS_JSON = "--errors-json"


def _version(value: bool) -> None:
    if value:
        screen.write((f"csto {__version__}\n",), sys.stdout)
        raise typer.Exit


@options.with_shared_options(*options.LISTING)
def overview(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
    errors_json: Annotated[
        bool, typer.Option(ERRORS_JSON, help="Errors as JSON, an object a line; anywhere on the command line.")
    ] = False,
    **_given: Any,  # noqa: ANN401
) -> None:
    """Explore cited facts: who says what, and who agrees.

    Without a command: what the base is about. Options may stand before or after a
    command.
    """
    if context.invoked_subcommand:
        context.default_map = {context.invoked_subcommand: inherited_options(context, context.invoked_subcommand)}
        return
    output = output_options(context.params)
    if context.params["sql"]:
        write_sql("overview", output)
        return
    base = open_from_options(context.params)
    rows = base.ask("overview")
    if output.format == TABLE:
        from cstocli.cli.tables import write_overview

        write_overview(next(iter(rows)), output)
    else:
        put(rows, rows.row_type, output)


def inherited_options(context: typer.Context, name: str) -> dict[str, Any]:
    """The options that stood before a command, to be its defaults.

    Raises:
        WrongUsage: the command has no such option.
    """
    given = {
        option: value
        for option, value in context.params.items()
        if value is not None and value is not False and value not in ((), [])
    }
    program: Any = context.command
    known = {option.name for option in program.get_command(context, name).params}
    for option in given.keys() - known:
        spelt = next(one.opts[0] for one in context.command.params if one.name == option)
        raise WrongUsage(f"csto {name} has no option {spelt}", "see", f"csto {name} --help", token=spelt)
    return given


class Command(TyperCommand):
    """A command: its own options, and the shared ones that its function takes."""

    def __init__(self, name: str, *, params: list[Any], callback: Any, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(name, params=[*params, *options.shared_options_of(callback)], callback=callback, **settings)


class Program(TyperGroup):
    """All commands, each built when it is asked for: building all takes as long as an answer."""

    def __init__(self, *, params: list[Any], callback: Any, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(params=[*params, *options.shared_options_of(callback)], callback=callback, **settings)

    def list_commands(self, _context: object) -> list[str]:
        """The names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, context: Any, name: str) -> Any:  # noqa: ANN401
        """The command of that name.

        Raises:
            UnknownChoice: there is none.
        """
        if name not in COMMANDS:
            if context.resilient_parsing or name.startswith("-"):
                return None
            raise UnknownChoice("command", name, COMMANDS, "see", "csto --help")
        if name not in self.commands:
            module, function, example, text = COMMANDS[name]
            found = getattr(import_module(f"cstocli.cli.commands.{module}"), function)
            app = _typer()
            built = app.command(name, cls=Command, help=text or None, epilog=f"Example: {example}")
            built(found(name) if text else found)
            self.commands[name] = typer.main.get_command(app)
        return self.commands[name]


def _typer(**settings: Any) -> typer.Typer:  # noqa: ANN401
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=_SETTINGS,
        **{"add_completion": False, **settings},
    )


def program() -> Any:  # noqa: ANN401
    """The whole program, ready to be called with arguments."""
    app = _typer(name="csto", cls=Program, add_completion=True)
    app.callback(invoke_without_command=True, epilog="Example: csto contingents")(overview)
    return typer.main.get_command(app)


def main() -> NoReturn:
    """Run the program: the one place where what went wrong becomes an exit code."""
    sys.excepthook = _unforeseen
    screen.open_closed_streams()
    try:
        code = _run(program())
    except BrokenOutput:
        screen.no_more_output()
        code = ANSWERED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenIndex as error:
        code = _index_failed(error)
    except OSError as error:
        # Typer's own output, the help, went to a full disk.
        screen.no_more_output()
        code = _stop(OutputFailed(f"cannot write: {error.strerror}"))
    sys.exit(code)


def _index_failed(error: BrokenIndex) -> int:
    """Report that the index gave no answer; only one whose bytes are wrong is deleted."""
    if is_broken(error):
        # Of a large index only what an answer needs is looked at, and this is where a failing disk shows.
        forget(os.environ)
        return _stop(IndexFailed(f"the cached index is broken: {visible(str(error))}", "it is deleted; ask again"))
    message = f"the index gives no answer: {visible(str(error))}"
    return _stop(IndexFailed(message, "do without a cached one: CSTO_CACHE=off"))


def _run(command: Callable[..., Any]) -> int:
    try:
        arguments = [argument for argument in sys.argv[1:] if argument != ERRORS_JSON]
        result = command(args=arguments, prog_name="csto", standalone_mode=False)
    except BadBase as bad:
        for problem in bad.problems:
            if _errors_json():
                screen.report_json(problem.data)
            else:
                screen.say(problem.words)
        return _stop(bad)
    except OutputFailed as full:
        # What is still buffered can go nowhere either.
        screen.no_more_output()
        return _stop(full)
    except CstoError as stopped:
        return _stop(stopped)
    except UsageError as error:
        return _stop(_usage(error))
    except typer.Abort:
        return INTERRUPTED
    return result if isinstance(result, int) else ANSWERED


def _stop(error: CstoError) -> int:
    """Report what stopped the program, as text or, where that was asked for, as JSON; give its exit code."""
    if _errors_json():
        screen.report_json(error.data)
        return error.code
    first, *others = error.lines
    for line in (f"csto: {first}", *(f"  {other}" for other in others)):
        screen.say(line)
    return error.code


def _errors_json() -> bool:
    """Whether errors are wanted as JSON: asked of the arguments, which may be what is wrong."""
    return ERRORS_JSON in sys.argv


def _usage(error: Any) -> WrongUsage:  # noqa: ANN401
    """What the command line's own parser refuses, in our words."""
    message = visible(error.format_message()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "csto"
    option = getattr(error, "option_name", None)
    token = visible(option) if option else None
    return WrongUsage(message[:1].lower() + message[1:], "see", f"{path} --help", token=token)


def _unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if os.environ.get("CSTO_DEBUG") == "1":
        traceback.print_exception(kind, error, trace)
    else:
        screen.say(f"csto: internal error: {kind.__name__}: {visible(str(error))}")
        screen.say("  set CSTO_DEBUG=1 to see where, and please report it")
