"""A whole base, read some blocks at a time: the tables of a text take eight times as much memory as the text."""

from collections.abc import Iterator

from cstocli.model.base import Base
from cstocli.model.cursor import is_suspicious
from cstocli.model.format import Format
from cstocli.read import integrity
from cstocli.read.blocks import Outline, Unclear
from cstocli.read.part import begun, check, parsed
from cstocli.read.reader import read_tables
from cstocli.read.reading import Reading

_AT_ONCE = 1000  # blocks


def read_blocks(outline: Outline, built_in: Format) -> Base | None:
    """The base that `outline` outlines, which is empty afterwards; `built_in` is the built-in vocabulary.

    None where something is wrong or might be: only a reading of the whole text tells what.
    """
    try:
        reading = begun(outline, built_in)
        for things in outline.things.values():
            blocks = [*things.values()]
            things.clear()
            _read(reading, blocks, built_in)
        _read(reading, outline.facts, built_in)
        integrity.check(reading, outline.counts.keys() | ({"about"} if reading.about else set()))
        check(reading)
    except Unclear:
        return None
    return reading.base()


def _read(reading: Reading, blocks: list[str], built_in: Format) -> None:
    """Read blocks in their order, and drop them.

    Raises:
        Unclear: there is something wrong with one.
    """
    blocks.reverse()
    while blocks:
        text = "\n".join(_next(blocks))
        # The text is not to be held by what is read of it, so it is no document.
        reading.cursor.suspicious = is_suspicious(text)
        read_tables(reading, parsed(text), built_in)
        check(reading)


def _next(blocks: list[str]) -> Iterator[str]:
    """Take blocks of one table from the end; those of two would be put together table by table."""
    table = _table(blocks[-1])
    for _ in range(_AT_ONCE):
        if not blocks or _table(blocks[-1]) != table:
            return
        yield blocks.pop()


def _table(block: str) -> str:
    return block[: block.index("]")].partition(".")[0]
