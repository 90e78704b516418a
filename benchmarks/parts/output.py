"""Many rows, written out for programs, beside jq and the shell of SQLite."""

import sys
from pathlib import Path

import cstocli
from benchmarks.measure import Command, beside, run
from benchmarks.report import FIGURES, Table, figure
from benchmarks.work import Wanted, csto, program

_SQL = "SELECT * FROM departures"


def tables(wanted: Wanted) -> list[Table]:
    """One table."""
    rows = [*_formats(wanted), *_sql(wanted)]
    missing = [name for name in ("jq", "sqlite3") if not program(name)]
    return [Table(FIGURES, rows, f"Not installed: {', '.join(missing)}." if missing else "")]


def _formats(wanted: Wanted) -> list[tuple[str, ...]]:
    """The same rows in three formats, each beside jq, which makes lines of JSON out of an array."""
    jq = program("jq")
    if not jq:
        return []
    base, environment = wanted.base_of_departures(), wanted.environment()
    words = [csto(), "departures", "--facts", str(base), "--format"]
    rows, lines = (wanted.folder / f"departures-{wanted.departures}.{end}" for end in ("json", "lines"))
    run(Command("csto", [*words, "json"], environment), output=rows)
    theirs = Command("jq", [jq, "-c", ".[]", str(rows)], environment)
    figures = []
    for format_, headings in (("jsonl", 0), ("csv", 1), ("tsv", 1)):
        ours = Command("csto", [*words, format_], environment)
        for command, more in ((ours, headings), (theirs, 0)):
            run(command, output=lines)
            _see(command, lines, wanted.departures + more)
        name = f"`csto departures --format {format_}`, {wanted.departures:,} rows / `jq -c '.[]'` of the same rows"
        figures.append(figure(name, beside(ours, theirs, wanted.runs), "≤ 0.6"))
    return figures


def _sql(wanted: Wanted) -> list[tuple[str, ...]]:
    """All columns of a table of the index, asked through csto and of its file."""
    sqlite = program("sqlite3")
    if not sqlite:
        return []
    base, environment = wanted.base_of_departures(), wanted.environment()
    ours = Command("csto", [csto(), "sql", _SQL, "--facts", str(base), "--format", "jsonl"], environment)
    # The file has the name under which this program keeps it.
    index = cstocli.open(base, environment=environment).index.file
    theirs = Command("sqlite3", [sqlite, "-json", str(index), _SQL], environment)
    lines = wanted.folder / f"departures-{wanted.departures}.lines"
    for command in (ours, theirs):
        run(command, output=lines)
        _see(command, lines, wanted.departures)
    name = f"`csto sql --format jsonl`, {wanted.departures:,} rows / `sqlite3 -json` on the same index"
    return [figure(name, beside(ours, theirs, wanted.runs), "≤ 4")]


def _see(command: Command, printed: Path, lines: int) -> None:
    with printed.open("rb") as opened:
        if sum(1 for _ in opened) != lines:
            sys.exit(f"{command.name} does not print {lines:,} lines")
