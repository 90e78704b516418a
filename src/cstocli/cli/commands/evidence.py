"""Commands on the evidence: one fact in full, why, search, matrix, compare, cite."""

import os
import sys
from typing import Any

from cstocli.ask.columns import without_heading
from cstocli.ask.query import search_words
from cstocli.cli import options, screen
from cstocli.cli.arguments import filters_of, output_options, views_of
from cstocli.cli.commands.opening import open_from_options, report_nothing_found, write_rows
from cstocli.cli.output import put
from cstocli.cli.request import TABLE
from cstocli.model.errors import UnknownChoice, WrongUsage
from cstocli.read.files import STANDARD_INPUT, default_base_path


@options.with_shared_options(*options.VIEW, *options.FORMAT, *options.SURROUNDINGS)
def show(
    identity: options.Identity,
    **given: Any,  # noqa: ANN401
) -> None:
    """One fact in full: its fields, how well each is attested, and every claim behind it."""
    output = output_options(given)
    base = open_from_options(given)
    row = base.show(identity)
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
    fact, field = base.fact_and_field(identity)
    answer = base.why(identity, **filters_of(given))
    rows = [*answer]
    title = ""
    if output.format == TABLE:
        from cstocli.show.details import verdict

        title = verdict(base.show(fact), field)
    row_type = answer.row_type if field is None or output.fields else without_heading(answer.row_type, "field")
    put(rows, row_type, output, title)
    if not rows:
        if answer.filters.source:
            report_nothing_found(answer, output)
        else:
            screen.say(f"no claim states {fact}.{field}", quiet=given["quiet"])


@options.with_shared_options("contingent", "kind", *options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def search(
    text: options.SearchText,
    **given: Any,  # noqa: ANN401
) -> None:
    """Find words in facts, claims, quotes, names and places."""
    output = output_options(given)
    search_words(" ".join(text))
    base = open_from_options(given)
    rows = base.search(" ".join(text), **filters_of(given))
    if not write_rows(base, rows, "search", output):
        report_nothing_found(rows, output)


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
    answer = base.matrix(what, **filters_of(given))
    rows = [*answer]
    row_type = answer.row_type
    if output.format == TABLE:
        from cstocli.ask.matrix import matrix_type

        row_type = matrix_type(rows, row_type)
    put(rows, row_type, output)
    if not rows:
        report_nothing_found(answer, output)


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
    base = open_from_options(given, left)
    rows = base.compare(left, right, **filters_of(given))
    title = f"first: {left.words or 'everything'}; second: {right.words or 'everything'}"
    write_rows(base, rows, "compare", output, title)
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
    from cstocli.ask.cite import STYLES

    style = "csl-json" if given["json"] else style
    if style not in STYLES:
        raise UnknownChoice("style", style, STYLES)
    base = open_from_options({"facts": given["facts"]})
    screen.write((base.cite(identity, style),), sys.stdout)
