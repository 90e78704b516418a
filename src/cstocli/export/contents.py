"""What every export takes from an index: its tables as they describe themselves, and where they come from."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cstocli import __version__
from cstocli.ask.explorer import Explorer
from cstocli.index.index import Index

# Full text is rebuilt where a format has any.
_LEFT_OUT = ("search",)


class Field(NamedTuple):
    """A column: TEXT, INTEGER, REAL, BOOLEAN or JSON; the others are those of `table_columns`."""

    name: str
    type: str
    meaning: str
    leads_to: str
    ids: str
    unit: str


class Contents(NamedTuple):
    """A table of an index and its columns."""

    name: str
    one_row: str
    fields: tuple[Field, ...]

    def rows(self, index: Index) -> Iterator[tuple[Any, ...]]:
        """Its rows, in the order in which they were made."""
        return index.execute(f"SELECT {', '.join(field.name for field in self.fields)} FROM {self.name} ORDER BY rowid")


def contents(index: Index) -> list[Contents]:
    """All tables of an index but that of its full text, in the order of the documentation."""
    found: dict[str, list[Field]] = {}
    for table, *column in index.execute(
        "SELECT table_name, name, type, meaning, coalesce(leads_to, ''), coalesce(ids, ''), coalesce(unit, '')"
        " FROM table_columns ORDER BY table_name, position"
    ):
        found.setdefault(table, []).append(Field(*column))
    tables = index.execute("SELECT name, one_row FROM tables ORDER BY position").fetchall()
    return [Contents(name, one_row, tuple(found[name])) for name, one_row in tables if name not in _LEFT_OUT]


class Provenance(NamedTuple):
    """Where an export comes from.

    `sha256` is that of the base's files, see `Index`; `licence` is None where the base
    names none, `perspective` where every claim counts; `command` made the export.
    """

    id: str
    title: str
    period: str
    licence: str | None
    note: str | None
    sha256: str | None
    program: str
    perspective: str | None
    command: str


def provenance(base: Explorer, command: str) -> Provenance:
    """Where an export of `base` that `command` makes comes from."""
    sql = "SELECT id, title, period, licence, note FROM about"
    name, title, period, licence, note = base.index.execute(sql).fetchone()
    sha256, perspective = base.index.sha256, base.perspective.words or None
    return Provenance(name, title, period, licence, note or None, sha256, f"csto {__version__}", perspective, command)
