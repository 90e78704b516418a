"""Writing to the cache of indexes: making an index and its manifest, and deleting what is old or left behind."""

import contextlib
import functools
import os
import re
import shutil
import sqlite3
import sys
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cstocli.index.build import changing, index, write_index
from cstocli.index.cache import CHECKSUM_BYTES, WHOLE_BYTES, cached_index, check_owner, read_own
from cstocli.index.full_text import make_text
from cstocli.index.index import Index, copied
from cstocli.index.kept_blocks import place_text
from cstocli.index.memory import DAMAGED, Memory
from cstocli.index.narrowed import narrowed, write_narrowed
from cstocli.model.base import no_progress
from cstocli.model.collector import without_collector
from cstocli.model.perspective import Perspective, apply
from cstocli.read.files import STANDARD_INPUT, Files, stat_signature
from cstocli.read.reader import open_base

if TYPE_CHECKING:
    from cstocli.model.base import Base, Progress
    from cstocli.model.format import Format

_MOST_INDEXES = 16
_MOST_BYTES = 8 * 1024**3
_LARGE_BYTES = 1024 * 1024  # of TOML: some seconds of work, far more than it takes to start a process
_STALE_SECONDS = 3600
_MANIFEST = re.compile(r"[0-9a-f]{8}\.manifest")
_INDEX = re.compile(r"[0-9a-f]{8}-[0-9a-f]{12}\.index")
_UNFINISHED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{12}\.(?:new|part)")
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def make_index(
    files: Files,
    format: Callable[[], "Format"],  # noqa: A002
    perspective: Perspective,
    manifest: str = "",
    fingerprint: bytes = b"",
    progress: "Progress | None" = None,
    whole: Index | None = None,
) -> Index:
    """Read the base and make its index: beside `manifest` where that is possible, else in memory.

    `fingerprint` says what it is made from; `progress` wraps each long loop. Where there is
    an index of the `whole` base, that of a perspective is made from it, and nothing is read.

    Raises:
        BadBase: the base is missing, unreadable, empty or has problems.
        UnknownName: the perspective names something that the base does not have.
    """
    with without_collector():
        if whole is not None:
            with contextlib.suppress(*DAMAGED):
                return _narrowed_index(
                    whole, files, format(), perspective, manifest, fingerprint, progress or no_progress
                )
        return _made_index(files, format, perspective, manifest, fingerprint, progress or no_progress)


def _narrowed_index(
    whole: Index,
    files: Files,
    format: "Format",  # noqa: A002
    perspective: Perspective,
    manifest: str,
    fingerprint: bytes,
    progress: "Progress",
) -> Index:
    """The index of a perspective, made from that of the whole base.

    Raises:
        UnknownName: the perspective names something that the base does not have.
        AttributeError, LookupError, TypeError, ValueError, sqlite3.Error: that of the whole base is damaged.
    """
    if manifest and whole.file:
        with contextlib.suppress(OSError, *DAMAGED), _new_index(Path(manifest)) as file:
            write_narrowed(whole, format, perspective, str(file), progress)
            _write_manifest(Path(manifest), fingerprint, file, whole.files, whole.sha256)
            return cached_index(files.path, manifest, fingerprint)
    made = narrowed(whole, format, perspective, progress=progress)
    return Index(made, whole.path, whole.files, whole.sha256)


def _made_index(
    files: Files,
    format: Callable[[], "Format"],  # noqa: A002
    perspective: Perspective,
    manifest: str,
    fingerprint: bytes,
    progress: "Progress",
) -> Index:
    memory = Memory(files, format, perspective)

    @functools.cache
    def base() -> "Base":
        return apply(perspective, memory.read())

    if manifest:
        with contextlib.suppress(OSError, ValueError, sqlite3.Error), _new_index(Path(manifest)) as file:
            if not memory.edited(manifest, fingerprint, str(file)):
                write_index(base, str(file), progress, large=files.size >= _LARGE_BYTES)
                memory.remember(str(file))
            # If a file has changed meanwhile, the fingerprint is not that of what was read.
            if not files.changed:
                _write_manifest(Path(manifest), fingerprint, file, len(files.found), files.sha256)
                return cached_index(files.path, manifest, fingerprint)
    made = index(base(), progress)
    path = "standard input" if files.path == STANDARD_INPUT else files.path
    return Index(made.connection, path, len(files.found), files.sha256)


def searchable(without: Index) -> Index:
    """The same index with its full text: in its place in the cache where that is possible, else in memory."""
    progress = without.progress or no_progress
    if without.file is not None:
        with contextlib.suppress(OSError, ValueError, sqlite3.Error):
            return _searchable_on_disk(without, Path(without.file), progress)
    # The connection that there is may be open for reading only.
    connection = copied(without.connection)
    connection.execute("BEGIN")
    _put_text(connection, progress)
    connection.execute("COMMIT")
    return Index(connection, without.path, without.files, without.sha256)


def _searchable_on_disk(without: Index, file: Path, progress: "Progress") -> Index:
    """The same, beside the manifest that records the index in `file`.

    Raises:
        OSError, ValueError, sqlite3.Error: it records another one by now, or the file could not be written.
    """
    manifest = file.with_name(f"{file.name.partition('-')[0]}.manifest")
    content = read_own(str(manifest))
    made_from, _, entry = content[:-CHECKSUM_BYTES].rpartition(b"\n")
    name, *signature = entry.decode().split(" ")[:-3]
    if name != file.name or signature != [*map(str, stat_signature(file.stat()))]:
        raise ValueError("the base was read again meanwhile, or somebody touched its index")
    fingerprint = made_from + b"\n"
    with _new_index(manifest) as new:
        shutil.copyfile(file, new)
        with changing(str(new)) as connection:
            _put_text(connection, progress)
        if read_own(str(manifest)) != content:
            raise ValueError("the base was read again meanwhile")
        _write_manifest(manifest, fingerprint, new, without.files, without.sha256)
        return cached_index(without.path, str(manifest), fingerprint)


def _put_text(connection: sqlite3.Connection, progress: "Progress") -> None:
    place_text(connection)
    make_text(connection, progress)


def indexes(
    whole: Index,
    format: Callable[[], "Format"],  # noqa: A002
    perspectives: Iterable[Perspective],
) -> Iterator[Index]:
    """The indexes of a base as several perspectives see it, in their order, kept nowhere.

    They are made from that of the `whole` base; if that is damaged, the base is read, once.

    Raises:
        BadBase: the base is missing, unreadable, empty or has problems.
        UnknownName: a perspective names something that the base does not have.
    """

    @functools.cache
    def base() -> "Base":
        return open_base(Files(whole.path), format())

    for perspective in perspectives:
        with without_collector():
            try:
                made = narrowed(whole, format(), perspective)
            except DAMAGED:
                made = index(apply(perspective, base())).connection
        yield Index(made, whole.path, whole.files, whole.sha256)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each for this user alone whatever the umask is."""
    for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        with contextlib.suppress(FileExistsError):
            missing.mkdir(mode=0o700)


def _write_manifest(manifest: Path, fingerprint: bytes, file: Path, files: int, sha256: str | None) -> None:
    """Record what the index in `file` was made from and how it looks on disk, and move the manifest into place."""
    whole = file.stat().st_size <= WHOLE_BYTES
    if not whole:
        # What has no checksum must be on disk before its manifest is.
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    checksum = crc32(file.read_bytes()) if whole else 0
    entry = (file.name, *stat_signature(file.stat()), checksum, files, sha256)
    body = fingerprint + " ".join(map(str, entry)).encode()
    unfinished = file.with_suffix(".new")
    with os.fdopen(os.open(unfinished, _NEW_FILE, 0o600), "wb") as opened:
        opened.write(body + crc32(body).to_bytes(CHECKSUM_BYTES))
    unfinished.replace(manifest)


@contextlib.contextmanager
def _new_index(manifest: Path) -> Iterator[Path]:
    """A new, empty file for an index, for this user alone; it is deleted at the end unless `manifest` names it.

    It is locked as long as this process lives: what a killed process left behind is not.
    """
    _make_folder(manifest.parent)
    # Somebody may have been quicker.
    check_owner(str(manifest.parent))
    _prune(manifest.parent)
    file = manifest.with_name(f"{manifest.stem}-{os.urandom(6).hex()}.index")
    unlocked = file.with_suffix(".part")
    descriptor = os.open(unlocked, _NEW_FILE, 0o600)
    try:
        _lock(descriptor)
        # Under its own name it is never seen without its lock: somebody may be sweeping.
        unlocked.rename(file)
        yield file
    finally:
        os.close(descriptor)
        _prune(manifest.parent)


def _lock(descriptor: int) -> None:
    """Lock a file for as long as it is open.

    Raises:
        OSError: another process has locked it.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def delete_manifests(folder: str) -> None:
    """Delete the manifests of all indexes in a folder.

    Raises:
        OSError: it cannot be looked at.
    """
    for manifest in _named(Path(folder), _MANIFEST):
        with contextlib.suppress(OSError):
            manifest.unlink()


def _named(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    """The files of a folder that have a name of ours."""
    return [file for file in folder.iterdir() if pattern.fullmatch(file.name)]


def _prune(folder: Path) -> None:
    """Delete all but the manifests used last, indexes without a manifest, and what interrupted runs left behind."""
    kept: set[str] = set()
    size = 0
    for manifest in sorted(_named(folder, _MANIFEST), key=_when, reverse=True):
        with contextlib.suppress(OSError, ValueError):
            name = read_own(str(manifest))[:-CHECKSUM_BYTES].rpartition(b"\n")[2].decode().partition(" ")[0]
            size += manifest.with_name(name).stat().st_size
            if not kept or (len(kept) < _MOST_INDEXES and size <= _MOST_BYTES):
                kept.add(name)
                continue
        with contextlib.suppress(OSError):
            manifest.unlink()
    newest = max(map(_when, folder.iterdir()), default=0.0)
    left = [file for file in _named(folder, _INDEX) if file.name not in kept and _abandoned(file, newest)]
    left += [file for file in _named(folder, _UNFINISHED) if _when(file) < newest - _STALE_SECONDS]
    for file in left:
        with contextlib.suppress(OSError):
            file.unlink()


def _abandoned(file: Path, newest: float) -> bool:
    """Whether no process is making the index in `file`; where files cannot be locked, its age decides."""
    if sys.platform == "win32":
        return _when(file) < newest - _STALE_SECONDS
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return True
    try:
        _lock(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _when(file: Path) -> float:
    """When a file was changed last; long ago if it no longer exists."""
    try:
        return file.lstat().st_mtime
    except OSError:
        return 0.0
