"""The claims behind a fact or a field for people: the verdict, then each claim once, by what it makes of the value."""

from collections.abc import Iterable, Iterator, Sequence

from cstocli.model import dates
from cstocli.model.numerals import numbers
from cstocli.model.text import counted, visible
from cstocli.model.types.answers import PASSAGE
from cstocli.show.cells import Row
from cstocli.show.style import Rendered, Style
from cstocli.show.table import wrapped

_SIDES = {
    "states": "States it:",
    "fits": "Fits it:",
    "contradicts": "Contradicts it:",
    "set-aside": "Set aside:",
}
_MARKS = {"fits": " (fits)", "contradicts": " (contradicts)", "set-aside": " (set aside)"}


def render_claims(rows: Sequence[Row], title: str, style: Style, *, of_field: bool, full: bool) -> Rendered:
    """Rows of `why` below `title`, the verdict: of a field side by side, of a whole fact each claim once.

    How a passage was read is there where its quote does not hold the value; with `full` always, and the
    curator's remarks.
    """
    pieces = [wrapped(visible(line), style.width) for line in title.split("\n")]
    if of_field:
        for standing, heading in _SIDES.items():
            side = [row for row in rows if row["standing"] == standing]
            if side:
                pieces += ["\n", f"{heading}\n", *_blocks(side, style, full=full)]
    elif rows:
        pieces += ["\n", *_blocks(rows, style, full=full)]
    if style.perspective:
        pieces += ["\n", wrapped(f"Perspective: {style.perspective}.", style.width)]
    return Rendered(tuple(pieces))


def _blocks(rows: Iterable[Row], style: Style, *, full: bool) -> Iterator[str]:
    """A block of lines for each claim: what it says, who, when and where, in which words, at what address."""
    for claim, given, values in _claims(rows):
        said = "; ".join(given)
        holds = all(_holds(claim["quote"], value) for value in values)
        published = dates.words(claim["published"]) if claim["published"] else "no date"
        place = PASSAGE.text(claim["at"])
        source = f"{claim['publisher']}, {published}, {place} ({claim['source']})"
        yield wrapped(visible(f"  {said} – {source}" if said else f"  {source}"), style.width, "    ")
        hedge = f" [{claim['hedge']}]" if claim["hedge"] else ""
        yield wrapped(visible(f"    “{claim['quote']}”{hedge}"), style.width, "    ")
        if claim["via"]:
            yield wrapped(visible(f"    {claim['chain']}"), style.width, "    ")
        if claim["aside_reason"]:
            yield wrapped(visible(f"    {claim['aside']}: {claim['aside_reason']}"), style.width, "    ")
        for label in ("reading", "note") if full else () if holds else ("reading",):
            if claim[label]:
                yield wrapped(visible(f"    {label}: {claim[label]}"), style.width, "    ")
        if claim["url"]:
            # An address is never broken: it must stay one that can be copied.
            yield f"    {style.link(visible(claim['url']))}\n"


def _holds(quote: str, value: str) -> bool:
    """Whether a quote surely holds a value: its numbers, or the words of one that has none.

    Of a value in other words, such as a number in letters, it says no: then how the passage was read is told.
    """
    wanted = numbers(value)
    return wanted <= numbers(quote) if wanted else value.casefold() in quote.casefold()


def _claims(rows: Iterable[Row]) -> Iterator[tuple[Row, list[str], list[str]]]:
    """Each claim once, with all that it says, and the values of that: rows are of one value each."""
    found: dict[tuple[object, ...], tuple[Row, list[str], list[str]]] = {}
    rows = list(rows)
    several = len({row["field"] for row in rows}) > 1
    for row in rows:
        key = (row["claim_fact"], row["source"], row["at"], row["quote"], row["chain"], row["reading"], row["aside"])
        _, given, values = found.setdefault(key, (row, [], []))
        if row["words"] is not None:
            name = f"{row['field']}: " if several else ""
            values.append(row["words"])
            given.append(f"{name}{row['words']}{_MARKS.get(row['standing'] or '', '') if several else ''}")
    yield from found.values()


def render_claims_of(rows: Sequence[Row], name: str, style: Style, *, full: bool) -> Rendered:
    """The claims that go back to a source, an origin or a voice, fact by fact."""
    facts = dict.fromkeys(row["claim_fact"] for row in rows)
    claims = sum(1 for _ in _claims(rows))
    goes = "goes" if claims == 1 else "go"
    head = f"{name}: {counted(claims, 'claim')} of {counted(len(facts), 'fact')} {goes} back to it"
    pieces = [wrapped(visible(head), style.width)]
    for fact in facts:
        own = [row for row in rows if row["claim_fact"] == fact]
        pieces += ["\n", f"{fact}\n", *_blocks(own, style, full=full)]
    return Rendered(tuple(pieces))
