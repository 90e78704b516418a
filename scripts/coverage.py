"""Hold a document against the claims that cite it: `coverage.py SOURCE DOCUMENT [BASE]`.

Says which paragraphs of DOCUMENT no claim of SOURCE cites, and which quotes do not stand
in the paragraph that their claim names. Paragraphs are the non-empty lines of the text,
counted from 1. Quotation marks, dashes and white space count as equal to their plain
forms. Ends with 1 when a quote is not where it should be.
"""

import sys
from pathlib import Path

from cstocli.claims import Base
from cstocli.files import shipped
from cstocli.read import open_base

PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-"})


def plain(text: str) -> str:
    """`text` with plain quotation marks, dashes and single blanks."""
    return " ".join(text.translate(PLAIN).split())


def paragraphs(document: str) -> list[str]:
    """The non-empty lines of a document, made plain."""
    return [plain(line) for line in document.splitlines() if line.strip()]


def misplaced(base: Base, source: str, text: list[str]) -> list[str]:
    """A line for each quote of `source` that does not stand in its paragraph."""
    found = []
    for fact in base.facts:
        for claim in fact.claims:
            if claim.source != source:
                continue
            if not isinstance(claim.at, int) or claim.at > len(text):
                found.append(f"{fact.id}: there is no paragraph {claim.at}")
            elif plain(claim.quote) not in text[claim.at - 1]:
                found.append(f"{fact.id}: not in paragraph {claim.at}: {claim.quote}")
    return found


def uncited(base: Base, source: str, text: list[str]) -> list[int]:
    """The numbers of the paragraphs that no claim of `source` cites."""
    cited = {claim.at for fact in base.facts for claim in fact.claims if claim.source == source}
    return [number for number in range(1, len(text) + 1) if number not in cited]


def main(arguments: list[str]) -> int:
    """Print what is uncited and what is misplaced; 0 when every quote stands where it should."""
    source, document, *other = arguments
    base = open_base(other[0] if other else str(shipped()))
    if source not in base.sources:
        print(f'the base has no source "{source}"', file=sys.stderr)
        return 1
    text = paragraphs(Path(document).read_text(encoding="utf-8"))
    wrong = misplaced(base, source, text)
    claims = sum(claim.source == source for fact in base.facts for claim in fact.claims)
    missing = uncited(base, source, text)
    print(f"{source}: {claims} claims; {len(text) - len(missing)} of {len(text)} paragraphs are cited")
    for number in missing:
        print(f"no claim cites paragraph {number}: {' '.join(text[number - 1].split()[:8])} …")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
