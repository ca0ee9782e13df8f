"""Reading the table of places: rows in, places out. Read-only, and one connection for each thread."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from meetfinder.places.codes import postcode_area, town_area
from meetfinder.places.forms import COLLAPSED, shown
from meetfinder.places.place import Place, PlacesError

_CODE = "SELECT code, country, lat, lon, locality, region, zone FROM postcode"
_TOWN = "SELECT id, geoname, name, country, region, lat, lon, population, zone, numbered FROM town"
_TOWN_OF_NAME = _TOWN.replace(" FROM town", ", named FROM town_name JOIN town ON id = town_name.town")
_TOWN_POINT = "SELECT name, lat, lon, population FROM town"
_SCALE = 10_000


@dataclass(frozen=True, slots=True)
class RegionName:
    """A first-level division and the numbers of its towns."""

    name: str
    abbreviation: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Country:
    """A country, its people and the numbers of its towns."""

    name: str
    population: int
    first: int
    last: int


class TownPoint(NamedTuple):
    """A town as a map needs it."""

    name: str
    latitude: float
    longitude: float
    population: int


class Town:
    """A town that may be meant. Its place is made only when it is asked for: there are 150 Santa Marias."""

    __slots__ = (
        "__dict__",
        "_row",
        "_table",
        "country",
        "geoname",
        "id",
        "named",
        "numbered",
        "point",
        "weight",
    )

    def __init__(self, table: "Table", row: Sequence[Any], *, named: bool = True) -> None:
        self._table, self._row = table, row
        self.id: int = row[0]
        self.geoname: int = row[1]
        self.country: str = row[3]
        self.point: tuple[float, float] = (row[5] / _SCALE, row[6] / _SCALE)
        self.weight: int = max(row[7], 1)
        """The population, at least 1."""
        self.numbered = bool(row[9])
        self.named = named
        """It was found by its name or the first words of it, not by an alternate name."""

    @property
    def identity(self) -> tuple[str, int]:
        """Return its name and region, which two entries for one town share."""
        return self._row[2], self._row[4]

    @cached_property
    def place(self) -> Place:
        """Return the place."""
        return self._table.town_place(self._row)


class Table:
    """The unpacked table. Opened at the first question, so that making one costs nothing."""

    def __init__(self, path: Path | Callable[[], Path]) -> None:
        self._given = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._path: Path | None = None

    @property
    def path(self) -> Path:
        """Return where the table is; unpack it first where that is still to be done."""
        with self._lock:
            if self._path is None:
                self._path = self._given if isinstance(self._given, Path) else self._given()
            return self._path

    @cached_property
    def zones(self) -> dict[int, str]:
        """Return the zones by their numbers."""
        return dict(self.rows("SELECT id, name FROM zone"))

    @cached_property
    def regions(self) -> dict[int, RegionName]:
        """Return the regions by their numbers."""
        rows = self.rows("SELECT id, name, abbreviation, first, last FROM region")
        return {row[0]: RegionName(*row[1:]) for row in rows}

    def regions_of(self, country: str) -> list[RegionName]:
        """Return the regions whose towns are those of a country."""
        span = self.countries[country]
        return [one for one in self.regions.values() if span.first <= one.first <= one.last <= span.last]

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Return the countries by their alpha-2 codes."""
        rows = self.rows("SELECT code, name, population, first, last FROM country")
        return {row[0]: Country(*row[1:]) for row in rows}

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return the rows of a query; raise PlacesError when the table cannot be read."""
        connection = getattr(self._local, "connection", None)
        try:
            if connection is None:
                address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
                connection = self._local.connection = sqlite3.connect(
                    address, uri=True, check_same_thread=False
                )
            return connection.execute(statement, values).fetchall()
        except sqlite3.Error as problem:
            raise PlacesError(f"The table of places {self.path} cannot be read: {problem}") from problem

    def codes(self, code: str) -> list[Place]:
        """Return the postcodes that are stored under this spelling in any country."""
        return [self._postcode(row) for row in self.rows(f"{_CODE} WHERE code = ?", (code,))]

    def code(self, country: str, code: str) -> Place | None:
        """Return the postcode of a country, or None."""
        rows = self.rows(f"{_CODE} WHERE code = ? AND country = ?", (code, country))
        return self._postcode(rows[0]) if rows else None

    def codes_between(self, first: str, last: str, country: str, limit: int) -> list[Place]:
        """Return postcodes from `first` to before `last` in order; of any country where `country` is ''."""
        where = f"{_CODE} WHERE code >= ? AND code < ? AND (? = '' OR country = ?) ORDER BY code LIMIT ?"
        return [self._postcode(row) for row in self.rows(where, (first, last, country, country, limit))]

    def codes_of(self, country: str) -> Iterator[Place]:
        """Yield all postcodes of a country in order."""
        for row in self.rows(f"{_CODE} WHERE country = ? ORDER BY code", (country,)):
            yield self._postcode(row)

    def spellings(self, country: str) -> list[str]:
        """Return the codes of a country as they are stored, in order."""
        rows = self.rows("SELECT code FROM postcode WHERE country = ? ORDER BY code", (country,))
        return [code for (code,) in rows]

    def code_below(self, country: str, code: str) -> Place | None:
        """Return the postcode of a country with the highest code that is not above this one."""
        where = f"{_CODE} WHERE country = ? AND code BETWEEN ? AND ? ORDER BY code DESC LIMIT 1"
        rows = self.rows(where, (country, code[:2], code))
        return self._postcode(rows[0]) if rows else None

    def towns(self, key: str) -> list[Town]:
        """Return the towns that are called so, in no order."""
        rows = self.rows(f"{_TOWN_OF_NAME} WHERE key = ?", (key,))
        return [Town(self, row, named=bool(row[-1])) for row in rows]

    def towns_spelled(self, keys: Sequence[str]) -> list[Town]:
        """Return the towns that are called by any of these keys, in no order."""
        marks = ",".join("?" * len(keys))
        named = f"SELECT town FROM town_name WHERE key IN ({marks})"  # noqa: S608  Only question marks go in.
        return [Town(self, row) for row in self.rows(f"{_TOWN} WHERE id IN ({named})", keys)]

    def towns_beginning(self, key: str, limit: int) -> list[Town]:
        """Return towns with a spelling that begins with `key`; `limit` is of the spellings looked at."""
        spelled = "SELECT town FROM town_name WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"
        rows = self.rows(f"{_TOWN} WHERE id IN ({spelled})", (key, f"{key}\uffff", limit))
        return [Town(self, row) for row in rows]

    def towns_between(self, first: int, last: int) -> list[Town]:
        """Return the towns with these numbers: a region, or a country."""
        return [Town(self, row) for row in self.rows(f"{_TOWN} WHERE id BETWEEN ? AND ?", (first, last))]

    def qualified(self, key: str) -> list[tuple[str, int]]:
        """Return what these words name as (country, region); region 0 is the whole country."""
        return self.rows("SELECT country, region FROM qualifier WHERE key = ?", (key,))

    def points(self, first: int, last: int) -> list[tuple[int, float, float]]:
        """Return (town number, latitude, longitude) of the towns in a stretch of cells."""
        query = "SELECT id, lat, lon FROM town_cell JOIN town ON id = town WHERE cell BETWEEN ? AND ?"
        return [(town, lat / _SCALE, lon / _SCALE) for town, lat, lon in self.rows(query, (first, last))]

    def town_points(self, first: int, last: int) -> list[TownPoint]:
        """Return the towns in a stretch of cells."""
        query = f"{_TOWN_POINT} JOIN town_cell ON id = town WHERE cell BETWEEN ? AND ?"
        return [_point(row) for row in self.rows(query, (first, last))]

    @cached_property
    def large_towns(self) -> list[TownPoint]:
        """Return the towns with more than 50,000 people, the largest first."""
        query = (
            "SELECT name, lat, lon, population FROM town WHERE population > 50000 ORDER BY population DESC"
        )
        return [_point(row) for row in self.rows(query)]

    def _postcode(self, row: Sequence[Any]) -> Place:
        code, country, lat, lon, locality, region, zone = row
        name = shown(country, code)
        region_name = self.regions[region].name if region else ""
        return Place(
            area=postcode_area(country, code),
            kind="postcode",
            name=name,
            label=label(name, locality, region_name),
            country=country,
            region=region_name,
            latitude=lat / _SCALE,
            longitude=lon / _SCALE,
            timezone=self.zones[zone],
            precision="area" if country in COLLAPSED else "approximate",
            population=None,
        )

    def town_place(self, row: Sequence[Any]) -> Place:
        """Return the place of a town's row."""
        geoname, name, country, region, lat, lon, population, zone, numbered = row[1:10]
        within = self.regions[region]
        return Place(
            area=town_area(country, within.abbreviation, name, geoname if numbered else None),
            kind="town",
            name=name,
            label=label(name, within.name),
            country=country,
            region=within.name,
            latitude=lat / _SCALE,
            longitude=lon / _SCALE,
            timezone=self.zones[zone],
            precision="area",
            population=population or None,
        )


def _point(row: Sequence[Any]) -> TownPoint:
    return TownPoint(row[0], row[1] / _SCALE, row[2] / _SCALE, row[3])


def label(*parts: str) -> str:
    """Return the parts that are not empty and not said before, with commas."""
    return ", ".join(dict.fromkeys(part for part in parts if part))
