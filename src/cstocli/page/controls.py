"""What the script of a page makes use of: the day, the teller left out, filters."""

import shlex
from collections.abc import Iterable

from cstocli.model.text import counted
from cstocli.page.contents import Contents
from cstocli.page.markup import Html, tag


def controls(contents: Contents) -> Html:
    """What the script makes use of: the day, the teller left out, filters; hidden without it."""
    views = contents.views
    last = len(views.days)
    view = [
        tag(
            "label",
            "As of ",
            tag("input", type="range", id="day", min=0, max=last, value=last, list="days"),
            " ",
            tag("output", "all days", id="day-words", for_="day"),
        )
        if last
        else None,
        tag(
            "label",
            "Without ",
            tag(
                "select",
                tag("option", "nobody left out", value=""),
                (
                    tag("option", f"{name} ({counted(claims, 'claim')} told by or through it)", value=name)
                    for name, claims in views.tellers
                ),
                id="teller",
            ),
        )
        if views.tellers
        else None,
    ]
    none = (
        tag(
            "p",
            "Earlier days and missing tellers are not part of this page; ",
            tag("code", "csto page --as-of DATE"),
            " makes one.",
            class_="m",
        )
        if not last and not views.tellers
        else None
    )
    filters = [
        tag("label", "Find ", tag("input", type="search", id="text", autocomplete="off")),
        _select(contents.base.owner.name, "owner", contents.owners.items()) if contents.base.owner else None,
        _select("place", "place", _places(contents)),
        _select(
            "kind",
            "kind",
            (
                (kind.name, kind.plural.replace("_", " "))
                for kind in contents.kinds.values()
                if _has_facts(contents, kind.name)
            ),
        ),
        _select(
            "status",
            "status",
            ((status, status) for status in ("corroborated", "single-origin", "disputed", "not-stated")),
        ),
    ]
    return tag(
        "form",
        tag("div", view, none, tag("button", "Show everything", type="button", id="reset")),
        tag("div", filters),
        tag("p", id="state", role="status"),
        id="controls",
        hidden=True,
        aria_label="What to show",
    )


def _select(word: str, name: str, options: Iterable[tuple[str, str]]) -> Html:
    listed = [tag("option", words, value=key) for key, words in options]
    return tag("label", f"{word.capitalize()} ", tag("select", tag("option", "all", value=""), listed, id=name))


def _has_facts(contents: Contents, kind: str) -> bool:
    return any(fact.kind == kind and not fact.summed for fact in contents.whole.facts.values())


def _places(contents: Contents) -> list[tuple[str, str]]:
    named = {place for places in contents.places_of.values() for place in places}
    return sorted(((place, contents.place_names[place]) for place in named), key=lambda each: each[1].casefold())


def perspective_options(contents: Contents) -> str:
    """The options of the command line that give the perspective of the page, behind a blank; empty for all claims."""
    given = contents.base.perspective
    options = [f"--as-of {given.as_of}"] if given.as_of else []
    options += [f"--without {shlex.quote(name)}" for name in given.without]
    options += [f"--only {shlex.quote(name)}" for name in given.only]
    return "".join(f" {option}" for option in options)
