"""Fact bases on disk: which one, and its files, each read once."""

import os
import stat
import sys
import time
from collections.abc import Iterable, Mapping
from errno import EAGAIN
from functools import cached_property

from cstocli.model.errors import BadBase, WrongUsage
from cstocli.model.light_typing import TYPE_CHECKING
from cstocli.model.text import visible

if TYPE_CHECKING:
    from cstocli.model.base import Document

VARIABLE = "CSTO_FACTS"
STANDARD_INPUT = "-"
_BASE_NAME = "facts.toml"
MOST_BYTES = 64 * 1024 * 1024
_GRAIN = 20_000_000  # nanoseconds; clocks of file systems tick every 1 to 16 milliseconds
_COARSE_GRAIN = 2_000_000_000
_GIVE = "give a fact base: --facts FILE"


def shipped() -> str:
    """The base that comes with the program: inside the package, or beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "data", _BASE_NAME)
    checkout = os.path.dirname(os.path.dirname(package))
    return inside if os.path.exists(inside) else os.path.join(checkout, "data", _BASE_NAME)


def default_base_path(path: str | None, environment: Mapping[str, str]) -> str:
    """The base to open: the one asked for, else that of the environment, else `found_base`, else the shipped one."""
    if path == "":
        raise WrongUsage("--facts names no file", "leave it out for the base that comes with csto")
    return path if path is not None else environment.get(VARIABLE) or found_base() or shipped()


def found_base() -> str | None:
    """`facts.toml` in the working folder or one above it, if it is a base: a file with an [about] table."""
    try:
        place = os.getcwd()
    except OSError:
        return None
    while True:
        file = os.path.join(place, _BASE_NAME)
        if os.path.isfile(file) and _is_base(file):
            return file
        if os.path.dirname(place) == place:
            return None
        place = os.path.dirname(place)


def _is_base(file: str) -> bool:
    try:
        return any(line.strip() == b"[about]" for line in _read(file)[0].splitlines())
    except (OSError, ValueError):
        return False


def stat_signature(state: os.stat_result) -> tuple[int, ...]:
    """What changes when a file is touched. No program can set the third number, the time of the change itself."""
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


class Files:
    """The files of one base: found once, and each read once.

    `path` is a file, a folder of `.toml` files, or `-` for standard input, which has none. What is hidden in a folder,
    such as `.taplo.toml` or the `._facts.toml` of a Mac, is not part of the base.
    Once they have been read, `sha256` is the sum of their bytes, one file behind the other
    in the order of their names, and `changed` says whether somebody wrote to one of them
    since it was found, or might do so later and leave no trace in its stat signature.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.sha256: str | None = None
        self.changed = False

    @cached_property
    def found(self) -> dict[str, tuple[int, ...]]:
        """The stat signature of each file, in the order of the names.

        Raises:
            OSError, ValueError: there is nothing at the path, or nothing that can be looked at.
        """
        if self.path == STANDARD_INPUT:
            return {}
        state = os.stat(self.path)
        if not stat.S_ISDIR(state.st_mode):
            return {self.path: stat_signature(state)}
        with os.scandir(self.path) as entries:
            # The entry knows its type; of a link only the path can say that it leads in a circle.
            names = sorted(
                one.name
                for one in entries
                if one.name.endswith(".toml")
                and not one.name.startswith(".")
                and (os.path.isfile(one.path) if one.is_symlink() else one.is_file())
            )
        files = (os.path.join(self.path, name) for name in names)
        return {file: stat_signature(os.stat(file)) for file in files}

    @property
    def size(self) -> int:
        """How many bytes the files have."""
        return sum(size for size, *_ in self.found.values())

    def documents(self) -> "list[Document]":
        """Read the text of every file.

        Raises:
            BadBase: there is none, or it cannot be read as text.
        """
        if self.path == STANDARD_INPUT:
            if sys.stdin is None:
                raise BadBase("standard input is closed", _GIVE)
            return [_document("standard input", sys.stdin.buffer.read(MOST_BYTES + 1))]
        # A cached index answers without it.
        from hashlib import sha256

        name, digest, documents = visible(self.path), sha256(), []
        try:
            began = _settled_at(self.found.values())
            for file, signature in self.found.items():
                content, signatures = _read(file)
                digest.update(content)
                self.changed |= signatures != {signature} or not _has_settled(signature, began)
                documents.append(_document(file, content))
        except (OSError, ValueError) as error:
            message = f'cannot read the fact base "{name}": {_reason(error)}'
            raise BadBase(message, f"check --facts or {VARIABLE}", token=name) from None
        if not documents:
            raise BadBase(f'the folder "{name}" holds no .toml file', _GIVE, token=name)
        self.sha256 = digest.hexdigest()
        return documents


def text_of(path: str, what: str = "document") -> "Document":
    """The text of one file that is no fact base, such as an article; `what` it is, for messages.

    Raises:
        BadBase: it cannot be read as text.
    """
    try:
        return _document(path, _read(path)[0])
    except (OSError, ValueError) as error:
        name = visible(path)
        raise BadBase(
            f'cannot read the {what} "{name}": {_reason(error)}', "give the path of a text file", token=name
        ) from None


def _settled_at(signatures: Iterable[tuple[int, ...]]) -> int:
    """The time, in nanoseconds; if the clock of a file system has not moved on since the last change, a bit later."""
    now = time.time_ns()
    if any(0 <= now - _when_changed(signature) < _GRAIN for signature in signatures):
        time.sleep(_GRAIN / 1e9)
        now = time.time_ns()
    return now


def _has_settled(signature: tuple[int, ...], now: int) -> bool:
    """Whether a file was changed so long before `now` that a change from then on must show in its times."""
    changed = _when_changed(signature)
    # Some file systems know whole seconds only, or every other one.
    return now - changed >= (_GRAIN if changed % 1_000_000_000 else _COARSE_GRAIN)


def _when_changed(signature: tuple[int, ...]) -> int:
    _, written, changed, *_ = signature
    return changed if os.name == "posix" else written


def _read(file: str) -> tuple[bytes, set[tuple[int, ...]]]:
    """The content of a file, and its stat signatures before and after reading."""
    # Opened without waiting: a pipe that nobody writes to would hang the program.
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as opened:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            name = visible(file)
            raise BadBase(f'"{name}" is not a file', "for a base from a pipe use: --facts -", token=name)
        content: bytes | None = opened.read(MOST_BYTES + 1)
        if content is None:
            # Some files of the kernel are pipes in all but their type.
            raise BlockingIOError(EAGAIN, "nothing can be read of it now")
        return content, {stat_signature(before), stat_signature(os.fstat(descriptor))}


def _reason(error: OSError | ValueError) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def _document(name: str, content: bytes) -> "Document":
    if len(content) > MOST_BYTES:
        token = visible(name)
        most = MOST_BYTES // 1024 // 1024
        raise BadBase(f'"{token}" is larger than {most} MiB, the most that is read', token=token)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadBase(f"{visible(name)}:{line}: not UTF-8 text: byte 0x{content[error.start]:02x}") from None
    # A cached index answers without the text of its base.
    from cstocli.model.base import Document

    return Document(name, text.replace("\r\n", "\n"))


def write_new(folder: str, name: str, text: str) -> str:
    """Write `text` to a file that does not exist yet, in a folder that is made if need be.

    Raises:
        WrongUsage: the file is there already, or cannot be written.
    """
    if not folder:
        raise WrongUsage("the name of the folder is empty", "here it is called: .")
    file = os.path.join(folder, name)
    try:
        if not os.path.isdir(folder):
            os.makedirs(folder)
    except (OSError, ValueError) as error:
        token = visible(folder)
        raise WrongUsage(
            f'cannot make the folder "{token}": {_reason(error)}', "name another folder", token=token
        ) from None
    name = visible(file)
    try:
        with open(file, "x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise WrongUsage(f'"{name}" is there already; nothing was written', "name another folder", token=name) from None
    except (OSError, ValueError) as error:
        raise WrongUsage(f'cannot write "{name}": {_reason(error)}', "name another folder", token=name) from None
    return file
