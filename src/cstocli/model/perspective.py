"""Perspectives: which claims of a base count."""

from cstocli.model.dates import LAST_DAY, words
from cstocli.model.errors import UnknownName
from cstocli.model.light_typing import TYPE_CHECKING, NamedTuple
from cstocli.model.text import tidied, visible

if TYPE_CHECKING:
    from cstocli.model.base import Base, Claim, Rivals


class Perspective(NamedTuple):
    """Which claims count.

    `as_of` is an ISO day: only claims that were surely published by then count. `without` and `only`
    name sources, origins, publishers or tellers: a claim goes back to one when it
    stands anywhere in the claim's chain.
    """

    as_of: str | None = None
    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The perspective in words, for the last line of a table; empty if every claim counts."""
        parts = [f"as of {words(self.as_of)}"] if self.as_of else []
        parts += [f"only what goes back to {visible(name)}" for name in self.only]
        parts += [f"without {visible(name)}" for name in self.without]
        return ", ".join(parts)


EVERYTHING = Perspective()


def apply(perspective: Perspective, base: "Base") -> "Base":
    """The base that holds only the claims that count; facts without any are gone.

    Raises:
        UnknownName: the base has no source, origin, publisher or teller of a name.
    """
    if perspective == EVERYTHING:
        return base
    from cstocli.model.provenance import chain

    without = {thing for name in perspective.without for thing in _meant(base, name)}
    only = [set(_meant(base, name)) for name in perspective.only]

    def counts(claim: "Claim") -> bool:
        tellers = set(chain(base, claim))
        if tellers & without or (only and not any(tellers & wanted for wanted in only)):
            return False
        published = base.sources[claim.source].published
        return perspective.as_of is None or (published.last if published else LAST_DAY) <= perspective.as_of

    kept = (fact._replace(claims=tuple(claim for claim in fact.claims if counts(claim))) for fact in base.facts)
    facts = [fact for fact in kept if fact.claims]
    there = {fact.id for fact in facts}
    # A part whose whole is gone stands for itself, and a plan of whose outcome nobody speaks has none.
    whole = tuple(
        fact._replace(
            part_of=fact.part_of if fact.part_of in there else "", outcome=fact.outcome if fact.outcome in there else ""
        )
        for fact in facts
    )
    return base._replace(facts=whole, rivals=_rivals(base.rivals, there))


def _rivals(rivals: "tuple[Rivals, ...]", facts: set[str]) -> "tuple[Rivals, ...]":
    """The rivals of which at least two are left."""
    there = (
        rival._replace(facts=tuple(fact for fact in rival.facts if fact.partition(".")[0] in facts)) for rival in rivals
    )
    return tuple(rival for rival in there if len(rival.facts) > 1 or (rival.facts and rival.values))


def _meant(base: "Base", name: str) -> list[str]:
    """The ids of the sources and origins that a name means: one by its id, or all of a publisher or teller."""
    name = tidied(name)
    identity = name.removeprefix("source/").removeprefix("origin/")
    if identity in base.sources or identity in base.origins:
        return [identity]
    names = {source: record.publisher for source, record in base.sources.items()}
    names |= {origin: record.teller for origin, record in base.origins.items()}
    found = [thing for thing, spelling in names.items() if spelling.casefold() == name.casefold()]
    if not found:
        known = [*names, *dict.fromkeys(names.values())]
        raise UnknownName("source, origin or publisher", name, known, "list them", "csto origins", "csto sources")
    return found
