"""Runs a search on a face: asks the database for no more rows than can matter, then looks at each."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

from meetfinder.exchange.bmlt.distance import (
    FARTHEST_AUTO,
    KM_PER_DEGREE,
    MILES_PER_DEGREE,
    distance,
    radius_needed,
    smallest_radius,
    wider,
)
from meetfinder.exchange.bmlt.face import Face, Window
from meetfinder.exchange.bmlt.place import Area
from meetfinder.exchange.bmlt.request import Choice, Request
from meetfinder.exchange.bmlt.rows import Found, Row
from meetfinder.exchange.bmlt.search import measured, search

Locate = Callable[[str], tuple[float, float] | None]
_AUTO = -10.0
"""About so many meetings are wanted around an address without a radius."""
_MILES = "mi"
_FIRST_RING = 0.5
"""The radius that is tried first, in the unit of the request."""
_MARGIN = 1e-6
_WEEK = range(1, 8)
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
        weekdays=_weekdays(request.weekdays.include),
    )
    area = request.area
    if area is None or area.width is None:
        return search(face.rows(window), request, services=services)
    if area.wanted is None:
        rows = face.rows(replace(window, box=box(area, area.width)))
        return search(rows, request, services=services)
    return _about_so_many(face, request, window, area, services)


def _weekdays(asked: frozenset[int]) -> frozenset[int] | None:
    """Return the days asked for (1 = Sunday) as ours; no days where none of them is one, None for all."""
    return frozenset(day - 1 for day in asked if day in _WEEK) if asked else None


def _about_so_many(face: Face, request: Request, window: Window, area: Area, services: Choice) -> list[Found]:
    """Look at wider and wider rings until one holds as many meetings as are wanted, then read those."""
    look = face.points if _needs_no_words(request) else face.rows
    ring = _FIRST_RING
    while True:
        rows = look(replace(window, box=box(area, ring)))
        near = measured(rows, request, area, services=services)
        needed = _needed(near, area)
        radius = smallest_radius(area.wanted or 0, needed) or FARTHEST_AUTO
        if radius <= ring:
            break
        ring = wider(ring, wanted=area.wanted or 0, found=sum(one <= ring for one in needed))
    if look is face.points:
        inside = (row.id for row, angle in near if distance(angle, area.per_degree) <= radius)
        rows = face.rows(Window(ids=frozenset(inside)))
    return search(rows, replace(request, area=replace(area, width=radius)), services=services)


def _needed(near: Iterable[tuple[Row, float]], area: Area) -> list[float]:
    """Return for each row from which radius on it counts."""
    return [
        radius_needed(
            row.latitude or 0.0, row.longitude or 0.0, angle, of=area.point, per_degree=area.per_degree
        )
        for row, angle in near
    ]


def _needs_no_words(request: Request) -> bool:
    """Return whether day, time and place decide alone which meetings are meant."""
    choices = (request.venues, request.services, request.formats)
    return request.words is None and request.key is None and all(choice == Choice() for choice in choices)


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
