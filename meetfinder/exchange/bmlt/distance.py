"""Distances as BMLT servers tell them: a great circle with a factor for each unit.

The two factors do not agree with each other nor with the earth (69 miles or 111.111 km a degree), but clients
show these numbers and recorded answers hold them to the last digit, so they are the dialect's own.
"""

import math
from collections.abc import Callable

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


def smallest_radius(wanted: int, count: Callable[[float], int]) -> float:
    """Return the smallest radius within which `count` finds at least `wanted`, else the largest."""
    low, high = 0, len(RADII) - 1
    while low < high:
        middle = (low + high) // 2
        if count(RADII[middle]) >= wanted:
            high = middle
        else:
            low = middle + 1
    return RADII[low]


def in_box(
    latitude: float, longitude: float, *, of: tuple[float, float], radius: float, per_degree: float
) -> bool:
    """Return whether a meeting lies in the box that counts for the choice of a radius.

    It is a little narrower than the circle, as on the servers; unlike theirs it goes on across 180°.
    """
    reach = radius / per_degree
    if abs(latitude - of[0]) > reach:
        return False
    shrink = math.cos(of[0] * _TO_RADIANS)
    turn = abs((longitude - of[1] + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN)
    return shrink > 0 and turn <= reach / shrink
