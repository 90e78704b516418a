"""References to sources as text, BibTeX and CSL-JSON."""

import json
import re
from collections.abc import Callable

from cstocli.index.index import Index
from cstocli.model import dates
from cstocli.model.errors import WrongUsage
from cstocli.model.text import visible

Source = dict[str, str | None]


def cited(index: Index, entity: str, field: str | None, style: str) -> str:
    """The references to a source, or to all sources behind a fact or a field of it, in one of `STYLES`.

    Raises:
        WrongUsage: it is the id of something without sources, such as a place.
    """
    kind, _, name = entity.partition("/")
    parameters: tuple[str, ...] = (entity,)
    if kind == "source":
        wanted, parameters = "id = ?", (name,)
    elif field:
        of_field = "SELECT c.source FROM claim_values s JOIN claims c ON c.id = s.claim"
        wanted = f"id IN ({of_field} WHERE s.fact = ? AND s.field = ?)"
        parameters = (entity, field)
    else:
        wanted = "id IN (SELECT c.source FROM supporting_claims b JOIN claims c ON c.id = b.claim WHERE b.fact = ?)"
    sources = index.records(
        "SELECT id, publisher, title, url, published, language FROM sources"
        f" WHERE {wanted} ORDER BY published_latest, id",
        parameters,
    )
    texts = [{key: value and visible(value) for key, value in source.items()} for source in sources]
    if not texts:
        message = f'"{entity}" is neither a source nor a fact'
        raise WrongUsage(message, "list them", "csto sources", "csto facts", token=entity)
    return STYLES[style](texts)


def citations(index: Index) -> dict[str, str]:
    """A reference to each source, by its id: publisher, title, day, address."""
    rows = index.execute("SELECT id, publisher, title, published, url FROM sources")
    return {
        source: ", ".join(part for part in (publisher, title, dates.words(published) if published else "", url) if part)
        for source, publisher, title, published, url in rows
    }


def _text(sources: list[Source]) -> str:
    """One line for each source: publisher, title, day, address."""
    return "".join(
        ". ".join(
            part
            for part in (
                source["publisher"],
                f"“{source['title']}”" if source["title"] else "[untitled]",
                dates.words(source["published"]) if source["published"] else "no date",
                source["url"],
            )
            if part
        )
        + "\n"
        for source in sources
    )


def _bibtex(sources: list[Source]) -> str:
    """One `@online` entry of biblatex for each source; unknown parts are left out."""
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    fields = {
        "title": f"{{{_escaped(source['title'] or '[untitled]')}}}",
        "organization": _escaped(source["publisher"] or ""),
        "date": source["published"],
        "url": source["url"],
        "langid": source["language"],
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{source['id']},", *lines, "}"]) + "\n"


def _escaped(text: str) -> str:
    r"""Text in which everything that TeX would take for a command is escaped: `\\`, braces and `& % $ # _ ~ ^`."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", "")).replace("~", "").replace("^", "")


def _csl(sources: list[Source]) -> str:
    """An array of CSL-JSON items (Citation Style Language 1.0.2)."""
    items = []
    for source in sources:
        item: dict[str, object] = {"id": source["id"], "type": "webpage", "publisher": source["publisher"]}
        if source["title"]:
            item["title"] = source["title"]
        if source["url"]:
            item["URL"] = source["url"]
        if source["language"]:
            item["language"] = source["language"]
        if source["published"]:
            item["issued"] = _issued(source["published"])
        items.append(item)
    return json.dumps(items, indent=2, ensure_ascii=False) + "\n"


def _issued(published: str) -> dict[str, object]:
    """A date of CSL-JSON: one or two arrays of year, month, day; an open side is left out."""
    sides = [side for side in published.split("/") if side != ".."]
    issued: dict[str, object] = {
        "date-parts": [[int(part) for part in side.rstrip("?~%").split("-")] for side in sides]
    }
    return (
        issued
        if not re.search(r"[?~%]", published) and len(sides) == published.count("/") + 1
        else {**issued, "circa": True}
    )


STYLES: dict[str, Callable[[list[Source]], str]] = {"text": _text, "bibtex": _bibtex, "csl-json": _csl}
