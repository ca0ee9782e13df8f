"""Distance on a sphere: good to half a percent, which is enough to compare places."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
"""The mean radius of the Earth."""


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two points given as latitude and longitude in degrees."""
    lat, other_lat = radians(one[0]), radians(other[0])
    half_lat, half_lon = (other_lat - lat) / 2, radians(other[1] - one[1]) / 2
    square = sin(half_lat) ** 2 + cos(lat) * cos(other_lat) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(square)))
