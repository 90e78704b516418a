"""The options that commands share, each declared once."""

import inspect
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, get_args

import typer

import cstocli
from cstocli.cli.completion import names_of, thing_ids
from cstocli.cli.request import TABLE
from cstocli.model.status import STATUSES
from cstocli.show.formats import FORMATS


class Colour(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _words(words: tuple[str, ...]) -> Callable[[str], Iterator[str]]:
    return lambda incomplete: (word for word in words if word.startswith(incomplete))


def _questions(incomplete: str) -> Iterator[str]:
    return _words((*cstocli.questions(),))(incomplete)


Contingent = Annotated[
    list[str] | None,
    typer.Option(
        "--contingent",
        "-c",
        metavar="ID",
        help="Only this contingent (repeatable).",
        autocompletion=names_of("contingent"),
    ),
]
Place = Annotated[
    list[str] | None,
    typer.Option(
        "--place",
        "-p",
        metavar="ID",
        help="Only this place and what lies in it (repeatable).",
        autocompletion=names_of("place"),
    ),
]
Source = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        "-s",
        metavar="ID",
        help="Only what this source speaks of (repeatable).",
        autocompletion=names_of("source"),
    ),
]
Status = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help=f"Only with a field that is {', '.join(STATUSES)} (repeatable).",
        autocompletion=_words(STATUSES),
    ),
]
KindOf = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Only facts of this kind, which csto fields lists (repeatable).",
        autocompletion=names_of("kind"),
    ),
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only what may fall on or after DATE (EDTF).")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only what may fall on or before DATE (EDTF).")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The same as --from DATE --to DATE.")]

Parts = Annotated[bool, typer.Option("--parts", help="List facts that are parts of others, too.")]
Certain = Annotated[bool, typer.Option("--certain", help="Only what surely falls within the days asked for.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="As one could know on DATE: only what was published by then."),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="NAME",
        help="Without what goes back to this source, origin or publisher (repeatable).",
        autocompletion=names_of("teller"),
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="NAME",
        help="Only what goes back to this source, origin or publisher (repeatable).",
        autocompletion=names_of("teller"),
    ),
]

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{', '.join((TABLE, *FORMATS))}.",
        autocompletion=_words((TABLE, *FORMATS)),
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Fields = Annotated[str | None, typer.Option("--fields", metavar="A,B", help="Only these fields, in this order.")]
Sort = Annotated[str | None, typer.Option("--sort", metavar="FIELD", help="Sort by FIELD; -FIELD sorts downwards.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=0, help="At most N rows.")]
Long = Annotated[bool, typer.Option("--long", "-l", help="One record a block, every field on a line.")]
Cite = Annotated[bool, typer.Option("--cite", help="Number the sources and list them below the table.")]
Evidence = Annotated[bool, typer.Option("--evidence", help="Add the claims behind each field.")]
ColourWhen = Annotated[Colour | None, typer.Option("--color", help="Colour the table.", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No words on standard error but errors.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", help="Tell on standard error whether the kept index answers, and why not.")
]
Facts = Annotated[
    str | None,
    typer.Option(
        "--facts", metavar="PATH", help="Another fact base: a file, a folder of .toml files, or - [env: CSTO_FACTS]."
    ),
]

Identity = Annotated[
    str, typer.Argument(metavar="ID", help="Id of a fact, a source, a place, …", autocompletion=thing_ids)
]
IdentityAndField = Annotated[
    str, typer.Argument(metavar="ID[.FIELD]", help="Id of a fact, and one of its fields.", autocompletion=thing_ids)
]
SearchText = Annotated[
    list[str], typer.Argument(metavar="TEXT", help="Words to look for; all must occur, each may go on.")
]
FactOrKind = Annotated[
    str, typer.Argument(metavar="KIND|FACT", help="A kind of facts, or the id of one.", autocompletion=thing_ids)
]
Views = Annotated[
    list[str],
    typer.Argument(
        metavar="PERSPECTIVE [PERSPECTIVE]",
        help="such as without=TASS, as-of=2022-01-13, only=seed; several parts by commas; `all` for everything.",
    ),
]
Style = Annotated[
    str,
    typer.Option(
        "--style",
        metavar="STYLE",
        help="text, bibtex or csl-json.",
        autocompletion=_words(("text", "bibtex", "csl-json")),
    ),
]
Sql = Annotated[bool, typer.Option("--sql", help="Print the SQL text that answers, for `csto sql`, and end.")]
Query = Annotated[
    str | None, typer.Argument(metavar="QUERY", help="One SELECT; - reads it from standard input.", show_default=False)
]
Tables = Annotated[bool, typer.Option("--tables", help="List the tables and their columns.")]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="Stop after so many seconds of computing.")
]
Chart = Annotated[bool, typer.Option("--chart", help="Draw when each contingent was there.")]
RowCommand = Annotated[
    str,
    typer.Argument(
        metavar="COMMAND",
        help="The command whose rows to describe.",
        autocompletion=_questions,
    ),
]

Paths = Annotated[
    list[str] | None, typer.Argument(metavar="FILE", help="Files of the base; all together are one base.")
]
ReportFormat = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text, json or github.")]
Strict = Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")]
Captures = Annotated[bool, typer.Option("--captures", help="Report sources of which no capture is named, too.")]
Documents = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="ID=FILE", help="The text of a source, to look its quotes up in (repeatable)."),
]
DocumentArguments = Annotated[list[str], typer.Argument(metavar="ID=FILE", help="The text of a source.")]
Explain = Annotated[str | None, typer.Option("--explain", metavar="RULE", help="What a rule means and what to do.")]
CommandOrKind = Annotated[
    str | None, typer.Argument(metavar="[COMMAND|KIND]", help="A command, or a kind of facts.", show_default=False)
]
TemplateKind = Annotated[
    str,
    typer.Argument(metavar="KIND", help="A kind of facts, or source, origin, place, contingent, …, rivals."),
]
Folder = Annotated[str, typer.Argument(metavar="FOLDER", help="The folder to write to; it is made if need be.")]
HelpCommand = Annotated[
    str | None, typer.Argument(metavar="[COMMAND]", help="The command to explain.", show_default=False)
]

# The options that several commands share, by the name under which a command gets them.
_SHARED: dict[str, Any] = {
    "contingent": Contingent,
    "place": Place,
    "source": Source,
    "status": Status,
    "kind": KindOf,
    "since": From,
    "until": To,
    "on": On,
    "certain": Certain,
    "parts": Parts,
    "as_of": AsOf,
    "without": Without,
    "only": Only,
    "format": Format,
    "json": Json,
    "fields": Fields,
    "sort": Sort,
    "limit": Limit,
    "long": Long,
    "cite": Cite,
    "evidence": Evidence,
    "colour": ColourWhen,
    "quiet": Quiet,
    "verbose": Verbose,
    "facts": Facts,
    "chart": Chart,
    "sql": Sql,
}
FILTERS = ("contingent", "place", "source", "status", "kind", "since", "until", "on", "certain")
VIEW = ("as_of", "without", "only")
FORMAT = ("format", "json")
ROWS_OF = (*FORMAT, "fields", "sort", "limit", "long")
SURROUNDINGS = ("colour", "quiet", "verbose", "facts")
LISTING = (*FILTERS, *VIEW, *ROWS_OF, "cite", "evidence", "sql", *SURROUNDINGS)

Function = Callable[..., None]


def with_shared_options(*names: str) -> Callable[[Function], Function]:
    """Give a command the shared options of these names, which it gets as `**given`.

    Typer reads a function's own options from its signature; `taken_by` adds the shared ones.
    """

    def with_options(function: Function) -> Function:
        own = [one for one in inspect.signature(function).parameters.values() if one.kind is not one.VAR_KEYWORD]
        function.__signature__ = inspect.Signature(own)  # type: ignore[attr-defined]
        function.shared = names  # type: ignore[attr-defined]
        return function

    return with_options


def shared_options_of(function: Any) -> list[Any]:  # noqa: ANN401
    """The shared options that a command's function takes."""
    names = getattr(function, "shared", ())
    return [_built()[name] for name in names]


@cache
def _built() -> dict[str, Any]:
    """The shared options as Typer builds them, once for the program and its command: building takes long."""

    def every() -> None:
        """Take every shared option."""

    every.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=False if get_args(annotation)[0] is bool else None,
                annotation=annotation,
            )
            for name, annotation in _SHARED.items()
        ]
    )
    app = typer.Typer(add_completion=False)
    app.command()(every)
    return {str(option.name): option for option in typer.main.get_command(app).params}
