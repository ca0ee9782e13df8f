"""Names of countries and time zones, from the tables that come with the pinned tz data (public domain)."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import meetfinder.clock as _clock

PLAIN_NAMES = {
    "GB": "United Kingdom",
    "AS": "American Samoa",
    "CD": "Congo (Kinshasa)",
    "CG": "Congo (Brazzaville)",
    "KP": "North Korea",
    "KR": "South Korea",
    "SZ": "Eswatini",
    "TC": "Turks and Caicos Islands",
    "VG": "British Virgin Islands",
    "VI": "U.S. Virgin Islands",
    "WS": "Samoa",
    "XK": "Kosovo",
}
"""Where the table's own name is a note to programmers, or missing: Kosovo has no ISO code."""
WITH_ARTICLE = frozenset(
    ("AE", "BS", "CC", "CF", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "KM", "KY", "MH", "MP", "MV", "NL",
     "PH", "SB", "SC", "TC", "TF", "UM", "US", "VG", "VI")
)  # fmt: skip
"""Countries whose English name has an article within a sentence: plurals, unions and descriptions."""


@cache
def countries() -> Mapping[str, str]:
    """Return the name of every country by its ISO code, by alphabet of the names."""
    names = {code: name.replace("&", "and") for code, name in _rows("iso3166.tab")} | PLAIN_NAMES
    return dict(sorted(names.items(), key=lambda item: item[1]))


def country_name(code: str) -> str:
    """Return the name of a country, or the code where it has none."""
    return countries().get(code, code)


def in_country(code: str) -> str:
    """Return the name of a country as it stands behind `in` or `for`: `the United States`, `France`."""
    name = country_name(code)
    return f"the {name}" if code in WITH_ARTICLE else name


@cache
def zones() -> Mapping[str, tuple[str, ...]]:
    """Return the zones by region: `America` has `America/Adak`.

    Each is of one country only, so that its choice says which numbers help: Copenhagen is not Berlin.
    """
    regions: dict[str, list[str]] = {}
    for _code, _place, name, *_ in _rows("zone.tab"):
        regions.setdefault(name.split("/")[0], []).append(name)
    return {region: tuple(sorted(regions[region])) for region in sorted(regions)}


@cache
def default_zone(country: str) -> str:
    """Return the zone that the table names first for a country, its largest as a rule; else UTC."""
    return next((name for code, _place, name, *_ in _rows("zone.tab") if code == country), "UTC")


@cache
def country_of_zone(name: str) -> str:
    """Return the code of the country that a zone is of; empty for UTC, and for old names of zones."""
    return next((code for code, _place, zone, *_ in _rows("zone.tab") if zone == name), "")


def is_zone(name: str) -> bool:
    """Say whether there is an IANA zone of that exact name."""
    try:
        _clock.zone(name)
    except ValueError:
        return False
    return True


def _rows(table: str) -> Iterator[list[str]]:
    text = files("tzdata").joinpath("zoneinfo", table).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
