"""What a command writes for its user: what may be written over, and that it appears as a whole or not at all."""

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cstocli.model.errors import FileFailed, WrongUsage
from cstocli.model.text import visible

_LONGEST_PART = 50  # of a name: with what is put before and behind it, it must stay one that a file may have


class Text(NamedTuple):
    """The text of an export, piece by piece, and what the format could not hold, in words."""

    pieces: Iterable[str]
    left_out: tuple[str, ...]


class Written(NamedTuple):
    """What was written, and what the format could not hold, in words."""

    path: Path
    left_out: tuple[str, ...]


def refuse_standard_output(path: str, *remedy: str) -> None:
    """Refuse `-`, which stands for standard output, where a file is needed.

    Raises:
        WrongUsage: `path` is `-`.
    """
    if path == "-":
        raise WrongUsage(
            f'"{path}" is standard output, and a place on disk is needed; nothing was written', *remedy, token=path
        )


def refuse_target(path: str, *, force: bool | None = None, folder: bool = False, mark: str = "") -> None:
    """Refuse what must not be written over, before there is anything to write.

    With `force` a file may be replaced, and the one to which a link leads; never a device,
    a pipe, a link to nothing or a folder. Where a `folder` is to be written, an earlier
    one may be, which has a file `mark`. `force` is None where the command has no such option.

    Raises:
        WrongUsage: what is there may not be replaced.
        FileFailed: the folder in which it is to be is missing or takes nothing of this user.
    """
    name, another = visible(path), f"name another {'folder' if folder else 'file'}"
    target = Path(path)
    if not path.strip():
        raise WrongUsage("the file to write has no name; nothing was written", "name one", token=name)
    try:
        target.lstat()
        is_there = True
    except FileNotFoundError:
        is_there = False
    except (OSError, ValueError) as error:
        raise _failed(name, error, another) from None
    if is_there:
        (_refuse_folder(target, mark) if folder else _refuse_file(target))
        if not force:
            message = f'"{name}" is there already; nothing was written'
            remedy = another if force is None else f"{another}, or replace it with --force"
            raise WrongUsage(message, remedy, token=name)
    _refuse_room(_place(target).parent, target, another)


def _refuse_file(path: Path) -> None:
    name = visible(str(path))
    if path.is_dir():
        raise WrongUsage(f'"{name}" is a folder; nothing was written', "name a file in it", token=name)
    if not path.is_file():
        message = f'"{name}" is no file that can be written over; nothing was written'
        raise WrongUsage(message, "name another file", token=name)


def _refuse_folder(path: Path, mark: str) -> None:
    name = visible(str(path))
    if not path.is_dir():
        raise _no_folder(path)
    if not (path / mark).exists():
        message = f'"{name}" is there already, and no earlier export: it has no {mark}; nothing was written'
        raise WrongUsage(message, "name another folder", token=name)


def _no_folder(path: Path) -> WrongUsage:
    name, what = visible(str(path)), "is a file" if path.is_file() else "is no folder"
    return WrongUsage(f'"{name}" {what}, and a folder is needed; nothing was written', "name a folder", token=name)


def _refuse_room(folder: Path, path: Path, remedy: str) -> None:
    """Refuse a `folder` that takes nothing of this user, such as `path`, which is to be in it.

    Raises:
        FileFailed: it is missing, or its permissions forbid it.
    """
    name = visible(str(path))
    if not folder.is_dir():
        raise FileFailed(f'cannot write "{name}": there is no such folder', remedy, token=name)
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        raise FileFailed(f'cannot write "{name}": Permission denied', f"{remedy}, where you may write", token=name)


@contextlib.contextmanager
def room(folder: Path) -> Iterator[None]:
    """Make a folder to write to if there is none; it is gone in the end if nothing got into it.

    Raises:
        WrongUsage: something else is there.
        FileFailed: the folder above is missing, or takes nothing of this user.
    """
    name, is_there = visible(str(folder)), False
    try:
        if is_there := os.path.lexists(folder):
            if not folder.is_dir():
                raise _no_folder(folder)
            _refuse_room(folder, folder, "name another folder")
        else:
            _refuse_room(folder.parent, folder, "name another folder")
            folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise _failed(name, error, "name another folder") from None
    try:
        yield
    finally:
        if not is_there:
            # Somebody else may have put something into it.
            with contextlib.suppress(OSError):
                folder.rmdir()


@contextlib.contextmanager
def unfinished(target: Path, *, force: bool | None = False, folder: bool = False, mark: str = "") -> Iterator[Path]:
    """A new path beside `target` to write a file, or a `folder`, to; at the end it is moved into its place.

    Where anything fails, what was there before is untouched and nothing of the new is left.

    Raises:
        WrongUsage, FileFailed: as `refuse_target`, or the disk is full.
    """
    refuse_target(str(target), force=force, folder=folder, mark=mark)
    place = _place(target)
    beside = place.with_name(f".{place.name[:_LONGEST_PART]}-{os.urandom(6).hex()}")
    try:
        if folder:
            beside.mkdir()
        yield beside
        _move(beside, place)
    except OSError as error:
        raise _failed(visible(str(target)), error, f"name another {'folder' if folder else 'file'}") from None
    finally:
        _remove(beside)


def write_file(path: str, pieces: Iterable[str], *, force: bool | None = None) -> None:
    """Write text to a file in UTF-8.

    Raises:
        WrongUsage, FileFailed: as `unfinished`.
    """
    with unfinished(Path(path), force=force) as beside, beside.open("x", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _place(target: Path) -> Path:
    """Where a path leads: what is behind a link is replaced, and the link stays."""
    return Path(os.path.realpath(target)) if target.is_symlink() else target


def _failed(name: str, error: OSError | ValueError, remedy: str) -> FileFailed:
    reason = (isinstance(error, OSError) and error.strerror) or error
    return FileFailed(f'cannot write "{name}": {visible(str(reason))}', remedy, token=name)


def _move(beside: Path, target: Path) -> None:
    """Move a path into its place; a folder that stands there is moved away first, as none is replaced in one step."""
    if not target.is_dir():
        beside.replace(target)
        return
    old = beside.with_name(f"{beside.name}-old")
    target.replace(old)
    try:
        beside.replace(target)
    except OSError:
        old.replace(target)
        raise
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
