"""The points of a map: where they may be shown, and where there is room for their numbers."""

from dataclasses import dataclass
from math import cos, pi, sin

from meetfinder.directory.publishing import public_point
from meetfinder.places.maps.projection import Spot, View

AREA = "area"
AREA_KM = 8.0
"""From the middle of a tenth of a degree to its corner, at the equator."""
APPROXIMATE = "approximate"
APPROXIMATE_KM = 2.0
DISC = 22
"""Half units: the radius of a numbered disc, with room for two digits that can be read on a phone."""
_TURNS, _RINGS = 12, 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to show, with the number or letter that its entry in the list has."""

    latitude: float
    longitude: float
    precision: str
    """`exact`, `approximate` or `area`; of an area only a rounded point is ever drawn."""
    label: str = ""

    @property
    def point(self) -> tuple[float, float]:
        """The point that may be known (`directory.publishing`)."""
        found = public_point(self.latitude, self.longitude, area_only=self.precision == AREA)
        return found or (self.latitude, self.longitude)

    @property
    def radius_km(self) -> float:
        """Within which distance of its point it may really be."""
        return {AREA: AREA_KM, APPROXIMATE: APPROXIMATE_KM}.get(self.precision, 0.0)


def spread(spots: list[Spot], view: View) -> list[Spot]:
    """Return where the disc of each spot goes, so that none hides another and all are in the picture."""
    placed: list[Spot] = []
    for spot in spots:
        placed.append(next((free for free in _around(spot, view) if _is_free(free, placed)), spot))
    return placed


def _around(spot: Spot, view: View) -> list[Spot]:
    """Return places for a disc, the spot itself first and then in growing rings around it."""
    tries = [spot]
    for ring in range(1, _RINGS + 1):
        reach = ring * DISC * 1.3
        tries += [
            (spot[0] + reach * sin(2 * pi * turn / _TURNS), spot[1] - reach * cos(2 * pi * turn / _TURNS))
            for turn in range(_TURNS)
        ]
    return [one for one in tries if view.holds(one, DISC)]


def _is_free(spot: Spot, placed: list[Spot]) -> bool:
    return all((spot[0] - one[0]) ** 2 + (spot[1] - one[1]) ** 2 >= (2 * DISC + 2) ** 2 for one in placed)
