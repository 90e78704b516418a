"""The options that commands share, each declared once."""

import functools
import inspect
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated, Any, get_args

import typer

from cstocli.cli import completion
from cstocli.cli.completion import names_of, one_of
from cstocli.cli.request import ENGINES, TABLE, request_from
from cstocli.model.status import STATUSES
from cstocli.show.formats import FORMATS


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
Sql = Annotated[
    bool, typer.Option("--sql", help="Print the SQL text of the question, for `csto sql`, instead of its rows.")
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
KindToList = Annotated[
    str, typer.Argument(metavar="KIND", help="A kind of facts; csto fields lists all.", autocompletion=names_of("kind"))
]

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
    # What Typer's own `get_command` begins with; the rest of it inspects them once more.
    built, *_ = typer.main.get_params_convertors_ctx_param_name_from_function(every)
    return {str(option.name): option for option in built}
