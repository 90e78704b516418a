"""The cache of indexes on disk, so that a base is read once and asked often: finding and opening an index.

It lies in the user's cache folder, for that user alone, and may be deleted at any time.
Each index is two files: an SQLite database, which is opened in place so that only the
pages that an answer needs are read, and a manifest, which records what the index was
made from and the stat signature of the database. A cached index answers only if its
manifest is intact, this version of the program made it from exactly these files, and
nobody has touched the database since. In every other case the base is read again and the
answer is the same; a folder that cannot be written to costs time and nothing else.
Nothing is read, written or deleted where somebody else could have had a hand in it, and
nothing is deleted that does not have a name of ours.

Most answers come from here: it needs `os` alone. `cache_write` makes indexes and deletes old ones.
"""

import os
import stat
import sys
import time
from binascii import crc32
from collections.abc import Callable, Mapping

from cstocli import __version__
from cstocli.index.index import Index, open_database, sqlite3
from cstocli.model.light_typing import TYPE_CHECKING
from cstocli.model.perspective import EVERYTHING, Perspective
from cstocli.model.text import visible
from cstocli.read.files import Files, stat_signature

if TYPE_CHECKING:
    from cstocli.model.base import Progress
    from cstocli.model.format import Format

VARIABLE = "CSTO_CACHE"
# Up to this size the whole index is checksummed before it is used: some milliseconds.
WHOLE_BYTES = 8 * 1024 * 1024
CHECKSUM_BYTES = 4
_OTHERS_MAY_WRITE = 0o022
# The packages that make an index: this one, what it imports, and what those import.
MAKERS = ("index", "model", "read", "vocabularies", "weigh")
_USED_SECONDS = 60  # so exactly it is recorded when an index was used last


def open_index(
    path: str,
    environment: Mapping[str, str],
    format: Callable[[], "Format"],  # noqa: A002
    perspective: Perspective = EVERYTHING,
    log: Callable[[str], None] = lambda _: None,
    progress: "Progress | None" = None,
    whole: Index | None = None,
) -> Index:
    """The index of the base at `path` as `perspective` sees it: the cached one, or one made now.

    `log` gets a message that says which of the two, and why; `progress` wraps each long
    loop while the index is made. That of a perspective is made from the cached one of the whole
    base, or from `whole`, the one in memory; without them the base is read.

    Raises:
        BadBase: the base is missing, unreadable, empty or has problems.
        UnknownName: the perspective names something that the base does not have.
    """
    opened = _opened(path, environment, format, perspective, log, progress, whole)
    opened.progress = progress
    return opened


def _opened(
    path: str,
    environment: Mapping[str, str],
    format: Callable[[], "Format"],  # noqa: A002
    perspective: Perspective,
    log: Callable[[str], None],
    progress: "Progress | None",
    whole: Index | None,
) -> Index:
    files = Files(path)
    try:
        manifest, fingerprint = _manifest_of(files, environment, perspective)
    except (OSError, ValueError) as error:
        log(f"the {'base is read' if whole is None else 'index is made from the one in memory'}: {error}")
        return _make_index(files, format, perspective, progress=progress, whole=whole)
    try:
        cached = cached_index(path, manifest, fingerprint)
    except (OSError, ValueError, sqlite3.Error) as error:
        whole = find_index(path, environment) if perspective != EVERYTHING else None
        what = "base is read" if whole is None else "index is made from that of the whole base"
        log(f"the {what}: no cached index can be used ({error})")
    else:
        log(f"the cached index answers: {manifest}")
        return cached
    return _make_index(files, format, perspective, manifest, fingerprint, progress, whole)


def find_index(path: str, environment: Mapping[str, str], perspective: Perspective = EVERYTHING) -> Index | None:
    """The cached index of the base at `path` as `perspective` sees it; None where one would have to be made."""
    try:
        return cached_index(path, *_manifest_of(Files(path), environment, perspective))
    except (OSError, ValueError, sqlite3.Error):
        return None


def _manifest_of(files: Files, environment: Mapping[str, str], perspective: Perspective) -> tuple[str, bytes]:
    """Where the manifest of a base is, and the fingerprint with which it must begin.

    Raises:
        OSError, ValueError: nothing can be cached, or the base is not a file on disk.
    """
    folder = own_folder(environment)
    made_by = (__version__, sqlite3.sqlite_version, _program())
    fingerprint = _fingerprint(files, perspective, made_by)
    # Of two programs with one cache each has its own.
    name = repr((made_by, os.path.realpath(files.path), perspective)).encode(errors="surrogateescape")
    return os.path.join(folder, f"{crc32(name):08x}.manifest"), fingerprint


def _make_index(
    files: Files,
    format: Callable[[], "Format"],  # noqa: A002
    perspective: Perspective,
    manifest: str = "",
    fingerprint: bytes = b"",
    progress: "Progress | None" = None,
    whole: Index | None = None,
) -> Index:
    # A cached index answers without it.
    from cstocli.index.cache_write import make_index

    return make_index(files, format, perspective, manifest, fingerprint, progress, whole)


def cache_folder(environment: Mapping[str, str]) -> str | None:
    """The folder of cached indexes, or None where `CSTO_CACHE=off` or the user has no home."""
    if environment.get(VARIABLE, "").lower() in ("off", "0", "no", "false"):
        return None
    if environment.get("XDG_CACHE_HOME", "").startswith("/"):
        return os.path.join(environment["XDG_CACHE_HOME"], "csto")
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return os.path.join(local, "csto", "cache") if local else None
    home = environment.get("HOME", "")
    if not home.startswith("/"):
        return None
    return os.path.join(home, "Library/Caches/csto" if sys.platform == "darwin" else ".cache/csto")


def own_folder(environment: Mapping[str, str]) -> str:
    """The cache folder, which may be still to be made, by a path without links.

    Raises:
        OSError, ValueError: there is none to use, or others can change it.
    """
    folder = cache_folder(environment)
    if folder is None:
        raise FileNotFoundError("there is no folder for cached indexes")
    folder = os.path.join(os.path.realpath(os.path.dirname(folder)), os.path.basename(folder))
    check_owner(folder)
    return folder


def check_owner(folder: str) -> None:
    """Look whether nobody else can change what is in a folder, or put another in its place.

    Raises:
        OSError: somebody can, or it is a link or no folder.
    """
    for place in (folder, *folders_above(folder)) if os.name == "posix" else ():
        try:
            state = os.lstat(place)
        except FileNotFoundError:
            # It is still to be made.
            continue
        name, mode = visible(place), state.st_mode
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


def folders_above(place: str) -> list[str]:
    """The folders in which a file or folder lies, the nearest first."""
    found = []
    while (above := os.path.dirname(place)) != place:
        found.append(above)
        place = above
    return found


def _fingerprint(files: Files, perspective: Perspective, made_by: tuple[object, ...]) -> bytes:
    """What a cached index must have been made from.

    Raises:
        OSError, ValueError: it is not a file on disk.
    """
    try:
        found = [(file, *signature) for file, signature in files.found.items()]
    except (OSError, ValueError):
        found = []
    if not found:
        raise FileNotFoundError("it is not a file")
    return repr((made_by, perspective, found)).encode(errors="surrogateescape") + b"\n"


def _program() -> tuple[int, int]:
    """The size and time of what makes an index: in a checkout that is being edited, the version stays the same."""
    size = newest = 0
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folders = [os.path.join(package, name) for name in MAKERS]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".sql")):
                    state = entry.stat()
                    size, newest = size + state.st_size, max(newest, state.st_mtime_ns)
                elif entry.name != "__pycache__" and entry.is_dir():
                    folders.append(entry.path)
    return size, newest


def cached_index(path: str, manifest: str, fingerprint: bytes) -> Index:
    """The index of the base at `path` that `manifest` records, if nobody touched it and `fingerprint` is the same.

    Raises:
        OSError, ValueError, sqlite3.Error: there is none, or it must not be used.
    """
    content = read_own(manifest)
    body, checksum = content[:-CHECKSUM_BYTES], content[-CHECKSUM_BYTES:]
    if crc32(body).to_bytes(CHECKSUM_BYTES) != checksum:
        raise ValueError("its manifest is damaged")
    if not body.startswith(fingerprint):
        raise ValueError("the base or the program has changed")
    name, *signature, expected, files, digest = body[len(fingerprint) :].decode().split(" ")
    file = os.path.join(os.path.dirname(manifest), name)
    state = os.lstat(file)
    if not stat.S_ISREG(state.st_mode) or [*map(str, stat_signature(state))] != signature:
        raise ValueError("it was changed from outside")
    # A failing disk or a clock that stands still leaves the signature as it was.
    if state.st_size <= WHOLE_BYTES and crc32(_content(file)) != int(expected):
        raise ValueError("it was changed from outside")
    connection = open_database(file)
    connection.execute("SELECT 1 FROM about").fetchone()
    _record_use(manifest)
    return Index(connection, path, int(files), digest, file)


def read_own(file: str) -> bytes:
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


def _content(file: str) -> bytes:
    with open(file, "rb") as opened:
        return opened.read()


def _record_use(manifest: str) -> None:
    """Set the time of a manifest: of too many indexes the one that was used longest ago is deleted."""
    try:
        if time.time() - os.stat(manifest).st_mtime > _USED_SECONDS:
            os.utime(manifest)
    except OSError:
        # It is used all the same.
        return


def is_broken(error: sqlite3.Error) -> bool:
    """Whether an error of SQLite means that the bytes of the index are wrong, not only that a query fails."""
    # An error of Python's module, not of SQLite, has no code; the low byte of a code is its kind.
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def forget(environment: Mapping[str, str]) -> None:
    """Delete the manifests of all cached indexes: one of them is damaged where no check has looked."""
    # No answer needs it.
    from cstocli.index.cache_write import delete_manifests

    try:
        delete_manifests(own_folder(environment))
    except (OSError, ValueError):
        return
