"""GetCoverageArea: the box that holds every meeting, as its north-western and south-eastern corner."""

from collections.abc import Iterable

from meetfinder.exchange.bmlt.loose import number_text

_QUARTER = 90.0


def answer(points: Iterable[tuple[float, float]]) -> list[dict[str, str]]:
    """Return the one object of the answer for points in degrees; zeros stand for nothing."""
    west = east = north = south = None
    for latitude, longitude in points:
        if not latitude or not longitude:
            continue
        lat, lon = max(-90.0, min(90.0, latitude)), max(-180.0, min(180.0, longitude))
        west, east = _west(west, lon), _east(east, lon)
        north = lat if north is None else max(north, lat)
        south = lat if south is None else min(south, lat)
    return [
        {
            "nw_corner_longitude": _written(west),
            "nw_corner_latitude": _written(north),
            "se_corner_longitude": _written(east),
            "se_corner_latitude": _written(south),
        }
    ]


def _west(known: float | None, lon: float) -> float:
    """Return the western edge, which beyond 90° may lie on the other side of the date line."""
    if known is None or (lon > _QUARTER and known < 0):
        return lon
    return known if lon < -_QUARTER and known >= 0 else min(known, lon)


def _east(known: float | None, lon: float) -> float:
    if known is None or (lon < -_QUARTER and known >= 0):
        return lon
    return known if lon > _QUARTER and known < 0 else max(known, lon)


def _written(number: float | None) -> str:
    return "" if number is None else number_text(number)
