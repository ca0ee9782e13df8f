"""Writing the table and packing it."""

import hashlib
import lzma
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from meetfinder.places.build.names import qualifiers, town_keys
from meetfinder.places.build.records import Postcode, Region, Town
from meetfinder.places.cells import cell_of
from meetfinder.places.codes import postcode_area, town_area
from meetfinder.places.seed import DIGEST, PACKED
from meetfinder.places.words import slug

SCHEMA = Path(__file__).with_name("schema.sql")
_XZ = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 27}]


class Writer:
    """Fills a new table from towns, postcodes, regions and countries."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file)
        self._db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        self._db.executescript(SCHEMA.read_text())
        self._zones: dict[str, int] = {}

    def write(
        self,
        *,
        towns: Sequence[Town],
        codes: Sequence[Postcode],
        regions: Sequence[Region],
        countries: Mapping[str, Mapping[str, Any]],
        zones: Mapping[tuple[str, str], str],
    ) -> None:
        """Write all of it; `zones` holds the zone of each (country, code)."""
        for number, region in enumerate(sorted(regions, key=_order), start=1):
            region.id = number
        ordered = sorted(towns, key=lambda town: (_order(town.region), -town.population, town.geoname))
        self._towns(ordered, {postcode_area(code.country, code.code) for code in codes})
        self._spans(ordered, regions, countries)
        self._codes(codes, zones)
        self._many(
            "INSERT OR IGNORE INTO qualifier VALUES (?,?,?)",
            (row for row in qualifiers(countries, regions) if row[0]),
        )
        self._many("INSERT INTO zone VALUES (?,?)", ((number, name) for name, number in self._zones.items()))
        self._db.commit()
        self._db.execute("VACUUM")
        self._db.close()

    def _towns(self, ordered: Sequence[Town], taken: set[str]) -> None:
        numbered = set()
        for town in sorted(ordered, key=lambda town: (-town.population, town.geoname)):
            area = town_area(town.country, _region(town).abbreviation, town.name)
            if area in taken or not slug(town.name):
                numbered.add(town.geoname)
            taken.add(area)
        rows = [
            (
                number, town.geoname, town.name, town.country, _region(town).id, _fixed(town.latitude),
                _fixed(town.longitude), town.population, self._zone(town.timezone), town.geoname in numbered,
            )
            for number, town in enumerate(ordered, start=1)
        ]  # fmt: skip
        self._many("INSERT INTO town VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
        names = (
            (spelling, number, named)
            for number, town in enumerate(ordered, start=1)
            for spelling, named in town_keys(town).items()
        )
        self._many("INSERT INTO town_name VALUES (?,?,?)", sorted(names))
        cells = (
            (cell_of(town.latitude, town.longitude), number) for number, town in enumerate(ordered, start=1)
        )
        self._many("INSERT INTO town_cell VALUES (?,?)", sorted(cells))

    def _spans(
        self, ordered: Sequence[Town], regions: Sequence[Region], countries: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Write regions and countries with the first and last numbers of their towns."""
        numbered = list(enumerate(ordered, start=1))
        by_region = _bounds((number, _region(town).id) for number, town in numbered)
        by_country = _bounds((number, town.country) for number, town in numbered)
        self._many(
            "INSERT INTO region VALUES (?,?,?,?,?,?,?)",
            (
                (one.id, one.country, one.code, one.name, one.abbreviation, *by_region.get(one.id, (1, 0)))
                for one in sorted(regions, key=_order)
            ),
        )
        self._many(
            "INSERT INTO country VALUES (?,?,?,?,?)",
            (
                (code, row["name"], row["population"], *by_country.get(code, (1, 0)))
                for code, row in sorted(countries.items())
            ),
        )

    def _codes(self, codes: Sequence[Postcode], zones: Mapping[tuple[str, str], str]) -> None:
        rows = (
            (
                one.code, one.country, _fixed(one.latitude), _fixed(one.longitude), one.locality,
                one.region.id if one.region else 0, self._zone(zones[one.country, one.code]),
            )
            for one in sorted(codes, key=lambda one: (one.code, one.country))
        )  # fmt: skip
        self._many("INSERT INTO postcode VALUES (?,?,?,?,?,?,?)", rows)

    def _zone(self, name: str) -> int:
        return self._zones.setdefault(name, len(self._zones) + 1)

    def _many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        self._db.executemany(statement, rows)


def pack(file: Path, seeds: Path) -> int:
    """Compress the table into `seeds` with the hash of what it unpacks to; return the size in bytes."""
    content = file.read_bytes()
    packed = lzma.compress(content, format=lzma.FORMAT_XZ, filters=_XZ)
    seeds.mkdir(parents=True, exist_ok=True)
    (seeds / PACKED).write_bytes(packed)
    (seeds / DIGEST).write_text(f"{hashlib.sha256(content).hexdigest()}\n")
    return len(packed)


def _order(region: Region | None) -> tuple[str, str, str]:
    return (region.country, region.code, region.name) if region else ("", "", "")


def _region(town: Town) -> Region:
    return town.region or Region(town.country, "", "")


def _fixed(degrees: float) -> int:
    return round(degrees * 10_000)


def _bounds(rows: Iterable[tuple[int, Any]]) -> dict[Any, tuple[int, int]]:
    spans = {}
    for value, group in groupby(rows, key=lambda row: row[1]):
        numbers = [number for number, _ in group]
        spans[value] = (numbers[0], numbers[-1])
    return spans
