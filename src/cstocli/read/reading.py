"""The state of one reading of a base: what has been read so far."""

from typing import Any

from cstocli.model.base import About, Base, Document, Fact, Rivals
from cstocli.model.cursor import Cursor
from cstocli.model.format import Format
from cstocli.model.problems import Path

Where = tuple[Document, Path]


class Reading:
    """Things by table and id, facts by id, and the place of each."""

    def __init__(self, format: Format, cursor: Cursor) -> None:  # noqa: A002
        self.format = format
        self.cursor = cursor
        cursor.declared = {name: set() for name in ("source", "origin", "voice", *format.sorts)}
        self.about: About | None = None
        self.tables: dict[str, dict[str, Any]] = {table: {} for table in format.tables}
        self.facts: dict[str, Fact] = {}
        self.rivals: list[tuple[Document, Path, Rivals]] = []
        self.where: dict[str, Where] = {}

    def base(self) -> Base:
        """The base, which must be without problems."""
        if self.about is None:
            raise AssertionError("a base without problems has [about]")
        return Base(
            about=self.about,
            sources=self.tables["sources"],
            origins=self.tables["origins"],
            things={name: self.tables[sort.plural] for name, sort in self.format.sorts.items()},
            facts=tuple(self.facts.values()),
            format=self.format,
            rivals=tuple(rivals for _, _, rivals in self.rivals),
        )
