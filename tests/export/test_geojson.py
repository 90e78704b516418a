"""The map, looked at by a GeoJSON validator."""

import json
from pathlib import Path
from typing import Any

import pytest
from geojson_validator import validate_structure

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.export.formats import FORMATS

HEAD = """
format = 1
[about]
title = "Ferry"
period = "2031-05"
[sources.daily]
publisher = "Daily"
[contingents.fiji]
country = "Fiji"
"""
MOVED = """
[[movements]]
id = "ferry"
contingent = "fiji"
claims = [{ source = "daily", at = 1, quote = "went over", from_place = "here", to_place = "there" }]
"""


def read(base: Explorer, folder: Path, **filters: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        FORMATS["geojson"].write(base, folder / "map.geojson", **filters).path.read_text(encoding="utf-8")
    )
    return found


def by_id(collection: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {feature["id"]: feature for feature in collection["features"]}


def moved(tmp_path: Path, places: str) -> dict[str, Any]:
    """The map of a base with one movement between two places."""
    file = tmp_path / "facts.toml"
    file.write_text(f"{HEAD}{places}{MOVED}", encoding="utf-8")
    return by_id(read(cstocli.open(file, environment={}), tmp_path))["movement/ferry"]


def test_the_structure_is_that_of_the_standard(base: Explorer, tmp_path: Path) -> None:
    collection = read(base, tmp_path)
    # It has no word for a feature without a geometry, which RFC 7946 allows (3.2).
    located = [feature for feature in collection["features"] if feature["geometry"] is not None]
    assert validate_structure({**collection, "features": located}) == {}
    assert len(by_id(collection)) == len(collection["features"])
    for feature in located:
        for longitude, latitude in positions(feature["geometry"]):
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90


def positions(geometry: dict[str, Any]) -> list[list[float]]:
    found = geometry["coordinates"]
    while not isinstance(found[0], int | float) and not isinstance(found[0][0], int | float):
        found = [each for part in found for each in part]
    return [found] if isinstance(found[0], int | float) else found


def test_every_place_and_every_fact_that_names_one_is_a_feature(base: Explorer, tmp_path: Path) -> None:
    features = by_id(read(base, tmp_path))
    assert {name for name in features if features[name]["properties"]["layer"] == "place"} == {
        row["fact"] for row in base.ask("places")
    }
    for row in base.ask("facts"):
        named = base.index.execute("SELECT 1 FROM fact_places WHERE fact = ?", (row["fact"],)).fetchone()
        assert (row["fact"] in features) == bool(named)


def test_statuses_are_those_of_the_answers(base: Explorer, tmp_path: Path) -> None:
    compared = 0
    for name, feature in by_id(read(base, tmp_path)).items():
        if feature["properties"]["layer"] == "place":
            continue
        for field, entry in base.show(name)["fields"].items():
            compared += 1
            assert feature["properties"][f"{field}_status"] == entry["status"]
            assert (feature["properties"][field] or "–") == (entry["words"] or "–")
    assert compared


def test_what_is_not_on_the_map_is_counted(kazakhstan: Explorer, tmp_path: Path) -> None:
    written = FORMATS["geojson"].write(kazakhstan, tmp_path / "map.geojson")
    collection = json.loads(written.path.read_text(encoding="utf-8"))
    nowhere = [feature for feature in collection["features"] if feature["geometry"] is None]
    assert collection["csto"]["not_located"] == len(nowhere)
    assert collection["csto"]["located"] == len(collection["features"]) - len(nowhere)
    counted = {line.partition(" ")[2].partition(" ")[0]: int(line.partition(" ")[0]) for line in written.left_out[:2]}
    layers = [feature["properties"]["layer"] for feature in nowhere]
    assert counted == {"places": layers.count("place"), "facts": layers.count("fact")}
    assert collection["csto"]["left_out"] == list(written.left_out)


def test_no_country_and_no_region_is_a_point(kazakhstan: Explorer, tmp_path: Path) -> None:
    features = by_id(read(kazakhstan, tmp_path))
    vague = [
        name
        for name, each in features.items()
        if each["properties"]["layer"] == "place" and each["properties"]["precision"] in ("country", "region")
    ]
    assert len(vague) > 5
    assert {json.dumps(features[name]["geometry"]) for name in vague} == {"null"}


def test_a_site_without_a_position_stands_at_its_town_and_says_so(kazakhstan: Explorer, tmp_path: Path) -> None:
    guard = by_id(read(kazakhstan, tmp_path))["guard/kyrgyzstan-tets-2"]
    assert guard["geometry"] == {"type": "Point", "coordinates": [76.9115, 43.25249]}
    assert guard["properties"]["position_of"] == ["almaty"]
    assert guard["properties"]["site_precision"] == "site"


HERE_AND_THERE = """
[places.here]
name = "Here"
position = [0.0, {here}]
[places.there]
name = "There"
{there}
"""


@pytest.mark.parametrize(
    ("here", "there", "geometry", "shows"),
    [
        (10.0, "position = [1.0, 20.0]", {"type": "LineString", "coordinates": [[10.0, 0.0], [20.0, 1.0]]}, 2),
        (10.0, "position = [0.0, 10.0]", {"type": "Point", "coordinates": [10.0, 0.0]}, 2),
        (10.0, "", {"type": "Point", "coordinates": [10.0, 0.0]}, 1),
        (10.0, 'position = [1.0, 20.0]\nprecision = "country"', {"type": "Point", "coordinates": [10.0, 0.0]}, 1),
        (
            179.0,
            "position = [2.0, -179.0]",
            {"type": "MultiLineString", "coordinates": [[[179.0, 0.0], [180.0, 1.0]], [[-180.0, 1.0], [-179.0, 2.0]]]},
            2,
        ),
        (
            -179.0,
            "position = [2.0, 179.0]",
            {"type": "MultiLineString", "coordinates": [[[-179.0, 0.0], [-180.0, 1.0]], [[180.0, 1.0], [179.0, 2.0]]]},
            2,
        ),
    ],
)
def test_a_movement_is_drawn_as_far_as_its_ends_are_known(
    tmp_path: Path, here: float, there: str, geometry: dict[str, Any], shows: int
) -> None:
    feature = moved(tmp_path, HERE_AND_THERE.format(here=here, there=there))
    assert feature["geometry"] == geometry
    assert len(feature["properties"]["shows"]) == shows


def test_an_end_that_is_no_place_makes_no_movement(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(
        """
format = 1
[about]
title = "Mail"
period = "2031"
[sources.daily]
publisher = "Daily"
[places.here]
name = "Here"
position = [1.0, 2.0]
[kinds.parcel]
plural = "parcels"
meaning = "A parcel."
where = ["place"]
[kinds.parcel.fields]
origin = { type = "words" }
destination = { type = "words" }
place = { type = "place" }
[[parcels]]
id = "one"
claims = [{ source = "daily", at = 1, quote = "it came", origin = "uncle", destination = "aunt", place = "here" }]
""",
        encoding="utf-8",
    )
    parcel = by_id(read(cstocli.open(file, environment={}), tmp_path))["parcel/one"]
    assert parcel["geometry"] == {"type": "Point", "coordinates": [2.0, 1.0]}
    assert parcel["properties"]["layer"] == "fact"


def test_filters_choose_the_facts(kazakhstan: Explorer, tmp_path: Path) -> None:
    features = by_id(read(kazakhstan, tmp_path, contingent=("armenia",), kind=("departure",)))
    facts = [name for name, each in features.items() if each["properties"]["layer"] != "place"]
    assert facts == ["departure/armenia"]
