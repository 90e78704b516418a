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
    # The numbers of claims are other ones in a larger base.
    f"`csto disputes --contingent {CONTINGENT} --fields fact,field`": [
        *("disputes", "--contingent", CONTINGENT, "--fields", "fact,field"),
    ],
    "`csto facts --limit 5`": ["facts", "--limit", "5"],
    "`csto sources --limit 5`": ["sources", "--limit", "5"],
    "`csto origins --limit 5`": ["origins", "--limit", "5"],
    "`csto places --limit 5`": ["places", "--limit", "5"],
    "`csto aircraft --limit 5`": ["aircraft", "--limit", "5"],
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
    # The first five of all are other ones in a larger base.
    if len(answers) > 1 and "--limit" not in name:
        sys.exit(f"{name} has another answer in another size, so that its times say nothing")
    done = list(rounds(commands, wanted.runs, core=_CORE).values())
    both = compared(done[-1], done[0])
    times = (duration(median(runs)) for runs in done)
    return (name, *times, ratio(both.ratio), _LIMIT, holds(both.ratio, _LIMIT), str(both.runs))
