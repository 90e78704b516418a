"""What lies within what: all that a thing lies within, each asked once, and how many steps lead there."""

from typing import Any

import pytest

from cstocli.model.hierarchy import Hierarchy, ancestors
from tests.conftest import base_of
from tests.model.test_types import BASE

ORDER = Hierarchy(base_of(BASE))


@pytest.mark.parametrize(
    ("sort", "name", "above"),
    [
        ("place", "airport", ["city", "norland"]),
        ("place", "hub", ["airport", "station", "city", "norland"]),
        ("place", "norland", []),
        ("aircraft", "il-76md-90a", ["il-76md", "il-76"]),
        ("organisation", "squadron", ["air-force"]),
    ],
)
def test_a_thing_refines_itself_and_all_that_it_lies_within(sort: str, name: str, above: list[str]) -> None:
    known = {other for other in ORDER.ancestors[sort] if ORDER.refines(sort, name, other)}
    assert known == {name, *above}
    assert ORDER.depth(sort, name) == len(above)


class _Counting(dict[str, tuple[str, ...]]):
    """What lies within what, and how often it was asked what is above something."""

    asked = 0

    def get(self, name: str, default: Any = None) -> Any:
        """The parents of a thing; the question is counted."""
        self.asked += 1
        return super().get(name, default)


def _layers(count: int) -> _Counting:
    """Layers of two, each within both of the layer above."""
    above = {f"{layer}-{side}": (f"{layer - 1}-a", f"{layer - 1}-b") for layer in range(1, count) for side in "ab"}
    return _Counting({"0-a": (), "0-b": (), **above})


def test_what_many_ways_lead_to_is_gone_on_from_once() -> None:
    layers = _layers(14)
    found = ancestors("13-a", layers)
    assert len(found) == 2 * 13
    assert layers.asked == 1 + len(found)


def test_the_fewest_steps_to_a_place_are_told() -> None:
    above = {"stop": ("station", "norland"), "station": ("city",), "city": ("norland",), "norland": ("earth",)}
    assert ancestors("stop", above) == {"station": 1, "norland": 1, "city": 2, "earth": 2}
    assert list(ancestors("3-a", _layers(4)).items()) == [
        (f"{layer}-{side}", 3 - layer) for layer in (2, 1, 0) for side in "ab"
    ]


def test_a_thing_lies_as_near_as_its_shortest_way_says() -> None:
    hub = """
[places.hall]
name = "Hall of the hub"
within = ["hub", "norland"]
"""
    assert Hierarchy(base_of(BASE + hub)).ancestors["place"]["hall"] == {
        "hub": 1,
        "norland": 1,
        "airport": 2,
        "station": 2,
        "city": 3,
    }
