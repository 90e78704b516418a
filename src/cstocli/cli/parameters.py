"""What single commands take: their arguments, and the options that no other command has."""

from typing import Annotated

import typer

from cstocli.cli import completion
from cstocli.cli.completion import entity_ids, names_of, one_of, to_cite

EXPORTS = ("sqlite", "datapackage", "parquet", "geojson", "xlsx", "jsonld")

ReceiptArgument = Annotated[
    str, typer.Argument(metavar="RECEIPT", help="The file of a receipt; - reads it from standard input.")
]
OldBase = Annotated[
    str, typer.Argument(metavar="OLD", help="The earlier version: a file, a folder of .toml files, or -.")
]
NewBase = Annotated[
    str, typer.Argument(metavar="NEW", help="The later version: a file, a folder of .toml files, or -.")
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
Query = Annotated[
    str | None, typer.Argument(metavar="QUERY", help="One SELECT; - reads it from standard input.", show_default=False)
]
Tables = Annotated[bool, typer.Option("--tables", help="List the tables and their columns.")]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="Stop after this many seconds of computing.")
]
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
