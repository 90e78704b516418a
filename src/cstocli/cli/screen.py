"""Standard output and standard error: width, colour, encoding, writing."""

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping

from cstocli.model.errors import BrokenOutput, OutputFailed
from cstocli.model.light_typing import NamedTuple, TextIO

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
        "‹": "<",
        "›": ">",
    }
)
_MIN_WIDTH = 20
_HELP_WIDTH = 100


class Screen(NamedTuple):
    """Properties of an output stream; `width` is None where it is no terminal."""

    width: int | None
    colour: bool


def screen(stream: TextIO, colour: str, environment: Mapping[str, str]) -> Screen:
    """The properties of `stream`. `colour` is `auto`, `always` or `never`.

    `auto` heeds the conventions of no-color.org, force-color.org and bixense.com/clicolors, in this order: `NO_COLOR`
    and `FORCE_COLOR` count by being there and not empty, `CLICOLOR_FORCE` and `CLICOLOR` unless they are 0.
    """
    terminal = stream.isatty()
    coloured = colour == "always" or (colour == "auto" and _wants_colour(environment, terminal=terminal))
    return Screen(_terminal_width() if terminal else None, coloured)


def _wants_colour(environment: Mapping[str, str], *, terminal: bool) -> bool:
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return terminal and environment.get("CLICOLOR") != "0" and environment.get("TERM") != "dumb"


def _terminal_width() -> int:
    # Only a terminal has one.
    import shutil

    return max(shutil.get_terminal_size().columns, _MIN_WIDTH)


def _terminal_height() -> int:
    import shutil

    return shutil.get_terminal_size().lines


def help_width() -> int:
    """The width of a help text, as the parser's own has it."""
    return min(_terminal_width(), _HELP_WIDTH) - 2


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
    """Write text for people as it comes, in characters that the stream can encode. It must be fit for a terminal.

    Raises:
        BrokenOutput: the reader of the stream has closed it.
        OutputFailed: the stream cannot be written to.
    """
    _write((encodable(piece, stream.encoding, respell=respell) for piece in pieces), stream)


def _write(pieces: Iterable[str], stream: TextIO) -> None:
    release_reports()
    try:
        stream.writelines(pieces)
        stream.flush()
    except BrokenPipeError:
        raise BrokenOutput from None
    except OSError as error:
        raise OutputFailed(f"cannot write the answer: {error.strerror}") from None


def pager(environment: Mapping[str, str]) -> list[str]:
    """The command of the pager: `CSTO_PAGER`, else `PAGER`, else less; none where it is `cat` or empty."""
    named = environment.get("CSTO_PAGER", environment.get("PAGER", "less"))
    import shlex
    import shutil

    words = shlex.split(named)
    return [] if words in ([], ["cat"]) or shutil.which(words[0]) is None else words


def write_paged(pieces: Iterable[str], stream: TextIO, environment: Mapping[str, str]) -> None:
    """Write text for people, through the pager where it is longer than the terminal is high.

    As git does, less gets `FRX` where the user has not told it otherwise: it ends where
    all fits the screen, shows colours and leaves the text on the screen.
    """
    text = "".join(encodable(piece, stream.encoding) for piece in pieces)
    command = pager(environment) if stream.isatty() else []
    if not command or text.count("\n") < _terminal_height():
        write((text,), stream)
        return
    # Few answers are that long.
    import subprocess

    environment = {"LESS": "FRX", "LV": "-c", **environment}
    try:
        # The user named the command.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, encoding=stream.encoding)  # noqa: S603
    except OSError:
        write((text,), stream)
        return
    try:
        process.communicate(text)
    except BrokenPipeError:
        # Who has read enough closes the pager.
        process.wait()


def write_data(pieces: Iterable[str], stream: TextIO, *, as_json: bool = False) -> None:
    """Write data for programs as they come: in UTF-8 whatever the locale, to the letter.

    On a terminal, hidden characters are escaped, in JSON as JSON has it.

    Raises:
        BrokenOutput: the reader of the stream has closed it.
        OutputFailed: the stream cannot be written to.
    """
    if stream.isatty():
        pieces = map(escaped_json if as_json else escaped, pieces)
    elif isinstance(stream, io.TextIOWrapper):
        # The stream itself escapes what cannot be encoded: to try it before would take as long again.
        stream.reconfigure(encoding=None if supports_unicode(stream) else "utf-8", errors="backslashreplace")
        _write(pieces, stream)
        return
    write(pieces, stream, respell=False)


def escaped(text: str) -> str:
    """`text` with every hidden character but the ends of lines shown by its name, without a byte order mark."""
    if text.isascii() and text.isprintable():
        return text
    from cstocli.model.text import HIDDEN, name_of

    def shown(found: re.Match[str]) -> str:
        return found[0] if found[0] == "\r\n" else name_of(found[0])

    return re.sub(f"\r\n|{HIDDEN}", shown, text.removeprefix("\ufeff"))


def escaped_json(text: str) -> str:
    r"""JSON text with every hidden character as `\uXXXX`."""
    from cstocli.model.text import HIDDEN

    def units(found: re.Match[str]) -> str:
        encoded = found[0].encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{encoded[at : at + 2].hex()}" for at in range(0, len(encoded), 2))

    return re.sub(HIDDEN, units, text)


_held: list[str] | None = None  # reports that wait, None where none has to


def hold_reports() -> None:
    """Let reports wait until something of the answer is written, or they are released.

    Until then whoever answers can stop and let somebody else answer: nothing was said.
    """
    global _held  # noqa: PLW0603 - as standard error itself
    _held = []


def reports_are_held() -> bool:
    """Whether nothing was written since reports were told to wait."""
    return _held is not None


def release_reports() -> None:
    """Write the reports that wait, and let none wait any more."""
    global _held
    lines, _held = _held or (), None
    for line in lines:
        report(line)


def drop_reports() -> None:
    """Forget the reports that wait: who answers instead will say them."""
    global _held  # noqa: PLW0603
    _held = None


def report(line: str, *, quiet: bool = False) -> None:
    """Write a message to standard error, unless `quiet`."""
    if quiet:
        return
    if _held is not None:
        _held.append(line)
        return
    line = line if line.startswith("{") else escaped(line)
    if sys.stderr.isatty() and not line.startswith("{"):
        # Data for programs is never folded.
        from cstocli.model.widths import folded

        line = "\n".join(folded(line, _terminal_width(), "  "))
    try:
        sys.stderr.write(encodable(f"{line}\n", sys.stderr.encoding))
        sys.stderr.flush()
    except OSError:
        # There is nowhere to report it; the exit code still says that something failed.
        return


def report_json(data: dict[str, object]) -> None:
    """Write a message for programs to standard error: a JSON object on one line, in ASCII."""
    report(json.dumps(data))


def prepare_streams() -> None:
    """Open the null device in place of streams that were closed, and let no character stop Typer's own output.

    Standard output cannot be written to then, as if it were still closed: no answer is lost without a word.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def discard_output() -> None:
    """Redirect standard output to the null device, so that flushing what is buffered cannot fail."""
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, sys.stdout.fileno())
    except OSError:
        # A stream that is no file has nothing to be flushed to.
        return
