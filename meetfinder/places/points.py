"""Points: reading them, what is near them, their zone."""

import re
import unicodedata

from meetfinder.places.cells import spans_around
from meetfinder.places.codes import point_area, rounded
from meetfinder.places.distance import km_between
from meetfinder.places.place import Place
from meetfinder.places.table import Table
from meetfinder.places.zones import nautical, zone_of

_NUMBER = r"([-+]?\d{1,3}(?:\.\d{1,15})?)"
_POINT = re.compile(rf"[(@\s]*{_NUMBER}\s*,\s*{_NUMBER}[)\s]*")
_DECIMALS = re.compile(r"[(@\s]*([-+]?\d{1,2}\.\d{1,15})\s+([-+]?\d{1,3}\.\d{1,15})[)\s]*")
NORTH, EAST = 90.0, 180.0
HERE_KM = 100.0
"""Up to here a point is said to be near its nearest town, and in its country."""
AT_SEA_KM = 500.0
"""Up to here the nearest town tells the zone of a point at sea."""
REACHES_KM = (6.0, 25.0, HERE_KM, AT_SEA_KM, 2000.0)


def read_point(text: str) -> tuple[float, float] | None:
    """Return the point that `text` is, rounded to a hundredth of a degree, or None when it is none."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    match = _POINT.fullmatch(plain) or _DECIMALS.fullmatch(plain)
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    if abs(latitude) > NORTH or abs(longitude) > EAST:
        return None
    return rounded(latitude, longitude)


def point_place(table: Table, latitude: float, longitude: float) -> Place:
    """Return the place of a point: named by its numbers, described by the town it is near."""
    latitude, longitude = rounded(latitude, longitude)
    town = nearest_town(table, latitude, longitude, within_km=HERE_KM)
    name = f"{latitude:.2f},{longitude:.2f}"
    return Place(
        area=point_area(latitude, longitude),
        kind="point",
        name=name,
        label=f"{name}, {town.label}" if town else name,
        country=town.country if town else "",
        region=town.region if town else "",
        latitude=latitude,
        longitude=longitude,
        timezone=zone_near(table, latitude, longitude),
        precision="approximate",
        population=None,
    )


def nearest_town(
    table: Table, latitude: float, longitude: float, *, within_km: float = REACHES_KM[-1]
) -> Place | None:
    """Return the town nearest to a point, or None when there is none within a distance of REACHES_KM."""
    point = (latitude, longitude)
    for reach in REACHES_KM[: REACHES_KM.index(within_km) + 1]:
        near = [
            (km_between(point, (lat, lon)), number)
            for first, last in spans_around(latitude, longitude, reach)
            for number, lat, lon in table.points(first, last)
        ]
        if near and min(near)[0] <= reach:
            number = min(near)[1]
            return table.towns_between(number, number)[0].place
    return None


def zone_near(table: Table, latitude: float, longitude: float) -> str:
    """Return the zone of a point; at sea that of the nearest town, far out the nautical one."""
    if found := zone_of(latitude, longitude):
        return found
    town = nearest_town(table, latitude, longitude, within_km=AT_SEA_KM)
    return town.timezone if town else nautical(longitude)
