"""Writing in place: what is exported appears as a whole or not at all."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cstocli.model.errors import FileFailed, WrongUsage
from cstocli.model.text import visible


class Written(NamedTuple):
    """What was written, and what the format could not hold, in words."""

    path: Path
    left_out: tuple[str, ...]


@contextlib.contextmanager
def unfinished(target: Path, *, force: bool = False, folder: bool = False, mark: str = "") -> Iterator[Path]:
    """A new path beside `target` to write a file, or a `folder`, to; at the end it is moved into its place.

    Where anything fails, what was there before is untouched and nothing of the new is left.
    An earlier export that is a folder has a file `mark`: with `force` no other is replaced.

    Raises:
        WrongUsage: `target` exists and there is no `force`, or it is something else than an earlier export.
        FileFailed: the disk is full, or the folder cannot be written to.
    """
    # A link that leads nowhere is there too.
    if os.path.lexists(target):
        _refuse_existing(target, force=force, folder=folder, mark=mark)
    with _beside(target) as path:
        if folder:
            path.mkdir()
        yield path


def _refuse_existing(target: Path, *, force: bool, folder: bool, mark: str) -> None:
    if not force:
        raise _refusal(target, "exists", "name another target, or replace it with --force")
    if target.is_dir() and not folder:
        raise _refusal(target, "is a folder", "name a file")
    if folder and not (target.is_dir() and (target / mark).exists()):
        raise _refusal(target, f"is no earlier export: it has no {mark}", "name another target")


def _refusal(target: Path, message: str, remedy: str) -> WrongUsage:
    name = visible(str(target))
    return WrongUsage(f"{name} {message}", remedy, token=name)


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A free path beside `target`, moved into its place at the end; what else was made is removed where that fails."""
    beside = target.with_name(f".{target.name[:100]}-{os.urandom(6).hex()}")
    made: list[Path] = []
    try:
        made += [folder for folder in target.parents if not folder.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        _move(beside, target)
    except OSError as error:
        raise FileFailed(f"cannot write {visible(str(target))}: {visible(error.strerror or str(error))}") from None
    finally:
        _remove(beside)
        if not os.path.lexists(target):
            for folder in made:
                # Somebody else may have put something into it.
                with contextlib.suppress(OSError):
                    folder.rmdir()


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
