"""The index of a base before an edit, from which the index behind the edit is made where that is possible."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from cstocli.index.cache import CHECKSUM_BYTES, cached_index, read_own
from cstocli.index.edits import plan, put
from cstocli.index.index import Index
from cstocli.index.kept_blocks import blocks_of, remember
from cstocli.model.base import Base
from cstocli.model.errors import BadBase
from cstocli.model.format import Format
from cstocli.model.perspective import EVERYTHING, Perspective
from cstocli.read.blocks import Unclear, outline
from cstocli.read.by_blocks import read_blocks
from cstocli.read.files import STANDARD_INPUT, Files
from cstocli.read.reader import base_of

# What reading an index can raise whose bytes are wrong where nothing has looked.
DAMAGED = (AttributeError, LookupError, TypeError, ValueError, sqlite3.Error)


class Memory:
    """What the cached index of a base remembers of its text, before the base is read and afterwards."""

    def __init__(self, files: Files, built_in: Callable[[], Format], perspective: Perspective) -> None:
        self._files = files
        self._built_in = built_in
        # In another perspective facts are gone that the text has.
        self._everything = perspective == EVERYTHING
        self._blocks: tuple[bytes, list[bytes]] | None = None

    def edited(self, manifest: str, fingerprint: bytes, file: str) -> bool:
        """Make the index in `file`, which is empty, from the one that `manifest` records; whether that was possible.

        Where it was not, the file is empty again. `fingerprint` is that of the base now.
        """
        if not self._everything:
            return False
        try:
            before = _index_before(self._files.path, manifest, fingerprint)
        except (OSError, ValueError, sqlite3.Error):
            return False
        try:
            self._put_edit(before, file)
        except (Unclear, BadBase, OSError, *DAMAGED):
            # What is wrong with the base, a reading of all of it tells.
            Path(file).write_bytes(b"")
            return False
        finally:
            before.close()
        return True

    def read(self) -> Base:
        """Read the whole base, and keep checksums of its text, and not the text.

        Raises:
            BadBase: the base is missing, unreadable, empty or has problems.
        """
        files = self._files
        found = outline(files.documents()) if files.path != STANDARD_INPUT else None
        if found is not None:
            sums = (found.sum_of_the_rest(), found.fact_sums()) if self._everything else None
            base = read_blocks(found, self._built_in())
            if base is not None:
                self._blocks = sums
                return base
        # Its problems are told, or it is written in another way.
        documents = files.documents()
        base = base_of(documents, self._built_in())
        if self._everything:
            self._blocks = blocks_of(outline(documents), base)
        return base

    def remember(self, file: str) -> None:
        """Record what was kept in a new index.

        Raises:
            sqlite3.Error: the file could not be written.
        """
        if self._blocks:
            remember(file, *self._blocks)

    def _put_edit(self, before: Index, file: str) -> None:
        now = outline(self._files.documents())
        if now is None or before.file is None:
            raise Unclear("the text cannot be parted")
        planned = plan(before.connection, now, self._built_in())
        shutil.copyfile(before.file, file)
        put(file, planned)


def _index_before(path: str, manifest: str, fingerprint: bytes) -> Index:
    """The index that was made by the same program and in the same perspective.

    Raises:
        OSError, ValueError, sqlite3.Error: there is none, or it must not be used.
    """
    content = read_own(manifest)[:-CHECKSUM_BYTES]
    was = content[: content.index(b"\n") + 1]
    # What comes behind are the files.
    if was.partition(b", [(")[0] != fingerprint.partition(b", [(")[0]:
        raise ValueError("another program made it")
    return cached_index(path, manifest, was)
