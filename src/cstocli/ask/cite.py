"""References to sources as text, BibTeX and CSL-JSON."""

import json
import re
from collections.abc import Callable

from cstocli.index.index import Index
from cstocli.model import dates
from cstocli.model.errors import WrongUsage
from cstocli.model.text import visible

Source = dict[str, str | None]


def cited(index: Index, entity: str, field: str | None = None, *, style: str) -> str:
    """The references to a source, or to all sources behind a fact or a field of it, in one of `STYLES`.

    Raises:
        WrongUsage: it is the id of something without sources, such as a place.
    """
    kind, _, name = entity.partition("/")
    parameters: tuple[str, ...]
    if kind == "source":
        wanted, parameters = "id = ?", (name,)
    elif field is not None:
        claims = "claim_values s JOIN claims c ON c.id = s.claim"
        wanted = f"id IN (SELECT c.source FROM {claims} WHERE s.fact = ? AND s.field = ?)"
        parameters = (entity, field)
    else:
        wanted = "id IN (SELECT c.source FROM supporting_claims b JOIN claims c ON c.id = b.claim WHERE b.fact = ?)"
        parameters = (entity,)
    sources = index.records(
        "SELECT id, publisher, title, url, published, language FROM sources"
        f" WHERE {wanted} ORDER BY published_latest NULLS FIRST, id",
        parameters,
    )
    texts = [{key: value and visible(" ".join(value.split())) for key, value in source.items()} for source in sources]
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
    language = source["language"] or ""
    fields = {
        "title": _literal(source["title"] or "[untitled]"),
        # A second pair of braces, or biblatex would take "and" for the end of a name.
        "organization": _literal(source["publisher"] or ""),
        "date": f"{{{source['published']}}}" if source["published"] else "",
        "url": f"{{{_address(source['url'])}}}" if source["url"] else "",
        "langid": f"{{{_BABEL.get(language.partition('-')[0].lower(), '')}}}",
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value not in ("", "{}")]
    return "\n".join([f"@online{{{source['id']},", *lines, "}"]) + "\n"


# biblatex knows languages by the names of Babel.
_BABEL = {
    "ar": "arabic", "az": "azerbaijani", "be": "belarusian", "bg": "bulgarian", "cs": "czech", "de": "ngerman",
    "el": "greek", "en": "english", "es": "spanish", "fa": "persian", "fi": "finnish", "fr": "french",
    "he": "hebrew", "hi": "hindi", "hu": "magyar", "hy": "armenian", "it": "italian", "ja": "japanese",
    "ka": "georgian", "kk": "kazakh", "ko": "korean", "lt": "lithuanian", "lv": "latvian", "mn": "mongolian",
    "nl": "dutch", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "tk": "turkmen", "tr": "turkish", "uk": "ukrainian", "zh": "chinese",
}  # fmt: skip
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
}
# Readers count braces, whether a backslash stands before them or not.
_UNBALANCED = {**_TEX, "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
# Of two such characters TeX makes another one.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)|(?<=[?!])(?=`)")


def _literal(text: str) -> str:
    """Text that TeX prints to the letter, and BibTeX leaves as it is."""
    depth = lowest = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        lowest = min(lowest, depth)
    known = _UNBALANCED if depth or lowest else _TEX
    escaped = "".join(known.get(character, character) for character in _LIGATURE.sub("\n", text))
    return f"{{{{{escaped}}}}}".replace("\n", "{}") if text else ""


def _address(url: str) -> str:
    """An address without what no address has: a field of addresses knows no escapes."""
    return re.sub(r'[\s{}\\^`|<>"]', lambda found: f"%{ord(found[0]):02X}", url)


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
    """A date of CSL-JSON: one or two arrays of year, month, day; an open interval, which it does not know, in words."""
    sides = published.split("/")
    if ".." in sides:
        return {"literal": dates.words(published)}
    issued: dict[str, object] = {
        "date-parts": [[int(part) for part in side.rstrip("?~%").split("-")] for side in sides]
    }
    return {**issued, "circa": True} if re.search(r"[?~%]", published) else issued


STYLES: dict[str, Callable[[list[Source]], str]] = {"text": _text, "bibtex": _bibtex, "csl-json": _csl}
