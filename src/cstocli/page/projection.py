"""The world on paper: a part of it as pixels, with outlines of land and borders cut to it."""

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cstocli.page.markup import Html, tag

_MARGIN = 0.1
_NARROWEST = 2.0  # degrees; a map of one town shows the land around it
_EDGE = 9.0  # pixels around the picture, where the line along a cut is not seen
Point = tuple[float, float]


class View(NamedTuple):
    """A part of the world on paper: degrees at its edges, pixels a degree of longitude and of latitude."""

    west: float
    north: float
    east: float
    south: float
    across: float
    down: float

    def xy(self, longitude: float, latitude: float) -> Point:
        """A position in pixels."""
        turned = longitude + 360 * math.ceil((self.west - longitude) / 360)
        return (turned - self.west) * self.across, (self.north - latitude) * self.down

    @property
    def size(self) -> Point:
        """Width and height in pixels."""
        return (self.east - self.west) * self.across, (self.north - self.south) * self.down


def view_of(points: Iterable[Point], width: float, least: float, most: float, narrowest: float = _NARROWEST) -> View:
    """The part of the world with all points, longitudes and latitudes, in it; perhaps across the 180th meridian."""
    points = [*points]
    longitudes = sorted({longitude for longitude, _ in points})
    gaps = [(after - before, after) for before, after in itertools.pairwise(longitudes)]
    gaps.append((longitudes[0] + 360 - longitudes[-1], longitudes[0]))
    gap, west = max(gaps)
    east = west + 360 - gap
    south, north = min(latitude for _, latitude in points), max(latitude for _, latitude in points)
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.2)
    wide = max((east - west) * (1 + 2 * _MARGIN), narrowest / squeeze)
    high = max((north - south) * (1 + 2 * _MARGIN), narrowest)
    # A picture neither too flat nor too high: the smaller side gets more of the world.
    wide = max(wide, high * width / most / squeeze)
    high = max(high, wide * squeeze * least / width)
    across = width / wide
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return View(
        middle_x - wide / 2, middle_y + high / 2, middle_x + wide / 2, middle_y - high / 2, across, across / squeeze
    )


def land(view: View) -> Iterator[Html]:
    """Land and borders, as far as they are in view; more than once around the world where the view is."""
    arcs, land, borders = _world()
    width, height = view.size
    shapes, lines = [], []
    for turn in (-360, 0, 360):
        drawn = [[((x + turn - view.west) * view.across, (view.north - y) * view.down) for x, y in arc] for arc in arcs]
        rings = (
            [point for number in ring for point in (drawn[number] if number >= 0 else drawn[~number][::-1])]
            for ring in land
        )
        shapes += [_path(clipped) + "z" for ring in rings if (clipped := _clip(ring, width, height))]
        lines += [_path(run) for number in borders for run in _runs(drawn[number], width, height)]
    yield tag("path", d="".join(shapes), class_="land") if shapes else tag("g")
    if lines:
        yield tag("path", d="".join(lines), class_="border")


def _world() -> tuple[list[list[Point]], list[list[int]], list[int]]:
    """The arcs in degrees, the rings of land, and the arcs that are borders; see scripts/outlines.py."""
    world = json.loads((Path(__file__).parent / "outlines.json").read_text(encoding="utf-8"))
    arcs = []
    for steps in world["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + step_x, y + step_y
            points.append((x / world["per_degree"], y / world["per_degree"]))
        arcs.append(points)
    return arcs, world["land"], world["borders"]


def _clip(ring: list[Point], width: float, height: float) -> list[Point]:
    """The part of a ring inside the picture (Sutherland and Hodgman): one edge of the picture after the other."""
    for axis, edge, sign in ((0, -_EDGE, 1), (0, width + _EDGE, -1), (1, -_EDGE, 1), (1, height + _EDGE, -1)):
        kept: list[Point] = []
        for before, point in zip((*ring[-1:], *ring), ring, strict=False):
            inside, was_inside = (sign * (each[axis] - edge) >= 0 for each in (point, before))
            if inside != was_inside:
                part = (edge - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
            if inside:
                kept.append(point)
        ring = kept
    return ring


def _runs(points: list[Point], width: float, height: float) -> Iterator[list[Point]]:
    """The parts of a line of which something may be in the picture."""
    run: list[Point] = []
    for start, end in itertools.pairwise(points):
        seen = all(
            max(start[side], end[side]) >= 0 and min(start[side], end[side]) <= (width, height)[side] for side in (0, 1)
        )
        if seen:
            run = run or [start]
            run.append(end)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(points: Sequence[Point]) -> str:
    """Points as steps in whole pixels; those that fall together are one."""
    whole = [(round(x), round(y)) for x, y in points]
    text, (at_x, at_y) = f"M{whole[0][0]} {whole[0][1]}l", whole[0]
    steps = []
    for x, y in whole[1:]:
        if (x, y) != (at_x, at_y):
            steps.append(f"{x - at_x} {y - at_y}")
            at_x, at_y = x, y
    return text + " ".join(steps).replace(" -", "-") if steps else text[:-1]


def pixels(number: float) -> str:
    """A number of pixels as an attribute: with a tenth, where there is one."""
    return f"{number:.1f}".rstrip("0").rstrip(".")
