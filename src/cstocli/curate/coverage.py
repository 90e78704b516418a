"""A document held against the claims that cite it, paragraph by paragraph."""

import re
from typing import Any, NamedTuple

from cstocli.ask.explorer import Explorer
from cstocli.model.text import IGNORABLE, counted, nfc
from cstocli.model.widths import cut

Row = dict[str, Any]

# By what typesetters write for a plain sign: that sign.
_ALIKE = {"'": "’‘‚‛′", '"': "“”„‟«»″", "-": "‐‑‒–—―−"}
_PLAIN = str.maketrans({typeset: sign for sign, alike in _ALIKE.items() for typeset in alike})
_OPENING = 61  # cells


def plain(text: str) -> str:
    """`text` with plain quotation marks, dashes and single blanks, without the soft hyphens and their like."""
    return " ".join(re.sub(f"[{IGNORABLE}]", "", nfc(text)).translate(_PLAIN).split())


def paragraphs(document: str) -> list[str]:
    """The non-empty lines of a document, made plain; claims count them from 1."""
    return [words for line in document.splitlines() if (words := plain(line))]


class Standing(NamedTuple):
    """How many quotes of a source there are, how many stand elsewhere than cited, how many in a missing paragraph."""

    quotes: int
    misplaced: int
    missing: int

    def words(self, source: str) -> str:
        """What does not stand where claims cite it; empty where all quotes do."""
        do = "does" if self.misplaced == 1 else "do"
        wrong = [f"{self.misplaced:,} {do} not stand where claims cite them"] if self.misplaced else []
        wrong += [f"{self.missing:,} would be in paragraphs that the document lacks"] if self.missing else []
        return f"of {counted(self.quotes, 'quote')} of {source} {', '.join(wrong)}" if wrong else ""


def stands_at(quote: str, at: int, text: list[str]) -> bool | None:
    """Whether a quote stands in a paragraph of a document; None where the document has no such paragraph."""
    return plain(quote) in text[at - 1] if at <= len(text) else None


def standing(base: Explorer, source: str, text: list[str]) -> Standing:
    """Hold the quotes of a source against a document, as `csto check --document` does."""
    sql = "SELECT quote, at FROM claims WHERE source = ?"
    found = [stands_at(quote, int(at), text) for quote, at in base.index.execute(sql, (source,)) if at.isdigit()]
    return Standing(len(found), found.count(False), found.count(None))


def coverage(base: Explorer, source: str, text: list[str]) -> list[Row]:
    """One row for each paragraph of a document: how many claims of `source` cite it, under which facts."""
    cited: dict[int, dict[str, None]] = {}
    claims: dict[int, int] = {}
    found = base.index.execute("SELECT at, fact FROM claims WHERE source = ? ORDER BY id", (source,))
    for at, fact in found:
        if at.isdigit():
            cited.setdefault(int(at), {})[fact] = None
            claims[int(at)] = claims.get(int(at), 0) + 1
    return [
        {
            "fact": f"source/{source}",
            "paragraph": number,
            "opening": cut(paragraph, _OPENING),
            "claims": claims.get(number, 0),
            "facts": list(cited.get(number, {})),
            "status": {},
            "sources": [source],
        }
        for number, paragraph in enumerate(text, 1)
    ]
