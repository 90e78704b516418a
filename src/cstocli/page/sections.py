"""The sections of a page that say what is known and what is wrong with it: opening, summary, disputes, gaps."""

import difflib
from collections.abc import Iterator, Sequence

from cstocli.model import dates
from cstocli.model.text import counted
from cstocli.page.contents import Contents
from cstocli.page.facts import fact_rows
from cstocli.page.items import Alternative, Dispute, Distortion
from cstocli.page.markup import Child, Html, joined, tag
from cstocli.page.provenance import cited_sources
from cstocli.show.cells import LEGEND

_MOST_NAMED = 4
_HARD = ("dispute", "rival hard")
_SORTS = {
    "dispute": "sources cannot all be right",
    "rival hard": "facts that exclude each other",
    "within one voice": "one voice, two accounts",
    "rival soft": "facts that sit ill together",
    "revision": "one voice corrected itself",
    "distortion": "changed on the way",
}
_WORDS = {"states": "", "fits": "fits", "contradicts": "", "set-aside": "counts for nothing"}


def opening(contents: Contents) -> Html:
    """In three sentences: what the base is about, how well it is attested, what is disputed."""
    about, shown = contents.about, contents.items.now

    def number(name: str) -> Html:
        state = shown[f"n-{name}"] or ("",)
        return tag("b", str(state[0]), id=f"n-{name}")

    period = dates.words(about["period"])
    documents = counted(len(cited_sources(contents)), "document")
    disputed = _most_disputed(contents)
    return tag(
        "div",
        tag(
            "p",
            f"What {documents} say of “{about['title']}” ({period}): ",
            number("facts"),
            f" facts, for which they make {counted(contents.claim_count, 'claim')}.",
        ),
        tag(
            "p",
            "Of ",
            number("values"),
            " values, ",
            number("corroborated"),
            " are stated by two or more independent lines, ",
            number("single-origin"),
            " by one line only, and ",
            number("disputed"),
            " are disputed; ",
            number("gaps"),
            " questions have no answer in any of the documents.",
        ),
        tag("p", "The documents contradict each other most on ", disputed, ".")
        if disputed
        else tag("p", "The documents nowhere contradict each other."),
        tag("p", about["note"], class_="m") if about["note"] else None,
        class_="opening",
    )


def _most_disputed(contents: Contents) -> Child:
    sizes: dict[str, int] = {}
    for dispute, words, _, standing in contents.items.alternatives:
        if dispute in contents.items.disputes and dispute.sort in _HARD and standing != "set-aside" and words:
            identity = contents.items.disputes[dispute]
            if identity in contents.items.now:
                sizes[f"{dispute.fact}.{dispute.field}"] = sizes.get(f"{dispute.fact}.{dispute.field}", 0) + 1
    most = sorted(sizes, key=lambda name: -sizes[name])
    links = [_link_to_field(contents, name) for name in most[:_MOST_NAMED]]
    rest = len(most) - len(links)
    listed = [joined("; ", link) if number else link for number, link in enumerate(links)]
    return [*listed, f"; and on {rest} more" if rest else ""] if links else None


def _link_to_field(contents: Contents, name: str) -> Html:
    fact, _, field = name.partition(".")
    summary = contents.items.facts[fact].summary
    return tag("a", f"{contents.label(fact, field).lower()} ({summary})", href=f"#{name}")


def legend() -> Html:
    """What the signs mean."""
    signs = (
        ("corroborated", "two or more independent lines state it"),
        ("single-origin", LEGEND["*"]),
        ("disputed", LEGEND["!"]),
    )
    shown = [tag("span", tag("span", "value", data_s=status), f" {words} ") for status, words in signs]
    return tag("p", shown, "“A | B”: ", LEGEND["|"], class_="legend")


def summary(contents: Contents) -> Html | None:
    """The vocabulary's own summary, such as the contingents; None where it has none."""
    owner = contents.base.owner
    if owner is None:
        return None
    answer = contents.base.ask(owner.plural, **contents.filters)
    headed = [column for column in answer.row_type.columns if column.heading and column.field]
    columns = [column.field for column in headed]
    facts = [contents.whole.facts[row["fact"]] for row in answer]
    if not facts:
        return None
    heads = [tag("th", column.heading, scope="col", title=column.meaning) for column in headed]
    head = tag("thead", tag("tr", tag("th", owner.name.capitalize(), scope="col"), heads))
    named = (fact._replace(summary=contents.owners.get(fact.owner, fact.summary)) for fact in facts)
    return tag("div", tag("table", head, (fact_rows(contents, fact, columns) for fact in named)), class_="w")


def disputes(contents: Contents) -> Html:
    """Each dispute with its values side by side, and who holds each; what cannot be true at once comes first."""
    order = [*_SORTS]
    listed = sorted(
        contents.items.disputes, key=lambda each: order.index(each.sort) if each.sort in order else len(order)
    )
    held: dict[Dispute, list[Alternative]] = {}
    for each in contents.items.alternatives:
        held.setdefault(each.dispute, []).append(each)
    reasons = _states(contents)
    return (
        tag("ul", (_dispute(contents, each, held.get(each, []), reasons) for each in listed), class_="cards")
        if listed
        else tag("p", "None.", class_="none")
    )


def _states(contents: Contents) -> dict[str, tuple[object, ...]]:
    """The state of each item in the first view that has it, the page as it is first seen before all others."""
    seen: dict[str, tuple[object, ...]] = {}
    for each in (contents.items.now, *map(contents.items.states, contents.views.all)):
        for identity, state in each.items():
            if state is not None:
                seen.setdefault(identity, state)
    return seen


def _dispute(
    contents: Contents, each: Dispute, held: Sequence[Alternative], states: dict[str, tuple[object, ...]]
) -> Html:
    identity, name = contents.items.disputes[each], f"{each.fact}.{each.field}"
    values = (_alternative(contents, alternative, states) for alternative in held)
    return tag(
        "li",
        tag(
            "p",
            tag("a", contents.items.facts[each.fact].summary, href=f"#{name}"),
            ": ",
            tag("b", contents.label(each.fact, each.field).lower()),
            tag("span", _SORTS.get(each.sort, each.sort), class_="k"),
        ),
        tag("ul", values, class_="alternatives"),
        tag("p", str(states[identity][0]), class_="t m"),
        id=identity,
        class_=None if each.sort in _HARD else "soft",
        data_f=each.fact,
        hidden=identity not in contents.items.now,
    )


def _alternative(contents: Contents, each: Alternative, states: dict[str, tuple[object, ...]]) -> Html:
    identity = contents.items.alternatives[each]
    other = (
        [" ", tag("a", contents.items.facts[each.of_fact].summary, href=f"#{each.of_fact}")]
        if each.of_fact != each.dispute.fact and each.of_fact in contents.items.facts
        else None
    )
    word = _WORDS.get(each.standing, each.standing)
    return tag(
        "li",
        tag("b", each.words or "(no value)"),
        tag("span", f" {word}", class_="k") if word else None,
        other,
        tag("span", str(states[identity][0]), class_="t"),
        id=identity,
        data_s=each.standing,
        hidden=identity not in contents.items.now,
    )


def distortions(contents: Contents) -> Html:
    """Each distortion as a chain, with the words that changed on the way."""
    listed = contents.items.distortions
    return (
        tag("ul", (_distortion(contents, each, identity) for each, identity in listed.items()), class_="cards")
        if listed
        else tag("p", "None.", class_="none")
    )


def _distortion(contents: Contents, each: Distortion, identity: str) -> Html:
    tellers = each.chain.split(" > ")
    source = contents.sources.get(each.told_by)
    told = [tag("span", f"told in {source['publisher']}: "), tag("q", each.told)] if each.told and source else None
    changed = tag("q", list(_changed(each.told, each.changed_to)))
    steps = [tag("li", teller) for teller in tellers[:-1]]
    return tag(
        "li",
        tag(
            "p",
            tag("a", contents.items.facts[each.fact].summary, href=f"#{each.fact}.{each.field}"),
            ": ",
            tag("b", contents.label(each.fact, each.field).lower()),
        ),
        tag("ol", steps, tag("li", told) if told else None, tag("li", f"{tellers[-1]}: ", changed), class_="chain"),
        tag("p", "“", each.quote, "”", class_="m"),
        id=identity,
        data_f=each.fact,
        hidden=identity not in contents.items.now,
    )


def _changed(told: str, changed: str) -> Iterator[Child]:
    """`changed` with the words marked that `told` does not have there."""
    before, after = told.split(), changed.split()
    for kind, _, _, start, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if start < end:
            words = " ".join(after[start:end])
            yield words if kind == "equal" else tag("mark", words)
            yield " " if end < len(after) else None


def gaps(contents: Contents) -> Html:
    """The questions that no source answers, by fact."""
    by_fact: dict[str, list[Html]] = {}
    for gap, identity in contents.items.gaps.items():
        by_fact.setdefault(gap.fact, []).append(
            tag("span", f"{gap.question} ", id=identity, hidden=identity not in contents.items.now)
        )
    items = (
        tag(
            "li",
            tag("a", contents.items.facts[fact].summary, href=f"#{fact}"),
            ": ",
            questions,
            data_f=fact,
            class_="gap",
        )
        for fact, questions in by_fact.items()
    )
    return tag("ul", items) if by_fact else tag("p", "None: every question has an answer.", class_="none")
