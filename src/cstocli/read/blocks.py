"""The text of a base in blocks: each fact and each thing by itself, without reading what is in them.

A block begins at a header at the beginning of a line, such as `[[departures]]` or
`[sources.gazette]`, and holds the sub-tables behind it. Comments and blank lines between
its lines are no part of it. Whole blocks, one behind the other, are TOML again. What looks
like a header may be a line of a string of several lines: the block before it then ends
within the string, and is no TOML by itself.
"""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from cstocli.model.base import Base, Document
from cstocli.read.reader import tables

_BYTES = 16  # of a checksum
# Parts of a name in a header: "[departures.claims]]", of which the first bracket is gone.
_HEADER = re.compile(r"(\[?)([A-Za-z0-9_-]+)(?:\.([A-Za-z0-9_-]+))?((?:\.[A-Za-z0-9_-]+)*)\](\]?)[ \t]*(?:#.*)?")
# Blank lines, and comments that TOML allows.
_VOID = re.compile(r"\n[ \t]*(?:#[^\x00-\x08\n-\x1f\x7f]*)?(?=\n)")
_SOME_VOID = re.compile(r"\n(?:#|[ \t]+[\n#])")
_INDENTED = re.compile(r"\n[ \t]+\[")
# What says what the base is, and what concerns several facts.
_FRAME = frozenset({"about", "kinds", "things", "rivals"})
# Words that may stand alone in brackets without being a header.
_VALUES = frozenset({"true", "false", "inf", "nan"})

Header = tuple[bool, str, str, str]


class Unclear(Exception):
    """What an edit means cannot be told from the blocks that it changed: the base must be read as a whole."""


class Outline:
    """The blocks of all documents of a base.

    `facts` are those of the facts, in the order in which they are read; `things` those of
    sources, origins and other things, by table and id; `frames` the rest of each
    document; `counts` tells how many blocks there are of each table.
    """

    def __init__(self) -> None:
        self.facts: list[str] = []
        self.things: dict[str, dict[str, str]] = {}
        self.frames: list[str] = []
        self.counts: Counter[str] = Counter()

    def fact_sums(self) -> list[bytes]:
        """A checksum of each fact."""
        return [blake2b(block.encode(), digest_size=_BYTES).digest() for block in self.facts]

    def sum_of_the_rest(self) -> bytes:
        """One checksum of all that is not a fact."""
        found = blake2b(digest_size=_BYTES)
        blocks = (block for table in self.things.values() for block in table.values())
        for block in (*self.frames, *self.things, *blocks):
            data = block.encode()
            found.update(len(data).to_bytes(8))
            found.update(data)
        return found.digest()

    def outlines(self, base: Base) -> bool:
        """Whether `base`, as it was read from the same documents, has as many facts and things of each table."""
        kinds = base.format.kinds
        read = Counter(kinds[fact.kind].plural for fact in base.facts)
        read.update({"sources": len(base.sources), "origins": len(base.origins), "rivals": len(base.rivals)})
        read.update({sort.plural: len(base.things[name]) for name, sort in base.format.sorts.items()})
        return +read == self.counts


def outline(documents: Iterable[Document]) -> Outline | None:
    """The blocks of the documents of a base; None where they cannot be told."""
    found = Outline()
    return found if all(_add(document.text, found) for document in documents) else None


def _add(text: str, outline: Outline) -> bool:
    """Add the blocks of one document; whether all of it was understood."""
    if '"""' in text or "'''" in text:
        # In strings of several lines anything may stand; no header may hide behind blanks.
        if _INDENTED.search(text):
            return False
        pieces = ("\n" + text).split("\n[")
    else:
        pieces = _tidied(text).split("\n[")
    starts = _starts(pieces)
    if starts is None:
        return False
    frame = [pieces[0]]
    whole = _is_whole(pieces[0])
    # Facts are read table by table, in the order in which these come first.
    facts: dict[str, list[str]] = {}
    # A document may have no header at all.
    ends = [*(at for at, _ in starts), len(pieces)][1:]
    for (start, (array, first, second, _)), end in zip(starts, ends, strict=True):
        block = "[" + "\n[".join(pieces[start:end])
        whole = whole and _is_whole(block)
        outline.counts[first] += 1
        if first in _FRAME:
            frame.append(block)
            outline.counts[first] -= not (first == "rivals" and array and not second)
        elif array:
            facts.setdefault(first, []).append(block)
        elif outline.things.setdefault(first, {}).setdefault(second, block) is not block:
            return False
    outline.frames.append("\n".join(frame))
    for blocks in facts.values():
        outline.facts += blocks
    return whole


def _is_whole(block: str) -> bool:
    """Whether no string goes on behind a block."""
    if '"""' in block or "'''" in block:
        try:
            tables(block)
        except (ValueError, RecursionError):
            return False
    return True


def _tidied(text: str) -> str:
    """A text without strings of several lines, without its blank lines and comments between lines."""
    text = f"\n{text}\n"
    if _SOME_VOID.search(text):
        text = _VOID.sub("", text)
    while "\n\n" in text:
        text = text.replace("\n\n", "\n")
    return text[:-1]


def _starts(pieces: list[str]) -> list[tuple[int, Header]] | None:
    """With which pieces blocks begin, and their headers; None where a header is not understood.

    The first piece stands before all headers. The others are sub-tables of the fact or the
    thing that was begun last.
    """
    found: list[tuple[int, Header]] = []
    known: dict[str, Header] = {}
    table = name = ""
    for at in range(1, len(pieces)):
        piece = pieces[at]
        end = piece.find("\n")
        line = piece if end < 0 else piece[:end]
        header = known.get(line) or _header(line)
        if header is None:
            return None
        known[line] = header
        array, first, second, deeper = header
        if first == table and ((second == name and deeper) if name else second):
            continue
        if first in _FRAME:
            table = name = ""
        elif deeper or array == bool(second):
            return None
        else:
            table, name = first, second
        found.append((at, header))
    return found


def _header(line: str) -> Header | None:
    match = _HEADER.fullmatch(line)
    if not match or bool(match[1]) != bool(match[5]) or (match[2] in _VALUES and not match[3]):
        return None
    return bool(match[1]), match[2], match[3] or "", match[4]
