"""Perspectives: which claims of a base count."""

from cstocli.model.dates import LAST_DAY, words
from cstocli.model.errors import UnknownName
from cstocli.model.light_typing import TYPE_CHECKING, NamedTuple
from cstocli.model.text import tidied, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from cstocli.model.base import Base, Rivals


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

    @property
    def options(self) -> tuple[str, ...]:
        """The options of a command that ask for it."""
        given = (("--as-of", (self.as_of,) if self.as_of else ()), ("--only", self.only), ("--without", self.without))
        return tuple(word for option, names in given for name in names for word in (option, name))


EVERYTHING = Perspective()


def apply(perspective: Perspective, base: "Base") -> "Base":
    """The base that holds only the claims that count; facts without any are gone.

    Raises:
        UnknownName: the base has no source, origin, publisher or teller of a name.
    """
    if perspective == EVERYTHING:
        return base
    from cstocli.model.provenance import chain

    counts = counting(perspective, base)
    kept = (
        fact._replace(claims=tuple(claim for claim in fact.claims if counts(chain(base, claim)))) for fact in base.facts
    )
    facts = tuple(fact for fact in kept if fact.claims)
    return without_what_is_gone(base._replace(facts=facts), {fact.id for fact in facts})


def counting(perspective: Perspective, base: "Base") -> "Callable[[tuple[str, ...]], bool]":
    """What says whether a claim counts, by its chain of tellers, the source last.

    Raises:
        UnknownName: the base has no source, origin, publisher or teller of a name.
    """
    without = {thing for name in perspective.without for thing in _meant(base, name)}
    only = [set(_meant(base, name)) for name in perspective.only]

    def counts(chain: "tuple[str, ...]") -> bool:
        tellers = set(chain)
        if tellers & without or (only and not any(tellers & wanted for wanted in only)):
            return False
        published = base.sources[chain[-1]].published
        return perspective.as_of is None or (published.last if published else LAST_DAY) <= perspective.as_of

    return counts


def without_what_is_gone(base: "Base", there: "Container[str]") -> "Base":
    """The base in which nothing names a fact that is not `there` any more."""
    # A part whose whole is gone stands for itself, and a plan of whose outcome nobody speaks has none.
    facts = tuple(
        fact._replace(
            part_of=fact.part_of if fact.part_of in there else "", outcome=fact.outcome if fact.outcome in there else ""
        )
        for fact in base.facts
    )
    return base._replace(facts=facts, rivals=_rivals(base.rivals, there))


def _rivals(rivals: "tuple[Rivals, ...]", facts: "Container[str]") -> "tuple[Rivals, ...]":
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
