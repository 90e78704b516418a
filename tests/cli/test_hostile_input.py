"""Bases and arguments made to do harm: nothing raw on the terminal, nothing that takes long, no crash."""

import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cstocli.cli.commands import LISTINGS
from cstocli.model.errors import ANSWERED, BAD_BASE, FAILED, UNKNOWN_NAME, WRONG_USAGE
from cstocli.model.text import HIDDEN
from cstocli.model.types.texts import MOST_CHARACTERS
from tests.conftest import SMALL, Run, claim

SECONDS = 15.0  # of a noisy machine
_OF_A_FACT = """
[[departures]]
id = "first-wave"
contingent = "sudland"
"""
FACTS = SMALL + _OF_A_FACT + claim(date='"2031-05-09"', mode='"road"')

# What a terminal obeys, what hides or turns text, and what only Rich would take for an order.
RAW = {
    "title of the window": "\x1b]0;owned\x07",
    "clear the screen": "\x1b[2J",
    "C1 introducer": "\x9b31m",
    "bell": "\x07",
    "delete": "\x7f",
    "next line": "\x85",
    "right to left": "\u202egnp.exe",
    "isolate": "\u2066x\u2069",
    "zero width": "\u200b",
    "byte order mark": "\ufeff",
    "tag": "\U000e0041",
    "line separator": "\u2028",
    "filler": "\u3164",
}
MARKUP = ("[red]x[/red]", "[/]", "[bold", ":smile:", "[link=https://evil.example]x[/link]", "[[sic]]", "\\[x]")


class Apart(NamedTuple):
    """A run of the program in a process of its own."""

    code: int
    out: str
    err: str
    seconds: float


def apart(*arguments: str, **environment: str) -> Apart:
    """Run `csto`; a failing test where it crashes or takes too long."""
    start = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", "cstocli", *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    seconds = time.monotonic() - start
    out, err = ran.stdout.decode(), ran.stderr.decode()
    assert "Traceback" not in err
    assert "internal error" not in err, err[-300:]
    return Apart(ran.returncode, out, err, seconds)


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[str | bytes], str]:
    """A fact base on disk."""

    def write(content: str | bytes) -> str:
        file = tmp_path / "facts.toml"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(file)

    return write


Kept = Callable[[str | bytes], str]


def clean(*texts: str) -> None:
    """Nothing that hides, turns or orders about."""
    for text in texts:
        assert re.findall(HIDDEN, text) == []


# Hidden characters in a base.

_TEXTS = {
    "publisher": ('"Norland Courier"', "{}"),
    "place": ('"Norcity"', "{}"),
    "country": ('country = "Sudland"', "country = {}"),
    "teller": ('teller = "Wire"', "teller = {}"),
    "aircraft": ('"An-2T"', "{}"),
    "organisation": ('"Sudland Air Force"', "{}"),
    "about": ('"Relief convoy to Norland"', "{}"),
    "url": ('"https://courier.example/convoy"', "{}"),
    "quote": ('"a fragment of words"', "{}"),
    "passage": ("at = 1", "at = {}"),
    "title": ('id = "first-wave"', 'id = "first-wave"\ntitle = {}'),
    "note of a fact": ('id = "first-wave"', 'id = "first-wave"\nnote = {}'),
    "hedge": ("at = 1", "at = 1\nhedge = {}"),
    "reading": ("at = 1", "at = 1\nreading = {}"),
    "note of a claim": ("at = 1", "at = 1\nnote = {}"),
    "words": ("at = 1", "at = 1\nvehicles = {}"),
    "list": ("at = 1", "at = 1\ncarried = [{}]"),
    "items": ("at = 1", "at = 1\naccompanied_by = [{{ what = {} }}]"),
    "date": ('"2031-05-09"', "{}"),
    "count": ("at = 1", "at = 1\npersonnel = {}"),
    "mode": ('"road"', "{}"),
    "other names": ('name = "Norcity"', 'name = "Norcity"\nalso = [{}]'),
    "code": ('"SU"', "{}"),
    "language": ('publisher = "Gazette"', 'publisher = "Gazette"\nlanguage = {}'),
    "format": ("format = 1", "format = {}"),
    "source of a claim": ('source = "courier"', "source = {}"),
    "contingent": ('contingent = "sudland"', "contingent = {}"),
    "id of a fact": ('"first-wave"', "{}"),
    "id of a place": ("[places.airport]", "[places.{}]"),
    "id of a source": ("[sources.gazette]", "[sources.{}]"),
    "key": ("at = 1", "at = 1\n{} = 1"),
    "table": ("format = 1", "format = 1\n{} = 1"),
}


@pytest.mark.slow
@pytest.mark.parametrize("place", _TEXTS)
def test_hidden_characters_are_refused_wherever_they_stand_and_told_by_name(place: str, kept: Kept, csto: Run) -> None:
    old, new = _TEXTS[place]
    for name, raw in RAW.items():
        escaped = '"http://a' + "".join(f"\\U{ord(one):08x}" for one in raw) + 'b"'
        path = kept(FACTS.replace(old, new.format(escaped), 1))
        for line in (("facts",), ("check", path), ("check", path, "--format", "json")):
            ran = csto(*line, *(("--facts", path) if line == ("facts",) else ()))
            assert ran.code == (BAD_BASE if line == ("facts",) else FAILED), (name, ran)
            assert "internal error" not in ran.err
            clean(*((ran.out, ran.err) if "json" not in line else (ran.err,)))


@pytest.mark.parametrize(
    "text",
    [
        '[places."{0}"]\nname = "x"\nwithin = "{0}"\n',
        '[places."{0}a"]\nname = "x"\nwithin = "{0}b"\n',
        '[sources."{0}"]\npublisher = "x"\nvia = ["{0}"]\n',
        '[sources."{0}"]\n[[departures]]\nid = "d"\nclaims = [{{ source = "{0}", via = "{0}", at=1, quote = "q" }}]\n',
        '[[rivals]]\nfacts = ["a/{0}"]\nfield = "{0}"\nreason = "{0}"\n',
        '[[departures]]\nid = "{0}"\n[departures.shown]\n"{0}" = 1\n',
    ],
    ids=["circle", "did you mean", "relay", "self-relay", "rivals", "shown"],
)
@pytest.mark.parametrize("raw", ["\\u001b[2J", "\\u202e", "\\u0000", "\\n", "\\u200b"])
def test_ids_that_hide_something_are_told_by_name(text: str, raw: str, kept: Kept, csto: Run) -> None:
    ran = csto("check", kept(FACTS + "\n" + text.format(raw)))
    assert ran.code == FAILED
    assert "internal error" not in ran.err
    clean(ran.out, ran.err)
    assert re.search(r"\\x1b|\\x00|\\x0a|U\+202E|U\+200B|\\n", ran.out)


@pytest.mark.parametrize("raw", [raw for raw in RAW.values() if raw.isascii() or ord(raw[0]) > 0xFF], ids=ascii)
def test_raw_bytes_of_them_never_reach_the_terminal(raw: str, kept: Kept, csto: Run) -> None:
    for text in (FACTS.replace("Norcity", f"Nor{raw}city"), f"# {raw}\n{FACTS}", f"{raw}\n{FACTS}"):
        for ran in (csto("facts", "--facts", kept(text)), csto("check", kept(text))):
            assert ran.code in (BAD_BASE, FAILED, ANSWERED)
            assert "internal error" not in ran.err
            clean(ran.out, ran.err)


@pytest.mark.parametrize("colour", ["never", "always"])
def test_markup_and_emoji_codes_print_as_they_stand(kept: Kept, csto: Run, colour: str) -> None:
    for markup in MARKUP:
        text = FACTS.replace('"Sudland"', json.dumps(markup)).replace('"a fragment of words"', json.dumps(markup))
        text = text.replace('id = "first-wave"', f'id = "first-wave"\ntitle = {json.dumps(markup)}')
        path = kept(text)
        for line in (("departures",), ("why", "first-wave"), ("contingents",), ("departures", "--long")):
            ran = csto(*line, "--color", colour, "--facts", path)
            assert ran.code == ANSWERED, ran.err
            assert markup in ran.out, (line, ran.out)


# Command lines.


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "{}", "--{}", "--{}=x", "facts {}", "facts --contingent {}", "facts --place {}", "facts --source {}",
        "facts --status {}", "facts --kind {}", "facts --fields {}", "facts --sort {}", "facts --format {}",
        "facts --limit {}", "facts --from {}", "facts --to {}", "facts --on {}", "facts --as-of {}", "facts --only {}",
        "facts --without {}", "facts --color {}", "facts --facts {}", "show {}", "why {}", "why first-wave.{}",
        "matrix {}",
        "compare {}", "compare without={}", "compare as-of={}", "compare {},{}", "cite {}", "cite courier --style {}",
        "check {}", "check --explain {}", "check --format {}", "new {}", "fields {}", "help {}", "coverage {}",
        "coverage courier={}", "coverage {}=x", "schema {}", "search {}",
        "rerun {}", "diff {} {}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("json_errors", [False, True], ids=["words", "json"])
def test_no_argument_is_echoed_raw(line: str, json_errors: bool, kept: Kept, csto: Run) -> None:
    path = kept(FACTS)
    for raw in (*RAW.values(), *MARKUP, "\udc9b", "x" * 5000, "%s{0}"):
        arguments = [part.replace("{}", raw) for part in line.split()]
        ran = csto(
            *arguments, *(["--errors-json"] if json_errors else []), *([] if "--facts" in line else ["--facts", path])
        )
        assert ran.code in (ANSWERED, FAILED, WRONG_USAGE, BAD_BASE, UNKNOWN_NAME), ran
        assert "Traceback" not in ran.err
        assert "internal error" not in ran.err, (raw, ran.err)
        clean(ran.out, ran.err)


def test_markup_in_an_argument_is_echoed_as_it_stands(kept: Kept, csto: Run) -> None:
    path = kept(FACTS)
    for markup in MARKUP:
        assert markup in csto("show", markup, "--facts", path).err


# Enormous bases.


def _chain(length: int) -> str:
    return "".join(
        f'[places.k{number}]\nname = "x"\n' + (f'within = "k{number - 1}"\n' if number else "")
        for number in range(length)
    )


# Whether such a base is refused or answered is the reader's affair.
_HEX = "0x" + "f" * 4000
ENORMOUS: dict[str, tuple[Callable[[], str], int]] = {
    "50 MB string": (lambda: SMALL.replace("Gazette", "G" * 50_000_000) + FACTS[len(SMALL) :], BAD_BASE),
    "50 MB string that does not end": (lambda: FACTS + 'x = "' + "t" * 50_000_000, BAD_BASE),
    "50 MB line of comment": (lambda: FACTS + "# " + "t" * 50_000_000, ANSWERED),
    "65 MiB": (lambda: "#" * (65 * 1024 * 1024), BAD_BASE),
    "arrays nested 100,000 deep": (lambda: FACTS + "x = " + "[" * 100_000 + "]" * 100_000, BAD_BASE),
    "arrays nested 100 deep": (lambda: FACTS + "x = " + "[" * 100 + "]" * 100, BAD_BASE),
    "tables nested 100,000 deep": (lambda: FACTS + "x = " + "{a=" * 100_000 + "1" + "}" * 100_000, BAD_BASE),
    "open brackets": (lambda: FACTS + "x = " + "[" * 1_000_000, BAD_BASE),
    "dotted key of 100,000 parts": (lambda: FACTS + ".".join(["a"] * 100_000) + " = 1", BAD_BASE),
    "heading of 100,000 parts": (lambda: FACTS + "[" + ".".join(["a"] * 100_000) + "]", BAD_BASE),
    "50,000 unknown keys": (lambda: FACTS + "".join(f"k{number} = 1\n" for number in range(50_000)), BAD_BASE),
    "50,000 unknown tables": (
        lambda: "".join(f"k{number} = 1\n" for number in range(50_000)) + FACTS.lstrip(),
        BAD_BASE,
    ),
    "50,000 keys of one unknown table": (
        lambda: FACTS + "[nothing]\n" + "".join(f"k{number} = 1\n" for number in range(50_000)),
        BAD_BASE,
    ),
    "3,000 places within unknown ones": (
        lambda: FACTS + "\n" + "".join(f'[places.k{n}]\nname = "x"\nwithin = "z{n}"\n' for n in range(3_000)),
        BAD_BASE,
    ),
    "20,000 places": (
        lambda: FACTS + "\n" + "".join(f'[places.k{n}]\nname = "x"\n' for n in range(20_000)),
        ANSWERED,
    ),
    "3,000 places each within the one before": (lambda: FACTS + "\n" + _chain(3_000), BAD_BASE),
    "number of 1,000,000 digits": (lambda: FACTS.replace("at = 1", "at = " + "1" * 1_000_000), BAD_BASE),
    "hexadecimal passage of 4,000 digits": (lambda: FACTS.replace("at = 1", f"at = {_HEX}"), BAD_BASE),
    "array of such a number": (lambda: FACTS.replace("format = 1", f"format = [{_HEX}]"), BAD_BASE),
    "such a number for a code": (lambda: FACTS.replace('"SU"', _HEX), BAD_BASE),
    "such a number for an id": (lambda: FACTS.replace('id = "first-wave"', f"id = {_HEX}"), BAD_BASE),
    "such a number for a mode": (lambda: FACTS.replace('"road"', _HEX), BAD_BASE),
    "9,300 aircraft in one array": (
        lambda: FACTS + "aircraft = [" + '{type="an-2",count=999999999999999},' * 9300 + "]\n",
        BAD_BASE,
    ),
    "aircraft that add up beyond 64 bits": (
        lambda: (
            FACTS
            + "aircraft = ["
            + '{type="an-2",count=999999999999999},' * 930
            + "]\n"
            + "".join(
                _OF_A_FACT.replace("first", f"w{number}")
                + claim(aircraft="[" + '{type="an-2",count=999999999999999},' * 930 + "]")
                for number in range(10)
            )
        ),
        ANSWERED,
    ),
    "5,000 strings that do not end": (lambda: FACTS + "\n".join(f'x{n} = """' for n in range(4_999)), BAD_BASE),
}


# Both commands read a base alike; where the base is sound they go on differently.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "command"),
    [(name, "check") for name in ENORMOUS]
    + [(name, "departures") for name, (_, code) in ENORMOUS.items() if code == ANSWERED],
)
def test_whatever_its_size_a_base_is_done_with_in_seconds(name: str, command: str, kept: Kept) -> None:
    text, code = ENORMOUS[name]
    path = kept(text())
    ran = apart(command, path) if command == "check" else apart(command, "--json", "--facts", path)
    assert ran.code == (FAILED if command == "check" and code == BAD_BASE and name != "65 MiB" else code), ran.err[
        -300:
    ]
    clean(ran.err)
    assert ran.seconds < SECONDS


# What is no proper file.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", BAD_BASE),
        (b"\0" * 1000, BAD_BASE),
        (FACTS.encode().replace(b"Norcity", b"Nor\0city"), BAD_BASE),
        (FACTS.encode().replace(b"Norcity", b"Nor\xffcity"), BAD_BASE),
        (FACTS.encode().replace(b"Norcity", b"Nor\xed\xb2\x9bcity"), BAD_BASE),
        (FACTS.encode().replace(b"Norcity", b"Nor\xc0\x9bcity"), BAD_BASE),
        (FACTS.encode("utf-16"), BAD_BASE),
        (FACTS.encode("utf-8-sig"), ANSWERED),
        (b"\xef\xbb\xbf" + FACTS.encode("utf-8-sig"), BAD_BASE),
        (FACTS.encode().replace(b"\n", b"\r\n"), ANSWERED),
        (FACTS.encode().replace(b"\n", b"\r"), BAD_BASE),
        (FACTS.encode().replace(b"Norcity", b"Nor\rcity"), BAD_BASE),
        (b"\x1f\x8b\x08\x00" + bytes(range(256)), BAD_BASE),
    ],
    ids=["empty", "zeros", "NUL", "not UTF-8", "surrogate", "overlong", "UTF-16", "BOM", "two BOMs", "CR LF", "CR",
         "bare CR", "gzip"],
)  # fmt: skip
@pytest.mark.parametrize("how", ["file", "folder", "pipe"])
def test_strange_bytes_are_told_and_never_printed(content: bytes, code: int, how: str, kept: Kept) -> None:
    path = kept(content)
    facts = {"file": path, "folder": str(Path(path).parent), "pipe": "-"}[how]
    with Path(path).open("rb") as given:
        ran = subprocess.run(
            [sys.executable, "-m", "cstocli", "departures", "--facts", facts],
            stdin=given,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    assert ran.returncode == code, ran.stderr
    assert b"Traceback" not in ran.stderr
    assert b"internal error" not in ran.stderr
    clean(ran.stdout.decode(), ran.stderr.decode())


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "facts.toml")
    return folder / "facts.toml"


def _loop(folder: Path) -> Path:
    (folder / "a.toml").symlink_to("b.toml")
    (folder / "b.toml").symlink_to("a.toml")
    return folder / "a.toml"


def _dangling(folder: Path) -> Path:
    (folder / "facts.toml").symlink_to("nowhere")
    return folder / "facts.toml"


def _folder_named_so(folder: Path) -> Path:
    (folder / "facts.toml").mkdir()
    return folder / "facts.toml"


def _folders_in_a_loop(folder: Path) -> Path:
    (folder / "again").symlink_to(folder)
    return folder / "again" / "again" / "again"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
@pytest.mark.parametrize(
    "make",
    [
        _fifo, _loop, _dangling, _folder_named_so, _folders_in_a_loop, lambda _: Path("/dev/zero"),
        lambda _: Path("/dev/full"), lambda _: Path("/dev/tty"), lambda _: Path("/proc/self/mem"), lambda _: Path("/"),
    ],
    ids=["pipe", "loop of links", "link to nowhere", "folder", "folders in a loop", "/dev/zero", "/dev/full",
         "/dev/tty", "/proc/self/mem", "/"],
)  # fmt: skip
@pytest.mark.parametrize("line", ["departures --facts", "check", "coverage courier="])
def test_what_is_no_file_is_refused_at_once(make: Callable[[Path], Path], line: str, tmp_path: Path) -> None:
    path = str(make(tmp_path))
    ran = apart(*f"{line} ".replace("= ", f"={path}").split(), *([] if line.endswith("=") else [path]))
    assert (ran.code, ran.out) == (BAD_BASE, "")
    assert len(ran.err) < 500
    assert ran.seconds < SECONDS


@pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
def test_a_pipe_among_the_files_of_a_folder_is_passed_over(kept: Kept) -> None:
    folder = Path(kept(FACTS)).parent
    os.mkfifo(folder / "pipe.toml")
    (folder / "loop.toml").symlink_to("loop.toml")
    ran = apart("departures", "--json", "--facts", str(folder))
    assert (ran.code, len(json.loads(ran.out))) == (ANSWERED, 1)


# A base that changes meanwhile.


def _titled(number: int) -> str:
    # Every version is of one size: only the times and the file's number tell them apart.
    title = "\n" + 'title = "number {0:04}"\n'
    return FACTS.replace('id = "first-wave"\n', f'id = "first-wave"{title.format(number)}')


@pytest.mark.slow
def test_a_base_that_changes_while_it_is_read_never_leaves_a_stale_answer(tmp_path: Path, csto: Run) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(_titled(0), encoding="utf-8")
    stop = threading.Event()

    def change() -> None:
        number = 1
        while not stop.is_set():
            fresh = tmp_path / "fresh"
            fresh.write_text(_titled(number % 10_000), encoding="utf-8")
            fresh.replace(file)
            number += 1

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(40):
            ran = csto("departures", "--json", "--facts", str(file))
            assert ran.code == ANSWERED, ran.err
    finally:
        stop.set()
        changing.join()
    for number in range(20):
        file.write_text(_titled(number), encoding="utf-8")
        for _ in range(2):
            (row,) = json.loads(csto("departures", "--json", "--facts", str(file)).out)
            assert row["title"] == f"number {number:04}"


@pytest.mark.slow
def test_a_base_that_is_written_over_in_place_is_whole_or_refused(tmp_path: Path, csto: Run) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(_titled(0), encoding="utf-8")
    stop = threading.Event()

    def change() -> None:
        number = 1
        while not stop.is_set():
            file.write_text(_titled(number % 10_000), encoding="utf-8")
            number += 1

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(40):
            ran = csto("departures", "--json", "--facts", str(file))
            assert ran.code in (ANSWERED, BAD_BASE)
            assert "internal error" not in ran.err
    finally:
        stop.set()
        changing.join()
    file.write_text(_titled(4711), encoding="utf-8")
    for _ in range(2):
        (row,) = json.loads(csto("departures", "--json", "--facts", str(file)).out)
        assert row["title"] == "number 4711"


# Little memory, extreme days.


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_a_base_of_50_mb_fits_in_two_gigabytes(kept: Kept) -> None:
    note = "G" * (MOST_CHARACTERS - 1)
    sources = (f'[sources.s{number}]\npublisher = "P"\nnote = "{note}"\n' for number in range(50_000_000 // len(note)))
    path = kept(SMALL + "".join(sources) + FACTS[len(SMALL) :])
    two = 2 * 1024**3
    ran = subprocess.run(
        [sys.executable, "-m", "cstocli", "departures", "--json", "--facts", path],
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (two, two)),
    )
    assert (ran.returncode, ran.stderr) == (ANSWERED, b"")


@pytest.mark.parametrize(
    "window", ["0001-01-01 9999-12-31", "0001-01-01 0001-01-01", "9999-12-31 9999-12-31", "0001 9999"]
)
def test_the_chart_reaches_to_the_ends_of_the_calendar(window: str, kept: Kept, csto: Run) -> None:
    since, until = window.split()
    ran = csto("timeline", "--chart", "--from", since, "--to", until, "--facts", kept(FACTS))
    assert ran.code == ANSWERED
    assert "internal error" not in ran.err


def test_every_listing_of_a_base_at_the_ends_of_the_calendar(kept: Kept, csto: Run) -> None:
    for date in ("0001-01-01", "9999-12-31", "0001", "9999~", "../9999-12-31", "0001-01-01/.."):
        path = kept(FACTS.replace('date = "2031-05-09"', f'date = "{date}"').replace("2031-05-09", "9999-12-31"))
        for command in (*LISTINGS, "timeline --chart"):
            ran = csto(*command.split(), "--facts", path)
            assert ran.code == ANSWERED, ran
            assert "internal error" not in ran.err
