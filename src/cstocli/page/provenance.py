"""Where all on a page comes from: who goes back to whom, and the documents."""

from typing import Any

from cstocli.ask.columns import Row
from cstocli.model import dates
from cstocli.model.dates import LAST_DAY
from cstocli.model.text import counted
from cstocli.page.contents import Contents
from cstocli.page.markup import Html, joined, tag


def origins(contents: Contents) -> Html:
    """Who goes back to whom: those through whom most claims go first, as a tree from the voice to the article."""
    rows = [*contents.base.ask("origins", **_known_filters(contents, "origins"))]
    trees: list[list[Row]] = []
    for row in rows:
        if row["depth"] == 0 or not trees:
            trees.append([])
        trees[-1].append(row)
    trees.sort(key=lambda tree: -tree[0]["claims"])
    relayed = [tree for tree in trees if len(tree) > 1]
    alone = [tree[0] for tree in trees if len(tree) == 1]
    parts = [tag("ul", map(_tree, relayed), class_="tree")] if relayed else []
    if alone:
        listed = tag("ul", (tag("li", _teller(row)) for row in alone))
        parts.append(tag("details", tag("summary", f"{len(alone):,} that nobody here relays"), listed))
    return tag("div", parts) if parts else tag("p", "None.", class_="none")


def _tree(rows: list[Row]) -> Html:
    """A teller and those that go back to it, each level inside the one before."""
    first, rest = rows[0], rows[1:]
    branches: list[list[Row]] = []
    for row in rest:
        if row["depth"] == first["depth"] + 1 or not branches:
            branches.append([])
        branches[-1].append(row)
    if not branches:
        return tag("li", _teller(first))
    inner = tag("ul", map(_tree, branches))
    if first["depth"]:
        return tag("li", _teller(first), inner)
    # What opens a list holds no link.
    return tag("li", tag("details", tag("summary", _teller(first, link=False)), inner))


def _teller(row: Row, *, link: bool = True) -> Html:
    sort, _, name = row["fact"].partition("/")
    words = tag("a", row["name"], href=f"#source/{name}") if sort == "source" and link else row["name"]
    told = f" {counted(row['claims'], 'claim')}" + (
        f" in {counted(row['articles'], 'document')}" if row["articles"] > 1 else ""
    )
    return joined(words, tag("span", told, class_="m"))


def cited_sources(contents: Contents) -> list[str]:
    """The ids of the sources whose claims the page shows, in the order of their days."""
    cited = {claim["source"] for claims in contents.claims.values() for claim in claims}
    return sorted(cited, key=lambda name: (contents.sources[name]["published_latest"] or LAST_DAY, name))


def sources(contents: Contents) -> Html:
    """The documents: reference, archived copy, what sort, whose interest, the curator's grade."""
    return tag("ol", (_source(contents.sources[name]) for name in cited_sources(contents)), class_="sources")


def _source(source: Row) -> Html:
    day = dates.words(source["published"]) if source["published"] else "no date"
    title = f"“{source['title']}”" if source["title"] else "[untitled]"
    archived = (
        [
            " · ",
            outside("archived copy", source["archived"]),
            f" of {dates.words(source['captured'])}" if source["captured"] else None,
        ]
        if source["archived"]
        else None
    )
    remarks = [
        source["kind"],
        source["language"],
        f"by {source['author']}" if source["author"] else None,
        f"party to the matter: {source['interest']}" if source["interest"] else None,
        f"grade {source['grade']}: {source['grade_reason']}" if source["grade"] else None,
        source["note"] or None,
    ]
    said = [remark for remark in remarks if remark]
    return tag(
        "li",
        tag("cite", source["publisher"], ". ", outside(title, source["url"], lang=source["language"]), f". {day}"),
        archived,
        tag("p", " · ".join(said), class_="m") if said else None,
        id=f"source/{source['id']}",
        data_d=source["published_latest"] or LAST_DAY,
    )


def outside(words: str, url: str | None, lang: str | None = None) -> Html:
    """A link out of the page, to addresses of the web only."""
    if not url or not url.startswith(("https://", "http://")):
        return tag("span", words, lang=lang)
    return tag("a", words, href=url, rel="noreferrer", lang=lang)


def _known_filters(contents: Contents, question: str) -> dict[str, Any]:
    """The filters of the page that a question takes."""
    known = contents.base.questions[question].filters
    return {name: given for name, given in contents.filters.items() if name in known or name in ("since", "until")}
