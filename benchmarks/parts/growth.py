"""Whether an answer of the same length takes longer when the base is larger."""

import sys

from benchmarks.measure import Command, answer, compared, median, rounds
from benchmarks.peers import CONTINGENT, question
from benchmarks.report import Table, duration, holds, ratio
from benchmarks.work import Wanted, csto

_FACT = f"departure/{CONTINGENT}-0-00001"
_CORE = 0
_LIMIT = "≤ 1.15"
_QUESTIONS = {
    f"`csto why {_FACT}.date`": ["why", f"{_FACT}.date"],
    f"`csto show {_FACT}`": ["show", _FACT],
    '`csto search "City 00001"`': ["search", "City 00001"],
    f"`csto contingents --contingent {CONTINGENT}`": ["contingents", "--contingent", CONTINGENT],
}


def tables(wanted: Wanted) -> list[Table]:
    """One table: questions down, sizes across, and the ratio of the largest to the smallest."""
    sizes = sorted(wanted.claims)
    headings = ("asked, with `--json`", *(f"{claims:,}" for claims in sizes), "ratio", "limit", "holds", "runs")
    rows = [_row(name, commands, wanted) for name, commands in _commands(wanted, sizes).items()]
    return [Table(headings, rows)]


def _commands(wanted: Wanted, sizes: list[int]) -> dict[str, list[Command]]:
    """Each question, put to the base of each size."""
    environment = wanted.environment()
    bases = {claims: wanted.base(claims) for claims in sizes}
    departures = f"`csto departures --contingent {CONTINGENT} --from 1994 --to 1994`"
    commands = {departures: [Command(f"{claims:,}", question(base), environment) for claims, base in bases.items()]}
    for name, words in _QUESTIONS.items():
        commands[name] = [
            Command(f"{claims:,}", [csto(), *words, "--facts", str(base), "--json"], environment)
            for claims, base in bases.items()
        ]
    return commands


def _row(name: str, commands: list[Command], wanted: Wanted) -> tuple[str, ...]:
    answers = {answer(command) for command in commands}
    if len(answers) > 1:
        sys.exit(f"{name} has another answer in another size, so that its times say nothing")
    done = list(rounds(commands, wanted.runs, core=_CORE).values())
    both = compared(done[-1], done[0])
    times = (duration(median(runs)) for runs in done)
    return (name, *times, ratio(both.ratio), _LIMIT, holds(both.ratio, _LIMIT), str(both.runs))
