"""The place a search is for: a point and how far around it."""

from dataclasses import dataclass

from meetfinder.exchange.bmlt.distance import KM_PER_DEGREE, MILES_PER_DEGREE
from meetfinder.exchange.bmlt.loose import Parameters, decimal

DISTANCES = frozenset({"distance_in_miles", "distance_in_km"})


@dataclass(frozen=True, slots=True)
class Area:
    """A point in degrees and a width in the unit whose factor is `per_degree`.

    A negative width asks for the smallest usual radius that holds so many meetings; None for distances only.
    """

    point: tuple[float, float]
    width: float | None
    per_degree: float

    @property
    def wanted(self) -> int | None:
        """How many meetings the radius shall hold, where it is to be chosen."""
        return int(-self.width) if self.width is not None and self.width < 0 else None


def area_of(parameters: Parameters) -> tuple[Area | None, bool]:
    """Return the area, and whether what is given of it cannot be one, so that nothing is found.

    Two coordinates that are no numbers ask nothing at all, as on the servers.
    """
    latitude, longitude = decimal(parameters.text("lat_val")), decimal(parameters.text("long_val"))
    if latitude is None and longitude is None:
        return None, False
    if latitude is None or longitude is None:
        return None, True
    miles, km = decimal(parameters.text("geo_width")), decimal(parameters.text("geo_width_km"))
    point = (latitude, longitude)
    if miles is not None:
        return Area(point, miles, MILES_PER_DEGREE), False
    if km is not None:
        return Area(point, km, KM_PER_DEGREE), False
    asked = DISTANCES & set((parameters.text("data_field_key") or "").split(","))
    return (Area(point, None, KM_PER_DEGREE), False) if asked else (None, True)
