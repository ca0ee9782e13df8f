"""How far it is to the nearest dual-diagnosis meeting, postcode by postcode: only from what is listed.

Nothing about visitors goes into it: no counts of searches, no waiting lists.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import asin, sqrt

from sqlalchemy import select

from meetfinder import places
from meetfinder.db import db
from meetfinder.directory.demo import is_demo_present
from meetfinder.places.distance import EARTH_KM
from meetfinder.places.place import Place
from meetfinder.search.nearest import Nearest
from meetfinder.search.query import KM_PER_MILE
from meetfinder.search.space import DECIMETRES, Point, point
from meetfinder.search.tables import GOING, Flag, Occurrence

DUAL = int(Flag.DEDICATED | Flag.TAGGED)
"""For people with a dual diagnosis, or tagged so by its list, as the rungs of an answer count them."""
WELCOMING = int(Flag.DEDICATED | Flag.WELCOMING)
"""For them, or states that it welcomes them. A list's tag is no such statement."""
FAR_KM = 50.0
"""A town farther than this from the nearest dual-diagnosis meeting is called unserved."""
MOST_TOWNS = 25
TOWNS_LOOKED_AT = 3000
BAND_LIMITS = (10, 25, 50, 100, 250)
"""Upper limits of the bands, in the unit of the country; the last band has none."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A postcode and the kilometres to the nearest meeting that one can go to; None: there is none at all."""

    place: Place
    dual_km: float | None
    welcoming_km: float | None


@dataclass(frozen=True, slots=True)
class FarTown:
    """A town that is far from every dual-diagnosis meeting."""

    name: str
    area: str
    population: int
    dual_km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was found for a country."""

    country: str
    made_on: date
    unit: str
    demo: bool
    """Invented meetings of the demo are counted."""
    meetings: int
    """Places at which there is a dual-diagnosis meeting to go to, in the whole directory."""
    reaches: tuple[Reach, ...]
    towns: tuple[FarTown, ...]
    """Unserved ones, the largest first."""

    def bands(self, distance: Callable[[Reach], float | None]) -> tuple[int, ...]:
        """Return how many postcodes are in each band of BAND_LIMITS, in the last one those without any."""
        counts = [0] * (len(BAND_LIMITS) + 1)
        for reach in self.reaches:
            counts[band_of(distance(reach), self.unit)] += 1
        return tuple(counts)


def band_of(km: float | None, unit: str) -> int:
    """Return the number of the band of a distance, 0 the nearest; without a distance the last."""
    if km is None:
        return len(BAND_LIMITS)
    length = km / (KM_PER_MILE if unit == "mi" else 1)
    return next((number for number, limit in enumerate(BAND_LIMITS) if length <= limit), len(BAND_LIMITS))


def points_listed() -> dict[int, tuple[Point, ...]]:
    """Return the places of DUAL and of WELCOMING meetings that one can go to, each once and in order."""
    wanted = select(Occurrence.flags, Occurrence.x, Occurrence.y, Occurrence.z).where(
        Occurrence.cell >= 0,
        Occurrence.flags.bitwise_and(DUAL | WELCOMING) != 0,
        Occurrence.flags.bitwise_and(int(GOING)) != 0,
        Occurrence.flags.bitwise_and(int(Flag.MOVED)) == 0,
    )
    found: dict[int, set[Point]] = {DUAL: set(), WELCOMING: set()}
    for flags, x, y, z in db.session.execute(wanted.execution_options(yield_per=5000)):
        for kind, points in found.items():
            if flags & kind:
                points.add(Point(x, y, z))
    return {kind: tuple(sorted(points)) for kind, points in found.items()}


def state_of(listed: dict[int, tuple[Point, ...]], country: str) -> str:
    """Return a text that changes when coverage of the country has to be worked out anew."""
    return hashlib.sha256(repr((country, sorted(listed.items()), is_demo_present())).encode()).hexdigest()[
        :24
    ]


def cover(country: str, listed: dict[int, tuple[Point, ...]], *, unit: str, today: date) -> Coverage:
    """Return the coverage of a country (alpha-2) by these points; seconds of work for a large one."""
    dual, welcoming = Nearest(listed[DUAL]), Nearest(listed[WELCOMING])
    gazetteer = places.gazetteer()
    reaches = tuple(
        Reach(place, _distance(dual, place), _distance(welcoming, place))
        for place in gazetteer.postcodes(country)
    )
    return Coverage(
        country=country,
        made_on=today,
        unit=unit,
        demo=is_demo_present(),
        meetings=len(listed[DUAL]),
        reaches=reaches,
        towns=tuple(_far_towns(gazetteer.towns(country), dual)),
    )


def _distance(tree: Nearest, place: Place) -> float | None:
    """Return the kilometres to the nearest point, from the chord: to 0.01 % up to 3,000 km."""
    found = tree.to(point(place.latitude, place.longitude))
    if found is None:
        return None
    chord = sqrt(found[1]) / DECIMETRES
    return 2 * EARTH_KM * asin(min(1.0, chord / (2 * EARTH_KM)))


def _far_towns(towns: Iterable[Place], tree: Nearest) -> Iterator[FarTown]:
    """Yield the largest towns that are farther than FAR_KM from every dual-diagnosis meeting."""
    largest = sorted(towns, key=lambda town: (-(town.population or 0), town.area))[:TOWNS_LOOKED_AT]
    yielded = 0
    for town in largest:
        km = _distance(tree, town)
        if town.population and (km is None or km > FAR_KM):
            yield FarTown(town.label, town.area, town.population, km)
            yielded += 1
            if yielded == MOST_TOWNS:
                return
