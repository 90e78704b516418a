"""The same question of csto and of its peers, at every size."""

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Command, Run, answer, compared, median, own_peak, rounds
from benchmarks.peers import PEERS, Peer, departures, question
from benchmarks.report import Table, duration, holds, memory, ratio
from benchmarks.work import Wanted, size

_HEADINGS = ("program", "version", "time", "csto, warm / it", "limit", "holds", "peak memory", "runs")
_WARM, _COLD = "csto, warm", "csto, cold"


def tables(wanted: Wanted) -> list[Table]:
    """A table for each size."""
    return [_table(wanted, claims) for claims in wanted.claims]


def _table(wanted: Wanted, claims: int) -> Table:
    base, folder = wanted.base(claims), _exported(wanted, claims)
    peers = {peer: words for peer in PEERS if (words := peer.command(folder))}
    cold = wanted.folder / "cold"
    commands = [
        Command(_WARM, question(base), wanted.environment()),
        *(Command(peer.name, words, wanted.environment()) for peer, words in peers.items()),
        Command(_COLD, question(base), wanted.environment("cold"), lambda: shutil.rmtree(cold, ignore_errors=True)),
    ]
    _alike(commands[:-1])
    done = rounds(commands, wanted.runs, seconds=wanted.seconds)
    held = claims == wanted.held()
    rows = [_row(_WARM, done[_WARM]), _row(_COLD, done[_COLD])]
    rows += [_beside(peer, done, held=held) for peer in peers]
    missing = [peer.name for peer in PEERS if peer not in peers]
    return Table(
        _HEADINGS,
        rows,
        f"**{claims:,} claims**, {memory(size(base))} of TOML"
        + "".join(f"; not installed: {name}" for name in missing),
    )


def _exported(wanted: Wanted, claims: int) -> Path:
    """The folder of the peers' files, which a process of its own writes, once."""
    folder = wanted.folder / f"export-{claims}"
    if not folder.is_dir():
        unfinished = wanted.folder / f"export-{claims}.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        print(f"making the files of {claims:,} claims for the peers", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "benchmarks.export", str(claims), str(unfinished)], check=True)
        unfinished.rename(folder)
    return folder


def _alike(commands: list[Command]) -> None:
    """Ask all once, which makes csto keep its index, and see that they find the same departures."""
    found = {command.name: departures(answer(command)) for command in commands}
    other = [name for name, facts in found.items() if facts != found[_WARM] or not facts]
    if other:
        sys.exit(f"these find other departures than csto: {', '.join(other)}")


def _row(name: str, runs: list[Run]) -> tuple[str, ...]:
    return (name, "", duration(median(runs)), "", "", "", _peak(runs), str(len(runs)))


def _beside(peer: Peer, done: dict[str, list[Run]], *, held: bool) -> tuple[str, ...]:
    both = compared(done[_WARM], done[peer.name])
    limit = peer.limit if held else ""
    return (
        peer.name,
        peer.version(),
        duration(both.theirs),
        ratio(both.ratio),
        limit,
        holds(both.ratio, limit),
        _peak(done[peer.name]),
        str(both.runs),
    )


def _peak(runs: list[Run]) -> str:
    return memory(max(run.peak for run in runs), own_peak())
