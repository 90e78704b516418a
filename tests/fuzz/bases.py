"""Fuzz the reader of fact bases, and whatever is asked of a base that it accepts.

    python tests/fuzz/bases.py --runs 100000
    python tests/fuzz/bases.py --runs 1000000000 --seconds 3600 --seed 7
    python tests/fuzz/bases.py --runs 1000000 --engine atheris

Each run takes a small piece of the shipped base or of the starter and mutates its text, or
makes a base of the declarations of the format. Whatever comes of it must be refused
with problems that have a place and a short printable message, or be answered in full; never
with another error, and within seconds. The first base that breaks this is made as small as
it can be and printed, and the script ends with 1.
"""

import argparse
import sys
from pathlib import Path


def main() -> int:
    """Fuzz as the command line says."""
    # A script finds what lies beside it, and not the package in which it lies.
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.fuzz.engines import with_atheris, with_hypothesis
    from tests.fuzz.smallest import found, tell

    parser = argparse.ArgumentParser(description="Fuzz the reader of fact bases with mutated bases.")
    parser.add_argument("--runs", type=int, required=True, help="how many bases to try")
    parser.add_argument("--seconds", type=float, help="stop after so long")
    parser.add_argument("--seed", type=int, default=0, help="begin elsewhere")
    parser.add_argument("--go-on", action="store_true", help="do not stop at what breaks; tell all sorts at the end")
    parser.add_argument("--engine", choices=["hypothesis", "atheris"], default="hypothesis")
    asked = parser.parse_args()
    if asked.engine == "atheris":
        with_atheris(asked.runs, asked.seconds, asked.seed)
    figures, broken = with_hypothesis(asked.runs, asked.seconds, asked.seed, go_on=asked.go_on)
    for content in figures.examples.values():
        tell(found(content))
    if broken:
        tell(broken)
    print(figures.told())  # noqa: T201
    return int(broken is not None or bool(figures.broken))


if __name__ == "__main__":
    sys.exit(main())
