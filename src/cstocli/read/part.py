"""Some facts of a base, read from their blocks alone, with the things that they name.

Whatever is wrong with a block, or might be, is `Unclear`: only a reading of the whole base
reports problems.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from cstocli.model.base import Base, Document, Fact, Rivals
from cstocli.model.cursor import Cursor
from cstocli.model.format import Format
from cstocli.read.blocks import Outline, Unclear
from cstocli.read.facts import read_facts
from cstocli.read.reader import declare, read_tables, tables, thing_of
from cstocli.read.reading import Reading
from cstocli.read.records import record
from cstocli.read.vocabulary import format_of

Thing = TypeVar("Thing")
# What the text outside of blocks may hold; other tables there would be parts of those of blocks.
_FRAME = frozenset({"about", "rivals", "format", "vocabulary", "kinds", "things"})


class Things(Mapping[str, Thing]):
    """The things of one table by their ids, each read when it is asked for."""

    def __init__(self, blocks: Mapping[str, str], read: Callable[[str, str], Thing]) -> None:
        self._blocks = blocks
        self._read = read
        self._known: dict[str, Thing] = {}

    def __getitem__(self, name: str) -> Thing:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._read(name, self._blocks[name])
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)


class Part:
    """A reader of single facts of the base that an outline is of."""

    def __init__(self, outline: Outline, built_in: Format) -> None:
        """Read what is no block of its own: what the base is about, its vocabulary, its rivals.

        Raises:
            Unclear: that cannot be read by itself.
        """
        self._outline = outline
        self._reading = begun(outline, built_in)
        self.format = self._reading.format
        self._tables: dict[str, Any] = {table: self._things(table) for table in self.format.tables}

    @property
    def rivals(self) -> list[Rivals]:
        """The rivals of the base."""
        return [rivals for _, _, rivals in self._reading.rivals]

    def fact(self, block: str) -> Fact:
        """The fact that one block is.

        Raises:
            Unclear: there is something wrong with it, or it is something else.
        """
        reading = self._reading
        content = parsed(block)
        table, facts = next(iter(content.items()), ("", None))
        kind = self.format.kind_of_table.get(table)
        if kind is None or len(content) != 1 or not isinstance(facts, list) or len(facts) != 1:
            raise Unclear("a block is not one fact")
        reading.facts.clear()
        reading.cursor.enter(Document("", block))
        read_facts(reading, kind, facts)
        check(reading)
        (fact,) = reading.facts.values()
        return fact

    def base(self, facts: Iterable[Fact], rivals: Iterable[Rivals]) -> Base:
        """A base of some facts and rivals, and of all things."""
        if self._reading.about is None:
            raise Unclear("there is no [about] table")
        things = self._tables
        return Base(
            about=self._reading.about,
            sources=things["sources"],
            origins=things["origins"],
            things={name: things[sort.plural] for name, sort in self.format.sorts.items()},
            facts=tuple(facts),
            format=self.format,
            rivals=tuple(rivals),
        )

    def _things(self, table: str) -> Things[Any]:
        def read(name: str, block: str) -> Any:  # noqa: ANN401
            cursor = self._reading.cursor
            cursor.enter(Document("", block))
            values = record(cursor, (table, name), parsed(block)[table][name], self.format.tables[table])
            check(self._reading)
            return thing_of(self.format, table, values or {})

        return Things(self._outline.things.get(table, {}), read)


def begun(outline: Outline, built_in: Format) -> Reading:
    """Begin to read blocks: what is no block of its own is read, and all ids are known.

    Raises:
        Unclear: that cannot be read by itself.
    """
    cursor = Cursor({})
    frames = [(Document("", frame), parsed(frame)) for frame in outline.frames]
    if not _FRAME.issuperset(table for _, content in frames for table in content):
        raise Unclear("what is outside of blocks belongs to them")
    reading = Reading(format_of(frames, built_in, cursor), cursor)
    declare(reading, {table: outline.things.get(table, ()) for table in reading.format.tables})
    for document, content in frames:
        cursor.enter(document)
        read_tables(reading, content, built_in)
    check(reading)
    return reading


def check(reading: Reading) -> None:
    """Look whether nothing is wrong so far.

    Raises:
        Unclear: something is.
    """
    if reading.cursor.found:
        raise Unclear("there is something wrong with a block")


def parsed(block: str) -> dict[str, Any]:
    """The tables of a block, or of several.

    Raises:
        Unclear: it is no TOML by itself.
    """
    try:
        return tables(block)
    except (ValueError, RecursionError):
        raise Unclear("a block is no TOML by itself") from None
