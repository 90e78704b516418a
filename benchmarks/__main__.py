"""Measures csto beside its peers and prints tables: `python -m benchmarks [--write docs/benchmarks.md]`."""

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from benchmarks import report
from benchmarks.parts import changes, first_read, growth, output, peers, start
from benchmarks.work import Wanted

_PARTS = {
    "start": start.tables,
    "growth": growth.tables,
    "peers": peers.tables,
    "first-read": first_read.tables,
    "changes": changes.tables,
    "output": output.tables,
}
_GIGABYTE = 10**9


def main() -> None:
    """Measure the parts that are asked for; each is printed, and written, as soon as it is done."""
    asked = _arguments()
    with _folder(asked.work) as folder:
        wanted = Wanted(folder, asked.claims, asked.departures, asked.runs, asked.seconds)
        for name in asked.parts:
            text = "\n\n".join([_machine(), *(report.markdown(table) for table in _PARTS[name](wanted))])
            print(f"## {name}\n\n{text}\n", flush=True)
            if asked.write:
                report.put(asked.write, name, text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    sizes = [500, 10_000, 100_000, 1_000_000]
    parser.add_argument("--claims", type=_numbers, default=sizes, metavar="N,N", help="the sizes of bases")
    parser.add_argument("--departures", type=int, default=100_000, metavar="N", help="the rows that are written out")
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="how often each program is run")
    parser.add_argument(
        "--seconds", type=float, default=120, metavar="N", help="a peer that takes longer in all is run less often"
    )
    parser.add_argument("--parts", type=_parts, default=list(_PARTS), metavar="A,B", help=", ".join(_PARTS))
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="where files are made and kept for the next time")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="the page into which the tables are written")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return sorted(int(number) for number in text.split(","))


def _parts(text: str) -> list[str]:
    names = text.split(",")
    if not set(names) <= set(_PARTS):
        raise argparse.ArgumentTypeError(f"the parts are {', '.join(_PARTS)}")
    return names


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """The folder that was named, or one that goes when all is done."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def _machine() -> str:
    """What it was measured on, in words."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / _GIGABYTE
    return (
        f"csto {version('csto')}, Python {platform.python_version()}, {platform.system()},"
        f" {os.cpu_count()} cores, {memory:.0f} GB of memory."
    )


if __name__ == "__main__":
    main()
