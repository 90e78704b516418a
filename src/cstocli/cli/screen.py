"""Standard output and standard error: width, colour, encoding, writing."""

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TextIO

from cstocli.model.errors import BrokenOutput, OutputFailed

# How our own signs are written in encodings that lack them.
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
_MIN_WIDTH = 20


class Screen(NamedTuple):
    """Properties of an output stream; `width` is None where it is no terminal."""

    width: int | None
    colour: bool


def screen(stream: TextIO, colour: str, environment: Mapping[str, str]) -> Screen:
    """The properties of `stream`. `colour` is `auto`, `always` or `never`.

    `auto` means colour on a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
    """
    terminal = stream.isatty()
    plain = environment.get("NO_COLOR", "") != "" or environment.get("TERM") == "dumb"
    coloured = colour == "always" or (colour == "auto" and terminal and not plain)
    return Screen(_terminal_width() if terminal else None, coloured)


def _terminal_width() -> int:
    return max(shutil.get_terminal_size().columns, _MIN_WIDTH)


def supports_unicode(stream: TextIO) -> bool:
    """Whether the stream can encode every character."""
    return (stream.encoding or "ascii").lower().replace("_", "-").startswith("utf")


def encodable(text: str, encoding: str | None, *, respell: bool = True) -> str:
    """`text` in characters of `encoding`: with `respell` our own signs have replacements; others are escaped."""
    if text.isascii():
        return text
    known = encoding or "ascii"
    try:
        text.encode(known)
    except UnicodeEncodeError:
        replaced = text.translate(_ASCII) if respell else text
        return replaced.encode(known, "backslashreplace").decode(known)
    except LookupError:
        return encodable(text, "ascii", respell=respell)
    return text


def write(pieces: Iterable[str], stream: TextIO, *, respell: bool = True) -> None:
    """Write pieces of text as they come, each in characters that the stream can encode.

    Raises:
        BrokenOutput: the reader of the stream has closed it.
        OutputFailed: the stream cannot be written to.
    """
    try:
        stream.writelines(encodable(piece, stream.encoding, respell=respell) for piece in pieces)
        stream.flush()
    except BrokenPipeError:
        raise BrokenOutput from None
    except OSError as error:
        raise OutputFailed(f"cannot write the answer: {error.strerror}") from None


def report(line: str, *, quiet: bool = False) -> None:
    """Write a message to standard error, unless `quiet`."""
    if quiet:
        return
    if sys.stderr.isatty() and not line.startswith("{"):
        line = textwrap.fill(
            line, _terminal_width(), subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
        )
    try:
        sys.stderr.write(encodable(f"{line}\n", sys.stderr.encoding))
        sys.stderr.flush()
    except OSError:
        # There is nowhere to report it; the exit code still says that something failed.
        return


def report_json(data: dict[str, object]) -> None:
    """Write a message for programs to standard error: a JSON object on one line, in ASCII."""
    report(json.dumps(data))


def open_closed_streams() -> None:
    """Open the null device in place of output streams that were closed when the program started.

    Standard output cannot be written to then, as if it were still closed: no answer is lost without a word.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def discard_output() -> None:
    """Redirect standard output to the null device, so that flushing what is buffered cannot fail."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
