"""What words may have meant where a command takes none."""

import contextlib
import os
from collections.abc import Mapping
from typing import Any

import cstocli
from cstocli.model.errors import CstoError, UnknownName, WrongUsage
from cstocli.model.text import shell_command, visible
from cstocli.read.files import default_base_path


def words_of_listing(command: str, words: list[str], params: Mapping[str, Any]) -> WrongUsage:
    """What to say of words behind a listing: the filter that they may have been meant for, or a search."""
    name = " ".join(words)
    told = ("search for it", shell_command("csto", "search", name))
    with contextlib.suppress(CstoError):
        base = cstocli.open(default_base_path(params.get("facts"), os.environ))
        for sort in (*((base.owner.name,) if base.owner else ()), "place", "source", "kind", "status"):
            with contextlib.suppress(UnknownName):
                base.resolve(sort, name)
                told = ("as a filter", shell_command("csto", command, f"--{sort}", name))
                break
        else:
            if name.casefold() in map(str.casefold, base.spellings("teller")):
                told = ("what goes back to it", shell_command("csto", command, "--only", name))
            else:
                told = ("see it", f"csto show {base.entity_id(name)}")
    token = visible(name)
    return WrongUsage(f'csto {command} takes no words such as "{token}"', *told, token=token)
