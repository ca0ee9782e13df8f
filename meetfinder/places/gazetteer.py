"""The gazetteer: every question that the house asks about places."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from meetfinder.places import seed
from meetfinder.places.areas import read_area
from meetfinder.places.cells import spans_around
from meetfinder.places.distance import km_between
from meetfinder.places.forms import SHORTEST
from meetfinder.places.place import Located, Place, PlacesError
from meetfinder.places.points import nearest_town, point_place, read_point, zone_near
from meetfinder.places.postcodes import by_code
from meetfinder.places.ranking import MOST_ELSEWHERE, choose_towns, gather
from meetfinder.places.suggestions import suggest
from meetfinder.places.table import Country, Table, TownPoint
from meetfinder.places.towns import by_name
from meetfinder.places.wide import towns_inside

LONGEST_TEXT = 200
WIDE_KM = 120.0
"""Beyond this only towns of more than 50,000 people are looked at on a map."""


class Gazetteer:
    """Answers from one table of places; safe in many threads."""

    def __init__(self, path: Path | Callable[[], Path], *, seeds: Path | None = None) -> None:
        """Take the path of an unpacked table, or what unpacks it when the first question comes.

        `seeds` is the folder whose outlines maps are drawn from; without it there are no maps.
        """
        self._table = Table(path)
        self._seeds = seeds

    @property
    def seeds(self) -> Path:
        """Return the folder of seeds; raise PlacesError when none was given."""
        if self._seeds is None:
            raise PlacesError("This gazetteer was opened without the folder of outlines.")
        return self._seeds

    def ready(self) -> Path:
        """Unpack the table now where that is still to be done; return where it is. Raise PlacesError."""
        return self._table.path

    def locate(self, text: str, country: str | None = None) -> Located:
        """Return what `text` may mean: a postcode, a town or a point.

        With `country` (alpha-2, any case) what matches there is preferred and the rest is in `elsewhere`;
        without a match there all countries are searched. Text of more than 200 characters or with control
        characters is unknown, not an error.
        """
        home = (country or "").strip().upper()
        if len(text) > LONGEST_TEXT or not text.strip() or _has_controls(text):
            return Located(text, ())
        if (point := read_point(text)) is not None:
            return Located(text, (point_place(self._table, *point),))
        coded = by_code(self._table, text, home)
        if coded.sure:
            return gather(text, coded.places, coded.elsewhere)
        towns = by_name(self._table, coded.others or text)
        inside = [town.place for town in towns_inside(self._table, text, home, towns)]
        # Two letters are a code to most people, and hardly ever a town abroad that is called so.
        coded_only = home and _is_short(text) and all(town.country != home for town in towns)
        if inside or (towns and not coded_only):
            places, elsewhere = choose_towns(towns, home)
            return gather(text, [*coded.places, *inside, *places], elsewhere)
        near = coded.places or suggest(self._table, text, home) or [town.place for town in towns]
        return Located(text, (), suggestions=tuple(near[:MOST_ELSEWHERE]))

    def area(self, code: str) -> Place | None:
        """Return the place of an area code in any spelling, or None; its `area` is the canonical code."""
        return read_area(self._table, code)

    def zone_at(self, latitude: float, longitude: float) -> str:
        """Return the IANA zone of a point in degrees; at sea that of the nearest town within 500 km."""
        return zone_near(self._table, latitude, longitude)

    def nearest_town(self, latitude: float, longitude: float) -> Place | None:
        """Return the town nearest to a point in degrees, or None when there is none within 2,000 km."""
        return nearest_town(self._table, latitude, longitude)

    def towns_around(self, latitude: float, longitude: float, km: float) -> list[TownPoint]:
        """Return towns within about `km` of a point, the largest first; of a wide circle only large ones."""
        if km > WIDE_KM:
            here = (latitude, longitude)
            return [town for town in self._table.large_towns if km_between(here, town[1:3]) <= km]
        spans = spans_around(latitude, longitude, km)
        found = [town for span in spans for town in self._table.town_points(*span)]
        return sorted(found, key=lambda town: (-town.population, town.name))

    def countries(self) -> dict[str, Country]:
        """Return the countries (name, population) by their alpha-2 codes."""
        return self._table.countries

    def countries_with_postcodes(self) -> list[str]:
        """Return the alpha-2 codes of the countries whose postcodes the table has, in order."""
        return [row[0] for row in self._table.rows("SELECT DISTINCT country FROM postcode ORDER BY country")]

    def postcodes(self, country: str) -> Iterator[Place]:
        """Yield every postcode of a country (alpha-2) in order."""
        return self._table.codes_of(country.upper())

    def random_postcodes(self, country: str, n: int, seed: int) -> list[Place]:
        """Return up to `n` different postcodes of a country, the same ones for the same `seed`."""
        codes = self._table.spellings(country.upper())
        chosen = random.Random(seed).sample(codes, min(n, len(codes)))  # noqa: S311  A sample, not a secret.
        found = (self._table.code(country.upper(), code) for code in chosen)
        return [place for place in found if place is not None]

    def towns(self, country: str) -> Iterator[Place]:
        """Yield every town of a country (alpha-2), region by region, the largest of each first."""
        span = self._table.countries.get(country.upper())
        for town in self._table.towns_between(span.first, span.last) if span else ():
            yield town.place


def _is_short(text: str) -> bool:
    """Tell whether there are at most two Latin letters, which many a code has."""
    return len(text.strip()) <= SHORTEST and text.isascii()


def _has_controls(text: str) -> bool:
    """Tell whether there are control characters or halves of surrogate pairs."""
    return any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text)


def open_gazetteer(*, seeds: Path, instance: Path) -> Gazetteer:
    """Return the gazetteer of the packed table in `seeds`, unpacked into `instance` when first asked.

    A missing or damaged seed is a PlacesError at the first question, so that building it can begin.
    """
    return Gazetteer(lambda: seed.unpacked(seeds=seeds, instance=instance), seeds=seeds)
