"""A point on the ground in words, and moved by hand."""

from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

from meetfinder import places
from meetfinder.places.distance import km_between

METRES_A_DEGREE = 111_195.0
DIRECTIONS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
AT_THE_CENTRE_KM = 0.05
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Beside:
    """How a point lies to the centre of a postcode or town; the direction is empty for at it."""

    km: float
    direction: str
    name: str


def moved(point: Point, way: tuple[int, int], metres: float) -> Point:
    """Return the point so many metres away; `way` is north and east, each -1, 0 or 1."""
    latitude = max(-89.9, min(89.9, point[0] + way[0] * metres / METRES_A_DEGREE))
    a_degree_east = METRES_A_DEGREE * max(cos(radians(latitude)), 0.001)
    longitude = (point[1] + way[1] * metres / a_degree_east + 180) % 360 - 180
    return round(latitude, 6), round(longitude, 6)


def beside(point: Point, *, postal_code: str, city: str, country: str) -> Beside | None:
    """Say how a point lies to its postcode, else to its town; None where neither is known."""
    for name in (postal_code, city):
        found = places.locate(name, country or None).places if name else ()
        if found and found[0].country == country:
            centre = (found[0].latitude, found[0].longitude)
            km = km_between(point, centre)
            return Beside(km, "" if km < AT_THE_CENTRE_KM else direction(centre, point), found[0].name)
    return None


def direction(start: Point, end: Point) -> str:
    """Return in which of eight directions one sets out from one point to another."""
    lat, other = radians(start[0]), radians(end[0])
    east = radians(end[1] - start[1])
    bearing = degrees(
        atan2(sin(east) * cos(other), cos(lat) * sin(other) - sin(lat) * cos(other) * cos(east))
    )
    return DIRECTIONS[round(bearing / 45) % 8]
