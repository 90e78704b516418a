"""Many rows, written out as JSON Lines."""

import sys
from pathlib import Path

from benchmarks.measure import Command, beside, run
from benchmarks.report import FIGURES, Table, figure
from benchmarks.work import Wanted, csto, program


def tables(wanted: Wanted) -> list[Table]:
    """One table, of csto beside jq."""
    jq = program("jq")
    if not jq:
        return []
    base, environment = wanted.base_of_departures(), wanted.environment()
    words = [csto(), "departures", "--facts", str(base), "--format"]
    rows, lines = (wanted.folder / f"departures-{wanted.departures}.{end}" for end in ("json", "jsonl"))
    run(Command("csto", [*words, "json"], environment), output=rows)
    ours = Command("csto", [*words, "jsonl"], environment)
    theirs = Command("jq", [jq, "-c", ".[]", str(rows)], environment)
    for command in (ours, theirs):
        run(command, output=lines)
        if _lines(lines) != wanted.departures:
            sys.exit(f"{command.name} does not print {wanted.departures:,} lines")
    name = f"`csto departures --format jsonl`, {wanted.departures:,} rows / `jq -c '.[]'` of the same rows"
    return [Table(FIGURES, [figure(name, beside(ours, theirs, wanted.runs), "≤ 1")])]


def _lines(file: Path) -> int:
    with file.open("rb") as opened:
        return sum(1 for _ in opened)
