"""GeoJSON (RFC 7946): places, and facts where they are or from where to where they lead.

A position is one that the base gives, of the place itself or of the settlement or site in
which it lies; `position_of` says of which. What has none is a feature without a geometry,
and counted; nothing is put at the middle of a region or a country.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cstocli.ask.explorer import Explorer
from cstocli.export.contents import provenance
from cstocli.export.writing import Text
from cstocli.model.dates import FIRST_DAY, LAST_DAY
from cstocli.model.text import counted

Position = tuple[float, float]
Feature = dict[str, Any]

LEFT_OUT = ("single claims, and what the facts of an owner, such as a contingent, add up to",)
PLACE, FACT, MOVEMENT = "place", "fact", "movement"
# Where a base says that it knows no more than this, a point would say too much.
_TOO_VAGUE = ("region", "country")
# What is this precise stands for the places within it that have no position of their own.
_PRECISE = ("exact", "site", "settlement")
# How kinds call the fields between which something moves.
_FROM, _TO = ("from_place", "from", "origin"), ("to_place", "to", "destination")
_DAYS = ("earliest", "latest")
_OF_A_FACT = ("plan", "part_of", "certainty", "claims", "origins", "disputed", "sources")
_HALF, _WHOLE = 180.0, 360.0
_NEITHER, _ONE_END = "of which neither end has a position", "of which one end has a position"


class Place(NamedTuple):
    """A place with the position at which it may be shown, and the id of the place whose that is."""

    name: str
    precision: str | None
    position: Position | None
    position_of: str | None


def text(base: Explorer, command: str = "", **filters: Any) -> Text:  # noqa: ANN401
    """Places and facts as features.

    Raises:
        UnknownName, WrongUsage: a filter is wrong.
    """
    places = _places(base)
    features = [_place_feature(row["place"], places, row) for row in base.ask("places", **filters)]
    rows = list(base.ask("facts", **filters))
    ends, of_facts = _fields_of_places(base)
    features += [
        feature
        for row in rows
        if (feature := _fact_feature(base, row, ends[row["kind"]], of_facts.get(row["fact"], {}), places))
    ]
    located = sum(feature["geometry"] is not None for feature in features)
    left_out = _left_out(features, len(rows))
    collection = {
        "type": "FeatureCollection",
        "csto": {
            **provenance(base, command)._asdict(),
            "located": located,
            "not_located": len(features) - located,
            "left_out": left_out,
        },
        "features": features,
    }
    return Text(_pieces(collection), left_out)


def _pieces(collection: Mapping[str, Any]) -> Iterator[str]:
    """The text of a collection, a feature on each line."""
    head = json.dumps({name: value for name, value in collection.items() if name != "features"}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in collection["features"])
    yield f'{head[:-1]}, "features": [\n{lines}\n]}}\n'


def _left_out(features: list[Feature], facts: int) -> tuple[str, ...]:
    """What is not on the map, or not as a whole, in words."""
    drawn = [(each["properties"]["layer"], each["geometry"], each["properties"].get("shows", ())) for each in features]
    nowhere = Counter(layer for layer, geometry, _ in drawn if geometry is None)
    ends = sum(layer == MOVEMENT and len(shows) == 1 for layer, _, shows in drawn)
    unplaced = facts - sum(layer != PLACE for layer, *_ in drawn)
    known = "without a position, or of which only the region or country is known"
    told = (
        (nowhere[PLACE], f"place {known}", f"places {known}"),
        (nowhere[FACT], "fact at a place without a position", "facts at places without a position"),
        (nowhere[MOVEMENT], f"movement {_NEITHER}", f"movements {_NEITHER}"),
        (ends, f"movement {_ONE_END}: it is a point", f"movements {_ONE_END}: they are points"),
        (unplaced, "fact that names no place: it is no feature", "facts that name no place: they are no features"),
    )
    return (*(counted(number, one, many) for number, one, many in told if number), *LEFT_OUT)


def _places(base: Explorer) -> dict[str, Place]:
    """All places by their ids."""
    sql = "SELECT id, name, precision, latitude, longitude FROM places"
    rows = {row[0]: row[1:] for row in base.index.execute(sql)}
    around: dict[str, list[tuple[int, str]]] = {}
    for place, ancestor, steps in base.index.execute("SELECT place, ancestor, steps FROM place_within ORDER BY steps"):
        around.setdefault(place, []).append((steps, ancestor))
    return {name: Place(row[0], row[1], *_position_of(name, rows, around[name])) for name, row in rows.items()}


def _position_of(
    place: str, rows: Mapping[str, Sequence[Any]], around: Iterable[tuple[int, str]]
) -> tuple[Position | None, str | None]:
    """The position of a place, or of the nearest settlement or site around it, and whose it is."""
    if rows[place][1] in _TOO_VAGUE:
        return None, None
    nearest: dict[int, list[str]] = {}
    for steps, name in around:
        _, precision, latitude, _ = rows[name]
        if latitude is not None and (name == place or precision in _PRECISE):
            nearest.setdefault(steps, []).append(name)
    names = nearest[min(nearest)] if nearest else []
    # Of a place that lies in two others as near, neither tells where.
    if len(names) != 1:
        return None, None
    return (rows[names[0]][3], rows[names[0]][2]), names[0]


def _place_feature(name: str, places: Mapping[str, Place], row: Mapping[str, Any]) -> Feature:
    place = places[name]
    properties = {
        "layer": PLACE,
        "id": name,
        "name": place.name,
        "precision": place.precision,
        "position_of": place.position_of,
        "within": row["within"],
        "facts": row["facts"],
    }
    return _feature(f"place/{name}", _point(place.position), properties)


def _fields_of_places(base: Explorer) -> tuple[dict[str, list[str]], dict[str, dict[str, str]]]:
    """The fields from which and to which the facts of each kind lead, and the places of each fact by its fields."""
    columns = base.index.execute(
        "SELECT k.kind, k.plural, f.field, c.name FROM kinds k JOIN kind_fields f ON f.kind = k.kind"
        " LEFT JOIN table_columns c ON c.table_name = k.plural AND c.name IN (f.field, f.field || '_')"
        " AND c.leads_to = 'places' ORDER BY k.position, f.position"
    ).fetchall()
    fields: dict[str, list[str]] = {}
    found: dict[str, dict[str, str]] = {}
    for kind, table, field, column in columns:
        known = fields.setdefault(kind, [])
        if column is None:
            continue
        known.append(field)
        for fact, place in base.index.execute(f"SELECT fact, {column} FROM {table} WHERE {column} IS NOT NULL"):
            found.setdefault(fact, {})[field] = place
    ends = {kind: [_first(names, known) for names in (_FROM, _TO)] for kind, known in fields.items()}
    return ends, found


def _first(names: Iterable[str], known: Collection[str]) -> str:
    return next((name for name in names if name in known), "")


def _fact_feature(
    base: Explorer,
    row: Mapping[str, Any],
    ends: Sequence[str],
    of_fields: Mapping[str, str],
    places: Mapping[str, Place],
) -> Feature | None:
    """A fact as a feature; None if it names no place."""
    fact = row["fact"]
    execute = base.index.execute
    if not of_fields and not execute("SELECT 1 FROM fact_places WHERE fact = ?", (fact,)).fetchone():
        return None
    at, *days = execute("SELECT place, earliest, latest FROM facts WHERE id = ?", (fact,)).fetchone()
    sql = "SELECT field, words, status FROM fields WHERE fact = ? ORDER BY position"
    fields = {name: (words, status) for name, words, status in execute(sql, (fact,))}
    if all(ends):
        layer, shown = MOVEMENT, {end: of_fields[end] for end in ends if end in of_fields}
    else:
        layer, shown = FACT, {"place": at} if at else {}
    located = {end: position for end, place in shown.items() if (position := places[place].position)}
    properties = {"layer": layer, "id": fact, "kind": row["kind"], "summary": row["summary"], "shows": [*located]}
    properties["position_of"] = [places[shown[end]].position_of for end in located]
    properties |= {name: None if day in (FIRST_DAY, LAST_DAY) else day for name, day in zip(_DAYS, days, strict=True)}
    properties |= {name: row[name] for name in _OF_A_FACT}
    for name, (words, status) in fields.items():
        properties |= {name: words, f"{name}_status": status}
        if name in of_fields:
            properties[f"{name}_precision"] = places[of_fields[name]].precision
    return _feature(fact, _geometry([*located.values()]), properties)


def _feature(name: str, geometry: dict[str, Any] | None, properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}


def _point(position: Position | None) -> dict[str, Any] | None:
    return None if position is None else {"type": "Point", "coordinates": list(position)}


def _geometry(ends: Sequence[Position]) -> dict[str, Any] | None:
    """A point, or a line between two, cut where it crosses the antimeridian; None of no position."""
    if not ends:
        return None
    first, last = ends[0], ends[-1]
    if first == last:
        return _point(first)
    if abs(first[0] - last[0]) <= _HALF:
        return {"type": "LineString", "coordinates": [list(first), list(last)]}
    # RFC 7946, 3.1.9: the shorter way is over the antimeridian, and no line may cross it.
    edge = _HALF if first[0] > 0 else -_HALF
    way = last[0] + (_WHOLE if edge > 0 else -_WHOLE) - first[0]
    latitude = round(first[1] + (last[1] - first[1]) * (edge - first[0]) / way, 6)
    parts = [[list(first), [edge, latitude]], [[-edge, latitude], list(last)]]
    return {"type": "MultiLineString", "coordinates": parts}
