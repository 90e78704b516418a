"""The text of a base in blocks: each fact and each thing by itself, without reading what is in them.

A block begins at a header at the beginning of a line, such as `[[departures]]` or
`[sources.gazette]`, and holds the sub-tables behind it. Comments and blank lines between
its lines are no part of it. That the blocks are what TOML makes of the text is sure only
if a reading of the whole found as many of each table (`outlines`), or if each block has
been read by itself: whole blocks, one behind the other, are TOML again.
"""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from cstocli.model.base import Base, Document

_BYTES = 16  # of a checksum
# Parts of a name in a header: "[departures.claims]]", of which the first bracket is gone.
_HEADER = re.compile(r"(\[?)([A-Za-z0-9_-]+)(?:\.([A-Za-z0-9_-]+))?((?:\.[A-Za-z0-9_-]+)*)\](\]?)[ \t]*(?:#.*)?")
# Blank lines, and comments that TOML allows.
_VOID = re.compile(r"^[ \t]*(?:#[^\x00-\x08\n-\x1f\x7f]*)?\n", re.MULTILINE)
_INDENTED = re.compile(r"\n[ \t]+\[")
_BLANK = " \t\n"
# What says what the base is, and what concerns several facts.
_FRAME = frozenset({"about", "kinds", "things", "rivals"})
# Words that may stand alone in brackets without being a header.
_VALUES = frozenset({"true", "false", "inf", "nan"})

Header = tuple[bool, str, str, str]


class Unclear(Exception):  # noqa: N818 - nothing is wrong
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
    for document in documents:
        if not _Outlined(found, document.text).whole():
            return None
    return found


class _Outlined:
    """One document, piece by piece: each begins where a line begins with a bracket."""

    def __init__(self, outline: Outline, text: str) -> None:
        self.outline = outline
        self.plain = '"""' not in text and "'''" not in text
        # In strings of several lines anything may stand; then no header may hide behind blanks.
        self.clear = self.plain or not _INDENTED.search(text)
        self.pieces = ("\n" + text).split("\n[")
        self.frame = [self.tidied(self.pieces[0])]
        self.facts: dict[str, list[list[str]]] = {}
        self.block = self.frame
        self.table = self.name = ""

    def whole(self) -> bool:
        """Add the blocks to the outline; whether all of the document was understood."""
        known: dict[str, Header | None] = {}
        things: dict[tuple[str, str], list[str]] = {}
        for piece in self.pieces[1:] if self.clear else ():
            line = piece.partition("\n")[0]
            if line not in known:
                known[line] = _header(line)
            header = known[line]
            if header is None or not self.begin(header, things):
                return False
            self.block.append(self.tidied(piece))
        outline = self.outline
        outline.frames.append("\n[".join(self.frame))
        for table, blocks in self.facts.items():
            outline.facts += ["[" + "\n[".join(block) for block in blocks]
            outline.counts[table] += len(blocks)
        for (table, name), block in things.items():
            own = outline.things.setdefault(table, {})
            if name in own:
                return False
            own[name] = "[" + "\n[".join(block)
            outline.counts[table] += 1
        return self.clear

    def begin(self, header: Header, things: dict[tuple[str, str], list[str]]) -> bool:
        """Begin a block, or go on with the last one; whether it is clear which of the two."""
        array, first, second, deeper = header
        if first in _FRAME:
            self.block, self.table, self.name = self.frame, first, ""
            self.outline.counts[first] += array and not second and first == "rivals"
        elif first == self.table and (second == self.name or not self.name) and (second if not self.name else deeper):
            # A sub-table of the fact or the thing that was begun last.
            return True
        elif array and not second:
            self.block, self.table, self.name = [], first, ""
            self.facts.setdefault(first, []).append(self.block)
        elif not array and second and not deeper and (first, second) not in things:
            self.block, self.table, self.name = [], first, second
            things[first, second] = self.block
        else:
            return False
        return True

    def tidied(self, piece: str) -> str:
        """A piece without blank lines and comments between its lines, where no string can hold them."""
        if not self.plain:
            return piece
        if "#" in piece or "\n\n" in piece:
            piece = _VOID.sub("", piece + "\n")
        return piece.rstrip(_BLANK)


def _header(line: str) -> Header | None:
    match = _HEADER.fullmatch(line)
    if not match or bool(match[1]) != bool(match[5]) or (match[2] in _VALUES and not match[3]):
        return None
    return bool(match[1]), match[2], match[3] or "", match[4]
