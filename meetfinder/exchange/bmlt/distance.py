"""Distances as BMLT servers tell them: a great circle with a factor for each unit.

The two factors do not agree with each other nor with the earth (69 miles or 111.111 km a degree), but clients
show these numbers and recorded answers hold them to the last digit, so they are the dialect's own.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence

MILES_PER_DEGREE = 69.0
KM_PER_DEGREE = 111.111
FARTHEST_AUTO = 200.0
RADII = (
    0.0625, 0.125, 0.1875, 0.25, 0.4375, 0.5, 0.5625, 0.75, 0.8125,
    1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.25, 3.5, 3.75, 4.0, 4.25, 4.5, 4.75,
    5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.0, 8.5, 9.0, 9.5,
    10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 17.5, 20.0, 22.5, 25.0, 27.5, 30.0,
    35.0, 40.0, 45.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0, 150.0, FARTHEST_AUTO,
)  # fmt: skip
"""The radii among which a search for "about n meetings" chooses, in the unit of the request."""
_TO_RADIANS = math.pi / 180.0
_TO_DEGREES = 180.0 / math.pi
_HALF_TURN = 180.0


def degrees_between(latitude: float, longitude: float, *, of: tuple[float, float]) -> float:
    """Return the angle between a meeting and the point `of`, in degrees.

    The order of the operations is part of the contract: another one differs in the last digits.
    """
    here, there = latitude * _TO_RADIANS, of[0] * _TO_RADIANS
    turn = longitude * _TO_RADIANS - of[1] * _TO_RADIANS
    cosine = math.cos(here) * math.cos(there) * math.cos(turn) + math.sin(here) * math.sin(there)
    return math.acos(max(-1.0, min(1.0, cosine)))


def distance(angle: float, per_degree: float) -> float:
    """Return the distance for an angle of `degrees_between` with one of the factors."""
    return per_degree * (angle * _TO_DEGREES)


def smallest_radius(wanted: int, needed: Sequence[float]) -> float | None:
    """Return the smallest radius that holds at least `wanted` meetings, each with the radius that it needs.

    None where not even the largest does.
    """
    if wanted <= 0:
        return RADII[0]
    if len(needed) < wanted:
        return None
    at = bisect_left(RADII, sorted(needed)[wanted - 1])
    return RADII[at] if at < len(RADII) else None


def wider(radius: float, *, wanted: int, found: int) -> float:
    """Return a radius that should hold what is wanted, were meetings as frequent farther out as within this.

    At least half as large again, so that there are few steps. Where few were found that says little, and a
    circle far too large costs more than one more step: so at least two are taken to have been.
    """
    likely = radius * math.sqrt(wanted / max(found, 2)) * 1.1
    at = bisect_left(RADII, max(1.5 * radius, min(likely, 8 * radius)))
    return RADII[at] if at < len(RADII) else FARTHEST_AUTO


def radius_needed(
    latitude: float, longitude: float, angle: float, *, of: tuple[float, float], per_degree: float
) -> float:
    """Return the radius from which on a meeting counts when a radius is chosen.

    It has to lie in the circle and in a box around it, which is a little narrower than the circle, as on the
    servers; unlike theirs the box goes on across 180°.
    """
    shrink = math.cos(of[0] * _TO_RADIANS)
    turn = abs((longitude - of[1] + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN)
    if shrink <= 0:
        return math.inf
    box = max(abs(latitude - of[0]), turn * shrink) * per_degree
    return max(distance(angle, per_degree), box)
