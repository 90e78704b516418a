"""The command line: each command opens the base, asks, and shows."""

import inspect
import os
import sqlite3
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
from typer.core import TyperGroup

from cstocli import __version__, options, screen
from cstocli.arguments import filters_of, output_of, perspective_of, texts_of, views_of, window_of
from cstocli.ask import Filters, ask, citations, columns, emptied_by, in_full, search_words
from cstocli.compare import differences
from cstocli.errors import (
    ANSWERED,
    FAILED,
    INTERRUPTED,
    WRONG_USAGE,
    BadBase,
    CannotWrite,
    ReaderGone,
    Stopped,
    UnknownName,
    WrongUsage,
    as_data,
)
from cstocli.files import STANDARD_INPUT, chosen, documents, write_new
from cstocli.kept import open_index
from cstocli.kinds import KINDS
from cstocli.lookup import fact_and_field, resolve, thing
from cstocli.matrix import matrix_rows, matrix_type
from cstocli.names import did_you_mean
from cstocli.output import put
from cstocli.printable import visible
from cstocli.rows import PARTS, ROWS, without_heading
from cstocli.wanted import TABLE, Output

# Not every version of Typer that we allow has a name for it.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]

_SETTINGS = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


class Listing(NamedTuple):
    """A command that lists the rows of the question of its name."""

    help: str
    example: str


ERRORS_JSON = "--errors-json"

LISTINGS = {
    "contingents": Listing(
        "Who sent troops, how many, what they guarded, when and by what they left.", "csto contingents --on 2022-01-10"
    ),
    "guards": Listing("Who guarded what, where and how long.", "csto guards --place almaty --cite"),
    "departures": Listing(
        "When each contingent left, from where, to where, by what.", "csto departures --json | jq '.[].aircraft'"
    ),
    "aircraft": Listing(
        "Which types of aircraft each contingent used, in and out.", "csto aircraft --contingent belarus"
    ),
    "timeline": Listing("Everything dated, in order.", "csto timeline --from 2022-01-05 --to 2022-01-07"),
    "facts": Listing("Every fact, of any kind, and how well it is attested.", "csto facts --kind approval"),
    "disputes": Listing(
        "Where sources cannot all be right: the values, who holds each, which is shown and why.",
        "csto disputes --kind departure",
    ),
    "gaps": Listing("The questions that no source answers.", "csto gaps --contingent russia"),
    "origins": Listing("Who goes back to whom, as a tree.", "csto origins --contingent armenia"),
    "sources": Listing("The documents, and how many claims each makes.", "csto sources --contingent tajikistan"),
    "places": Listing("The places, and how many facts concern each.", "csto places --place almaty"),
}
"""The listing commands: all take the same options and differ in their question alone."""


def _listing(question: str) -> Callable[..., None]:
    def command(
        contingent: options.Contingent = None,
        place: options.Place = None,
        source: options.Source = None,
        status: options.Status = None,
        kind: options.KindOf = None,
        since: options.From = None,
        until: options.To = None,
        on: options.On = None,
        certain: options.Certain = False,
        as_of: options.AsOf = None,
        without: options.Without = None,
        only: options.Only = None,
        format: options.Format = None,  # noqa: A002
        json: options.Json = False,
        fields: options.Fields = None,
        sort: options.Sort = None,
        limit: options.Limit = None,
        long: options.Long = False,
        cite: options.Cite = False,
        evidence: options.Evidence = False,
        colour: options.ColourWhen = None,
        quiet: options.Quiet = False,
        facts: options.Facts = None,
        chart: options.Chart = False,
    ) -> None:
        given = locals()
        output = output_of(given)
        window = window_of(given)
        base = _open(given)
        filters = filters_of(base, given, window)
        if chart and output.format != TABLE:
            raise WrongUsage("--chart draws and gives no data", "the same as data: csto contingents --json")
        asked = "presence" if chart else question
        rows = ask(base, asked, filters, evidence=evidence)
        if chart:
            # Nobody else draws.
            from cstocli.tables import put_chart

            put_chart(rows, output, window)
        else:
            _put(base, rows, asked, output)
        if not rows:
            _say_nothing_found(base, asked, filters, output)

    if question != "timeline":
        signature = inspect.signature(command)
        others = [option for name, option in signature.parameters.items() if name != "chart"]
        command.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
    return command


def _open(given: dict[str, Any]) -> sqlite3.Connection:
    """The base that the options ask for, from the perspective that they ask for."""
    return open_index(chosen(given.get("facts"), os.environ), os.environ, perspective_of(given))


def _put(base: sqlite3.Connection, rows: list[dict[str, Any]], question: str, output: Output, title: str = "") -> None:
    if output.cite:
        output = output._replace(citations=citations(base))
    put(rows, columns(question, evidence=output.evidence), output, title)


def _say_nothing_found(
    base: sqlite3.Connection, question: str, filters: Filters, output: Output, **more: object
) -> None:
    """Tell on standard error what emptied an answer: a filter, all of them together, the perspective."""
    view = f", {output.perspective}" if output.perspective else ""
    names = dict.fromkeys(_words_of(name) for name in emptied_by(base, question, filters, **more))
    if not names:
        words = ""
    elif len(names) == 1:
        words = f": {next(iter(names))} leaves no rows"
    else:
        words = f": {' and '.join(names)} together leave no rows"
    screen.say(f"nothing found{words}{view}", quiet=output.quiet)


def _words_of(name: str) -> str:
    return "the time asked for" if name in ("since", "until") else f"--{name}"


def show(
    identity: options.Identity,
    as_of: options.AsOf = None,
    without: options.Without = None,
    only: options.Only = None,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    colour: options.ColourWhen = None,
    quiet: options.Quiet = False,
    facts: options.Facts = None,
) -> None:
    """One fact in full: its fields, how well each is attested, and every claim behind it."""
    given = locals()
    output = output_of(given)
    base = _open(given)
    row = in_full(base, thing(base, identity))
    if output.format != TABLE:
        _put(base, [row], "show", output)
        return
    # Tables need much that JSON does not.
    from cstocli.tables import put_in_full

    put_in_full(row, output)


def why(
    identity: options.IdentityAndField,
    source: options.Source = None,
    as_of: options.AsOf = None,
    without: options.Without = None,
    only: options.Only = None,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: options.Fields = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    long: options.Long = False,
    colour: options.ColourWhen = None,
    quiet: options.Quiet = False,
    facts: options.Facts = None,
) -> None:
    """The claims behind a fact or one field of it: words, place, hedge, and who told whom."""
    given = locals()
    output = output_of(given)
    base = _open(given)
    fact, field = fact_and_field(base, identity)
    filters = Filters(source=tuple(resolve(base, "source", name) for name in source or ()))
    rows = ask(base, "why", filters, fact=fact, field=field)
    title = ""
    if output.format == TABLE:
        from cstocli.show.full import verdict

        title = verdict(in_full(base, fact), field)
    row_type = columns("why") if field is None or output.fields else without_heading(columns("why"), "field")
    put(rows, row_type, output, title)
    if not rows:
        if filters.source:
            _say_nothing_found(base, "why", filters, output, fact=fact, field=field)
        else:
            screen.say(f"no claim states {fact}.{field}", quiet=quiet)


def search(
    text: options.SearchText,
    contingent: options.Contingent = None,
    kind: options.KindOf = None,
    as_of: options.AsOf = None,
    without: options.Without = None,
    only: options.Only = None,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: options.Fields = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    long: options.Long = False,
    colour: options.ColourWhen = None,
    quiet: options.Quiet = False,
    facts: options.Facts = None,
) -> None:
    """Find words in facts, claims, quotes, names and places."""
    given = locals()
    output = output_of(given)
    wanted = search_words(" ".join(text))
    base = _open(given)
    filters = Filters(
        contingent=tuple(resolve(base, "contingent", name) for name in contingent or ()),
        kind=tuple(resolve(base, "kind", name) for name in kind or ()),
    )
    rows = ask(base, "search", filters, words=wanted)
    _put(base, rows, "search", output)
    if not rows:
        _say_nothing_found(base, "search", filters, output, words=wanted)


def matrix(
    what: options.FactOrKind,
    contingent: options.Contingent = None,
    place: options.Place = None,
    source: options.Source = None,
    as_of: options.AsOf = None,
    without: options.Without = None,
    only: options.Only = None,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    long: options.Long = False,
    colour: options.ColourWhen = None,
    quiet: options.Quiet = False,
    facts: options.Facts = None,
) -> None:
    """What each source says of each field, says otherwise, or is silent on."""
    given = locals()
    output = output_of(given)
    base = _open(given)
    kind = what if what in KINDS else None
    fact = None if kind else fact_and_field(base, what)[0]
    filters = filters_of(base, {**dict.fromkeys(("status", "kind")), **given, "certain": False}, (None, None))
    rows = matrix_rows(base, filters, kind=kind, fact=fact)
    put(rows, matrix_type(rows) if output.format == TABLE else columns("matrix"), output)
    if not rows:
        _say_nothing_found(base, "matrix", filters, output, kind=kind, fact=fact)


def compare(
    perspectives: options.Views,
    contingent: options.Contingent = None,
    kind: options.KindOf = None,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: options.Fields = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    long: options.Long = False,
    colour: options.ColourWhen = None,
    quiet: options.Quiet = False,
    facts: options.Facts = None,
) -> None:
    """Two perspectives side by side: which values, and how well attested, change."""
    given = locals()
    output = output_of(given)
    left, right = views_of(perspectives)
    path = chosen(facts, os.environ)
    if path == STANDARD_INPUT:
        raise WrongUsage(
            "compare reads the base twice, which standard input does not give", "give a file: --facts FILE"
        )
    first, second = (open_index(path, os.environ, view) for view in (left, right))
    nothing = dict.fromkeys(("place", "source", "status"))
    filters = filters_of(first, {**nothing, **given, "certain": False}, (None, None))
    rows = differences(first, second, filters)
    title = f"first: {left.words or 'everything'}; second: {right.words or 'everything'}"
    _put(first, rows, "compare", output, title)
    if not rows:
        screen.say("nothing changes", quiet=quiet)


def cite(
    identity: options.Identity,
    style: options.Style = "text",
    json: options.Json = False,
    facts: options.Facts = None,
) -> None:
    """A reference to copy: of a source, or of all sources behind a fact."""
    # Nobody else needs to know how references are written.
    from cstocli.cite import STYLES, cited

    style = "csl-json" if json else style
    if style not in STYLES:
        raise WrongUsage(
            f'unknown style "{visible(style)}"{did_you_mean(style, STYLES)}', f"there are: {', '.join(STYLES)}"
        )
    base = _open({"facts": facts})
    screen.write((cited(base, thing(base, identity), style),), sys.stdout)


def check(
    paths: options.Paths = None,
    format: options.ReportFormat = "text",  # noqa: A002
    strict: options.Strict = False,
    document: options.Documents = None,
    explain: options.Explain = None,
    facts: options.Facts = None,
    quiet: options.Quiet = False,
) -> None:
    """Tell every problem of a base, each with its place, its rule and what to do."""
    # Only this command looks for more than the reader refuses.
    from cstocli.check import check as problems_of
    from cstocli.problems import errors
    from cstocli.report import REPORTS, explained

    if explain is not None:
        screen.write((explained(explain),), sys.stdout)
        return
    if format not in REPORTS:
        meant = did_you_mean(format, REPORTS)
        raise WrongUsage(f'unknown format "{visible(format)}"{meant}', f"there are: {', '.join(REPORTS)}")
    files = [one for path in paths or [chosen(facts, os.environ)] for one in documents(path)]
    found = problems_of(files, texts_of(document or []))
    screen.write(REPORTS[format](found), sys.stdout)
    wrong = len(errors(found))
    screen.say(f"{wrong} errors, {len(found) - wrong} warnings", quiet=quiet)
    if wrong or (strict and found):
        raise typer.Exit(FAILED)


def coverage(
    document: options.DocumentArguments,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: options.Fields = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    long: options.Long = False,
    colour: options.ColourWhen = None,
    quiet: options.Quiet = False,
    facts: options.Facts = None,
) -> None:
    """Which paragraphs of a document claims cite, and which none does."""
    from cstocli.coverage import coverage as rows_of
    from cstocli.coverage import paragraphs

    given = locals()
    output = output_of(given)
    base = _open(given)
    rows = []
    for name, text in texts_of(document).items():
        rows += rows_of(base, resolve(base, "source", name), paragraphs(text.text))
    _put(base, rows, "coverage", output)
    uncited = sum(not row["claims"] for row in rows)
    screen.say(f"{len(rows) - uncited} of {len(rows)} paragraphs are cited", quiet=quiet)


def help_of(
    context: typer.Context,
    command: options.HelpCommand = None,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """The help of a command; with --json all commands, options and fields for programs."""
    from cstocli.manual import command_row

    if command is not None and command not in COMMANDS:
        raise UnknownName("command", visible(command), COMMANDS, f"there are: {', '.join(COMMANDS)}")
    output = output_of(locals())
    program: Any = context.find_root().command
    names = [command] if command else list(COMMANDS)
    if output.format == TABLE and command:
        built = program.get_command(context, command)
        screen.write((built.get_help(typer.Context(built, info_name=f"csto {command}")), "\n"), sys.stdout)
        return
    rows = [command_row(name, program.get_command(context, name), COMMANDS[name].example) for name in names]
    put(rows, columns("help"), output)


def about(
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    long: options.Long = False,
    quiet: options.Quiet = False,
    facts: options.Facts = None,
) -> None:
    """Versions, which base this is, its SHA-256, how much it holds."""
    from cstocli.manual import about as row_of

    given = locals()
    output = output_of(given)
    base = _open(given)
    put([row_of(base, chosen(facts, os.environ))], columns("about"), output._replace(long=True))


def fields(
    what: options.CommandOrKind = None,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    sort: options.Sort = None,
    limit: options.Limit = None,
    long: options.Long = False,
    colour: options.ColourWhen = None,
    quiet: options.Quiet = False,
    facts: options.Facts = None,
) -> None:
    """Which fields there are, what they mean, and which values occur."""
    from cstocli.authoring import DESCRIBED
    from cstocli.authoring import fields as rows_of

    if what is not None and what not in DESCRIBED:
        raise UnknownName("command or kind", visible(what), DESCRIBED, f"there are: {', '.join(DESCRIBED)}")
    given = locals()
    output = output_of(given)
    base = _open(given)
    _put(base, rows_of(base, what), "fields", output)


def new(kind: options.TemplateKind) -> None:
    """Print a template of a fact or a thing, with every key, ready to paste."""
    from cstocli.authoring import TEMPLATES, template

    if kind not in TEMPLATES:
        raise UnknownName("template", visible(kind), TEMPLATES, f"there are: {', '.join(TEMPLATES)}")
    screen.write((template(kind),), sys.stdout)


def init(folder: options.Folder) -> None:
    """Write a small commented base, all of it made up, to start from: FOLDER/facts.toml."""
    from cstocli.authoring import starter

    file = write_new(folder, "facts.toml", starter())
    screen.say(f"wrote {visible(str(file))}; look at it, then: csto check {visible(str(file))}")


def schema(command: options.RowCommand) -> None:
    """The JSON Schema of a command's rows."""
    # Only this command describes rows instead of giving them.
    from cstocli.schema import json_schema

    known = [name for name in ROWS if name not in PARTS]
    if command not in known:
        raise UnknownName("command", visible(command), known, f"there are: {', '.join(known)}")
    screen.write((json_schema(command),), sys.stdout)


def _version(value: bool) -> None:
    if value:
        screen.write((f"csto {__version__}\n",), sys.stdout)
        raise typer.Exit


def overview(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
    errors_json: Annotated[
        bool, typer.Option(ERRORS_JSON, help="Errors as JSON, an object a line; anywhere on the command line.")
    ] = False,
    contingent: options.Contingent = None,
    place: options.Place = None,
    source: options.Source = None,
    status: options.Status = None,
    kind: options.KindOf = None,
    since: options.From = None,
    until: options.To = None,
    on: options.On = None,
    certain: options.Certain = False,
    as_of: options.AsOf = None,
    without: options.Without = None,
    only: options.Only = None,
    format: options.Format = None,  # noqa: A002
    json: options.Json = False,
    fields: options.Fields = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    long: options.Long = False,
    cite: options.Cite = False,
    evidence: options.Evidence = False,
    colour: options.ColourWhen = None,
    quiet: options.Quiet = False,
    facts: options.Facts = None,
) -> None:
    """Explore cited facts: who says what, and who agrees.

    Without a command: what the base is about. Options may stand before or after a
    command.
    """
    if context.invoked_subcommand:
        context.default_map = {context.invoked_subcommand: handed_on(context, context.invoked_subcommand)}
        return
    output = output_of(context.params)
    base = _open(context.params)
    rows = ask(base, "overview")
    if output.format == TABLE:
        from cstocli.tables import put_overview

        put_overview(rows[0], output)
    else:
        put(rows, ROWS["overview"], output)


def handed_on(context: typer.Context, name: str) -> dict[str, Any]:
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
        raise WrongUsage(f"csto {name} has no option {spelt}", f"see: csto {name} --help")
    return given


class Command(NamedTuple):
    """A command before Typer has made one of it."""

    function: Callable[..., None]
    example: str
    help: str | None = None


COMMANDS = {
    **{name: Command(_listing(name), listing.example, listing.help) for name, listing in LISTINGS.items()},
    "show": Command(show, "csto show departure/armenia"),
    "why": Command(why, "csto why departure/armenia.aircraft"),
    "search": Command(search, "csto search power plant"),
    "matrix": Command(matrix, "csto matrix departure/armenia"),
    "compare": Command(compare, "csto compare without=TASS"),
    "cite": Command(cite, "csto cite seed --style bibtex"),
    "check": Command(check, "csto check facts.toml --strict"),
    "init": Command(init, "csto init my-mission"),
    "new": Command(new, "csto new departure >> facts.toml"),
    "fields": Command(fields, "csto fields departure"),
    "help": Command(help_of, "csto help --json"),
    "about": Command(about, "csto about --json"),
    "coverage": Command(coverage, "csto coverage seed=article.txt"),
    "schema": Command(schema, "csto schema departures"),
}


class Program(TyperGroup):
    """All commands, each built when it is asked for: building all takes as long as an answer."""

    def list_commands(self, _context: object) -> list[str]:
        """The names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, context: Any, name: str) -> Any:  # noqa: ANN401
        """The command of that name.

        Raises:
            WrongUsage: there is none; the nearest are told.
        """
        if name not in COMMANDS:
            if context.resilient_parsing or name.startswith("-"):
                return None
            raise WrongUsage(f'unknown command "{visible(name)}"{did_you_mean(name, COMMANDS)}', "see: csto --help")
        if name not in self.commands:
            function, example, text = COMMANDS[name]
            app = _typer()
            app.command(name, help=text, epilog=f"Example: {example}")(function)
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
    except ReaderGone:
        screen.no_more_output()
        code = ANSWERED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as error:
        # Typer's own output, the help, went to a full disk.
        screen.no_more_output()
        code = _stop((f"cannot write: {error.strerror}",), FAILED)
    sys.exit(code)


def _run(command: Callable[..., Any]) -> int:
    try:
        arguments = [argument for argument in sys.argv[1:] if argument != ERRORS_JSON]
        result = command(args=arguments, prog_name="csto", standalone_mode=False)
    except BadBase as bad:
        for problem in bad.problems:
            if _errors_json():
                screen.say_json(as_data((problem.message, f"csto check --explain {problem.rule}"), problem.rule, problem.place))
            else:
                screen.say(problem.words)
        return _stop(bad.lines, bad.code, "bad-base")
    except CannotWrite as full:
        # What is still buffered can go nowhere either.
        screen.no_more_output()
        return _stop(full.lines, full.code)
    except Stopped as stopped:
        return _stop(stopped.lines, stopped.code, stopped.kind)
    except UsageError as error:
        return _stop(_usage(error), WRONG_USAGE)
    except typer.Abort:
        return INTERRUPTED
    return result if isinstance(result, int) else ANSWERED


def _stop(lines: tuple[str, ...], code: int, kind: str = "wrong-usage") -> int:
    """Tell what stopped the program, as words or, where that was asked for, as JSON."""
    if _errors_json():
        screen.say_json(as_data(lines, kind))
        return code
    first, *others = lines
    for line in (f"csto: {first}", *(f"  {other}" for other in others)):
        screen.say(line)
    return code


def _errors_json() -> bool:
    """Whether errors are wanted as JSON: asked of the arguments, which may be what is wrong."""
    return ERRORS_JSON in sys.argv


def _usage(error: Any) -> tuple[str, ...]:  # noqa: ANN401
    """What the command line's own parser refuses, in our words."""
    message = visible(error.format_message()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "csto"
    return (message[:1].lower() + message[1:], f"see: {path} --help")


def _unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if os.environ.get("CSTO_DEBUG") == "1":
        traceback.print_exception(kind, error, trace)
    else:
        screen.say(f"csto: internal error: {kind.__name__}: {visible(str(error))}")
        screen.say("  set CSTO_DEBUG=1 to see where, and please report it")
