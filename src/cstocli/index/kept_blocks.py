"""What a cached index remembers of the text that it was made from: a checksum of each fact, and of all the rest."""

import contextlib
import sqlite3
from typing import NamedTuple

from cstocli.index.build import changing
from cstocli.index.full_text import ROOM, STEP
from cstocli.model.base import Base
from cstocli.read.blocks import Outline

# No kind of facts can have such a name.
TABLE = "_blocks"
_BYTES = 16
_SECTIONS = """
SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM aliases), (SELECT count(*) FROM claims),
       (SELECT coalesce(sum((reading <> '') + (note <> '')), 0) FROM claims)
"""


class KeptBlocks(NamedTuple):
    """The checksums of the facts in the order of the base, and that of the rest.

    `quotes`, `remarks` and `summaries` are numbers of rows of full text from which the
    quotes of claims, their remarks, and the texts of facts begin, once it is made. `edits` counts the
    edits that have been put into the index since the base was read as a whole.
    """

    rest: bytes
    facts: list[bytes]
    quotes: int
    remarks: int
    summaries: int
    edits: int = 0


def blocks_of(outline: Outline | None, base: Base) -> tuple[bytes, list[bytes]] | None:
    """The checksums of the rest and of the facts of a base; None where they cannot be told."""
    if outline is None or not outline.outlines(base):
        return None
    return outline.sum_of_the_rest(), outline.fact_sums()


def remember(file: str, rest: bytes, facts: list[bytes]) -> None:
    """Record in a new index from which blocks it was made.

    Raises:
        sqlite3.Error: the file could not be written.
    """
    with changing(file) as connection:
        kept = KeptBlocks(rest, facts, *_borders(*connection.execute(_SECTIONS).fetchone()))
        connection.execute(
            f"CREATE TABLE {TABLE} (rest BLOB, facts BLOB, quotes INTEGER, remarks INTEGER, summaries INTEGER,"
            " edits INTEGER)"
        )
        connection.execute(f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?, ?, ?)", _row(kept))


def place_text(connection: sqlite3.Connection) -> None:
    """Record where in full text that is made now the quotes, the remarks and the texts of facts begin."""
    with contextlib.suppress(sqlite3.OperationalError):
        borders = _borders(*connection.execute(_SECTIONS).fetchone())
        connection.execute(f"UPDATE {TABLE} SET quotes = ?, remarks = ?, summaries = ?", borders)


def _borders(sources: int, aliases: int, claims: int, remarks: int) -> tuple[int, int, int]:
    """Where in full text the quotes, the remarks and the texts of facts begin, each with room before it."""

    def size(rows: int) -> int:
        return ROOM + STEP * rows if rows else 0

    names = size(sources) + size(aliases)
    quotes = names + size(claims)
    behind = quotes + size(remarks)
    return names + ROOM // 2, quotes + ROOM // 2, behind + ROOM * 3 // 4


def kept_blocks(connection: sqlite3.Connection) -> KeptBlocks | None:
    """What an index remembers; None where it remembers nothing."""
    try:
        row = connection.execute(f"SELECT rest, facts, quotes, remarks, summaries, edits FROM {TABLE}").fetchone()
    except sqlite3.OperationalError:
        return None
    rest, facts, *others = row
    return KeptBlocks(rest, [facts[at : at + _BYTES] for at in range(0, len(facts), _BYTES)], *others)


def replace(connection: sqlite3.Connection, kept: KeptBlocks) -> None:
    """Remember other blocks than before."""
    connection.execute(
        f"UPDATE {TABLE} SET rest = ?, facts = ?, quotes = ?, remarks = ?, summaries = ?, edits = ?", _row(kept)
    )


def _row(kept: KeptBlocks) -> tuple[bytes | int, ...]:
    return (kept.rest, b"".join(kept.facts), *kept[2:])
