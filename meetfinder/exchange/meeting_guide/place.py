"""Where a row says it is: address, point, how well the point is known, and the time zone.

Coordinates that a list supplies are kept. They are replaced by the point of the postcode, or else of the
town, only where they cannot be meant: missing, out of range, or 0/0. Swapped ones, or ones with a lost minus
sign, are put right where the postcode proves it. Ones that lie far from their own postcode are kept, but as
approximate and with a warning: nobody here can know which of the two is wrong.
"""

import math
from dataclasses import dataclass, field
from typing import Any, Protocol

from meetfinder.directory.models import Precision
from meetfinder.directory.proposal import PlaceFacts
from meetfinder.exchange.meeting_guide import address as addresses
from meetfinder.exchange.meeting_guide.countries import alpha2
from meetfinder.exchange.meeting_guide.words import line, normal

Row = dict[str, Any]
Point = tuple[float, float]

DERIVED, FAR, SWAPPED, SIGN = "derived", "far_from_postcode", "swapped", "sign_lost"
UNUSABLE = "unusable_coordinates"
NO_POINT = "no_point"
"""No usable coordinates, and neither postcode nor town are known: no search by distance finds it."""
_FAR_KM = 100.0
_EARTH_RADIUS_KM = 6371.0
_WIDE_POSTCODES = {"CA": 300.0, "AU": 400.0}
"""Countries where one postcode can be that wide; 99 of 100 in Canada are within 203 km of their point."""
_NEAR_NOWHERE = 0.01
_NO_VENUE = {
    "online",
    "zoom",
    "virtual",
    "tba",
    "tbd",
    "phone",
    "telephone",
    "internet",
    "web",
    "discord",
    "none",
    "unknown",
    "various",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """What the gazetteer knows of a postcode or town."""

    latitude: float
    longitude: float
    timezone: str


class Gazetteer(Protocol):
    """Looks up places without a network; the caller brings it."""

    def spot(self, text: str, country: str) -> Spot | None:
        """Return the one place that a postcode or town means in a country (alpha-2), or None."""

    def zone(self, latitude: float, longitude: float) -> str:
        """Return the IANA zone of a point in degrees, or an empty text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What a row says about its place."""

    facts: PlaceFacts
    timezone: str
    """Of the point, else of the postcode or town; empty when neither is known."""
    has_door: bool
    """A street or a venue that one can find."""
    stands_for_area: bool
    """The list says so, or gives no street."""
    problems: tuple[str, ...] = field(default=())


def whereabouts(row: Row, *, gazetteer: Gazetteer, default_country: str) -> Whereabouts:
    """Read the place of a row."""
    supplied = _supplied(row)
    address = _address(row, default_country, supplied)
    spot = _spot(address, gazetteer)
    point, problems = _point(supplied, spot if address.postal_code else None, address.country)
    if point is None and spot is not None:
        point, problems = (spot.latitude, spot.longitude), [*problems, DERIVED]
    if point is None:
        problems = [*problems, NO_POINT]
    venue = _venue(row, address)
    flagged = line(row.get("approximate")).lower() in {"yes", "true", "1"}
    exact = not (flagged or problems or point is None or not address.street)
    facts = PlaceFacts(
        name=venue,
        street=address.street[:255],
        city=address.city[:120],
        region=address.region[:120],
        postal_code=address.postal_code[:20],
        country=address.country,
        formatted_address=line(row.get("formatted_address"), limit=500) or addresses.compose(address)[:500],
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        precision=Precision.EXACT if exact else Precision.APPROXIMATE,
    )
    zone = gazetteer.zone(*point) if point else ""
    return Whereabouts(
        facts=facts,
        # Far from its postcode, a point is most often the slip: a wrong zone is a wrong hour.
        timezone=(spot.timezone if spot and (FAR in problems or not zone) else "") or zone,
        has_door=bool(address.street or venue),
        stands_for_area=flagged or not address.street,
        problems=tuple(problems),
    )


def _address(row: Row, default_country: str, supplied: Point | None) -> addresses.Address:
    """Return the address from the fields of its parts, or else from the line that holds all of it."""
    street, city = line(row.get("address")), line(row.get("city"))
    region, postal_code = line(row.get("state")), line(row.get("postal_code"), limit=20)
    country = alpha2(line(row.get("country"))) or default_country
    if city or postal_code:
        return addresses.Address(
            street=street.strip(", "), city=city, region=region, postal_code=postal_code, country=country
        )
    whole = line(row.get("formatted_address"), limit=500) or street
    return addresses.parse(whole, default_country=country, longitude=supplied[1] if supplied else None)


def _venue(row: Row, address: addresses.Address) -> str:
    """Return the name of the building, unless the field holds a town, an address or the word "online"."""
    name = line(row.get("location")).strip(" ,;")
    plain = normal(name)
    same = {normal(address.city), normal(address.street), normal(line(row.get("district"))), ""}
    is_none = plain in same or bool(_NO_VENUE & set(plain.split()) and len(plain.split()) <= 3)  # noqa: PLR2004
    return "" if is_none else name


def _spot(address: addresses.Address, gazetteer: Gazetteer) -> Spot | None:
    spot = gazetteer.spot(address.postal_code, address.country) if address.postal_code else None
    if spot is None and address.city:
        town = ", ".join(filter(None, (address.city, address.region)))
        spot = gazetteer.spot(town, address.country)
    return spot


def _point(supplied: Point | None, spot: Spot | None, country: str) -> tuple[Point | None, list[str]]:
    """Return the point to use and what is wrong with the one supplied."""
    if supplied is None:
        return None, []
    if not _is_on_earth(supplied):
        turned = (supplied[1], supplied[0])
        if spot and _is_on_earth(turned) and _near(turned, spot, country):
            return turned, [SWAPPED]
        return None, [UNUSABLE]
    if spot is None or _near(supplied, spot, country):
        return supplied, []
    latitude, longitude = supplied
    for corrected, problem in (
        ((longitude, latitude), SWAPPED),
        ((latitude, -longitude), SIGN),
        ((-latitude, longitude), SIGN),
    ):
        if _is_on_earth(corrected) and _near(corrected, spot, country):
            return corrected, [problem]
    return supplied, [FAR]


def _near(point: Point, spot: Spot, country: str) -> bool:
    return _km(point, (spot.latitude, spot.longitude)) <= _WIDE_POSTCODES.get(country, _FAR_KM)


def _km(one: Point, other: Point) -> float:
    """Return the distance on a sphere: half a percent is enough to tell near from far."""
    north, there = math.radians(one[0]), math.radians(other[0])
    across = math.radians(other[1] - one[1])
    half = math.sin((there - north) / 2) ** 2 + math.cos(north) * math.cos(there) * math.sin(across / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def _is_on_earth(point: Point) -> bool:
    latitude, longitude = point
    nowhere = abs(latitude) < _NEAR_NOWHERE and abs(longitude) < _NEAR_NOWHERE
    return abs(latitude) <= 90 and abs(longitude) <= 180 and not nowhere  # noqa: PLR2004  Degrees.


def _supplied(row: Row) -> Point | None:
    """Return the coordinates of a row, from their two fields or from `coordinates`, as they are."""
    pair = [_degrees(row.get("latitude")), _degrees(row.get("longitude"))]
    if None in pair:
        pair = [_degrees(part) for part in line(row.get("coordinates")).split(",")]
    latitude, longitude = pair if len(pair) == len(("latitude", "longitude")) else (None, None)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _degrees(value: Any) -> float | None:
    try:
        number = (
            float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else None
        )
    except (ValueError, OverflowError):
        return None
    return number if number is not None and math.isfinite(number) else None
