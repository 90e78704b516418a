"""Small answers of the shipped base beside small programs: mostly the time to start."""

import json
import re
import sqlite3
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import COLUMNS, Command, answer, beside, screen
from benchmarks.report import FIGURES, Table, figure
from benchmarks.work import Wanted, csto, program

_PROGRAMS = Path(__file__).parents[1] / "programs"
_CORE = 0  # both run on one core, which makes them less noisy


class Pair(NamedTuple):
    """csto and a program beside it, what the pair is called, and the limit of its ratio."""

    name: str
    ours: Command
    theirs: Command
    limit: str


def tables(wanted: Wanted) -> list[Table]:
    """One table, of every pair."""
    environment = wanted.environment()
    contingents = Command("csto", [csto(), "contingents", "--json"], environment)
    hello = Command("hello", [sys.executable, str(_PROGRAMS / "hello.py")], environment)
    pairs = [
        Pair("`csto contingents --json` / a Typer hello-world", contingents, hello, "≤ 0.55"),
        Pair(
            "the same through Typer, as calls go that are not plain (`--color auto`)",
            contingents._replace(words=[*contingents.words, "--color", "auto"]),
            hello,
            "≤ 1.15",
        ),
        Pair(
            "the same, `CSTO_CACHE=off`",
            contingents._replace(environment={**environment, "CSTO_CACHE": "off"}),
            hello,
            "",
        ),
        _terminal(wanted, environment),
        *_sqlite_utils(wanted, contingents),
        *_help(environment),
    ]
    return [
        Table(
            FIGURES,
            [figure(pair.name, beside(pair.ours, pair.theirs, wanted.runs, core=_CORE), pair.limit) for pair in pairs],
        )
    ]


def _terminal(wanted: Wanted, environment: dict[str, str]) -> Pair:
    """The table of contingents in a terminal, and the same cells in a Rich table."""
    environment = {**environment, "TERM": "xterm-256color"}
    ours = Command("csto", [csto(), "contingents"], environment, terminal=True)
    printed = answer(ours._replace(terminal=False)).split("\n\n")[0].splitlines()
    starts = [(match.start(), match.end()) for match in re.finditer("─+", printed[1])]
    headings = [printed[0][start:end].strip() for start, end in starts]
    # A terminal of this width leaves some columns out.
    shown = [place for place, heading in zip(starts, headings, strict=True) if heading in screen(ours).splitlines()[0]]
    rows = [[line[start:end].strip() for start, end in shown] for line in (printed[0], *printed[2:])]
    cells = wanted.folder / "cells.json"
    cells.write_text(json.dumps(rows), encoding="utf-8")
    theirs = Command("table", [sys.executable, str(_PROGRAMS / "table.py"), str(cells)], environment, terminal=True)
    name = (
        f"`csto contingents` in a terminal of {COLUMNS} columns"
        f" / a Typer program with a Rich table of the same {len(rows) - 1} × {len(shown)} cells"
    )
    return Pair(name, ours, theirs, "≤ 1.25")


def _sqlite_utils(wanted: Wanted, ours: Command) -> list[Pair]:
    """The rows of contingents out of an equal table."""
    utils = program("sqlite-utils")
    if not utils:
        return []
    rows = json.loads(answer(ours))
    file = wanted.folder / "contingents.sqlite"
    file.unlink(missing_ok=True)
    database = sqlite3.connect(file)
    columns = ", ".join(f'"{name}"' for name in rows[0])
    database.execute(f"CREATE TABLE contingents ({columns})")
    marks = ", ".join("?" * len(rows[0]))
    database.executemany(
        f"INSERT INTO contingents VALUES ({marks})",
        [[json.dumps(cell) if isinstance(cell, list | dict) else cell for cell in row.values()] for row in rows],
    )
    database.commit()
    database.close()
    theirs = Command("sqlite-utils", [utils, "query", str(file), "SELECT * FROM contingents"], ours.environment)
    return [Pair("`csto contingents --json` / `sqlite-utils query` of an equal table", ours, theirs, "≤ 0.6")]


def _help(environment: dict[str, str]) -> list[Pair]:
    """The help of the whole program, and that of a Typer program of as many commands."""
    ours = Command("csto", [csto(), "--help"], environment)
    commands = len({row["command"] for row in json.loads(answer(ours._replace(words=[csto(), "help", "--json"])))})
    theirs = Command(
        "commands",
        [sys.executable, str(_PROGRAMS / "commands.py"), "--help"],
        {**environment, "COMMANDS": str(commands)},
    )
    plain = theirs._replace(environment={**theirs.environment, "PLAIN": "1"})
    return [
        Pair(f"`csto --help` / `--help` of a Typer program of {commands} commands", ours, theirs, "≤ 1"),
        Pair("the same, of a Typer program that does without Rich", ours, plain, ""),
    ]
