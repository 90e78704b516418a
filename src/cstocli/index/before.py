"""The facts of an index before an edit: their ids, places and claims."""

from collections.abc import Iterable
from itertools import accumulate

from cstocli.index.moves import Hunk
from cstocli.read.blocks import Unclear


class Before:
    """The facts of an index by position: those that somebody wrote, behind them those that sum up.

    `first` are the numbers of the first claims of those that are written, and the one
    behind the last claim.
    """

    def __init__(self, facts: Iterable[tuple[int, str, bool, int]]) -> None:
        """Take the position, the id, whether it is summed and the number of claims of each fact."""
        places, ids, summed, claims = zip(*facts, strict=True)
        self.ids: list[str] = [*ids]
        self.written = len(ids) - sum(summed)
        self.first = [*accumulate(claims[: self.written], initial=1)]
        self.position = {name: place for place, name in enumerate(ids)}
        if places != tuple(range(len(ids))) or any(summed[: self.written]):
            raise Unclear("the facts are not in their places")


class After:
    """The same once `hunks` have been edited; `claims` are the numbers of claims of their facts, by new position."""

    def __init__(self, before: Before, hunks: list[Hunk], ids: dict[int, str], claims: dict[int, int]) -> None:
        self.hunks = hunks
        self.ids: list[str] = []
        counts: list[int] = []
        stays = 0
        for hunk in [*hunks, Hunk(range(before.written, before.written), range(0))]:
            self.ids += before.ids[stays : hunk.before.start]
            counts += [before.first[at + 1] - before.first[at] for at in range(stays, hunk.before.start)]
            self.ids += [ids[at] for at in hunk.now]
            counts += [claims[at] for at in hunk.now]
            stays = hunk.before.stop
        self.written = len(self.ids)
        # What sums up stays in its order behind all others.
        self.ids += before.ids[before.written :]
        self.first = [*accumulate(counts, initial=1)]
        self.position = {name: place for place, name in enumerate(self.ids)}
        if len(self.position) != len(self.ids):
            raise Unclear("an id is used twice")

    def steps(self, before: Before) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """From which position and from which claim on numbers are others than before, and by how much."""
        positions = [(hunk.before.stop, len(hunk.now) - len(hunk.before)) for hunk in self.hunks]
        claims = []
        for hunk in self.hunks:
            was = before.first[hunk.before.stop] - before.first[hunk.before.start]
            now = self.first[hunk.now.stop] - self.first[hunk.now.start]
            claims.append((before.first[hunk.before.stop], now - was))
        return positions, claims
