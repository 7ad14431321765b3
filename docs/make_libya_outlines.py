"""Make places.geojson of a Libyan scenario from Natural Earth's outlines of the districts.

    python docs/make_libya_outlines.py libya-2019 shared/data/libya_admin1_ne10m.geojson

Natural Earth is in the public domain; its 22 districts are those of 2007. Each goes to the places
that `places.csv` names it for, or that lie in it. Where these are several, each point of the
district goes to the nearest of them. Every district belongs to some place, so no land is left over.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from pathlib import Path
from typing import Any

import shapely

SCENARIOS = Path(__file__).parents[1] / "src/contingent/scenarios"
GRID = 0.001
"""Degrees to which coordinates are rounded: about 100 m."""
TOLERANCE = 0.008
"""Degrees: triangles of about this width are dropped from borders, the same on both sides."""


def main(folder: Path, districts: Path) -> None:
    """Write the cells of all places of a scenario."""
    with (folder / "places.csv").open(encoding="utf-8") as file:
        places = list(csv.DictReader(file))
    features = json.loads(districts.read_text("utf-8"))["features"]
    land = {f["properties"]["district_2007"]: shapely.from_geojson(json.dumps(f)) for f in features}
    cells = tidy(divide(places, land))
    drawn = written({place["id"]: place["name"] for place in places}, cells)
    (folder / "places.geojson").write_text(drawn, "utf-8")


def divide(places: list[dict[str, str]], land: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the parts of districts that go to each place."""
    parts: dict[str, list[Any]] = {place["id"]: [] for place in places}
    for district, outline in land.items():
        sharing = {
            place["id"]: spot
            for place in places
            for spot in [shapely.Point(float(place["lon_deg"]), float(place["lat_deg"]))]
            if district in named(place) or outline.contains(spot)
        }
        for name, nearest in voronoi(sharing, outline).items():
            parts[name].append(shapely.intersection(outline, nearest))
    return parts


def named(place: dict[str, str]) -> list[str]:
    """Return the districts that bring people to a place: ``Nalut 71618; Zawiya 103960``."""
    return [part.strip().rpartition(" ")[0] for part in place["district"].split(";")]


def voronoi(spots: dict[str, Any], around: Any) -> dict[str, Any]:
    """Return the region nearest to each spot, with degrees of longitude as short as they are."""
    if len(spots) == 1:
        return dict.fromkeys(spots, around)
    narrow = math.cos(math.radians(around.centroid.y))

    def scaled(shape: Any, by: float) -> Any:
        return shapely.transform(shape, lambda xy: xy * [by, 1.0])

    points = scaled(shapely.MultiPoint(list(spots.values())), narrow)
    found = shapely.voronoi_polygons(points, extend_to=scaled(around, narrow), ordered=True)
    return {name: scaled(cell, 1 / narrow) for name, cell in zip(spots, found.geoms, strict=True)}


def tidy(parts: dict[str, list[Any]]) -> dict[str, Any]:
    """Join the parts of each place, with borders simplified alike on both sides."""
    # Faces between all borders share every corner with their neighbours, as cut parts do not.
    every = [part for some in parts.values() for part in some]
    lines = shapely.union_all(shapely.boundary(every), grid_size=GRID)
    faces = list(shapely.polygonize([lines]).geoms)
    owners = {name: shapely.union_all(some) for name, some in parts.items()}
    own: dict[str, list[Any]] = {name: [] for name in parts}
    for face in faces:
        inside = face.representative_point()
        own[next(name for name, owner in owners.items() if owner.contains(inside))].append(face)
    joined = [shapely.coverage_union_all(some) for some in own.values()]
    simple = shapely.coverage_simplify(joined, TOLERANCE)
    rounded = [shapely.transform(cell, lambda xy: xy.round(3)) for cell in simple]
    return dict(zip(own, rounded, strict=True))


def written(names: dict[str, str], cells: dict[str, Any]) -> str:
    """Return GeoJSON with one feature a line."""
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"id": name, "name": names[name]},
                "geometry": json.loads(shapely.to_geojson(shapely.orient_polygons(cell))),
            },
            separators=(",", ":"),
        )
        for name, cell in cells.items()
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


if __name__ == "__main__":
    main(SCENARIOS / sys.argv[1], Path(sys.argv[2]))
