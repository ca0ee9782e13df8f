"""Countries and time zones, from the tables that come with the pinned tz data (public domain).

The names of countries, and of zones in other languages than English, are those of Unicode CLDR, which Babel
brings.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

from babel import Locale
from babel.dates import get_timezone_location

import meetfinder.clock as _clock
from meetfinder.web.languages import locale

PLAIN_NAMES = {
    ("en_GB", "CD"): "Congo (Kinshasa)",
    ("en_GB", "CG"): "Congo (Brazzaville)",
    ("en_GB", "HK"): "Hong Kong",
    ("en_GB", "MM"): "Myanmar",
    ("en_GB", "MO"): "Macao",
    ("en_GB", "PS"): "Palestine",
    ("en_GB", "TR"): "Turkey",
    ("es", "HK"): "Hong Kong",
    ("es", "MM"): "Myanmar",
    ("es", "MO"): "Macao",
    ("es", "PS"): "Palestina",
}
"""Where the name that CLDR gives is longer than what people say."""
WITH_ARTICLE = frozenset(
    ("AE", "BS", "CC", "CF", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "KM", "KY", "MH", "MP", "MV", "NL",
     "PH", "SB", "SC", "TC", "TF", "UM", "US", "VG", "VI")
)  # fmt: skip
"""Countries whose English name has an article within a sentence: plurals, unions and descriptions."""


def countries() -> Mapping[str, str]:
    """Return the name of every country by its ISO code, by alphabet of the names, in the page's language."""
    return _countries(str(locale()))


@cache
def _countries(tag: str) -> Mapping[str, str]:
    # Kosovo has no ISO code, but people have its other one; both writings of names know all of them.
    codes = [*(code for code, _name in _rows("iso3166.tab")), "XK"]
    written = Locale.parse(tag).territories
    names = {code: PLAIN_NAMES.get((tag, code)) or written[code].replace("&", "and") for code in codes}
    return dict(sorted(names.items(), key=lambda item: sort_key(item[1])))


def sort_key(name: str) -> str:
    """Return what a name is sorted by: without its accents, so that Åland stands among the As."""
    return "".join(sign for sign in normalize("NFKD", name.casefold()) if not combining(sign))


def country_name(code: str) -> str:
    """Return the name of a country, or the code where it has none."""
    return countries().get(code, code)


def in_country(code: str) -> str:
    """Return the name of a country as it stands behind `in` or `for`: `the United States`, `France`."""
    name = country_name(code)
    return f"the {name}" if code in WITH_ARTICLE and locale().language == "en" else name


@cache
def zones() -> Mapping[str, tuple[str, ...]]:
    """Return the zones by region: `America` has `America/Adak`.

    Each is of one country only, so that its choice says which numbers help: Copenhagen is not Berlin.
    """
    regions: dict[str, list[str]] = {}
    for _code, _place, name, *_ in _rows("zone.tab"):
        regions.setdefault(name.split("/")[0], []).append(name)
    return {region: tuple(sorted(regions[region])) for region in sorted(regions)}


def zone_choices() -> Mapping[str, Mapping[str, str]]:
    """Return by region what each zone is called, sorted by that name in the page's language."""
    return _zone_choices(str(locale()))


@cache
def _zone_choices(tag: str) -> Mapping[str, Mapping[str, str]]:
    choices = {}
    for region, names in zones().items():
        called = {name: _zone_name(tag, name) for name in names}
        choices[region] = dict(sorted(called.items(), key=lambda item: sort_key(item[1])))
    return choices


def zone_name(name: str) -> str:
    """Return what a zone is called in the page's language: `New York`, `Nueva York`, `Indiana/Knox`."""
    return _zone_name(str(locale()), name)


@cache
def _zone_name(tag: str, name: str) -> str:
    if Locale.parse(tag).language == "en":
        return name.split("/", 1)[-1].replace("_", " ")
    return get_timezone_location(_clock.zone(name), locale=tag, return_city=True)


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
