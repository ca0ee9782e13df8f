"""A point on the ground in words, on a map, and moved by hand."""

from dataclasses import dataclass
from math import cos, radians
from typing import Any

from markupsafe import Markup

from meetfinder import places
from meetfinder.places import maps
from meetfinder.places.distance import km_between
from meetfinder.places.place import Place

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


def centre_of(place: dict[str, Any]) -> Place | None:
    """Return the postcode of an address, else its town; None where its country has neither.

    Towns elsewhere may have the same name and be larger: they do not hide that of its country.
    """
    for words in (place["postal_code"], f"{place['city']}, {place['region']}".strip(", "), place["city"]):
        found = places.locate(words, place["country"] or None).places if words else ()
        here = next((item for item in found if item.country == place["country"]), None)
        if here is not None:
            return here
    return None


def beside(point: Point, place: dict[str, Any]) -> Beside | None:
    """Say how a point lies to the centre of its postcode or town; None where neither is known."""
    found = centre_of(place)
    if found is None:
        return None
    centre = (found.latitude, found.longitude)
    km = km_between(point, centre)
    way = "" if km < AT_THE_CENTRE_KM else maps.direction(centre, point)
    return Beside(km, way, found.name, centre)


def drawn(point: Point, lies: Beside, *, precision: str, unit: str, title: str) -> Markup:
    """Return a map of the point and of the centre that it is told by."""
    mark = maps.Mark(point[0], point[1], precision)
    picture = maps.draw_point_and_postcode(mark, lies.centre, unit=unit, title=title)
    return Markup(picture)  # noqa: S704  It escapes what it is given.
