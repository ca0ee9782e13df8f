"""The outlines in `seeds/shapes`, cut into pieces that can be found by where they are."""

import json
import lzma
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any

LONGEST_PIECE = 48
"""Points in a piece, so that little is looked at that a map does not show."""
LONGEST_STEP = 500
"""Thousandths of a degree between points: longer borders along a parallel are bent by the projection."""
CELL = 5
"""Degrees; pieces and rings are found by cells of this size."""
STEPS = 1000
_EDGE = 180 * STEPS
_POLE = -90 * STEPS
Step = tuple[int, int]
"""Longitude and latitude in thousandths of a degree."""
Box = tuple[float, float, float, float]
"""South, north, west, east in degrees."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a border: longitudes and latitudes in thousandths of a degree, in turn."""

    points: "array[int]"
    box: Box
    artificial: bool
    """It holds a step that is no border but the edge of the flat map that the data were cut for."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed border: pieces by number, `~n` is piece n backwards."""

    kind: str
    pieces: tuple[int, ...]
    box: Box


@dataclass
class Outlines:
    """All borders: rings of countries and American states, and the lines between counties.

    Points less than `least` thousandths of a degree from the last are left out.
    """

    least: int = 0
    pieces: list[Piece] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
    _ring_cells: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    _county_cells: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add_shapes(self, content: dict[str, Any], *, without: frozenset[str] = frozenset()) -> None:
        """Add the lines and rings of a file; countries in `without` are left to a better file."""
        lines, shapes = (
            content["lines"],
            [shape for shape in content["shapes"] if shape["code"] not in without],
        )
        rings = [
            (shape["kind"], ring) for shape in shapes for polygon in shape["polygons"] for ring in polygon
        ]
        outer = [(kind, tuple(ring)) for kind, ring in rings if kind != "county"]
        owners = _owners(outer)
        numbers: dict[tuple[int, ...], tuple[int, ...]] = {}
        for kind, ring in outer:
            pieces: list[int] = []
            for run in _runs(ring, owners):
                back = tuple(~line for line in reversed(run))
                if run not in numbers and back not in numbers:
                    numbers[run] = tuple(self._add_pieces(_joined(run, lines)))
                pieces += numbers[run] if run in numbers else [~one for one in reversed(numbers[back])]
            self._add_ring(kind, pieces)
        inner = {max(line, ~line) for kind, ring in rings if kind == "county" for line in ring}
        for line in sorted(inner - set(owners)):
            for number in self._add_pieces(_joined((line,), lines)):
                _enter(self._county_cells, self.pieces[number].box, number)

    def _add_pieces(self, points: list[Step]) -> Iterator[int]:
        points = _thinned(points, self.least)
        for start in range(0, max(1, len(points) - 1), LONGEST_PIECE):
            part = points[start : start + LONGEST_PIECE + 1]
            artificial = any(_is_artificial(one, other) for one, other in pairwise(part))
            flat = array("i", [value for point in part for value in point])
            self.pieces.append(Piece(flat, _box(part), artificial))
            yield len(self.pieces) - 1

    def _add_ring(self, kind: str, pieces: list[int]) -> None:
        south, north, west, east = zip(*(self.pieces[max(one, ~one)].box for one in pieces), strict=True)
        box = (min(south), max(north), min(west), max(east))
        if max(box[1] - box[0], box[3] - box[2]) * STEPS >= self.least:
            self.rings.append(Ring(kind, tuple(pieces), box))
            _enter(self._ring_cells, box, len(self.rings) - 1)

    def rings_in(self, box: Box) -> list[Ring]:
        """Return the rings that may touch a box, whose longitudes may pass ±180."""
        found = sorted(_found(self._ring_cells, box))
        return [self.rings[number] for number in found if meets(self.rings[number].box, box)]

    def counties_in(self, box: Box) -> list[int]:
        """Return the pieces between counties that may touch a box."""
        return [one for one in sorted(_found(self._county_cells, box)) if meets(self.pieces[one].box, box)]


def meets(one: Box, view: Box) -> bool:
    """Say whether a box touches that of a view, whose longitudes may pass ±180."""
    if one[1] < view[0] or one[0] > view[1]:
        return False
    return any(one[2] + turn <= view[3] and one[3] + turn >= view[2] for turn in (-360, 0, 360))


def _is_artificial(one: Step, other: Step) -> bool:
    return abs(one[0]) == abs(other[0]) == _EDGE or one[1] == other[1] == _POLE


@cache
def open_outlines(seeds: Path, least: int = 0) -> Outlines:
    """Return the outlines of a folder of seeds; the first call takes about a second."""
    outlines = Outlines(least)
    world, states = (_read(seeds / "shapes" / name) for name in ("world.json.xz", "us.json.xz"))
    outlines.add_shapes(world, without=frozenset({"US", "PR", "VI", "GU", "MP", "AS"}))
    outlines.add_shapes(states)
    return outlines


def _read(file: Path) -> dict[str, Any]:
    with lzma.open(file) as packed:
        content: dict[str, Any] = json.load(packed)
    return content


def _owners(rings: list[tuple[str, tuple[int, ...]]]) -> dict[int, tuple[int, ...]]:
    """Return which rings each line belongs to, by the line's number forwards."""
    owners: dict[int, tuple[int, ...]] = {}
    for number, (_kind, ring) in enumerate(rings):
        for line in ring:
            owners[max(line, ~line)] = (*owners.get(max(line, ~line), ()), number)
    return owners


def _runs(ring: tuple[int, ...], owners: dict[int, tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Yield the stretches of a ring that it has alone, or in common with the same neighbour."""
    for _owner, run in groupby(ring, lambda line: owners[max(line, ~line)]):
        yield tuple(run)


def _joined(run: tuple[int, ...], lines: list[list[int]]) -> list[Step]:
    """Return the points of lines that follow one another, `~n` read backwards."""
    points: list[Step] = []
    for line in run:
        found = list(_points(lines[max(line, ~line)]))
        found = found if line >= 0 else found[::-1]
        turn = 2 * _EDGE * round((points[-1][0] - found[0][0]) / (2 * _EDGE)) if points else 0
        points += [(lon + turn, lat) for lon, lat in found]
    return points


def _thinned(points: list[Step], least: int) -> list[Step]:
    kept = points[:1]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least and point != kept[-1]:
            kept.append(point)
    return [*kept, points[-1]]


def _points(line: list[int]) -> Iterator[Step]:
    """Yield the points of a line that is stored as differences; long steps are divided.

    A step over the date line goes on beyond ±180°, so that it stays short.
    """
    lon, lat = line[0], line[1]
    yield lon, lat
    for number in range(2, len(line), 2):
        east, north = line[number], line[number + 1]
        east -= 2 * _EDGE * round(east / (2 * _EDGE))
        parts = max(1, ceil(max(abs(east), abs(north)) / LONGEST_STEP))
        for part in range(1, parts):
            yield lon + east * part // parts, lat + north * part // parts
        lon, lat = lon + east, lat + north
        yield lon, lat


def _box(points: list[Step]) -> Box:
    lons, lats = zip(*points, strict=True)
    return min(lats) / STEPS, max(lats) / STEPS, min(lons) / STEPS, max(lons) / STEPS


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    south, north, west, east = (floor(edge / CELL) for edge in box)
    for row in range(south, north + 1):
        for column in range(west, min(east, west + 360 // CELL - 1) + 1):
            yield row, column % (360 // CELL)


def _enter(cells: dict[tuple[int, int], list[int]], box: Box, number: int) -> None:
    for cell in _cells(box):
        cells[cell].append(number)


def _found(cells: dict[tuple[int, int], list[int]], box: Box) -> set[int]:
    return {number for cell in _cells(box) for number in cells.get(cell, ())}


def steps_of(piece: Piece) -> list[Step]:
    """Return the points of a piece as pairs of longitude and latitude in thousandths of a degree."""
    return list(zip(piece.points[::2], piece.points[1::2], strict=True))
