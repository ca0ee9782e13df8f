"""A point on the ground in words, on a map, and moved by hand."""

from dataclasses import dataclass
from math import cos, radians

from markupsafe import Markup

from meetfinder import places
from meetfinder.places import maps
from meetfinder.places.distance import km_between

Point = tuple[float, float]
METRES_A_DEGREE = 111_195.0
AT_THE_CENTRE_KM = 0.05


@dataclass(frozen=True, slots=True)
class Beside:
    """How a point lies to the centre of a postcode or town; the direction is empty for at it."""

    km: float
    direction: str
    """One of n, ne, e, se, s, sw, w and nw."""
    name: str
    centre: Point


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
            way = "" if km < AT_THE_CENTRE_KM else maps.direction(centre, point)
            return Beside(km, way, found[0].name, centre)
    return None


def drawn(point: Point, lies: Beside, *, precision: str, unit: str, title: str) -> Markup:
    """Return a map of the point and of the centre that it is told by."""
    mark = maps.Mark(point[0], point[1], precision)
    picture = maps.draw_point_and_postcode(mark, lies.centre, unit=unit, title=title)
    return Markup(picture)  # noqa: S704  It escapes what it is given.
