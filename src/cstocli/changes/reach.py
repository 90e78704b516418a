"""What an entry bears on: its own fact, those that sum it up, its rivals, those behind which a teller stands."""

from collections.abc import Iterable

from cstocli.changes.entries import CLAIM, FACT, RIVALS, Entry
from cstocli.index.index import Index

_SUMMED = "SELECT DISTINCT c.fact, s.fact, s.field FROM claim_values s JOIN claims c ON c.id = s.claim"
_BEHIND = "SELECT DISTINCT c.fact, b.fact, '' FROM supporting_claims b JOIN claims c ON c.id = b.claim"
_RIVALS = "SELECT DISTINCT a.fact, b.fact, b.field FROM rivals a JOIN rivals b ON b.id = a.id"
_TOLD = "SELECT DISTINCT p.teller, c.fact FROM provenance p JOIN claims c ON c.id = p.claim"


class Reach:
    """What bears on what, in one index or in several versions of it.

    `sums` are the facts that others add up to.
    """

    def __init__(self, indexes: Iterable[Index]) -> None:
        # Of a fact each other one on which it bears, and the fields of that.
        self._facts: dict[str, dict[str, set[str]]] = {}
        self._tellers: dict[str, set[str]] = {}
        self.sums: set[str] = set()
        for index in indexes:
            for sql in (_SUMMED, _BEHIND, _RIVALS):
                for fact, other, field in index.execute(sql):
                    self._facts.setdefault(fact, {}).setdefault(other, set()).add(field)
                    self.sums |= {other} - {fact} if sql is _SUMMED else set()
            for teller, fact in index.execute(_TOLD):
                self._tellers.setdefault(teller, set()).add(fact)

    def of(self, entry: Entry) -> set[str] | None:
        """The ids of facts, with that of the source of a claim; None where it may bear on any: a place, a kind."""
        if entry.part in (CLAIM, FACT, RIVALS):
            source = {f"source/{entry.source}"} if entry.source else set()
            return {entry.entity, *self._facts.get(entry.entity, ()), *source}
        if entry.part in ("source", "origin"):
            told = self._tellers.get(entry.entity, set())
            return {entry.entity, *told, *(other for fact in told for other in self._facts.get(fact, ()))}
        return None

    def knows(self, fact: str) -> bool:
        """Whether a fact has claims here; what one that has gone was summed up in cannot be told."""
        return fact in self._facts

    def fields(self, entry: Entry) -> set[tuple[str, str]]:
        """The facts, each with a field of it, on which an entry bears by what claims say of them."""
        facts = self._tellers.get(entry.entity, set()) if entry.part in ("source", "origin") else {entry.entity}
        return {
            (fact, field) for each in facts for fact, fields in self._facts.get(each, {}).items() for field in fields
        }
