"""Commands on the evidence: one fact in full, why, search, matrix, compare, cite."""

import os
import sys

from cstocli.cli import options, parameters, screen
from cstocli.cli.answers import evidence as answers
from cstocli.cli.arguments import perspectives_of
from cstocli.cli.opening import open_explorer
from cstocli.cli.output import report_nothing_found, write_answer, write_rows
from cstocli.cli.request import Request
from cstocli.model.errors import WrongUsage
from cstocli.model.text import visible
from cstocli.read.files import STANDARD_INPUT, default_base_path


@options.with_shared_options(*options.VIEW, *options.FORMAT, *options.RECEIPT, *options.SURROUNDINGS)
def show(request: Request, identity: parameters.Identity) -> None:
    """One fact in full: its fields, and every claim behind it.

    Each field with how well it is attested; also a source, a place or whatever has an id.
    """
    answers.show(request, open_explorer, identity)


@options.with_shared_options("source", *options.VIEW, *options.ROWS_OF, *options.RECEIPT, *options.SURROUNDINGS)
def why(request: Request, what: parameters.IdentityAndField, full: parameters.Full = False) -> None:
    """The verdict on a fact or a field, and the claims behind it.

    Of each claim the words, the paragraph, the hedge, who told whom, the address. Of a
    source, an origin or a voice all that goes back to it.
    """
    answers.why(request, open_explorer, what, full=full)


@options.with_shared_options(*options.FORMAT, "quiet", "facts")
def open_source(request: Request, source: parameters.SourceToOpen, browser: parameters.Browser = False) -> None:
    """The address of a source; with --browser it is opened."""
    base = open_explorer(request)
    row = base.show(f"source/{base.resolve('source', source)}")
    address = row["fields"].get("url")
    if address is None:
        message = f'the base has no address of "{visible(source)}"'
        raise WrongUsage(message, "what it has", f"csto show source/{row['fact'].partition('/')[2]}")
    if browser:
        import webbrowser

        webbrowser.open(address["value"])
    screen.write((f"{visible(address['value'])}\n",), sys.stdout)


@options.with_shared_options(
    "contingent", "kind", *options.VIEW, *options.ROWS_OF, *options.RECEIPT, *options.SURROUNDINGS
)
def search(request: Request, text: parameters.SearchText) -> None:
    """Find words in facts, claims, quotes, names and places."""
    answers.search(request, open_explorer, text)


@options.with_shared_options(
    "contingent", "place", "source", *options.VIEW, *options.FORMAT, "long", *options.RECEIPT, *options.SURROUNDINGS
)
def matrix(request: Request, what: parameters.FactOrKind) -> None:
    """Sources down, fields across: who says what, who is silent.

    Also who contradicts the value shown.
    """
    answer = open_explorer(request).matrix(what, **request.filters())
    rows = [*answer]
    row_type = answer.row_type
    if request.for_people:
        from cstocli.ask.matrix import matrix_type

        row_type = matrix_type(rows, row_type)
    write_answer(rows, row_type, request)
    if not rows:
        report_nothing_found(answer, request)


@options.with_shared_options("contingent", "kind", *options.ROWS_OF, *options.RECEIPT, *options.SURROUNDINGS)
def compare(request: Request, perspectives: parameters.Perspectives) -> None:
    """What changes if one does not trust somebody, or as of a day.

    Two perspectives side by side: which values, and how well attested, change.
    """
    left, right = perspectives_of(perspectives)
    if request.archive is not None:
        open_explorer(request).compare(left, right)
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


@options.with_shared_options("json", *options.RECEIPT, "quiet", "facts")
def cite(request: Request, identity: parameters.ToCite, style: parameters.CitationStyle = None) -> None:
    """References to copy: a source, all sources of a fact, the base."""
    answers.cite(request, open_explorer, identity, style)
