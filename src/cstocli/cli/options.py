"""The options that commands share, each declared once."""

import functools
import inspect
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated, Any, get_args

import typer

from cstocli.cli import completion
from cstocli.cli.completion import entity_ids, names_of, one_of, to_cite
from cstocli.cli.request import ENGINES, TABLE, request_from
from cstocli.model.status import STATUSES
from cstocli.show.formats import FORMATS

EXPORTS = ("sqlite", "datapackage", "parquet", "geojson", "xlsx", "jsonld")


class Colour(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _repeatable(text: str, metavar: str, completion: Callable[..., Any], *flags: str) -> Any:  # noqa: ANN401
    return typer.Option(*flags, metavar=metavar, help=f"{text} (repeatable).", autocompletion=completion)


_Names = list[str] | None
_STATUS = f"Only facts with a field that is {', '.join(STATUSES)}"
_KIND = "Only facts of this kind; csto fields lists all"
_SOURCE = "Only facts to which this source contributes"
_PLACE = "Only this place and the places within it"
_GRADES = [letter + digit for letter in "ABCDEF" for digit in ("", *"123456")]
_GOES_BACK = "what goes back to this source, origin or publisher"

Contingent = Annotated[
    _Names,
    _repeatable(
        "Only this contingent, or none for what is of no contingent",
        "ID",
        names_of("contingent", "none"),
        "--contingent",
        "-c",
    ),
]
Place = Annotated[_Names, _repeatable(_PLACE, "ID", names_of("place"), "--place", "-p")]
Source = Annotated[_Names, _repeatable(_SOURCE, "ID", names_of("source"), "--source", "-s")]
Status = Annotated[_Names, _repeatable(_STATUS, "STATUS", one_of(*STATUSES), "--status")]
KindOf = Annotated[_Names, _repeatable(_KIND, "KIND", names_of("kind"), "--kind")]
From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="DATE", help="Only what may happen on or after DATE (EDTF).", autocompletion=completion.days
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="DATE", help="Only what may happen on or before DATE (EDTF).", autocompletion=completion.days
    ),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The same as --from DATE --to DATE.", autocompletion=completion.days),
]

Grade = Annotated[
    _Names,
    _repeatable("Only facts to which a source of this grade contributes", "GRADE", one_of(*_GRADES), "--grade"),
]
All = Annotated[bool, typer.Option("--all", help="Beyond the days that the base covers, too.")]
Pager = Annotated[bool, typer.Option("--no-pager", help="Write long answers at once, and not into a pager.")]
Parts = Annotated[bool, typer.Option("--parts", help="List facts that are parts of others, too.")]
Certain = Annotated[bool, typer.Option("--certain", help="Only what certainly falls within --from, --to or --on.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Only what was published by DATE.", autocompletion=completion.days),
]
Without = Annotated[_Names, _repeatable(f"Leave out {_GOES_BACK}", "NAME", names_of("teller"), "--without")]
Only = Annotated[_Names, _repeatable(f"Only {_GOES_BACK}", "NAME", names_of("teller"), "--only")]

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{', '.join((TABLE, *FORMATS))}.",
        autocompletion=one_of(TABLE, *FORMATS),
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON, for programs.")]
Fields = Annotated[
    str | None,
    typer.Option("--fields", metavar="A,B", help="Only these fields, in this order.", autocompletion=completion.fields),
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort", metavar="FIELD", help="Sort by FIELD; -FIELD for descending.", autocompletion=completion.columns
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=0, help="At most N rows.")]
Long = Annotated[bool, typer.Option("--long", "-l", help="One block of lines per row, one line per field.")]
Cite = Annotated[bool, typer.Option("--cite", help="Number the sources and list them below the table.")]
Evidence = Annotated[bool, typer.Option("--evidence", help="Add the claims behind each field.")]
EvidenceRefs = Annotated[
    bool,
    typer.Option(
        "--evidence-refs",
        help="Add the claims once, behind the rows, and let each field point to them; for json and jsonl.",
    ),
]
Flat = Annotated[
    bool,
    typer.Option("--flat", help="In CSV and TSV, columns with the status of each field and how many origins state it."),
]
ColourWhen = Annotated[
    Colour | None, typer.Option("--color", help="Colour the table.", show_default=False, autocompletion=one_of(*Colour))
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Write only errors to standard error.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", help="Report on standard error whether the cached index is used, and why not.")
]
Facts = Annotated[
    str | None,
    typer.Option(
        "--facts", metavar="PATH", help="Another fact base: a file, a folder of .toml files, or - [env: CSTO_FACTS]."
    ),
]

Receipt = Annotated[
    bool, typer.Option("--receipt", help="Write a receipt of the answer to standard error, for csto rerun.")
]
ReceiptFile = Annotated[
    str | None,
    typer.Option("--receipt-file", metavar="FILE", help="Write a receipt in full to FILE, which must be new."),
]
ReceiptArgument = Annotated[
    str, typer.Argument(metavar="RECEIPT", help="The file of a receipt; - reads it from standard input.")
]
OldBase = Annotated[
    str, typer.Argument(metavar="OLD", help="The earlier version: a file, a folder of .toml files, or -.")
]
NewBase = Annotated[
    str, typer.Argument(metavar="NEW", help="The later version: a file, a folder of .toml files, or -.")
]
ArchivePath = Annotated[
    str | None,
    typer.Option("--archive", metavar="ARCHIVE", help="Ask all bases of an archive: a folder or an address."),
]
EngineName = Annotated[
    str | None,
    typer.Option(
        "--engine", metavar="ENGINE", help="What reads the archive: duckdb or spark.", autocompletion=one_of(*ENGINES)
    ),
]
Master = Annotated[
    str | None,
    typer.Option("--master", metavar="ADDRESS", help="The cluster or Spark Connect server [env: SPARK_REMOTE]."),
]

Identity = Annotated[
    str, typer.Argument(metavar="ID", help="Id of a fact, a source, a place, …", autocompletion=entity_ids)
]
IdentityAndField = Annotated[
    list[str],
    typer.Argument(
        metavar="ID[.FIELD]",
        help="Id of a fact, and one of its fields; a source, an origin, a voice; or words that are in one fact alone.",
        autocompletion=entity_ids,
    ),
]
SearchText = Annotated[
    list[str],
    typer.Argument(
        metavar="TEXT", help="Words to search for; all must occur, and each may be the beginning of a word."
    ),
]
SourceToOpen = Annotated[
    str, typer.Argument(metavar="SOURCE", help="The id of a source.", autocompletion=names_of("source"))
]
Browser = Annotated[bool, typer.Option("--browser", help="Open it in a browser.")]
Full = Annotated[bool, typer.Option("--full", help="Always tell how each passage was read; add remarks.")]
FactOrKind = Annotated[
    str,
    typer.Argument(
        metavar="KIND|FACT", help="A kind of facts, or the id of one.", autocompletion=completion.kinds_and_facts
    ),
]
Perspectives = Annotated[
    list[str],
    typer.Argument(
        metavar="PERSPECTIVE [PERSPECTIVE]",
        help="without=NAME, as-of=DATE or only=NAME; several joined by commas; `all` is every claim.",
        autocompletion=completion.perspectives,
    ),
]
# As `ask.cite.STYLES` has them, which only `csto cite` loads.
_STYLES = ("text", "apa", "chicago", "bibtex", "csl-json", "markdown")
ToCite = Annotated[
    str,
    typer.Argument(
        metavar="ID[.FIELD]",
        help="Id of a source or a fact, a field of it, or `base` for the base itself.",
        autocompletion=to_cite,
    ),
]
CitationStyle = Annotated[
    str | None,
    typer.Option(
        "--style",
        metavar="STYLE",
        help=f"text (the default), {', '.join(_STYLES[1:])}.",
        autocompletion=one_of(*_STYLES),
    ),
]
Sql = Annotated[
    bool, typer.Option("--sql", help="Print the SQL text of the question, for `csto sql`, instead of its rows.")
]
Query = Annotated[
    str | None, typer.Argument(metavar="QUERY", help="One SELECT; - reads it from standard input.", show_default=False)
]
Tables = Annotated[bool, typer.Option("--tables", help="List the tables and their columns.")]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="Stop after this many seconds of computing.")
]
Chart = Annotated[
    bool,
    typer.Option(
        "--chart",
        help="Draw when each contingent was there or, with --kind or without contingents, when each fact was.",
    ),
]
Svg = Annotated[
    str | None,
    typer.Option(
        "--svg", metavar="FILE", help="Draw the presence of contingents and all dated facts as SVG; - prints."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that exists.")]
RowCommand = Annotated[
    str | None,
    typer.Argument(
        metavar="[COMMAND]",
        help="The command whose rows to describe.",
        autocompletion=completion.commands_with_rows,
        show_default=False,
    ),
]
OfBase = Annotated[bool, typer.Option("--base", help="Describe the files of this base, for editors.")]

WithReferences = Annotated[bool, typer.Option("--evidence-refs", help="Describe the answer with this option.")]

Paths = Annotated[
    list[str] | None, typer.Argument(metavar="FILE", help="Files of the base; together they are one base.")
]
ReportFormat = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="text, json or github.",
        autocompletion=one_of("text", "json", "github"),
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")]
Captures = Annotated[bool, typer.Option("--captures", help="Report sources of which no capture is named, too.")]
Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document",
        metavar="ID=FILE",
        help="The text of a source, to check its quotes against (repeatable).",
        autocompletion=completion.documents,
    ),
]
DocumentArguments = Annotated[
    list[str], typer.Argument(metavar="ID=FILE", help="The text of a source.", autocompletion=completion.documents)
]
Explain = Annotated[
    str | None,
    typer.Option(
        "--explain", metavar="RULE", help="What a rule means and what to do.", autocompletion=completion.rules
    ),
]
CommandOrKind = Annotated[
    str | None,
    typer.Argument(
        metavar="[COMMAND|KIND]",
        help="A command, or a kind of facts.",
        show_default=False,
        autocompletion=completion.commands_and_kinds,
    ),
]
KindToList = Annotated[
    str, typer.Argument(metavar="KIND", help="A kind of facts; csto fields lists all.", autocompletion=names_of("kind"))
]
TemplateKind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help="A kind of facts, or source, origin, place, contingent, …, rivals.",
        autocompletion=completion.templates,
    ),
]
Folder = Annotated[str, typer.Argument(metavar="FOLDER", help="The folder to write to; created if it does not exist.")]
PageFile = Annotated[
    str, typer.Argument(metavar="FILE", help="The file to write, such as page.html; - is standard output.")
]
Embed = Annotated[
    bool, typer.Option("--embed", help="Write a fragment without a script, to be put into a page of a CMS.")
]
ExportFormat = Annotated[
    str,
    typer.Argument(metavar="FORMAT", help=f"{', '.join(EXPORTS)}.", autocompletion=one_of(*EXPORTS)),
]
Target = Annotated[
    str,
    typer.Argument(metavar="TARGET", help="A file or folder to write; of geojson and jsonld - is standard output."),
]
HelpCommand = Annotated[
    str | None,
    typer.Argument(
        metavar="[COMMAND|TOPIC]",
        help="The command or topic to explain; csto --help lists both.",
        autocompletion=completion.commands,
        show_default=False,
    ),
]

Compact = Annotated[
    bool, typer.Option("--compact", help="With --json, describe once the options that several commands have.")
]

ArchiveAction = Annotated[str, typer.Argument(metavar="build", help="What to do.", autocompletion=one_of("build"))]
BasesAndTarget = Annotated[
    list[str], typer.Argument(metavar="BASE… ARCHIVE", help="The bases, and at the end the folder of the archive.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Export so many at a time.")]

# The options that several commands share, by their names in a `Request`.
_SHARED: dict[str, Any] = {
    "contingent": Contingent,
    "place": Place,
    "source": Source,
    "status": Status,
    "kind": KindOf,
    "grade": Grade,
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
    "evidence_refs": EvidenceRefs,
    "flat": Flat,
    "colour": ColourWhen,
    "quiet": Quiet,
    "verbose": Verbose,
    "facts": Facts,
    "archive": ArchivePath,
    "engine": EngineName,
    "master": Master,
    "chart": Chart,
    "svg": Svg,
    "force": Force,
    "all": All,
    "no_pager": Pager,
    "sql": Sql,
    "receipt": Receipt,
    "receipt_file": ReceiptFile,
}
FILTERS = ("contingent", "place", "source", "status", "kind", "grade", "since", "until", "on", "certain")
VIEW = ("as_of", "without", "only")
FORMAT = ("format", "json")
ROWS_OF = (*FORMAT, "fields", "sort", "limit", "long")
ARCHIVE = ("archive", "engine", "master")
SURROUNDINGS = ("colour", "no_pager", "quiet", "verbose", "facts", *ARCHIVE)
RECEIPT = ("receipt", "receipt_file")
LISTING = (*FILTERS, *VIEW, *ROWS_OF, "cite", "evidence", "evidence_refs", "flat", "sql", *RECEIPT, *SURROUNDINGS)

Function = Callable[..., None]


def with_shared_options(*names: str) -> Callable[[Function], Function]:
    """Give a command the shared options of these names: its `request` is made from their values.

    Typer reads the command's own options from its signature; `shared_options_of` adds the shared ones.
    """

    def with_options(function: Function) -> Function:
        @functools.wraps(function)
        def command(**params: Any) -> None:  # noqa: ANN401
            shared = {name: params.pop(name) for name in names}
            function(request=request_from(shared), **params)

        own = [each for each in inspect.signature(function).parameters.values() if each.name != "request"]
        command.__signature__ = inspect.Signature(own)  # type: ignore[attr-defined]
        command.shared = names  # type: ignore[attr-defined]
        return command

    return with_options


def shared_options_of(function: Any) -> list[Any]:  # noqa: ANN401
    """The shared options that a command's function takes."""
    return shared_options(*getattr(function, "shared", ()))


def shared_options(*names: str) -> list[Any]:
    """The shared options of these names, as Typer builds them: each once, as that is slow."""
    missing = [name for name in names if name not in _built]
    if missing:
        _built.update(_build(missing))
    return [_built[name] for name in names]


_built: dict[str, Any] = {}


def _build(names: Iterable[str]) -> dict[str, Any]:
    def every() -> None:
        """A command with these options."""

    every.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=False if get_args(_SHARED[name])[0] is bool else None,
                annotation=_SHARED[name],
            )
            for name in names
        ]
    )
    app = typer.Typer(add_completion=False)
    app.command()(every)
    return {str(option.name): option for option in typer.main.get_command(app).params}
