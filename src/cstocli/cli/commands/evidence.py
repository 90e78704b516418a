"""Commands on the evidence: one fact in full, why, search, matrix, compare, cite."""

import os
import sys

from cstocli.ask.answer import Answer
from cstocli.ask.columns import Row, without_heading
from cstocli.ask.searching import typed_words
from cstocli.cli import options, screen
from cstocli.cli.arguments import perspectives_of
from cstocli.cli.commands.opening import open_explorer, report_nothing_found, write_rows
from cstocli.cli.output import style_of, write_answer, write_rendered
from cstocli.cli.request import Request
from cstocli.model.errors import UnknownChoice, WrongUsage
from cstocli.model.text import counted, shell_command, visible
from cstocli.read.files import STANDARD_INPUT, default_base_path


@options.with_shared_options(*options.VIEW, *options.FORMAT, *options.RECEIPT, *options.SURROUNDINGS)
def show(request: Request, identity: options.Identity) -> None:
    """One fact in full: its fields, and every claim behind it.

    Each field with how well it is attested; also a source, a place or whatever has an id.
    """
    base = open_explorer(request)
    row = base.show(identity)
    if not request.for_people:
        write_rows(base, [row], "show", request)
        return
    # Tables need many modules that JSON does not.
    from cstocli.show.answer import render_details

    field_type, claim_type = base.questions["one_fact"].row_type, base.questions["why"].row_type
    write_rendered(render_details(row, field_type, claim_type, style_of(request)), request)


@options.with_shared_options("source", *options.VIEW, *options.ROWS_OF, *options.RECEIPT, *options.SURROUNDINGS)
def why(request: Request, what: options.IdentityAndField, full: options.Full = False) -> None:
    """The verdict on a fact or a field, and the claims behind it.

    Of each claim the words, the paragraph, the hedge, who told whom, the address. Of a
    source, an origin or a voice all that goes back to it.
    """
    as_text = request.for_people and not (request.fields or request.long)
    if full and not as_text:
        raise WrongUsage(
            "--full is for the text layout", "all columns as blocks", shell_command("csto", "why", *what, "--long")
        )
    base = open_explorer(request)
    name = " ".join(what)
    if not base.teller(name):
        typed, name = name, base.fact_meant(name)
        if " " in typed:
            screen.report(f'"{visible(typed)}" is found in {name} alone', quiet=request.quiet)
    answer = base.why(name, **request.filters())
    rows = [*answer]
    if answer.question.name == "claims_of":
        _write_claims_of(name, rows, answer, request, full=full)
        return
    fact, field = base.fact_and_field(name)
    title = ""
    if request.for_people:
        from cstocli.show.details import verdict

        title = verdict(base.show(fact), field)
    if as_text and not request.sort and request.limit is None:
        from cstocli.show.evidence import render_claims

        rendered = render_claims(rows, title, style_of(request), of_field=field is not None, full=full)
        write_rendered(rendered, request)
    else:
        row_type = answer.row_type if field is None or request.fields else without_heading(answer.row_type, "field")
        write_answer(rows, row_type, request, title)
    if rows:
        return
    if request.source:
        report_nothing_found(answer, request)
    else:
        screen.report(f"no claim states {fact}.{field}", quiet=request.quiet)


def _write_claims_of(name: str, rows: list[Row], answer: Answer, request: Request, *, full: bool) -> None:
    """Write the claims that go back to a source, an origin or a voice, fact by fact."""
    if not request.for_people or request.fields or request.long:
        write_answer(rows, answer.row_type, request)
    else:
        from cstocli.show.evidence import render_claims_of

        write_rendered(render_claims_of(rows, name, style_of(request), full=full), request)
    if not rows:
        report_nothing_found(answer, request)


@options.with_shared_options(*options.FORMAT, "quiet", "facts")
def open_source(request: Request, source: options.SourceToOpen, browser: options.Browser = False) -> None:
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
def search(request: Request, text: options.SearchText) -> None:
    """Find words in facts, claims, quotes, names and places."""
    words = " ".join(text)
    typed_words(words)  # refuses a text without words before the base is opened
    base = open_explorer(request)
    rows = base.search(words, **request.filters())
    if instead := rows.parameters["instead"]:
        screen.report(f'nothing has "{visible(words)}"; showing {visible(str(instead))}', quiet=request.quiet)
    if not write_rows(base, rows, "search", request):
        near = base.near_words(words)
        hint = f"; did you mean: {shell_command('csto', 'search', near)}" if near else ""
        report_nothing_found(rows, request, hint)


@options.with_shared_options(
    "contingent", "place", "source", *options.VIEW, *options.FORMAT, "long", *options.RECEIPT, *options.SURROUNDINGS
)
def matrix(request: Request, what: options.FactOrKind) -> None:
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
def compare(request: Request, perspectives: options.Perspectives) -> None:
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
def cite(request: Request, identity: options.ToCite, style: options.CitationStyle = None) -> None:
    """References to copy: a source, all sources of a fact, the base."""
    # Only this command needs the styles.
    from cstocli.ask.cite import STYLES

    if style is not None and style not in STYLES:
        raise UnknownChoice("style", style, STYLES)
    if not request.for_people and style not in (None, "csl-json"):
        raise WrongUsage(f"--json and --style {style} exclude each other", "--json is --style csl-json")
    style = style or ("text" if request.for_people else "csl-json")
    base = open_explorer(request)
    screen.write_data((base.cite(identity, style),), sys.stdout, as_json=style == "csl-json")
    standings = base.cited_standings(identity)
    if standings.keys() - {"states"}:
        facts = () if request.facts is None else ("--facts", request.facts)
        see = shell_command("csto", "why", identity, *facts)
        screen.report(f"{_standings_words(standings)}: {see}", quiet=request.quiet)


def _standings_words(standings: dict[str, int]) -> str:
    """What sources say of a value that is shown: how many state it, how many contradict it."""
    verbs = {
        "states": ("states what is shown", "state what is shown"),
        "fits": ("fits it", "fit it"),
        "contradicts": ("contradicts it", "contradict it"),
        "set-aside": ("counts for nothing", "count for nothing"),
    }
    told = ", ".join(counted(number, *verbs[name]) for name, number in standings.items())
    return f"of {counted(sum(standings.values()), 'source')} {told}"
