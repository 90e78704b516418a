"""Commands on the evidence: one fact in full, why, search, matrix, compare, cite."""

import os
import sys

from cstocli.ask.columns import without_heading
from cstocli.ask.query import search_words
from cstocli.cli import options, screen
from cstocli.cli.arguments import perspectives_of
from cstocli.cli.commands.opening import open_explorer, report_nothing_found, write_rows
from cstocli.cli.output import style_of, write_answer, write_rendered
from cstocli.cli.request import Request
from cstocli.model.errors import UnknownChoice, WrongUsage
from cstocli.read.files import STANDARD_INPUT, default_base_path


@options.with_shared_options(*options.VIEW, *options.FORMAT, *options.SURROUNDINGS)
def show(request: Request, identity: options.Identity) -> None:
    """One fact in full: its fields, how well each is attested, and every claim behind it."""
    base = open_explorer(request)
    row = base.show(identity)
    if not request.for_people:
        write_rows(base, [row], "show", request)
        return
    # Tables need many modules that JSON does not.
    from cstocli.show.answer import render_details

    field_type, claim_type = base.questions["one_fact"].row_type, base.questions["why"].row_type
    write_rendered(render_details(row, field_type, claim_type, style_of(request)), request)


@options.with_shared_options("source", *options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def why(request: Request, identity: options.IdentityAndField) -> None:
    """The claims behind a fact or one field of it: words, place, hedge, and who told whom."""
    base = open_explorer(request)
    fact, field = base.fact_and_field(identity)
    answer = base.why(identity, **request.filters())
    rows = [*answer]
    title = ""
    if request.for_people:
        from cstocli.show.details import verdict

        title = verdict(base.show(fact), field)
    row_type = answer.row_type if field is None or request.fields else without_heading(answer.row_type, "field")
    write_answer(rows, row_type, request, title)
    if rows:
        return
    if request.source:
        report_nothing_found(answer, request)
    else:
        screen.report(f"no claim states {fact}.{field}", quiet=request.quiet)


@options.with_shared_options("contingent", "kind", *options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def search(request: Request, text: options.SearchText) -> None:
    """Find words in facts, claims, quotes, names and places."""
    words = " ".join(text)
    search_words(words)  # refuses a text without words before the base is opened
    base = open_explorer(request)
    rows = base.search(words, **request.filters())
    if not write_rows(base, rows, "search", request):
        report_nothing_found(rows, request)


@options.with_shared_options(
    "contingent", "place", "source", *options.VIEW, *options.FORMAT, "long", *options.SURROUNDINGS
)
def matrix(request: Request, what: options.FactOrKind) -> None:
    """What each source says of each field, and where it contradicts or is silent."""
    answer = open_explorer(request).matrix(what, **request.filters())
    rows = [*answer]
    row_type = answer.row_type
    if request.for_people:
        from cstocli.ask.matrix import matrix_type

        row_type = matrix_type(rows, row_type)
    write_answer(rows, row_type, request)
    if not rows:
        report_nothing_found(answer, request)


@options.with_shared_options("contingent", "kind", *options.ROWS_OF, *options.SURROUNDINGS)
def compare(request: Request, perspectives: options.Perspectives) -> None:
    """Two perspectives side by side: which values, and how well attested, change."""
    left, right = perspectives_of(perspectives)
    if default_base_path(request.facts, os.environ) == STANDARD_INPUT:
        raise WrongUsage(
            "compare reads the base twice, which is impossible from standard input", "give a file: --facts FILE"
        )
    base = open_explorer(request, left)
    rows = base.compare(left, right, **request.filters())
    title = f"first: {left.words or 'everything'}; second: {right.words or 'everything'}"
    write_rows(base, rows, "compare", request, title)
    if not rows:
        screen.report("nothing changes", quiet=request.quiet)


@options.with_shared_options("json", "facts")
def cite(request: Request, identity: options.Identity, style: options.CitationStyle = None) -> None:
    """A reference to copy: of a source, or of all sources behind a fact."""
    # Only this command needs the styles.
    from cstocli.ask.cite import STYLES

    if style is not None and style not in STYLES:
        raise UnknownChoice("style", style, STYLES)
    if not request.for_people and style not in (None, "csl-json"):
        raise WrongUsage(f"--json and --style {style} exclude each other", "--json is --style csl-json")
    style = style or ("text" if request.for_people else "csl-json")
    screen.write((open_explorer(request).cite(identity, style),), sys.stdout)
