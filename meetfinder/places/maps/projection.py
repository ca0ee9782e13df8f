"""Where a point of the earth lies on a map: true in distance and direction from the map's middle.

The azimuthal equidistant projection: rings of distance are circles; date line and poles are nothing special.
"""

from dataclasses import dataclass
from functools import cached_property
from math import acos, asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt

from meetfinder.places.distance import EARTH_KM

KM_A_DEGREE = EARTH_KM * pi / 180
Spot = tuple[float, float]
"""A place on the map: right and down, in half units of the picture, from its upper left corner."""


@dataclass(frozen=True)
class View:
    """A rectangle of the earth around a middle, `width` by `height` half units, `scale` half units a km."""

    latitude: float
    longitude: float
    scale: float
    width: int
    height: int

    @cached_property
    def _sines(self) -> tuple[float, float]:
        return sin(radians(self.latitude)), cos(radians(self.latitude))

    @property
    def reach_km(self) -> float:
        """Kilometres from the middle to a corner."""
        return hypot(self.width, self.height) / 2 / self.scale

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """South, north, west and east of the least box that holds the view; west and east may pass ±180."""
        reach = self.reach_km / KM_A_DEGREE
        south, north = self.latitude - reach, self.latitude + reach
        if south <= -90 or north >= 90:  # noqa: PLR2004  A pole is in the view: any longitude may be.
            return max(south, -90.0), min(north, 90.0), -180.0, 180.0
        wide = degrees(asin(min(1.0, sin(radians(reach)) / cos(radians(self.latitude)))))
        return south, north, self.longitude - wide, self.longitude + wide

    def spot(self, latitude: float, longitude: float) -> Spot:
        """Return where a point in degrees lies; it may be outside of the rectangle."""
        sine, cosine = self._sines
        phi, lam = radians(latitude), radians(longitude - self.longitude)
        other_sine, other_cosine = sin(phi), cos(phi)
        east = other_cosine * sin(lam)
        north = cosine * other_sine - sine * other_cosine * cos(lam)
        toward = sine * other_sine + cosine * other_cosine * cos(lam)
        across = sqrt(east * east + north * north)
        # Near the middle the arc cosine would lose digits, and the arc is the sine there.
        arc = asin(min(1.0, across)) if toward > 0 else acos(max(-1.0, toward))
        factor = arc / across * EARTH_KM * self.scale if across else 0.0
        return self.width / 2 + east * factor, self.height / 2 - north * factor

    def holds(self, spot: Spot, margin: float = 0) -> bool:
        """Say whether a spot is inside of the rectangle, at least `margin` half units from its edge."""
        across, down = spot
        return margin <= across <= self.width - margin and margin <= down <= self.height - margin


DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


def direction(start: tuple[float, float], goal: tuple[float, float]) -> str:
    """Return in which of eight directions a point lies from another, both in degrees: `n`, `ne` … `nw`."""
    view = View(*start, 1.0, 0, 0)
    across, down = view.spot(*goal)
    return DIRECTIONS[round(degrees(atan2(across, -down)) / 45) % len(DIRECTIONS)]
