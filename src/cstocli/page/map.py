"""The map in SVG: places by how exactly they are known, movements between them, and what cannot be drawn."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cstocli.model.text import counted
from cstocli.page.contents import Contents
from cstocli.page.markup import Html, tag
from cstocli.page.projection import Point, View, land, pixels, view_of

WIDTH, LEAST, MOST = 780.0, 300.0, 520.0
_DEGREE_KM = 111.2
_DRAWN = ("exact", "site", "settlement", None)
_CROWD = 16  # pixels between places that an inset tells apart
_FEWEST = 3
_LETTER = 6.6
_REASONS = {
    "country": "a country: no point stands for it",
    "region": "a region: no point stands for it",
}


class Spot(NamedTuple):
    """A position, the place that has it, and the places of which it is only known that they lie in it."""

    longitude: float
    latitude: float
    place: str
    precision: str
    inside: tuple[str, ...]


def world_map(contents: Contents) -> Html:
    """The map with its lists; where no place has a position, the list of what cannot be drawn alone."""
    spots, undrawn = _spots(contents)
    moves = contents.items.moves
    at = {place: spot for spot in spots for place in (spot.place, *spot.inside)}
    lists = tag("div", _drawn_list(contents, spots), _undrawn_list(contents, undrawn, at), class_="lists")
    if not spots:
        reason = "No place here has a position, so there is nothing to draw." if undrawn else "No place is named here."
        return tag("div", tag("p", reason, class_="none"), lists)
    view = view_of([spot[:2] for spot in spots], WIDTH, LEAST, MOST)
    crowd = _crowd(spots, view)
    paths = [
        _move(contents, number, move, identity, at, view)
        for number, (move, identity) in enumerate(moves.items())
        if move.origin in at and move.target in at and at[move.origin] != at[move.target]
    ]
    picture = _svg(view, "Map", [*land(view), *paths, *_markers(contents, spots, view, crowd), _frame(crowd, view)])
    inset = _inset(contents, crowd) if crowd else None
    return tag(
        "div",
        tag("div", picture, inset, class_="w maps", tabindex="0", role="region", aria_label="Map, may be scrolled"),
        _legend(),
        lists,
    )


def _spots(contents: Contents) -> tuple[list[Spot], list[tuple[str, str]]]:
    """The positions of the places that facts name, and the places without one, each with the reason."""
    named = {place for places in contents.places_of.values() for place in places}
    own = {fact_place for (fact_place,) in _own(contents)}
    rows = {row["id"]: row for row in contents.base.index.records("SELECT * FROM places ORDER BY id")}
    sql = "SELECT place, ancestor FROM place_within ORDER BY place, steps, ancestor"
    within: dict[str, list[str]] = {}
    for place, ancestor in contents.base.index.execute(sql):
        within.setdefault(place, []).append(ancestor)
    held: dict[str, list[str]] = {}
    undrawn = []
    for place in sorted(named & own):
        at = next((each for each in within[place] if _has_position(rows[each])), None)
        # What lies in a town is somewhere in it; a country or region that lies in something is not a point of it.
        if at is None or (at != place and rows[place]["precision"] in _REASONS):
            undrawn.append((place, _REASONS.get(rows[place]["precision"], "no source here gives its position")))
        else:
            held.setdefault(at, []).append(place)
    spots = [
        Spot(
            rows[at]["longitude"],
            rows[at]["latitude"],
            at,
            rows[at]["precision"] or "site",
            tuple(each for each in places if each != at),
        )
        for at, places in sorted(held.items())
    ]
    return spots, undrawn


def _has_position(place: dict[str, Any]) -> bool:
    return place["latitude"] is not None and place["precision"] in _DRAWN


def _own(contents: Contents) -> Iterable[tuple[str]]:
    return contents.base.index.execute("SELECT DISTINCT place FROM fact_places")


def _crowd(spots: Sequence[Spot], view: View) -> list[Spot]:
    """The largest group of places that stand too close to be told apart; empty if there are few."""
    rest, groups = [*spots], []
    while rest:
        group = [rest.pop()]
        for member in group:
            near = [spot for spot in rest if math.dist(view.xy(*spot[:2]), view.xy(*member[:2])) < _CROWD]
            group += near
            rest = [spot for spot in rest if spot not in near]
        groups.append(group)
    largest = max(groups, key=len)
    return sorted(largest) if len(largest) >= _FEWEST else []


def _inset(contents: Contents, crowd: list[Spot]) -> Html:
    view = view_of([spot[:2] for spot in crowd], 380, 240, 420, 0.05)
    return _svg(
        view,
        "Inset: where places crowd",
        [*land(view), *_markers(contents, crowd, view), _scale(view)],
        class_="inset",
    )


def _frame(crowd: Sequence[Spot], view: View) -> Html | None:
    if not crowd:
        return None
    points = [view.xy(*spot[:2]) for spot in crowd]
    left, top = (min(point[side] for point in points) - 12 for side in (0, 1))
    right, bottom = (max(point[side] for point in points) + 12 for side in (0, 1))
    frame = tag(
        "rect", x=pixels(left), y=pixels(top), width=pixels(right - left), height=pixels(bottom - top), class_="frame"
    )
    at_end = right + 60 > view.size[0]
    text = tag(
        "text",
        "see the inset",
        x=pixels(right if at_end else left),
        y=pixels(top - 5),
        text_anchor="end" if at_end else None,
    )
    return tag("g", frame, text)


def _scale(view: View) -> Html:
    """A bar of a round number of kilometres."""
    pixels_a_km = view.down / _DEGREE_KM
    length = next((km for km in (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1) if km * pixels_a_km <= view.size[0] / 3), 1)
    y = view.size[1] - 14
    return tag(
        "g",
        tag("path", d=f"M12 {pixels(y)}h{pixels(length * pixels_a_km)}"),
        tag("text", f"{length:,} km", x=12, y=pixels(y - 5)),
        class_="scale",
    )


def _markers(contents: Contents, spots: Iterable[Spot], view: View, crowd: Sequence[Spot] = ()) -> Iterator[Html]:
    """A sign for each position and, where it has room and is not in the crowd of an inset, its name."""
    taken: list[tuple[float, float, float, float]] = [_box(view.xy(*spot[:2]), 0, 12, 12) for spot in spots]
    for spot in spots:
        x, y = view.xy(*spot[:2])
        name = contents.place_names[spot.place]
        facts = _facts_at(contents, (spot.place, *spot.inside))
        more = (
            f"; somewhere in it: {', '.join(contents.place_names[each] for each in spot.inside)}" if spot.inside else ""
        )
        yield tag(
            "a",
            tag("title", f"{name} ({spot.precision}): {counted(len(facts), 'fact')}{more}"),
            tag("circle", cx=pixels(x), cy=pixels(y), r={"exact": 4, "site": 5}.get(spot.precision, 8)),
            None if spot in crowd else _label(name, x, y, view, taken),
            href=f"#place/{spot.place}",
            class_=f"spot {spot.precision}",
            data_f=" ".join(facts) or None,
        )


def _box(point: Point, left: float, width: float, height: float) -> tuple[float, float, float, float]:
    return point[0] + left - width / 2, point[1] - height / 2, point[0] + left + width / 2, point[1] + height / 2


def _label(name: str, x: float, y: float, view: View, taken: list[tuple[float, float, float, float]]) -> Html | None:
    wide = len(name) * _LETTER
    for anchor, at_x, at_y, left in (
        ("start", x + 11, y + 4, x + 11),
        ("end", x - 11, y + 4, x - 11 - wide),
        ("middle", x, y - 12, x - wide / 2),
        ("middle", x, y + 20, x - wide / 2),
    ):
        box = (left, at_y - 11, left + wide, at_y + 3)
        inside = box[0] >= 0 and box[2] <= view.size[0] and box[1] >= 0 and box[3] <= view.size[1]
        if inside and not any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in taken):
            taken.append(box)
            return tag("text", name, x=pixels(at_x), y=pixels(at_y), text_anchor=anchor)
    return None


def _facts_at(contents: Contents, places: Iterable[str]) -> list[str]:
    """The facts that concern one of the places, as `csto places` counts them: without what facts add up to."""
    wanted = {*places}
    facts = contents.whole.facts
    return [
        fact
        for fact, known in contents.places_of.items()
        if fact in facts and not facts[fact].summed and wanted & {*known}
    ]


def _move(contents: Contents, number: int, move: Any, identity: str, at: dict[str, Spot], view: View) -> Html:  # noqa: ANN401
    """A movement as a bent arrow; each a little more bent, so that two between the same places are two."""
    (x, y), (end_x, end_y) = (view.xy(*at[place][:2]) for place in (move.origin, move.target))
    bend = 0.12 + 0.04 * (number % 5)
    middle_x, middle_y = (x + end_x) / 2 + (end_y - y) * bend, (y + end_y) / 2 - (end_x - x) * bend
    fact = contents.items.facts[move.fact]
    return tag(
        "a",
        tag("title", fact.summary),
        tag(
            "path",
            d=f"M{pixels(x)} {pixels(y)}Q{pixels(middle_x)} {pixels(middle_y)} {pixels(end_x)} {pixels(end_y)}",
            marker_end="url(#tip)",
        ),
        href=f"#{fact.id}",
        id=identity,
        class_="move",
        data_f=fact.id,
        hidden=move not in contents.whole.moves,
    )


def _drawn_list(contents: Contents, spots: Iterable[Spot]) -> Html | None:
    items = []
    for spot in spots:
        facts = _facts_at(contents, (spot.place, *spot.inside))
        inside = f"; in it: {', '.join(contents.place_names[each] for each in spot.inside)}" if spot.inside else ""
        where = f"{spot.precision}, {spot.latitude:g}, {spot.longitude:g}{inside}"
        items.append(_place_item(contents, spot.place, where, facts))
    return tag("div", tag("h3", "On the map"), tag("ul", items)) if items else None


def _place_item(contents: Contents, place: str, where: str, facts: list[str]) -> Html:
    links = [[tag("a", contents.whole.facts[fact].summary, href=f"#{fact}", data_f=fact), " "] for fact in facts]
    more = tag("details", tag("summary", counted(len(facts), "fact")), links) if facts else None
    return tag(
        "li",
        tag("b", contents.place_names[place]),
        f" – {where}",
        more,
        id=f"place/{place}",
        data_f=" ".join(facts) or None,
    )


def _undrawn_list(contents: Contents, undrawn: Iterable[tuple[str, str]], at: dict[str, Spot]) -> Html | None:
    items = [_place_item(contents, place, reason, _facts_at(contents, (place,))) for place, reason in undrawn]
    for move in contents.whole.moves:
        lost = [contents.place_names[place] for place in (move.origin, move.target) if place not in at]
        if lost:
            fact = contents.whole.facts[move.fact]
            items.append(
                tag(
                    "li",
                    tag("a", fact.summary, href=f"#{fact.id}"),
                    f" – no line: {' and '.join(lost)} cannot be drawn",
                    data_f=fact.id,
                )
            )
    return tag("div", tag("h3", "What cannot be drawn"), tag("ul", items)) if items else None


def _legend() -> Html:
    signs = (
        ("exact", "a position that a source gives"),
        ("site", "a site, near its position"),
        ("settlement", "somewhere in a town"),
    )
    shown = [
        tag(
            "span",
            tag(
                "svg", tag("circle", cx=10, cy=10, r=r), width=20, height=20, class_=f"spot {sign}", aria_hidden="true"
            ),
            f" {words} ",
        )
        for (sign, words), r in zip(signs, (4, 5, 8), strict=True)
    ]
    return tag(
        "p",
        shown,
        "An arrow joins two places; it is not a route. Countries and regions are never drawn as a point.",
        class_="legend",
    )


def _svg(view: View, label: str, content: Iterable[Html | None], class_: str = "map") -> Html:
    width, height = map(pixels, view.size)
    return tag(
        "svg",
        content,
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        role="group",
        aria_label=label,
        class_=class_,
    )
