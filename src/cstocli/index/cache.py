"""The index kept between runs, so that a base is read once and asked often.

What is kept is expendable. It lies in the user's cache folder, for the user alone, as
two files: an SQLite database, which is opened in place and of which only those pages
are read that an answer needs, and its seal, which tells from what it was made and how
its file looks on disk. It is taken only when the seal is whole and this version of the
program made it from exactly these files, and when nobody touched the database since. In
every other case the base is read again and the answer is the same; a folder that cannot
be written costs time and nothing else.
"""

import contextlib
import functools
import gc
import os
import sqlite3
import stat
import sys
from binascii import crc32
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cstocli import __version__
from cstocli.index.index import Index, open_database
from cstocli.model.perspective import EVERYTHING, Perspective
from cstocli.read.files import STANDARD_INPUT, base_files

if TYPE_CHECKING:
    from cstocli.model.base import Base, Progress
    from cstocli.model.format import Format

VARIABLE = "CSTO_CACHE"
_MOST_KEPT = 16
_MOST_KEPT_BYTES = 8 * 1024**3
# Up to this size each byte is looked at before an index is taken: some milliseconds.
_WHOLE_BYTES = 8 * 1024 * 1024
_LARGE_BYTES = 1024 * 1024  # of TOML, some seconds of work: far longer than making a process takes
_CHECKSUM_BYTES = 4
_STALE_SECONDS = 3600
_OTHERS_MAY_WRITE = 0o022
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL

Note = Callable[[str], None]


def open_index(
    path: str,
    environment: Mapping[str, str],
    format: Callable[[], "Format"],  # noqa: A002
    perspective: Perspective = EVERYTHING,
    note: Note = lambda _: None,
    watch: "Progress | None" = None,
) -> Index:
    """The index of the base at `path` as `perspective` sees it, kept from an earlier run or made now.

    `note` is told in words which of the two, and why; `watch` goes through what is many while it is made.

    Raises:
        BadBase: the base is missing, unreadable, empty or has problems.
        UnknownName: the perspective names something that the base does not have.
    """
    folder = cache_folder(environment)
    stamp = _stamp(path, perspective) if folder else None
    if folder is None or stamp is None:
        note(f"the base is read: {'there is no folder for kept indexes' if folder is None else 'it is no file'}")
        with _undisturbed():
            return _made(path, format, perspective, watch=watch)
    name = repr((os.path.realpath(path), perspective)).encode(errors="surrogateescape")
    seal = folder / f"{crc32(name):08x}.seal"
    try:
        kept = _taken(path, seal, stamp)
    except (OSError, ValueError, sqlite3.Error) as error:
        note(f"the base is read: no kept index can be taken ({error})")
    else:
        note(f"the kept index answers: {seal}")
        return kept
    with _undisturbed():
        return _made(path, format, perspective, seal, stamp, watch)


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Where indexes are kept, or None where `CSTO_CACHE=off` or the user has no home."""
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


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of cycles, which has nothing to find in a base and looks through all of it often."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _made(
    path: str,
    format: Callable[[], "Format"],  # noqa: A002
    perspective: Perspective,
    seal: Path | None = None,
    stamp: bytes = b"",
    watch: "Progress | None" = None,
) -> Index:
    """Read the base and make its index: in the folder of `seal` where that can be done, else in memory."""
    # On the way of a kept index none of this is needed.
    from hashlib import sha256

    from cstocli.index.build import index, write_index
    from cstocli.model.base import no_progress
    from cstocli.model.perspective import apply
    from cstocli.read.reader import open_base

    @functools.cache
    def base() -> "Base":
        return apply(perspective, open_base(path, format(), see))

    digest, files = sha256(), 0

    def see(content: bytes) -> None:
        nonlocal files
        digest.update(content)
        files += 1

    if seal:
        with contextlib.suppress(OSError, ValueError, sqlite3.Error), _unsealed(seal) as file:
            large = sum(one.stat().st_size for one in base_files(path)) >= _LARGE_BYTES
            write_index(base, format(), str(file), watch or no_progress, large=large)
            # Nobody knows what was read of a base that changes meanwhile.
            if _stamp(path, perspective) == stamp:
                _seal(seal, stamp, file, (files, digest.hexdigest()))
                return _taken(path, seal, stamp)
    made = index(base(), format(), watch or no_progress)
    of = ("standard input", 0, None) if path == STANDARD_INPUT else (path, files, digest.hexdigest())
    return Index(made.connection, *of)


def _stamp(path: str, perspective: Perspective) -> bytes | None:
    """What the kept index must have been made from; None for what is no file on disk."""
    try:
        marks = [(str(file), *_mark(file.stat())) for file in base_files(path)]
        made_by = (__version__, sqlite3.sqlite_version, _program())
    except (OSError, ValueError):
        return None
    return repr((made_by, perspective, marks)).encode(errors="surrogateescape") + b"\n" if marks else None


def _program() -> tuple[int, int]:
    """A mark of the program itself: of a checkout that is worked on, the version says too little."""
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


def _mark(state: os.stat_result) -> tuple[int, ...]:
    """What differs when a file was touched. No program sets the third, the time of the change itself."""
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def _seal(seal: Path, stamp: bytes, file: Path, of: tuple[int, str]) -> None:
    """Say under another name what `file` is and was made `of`, so many files with that sum, and move it into place."""
    state = file.stat()
    whole = state.st_size <= _WHOLE_BYTES
    if not whole:
        # What no checksum vouches for must be on disk before its seal is.
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    checksum = crc32(file.read_bytes()) if whole else 0
    body = stamp + " ".join(map(str, (file.name, *_mark(file.stat()), checksum, *of))).encode()
    unfinished = file.with_suffix(".new")
    with os.fdopen(os.open(unfinished, _NEW_FILE, 0o600), "wb") as opened:
        opened.write(body + crc32(body).to_bytes(_CHECKSUM_BYTES))
    unfinished.replace(seal)


def _taken(path: str, seal: Path, stamp: bytes) -> Index:
    """The index behind `seal`, of the base at `path`, if it is ours alone, untouched and made from what `stamp` says.

    Raises:
        OSError, ValueError, sqlite3.Error: it is not there, or not so.
    """
    content = _read_ours(seal)
    body, checksum = content[:-_CHECKSUM_BYTES], content[-_CHECKSUM_BYTES:]
    if crc32(body).to_bytes(_CHECKSUM_BYTES) != checksum:
        raise ValueError("it is broken")
    if not body.startswith(stamp):
        raise ValueError("the base or the program has changed")
    name, *mark, expected, files, digest = body[len(stamp) :].decode().split(" ")
    file = seal.with_name(name)
    state = os.lstat(file)
    if not stat.S_ISREG(state.st_mode) or [*map(str, _mark(state))] != mark:
        raise ValueError("it was changed from outside")
    # The mark cannot be trusted where a disk fails, or a clock stands still.
    if state.st_size <= _WHOLE_BYTES and crc32(file.read_bytes()) != int(expected):
        raise ValueError("it was changed from outside")
    connection = open_database(file)
    connection.execute("SELECT 1 FROM about").fetchone()
    return Index(connection, path, int(files), digest, file)


def _read_ours(file: Path) -> bytes:
    """The content of a file that only we can have written.

    Raises:
        OSError: it is a link, no plain file, somebody else's, or open to others; or so is its folder.
    """
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as opened:
        for state in (os.fstat(descriptor), file.parent.stat()):
            foreign = hasattr(os, "getuid") and state.st_uid != os.getuid()
            if foreign or (os.name == "posix" and state.st_mode & _OTHERS_MAY_WRITE):
                raise PermissionError(f"{file} is not ours alone")
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise PermissionError(f"{file} is no plain file")
        return opened.read()


@contextlib.contextmanager
def _unsealed(seal: Path) -> Iterator[Path]:
    """A new, empty file for an index, ours alone; at the end it is gone unless `seal` names it.

    As long as this process lives, it is locked: the leavings of one that was killed are not.
    """
    seal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = seal.with_name(f"{seal.stem}-{os.urandom(6).hex()}.index")
    descriptor = os.open(file, _NEW_FILE, 0o600)
    try:
        _lock(descriptor)
        yield file
    finally:
        os.close(descriptor)
        _sweep(seal.parent)


def _lock(descriptor: int) -> None:
    """Lock a file for as long as it is open.

    Raises:
        OSError: another process has locked it.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_broken(error: sqlite3.Error) -> bool:
    """Whether SQLite reports of an index that its bytes are wrong, and not only that it cannot do something."""
    # An error of Python's module, not of SQLite, has no code; the low byte of a code is its kind.
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def forget(environment: Mapping[str, str]) -> None:
    """Take away the seals of all kept indexes: one of them is broken where nobody looked before."""
    for seal in (cache_folder(environment) or Path()).glob("*.seal"):
        with contextlib.suppress(OSError):
            seal.unlink()


def _sweep(folder: Path) -> None:
    """Remove all but the newest seals, the indexes that no seal names, and what interrupted runs left behind."""
    kept: set[str] = set()
    size = 0
    for seal in sorted(folder.glob("*.seal"), key=_when, reverse=True):
        with contextlib.suppress(OSError, ValueError):
            name = _read_ours(seal)[:-_CHECKSUM_BYTES].rpartition(b"\n")[2].decode().partition(" ")[0]
            size += seal.with_name(name).stat().st_size
            if not kept or (len(kept) < _MOST_KEPT and size <= _MOST_KEPT_BYTES):
                kept.add(name)
                continue
        with contextlib.suppress(OSError):
            seal.unlink()
    newest = max(map(_when, folder.iterdir()), default=0.0)
    for file in folder.iterdir():
        left = file.suffix == ".index" and file.name not in kept
        if (left and _abandoned(file, newest)) or (file.suffix == ".new" and _when(file) < newest - _STALE_SECONDS):
            with contextlib.suppress(OSError):
                file.unlink()


def _abandoned(file: Path, newest: float) -> bool:
    """Whether no process is making the index in `file`; where files cannot be locked, its age must tell."""
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
    """When a file was changed; long ago where it is gone meanwhile."""
    try:
        return file.lstat().st_mtime
    except OSError:
        return 0.0
