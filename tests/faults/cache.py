"""What the cached index withstands: many at once on an empty folder, death at any moment, each byte of it broken.

    python -m tests.faults.cache --processes 50 --kills 200

In each case the answer must be the one that the program gives without a cached index.
Every byte of a small index is broken in turn; `--step 1000` breaks each thousandth.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks import generate
from cstocli.ask.explorer import Explorer
from cstocli.index import cache as kept
from cstocli.index import cache_write
from cstocli.index.index import Index
from cstocli.model.errors import BAD_BASE
from cstocli.model.perspective import EVERYTHING
from cstocli.read.files import Files
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from cstocli.vocabularies.peace_operation.listings import PEACE_OPERATION
from tests.index.random_edits import (
    Edit,
    claim_gone,
    claim_more,
    fact_gone,
    fact_more,
    fact_moved,
    other_day,
    other_words,
    remark,
)

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data" / "facts.toml"
_CLAIMS = 8000  # enough for a second process
QUESTION = ("departures", "--json", "--evidence")
# Those that leave most bases without problems.
_EDITS = (other_words, other_day, claim_gone, claim_more, fact_gone, fact_more, fact_moved, remark)
PERSPECTIVE = ("--without", "TASS", "--as-of", "2022-01-17")
# Small, and yet it has something in most tables.
SMALL = """
[about]
title = "Made up"
period = "2031-05-01/2031-05-31"

[contingents.sudland]
country = "Sudland"
code = "SD"

[sources.gazette]
publisher = "Gazette"
published = "2031-05-10"

[[departures]]
id = "wave"
contingent = "sudland"
claims = [{ source = "gazette", at = 1, quote = "left on 9 May", date = "2031-05-09" }]
"""


def _command(base: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "cstocli", *QUESTION, "--facts", str(base), *options]


def _environment(cache: Path | None) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in ("XDG_CACHE_HOME", kept.VARIABLE)}
    return {**own, "XDG_CACHE_HOME": str(cache)} if cache else {**own, kept.VARIABLE: "off"}


def _answer(base: Path, cache: Path | None, *options: str) -> bytes:
    done = subprocess.run(_command(base, *options), env=_environment(cache), capture_output=True, check=True)
    if done.stderr:
        raise AssertionError(done.stderr)
    return done.stdout


def crowd(folder: Path, processes: int, *options: str) -> int:
    """How many of `processes`, started at once on an empty folder, gave another answer than the right one.

    With `options` of a perspective the index of the whole base is there already.
    """
    right = _answer(SHIPPED, None, *options)
    if options:
        _answer(SHIPPED, folder)
    environment = _environment(folder)
    started = [
        subprocess.Popen(_command(SHIPPED, *options), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(processes)
    ]
    answers = [(*process.communicate(), process.returncode) for process in started]
    return sum(answer != (right, b"", 0) for answer in answers)


def deaths(folder: Path, kills: int, *, large: bool = False, seed: int = 1) -> tuple[int, int]:
    """How many of `kills` hit the program while it lived, and how many answers after them were wrong.

    The index of a `large` base is filled by a second process, which outlives the first for a moment.
    """
    chance = random.Random(seed)  # noqa: S311
    base = folder / "facts.toml"
    if large:
        base.write_text("".join(generate.base(_CLAIMS)), encoding="utf-8")
    else:
        base.write_bytes(SHIPPED.read_bytes())
    right = _answer(base, None)
    cache = folder / "cache"
    begun = time.monotonic()
    _answer(base, cache)
    whole = time.monotonic() - begun
    hit = wrong = 0
    for number in range(kills):
        # What was kept is out of date now: the next run reads the base.
        os.utime(base, (number, number))
        process = subprocess.Popen(
            _command(base), env=_environment(cache), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0, whole))
        hit += process.poll() is None
        process.kill()
        process.wait()
        wrong += _answer(base, cache) != right
    return hit, wrong


def deaths_of_a_perspective(folder: Path, kills: int, *, large: bool = False, seed: int = 1) -> tuple[int, int]:
    """The same while the index of a perspective is made from that of the whole base."""
    chance = random.Random(seed)  # noqa: S311
    base, cache = folder / "perspective.toml", folder / "perspectives"
    base.write_text("".join(generate.base(_CLAIMS)) if large else SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    right = _answer(base, None, *PERSPECTIVE)
    _answer(base, cache)
    whole = {*(cache / "csto").glob("*.manifest")}
    begun = time.monotonic()
    wrong = int(_answer(base, cache, *PERSPECTIVE) != right)
    seconds = time.monotonic() - begun
    hit = 0
    for _ in range(kills):
        for manifest in {*(cache / "csto").glob("*.manifest")} - whole:
            manifest.unlink()
        process = subprocess.Popen(
            _command(base, *PERSPECTIVE),
            env=_environment(cache),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0, seconds))
        hit += process.poll() is None
        process.kill()
        process.wait()
        wrong += _answer(base, cache, *PERSPECTIVE) != right
    return hit, wrong


def deaths_of_the_full_text(folder: Path, kills: int, *, seed: int = 1) -> tuple[int, int]:
    """The same while the full text of a large base is made by the first search."""
    chance = random.Random(seed)  # noqa: S311
    base, cache = folder / "searched.toml", folder / "searches"
    base.write_text("".join(generate.base(_CLAIMS)), encoding="utf-8")
    search = [sys.executable, "-m", "cstocli", "search", "City", "00001", "--json", "--facts", str(base)]

    def found() -> bytes:
        return subprocess.run(search, env=_environment(cache), capture_output=True, check=True).stdout

    _answer(base, cache)
    begun = time.monotonic()
    right = found()
    seconds = time.monotonic() - begun
    hit = wrong = 0
    for _ in range(kills):
        # An index that comes of one with full text has it too.
        shutil.rmtree(cache)
        _answer(base, cache)
        process = subprocess.Popen(
            search, env=_environment(cache), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0, seconds))
        hit += process.poll() is None
        process.kill()
        process.wait()
        wrong += found() != right
    return hit, wrong


class _ReadAgain(Exception):
    """Raised in place of reading the base again."""


def _one_edit(base: Path, chance: random.Random, kinds: Sequence[Edit] = _EDITS) -> bytes:
    """Edit a base in a way in which it still has no problems; the right answer from now on."""
    text = base.read_text(encoding="utf-8")
    while True:
        base.write_text(chance.choice(kinds)(chance, text), encoding="utf-8")
        try:
            return _answer(base, None)
        except subprocess.CalledProcessError as refused:
            if refused.returncode != BAD_BASE:
                raise


def edits(folder: Path, kills: int, *, at_once: int = 3, seed: int = 1) -> tuple[int, int]:
    """How many of `kills` hit the program while it put an edit into the index, and how many answers were wrong.

    After each death several processes answer at once.
    """
    chance = random.Random(seed)  # noqa: S311
    base, cache = folder / "facts.toml", folder / "cache"
    base.write_text("".join(generate.base(_CLAIMS)), encoding="utf-8")
    environment = _environment(cache)
    _answer(base, cache)
    # Of one fact, as most are.
    _one_edit(base, chance, (other_day,))
    begun = time.monotonic()
    _answer(base, cache)
    whole = time.monotonic() - begun
    hit = wrong = 0
    for _ in range(kills):
        right = _one_edit(base, chance)
        process = subprocess.Popen(
            _command(base), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0, whole))
        hit += process.poll() is None
        process.kill()
        process.wait()
        started = [
            subprocess.Popen(_command(base), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(at_once)
        ]
        answers = [(*each.communicate(), each.returncode) for each in started]
        wrong += sum(answer != (right, b"", 0) for answer in answers)
    return hit, wrong


def bytes_broken_before_an_edit(folder: Path, step: int = 1, first: int = 0) -> tuple[int, int]:
    """How many bytes of an index were broken before an edit, and how many answers after it were wrong.

    The times of the index are as if nobody had touched it.
    """
    base = folder / "small.toml"
    base.write_text(SMALL, encoding="utf-8")
    environment = {"XDG_CACHE_HOME": str(folder)}
    broken = wrong = 0
    with (
        mock.patch.object(kept, "stat_signature", lambda state: (state.st_size,)),
        mock.patch.object(cache_write, "stat_signature", lambda state: (state.st_size,)),
    ):
        kept.open_index(str(base), environment, peace_operation).close()
        (file,) = (folder / "csto").glob("*.index")
        for place in range(first, file.stat().st_size, step):
            (file,) = (folder / "csto").glob("*.index")
            _put(file, place, file.read_bytes()[place] ^ 0xFF)
            broken += 1
            base.write_text(SMALL.replace("left on", f"left ({place}) on"), encoding="utf-8")
            right = departures(cache_write.make_index(Files(str(base)), peace_operation, EVERYTHING))
            index = kept.open_index(str(base), environment, peace_operation)
            wrong += departures(index) != right
            index.close()
    return broken, wrong


def broken_bytes(folder: Path, step: int = 1, first: int = 0) -> tuple[int, int, int]:
    """How many bytes were broken, for how many the base was read again, and how many answers were wrong.

    The file's times are as if nobody had touched it, as where a disk fails. Each
    five-thousandth time the base is really read again and the answer compared.
    """
    base = folder / "small.toml"
    base.write_text(SMALL, encoding="utf-8")
    environment = {"XDG_CACHE_HOME": str(folder)}
    made = cache_write.make_index
    right = departures(made(Files(str(base)), peace_operation, EVERYTHING))
    broken = read_again = wrong = 0
    with (
        mock.patch.object(kept, "stat_signature", lambda state: (state.st_size,)),
        mock.patch.object(cache_write, "stat_signature", lambda state: (state.st_size,)),
    ):
        kept.open_index(str(base), environment, peace_operation).close()
        for file in sorted((folder / "csto").iterdir()):
            whole = file.read_bytes()
            for place in range(first, len(whole), step):
                _put(file, place, whole[place] ^ 0xFF)
                broken += 1
                connection = None
                try:
                    with mock.patch.object(kept, "_make_index", side_effect=_ReadAgain):
                        connection = kept.open_index(str(base), environment, peace_operation)
                except _ReadAgain:
                    read_again += 1
                    if broken % 5000 == 0:
                        connection = made(Files(str(base)), peace_operation, EVERYTHING)
                if connection:
                    wrong += departures(connection) != right
                    connection.close()
                _put(file, place, whole[place])
        with mock.patch.object(kept, "_make_index", side_effect=_ReadAgain):
            kept.open_index(str(base), environment, peace_operation).close()
    return broken, read_again, wrong


def departures(index: Index) -> list[dict[str, Any]]:
    return [*Explorer(index, PEACE_OPERATION).ask("departures", evidence=True)]


def _put(file: Path, place: int, byte: int) -> None:
    """Write one byte, and nothing else of a file."""
    with file.open("rb+") as opened:
        opened.seek(place)
        opened.write(bytes((byte,)))


def main() -> None:
    """Try all faults and tell what came of them; the exit code is 1 if any answer was wrong."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--processes", type=int, default=50)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--large-kills", type=int, default=40)
    options.add_argument("--edit-kills", type=int, default=40)
    options.add_argument("--step", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="the first byte that is broken")
    given = options.parse_args()
    bad = 0
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as two,
        tempfile.TemporaryDirectory() as three,
    ):
        wrong = crowd(Path(one), given.processes)
        sys.stdout.write(f"{given.processes} at once on an empty folder: {wrong} wrong answers\n")
        bad += wrong
        for kills, large in ((given.kills, False), (given.large_kills, True)):
            for what, tried in (("", deaths), (" over a perspective", deaths_of_a_perspective)):
                hit, wrong = tried(Path(two), kills, large=large)
                of = f"{what} of a large base" if large else what
                sys.stdout.write(f"{kills} deaths{of}, {hit} of them before the end: {wrong} wrong answers\n")
                bad += wrong
        hit, wrong = deaths_of_the_full_text(Path(two), given.large_kills)
        sys.stdout.write(f"{given.large_kills} deaths in a first search, {hit} before the end: {wrong} wrong answers\n")
        bad += wrong
        hit, wrong = edits(Path(one), given.edit_kills)
        sys.stdout.write(f"{given.edit_kills} deaths in an edit, {hit} before the end: {wrong} wrong answers\n")
        bad += wrong
        broken, wrong = bytes_broken_before_an_edit(Path(two), given.step, given.first)
        sys.stdout.write(f"{broken} bytes broken before an edit: {wrong} wrong answers\n")
        bad += wrong
        broken, read_again, wrong = broken_bytes(Path(three), given.step, given.first)
        sys.stdout.write(f"{broken} broken bytes, {read_again} times the base was read again: {wrong} wrong answers\n")
        bad += wrong
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
