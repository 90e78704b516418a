"""Commands on the evidence: one fact in full, why, search, matrix, compare, cite."""

import os
import sys
from typing import Any

from cstocli import options, screen
from cstocli.arguments import filters_of, output_of, views_of
from cstocli.ask import Filters, ask, columns, in_full, search_words
from cstocli.commands.opening import opened, put_rows, say_nothing_found
from cstocli.compare import differences
from cstocli.errors import WrongUsage
from cstocli.files import STANDARD_INPUT, chosen
from cstocli.kept import open_index
from cstocli.kinds import KINDS
from cstocli.lookup import fact_and_field, resolve, thing
from cstocli.matrix import matrix_rows, matrix_type
from cstocli.names import did_you_mean
from cstocli.output import put
from cstocli.printable import visible
from cstocli.rows import without_heading
from cstocli.wanted import TABLE


@options.taking(*options.VIEW, *options.FORMAT, *options.SURROUNDINGS)
def show(
    identity: options.Identity,
    **given: Any,  # noqa: ANN401
) -> None:
    """One fact in full: its fields, how well each is attested, and every claim behind it."""
    output = output_of(given)
    base = opened(given)
    row = in_full(base, thing(base, identity))
    if output.format != TABLE:
        put_rows(base, [row], "show", output)
        return
    # Tables need much that JSON does not.
    from cstocli.tables import put_in_full

    put_in_full(row, output)


@options.taking("source", *options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def why(
    identity: options.IdentityAndField,
    **given: Any,  # noqa: ANN401
) -> None:
    """The claims behind a fact or one field of it: words, place, hedge, and who told whom."""
    output = output_of(given)
    base = opened(given)
    fact, field = fact_and_field(base, identity)
    filters = Filters(source=tuple(resolve(base, "source", name) for name in given["source"] or ()))
    rows = ask(base, "why", filters, fact=fact, field=field)
    title = ""
    if output.format == TABLE:
        from cstocli.show.full import verdict

        title = verdict(in_full(base, fact), field)
    row_type = columns("why") if field is None or output.fields else without_heading(columns("why"), "field")
    put(rows, row_type, output, title)
    if not rows:
        if filters.source:
            say_nothing_found(base, "why", filters, output, fact=fact, field=field)
        else:
            screen.say(f"no claim states {fact}.{field}", quiet=given["quiet"])


@options.taking("contingent", "kind", *options.VIEW, *options.ROWS_OF, *options.SURROUNDINGS)
def search(
    text: options.SearchText,
    **given: Any,  # noqa: ANN401
) -> None:
    """Find words in facts, claims, quotes, names and places."""
    output = output_of(given)
    wanted = search_words(" ".join(text))
    base = opened(given)
    filters = Filters(
        contingent=tuple(resolve(base, "contingent", name) for name in given["contingent"] or ()),
        kind=tuple(resolve(base, "kind", name) for name in given["kind"] or ()),
    )
    rows = ask(base, "search", filters, words=wanted)
    put_rows(base, rows, "search", output)
    if not rows:
        say_nothing_found(base, "search", filters, output, words=wanted)


@options.taking("contingent", "place", "source", *options.VIEW, *options.FORMAT, "long", *options.SURROUNDINGS)
def matrix(
    what: options.FactOrKind,
    **given: Any,  # noqa: ANN401
) -> None:
    """What each source says of each field, says otherwise, or is silent on."""
    output = output_of(given)
    base = opened(given)
    kind = what if what in KINDS else None
    fact = None if kind else fact_and_field(base, what)[0]
    filters = filters_of(base, {**dict.fromkeys(("status", "kind")), **given, "certain": False}, (None, None))
    rows = matrix_rows(base, filters, kind=kind, fact=fact)
    put(rows, matrix_type(rows) if output.format == TABLE else columns("matrix"), output)
    if not rows:
        say_nothing_found(base, "matrix", filters, output, kind=kind, fact=fact)


@options.taking("contingent", "kind", *options.ROWS_OF, *options.SURROUNDINGS)
def compare(
    perspectives: options.Views,
    **given: Any,  # noqa: ANN401
) -> None:
    """Two perspectives side by side: which values, and how well attested, change."""
    output = output_of(given)
    left, right = views_of(perspectives)
    path = chosen(given["facts"], os.environ)
    if path == STANDARD_INPUT:
        raise WrongUsage(
            "compare reads the base twice, which standard input does not give", "give a file: --facts FILE"
        )
    first, second = (open_index(path, os.environ, view) for view in (left, right))
    nothing = dict.fromkeys(("place", "source", "status"))
    filters = filters_of(first, {**nothing, **given, "certain": False}, (None, None))
    rows = differences(first, second, filters)
    title = f"first: {left.words or 'everything'}; second: {right.words or 'everything'}"
    put_rows(first, rows, "compare", output, title)
    if not rows:
        screen.say("nothing changes", quiet=given["quiet"])


@options.taking("json", "facts")
def cite(
    identity: options.Identity,
    style: options.Style = "text",
    **given: Any,  # noqa: ANN401
) -> None:
    """A reference to copy: of a source, or of all sources behind a fact."""
    # Nobody else needs to know how references are written.
    from cstocli.cite import STYLES, cited

    style = "csl-json" if given["json"] else style
    if style not in STYLES:
        raise WrongUsage(
            f'unknown style "{visible(style)}"{did_you_mean(style, STYLES)}', f"there are: {', '.join(STYLES)}"
        )
    base = opened({"facts": given["facts"]})
    screen.write((cited(base, thing(base, identity), style),), sys.stdout)
