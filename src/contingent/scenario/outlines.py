"""Optional outlines of places for maps: places.geojson."""

from __future__ import annotations

import json

from contingent.scenario.files import decode_whole
from contingent.scenario.names import nearest
from contingent.scenario.problems import Problems, show

FILE = "places.geojson"


def check_outlines(
    path: str, content: bytes, places: tuple[str, ...] | None, problems: Problems
) -> None:
    """Note if the file is not a GeoJSON collection whose features name places by ``id``."""
    text = decode_whole(path, content, problems)
    if text is None:
        return
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        problems.add(path, error.lineno, f"is not valid JSON: {error.msg}")
        return
    except (RecursionError, ValueError):
        problems.add(path, None, "is not usable JSON: nested too deep, or a number without end")
        return
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        problems.add(path, None, "must be a GeoJSON FeatureCollection with features")
        return
    for number, feature in enumerate(features, 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        name = properties.get("id") if isinstance(properties, dict) else None
        if not isinstance(name, str):
            problems.add(path, None, f"feature {number}: has no properties.id, the id of a place")
        elif places is not None and name not in places:
            hint = nearest(name, places)
            problems.add(path, None, f"feature {number}: unknown place {show(name)}{hint}")
