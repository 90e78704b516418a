"""The cache of indexes on disk, so that a base is read once and asked often.

It lies in the user's cache folder, for that user alone, and may be deleted at any time.
Each index is two files: an SQLite database, which is opened in place so that only the
pages that an answer needs are read, and a manifest, which records what the index was
made from and the stat signature of the database. A cached index answers only if its
manifest is intact, this version of the program made it from exactly these files, and
nobody has touched the database since. In every other case the base is read again and the
answer is the same; a folder that cannot be written to costs time and nothing else.
Nothing is read, written or deleted where somebody else could have had a hand in it, and
nothing is deleted that does not have a name of ours.
"""

import contextlib
import functools
import gc
import os
import re
import sqlite3
import stat
import sys
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cstocli import __version__
from cstocli.index.index import Index, open_database
from cstocli.model.perspective import EVERYTHING, Perspective
from cstocli.model.text import visible
from cstocli.read.files import STANDARD_INPUT, Files, stat_signature

if TYPE_CHECKING:
    from cstocli.model.base import Base, Progress
    from cstocli.model.format import Format

VARIABLE = "CSTO_CACHE"
_MOST_INDEXES = 16
_MOST_BYTES = 8 * 1024**3
# Up to this size the whole index is checksummed before it is used: some milliseconds.
_WHOLE_BYTES = 8 * 1024 * 1024
_LARGE_BYTES = 1024 * 1024  # of TOML: some seconds of work, far more than it takes to start a process
_CHECKSUM_BYTES = 4
_STALE_SECONDS = 3600
_OTHERS_MAY_WRITE = 0o022
_MANIFEST = re.compile(r"[0-9a-f]{8}\.manifest")
_INDEX = re.compile(r"[0-9a-f]{8}-[0-9a-f]{12}\.index")
_UNFINISHED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{12}\.(?:new|part)")
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def open_index(
    path: str,
    environment: Mapping[str, str],
    format: Callable[[], "Format"],  # noqa: A002
    perspective: Perspective = EVERYTHING,
    log: Callable[[str], None] = lambda _: None,
    progress: "Progress | None" = None,
) -> Index:
    """The index of the base at `path` as `perspective` sees it: the cached one, or one made now.

    `log` gets a message that says which of the two, and why; `progress` wraps each long
    loop while the index is made.

    Raises:
        BadBase: the base is missing, unreadable, empty or has problems.
        UnknownName: the perspective names something that the base does not have.
    """
    files = Files(path)
    try:
        folder = _own_folder(environment)
        fingerprint = _fingerprint(files, perspective)
    except (OSError, ValueError) as error:
        log(f"the base is read: {error}")
        with _without_collector():
            return _make_index(files, format, perspective, progress=progress)
    name = repr((os.path.realpath(path), perspective)).encode(errors="surrogateescape")
    manifest = folder / f"{crc32(name):08x}.manifest"
    try:
        cached = _cached_index(path, manifest, fingerprint)
    except (OSError, ValueError, sqlite3.Error) as error:
        log(f"the base is read: no cached index can be used ({error})")
    else:
        log(f"the cached index answers: {manifest}")
        return cached
    with _without_collector():
        return _make_index(files, format, perspective, manifest, fingerprint, progress)


def indexes(
    path: str,
    format: Callable[[], "Format"],  # noqa: A002
    perspectives: Iterable[Perspective],
) -> Iterator[Index]:
    """The indexes of the base at `path` as several perspectives see it, in their order: read once, and kept nowhere.

    Raises:
        BadBase: the base is missing, unreadable, empty or has problems.
        UnknownName: a perspective names something that the base does not have.
    """
    # A cached index answers without any of this.
    from cstocli.index.build import index
    from cstocli.model.perspective import apply
    from cstocli.read.reader import open_base

    files = Files(path)
    with _without_collector():
        base = open_base(files, format())
    for perspective in perspectives:
        with _without_collector():
            made = index(apply(perspective, base))
        yield Index(made.connection, path, len(files.found), files.sha256)


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder of cached indexes, or None where `CSTO_CACHE=off` or the user has no home."""
    if environment.get(VARIABLE, "").lower() in ("off", "0", "no", "false"):
        return None
    if environment.get("XDG_CACHE_HOME", "").startswith("/"):
        return Path(environment["XDG_CACHE_HOME"], "csto")
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local, "csto", "cache") if local else None
    home = environment.get("HOME", "")
    if not home.startswith("/"):
        return None
    return Path(home, "Library/Caches/csto") if sys.platform == "darwin" else Path(home, ".cache/csto")


def _own_folder(environment: Mapping[str, str]) -> Path:
    """The cache folder, which may be still to be made, by a path without links.

    Raises:
        OSError, ValueError: there is none to use, or others can change it.
    """
    folder = cache_folder(environment)
    if folder is None:
        raise FileNotFoundError("there is no folder for cached indexes")
    folder = Path(os.path.realpath(folder.parent), folder.name)
    _check_owner(folder)
    return folder


def _check_owner(folder: Path) -> None:
    """Look whether nobody else can change what is in a folder, or put another in its place.

    Raises:
        OSError: somebody can, or it is a link or no folder.
    """
    for place in (folder, *folder.parents) if os.name == "posix" else ():
        try:
            state = place.lstat()
        except FileNotFoundError:
            # It is still to be made.
            continue
        name, mode = visible(str(place)), state.st_mode
        if not stat.S_ISDIR(mode):
            raise NotADirectoryError(f"{name} is a link or no folder")
        if state.st_uid != os.getuid() and (place == folder or state.st_uid != 0):
            raise PermissionError(f"{name} belongs to somebody else")
        # In a sticky folder everybody can write, and nobody can move what belongs to others.
        # Many systems give each user a group, and let it write wherever the user does.
        sticky, private = mode & stat.S_ISVTX, state.st_gid == os.getgid() == os.getuid()
        others = 0 if sticky else stat.S_IWOTH if private else _OTHERS_MAY_WRITE
        if mode & (_OTHERS_MAY_WRITE if place == folder else others):
            raise PermissionError(f"others can write to {name}")


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each for this user alone whatever the umask is."""
    for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        with contextlib.suppress(FileExistsError):
            missing.mkdir(mode=0o700)


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Switch off the collector of cycles: it finds none in a base, and searches all of it again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _make_index(
    files: Files,
    format: Callable[[], "Format"],  # noqa: A002
    perspective: Perspective,
    manifest: Path | None = None,
    fingerprint: bytes = b"",
    progress: "Progress | None" = None,
) -> Index:
    """Read the base and make its index: beside `manifest` where that is possible, else in memory."""
    # A cached index answers without any of this.
    from cstocli.index.build import index, write_index
    from cstocli.model.base import no_progress
    from cstocli.model.perspective import apply
    from cstocli.read.reader import open_base

    @functools.cache
    def base() -> "Base":
        return apply(perspective, open_base(files, format()))

    if manifest:
        with contextlib.suppress(OSError, ValueError, sqlite3.Error), _new_index(manifest) as file:
            write_index(base, str(file), progress or no_progress, large=files.size >= _LARGE_BYTES)
            # If a file has changed meanwhile, the fingerprint is not that of what was read.
            if not files.changed:
                _write_manifest(manifest, fingerprint, file, files)
                return _cached_index(files.path, manifest, fingerprint)
    made = index(base(), progress or no_progress)
    path = "standard input" if files.path == STANDARD_INPUT else files.path
    return Index(made.connection, path, len(files.found), files.sha256)


def _fingerprint(files: Files, perspective: Perspective) -> bytes:
    """What a cached index must have been made from.

    Raises:
        OSError, ValueError: it is not a file on disk.
    """
    try:
        found = [(str(file), *signature) for file, signature in files.found.items()]
        made_by = (__version__, sqlite3.sqlite_version, _program())
    except (OSError, ValueError):
        found = []
    if not found:
        raise FileNotFoundError("it is not a file")
    return repr((made_by, perspective, found)).encode(errors="surrogateescape") + b"\n"


def _program() -> tuple[int, int]:
    """The size and time of the program itself: in a checkout that is being edited, the version stays the same."""
    size = newest = 0
    folders = [str(Path(__file__).parents[1])]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".sql")):
                    state = entry.stat()
                    size, newest = size + state.st_size, max(newest, state.st_mtime_ns)
                elif entry.is_dir() and entry.name != "__pycache__":
                    folders.append(entry.path)
    return size, newest


def _write_manifest(manifest: Path, fingerprint: bytes, file: Path, made_from: Files) -> None:
    """Record what the index in `file` was made from and how it looks on disk, and move the manifest into place."""
    whole = file.stat().st_size <= _WHOLE_BYTES
    if not whole:
        # What has no checksum must be on disk before its manifest is.
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    checksum = crc32(file.read_bytes()) if whole else 0
    entry = (file.name, *stat_signature(file.stat()), checksum, len(made_from.found), made_from.sha256)
    body = fingerprint + " ".join(map(str, entry)).encode()
    unfinished = file.with_suffix(".new")
    with os.fdopen(os.open(unfinished, _NEW_FILE, 0o600), "wb") as opened:
        opened.write(body + crc32(body).to_bytes(_CHECKSUM_BYTES))
    unfinished.replace(manifest)


def _cached_index(path: str, manifest: Path, fingerprint: bytes) -> Index:
    """The index of the base at `path` that `manifest` records, if nobody touched it and `fingerprint` is the same.

    Raises:
        OSError, ValueError, sqlite3.Error: there is none, or it must not be used.
    """
    content = _read_own(manifest)
    body, checksum = content[:-_CHECKSUM_BYTES], content[-_CHECKSUM_BYTES:]
    if crc32(body).to_bytes(_CHECKSUM_BYTES) != checksum:
        raise ValueError("its manifest is damaged")
    if not body.startswith(fingerprint):
        raise ValueError("the base or the program has changed")
    name, *signature, expected, files, digest = body[len(fingerprint) :].decode().split(" ")
    file = manifest.with_name(name)
    state = os.lstat(file)
    if not stat.S_ISREG(state.st_mode) or [*map(str, stat_signature(state))] != signature:
        raise ValueError("it was changed from outside")
    # A failing disk or a clock that stands still leaves the signature as it was.
    if state.st_size <= _WHOLE_BYTES and crc32(file.read_bytes()) != int(expected):
        raise ValueError("it was changed from outside")
    connection = open_database(file)
    connection.execute("SELECT 1 FROM about").fetchone()
    return Index(connection, path, int(files), digest, file)


def _read_own(file: Path) -> bytes:
    """The content of a file that only this user can have written.

    Raises:
        OSError: it is a link or not a regular file, or it belongs to or can be written by others.
    """
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as opened:
        state = os.fstat(descriptor)
        if os.name == "posix" and (state.st_uid != os.getuid() or state.st_mode & _OTHERS_MAY_WRITE):
            raise PermissionError(f"others can write to {file}")
        if not stat.S_ISREG(state.st_mode):
            raise PermissionError(f"{file} is not a regular file")
        return opened.read()


@contextlib.contextmanager
def _new_index(manifest: Path) -> Iterator[Path]:
    """A new, empty file for an index, for this user alone; it is deleted at the end unless `manifest` names it.

    It is locked as long as this process lives: what a killed process left behind is not.
    """
    _make_folder(manifest.parent)
    # Somebody may have been quicker.
    _check_owner(manifest.parent)
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


def is_broken(error: sqlite3.Error) -> bool:
    """Whether an error of SQLite means that the bytes of the index are wrong, not only that a query fails."""
    # An error of Python's module, not of SQLite, has no code; the low byte of a code is its kind.
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def forget(environment: Mapping[str, str]) -> None:
    """Delete the manifests of all cached indexes: one of them is damaged where no check has looked."""
    with contextlib.suppress(OSError, ValueError):
        for manifest in _named(_own_folder(environment), _MANIFEST):
            with contextlib.suppress(OSError):
                manifest.unlink()


def _named(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    """The files of a folder that have a name of ours."""
    return [file for file in folder.iterdir() if pattern.fullmatch(file.name)]


def _prune(folder: Path) -> None:
    """Delete all but the newest manifests, indexes without a manifest, and what interrupted runs left behind."""
    kept: set[str] = set()
    size = 0
    for manifest in sorted(_named(folder, _MANIFEST), key=_when, reverse=True):
        with contextlib.suppress(OSError, ValueError):
            name = _read_own(manifest)[:-_CHECKSUM_BYTES].rpartition(b"\n")[2].decode().partition(" ")[0]
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
