"""Files that a command writes for its user: as a whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path

from cstocli.model.errors import FileFailed, WrongUsage
from cstocli.model.text import visible

_LONGEST_PART = 50  # of a name: with what is put before and behind it, it must stay one that a file may have


def refuse_target(path: str, *, force: bool | None = None) -> None:
    """Refuse a file that `write_file` would not write, before there is anything to write.

    `force` is None where the command has no such option.

    Raises:
        WrongUsage: something is there already, and `force` does not allow to replace it, or it is no file.
        FileFailed: its folder is missing or takes nothing of this user.
    """
    name, folder = visible(path), os.path.dirname(path) or "."
    try:
        os.lstat(path)
        is_there = True
    except FileNotFoundError:
        is_there = False
    except (OSError, ValueError) as error:
        raise _failed(name, error) from None
    if os.path.isdir(path):
        raise WrongUsage(f'"{name}" is a folder; nothing was written', "name a file in it", token=name)
    if is_there and not os.path.isfile(path):
        message = f'"{name}" is no file that can be written over; nothing was written'
        raise WrongUsage(message, "name another file", token=name)
    if is_there and not force:
        message = f'"{name}" is there already; nothing was written'
        remedy = "name another file" if force is None else "name another file, or replace it with --force"
        raise WrongUsage(message, remedy, token=name)
    if not os.path.isdir(folder):
        raise FileFailed(f'cannot write "{name}": there is no such folder', "name another file", token=name)
    if not os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise FileFailed(f'cannot write "{name}": Permission denied', "name another file", token=name)


def write_file(path: str, pieces: Iterable[str], *, force: bool | None = None) -> None:
    """Write text to a file in UTF-8. It is written beside its place and then moved there in one step.

    Raises:
        WrongUsage, FileFailed: as `refuse_target`, or the disk is full.
    """
    refuse_target(path, force=force)
    target = Path(path)
    beside = target.with_name(f".{target.name[:_LONGEST_PART]}-{os.urandom(6).hex()}")
    try:
        try:
            with beside.open("x", encoding="utf-8", newline="\n") as file:
                file.writelines(pieces)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise _failed(visible(path), error) from None


def _failed(name: str, error: OSError | ValueError) -> FileFailed:
    reason = (isinstance(error, OSError) and error.strerror) or error
    return FileFailed(f'cannot write "{name}": {reason}', "name another file", token=name)
