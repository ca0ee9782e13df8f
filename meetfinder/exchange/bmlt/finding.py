"""Runs a search on a face: asks the database for no more rows than can matter, then looks at each."""

import math
from collections.abc import Callable, Iterable, Sequence
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
Look = Callable[[Window], Sequence[Row]]
_AUTO = -10.0
"""About so many meetings are wanted around an address without a radius."""
_MILES = "mi"
_FIRST_RING = 0.5
"""The radius that is tried first, in the unit of the request."""
_OF_POINTS = frozenset(
    {"id_bigint", "weekday_tinyint", "start_time", "duration_time", "latitude", "longitude"}
)
"""Fields that `Face.points` know."""
_MARGIN = 1e-6
_WEEK = range(1, 8)
_POLE, _HALF_TURN = 90.0, 180.0


def find(face: Face, request: Request, locate: Locate) -> list[Found]:
    """Return the page of meetings that the request asks for."""
    if request.empty or request.drafts_only:
        return []
    if request.address is not None:
        located = _at_address(face, request, request.address, locate)
        if located is None:
            return []
        request = located
    services = face.tree.services(request.services, recursive=request.recursive)
    window = Window(
        ids=request.ids.include or None,
        weekdays=_weekdays(request.weekdays.include),
    )
    area = request.area
    if area is None or area.width is None:
        return search(face.rows(window), request, services=services)
    look = _look(face, request)
    if area.wanted is None:
        near = look(replace(window, box=box(area, area.width)))
    else:
        near, radius = _about_so_many(look, request, window, area, services)
        request = replace(request, area=replace(area, width=radius))
    found = search(near, request, services=services)
    if look is face.rows:
        return found
    rows = face.rows(Window(ids=frozenset(item.row.id for item in found)))
    return search(rows, replace(request, page_size=None), services=services)


def _weekdays(asked: frozenset[int]) -> frozenset[int] | None:
    """Return the days asked for (1 = Sunday) as ours; no days where none of them is one, None for all."""
    return frozenset(day - 1 for day in asked if day in _WEEK) if asked else None


def _about_so_many(
    look: Look, request: Request, window: Window, area: Area, services: Choice
) -> tuple[Sequence[Row], float]:
    """Look at wider rings until one holds as many as are wanted; return all in its radius, and the radius."""
    ring, wanted = _FIRST_RING, area.wanted or 0
    while True:
        rows = look(replace(window, box=box(area, ring)))
        near = measured(rows, request, area, services=services)
        needed = _needed(near, area)
        radius = smallest_radius(wanted, needed) or FARTHEST_AUTO
        if radius <= ring:
            return [row for row, angle in near if distance(angle, area.per_degree) <= radius], radius
        ring = wider(ring, wanted=wanted, found=sum(one <= ring for one in needed))


def _needed(near: Iterable[tuple[Row, float]], area: Area) -> list[float]:
    """Return for each row from which radius on it counts."""
    return [
        radius_needed(
            row.latitude or 0.0, row.longitude or 0.0, angle, of=area.point, per_degree=area.per_degree
        )
        for row, angle in near
    ]


def _look(face: Face, request: Request) -> Look:
    """Return the quickest way to rows that show which meetings are meant and make the page."""
    by_words = request.words is not None or request.key is not None
    in_words = request.page_size is not None and not request.by_distance
    if by_words or (in_words and not _OF_POINTS.issuperset(request.order)):
        return face.rows
    choices = (request.venues, request.services, request.formats)
    return face.points if all(choice == Choice() for choice in choices) else face.outlines


def _at_address(face: Face, request: Request, text: str, locate: Locate) -> Request | None:
    """Return the request with the place that its search string names, looked up without any network."""
    point = locate(text)
    if point is None:
        return None
    in_miles = face.info().get("distanceUnits", _MILES) == _MILES
    width = _AUTO if request.address_radius is None else request.address_radius
    area = Area(point, width, MILES_PER_DEGREE if in_miles else KM_PER_DEGREE)
    return replace(request, address=None, area=area)


def box(area: Area, width: float) -> tuple[float, float, float, float] | None:
    """Return the box in degrees that holds everything within a width; None: the whole earth."""
    latitude, longitude = _on_globe(*area.point)
    reach = width / area.per_degree + _MARGIN
    south, north = latitude - reach, latitude + reach
    inside = (south <= -_POLE) + (north >= _POLE)
    if inside == 1:
        return south, north, -_HALF_TURN, _HALF_TURN
    if inside:
        return None
    shrink = min(1.0, math.sin(math.radians(reach)) / math.cos(math.radians(latitude)))
    turn = math.degrees(math.asin(shrink)) + _MARGIN
    return south, north, _turned(longitude - turn), _turned(longitude + turn)


def _on_globe(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the point that is meant: beyond a pole a latitude goes on down the other side."""
    if abs(latitude) <= _POLE:
        return latitude, longitude
    angle = math.radians(latitude)
    beyond = math.cos(angle) < 0
    return math.degrees(math.asin(math.sin(angle))), longitude + (_HALF_TURN if beyond else 0.0)


def _turned(longitude: float) -> float:
    return (longitude + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN
