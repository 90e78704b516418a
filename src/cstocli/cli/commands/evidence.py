"""Commands on the evidence: one fact in full, why, search, matrix, compare, cite."""

import os
import sys
from typing import Any

from cstocli.ask.columns import without_heading
from cstocli.ask.compare import differences
from cstocli.ask.lookup import fact_and_field, resolve, thing
from cstocli.ask.matrix import matrix_rows, matrix_type
from cstocli.ask.query import Filters, ask, columns, details, search_words
from cstocli.cli import options, screen
from cstocli.cli.arguments import filters_of, output_options, views_of
from cstocli.cli.commands.opening import open_from_options, report_nothing_found, write_rows
from cstocli.cli.output import put
from cstocli.cli.request import TABLE
from cstocli.index.cache import open_index
from cstocli.model.errors import WrongUsage
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from cstocli.model.suggestions import did_you_mean
from cstocli.model.text import visible
from cstocli.read.files import STANDARD_INPUT, default_base_path

KINDS = peace_operation().kinds


@options.with_shared_options(*options.VIEW, *options.FORMAT, *options.SURROUNDINGS)
def show(
    identity: options.Identity,
    **given: Any,  # noqa: ANN401
) -> None:
    """One fact in full: its fields, how well each is attested, and every claim behind it."""
    output = output_options(given)
    base = open_from_options(given)
    row = details(base, thing(base, identity))
    if output.format != TABLE:
        write_rows(base, [row], "show", output)
        return
    # Tables need much that JSON does not.
    from cstocli.cli.tables import write_details

    write_details(row, output)


@options.with_shared_options("source", *options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def why(
    identity: options.IdentityAndField,
    **given: Any,  # noqa: ANN401
) -> None:
    """The claims behind a fact or one field of it: words, place, hedge, and who told whom."""
    output = output_options(given)
    base = open_from_options(given)
    fact, field = fact_and_field(base, identity)
    filters = Filters(source=tuple(resolve(base, "source", name) for name in given["source"] or ()))
    rows = ask(base, "why", filters, fact=fact, field=field)
    title = ""
    if output.format == TABLE:
        from cstocli.show.details import verdict

        title = verdict(details(base, fact), field)
    row_type = columns("why") if field is None or output.fields else without_heading(columns("why"), "field")
    put(rows, row_type, output, title)
    if not rows:
        if filters.source:
            report_nothing_found(base, "why", filters, output, fact=fact, field=field)
        else:
            screen.say(f"no claim states {fact}.{field}", quiet=given["quiet"])


@options.with_shared_options("contingent", "kind", *options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def search(
    text: options.SearchText,
    **given: Any,  # noqa: ANN401
) -> None:
    """Find words in facts, claims, quotes, names and places."""
    output = output_options(given)
    wanted = search_words(" ".join(text))
    base = open_from_options(given)
    filters = Filters(
        contingent=tuple(resolve(base, "contingent", name) for name in given["contingent"] or ()),
        kind=tuple(resolve(base, "kind", name) for name in given["kind"] or ()),
    )
    rows = ask(base, "search", filters, words=wanted)
    write_rows(base, rows, "search", output)
    if not rows:
        report_nothing_found(base, "search", filters, output, words=wanted)


@options.with_shared_options(
    "contingent", "place", "source", *options.VIEW, *options.FORMAT, "long", *options.SURROUNDINGS
)
def matrix(
    what: options.FactOrKind,
    **given: Any,  # noqa: ANN401
) -> None:
    """What each source says of each field, says otherwise, or is silent on."""
    output = output_options(given)
    base = open_from_options(given)
    kind = what if what in KINDS else None
    fact = None if kind else fact_and_field(base, what)[0]
    filters = filters_of(base, {**dict.fromkeys(("status", "kind")), **given, "certain": False}, (None, None))
    rows = matrix_rows(base, filters, kind=kind, fact=fact)
    put(rows, matrix_type(rows) if output.format == TABLE else columns("matrix"), output)
    if not rows:
        report_nothing_found(base, "matrix", filters, output, kind=kind, fact=fact)


@options.with_shared_options("contingent", "kind", *options.ROWS_OF, *options.SURROUNDINGS)
def compare(
    perspectives: options.Views,
    **given: Any,  # noqa: ANN401
) -> None:
    """Two perspectives side by side: which values, and how well attested, change."""
    output = output_options(given)
    left, right = views_of(perspectives)
    path = default_base_path(given["facts"], os.environ)
    if path == STANDARD_INPUT:
        raise WrongUsage(
            "compare reads the base twice, which standard input does not give", "give a file: --facts FILE"
        )
    first, second = (open_index(path, os.environ, peace_operation, view) for view in (left, right))
    nothing = dict.fromkeys(("place", "source", "status"))
    filters = filters_of(first, {**nothing, **given, "certain": False}, (None, None))
    rows = differences(first, second, filters)
    title = f"first: {left.words or 'everything'}; second: {right.words or 'everything'}"
    write_rows(first, rows, "compare", output, title)
    if not rows:
        screen.say("nothing changes", quiet=given["quiet"])


@options.with_shared_options("json", "facts")
def cite(
    identity: options.Identity,
    style: options.Style = "text",
    **given: Any,  # noqa: ANN401
) -> None:
    """A reference to copy: of a source, or of all sources behind a fact."""
    # Nobody else needs to know how references are written.
    from cstocli.ask.cite import STYLES, cited

    style = "csl-json" if given["json"] else style
    if style not in STYLES:
        raise WrongUsage(
            f'unknown style "{visible(style)}"{did_you_mean(style, STYLES)}', f"there are: {', '.join(STYLES)}"
        )
    base = open_from_options({"facts": given["facts"]})
    screen.write((cited(base, thing(base, identity), style),), sys.stdout)
