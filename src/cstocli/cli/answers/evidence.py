"""What stands behind facts: one in full, why, search, cite."""

import sys

from cstocli.ask.answer import Answer
from cstocli.ask.columns import Row, without_heading
from cstocli.cli import screen
from cstocli.cli.output import report_nothing_found, style_of, write_answer, write_rendered, write_rows
from cstocli.cli.request import Request
from cstocli.model.errors import UnknownChoice, WrongUsage
from cstocli.model.light_typing import TYPE_CHECKING
from cstocli.model.text import counted, shell_command, visible

if TYPE_CHECKING:
    from cstocli.cli.opening import OpenBase


def show(request: Request, open_base: "OpenBase", identity: str) -> None:
    """Write all that the base holds on one fact or whatever has an id."""
    base = open_base(request)
    row = base.show(identity)
    if not request.for_people:
        write_rows(base, [row], "show", request)
        return
    # Tables need many modules that JSON does not.
    from cstocli.show.answer import render_details

    field_type, claim_type = base.questions["one_fact"].row_type, base.questions["why"].row_type
    write_rendered(render_details(row, field_type, claim_type, style_of(request)), request)


def why(request: Request, open_base: "OpenBase", what: list[str], *, full: bool = False) -> None:
    """Write the claims behind a fact or a field, or those that go back to a source, an origin or a voice."""
    as_text = request.for_people and not (request.fields or request.long)
    if full and not as_text:
        raise WrongUsage(
            "--full is for the text layout", "all columns as blocks", shell_command("csto", "why", *what, "--long")
        )
    base = open_base(request)
    name = " ".join(what)
    if not base.teller(name):
        typed, ((fact, field), by_words) = name, base.fact_by_name_or_words(name)
        name = f"{fact}.{field}" if field else fact
        if by_words:
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
        perspective = request.perspective.words
        told = f"no claim of {fact}.{field} counts, {perspective}" if perspective else f"no claim states {fact}.{field}"
        screen.report(told, quiet=request.quiet)


def _write_claims_of(name: str, rows: list[Row], answer: Answer, request: Request, *, full: bool) -> None:
    """Write the claims that go back to a source, an origin or a voice, fact by fact."""
    if not request.for_people or request.fields or request.long:
        write_answer(rows, answer.row_type, request)
    else:
        from cstocli.show.evidence import render_claims_of

        write_rendered(render_claims_of(rows, name, style_of(request), full=full), request)
    if not rows:
        report_nothing_found(answer, request)


def search(request: Request, open_base: "OpenBase", text: list[str]) -> None:
    """Write what holds the words of a text."""
    # Only a search needs it.
    from cstocli.ask.searching import notice, typed_words

    words = " ".join(text)
    typed_words(words)  # refuses a text without words before the base is opened
    base = open_base(request)
    rows = base.search(words, **request.filters())
    if told := notice(rows, words):
        screen.report(told, quiet=request.quiet)
    if not write_rows(base, rows, "search", request):
        near = base.near_words(words)
        hint = f"; did you mean: {shell_command('csto', 'search', near)}" if near else ""
        report_nothing_found(rows, request, hint)


def cite(request: Request, open_base: "OpenBase", identity: str, style: str | None = None) -> None:
    """Write the reference to a source, those of a fact, or that of the base."""
    # Only this command needs the styles.
    from cstocli.ask.cite import STYLES

    if style is not None and style not in STYLES:
        raise UnknownChoice("style", style, STYLES)
    if not request.for_people and style not in (None, "csl-json"):
        raise WrongUsage(f"--json and --style {style} exclude each other", "--json is --style csl-json")
    style = style or ("text" if request.for_people else "csl-json")
    base = open_base(request)
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
