"""Commands on the evidence: one fact in full, why, search, matrix, compare, cite."""

import os
import sys

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
    base = opened(given)
    row = in_full(base, thing(base, identity))
    if output.format != TABLE:
        put_rows(base, [row], "show", output)
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
    base = opened(given)
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
            say_nothing_found(base, "why", filters, output, fact=fact, field=field)
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
    base = opened(given)
    filters = Filters(
        contingent=tuple(resolve(base, "contingent", name) for name in contingent or ()),
        kind=tuple(resolve(base, "kind", name) for name in kind or ()),
    )
    rows = ask(base, "search", filters, words=wanted)
    put_rows(base, rows, "search", output)
    if not rows:
        say_nothing_found(base, "search", filters, output, words=wanted)


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
    base = opened(given)
    kind = what if what in KINDS else None
    fact = None if kind else fact_and_field(base, what)[0]
    filters = filters_of(base, {**dict.fromkeys(("status", "kind")), **given, "certain": False}, (None, None))
    rows = matrix_rows(base, filters, kind=kind, fact=fact)
    put(rows, matrix_type(rows) if output.format == TABLE else columns("matrix"), output)
    if not rows:
        say_nothing_found(base, "matrix", filters, output, kind=kind, fact=fact)


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
    put_rows(first, rows, "compare", output, title)
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
    base = opened({"facts": facts})
    screen.write((cited(base, thing(base, identity), style),), sys.stdout)
