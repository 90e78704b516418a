"""The whole page: one file with its style, its script and its data, or a fragment for another page."""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cstocli import __version__
from cstocli.ask.explorer import Explorer
from cstocli.model.errors import FileFailed, WrongUsage
from cstocli.model.text import counted
from cstocli.page import chart, controls, facts, map, provenance, sections  # noqa: A004
from cstocli.page.contents import Contents
from cstocli.page.markup import Child, Html, data, joined, packed, tag
from cstocli.page.snapshot import snapshot
from cstocli.page.views import Views, differences, views
from cstocli.show.bars import SIGNS_OF_FACTS

MOST_CLAIMS = 20_000
FOLDED_FROM = 2_000  # claims, from which on lists are filled when they are opened
_ARROW = Html(
    '<svg width="0" height="0" aria-hidden="true"><defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4"'
    ' markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"></path></marker></defs></svg>'
)


def page(base: Explorer, filters: Mapping[str, Any], *, embed: bool = False) -> str:
    """The page of what `base` holds under `filters`, which are those of `Explorer.ask`; with `embed`, a fragment.

    Raises:
        FileFailed: there is nothing to show.
        WrongUsage: there are too many claims for one page.
    """
    whole = snapshot(base, filters)
    if not any(not fact.summed for fact in whole.facts.values()):
        raise FileFailed(_why_nothing(base, filters), "see what there is", "csto facts")
    contents = Contents(base, filters, whole, Views())
    if contents.claim_count > MOST_CLAIMS:
        message = f"{contents.claim_count:,} claims are too many for one page, which holds {MOST_CLAIMS:,}"
        owner = [f"--{base.owner.name} ID"] if base.owner else []
        raise WrongUsage(message, f"narrow it with {', '.join((*owner, '--kind KIND', '--place ID', '--from DATE'))}")
    folded = contents.claim_count > FOLDED_FROM
    if not embed and not folded:
        contents = Contents(base, filters, whole, views(base, filters, whole))
    return _fragment(contents) if embed else _document(contents, folded=folded)


def _why_nothing(base: Explorer, filters: Mapping[str, Any]) -> str:
    """Which filters leave nothing, in words."""
    blamed = base.ask("facts", **filters).blocking_filters()
    names = [*dict.fromkeys("the requested period" if name in ("since", "until") else f"--{name}" for name in blamed)]
    perspective = f", {base.perspective.words}" if base.perspective.words else ""
    verb = "leaves" if len(names) == 1 else "together leave"
    reason = f"{' and '.join(names)} {verb} no fact" if names else "no fact is known"
    return f"no page was made: {reason}{perspective}"


def _document(contents: Contents, *, folded: bool) -> str:
    style, script = _text("page.css"), _without_comments(_text("page.js"))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"csto {__version__}"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", contents.about["title"]),
        tag("style", Html(style)),
    )
    states = differences(contents.items.now, contents.views, contents.items.states)
    known = {**states, "options": controls.perspective_options(contents)}
    content = (_body(contents, folded=folded, script=True), _panel(), data("data", known), tag("script", Html(script)))
    return f"<!doctype html>\n{tag('html', tag('head', head), tag('body', content, class_='csto'), lang='en')}\n"


def _fragment(contents: Contents) -> str:
    """The same without a frame and a script: what a CMS takes out of it cannot be missed."""
    style = tag("style", Html(_text("page.css")))
    return f"{tag('section', style, _body(contents, folded=False, script=False), class_='csto')}\n"


def _body(contents: Contents, *, folded: bool, script: bool) -> Html:
    parts = _sections(contents, folded=folded)
    links = [tag("a", title, href=f"#{identity}") for identity, title, _ in parts]
    shown = [tag("section", tag("h2", title), content, id=identity) for identity, title, content in parts]
    perspective = contents.base.perspective.words
    return joined(
        _ARROW,
        chart.definitions(),
        tag("a", "Skip to the facts", href="#facts", class_="skip"),
        tag(
            "header",
            tag("h1", contents.about["title"]),
            tag("p", f"Perspective: {perspective}.", class_="notice") if perspective else None,
            sections.opening(contents),
            sections.legend(),
            tag("nav", links, aria_label="Sections"),
        ),
        controls.controls(contents) if script else None,
        tag("main", shown) if script else tag("div", shown),
        tag("footer", _colophon(contents)),
    )


def _sections(contents: Contents, *, folded: bool) -> list[tuple[str, str, Child]]:
    """The sections that have something to say: id, heading, content."""
    owner = contents.base.owner
    zoom = tag(
        "p",
        tag("button", "−", type="button", id="zoom-out", aria_label="Zoom out"),
        " ",
        tag("button", "+", type="button", id="zoom-in", aria_label="Zoom in"),
        " ",
        tag("label", tag("input", type="checkbox", id="by-kind"), " lanes by kind") if owner else None,
        class_="zoom",
        hidden=True,
    )
    key = chart.key("on some of these days, perhaps on all, or only planned", SIGNS_OF_FACTS)
    parts: list[tuple[str, str, Child]] = [
        ("summary", owner.plural.capitalize() if owner else "", sections.summary(contents)),
        ("presence", "Who was there when", chart.presence(contents)),
        ("time", "When", [zoom, key, chart.timeline(contents)]),
        ("map", "Where", map.world_map(contents)),
        ("disputes", "Disputes", sections.disputes(contents)),
        ("distortions", "Changed on the way", sections.distortions(contents)),
        ("facts", "Facts", _kinds(contents, folded=folded)),
        ("gaps", "What nobody says", sections.gaps(contents)),
        ("origins", "Who goes back to whom", provenance.origins(contents)),
        ("sources", "Sources", provenance.sources(contents)),
    ]
    there = [part for part in parts if part[2] is not None]
    return [(name, title, _fold(content) if folded and name != "facts" else content) for name, title, content in there]


def _fold(content: Child) -> Html:
    """A section of a large page, which is filled when it is opened."""
    return tag("details", tag("summary", "Open"), packed(joined(content)))


def _kinds(contents: Contents, *, folded: bool) -> Html:
    there = {fact.kind for fact in contents.whole.facts.values()}
    kinds = (kind for kind in contents.kinds.values() if kind.name in there and not kind.summed)
    return tag("div", (facts.kind_section(contents, kind, folded=folded) for kind in kinds))


def _panel() -> Html:
    return tag(
        "dialog",
        tag("div", id="evidence"),
        tag("button", "Close", type="button", id="close"),
        id="panel",
        aria_labelledby="panel-name",
    )


def _colophon(contents: Contents) -> Html:
    about = contents.about
    made = (
        f"Made by csto {__version__} from {counted(about['files'], 'file')}"
        if about["files"]
        else f"Made by csto {__version__}"
    )
    checksum = f", SHA-256 {about['sha256']}" if about["sha256"] else ""
    return tag("p", f"{made}{checksum}. Outlines of land and borders: Natural Earth, public domain; they take no side.")


def _text(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _without_comments(script: str) -> str:
    """The script without comments and indents, which only its authors need."""
    lines = (line.strip() for line in re.sub(r"/\*\*.*?\*/ ?", "", script, flags=re.DOTALL).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _hash(text: str) -> str:
    """How a Content Security Policy names an element of just this text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
