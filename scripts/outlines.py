"""Make the outlines of the page's map from the file that the npm package `world-atlas` has.

`npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz`, then
`outlines.py package/countries-110m.json` writes src/cstocli/page/outlines.json:
Natural Earth's land and borders at 1:110 million, which are in the public domain.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "cstocli" / "page" / "outlines.json"
_PER_DEGREE = 100


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """Arcs in hundredths of a degree, each as its first point and steps; rings of land; arcs between two countries.

    As in TopoJSON, a ring names its arcs by their numbers, and `-1 - N` is the arc N backwards.
    """
    used = Counter(max(arc, ~arc) for arc in _arcs_of(topology["objects"]["countries"]["geometries"]))
    return {
        "per_degree": _PER_DEGREE,
        "arcs": [_hundredths(arc, topology["transform"]) for arc in topology["arcs"]],
        "land": [ring for geometry in topology["objects"]["land"]["geometries"] for ring in _rings(geometry)],
        "borders": sorted(arc for arc, countries in used.items() if countries > 1),
    }


def _hundredths(arc: list[list[int]], transform: dict[str, list[float]]) -> list[int]:
    """An arc, quantized as TopoJSON has it, as longitudes and latitudes by turns."""
    steps: list[int] = []
    x = y = at_x = at_y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        longitude, latitude = (
            round((number * scale + start) * _PER_DEGREE)
            for number, scale, start in zip((x, y), transform["scale"], transform["translate"], strict=True)
        )
        steps += [longitude - at_x, latitude - at_y]
        at_x, at_y = longitude, latitude
    return steps


def _rings(geometry: dict[str, Any]) -> list[list[int]]:
    if geometry["type"] == "GeometryCollection":
        return [ring for part in geometry["geometries"] for ring in _rings(part)]
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def _arcs_of(geometries: list[dict[str, Any]]) -> Iterator[int]:
    for geometry in geometries:
        for ring in _rings(geometry):
            yield from ring


if __name__ == "__main__":
    made = outlines(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    TARGET.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")
