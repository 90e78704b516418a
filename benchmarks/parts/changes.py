"""What it costs that something is new: one claim, a perspective, a check of all, each beside a first read."""

import itertools
import shutil
import sys
from pathlib import Path

from benchmarks.measure import Command, beside, run
from benchmarks.peers import question
from benchmarks.report import FIGURES, Table, figure
from benchmarks.work import Wanted, csto


def tables(wanted: Wanted) -> list[Table]:
    """One table."""
    claims = wanted.held()
    base, cold = wanted.base(claims), wanted.folder / "cold"
    if base.is_dir():
        sys.exit("changes are measured on a base of one file, so of at most 100,000 claims")

    def forget() -> None:
        shutil.rmtree(cold, ignore_errors=True)

    first = Command("first read", question(base), wanted.environment("cold"), forget)
    asked = (
        ("the question after an edit of one claim", _edit(wanted, base), "≤ 0.08"),
        ("the first question in a perspective, the base itself kept", _perspective(wanted, base), "≤ 0.4"),
        ("`csto check`", Command("check", [csto(), "check", str(base)], wanted.environment("cold"), forget), "≤ 1.2"),
    )
    rows = [
        figure(f"{name}, {claims:,} claims / the first read", beside(command, first, wanted.runs), limit)
        for name, command, limit in asked
    ]
    return [Table(FIGURES, rows)]


def _edit(wanted: Wanted, base: Path) -> Command:
    """The question to a base in which another quote stands each time, whose index was kept before."""
    file = wanted.folder / f"edited-{base.parent.name}.toml"
    text = base.read_text(encoding="utf-8")
    before, mark, after = text.rpartition('quote = "')
    numbers = itertools.count(1)

    def edit() -> None:
        # A quote has at most ten words: the first one gets a number before it.
        file.write_text(f"{before}{mark}{next(numbers)}{after}", encoding="utf-8")

    return Command("edit", question(file), wanted.environment("edits"), edit)


def _perspective(wanted: Wanted, base: Path) -> Command:
    """The question without one teller; the index of the whole base is kept, that of the perspective is not."""
    folder = wanted.folder / "views"
    run(Command("base", question(base), wanted.environment("views")))
    kept = {file for file in folder.rglob("*") if file.is_file()}

    def forget() -> None:
        for file in folder.rglob("*"):
            if file.is_file() and file not in kept:
                file.unlink()

    return Command("perspective", [*question(base), "--without", "Kabar"], wanted.environment("views"), forget)
