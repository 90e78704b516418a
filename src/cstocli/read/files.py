"""Fact bases on disk: which one, and the text of its files."""

import os
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cstocli.model.errors import BadBase, WrongUsage
from cstocli.model.text import visible

if TYPE_CHECKING:
    from cstocli.model.base import Document

VARIABLE = "CSTO_FACTS"
STANDARD_INPUT = "-"
MOST_BYTES = 64 * 1024 * 1024


def shipped() -> Path:
    """The base that comes with the program: inside the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "data" / "facts.toml"
    return inside if inside.exists() else package.parents[1] / "data" / "facts.toml"


def default_base_path(path: str | None, environment: Mapping[str, str]) -> str:
    """The base to open: the one asked for, else the one of the environment, else the shipped one."""
    return path if path is not None else environment.get(VARIABLE) or str(shipped())


def base_files(path: str) -> list[Path]:
    """The files of the base at `path`: itself, or the `.toml` files of the folder, by name.

    Standard input has none. Raises OSError where `path` cannot be looked at.
    """
    if path == STANDARD_INPUT:
        return []
    place = Path(path)
    if not place.is_dir():
        return [place]
    return sorted(file for file in place.iterdir() if file.suffix == ".toml" and file.is_file())


def documents(path: str, see: Callable[[bytes], object] = lambda _: None) -> "list[Document]":
    """The text of every file of the base at `path`: a file, a folder, or `-`; `see` gets the bytes of each.

    Raises:
        BadBase: there is none, or it cannot be read as text.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise BadBase("standard input is closed", "give a fact base: --facts FILE")
        return [_document("standard input", sys.stdin.buffer.read(MOST_BYTES + 1))]
    name = visible(path)
    try:
        files = base_files(path)
        if not files:
            raise BadBase(f'the folder "{name}" holds no .toml file', "give a fact base: --facts FILE", token=name)
        return [_read_file(file, see) for file in files]
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise BadBase(
            f'cannot read the fact base "{name}": {why}', f"check --facts or {VARIABLE}", token=name
        ) from None


def text_of(path: str) -> "Document":
    """The text of one file that is no fact base, such as an article.

    Raises:
        BadBase: it cannot be read as text.
    """
    try:
        return _read_file(Path(path))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise BadBase(f'cannot read the document "{visible(path)}": {why}', token=visible(path)) from None


def _read_file(file: Path, see: Callable[[bytes], object] = lambda _: None) -> "Document":
    # Opened without waiting: a pipe that nobody writes to would hang the program.
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            token = visible(str(file))
            raise BadBase(f'"{token}" is not a file', "for a base from a pipe use: --facts -", token=token)
        content = opened.read(MOST_BYTES + 1)
        see(content)
        return _document(file.name, content)


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


def write_new(folder: str, name: str, text: str) -> Path:
    """Write `text` to a file that does not exist yet, in a folder that is made if need be.

    Raises:
        WrongUsage: the file is there already, or cannot be written.
    """
    file = Path(folder, name)
    try:
        if not file.parent.is_dir():
            file.parent.mkdir(parents=True)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        token = visible(folder)
        raise WrongUsage(f'cannot make the folder "{token}": {why}', "name another folder", token=token) from None
    name = visible(str(file))
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise WrongUsage(f'"{name}" is there already; nothing was written', "name another folder", token=name) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise WrongUsage(f'cannot write "{name}": {why}', "name another folder", token=name) from None
    return file
