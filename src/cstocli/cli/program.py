"""The program: finds and runs the command, and turns every error into an exit code."""

import os
import re
import sys
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from cstocli import __version__
from cstocli.ask.explorer import Explorer
from cstocli.cli import options, screen
from cstocli.cli.commands import COMMANDS, LISTINGS
from cstocli.cli.ending import ERRORS_JSON, exit_code, report_internal_error, stop
from cstocli.cli.opening import open_explorer
from cstocli.cli.output import style_of, write_answer, write_rendered, write_sql_of
from cstocli.cli.request import Request, request_from
from cstocli.model.errors import ANSWERED, INTERRUPTED, UnknownChoice, WrongUsage
from cstocli.model.text import visible

if TYPE_CHECKING:
    from cstocli.cli.guide import AtHand

# Some supported versions of Typer do not export it.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]

_SETTINGS = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


_SHORT = len("-f")
_INSTALL = "--install-completion"


def _version(value: bool) -> None:
    if value:
        screen.write((f"csto {__version__}\n",), sys.stdout)
        raise typer.Exit


# What these say of rows, the overview has none of.
_OF_ROWS = (
    *(*options.FILTERS, "fields", "sort", "limit", "long", "cite", "evidence", "evidence_refs", "flat"),
    *options.RECEIPT,
    *options.ARCHIVE,
)


def _refuse_without_command(context: typer.Context) -> None:
    """Refuse options that mean nothing where no command follows.

    Raises:
        WrongUsage: there is one.
    """
    for parameter in context.command.params:
        given = context.params.get(str(parameter.name))
        # A limit of 0 was given too.
        if parameter.name in _OF_ROWS and (given or isinstance(given, int)) and given is not False:
            flag = parameter.opts[0]
            from cstocli.cli.typed import typed

            message = f"{flag} needs a command: the overview has no rows"
            raise WrongUsage(message, "for example", typed(first=("facts",)), token=flag)


def overview(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    errors_json: Annotated[
        bool,
        typer.Option(
            ERRORS_JSON, help="Report errors as JSON, one object per line; may stand anywhere on the command line."
        ),
    ] = False,
) -> None:
    """Explore cited facts: who says what, and who agrees.

    Without a command: what the base is about. Options may stand before or after a
    command.
    """
    if context.invoked_subcommand:
        context.default_map = {context.invoked_subcommand: inherited_options(context, context.invoked_subcommand)}
        return
    _refuse_without_command(context)
    request = request_from(context.params)
    base = open_explorer(request)
    rows = base.ask("overview")
    if request.sql:
        write_sql_of(rows.question, request, rows.filters)
    elif request.for_people:
        _write_overview(base, next(iter(rows)), request)
    else:
        write_answer(rows, rows.row_type, request)


def _write_overview(base: Explorer, row: dict[str, Any], request: Request) -> None:
    # Answers for programs need neither.
    from cstocli.cli.guide import ask_next, filled, of_base
    from cstocli.show.answer import render_overview

    hand = of_base(base, request.facts)
    (csto,) = filled(["csto"], hand)
    following = ask_next(hand, row["kinds"], base.owner.name if base.owner else "")
    write_rendered(render_overview(row, style_of(request), following, csto), request)


def inherited_options(context: typer.Context, name: str) -> dict[str, Any]:
    """The options given before a command, which become its defaults.

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
        flag = next(one.opts[0] for one in context.command.params if one.name == option)
        raise WrongUsage(f"csto {name} has no option {flag}", "see", f"csto {name} --help", token=flag)
    return given


class Command(TyperCommand):
    """A command: its own options, and the shared ones that its function takes."""

    def __init__(self, name: str, *, params: list[Any], callback: Any, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(name, params=[*params, *options.shared_options_of(callback)], callback=callback, **settings)

    def format_epilog(self, context: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the examples, with names of the base at hand."""
        _write_examples(str(self.name), _hand(context), formatter)

    def invoke(self, context: Any) -> Any:  # noqa: ANN401
        """Run the command; where a receipt is asked for, issue it behind the answer."""
        if not context.params.get("receipt") and context.params.get("receipt_file") is None:
            return super().invoke(context)
        # Few answers need one.
        from cstocli.cli.receipts import Issuer

        issuer = Issuer(context)
        result = super().invoke(context)
        issuer.issue()
        return result

    def parse_args(self, context: Any, arguments: list[str]) -> list[str]:  # noqa: ANN401
        """Read the arguments; what can be given several times adds up with what stood before the command."""
        if any(word.startswith("-") and word[1:2].isalpha() and len(word) > _SHORT for word in arguments):
            from cstocli.cli.typed import refuse_single_dash

            refuse_single_dash(f"csto {self.name}", self.params, arguments)
        rest = self._parsed(context, arguments)
        before = context.default_map or {}
        for option in self.params:
            if getattr(option, "multiple", False) and (given := before.get(option.name)):
                after = context.params[option.name] or ()
                context.params[option.name] = [*dict.fromkeys((*given, *after))]
        return rest

    def _parsed(self, context: Any, arguments: list[str]) -> list[str]:  # noqa: ANN401
        if self.name not in LISTINGS:
            return list(super().parse_args(context, arguments))
        # A listing takes no words; what was meant is told where the base is known.
        context.allow_extra_args = True
        rest = list(super().parse_args(context, arguments))
        if rest:
            # No answer needs it.
            from cstocli.cli.stray_words import words_of_listing

            raise words_of_listing(str(self.name), rest, context.params)
        return rest


class Program(TyperGroup):
    """All commands, each built when it is needed: building all of them takes as long as an answer."""

    # Whether no option can stand before the command: it is not built then.
    begins_with_command = False

    def __init__(self, *, params: list[Any], callback: Any, **settings: Any) -> None:  # noqa: ANN401
        before = () if self.begins_with_command else options.LISTING
        shared = {option.name: option for option in options.shared_options(*before)}

        def root(**given: Any) -> None:  # noqa: ANN401
            # The shared options are read from the context, and only without a command.
            callback(**{name: value for name, value in given.items() if name not in shared})

        super().__init__(params=[*params, *shared.values()], callback=root, **settings)

    def format_options(self, context: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the commands by their groups, then the options: of a long text the beginning is read."""
        self.format_commands(context, formatter)
        TyperCommand.format_options(self, context, formatter)  # type: ignore[arg-type]

    def format_commands(self, context: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write a line for each command that the base at hand can answer."""
        from cstocli.cli.guide import groups, line_of

        widest = max(map(len, COMMANDS))
        for heading, names in groups(_hand(context).missing).items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(widest), line_of(name)) for name in names])

    def format_epilog(self, context: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write some examples, with names of the base at hand, and what else there is to read."""
        _write_examples("", _hand(context), formatter)
        from cstocli.cli.topics import TOPICS

        with formatter.section("More help"):
            of_command = ("csto help COMMAND", "what a command does, its options, examples")
            formatter.write_dl([of_command, ("csto help TOPIC", ", ".join(TOPICS))])

    def list_commands(self, _context: object) -> list[str]:
        """The names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, context: Any, name: str) -> Any:  # noqa: ANN401
        """The command of that name.

        Raises:
            UnknownChoice: there is none; the message suggests the nearest.
        """
        if name not in COMMANDS:
            if context.resilient_parsing or name.startswith("-"):
                return None
            raise UnknownChoice("command", name, COMMANDS, "see", "csto --help")
        if name not in self.commands:
            module, function, _, text = COMMANDS[name]
            command = getattr(import_module(f"cstocli.cli.commands.{module}"), function)
            app = _typer()
            register = app.command(name, cls=Command, help=text or None)
            register(command(name) if text else command)
            self.commands[name] = typer.main.get_command(app)
        return self.commands[name]


def _hand(context: Any) -> "AtHand":  # noqa: ANN401
    """The base at hand, by what stands on the command line: help is asked for before any option is read."""
    from cstocli.cli.guide import at_hand

    if "hand" not in context.meta:
        given = None
        for word, following in pairwise([*sys.argv[1:], ""]):
            name, equals, value = word.partition("=")
            if name == "--facts":
                given = value if equals else following
        context.meta["hand"] = at_hand(given)
    hand: AtHand = context.meta["hand"]
    return hand


def _write_examples(command: str, hand: "AtHand", formatter: Any) -> None:  # noqa: ANN401
    from cstocli.cli.guide import examples_of, filled

    examples = [] if command in hand.missing else examples_of(command, hand)
    # No example is better than one that fails.
    examples = examples or [f"none with this base; what it has: {next(filled(['csto fields'], hand))}"]
    with formatter.section("Examples"):
        # They are to be copied, so no line is broken.
        formatter.write("".join(f"  {example}\n" for example in examples))


def _typer(**settings: Any) -> typer.Typer:  # noqa: ANN401
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=_SETTINGS,
        **{"add_completion": False, **settings},
    )


class _PlainProgram(Program):
    begins_with_command = True


def program(*, begins_with_command: bool = False) -> Any:  # noqa: ANN401
    """The root command, to be called with arguments; if these begin with a command, options before it are unknown."""
    cls = _PlainProgram if begins_with_command else Program
    app = _typer(name="csto", cls=cls, add_completion=not begins_with_command)
    app.callback(invoke_without_command=True)(overview)
    return typer.main.get_command(app)


def main() -> NoReturn:
    """Run the program through Typer, which knows all of its options."""
    sys.excepthook = report_internal_error
    screen.prepare_streams()
    _prepare_completion()
    sys.exit(exit_code(_run))


def _prepare_completion() -> None:
    """Make what a shell asks alike for all shells, if it is a shell that calls."""
    if "_CSTO_COMPLETE" in os.environ:
        # Only completion needs it.
        from cstocli.cli.shells import join_at_equals_signs

        join_at_equals_signs()


def _run() -> int:
    arguments = [argument for argument in sys.argv[1:] if argument != ERRORS_JSON]
    is_plain = "_CSTO_COMPLETE" not in os.environ and bool(arguments) and arguments[0] in COMMANDS
    try:
        command = program(begins_with_command=is_plain)
        result = command(args=arguments, prog_name="csto", standalone_mode=False)
    except UsageError as error:
        return stop(_usage(error))
    except typer.Abort:
        return INTERRUPTED
    except UnicodeDecodeError:
        if _INSTALL not in sys.argv:
            raise
        # Typer adds a line to it.
        message = "the start file of your shell is not UTF-8 text; nothing was written to it"
        return stop(WrongUsage(message, "add to it yourself what this prints", "csto --show-completion"))
    except (KeyError, ValueError):
        if "_CSTO_COMPLETE" not in os.environ:
            raise
        return stop(WrongUsage("completion is for shells, which tell it what was typed", "see", "csto --help"))
    return result if isinstance(result, int) else ANSWERED


# How the parser says that something is no number.
_NO_NUMBER = re.compile(r"is not a valid (?:int|integer|float)(?: range)?$")


def _usage(error: Any) -> WrongUsage:  # noqa: ANN401
    """The message of an error of the command-line parser, in the style of our own."""
    message = visible(error.format_message()).rstrip(".")
    context = getattr(error, "ctx", None)
    called = next((argument for argument in sys.argv[1:] if argument in COMMANDS), "")
    path = context.command_path if context else f"csto {called}".strip()
    option = getattr(error, "option_name", None)
    token = visible(option) if option else None
    if context and option and hasattr(error, "possibilities"):
        # The parser's own suggestions are by letters alone.
        from cstocli.cli.typed import unknown_option

        return unknown_option(context, option, COMMANDS)
    message = _NO_NUMBER.sub("is no number", message[:1].lower() + message[1:])
    return WrongUsage(message, "see", f"{path} --help", token=token)
