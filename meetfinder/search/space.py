"""Distance without functions of the database: points as earth-centred coordinates, cells, rings.

The straight line (chord) between two points of the WGS 84 ellipsoid follows from their coordinates by sums
and products alone, so both databases compute it in whole numbers, and it grows with the geodesic: to the
centimetre up to 100 km, to a metre or two at 500 km, and within the bounds that this module gives anywhere.
Where those metres matter, the caller asks `geodesic_km`. Poles and the date line are points like any other.
"""

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from geopy.distance import geodesic

DECIMETRES = 10_000
"""In a kilometre."""
CELLS_PER_DEGREE = 20
_CELLS_PER_RADIAN = math.degrees(CELLS_PER_DEGREE)
COLUMNS = 360 * CELLS_PER_DEGREE
ROWS = 180 * CELLS_PER_DEGREE
FARTHEST_KM = 20_004.0
"""No two points on earth are farther apart."""
CHORD_KM = 500.0
"""Up to here the chord is taken for how far it is; at the end the geodesic is up to two metres off."""
EDGE_KM = 0.02
WIDE_KM = 1000.0
"""A larger circle is read as the belt of the earth that holds it: thousands of runs would cost more."""

_EQUATOR_KM = 6378.137
_ECCENTRICITY_2 = 6.69437999014e-3
_BEND = 1 / (24 * _EQUATOR_KM * _EQUATOR_KM)
"""How much longer than the chord an arc is, for the square of a short chord."""
_ROUNDEST_KM, _FLATTEST_KM = 6335.4, 6399.7
"""The smallest and largest radius of curvature of the ellipsoid."""


_EDGES = [math.radians(row / CELLS_PER_DEGREE - 90) for row in range(ROWS + 1)]
_SINES, _COSINES = [math.sin(edge) for edge in _EDGES], [math.cos(edge) for edge in _EDGES]
"""Of the latitudes between rows of cells."""


class Point(NamedTuple):
    """Earth-centred coordinates in decimetres."""

    x: int
    y: int
    z: int


NOWHERE = Point(10**9, 0, 0)
"""For what has no place: far out in space, so that no circle on earth reaches it."""


def point(latitude: float, longitude: float) -> Point:
    """Return the point at these degrees, at height zero."""
    phi, lam = math.radians(latitude), math.radians(longitude)
    normal = _EQUATOR_KM / math.sqrt(1 - _ECCENTRICITY_2 * math.sin(phi) ** 2)
    flat = normal * math.cos(phi)
    return Point(
        round(flat * math.cos(lam) * DECIMETRES),
        round(flat * math.sin(lam) * DECIMETRES),
        round(normal * (1 - _ECCENTRICITY_2) * math.sin(phi) * DECIMETRES),
    )


def degrees(place: Point) -> tuple[float, float]:
    """Return latitude and longitude of a point made by `point`, to about a decimetre."""
    flat = math.hypot(place.x, place.y)
    latitude = math.atan2(place.z, flat * (1 - _ECCENTRICITY_2))
    return math.degrees(latitude), math.degrees(math.atan2(place.y, place.x))


def chord_2(one: Point, other: Point) -> int:
    """Return the square of the straight line in square decimetres, as the databases compute it."""
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 + (one.z - other.z) ** 2


def box(middle: Point, chord_squared: int) -> dict[str, int]:
    """Return the least and most of each coordinate that anything within a chord of a point has."""
    reach = math.isqrt(chord_squared) + 1
    return {
        f"{word}_{axis}": value + turn
        for axis, value in middle._asdict().items()
        for word, turn in (("least", -reach), ("most", reach))
    }


def geodesic_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance along the ellipsoid between two pairs of degrees."""
    return float(geodesic(one, other).km)


def kilometres(here: tuple[float, float], there: tuple[float, float], chord_squared: int) -> float:
    """Return the geodesic between two pairs of degrees whose squared chord is known.

    Up to CHORD_KM it follows from the chord, which is a hundred times quicker.
    """
    chord = math.sqrt(chord_squared) / DECIMETRES
    if chord > CHORD_KM:
        return geodesic_km(here, there)
    return chord * (1 + chord * chord * _BEND)


def chord_bounds(km: float) -> tuple[int, int]:
    """Return squares of chords: up to the first all are within `km`, above the second all are farther.

    Up to CHORD_KM the two are one.
    """
    if km <= CHORD_KM:
        square = _square_of(km)
        return square, square
    low = _chord_km(max(0.0, km * 0.9999 - EDGE_KM), _ROUNDEST_KM)
    high = _chord_km(km * 1.0001 + EDGE_KM, _FLATTEST_KM)
    if km > FARTHEST_KM / 2:  # Near the other side of the earth its flatness counts for most.
        low, high = _chord_km(km * 0.99, _ROUNDEST_KM) * 0.99, _chord_km(km * 1.01, _FLATTEST_KM) * 1.01
    if km >= FARTHEST_KM:
        low = high
    return int(low * DECIMETRES) ** 2, int(high * DECIMETRES) ** 2 + 1


def nearest_km(chord_squared: int) -> float:
    """Return a distance that no geodesic of this chord falls below."""
    km = math.sqrt(chord_squared) / DECIMETRES
    return 2 * _FLATTEST_KM * math.asin(min(1.0, km / (2 * _FLATTEST_KM))) * 0.9999 - EDGE_KM


def cell(latitude: float, longitude: float) -> int:
    """Return the number of the 0.05° cell, 0 or more; rows from the south pole, columns from 180° W."""
    row = min(int((latitude + 90) * CELLS_PER_DEGREE), ROWS - 1)
    return row * COLUMNS + int((longitude + 180) * CELLS_PER_DEGREE) % COLUMNS


def cell_ranges(latitude: float, longitude: float, km: float) -> list[tuple[int, int]]:
    """Return first and last cell of every run that may hold a point within `km`, mostly one a row."""
    theta = min(math.pi, km / _ROUNDEST_KM * 1.007 + 1e-5)
    phi = math.radians(latitude)
    first = max(0, int((math.degrees(phi - theta) + 90) * CELLS_PER_DEGREE) - 1)
    last = min(ROWS - 1, int((math.degrees(phi + theta) + 90) * CELLS_PER_DEGREE) + 1)
    if km > WIDE_KM:
        return [(first * COLUMNS, last * COLUMNS + COLUMNS - 1)]
    ranges: list[tuple[int, int]] = []
    widest = _widest(phi, theta)
    widest_row = min(ROWS - 1, int((math.degrees(widest) + 90) * CELLS_PER_DEGREE))
    reaches = _half_widths(phi, theta, zip(_SINES[first : last + 2], _COSINES[first : last + 2], strict=True))
    middle = (longitude + 180) * CELLS_PER_DEGREE
    for row, (south, north) in enumerate(pairwise(reaches), first):
        reach = max(south, north)
        if row == widest_row:
            reach = max(reach, *_half_widths(phi, theta, [(math.sin(widest), math.cos(widest))]))
        if reach >= 0:
            reach *= _CELLS_PER_RADIAN
            west, east, base = math.floor(middle - reach), math.floor(middle + reach), row * COLUMNS
            if west >= 0 and east < COLUMNS:
                ranges.append((base + west, base + east))
            else:
                ranges.extend(_around(base, west, east))
    return ranges


def inner_ranges(latitude: float, longitude: float, km: float) -> dict[int, tuple[int, int]]:
    """Return by row the first and last cell of the run of cells that lie wholly within `km`.

    Cells at the date line and the poles may be missing.
    """
    theta = km * 0.999 / _FLATTEST_KM - 1e-5
    if theta <= 0 or km > WIDE_KM:
        return {}
    phi = math.radians(latitude)
    first = max(0, math.ceil((math.degrees(phi - theta) + 90) * CELLS_PER_DEGREE))
    last = min(ROWS, math.floor((math.degrees(phi + theta) + 90) * CELLS_PER_DEGREE))
    reaches = _half_widths(phi, theta, zip(_SINES[first : last + 1], _COSINES[first : last + 1], strict=True))
    middle = (longitude + 180) * CELLS_PER_DEGREE
    ranges = {}
    for row, (south, north) in enumerate(pairwise(reaches), first):
        reach = min(south, north) * _CELLS_PER_RADIAN
        west, east = math.ceil(middle - reach), math.floor(middle + reach) - 1
        if 0 <= west <= east < COLUMNS:
            ranges[row] = row * COLUMNS + west, row * COLUMNS + east
    return ranges


def narrowest(south: float, north: float) -> float:
    """Return the smallest length of a degree of longitude between two latitudes, in degrees of latitude."""
    return max(1e-6, min(math.cos(math.radians(south)), math.cos(math.radians(north))) * 0.99)


def cells(ranges: Iterable[tuple[int, int]]) -> list[int]:
    """Return every cell of the ranges."""
    return [number for low, high in ranges for number in range(low, high + 1)]


def count_cells(ranges: Iterable[tuple[int, int]]) -> int:
    """Return how many cells the ranges have."""
    return sum(high - low + 1 for low, high in ranges)


def _chord_km(km: float, radius: float) -> float:
    return 2 * radius * math.sin(min(math.pi / 2, km / (2 * radius)))


def _square_of(km: float) -> int:
    """Return the largest square of a chord that `kilometres` takes to be within so many, at most CHORD_KM."""
    chord = km
    for _ in range(3):  # Newton's way: each step doubles the digits, and the first guess has four.
        chord -= (chord * (1 + chord * chord * _BEND) - km) / (1 + 3 * chord * chord * _BEND)
    return int((chord * DECIMETRES) ** 2)


def _widest(phi: float, theta: float) -> float:
    """Return the latitude at which a circle reaches farthest east and west, in radians."""
    if theta >= math.pi / 2 or abs(phi) + theta >= math.pi / 2:  # A pole may be inside.
        return phi
    return math.asin(max(-1.0, min(1.0, math.sin(phi) / math.cos(theta))))


def _half_widths(phi: float, theta: float, latitudes: Iterable[tuple[float, float]]) -> list[float]:
    """Return how far east and west a circle reaches at latitudes, in radians; -1: not at all.

    `latitudes` are given by their sines and cosines.
    """
    near, upright, flat = math.cos(theta), math.sin(phi), math.cos(phi)
    widths = []
    for sine, cosine in latitudes:
        along, gap = flat * cosine, near - upright * sine
        if along < 1e-9:  # noqa: PLR2004  One of the two is a pole: either the whole row is inside or nothing of it.
            widths.append(math.pi if gap <= 0 else -1.0)
        elif gap > along:
            widths.append(-1.0)
        else:
            widths.append(math.pi if gap <= -along else math.acos(gap / along))
    return widths


def _around(base: int, west: int, east: int) -> list[tuple[int, int]]:
    """Return the runs from one column to another of the row that begins at `base`, across the date line."""
    if east - west >= COLUMNS - 1:
        return [(base, base + COLUMNS - 1)]
    west, east = west % COLUMNS, east % COLUMNS
    if west <= east:
        return [(base + west, base + east)]
    return [(base + west, base + COLUMNS - 1), (base, base + east)]
