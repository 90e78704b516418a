"""References as BibTeX, for biblatex."""

import re
from collections.abc import Iterable

from cstocli.ask.references import Work
from cstocli.model import dates


def as_bibtex(works: Iterable[Work]) -> str:
    """An entry of biblatex for each work, `@online` or `@dataset`; unknown parts are left out."""
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    checksum = f"SHA-256 {work.sha256}" if work.sha256 else ""
    captured = f" on {dates.words(work.captured)}" if work.captured else ""
    fields = {
        # A second pair of braces, or biblatex would take "and" for the end of a name, and a comma for its turn.
        "author": _literal(work.author),
        "title": _literal(work.title or "[untitled]"),
        "organization": _literal(work.publisher),
        "date": _plain(work.published),
        "version": _literal(work.version),
        "note": _literal(checksum),
        "url": _plain(_address(work.url)),
        "urldate": _plain(work.accessed),
        # Of the fields for an address this is the only other one that needs no escapes.
        "eprint": _plain(_address(work.archived)),
        "eprinttype": _plain(f"archived{captured}") if work.archived else "",
        "langid": _plain(_BABEL.get(work.language.partition("-")[0].lower(), "")),
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@{'dataset' if work.dataset else 'online'}{{{work.id},", *lines, "}"]) + "\n"


def _plain(text: str) -> str:
    return f"{{{text}}}" if text else ""


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
