"""What lies within what: places, aircraft types, organisations, and all their ancestors."""

from cstocli.model.base import Base


class Hierarchy:
    """What lies within what, in one base: places, aircraft and their variants, organisations."""

    def __init__(self, base: Base) -> None:
        parents: dict[str, dict[str, tuple[str, ...]]] = {
            "place": {name: place.within for name, place in base.places.items()},
            "aircraft": {name: (kind.variant_of,) if kind.variant_of else () for name, kind in base.aircraft.items()},
            "organisation": {
                name: (body.part_of,) if body.part_of else () for name, body in base.organisations.items()
            },
            "person": {},
        }
        self.above = {table: {name: _closure(name, up) for name in up} for table, up in parents.items()}

    def refines(self, table: str, one: str, other: str) -> bool:
        """Whether `one` is `other` or lies within it."""
        return one == other or other in self.above[table].get(one, {})

    def depth(self, table: str, name: str) -> int:
        """How many things of its table `name` lies within."""
        return len(self.above[table].get(name, {}))


def _closure(name: str, parents: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """All that `name` lies within, each with the number of steps that lead there."""
    found: dict[str, int] = {}
    ring, steps = parents.get(name, ()), 1
    while ring:
        for parent in ring:
            found.setdefault(parent, steps)
        ring = tuple(upper for parent in ring for upper in parents.get(parent, ()) if upper not in found)
        steps += 1
    return found
