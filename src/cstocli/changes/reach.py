"""Which facts an entry bears on: its own, those that sum it up, its rivals, those that a teller stands behind."""

from collections.abc import Iterable

from cstocli.changes.entries import CLAIM, FACT, RIVALS, Entry
from cstocli.index.index import Index

_SUMMED = "SELECT DISTINCT c.fact, b.fact FROM supporting_claims b JOIN claims c ON c.id = b.claim"
_RIVALS = "SELECT DISTINCT a.fact, b.fact FROM rivals a JOIN rivals b ON b.id = a.id"
_TOLD = "SELECT DISTINCT p.teller, c.fact FROM provenance p JOIN claims c ON c.id = p.claim"


class Reach:
    """What bears on which facts, in one index or in several."""

    def __init__(self, indexes: Iterable[Index]) -> None:
        self._facts: dict[str, set[str]] = {}
        self._tellers: dict[str, set[str]] = {}
        for index in indexes:
            for sql in (_SUMMED, _RIVALS):
                for fact, other in index.execute(sql):
                    self._facts.setdefault(fact, {fact}).add(other)
            for teller, fact in index.execute(_TOLD):
                self._tellers.setdefault(teller, set()).add(fact)

    def of(self, entry: Entry) -> set[str] | None:
        """The ids of the facts, and of the source of a claim; None where it may bear on any: a place, a kind."""
        if entry.part in (CLAIM, FACT, RIVALS):
            found = self._facts.get(entry.entity, {entry.entity})
            return {*found, f"source/{entry.source}"} if entry.source else found
        if entry.part in ("source", "origin"):
            told = self._tellers.get(entry.entity, set())
            return {entry.entity, *(fact for each in told for fact in self._facts.get(each, {each}))}
        return None
