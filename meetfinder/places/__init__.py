"""From what people type to a place, its point and its time zone. Nothing here touches a network.

The site configures one gazetteer at its start; `locate`, `area` and `zone_at` ask that one. What was typed is
neither logged nor kept.
"""

from meetfinder.places.gazetteer import Gazetteer, open_gazetteer
from meetfinder.places.place import Located, Place, PlacesError

__all__ = [
    "Gazetteer",
    "Located",
    "Place",
    "PlacesError",
    "area",
    "configure",
    "gazetteer",
    "locate",
    "open_gazetteer",
    "zone_at",
]


class _Configured:
    """The gazetteer of this process."""

    gazetteer: Gazetteer | None = None


def configure(chosen: Gazetteer | None) -> None:
    """Make `chosen` the gazetteer that this module's functions ask; None takes it away."""
    _Configured.gazetteer = chosen


def gazetteer() -> Gazetteer:
    """Return the configured gazetteer; raise PlacesError when there is none."""
    if _Configured.gazetteer is None:
        raise PlacesError("No table of places is configured: call places.configure first.")
    return _Configured.gazetteer


def locate(text: str, country: str | None = None) -> Located:
    """Return what `text` may mean, in `country` (alpha-2, any case) first; see `Gazetteer.locate`."""
    return gazetteer().locate(text, country)


def area(code: str) -> Place | None:
    """Return the place of an area code, or None; see `Gazetteer.area`."""
    return gazetteer().area(code)


def zone_at(latitude: float, longitude: float) -> str:
    """Return the IANA zone of a point in degrees; see `Gazetteer.zone_at`."""
    return gazetteer().zone_at(latitude, longitude)
