"""Fuzz the command line: random commands, options, values, names and hostile words.

    python tests/fuzz/lines.py --runs 20000
    python tests/fuzz/lines.py --runs 1000000000 --seconds 3600 --seed 7

Each run calls the program as the shell does, but within this process. Whatever the line, it must
end within seconds of the processor, with an exit code of the documented list; what failed says
why in printable text (as JSON where that was asked for), and what is asked for as JSON is JSON.
The first line that breaks this is made as short as it can be and printed; the script ends with 1.
"""

import argparse
import io
import json
import os
import random
import re
import shlex
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import typer

import cstocli
from cstocli.cli.commands import COMMANDS, LISTINGS
from cstocli.cli.fast_path import main as csto
from cstocli.cli.program import program
from cstocli.curate.rules import all_rules
from cstocli.model import errors
from cstocli.model.text import HIDDEN
from cstocli.show.formats import FORMATS

CODES = {errors.ANSWERED, errors.FAILED, errors.WRONG_USAGE, errors.BAD_BASE, errors.UNKNOWN_NAME}
SECONDS_A_LINE = 10.0  # of the processor
_ROOT = Path(__file__).parents[2]
# What changes the files of the user's shell, or opens a window.
LEFT_OUT = {"--install-completion", "--browser"}
# fmt: off
_HOSTILE = (
    "", " ", "-", "--", "---", "-x", "=", ",", ".", "*", "%", "%s", "{}", "[red]",
    "[/]", ":x:", "a=b", "x,y",
    "\udcff", "\udc80a", "\u202e", "\u200b", "\x1b[31m", "\x07", "\n", "a\nb", "\t", "é",
    "e\u0301", "ß", "İ", "军队", "😀",
    "'", '"', '"a', "''", "';DROP TABLE facts;--", "$(id)", "`id`", "|", "&", "<>", "\\", "\\x00",
    "NULL", "None", "nan",
    "0", "-1", "00", "1e3", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
    "1_000", "٣", "0x10",
    "x" * 300, "x" * 20_000, "a," * 3000, "--" + "y" * 300, "🏳️\u200d🌈", "K\u0130", "ſ", "ﬁ", "\ufeff", "\u3164",
)
_DATES = (
    "2022-01-14", "2022-01", "2022", "2022-01-14/2022-01-19", "../2022-01-14", "2022-01-14/..",
    "2022-01-14?", "2022-01~",
    "2022-13", "2022-02-30", "0000", "9999-12-31", "9999", "2022-22", "../..", "/", "today", "14.01.2022", "2022-1-4",
)
_QUERIES = (
    "SELECT 1", "SELECT * FROM facts", "SELECT * FROM claims LIMIT 3", "SELECT 1 AS a, 2 AS a",
    "VALUES (1)", "select",
    "SELECT * FROM nothing", "DROP TABLE facts", "SELECT 1; SELECT 2", "PRAGMA x",
    "ATTACH 'x' AS y", "EXPLAIN SELECT 1",
    "SELECT x'00ff' AS b", "SELECT 1e999", "SELECT NULL AS status", "SELECT '[' AS evidence",
    "-- x", "/*", "SELECT ?",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", "-",
)
_PERSPECTIVES = (
    "all", "without=TASS", "only=seed", "as-of=2022-01-13", "without=", "=", 'without="a', "only=TASS,as-of=2022",
)
# fmt: on


class Broken(AssertionError):
    """What must not be, of one line."""


class Ran(NamedTuple):
    """What a line left."""

    code: object
    out: str
    err: str


class Figures:
    """What a fuzzing run has seen."""

    def __init__(self) -> None:
        self.runs = 0
        self.codes: Counter[object] = Counter()
        self.commands: Counter[str] = Counter()
        self.slowest = (0.0, "")
        self.began = time.monotonic()

    def told(self) -> str:
        """The figures as lines of text."""
        seconds = time.monotonic() - self.began
        lines = [f"runs     {self.runs:,} in {seconds:,.0f} s"]
        lines += [f"exit {code}   {count:,}" for code, count in sorted(self.codes.items(), key=str)]
        lines += [f"slowest  {self.slowest[0]:.1f} s: {self.slowest[1][:200]}"]
        return "\n".join([*lines, ", ".join(f"{name} {count:,}" for name, count in self.commands.most_common())])


class Found(NamedTuple):
    """A line that breaks a promise, as short as it could be made, and how it does."""

    line: list[str]
    trace: str


class Lines:
    """Random lines, all of one seed."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
        self.bases = _bases(folder)
        root = program()
        context = typer.Context(root, info_name="csto")
        self.parameters = {name: root.get_command(context, name).params for name in COMMANDS}
        self.root = [each for each in root.params if each.opts[0] not in LEFT_OUT]
        self.words = _words_of_bases([_ROOT / "data" / "facts.toml", _ROOT / "examples" / "kabul-airlift"])

    def line(self) -> list[str]:
        """One line: mostly a command with options of its own, now and then anything."""
        if self._one_in(40):
            words = [self._any() for _ in range(self.chance.randrange(5))]
            return [word for word in words if stays_here(word)]
        name = self.chance.choice([*COMMANDS])
        own = self.parameters[name]
        words = [word for each in own if each.param_type_name == "argument" for word in self._argument(each)]
        options = [each for each in own if each.param_type_name == "option" and each.opts[0] not in LEFT_OUT]
        options = options or self.root
        for _ in range(self.chance.choice((0, 1, 1, 2, 2, 3, 5))):
            at = self.chance.randrange(len(words) + 1)
            words[at:at] = self._option(self.chance.choice(options))
        before = self._option(self.chance.choice(self.root)) if self._one_in(8) else []
        # A query of a fuzzer needs its limit; what it needs not it may lack.
        limits = ["--timeout", "0.3", "--max-rows", "2000"] if name == "sql" else []
        line = [*before, self._misspelt(name) if self._one_in(30) else name, *words, *limits]
        if self._one_in(20):
            line.insert(self.chance.randrange(len(line) + 1), self._any())
        if self._one_in(10):
            line.insert(self.chance.randrange(len(line) + 1), "--errors-json")
        return [word for word in line if stays_here(word.rpartition("=")[2])]

    def _one_in(self, number: int) -> bool:
        return not self.chance.randrange(number)

    def _misspelt(self, word: str) -> str:
        at = self.chance.randrange(len(word) + 1)
        return word[:at] + self.chance.choice(("", "x", word[-1:], "\u0435")) + word[at + 1 :]

    def _any(self) -> str:
        return self.chance.choice((*_HOSTILE, *_DATES, *COMMANDS, *self.chance.sample(self.words, 20)))

    def _argument(self, parameter: Any) -> list[str]:
        if self._one_in(12):
            return []
        many = 1 if parameter.nargs == 1 else self.chance.choice((1, 1, 2, 3))
        return [self._value(str(parameter.metavar)) for _ in range(many)]

    def _option(self, option: Any) -> list[str]:
        flag = self.chance.choice(option.opts)
        if self._one_in(40):
            flag = self._misspelt(flag)
        if option.is_flag:
            return [f"{flag}={self._any()}"] if self._one_in(40) else [flag]
        value = self._value(f"{option.name} {option.metavar}")
        return [f"{flag}={value}"] if self._one_in(4) and flag.startswith("--") else [flag, value]

    def _value(self, wanted: str) -> str:
        if self._one_in(6):
            return self._any()
        if self._one_in(25):
            return self._misspelt(self._value(wanted) or "x")
        if "," in wanted or "fields" in wanted:
            return ",".join(self.chance.choice(_FIELDS) for _ in range(self.chance.choice((1, 2, 3))))
        for sign, known in self._known().items():
            if sign in wanted:
                return self.chance.choice(known)
        return self.chance.choice(self.words)

    def _known(self) -> dict[str, tuple[str, ...]]:
        return {
            "PATH": self.bases,
            "ID=FILE": ("seed=data/facts.toml", "seed=", "=x", "seed=nothing", "x=README.md", "seed=."),
            "FILE": self.bases,
            "FOLDER": ("new", "new/deeper", ".", "README.md", "\udcff", "x" * 300),
            "DATE": _DATES,
            "QUERY": _QUERIES,
            "PERSPECTIVE": _PERSPECTIVES,
            "FORMAT": ("table", *FORMATS, "text", "github"),
            "FIELD": (*_FIELDS, *(f"-{name}" for name in _FIELDS)),
            "STATUS": ("corroborated", "disputed", "single_source", "not_stated"),
            "GRADE": ("A", "B2", "F6", "G", "a"),
            "STYLE": ("text", "bibtex", "csl-json"),
            "RULE": tuple(all_rules(cstocli.vocabulary().format())),
            "COMMAND": (*COMMANDS, *_KINDS, "overview"),
            "KIND": (*_KINDS, "departure/armenia", "source", "rivals"),
            "colour": ("auto", "always", "never"),
            "limit": ("0", "1", "3", "100000"),
            "SECONDS": ("0", "0.1", "1e-9", "-1", "inf", "nan"),
            "BYTES": ("1", "1000", "0"),
            "NUMBER": ("1", "1000", "0", "-5"),
        }


_KINDS = tuple(cstocli.vocabulary().format().kinds)
_FIELDS = tuple(
    dict.fromkeys(column.name for name in LISTINGS for column in cstocli.questions()[name].row_type.columns)
)


def stays_here(word: str) -> bool:
    """Whether a word, taken for a path, leads nowhere but into the folder: many commands write, some over files."""
    return not (word.startswith(("/", "~")) or ".." in word.split("/"))


def _bases(folder: Path) -> tuple[str, ...]:
    """Bases to ask, copied into the folder: sound ones, ones with mistakes, none at all."""
    for name in ("data", "examples", "tests/broken"):
        shutil.copytree(_ROOT / name, folder / name)
    broken = sorted(path.relative_to(folder) for path in (folder / "tests" / "broken").glob("*.toml"))[::12]
    sound = ["data", "examples/kabul-airlift", "examples/strike/facts.toml"]
    (folder / "empty.toml").write_text("")
    (folder / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    others = ("-", "nothing.toml", "empty.toml", "bytes.toml", ".", "")
    return (*sound * 8, *map(str, broken), *others)


def _words_of_bases(paths: list[Path]) -> list[str]:
    """Ids, names and words that stand in bases, and `ID.FIELD` of some facts."""
    words: list[str] = []
    for path in paths:
        base = cstocli.read(path)
        facts = [fact.id for fact in base.facts]
        words += [*facts, *(f"{fact.id}.{name}" for fact in base.facts for name in list(fact.claims[0].said)[:1])]
        words += [fact.partition("/")[2] for fact in facts]
        words += [*base.sources, *base.origins, *(source.publisher for source in base.sources.values())]
        words += [
            word for things in base.things.values() for key, thing in things.items() for word in (key, thing.name)
        ]
    return words


def look(line: list[str], figures: Figures) -> None:
    """Run one line and hold it against what is promised.

    Raises:
        Broken: it does what no line may make the program do.
    """
    figures.runs += 1
    start = time.process_time()
    with _alarm(SECONDS_A_LINE):
        ran = run(line)
    figures.codes[ran.code] += 1
    figures.commands[next((word for word in line if word in COMMANDS), "none")] += 1
    figures.slowest = max(figures.slowest, (time.process_time() - start, shlex.join(line)))
    if ran.code not in CODES:
        raise Broken(f"exit code {ran.code}")
    if "internal error" in ran.err or "Traceback" in ran.err:
        raise Broken(f"an internal error: {ran.err[:300]}")
    if hidden := re.search(HIDDEN, ran.err.replace("\n", "")):
        raise Broken(f"standard error holds {hidden[0]!r}: {ran.err[:300]!r}")
    if ran.code not in (errors.ANSWERED, errors.FAILED) and not ran.err:
        raise Broken(f"exit code {ran.code} without a word")
    if "--errors-json" in line and ran.code not in (errors.ANSWERED, errors.FAILED):
        # Notices stand before.
        _json(ran.err.splitlines()[-1:])
    if ran.code == errors.ANSWERED and _is_for_json(line):
        _json([ran.out])


def _json(texts: list[str]) -> None:
    for text in texts:
        try:
            json.loads(text)
        except ValueError as error:
            raise Broken(f"no JSON: {error}: {text[:200]!r}") from None


def _is_for_json(line: list[str]) -> bool:
    """Whether the answer to a line must be JSON: one format is asked for, nothing else is asked in its place."""
    plain = [word for word in line if word.startswith("--") or word in COMMANDS]
    others = {"--help", "--sql", "--version", "--show-completion", "--explain", "check", "new", "init", "cite", "open"}
    return "--json" in line and "-h" not in line and not others & {word.partition("=")[0] for word in plain}


def run(line: list[str], main: Callable[[], object] = csto) -> Ran:
    """Call the program with the words of a line, its standard streams being files of this process."""
    given = sys.argv, sys.stdin, sys.stdout, sys.stderr, sys.excepthook
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        sys.argv = ["csto", *line]
        sys.stdin = io.TextIOWrapper(io.BytesIO(b"SELECT 1"), encoding="utf-8")
        sys.stdout, sys.stderr = (io.TextIOWrapper(file, encoding="utf-8", write_through=True) for file in (out, err))
        code: object = None
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        finally:
            written = sys.stdout, sys.stderr
            sys.argv, sys.stdin, sys.stdout, sys.stderr, sys.excepthook = given
            texts = [_text_of(stream) for stream in written]
    return Ran(code, *texts)


def _text_of(stream: Any) -> str:
    stream.flush()
    file = stream.detach()
    file.seek(0)
    return str(file.read().decode("utf-8", "surrogateescape"))


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise Broken(f"it takes more than {seconds:.0f} s")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def surroundings() -> Iterator[Path]:
    """A working folder, a home and a cache that nobody else has: whatever a line writes, it writes there."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ):
        os.environ.update(HOME=folder, XDG_CACHE_HOME=f"{folder}/cache", COLUMNS="100")
        # The folder above, which a line may name, is empty too.
        (here := Path(folder) / "here").mkdir()
        os.chdir(here)
        try:
            yield here
        finally:
            os.chdir(before)


def fuzz(runs: int, seconds: float | None, seed: int, *, go_on: bool = False) -> tuple[Figures, list[Found]]:
    """Try so many lines, or for so long, whichever ends first: the figures, and the first that broke.

    With `go_on` it is the first line of each sort of breaking.
    """
    with surroundings() as here:
        figures, lines = Figures(), Lines(seed, here)
        found: dict[str, Found] = {}
        while figures.runs < runs and (seconds is None or time.monotonic() - figures.began < seconds):
            line = lines.line()
            try:
                look(line, figures)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
                if (sort := _sort(error)) not in found:
                    found[sort] = shortest(line, error)
                if not go_on:
                    break
    return figures, [*found.values()]


def shortest(line: list[str], broken: Exception) -> Found:
    """The same breaking line without the words that it does not need, and the trace of that."""
    at = 0
    while at < len(line):
        fewer = line[:at] + line[at + 1 :]
        try:
            look(fewer, Figures())
        except Exception as error:  # noqa: BLE001
            if _sort(error) == _sort(broken):
                line, broken = fewer, error
                continue
        at += 1
    return Found(line, "".join(traceback.format_exception(broken)))


def _sort(error: Exception) -> str:
    """Which sort of breaking it is."""
    return f"{type(error).__name__} {str(error)[:30]}"


def main() -> int:
    """Fuzz as the command line says."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--go-on", action="store_true", help="go on behind the first line that breaks")
    asked = parser.parse_args()
    figures, found = fuzz(asked.runs, asked.seconds, asked.seed, go_on=asked.go_on)
    for line, trace in found:
        print(f"the shortest line that breaks:\n\n{line!r}\n\n{trace}")  # noqa: T201
    print(figures.told())  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
