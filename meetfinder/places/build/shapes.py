"""Deriving the outlines that maps are drawn from: countries, and American states and counties."""

import json
import lzma
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from meetfinder.places.build.read import countries
from meetfinder.places.build.sources import find

STEPS_A_DEGREE = 1000
"""Outlines are kept to a thousandth of a degree, 110 m: they are for orientation."""
Line = list[int]


def draw(unpacked: Path, seeds: Path, say: Callable[[str], None]) -> None:
    """Write world.json.xz and us.json.xz into the folder `seeds`; its README.md says what they hold."""
    by_number = {
        f"{row['isonumeric']:03d}": code
        for code, row in countries(find(unpacked, "data/countries.json")).items()
    }
    world = _load(find(unpacked, "package/countries-10m.json"))
    states = _load(find(unpacked, "package/counties-10m.json"))
    seeds.mkdir(parents=True, exist_ok=True)
    for name, topology, kinds in (
        ("world", world, {"countries": "country"}),
        ("us", states, {"states": "state", "counties": "county"}),
    ):
        content = json.dumps(derive_shapes(topology, kinds, by_number), separators=(",", ":"))
        packed = lzma.compress(content.encode(), preset=9 | lzma.PRESET_EXTREME)
        (seeds / f"{name}.json.xz").write_bytes(packed)
        say(f"Drew {name} in {len(packed) / 1e6:.2f} MB")


def derive_shapes(
    topology: Mapping[str, Any], kinds: Mapping[str, str], by_number: Mapping[str, str]
) -> dict[str, Any]:
    """Return {"steps", "lines", "shapes"} of a TopoJSON topology.

    A line is [longitude, latitude, then the differences from point to point], all in steps. A shape has
    kind, code, name and polygons: lists of rings, which are lists of line numbers; ~n is line n backwards.
    """
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    return {
        "steps": STEPS_A_DEGREE,
        "lines": [_line(arc, scale, origin) for arc in topology["arcs"]],
        "shapes": [
            {
                "kind": kind,
                "code": by_number.get(shape.get("id", ""), "") if kind == "country" else shape["id"],
                "name": shape["properties"]["name"],
                "polygons": shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]],
            }
            for key, kind in kinds.items()
            for shape in topology["objects"][key]["geometries"]
            if shape["type"] in {"Polygon", "MultiPolygon"}
        ],
    }


def _line(arc: Iterable[list[int]], scale: list[float], origin: list[float]) -> Line:
    """Return an arc's points in steps, without those that fall together, as differences."""
    arc = list(arc)
    lons = [round((x * scale[0] + origin[0]) * STEPS_A_DEGREE) for x in accumulate(step[0] for step in arc)]
    lats = [round((y * scale[1] + origin[1]) * STEPS_A_DEGREE) for y in accumulate(step[1] for step in arc)]
    points = list(zip(lons, lats, strict=True))
    kept = [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
    if len(kept) == 1:
        kept *= 2
    line = list(kept[0])
    for (lon, lat), (next_lon, next_lat) in pairwise(kept):
        line += (next_lon - lon, next_lat - lat)
    return line


def _load(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content
