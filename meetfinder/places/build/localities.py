"""Which of the names on a postcode's rows people would recognise."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from meetfinder.places.build.grid import Grid
from meetfinder.places.build.records import RawCode, Town
from meetfinder.places.distance import km_between
from meetfinder.places.words import key

_key = cache(key)
SAME_TOWN_KM = 20.0
BIG_TOWN = 100_000
BIG_TOWN_KM = 8.0


class Localities:
    """The names of postcodes, chosen with the help of the gazetteer."""

    def __init__(self, towns: Sequence[Town]) -> None:
        self._grid = Grid(towns)

    def name(self, country: str, point: tuple[float, float], rows: Sequence[RawCode]) -> str:
        """Return the largest town among the names of the rows, else their most frequent name.

        A British or Canadian code is often called by a street or a sight; the city is then added.
        """
        near = [town for town in self._grid.around(*point) if town.country == country]
        named = {_key(row.city) for row in rows}
        towns = [town for town in near if _key(town.name) in named and _km(town, point) <= SAME_TOWN_KM]
        if towns:
            return max(towns, key=lambda town: (town.population, -town.geoname)).name
        common = Counter(row.city for row in rows if row.city).most_common(1)
        name = common[0][0] if common else ""
        if country not in {"GB", "CA"}:
            return name
        big = [town for town in near if town.population >= BIG_TOWN and _km(town, point) <= BIG_TOWN_KM]
        city = max(big, key=lambda town: town.population).name if big else ""
        if key(city) in key(name):
            return name
        return ", ".join(part for part in (name, city) if part)


def _km(town: Town, point: tuple[float, float]) -> float:
    return km_between((town.latitude, town.longitude), point)
