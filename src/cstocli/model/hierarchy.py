"""The hierarchy of places, organisations and types: which lies within which."""

from collections.abc import Mapping

from cstocli.model.base import Base


class Hierarchy:
    """The ancestors of every thing of a base, by sort and id, each with its distance in steps."""

    def __init__(self, base: Base) -> None:
        self.ancestors: Mapping[str, Mapping[str, Mapping[str, int]]] = {
            sort: _closure({name: thing.within for name, thing in things.items()})
            for sort, things in base.things.items()
        }

    def refines(self, sort: str, one: str, other: str) -> bool:
        """Whether `one` is `other` or lies within it."""
        return one == other or other in self.ancestors.get(sort, {}).get(one, {})

    def depth(self, sort: str, name: str) -> int:
        """How many things of its sort `name` lies within."""
        return len(self.ancestors.get(sort, {}).get(name, {}))


def _closure(parents: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, int]]:
    return {name: ancestors(name, parents) for name in parents}


def ancestors(name: str, parents: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Everything that `name` lies within, each with the smallest number of steps to it."""
    found: dict[str, int] = {}
    ring: dict[str, None] = dict.fromkeys(parents.get(name, ()))
    steps = 1
    while ring:
        found.update(dict.fromkeys(ring, steps))
        ring = dict.fromkeys(upper for parent in ring for upper in parents.get(parent, ()) if upper not in found)
        steps += 1
    return found
