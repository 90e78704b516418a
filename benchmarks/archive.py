"""An archive of many generated bases, and what questions over it cost: `python -m benchmarks.archive FOLDER`.

Each base has missions of its own, so that all have other facts. `FOLDER/bases` has their TOML
files, `FOLDER/archive` the archive of them; both are kept, so that a second run only measures.
`--sqlite` asks the bases one by one too, each of which is read and weighed for that; `--spark` asks Spark.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cstocli
from benchmarks.generate import base
from cstocli.archives.build import build
from cstocli.ask.explorer import Explorer

RUNS = 3
_CONTINGENTS = ("armenia", "belarus", "kyrgyzstan", "russia", "tajikistan")


class Asked(NamedTuple):
    """One of the questions of docs/archives.md, and the same on the Parquet alone, without csto."""

    words: str
    question: str
    filters: dict[str, Any]
    alone: str


QUESTIONS = (
    Asked(
        "what is disputed",
        "disputes",
        {},
        "SELECT g.fact, g.field, g.sort, g.reason, v.value, v.words, v.rule"
        " FROM '{archive}/base=*/disagreements.parquet' g"
        " JOIN '{archive}/base=*/fields.parquet' v ON v.fact = g.fact AND v.field = g.field"
        " JOIN '{archive}/base=*/facts.parquet' f ON f.id = g.fact WHERE NOT f.summed ORDER BY f.base, f.position",
    ),
    Asked(
        "who left in 2004",
        "departures",
        {"since": "2004", "until": "2004"},
        "SELECT d.*, f.statuses, f.sources FROM '{archive}/base=*/departures.parquet' d"
        " JOIN '{archive}/base=*/facts.parquet' f ON f.id = d.fact WHERE f.possible_to >= '2004-01-01'"
        " AND f.possible_from <= '2004-12-31' ORDER BY f.base, d.fact",
    ),
    Asked(
        "the sources, and their claims",
        "sources",
        {},
        "SELECT s.*, (SELECT count(*) FROM '{archive}/base=*/claims.parquet' c WHERE c.source = s.id)"
        " FROM '{archive}/base=*/sources.parquet' s ORDER BY s.base, s.published_latest, s.id",
    ),
    Asked(
        "what nobody says",
        "gaps",
        {},
        "SELECT v.fact, v.field, f.summary FROM '{archive}/base=*/fields.parquet' v"
        " JOIN '{archive}/base=*/facts.parquet' f ON f.id = v.fact WHERE v.status = 'not-stated'"
        " ORDER BY f.base, f.position, v.position",
    ),
    Asked(
        "the facts of one kind",
        "facts",
        {"kind": "approval"},
        "SELECT f.* FROM '{archive}/base=*/facts.parquet' f WHERE f.kind = 'approval' ORDER BY f.base, f.position",
    ),
)


def write_bases(folder: Path, bases: int, claims: int) -> list[Path]:
    """Write bases of at least so many claims each, the same ones every time; returns their files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(bases):
        file = folder / f"base-{number:03}.toml"
        if not file.exists():
            text = "".join(base(claims, 1 + 100 * number))
            named = f'title = "Missions {number}"\nid = "m-{number:03}"'
            file.write_text(text.replace('title = "An archive of missions"', named, 1), encoding="utf-8")
        files.append(file)
    return files


def main() -> None:
    """Make the archive where it is not there, and print what the questions cost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bases", type=int, default=200)
    parser.add_argument("--claims", type=int, default=500, help="of each base")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--spark", action="store_true")
    asked = parser.parse_args()
    files = write_bases(asked.folder / "bases", asked.bases, asked.claims)
    started = time.perf_counter()
    built = build([str(file) for file in files], asked.folder / "archive", asked.jobs)
    print(f"build: {len(built.exported)} exported in {time.perf_counter() - started:.1f} s")
    archive = str(asked.folder / "archive")
    engines: dict[str, list[Explorer]] = {"DuckDB": [cstocli.open_archive(archive)]}
    if asked.sqlite:
        engines["SQLite, one by one"] = [cstocli.open(file) for file in files]
    if asked.spark:
        engines["Spark"] = [cstocli.open_archive(archive, "spark")]
    for line in _table(engines, archive):
        print(line, flush=True)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _table(engines: dict[str, list[Explorer]], archive: str) -> Iterator[str]:
    yield f"| question | rows | {' | '.join(engines)} | duckdb alone | DuckDB to it |"
    yield "| --- " * (4 + len(engines)) + "|"
    for asked in QUESTIONS:
        found = {name: _seconds(bases, asked) for name, bases in engines.items()}
        (rows,) = {rows for _, rows in found.values()}
        alone = _alone(asked.alone.format(archive=archive))
        cells = " | ".join(f"{seconds:.2f} s" for seconds, _ in found.values())
        yield f"| {asked.words} | {rows:,} | {cells} | {alone:.2f} s | {found['DuckDB'][0] / alone:.1f} |"


def _seconds(bases: Sequence[Explorer], asked: Asked) -> tuple[float, int]:
    """The median of some runs over all bases, one after the other, and how many rows there are."""
    times, rows = [], 0
    for _ in range(RUNS):
        started = time.perf_counter()
        rows = sum(len([*each.ask(asked.question, **asked.filters)]) for each in bases)
        times.append(time.perf_counter() - started)
    return statistics.median(times), rows


def _alone(sql: str) -> float:
    """The seconds of DuckDB alone, in a process of its own, with its rows as Python has them."""
    program = (
        "import duckdb, json, sys, time, statistics\n"
        "connection, times = duckdb.connect(), []\n"
        "connection.execute('SET enable_progress_bar = false')\n"
        f"for _ in range({RUNS}):\n"
        "    started = time.perf_counter()\n"
        "    connection.execute(sys.argv[1]).fetchall()\n"
        "    times.append(time.perf_counter() - started)\n"
        "print(json.dumps(statistics.median(times)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, sql], capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


if __name__ == "__main__":
    main()
