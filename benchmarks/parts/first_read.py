"""The first read of a base: the time beside that of a TOML parser alone, and the memory beside the file's size."""

import shutil
import sys

from benchmarks.measure import Command, answer, compared, rounds, run
from benchmarks.peers import question
from benchmarks.report import FIGURES, Table, duration, figure, holds, memory, ratio
from benchmarks.work import Wanted, size

_LOADS = """
import sys, time, tomli
text = open(sys.argv[1], encoding="utf-8").read()
start = time.perf_counter()
tomli.loads(text)
print(time.perf_counter() - start)
"""
_MOST_MEMORY = "≤ 10"
_CORE = 0


def tables(wanted: Wanted) -> list[Table]:
    """One table, of time and memory, with two processes and, on one core, with one."""
    claims = wanted.held()
    base, cold = wanted.base(claims), wanted.folder / "cold"
    if base.is_dir():
        sys.exit("the first read is measured on a base of one file, so of at most 100,000 claims")
    csto = Command("csto", question(base), wanted.environment("cold"), lambda: shutil.rmtree(cold, ignore_errors=True))
    loads = Command("tomli", [sys.executable, "-c", _LOADS, str(base)], wanted.environment())
    for command in (csto, loads):
        run(command)
    done = rounds((csto, loads), wanted.runs)
    alone = rounds((csto, loads), wanted.runs, core=_CORE)
    inside = sorted(float(answer(loads)) for _ in range(3))[1]
    peak = max(one.peak for one in alone["csto"])
    grown = peak / size(base)
    both, one_core = compared(done["csto"], done["tomli"]), compared(alone["csto"], alone["tomli"])
    what = f"the question, cold, {claims:,} claims"
    return [
        Table(
            FIGURES,
            [
                figure(f"{what} / `tomli.loads`, a program of its own", both, "≤ 3"),
                figure("the same on one core, where one process does all", one_core, "≤ 4"),
                (
                    "the most memory of that process / the file's size",
                    memory(peak),
                    memory(size(base)),
                    ratio(grown),
                    "",
                    _MOST_MEMORY,
                    holds(grown, _MOST_MEMORY),
                    str(one_core.runs),
                ),
            ],
            f"Of the program beside it, `tomli.loads` itself takes {duration(inside)}, with Python's collector of"
            " cycles on, which csto turns off while it reads.",
        )
    ]
