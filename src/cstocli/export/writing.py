"""Writing in place: what is exported appears as a whole or not at all."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from cstocli.model.errors import OutputFailed, WrongUsage
from cstocli.model.text import visible


def shown(path: Path) -> str:
    """A path as a message names it."""
    return visible(str(path))


def refuse_existing(target: Path, *, force: bool) -> None:
    """Refuse to write over something that exists.

    Raises:
        WrongUsage: it exists and `force` does not allow to replace it, or it is no sort of thing to replace.
    """
    if not force and (target.exists() or target.is_symlink()):
        raise WrongUsage(
            f"{shown(target)} exists", "name another target, or replace it with --force", token=shown(target)
        )


@contextlib.contextmanager
def unfinished(target: Path, *, force: bool = False, folder: bool = False) -> Iterator[Path]:
    """A new path beside `target` to write a file, or a `folder`, to; at the end it is moved into its place.

    Where anything fails, what was there before is untouched and nothing of the new is left.

    Raises:
        WrongUsage: `target` exists and there is no `force`, or is a folder where a file should be, or a file where a
            folder should be.
        OutputFailed: the disk is full, or the folder cannot be written to.
    """
    refuse_existing(target, force=force)
    if target.exists() and target.is_dir() != folder:
        raise WrongUsage(
            f"{shown(target)} is a {'file' if folder else 'folder'}", "name another target", token=shown(target)
        )
    beside = target.with_name(f".{target.name[:100]}-{os.urandom(6).hex()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if folder:
            beside.mkdir()
        yield beside
        _move(beside, target)
    except OSError as error:
        raise OutputFailed(f"cannot write {shown(target)}: {error.strerror or error}") from None
    finally:
        _remove(beside)


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
