"""The index kept between runs, so that a base is read once and asked often.

What is kept is expendable. It lies in the user's cache folder, for the user alone, and
is taken only when it is whole (a checksum) and was made by this version of the program
from exactly these files. In every other case the base is read again and the answer is
the same; a folder that cannot be written costs time and nothing else.
"""

import os
import sqlite3
import stat
import sys
from binascii import crc32
from collections.abc import Mapping
from pathlib import Path

from cstocli import __version__
from cstocli.files import base_files
from cstocli.wanted import EVERYTHING, Perspective

VARIABLE = "CSTO_CACHE"
_MOST_KEPT = 16
_CHECKSUM_BYTES = 4
_STALE_SECONDS = 3600
_OTHERS_MAY_WRITE = 0o022


def open_index(path: str, environment: Mapping[str, str], perspective: Perspective = EVERYTHING) -> sqlite3.Connection:
    """The index of the base at `path` as `perspective` sees it, kept from an earlier run or made now.

    Raises:
        BadBase: the base is missing, unreadable, empty or has problems.
        UnknownName: the perspective names something that the base does not have.
    """
    folder = cache_folder(environment)
    stamp = _stamp(path, perspective) if folder else None
    if folder is None or stamp is None:
        return _made(path, perspective)
    name = repr((os.path.realpath(path), perspective)).encode(errors="surrogateescape")
    file = folder / f"{crc32(name):08x}.index"
    kept = _taken(file, stamp)
    if kept:
        return kept
    made = _made(path, perspective)
    if _stamp(path, perspective) == stamp:
        _keep(file, stamp, made)
    return made


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


def _made(path: str, perspective: Perspective) -> sqlite3.Connection:
    # On the way of a kept index none of this is needed.
    from cstocli.index import index
    from cstocli.perspective import seen
    from cstocli.read import open_base

    return index(seen(open_base(path), perspective))


def _stamp(path: str, perspective: Perspective) -> bytes | None:
    """What the kept index must have been made from; None for what is no file on disk."""
    try:
        marks = [(str(file), *_mark(file)) for file in base_files(path)]
        made_by = (__version__, sqlite3.sqlite_version, _program())
    except (OSError, ValueError):
        return None
    return repr((made_by, perspective, marks)).encode(errors="surrogateescape") if marks else None


def _program() -> tuple[int, int]:
    """A mark of the program itself: of a checkout that is worked on, the version says too little."""
    states = [entry.stat() for entry in os.scandir(Path(__file__).parent) if entry.name.endswith(".py")]
    return sum(state.st_size for state in states), max(state.st_mtime_ns for state in states)


def _mark(file: Path) -> tuple[int, ...]:
    state = file.stat()
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def _taken(file: Path, stamp: bytes) -> sqlite3.Connection | None:
    """The index in `file` if it is ours alone, whole and made from what `stamp` says."""
    try:
        content = _read_ours(file)
    except OSError:
        return None
    whole, checksum = content[:-_CHECKSUM_BYTES], content[-_CHECKSUM_BYTES:]
    if not whole.startswith(stamp) or crc32(whole).to_bytes(_CHECKSUM_BYTES) != checksum:
        return None
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.deserialize(whole[len(stamp) :])
        connection.execute("SELECT 1 FROM about").fetchone()
    except sqlite3.DatabaseError:
        return None
    return connection


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


def _keep(file: Path, stamp: bytes, connection: sqlite3.Connection) -> None:
    """Write the index under another name and move it into place, for the user's eyes alone."""
    whole = stamp + connection.serialize()
    unfinished = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(whole + crc32(whole).to_bytes(_CHECKSUM_BYTES))
        unfinished.replace(file)
        _sweep(file.parent)
    except OSError:
        try:
            unfinished.unlink(missing_ok=True)
        except OSError:
            return


def _sweep(folder: Path) -> None:
    """Remove all but the newest indexes, and what interrupted runs left behind an hour ago or earlier."""
    made = {file: file.stat().st_mtime for file in folder.iterdir() if file.suffix in (".index", ".new")}
    newest = max(made.values())
    kept = sorted((file for file in made if file.suffix == ".index"), key=lambda file: made[file], reverse=True)
    stale = [file for file, when in made.items() if file.suffix == ".new" and when < newest - _STALE_SECONDS]
    for file in (*kept[_MOST_KEPT:], *stale):
        file.unlink(missing_ok=True)
