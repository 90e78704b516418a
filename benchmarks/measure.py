"""Runs programs and tells how long each took, of the clock and of the CPU, and how much memory it had at its peak."""

import fcntl
import os
import pty
import resource
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

_LEAST_RUNS = 3
_KILOBYTE = 1024  # the unit of ru_maxrss on Linux
_ROWS, COLUMNS = 40, 120


class Command(NamedTuple):
    """A program as it is run. `before` is called before each run and is not timed."""

    name: str
    words: list[str]
    environment: Mapping[str, str]
    before: Callable[[], object] | None = None
    terminal: bool = False


class Run(NamedTuple):
    """One run: wall time and CPU time of all its processes in seconds, and the most memory of one of them in bytes."""

    seconds: float
    cpu_seconds: float
    peak: int


class Compared(NamedTuple):
    """Two programs run in turn: medians in seconds, and the quartiles of the ratio, pair by pair."""

    ours: float
    theirs: float
    low: float
    ratio: float
    high: float
    runs: int


def run(command: Command, *, core: int | None = None, output: Path | None = None) -> Run:
    """Run once, on one core if it is named; what it prints goes to `output` or nowhere.

    Raises:
        subprocess.CalledProcessError: it ended with another code than 0.
    """
    if command.before:
        command.before()
    with (output or Path(os.devnull)).open("wb") as printed:
        return _run(command, core, printed.fileno())


def answer(command: Command) -> str:
    """What it prints, and it may be run for that alone."""
    if command.before:
        command.before()
    done = subprocess.run(command.words, env=command.environment, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def screen(command: Command) -> str:
    """What it prints in a terminal."""
    printed: list[bytes] = []
    _run(command, None, -1, printed)
    return b"".join(printed).decode()


def _run(command: Command, core: int | None, output: int, printed: list[bytes] | None = None) -> Run:
    reader, writer = pty.openpty() if command.terminal else (-1, output)
    if command.terminal:
        fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, COLUMNS, 0, 0))
    everywhere = os.sched_getaffinity(0)
    inherited = {core} if core in everywhere else everywhere
    start = time.perf_counter()
    # A child begins where its parent is; the parent then goes where there is room.
    os.sched_setaffinity(0, inherited)
    child = subprocess.Popen(
        command.words,
        env=command.environment,
        stdin=writer if command.terminal else subprocess.DEVNULL,
        stdout=writer,
        stderr=writer if command.terminal else None,
    )
    os.sched_setaffinity(0, everywhere)
    if command.terminal:
        os.close(writer)
        _drain(reader, printed)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command.words)
    # What it waited for, as csto does for a second process, is counted in.
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * _KILOBYTE)


def _drain(reader: int, printed: list[bytes] | None) -> None:
    """Read a terminal to its end, which Linux tells as an error."""
    while True:
        try:
            piece = os.read(reader, 65536)
        except OSError:
            break
        if not piece:
            break
        if printed is not None:
            printed.append(piece)
    os.close(reader)


def own_peak() -> int:
    """The most memory that this process had; a child counts at least as much, having begun as its copy."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTE


def rounds(
    commands: Iterable[Command], runs: int, *, seconds: float | None = None, core: int | None = None
) -> dict[str, list[Run]]:
    """Run all in turn, `runs` times, every second round backwards.

    With `seconds`, one that would take longer in all is run less often, though thrice, or
    once if a single run takes longer. The runs of a command are those of the first rounds.
    """
    order = list(commands)
    done: dict[str, list[Run]] = {command.name: [] for command in order}
    wanted = dict.fromkeys(done, runs)
    for number in range(runs):
        for command in reversed(order) if number % 2 else order:
            if number >= wanted[command.name]:
                continue
            _progress(f"{command.name}: run {number + 1} of {wanted[command.name]}")
            took = run(command, core=core)
            done[command.name].append(took)
            if number == 0 and seconds is not None:
                least = _LEAST_RUNS if took.seconds <= seconds else 1
                wanted[command.name] = min(runs, max(least, int(seconds / took.seconds)))
    _progress("")
    return done


def _progress(words: str) -> None:
    """Where it stands, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r{words}\33[K", end="", file=sys.stderr, flush=True)


def compared(ours: list[Run], theirs: list[Run], *, cpu: bool = False) -> Compared:
    """Both in turn, as far as both were run: their wall time, or that of the CPU."""
    seconds = attrgetter("cpu_seconds" if cpu else "seconds")
    pairs = [(seconds(one), seconds(other)) for one, other in zip(ours, theirs, strict=False)]
    low, middle, high = quartiles([one / other for one, other in pairs])
    return Compared(
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
        low,
        middle,
        high,
        len(pairs),
    )


def beside(ours: Command, theirs: Command, runs: int, *, core: int | None = None) -> Compared:
    """Both in turn, after one run of each that does not count."""
    for command in (ours, theirs):
        run(command)
    done = rounds((ours, theirs), runs, core=core)
    return compared(done[ours.name], done[theirs.name])


def median(runs: list[Run]) -> float:
    """The median wall time in seconds."""
    return statistics.median(run.seconds for run in runs)


def quartiles(values: list[float]) -> tuple[float, float, float]:
    """The quartiles; of a single value, that value."""
    if len(values) == 1:
        return (values[0],) * 3
    low, middle, high = statistics.quantiles(values, method="inclusive")
    return low, middle, high
