"""Runs a search on a face: asks the database for no more rows than can matter, then looks at each."""

import math
from collections.abc import Callable
from dataclasses import replace

from meetfinder.exchange.bmlt.distance import FARTHEST_AUTO, KM_PER_DEGREE, MILES_PER_DEGREE
from meetfinder.exchange.bmlt.face import Face, Window
from meetfinder.exchange.bmlt.place import Area
from meetfinder.exchange.bmlt.request import Request
from meetfinder.exchange.bmlt.rows import Found
from meetfinder.exchange.bmlt.search import chosen_radius, search

Locate = Callable[[str], tuple[float, float] | None]
_AUTO = -10.0
"""About so many meetings are wanted around an address without a radius."""
_MILES = "mi"
_RINGS = (1.0, 5.0, 25.0, 100.0, FARTHEST_AUTO)
"""Radii that are tried, in the unit of the request, until a ring holds as many meetings as are wanted."""
_MARGIN = 1e-6
_WHOLE_TURN = 180.0


def find(face: Face, request: Request, locate: Locate) -> list[Found]:
    """Return the page of meetings that the request asks for."""
    if request.address is not None:
        located = _at_address(face, request, request.address, locate)
        if located is None:
            return []
        request = located
    if request.empty or request.drafts_only:
        return []
    services = face.tree.services(request.services, recursive=request.recursive)
    window = Window(
        ids=request.ids.include or None,
        weekdays=frozenset(day - 1 for day in request.weekdays.include) or None,
    )
    area = request.area
    if area is None or area.width is None:
        return search(face.rows(window), request, services=services)
    if area.wanted is None:
        rows = face.rows(replace(window, box=box(area, area.width)))
        return search(rows, request, services=services)
    for ring in _RINGS:
        rows = face.rows(replace(window, box=box(area, ring)))
        radius = chosen_radius(rows, request, services=services)
        if radius is not None and (radius <= ring):
            break
    return search(rows, request, services=services)


def _at_address(face: Face, request: Request, text: str, locate: Locate) -> Request | None:
    """Return the request with the place that its search string names, looked up without any network."""
    point = locate(text)
    if point is None:
        return None
    in_miles = face.info().get("distanceUnits", _MILES) == _MILES
    width = _AUTO if request.address_radius is None else request.address_radius
    area = Area(point, width, MILES_PER_DEGREE if in_miles else KM_PER_DEGREE)
    return replace(request, address=None, area=area, empty=False)


def box(area: Area, width: float) -> tuple[float, float, float, float] | None:
    """Return the box in degrees that holds everything within a width; None: the whole earth."""
    latitude, longitude = area.point
    reach = width / area.per_degree + _MARGIN
    if reach < 0 or abs(latitude) + reach >= 90:  # noqa: PLR2004  A pole may be inside.
        return None
    shrink = math.sin(math.radians(reach)) / math.cos(math.radians(latitude))
    if shrink >= 1:
        return None
    turn = math.degrees(math.asin(shrink)) + _MARGIN
    west, east = (_turned(longitude - turn), _turned(longitude + turn))
    return latitude - reach, latitude + reach, west, east


def _turned(longitude: float) -> float:
    return (longitude + _WHOLE_TURN) % (2 * _WHOLE_TURN) - _WHOLE_TURN
