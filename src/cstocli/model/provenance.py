"""The provenance of claims: the chain of tellers from the origin to the source."""

from cstocli.model.base import Base, Claim


def chain(base: Base, claim: Claim) -> tuple[str, ...]:
    """The ids of all who passed the account on, the first teller first, the source last.

    The first is the claim's origin. A source that does not say where it got the account
    is its own origin, and the only one in the chain.
    """
    source = base.sources[claim.source]
    via = source.via if claim.via is None else claim.via
    return (*_behind(base, via), *via, claim.source)


def _behind(base: Base, via: tuple[str, ...]) -> tuple[str, ...]:
    """The tellers behind the first teller of `via`."""
    if not via:
        return ()
    first = base.origins.get(via[0]) or base.sources[via[0]]
    return (*_behind(base, first.via), *first.via)


def teller(base: Base, name: str) -> str:
    """The short name of an origin or a source, as chains print it."""
    origin = base.origins.get(name)
    return origin.teller if origin else base.sources[name].publisher
