"""What it costs that something is new: an edit, a perspective, a check of all, each beside a first read in CPU time."""

import itertools
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Command, compared, rounds, run
from benchmarks.peers import question
from benchmarks.report import FIGURES, Table, figure
from benchmarks.work import Wanted, csto

_EDIT, _PERSPECTIVE, _CHECK = "≤ 0.08", "≤ 0.4", "≤ 1.2"
_FACT = "[[departures]]\n"
_BEFORE_A_FACT = re.compile(r"^(?=\[\[\w+\]\]$)", re.MULTILINE)
_SETTLED = 0.1  # seconds until a file that was just written cannot change again without a trace

# The text of a base from a departure on, and a number → the same with something new.
Change = Callable[[str, int], str]


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
        (_edited(wanted, base, "the question after an edit of one claim's quote", _quote), _EDIT),
        (_edited(wanted, base, "the question after an edit of one claim's day", _day), _EDIT),
        (_edited(wanted, base, "the question after one new fact", _new_fact), _EDIT),
        (_seen(wanted, base, "--without", "Kabar"), _PERSPECTIVE),
        (_seen(wanted, base, "--as-of", "2008"), _PERSPECTIVE),
        (Command("`csto check`", [csto(), "check", str(base)], wanted.environment("cold"), forget), _CHECK),
    )
    commands = [first, *(command for command, _ in asked)]
    for command in commands:
        run(command)
    done = rounds(commands, wanted.runs)
    rows = [
        figure(
            f"{command.name}, {claims:,} claims / the first read",
            compared(done[command.name], done[first.name], cpu=True),
            limit,
        )
        for command, limit in asked
    ]
    return [Table(FIGURES, rows, "CPU time of all processes.")]


def _edited(wanted: Wanted, base: Path, name: str, change: Change) -> Command:
    """The question to a base whose index was kept before its middle was changed, anew for each run."""
    folder = f"edits{change.__name__}"
    file = wanted.folder / f"{folder}-{base.parent.name}.toml"
    text = base.read_text(encoding="utf-8")
    middle = text.index(_FACT, len(text) // 2)
    numbers = itertools.count(1)

    def edit() -> None:
        file.write_text(text[:middle] + change(text[middle:], next(numbers)), encoding="utf-8")
        time.sleep(_SETTLED)

    return Command(name, question(file), wanted.environment(folder), edit)


def _quote(text: str, number: int) -> str:
    # A quote has at most ten words: the first one gets a number before it.
    return text.replace('quote = "', f'quote = "{number} ', 1)


def _day(text: str, number: int) -> str:
    before, mark, after = text.partition('date = "')
    return f'{before}{mark}1994-02-{number % 28 + 1:02}"{after[after.index(chr(10)) :]}'


def _new_fact(text: str, number: int) -> str:
    """One more fact each time, which says what the first one of `text` does."""
    _, fact, _ = _BEFORE_A_FACT.split(text, maxsplit=2)
    return "".join(re.sub(r'id = ".*"', f'id = "new-{count}"', fact, count=1) for count in range(number)) + text


def _seen(wanted: Wanted, base: Path, *perspective: str) -> Command:
    """The question in a perspective; the index of the whole base is kept, that of the perspective is not."""
    folder = wanted.folder / f"views{perspective[0]}"
    environment = wanted.environment(folder.name)
    run(Command("base", question(base), environment))
    kept = {file for file in folder.rglob("*") if file.is_file()}

    def forget() -> None:
        for file in folder.rglob("*"):
            if file.is_file() and file not in kept:
                file.unlink()

    name = f"the first question `{' '.join(perspective)}`, the base itself kept"
    return Command(name, [*question(base), *perspective], environment, forget)
