"""The edge towards the terminal: how wide, in colour or not, in which characters."""

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TextIO

from cstocli.model.errors import BrokenOutput, OutputFailed

# How our own signs are written where the encoding lacks them.
_ASCII = str.maketrans(
    {
        "–": "-",
        "×": "x",
        "…": "...",
        "─": "-",
        "“": '"',
        "”": '"',
        "’": "'",
        "¶": "p",
        "█": "#",
        "░": ":",
        "·": ".",
    }
)
_NARROWEST = 20


class Screen(NamedTuple):
    """What the edge knows of standard output."""

    terminal: bool
    width: int
    colour: bool


def screen(stream: TextIO, colour: str, environment: Mapping[str, str]) -> Screen:
    """Look at `stream`. `colour` is `auto`, `always` or `never`.

    `auto` means colour on a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
    """
    terminal = stream.isatty()
    plain = environment.get("NO_COLOR", "") != "" or environment.get("TERM") == "dumb"
    wanted = colour == "always" or (colour == "auto" and terminal and not plain)
    width = shutil.get_terminal_size().columns if terminal else 0
    return Screen(terminal, max(width, _NARROWEST), wanted)


def supports_unicode(stream: TextIO) -> bool:
    """Whether the stream takes every character."""
    return (stream.encoding or "ascii").lower().replace("_", "-").startswith("utf")


def encodable(text: str, encoding: str | None, *, respell: bool = True) -> str:
    """`text` in characters that `encoding` has: our own signs respelt if wanted, others escaped."""
    if text.isascii():
        return text
    known = encoding or "ascii"
    try:
        text.encode(known)
    except UnicodeEncodeError:
        spelt = text.translate(_ASCII) if respell else text
        return spelt.encode(known, "backslashreplace").decode(known)
    except LookupError:
        return encodable(text, "ascii", respell=respell)
    return text


def write(pieces: Iterable[str], stream: TextIO, *, respell: bool = True) -> None:
    """Write pieces of text as they come, each in characters that the stream has.

    Raises:
        BrokenOutput: nobody reads the stream any more.
        OutputFailed: it takes nothing.
    """
    try:
        stream.writelines(encodable(piece, stream.encoding, respell=respell) for piece in pieces)
        stream.flush()
    except BrokenPipeError:
        raise BrokenOutput from None
    except OSError as error:
        raise OutputFailed(f"cannot write the answer: {error.strerror}") from None


def say(line: str, *, quiet: bool = False) -> None:
    """Tell the user something: words go to standard error, data never does."""
    if quiet:
        return
    if sys.stderr.isatty() and not line.startswith("{"):
        width = max(shutil.get_terminal_size().columns, _NARROWEST)
        line = textwrap.fill(line, width, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)
    try:
        sys.stderr.write(encodable(f"{line}\n", sys.stderr.encoding))
        sys.stderr.flush()
    except OSError:
        # Nobody can be told, and the exit code says the rest.
        return


def report_json(data: dict[str, object]) -> None:
    """Tell a program something on standard error: an object on a line, in ASCII."""
    say(json.dumps(data))


def open_closed_streams() -> None:
    """Give the program a nowhere to write to where it was started with a closed stream."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def no_more_output() -> None:
    """Send what is still to be flushed nowhere: the reader of the pipe has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
