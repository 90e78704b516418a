"""Where the facts of a base that was edited were before: which stay, and what takes the place of the others."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Hunk(NamedTuple):
    """Facts that take the place of others: those `before`, and those `now`, as ranges of positions."""

    before: range
    now: range


def hunks(before: Sequence[bytes], now: Sequence[bytes]) -> list[Hunk]:
    """How one sequence of checksums became another, each of which is there once at most.

    As many as possible stay in their order; between two hunks there is at least one that stays.
    """
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    back = 0
    while back < min(len(before), len(now)) - same and before[-1 - back] == now[-1 - back]:
        back += 1
    ends = len(before) - back, len(now) - back
    places = {block: place for place, block in enumerate(before[same : ends[0]], same)}
    matched = [(places[block], at) for at, block in enumerate(now[same : ends[1]], same) if block in places]
    stays = [(same - 1, same - 1), *_rising(matched), ends]
    found = (Hunk(range(old + 1, then), range(new + 1, at)) for (old, new), (then, at) in pairwise(stays))
    return [hunk for hunk in found if hunk.before or hunk.now]


def _rising(matched: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest run of pairs of which the first numbers rise, as the second ones do."""
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for at, (old, _) in enumerate(matched):
        place = bisect_left(ends, old)
        previous.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [old]
        last[place : place + 1] = [at]
    run = []
    at = last[-1] if last else -1
    while at >= 0:
        run.append(matched[at])
        at = previous[at]
    return run[::-1]


def shift(steps: Sequence[tuple[int, int]], column: str) -> str:
    """An SQL expression for a number of `column` after each of the steps `(from, by)` that it is behind, added up."""
    if not any(by for _, by in steps):
        return column
    return f"{column} + " + " + ".join(f"({by}) * ({column} >= {start})" for start, by in steps if by)
