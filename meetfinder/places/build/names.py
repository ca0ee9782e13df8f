"""Under which spellings a town, a region and a country are found."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meetfinder.places.build.records import Region, Town
from meetfinder.places.words import key, slug

LONGEST_KEY = 40
BIG_TOWN = 100_000
_OTHER_SCRIPTS = (
    "AE AF AM BD BG BH BT BY CN CY DZ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA "
    "MK MM MN MO MR MV NP OM PK PS QA RS RU SA SD SY TH TJ TN TW UA XK YE"
)
"""Countries where names are written in other than Latin letters."""
SHORTEST_KEY = 2
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_WITH_UMLAUTS = frozenset(("DE", "AT", "CH", "LI"))
COUNTRY_WORDS = {
    "US": "usa|u.s.|u.s.a.|america|united states of america",
    "GB": "uk|u.k.|great britain|britain",
    "IE": "eire|republic of ireland",
    "NL": "holland|nederland|the netherlands",
    "DE": "deutschland", "AT": "österreich", "CH": "schweiz|suisse|svizzera", "ES": "españa", "IT": "italia",
    "BR": "brasil", "BE": "belgië|belgique", "DK": "danmark", "SE": "sverige", "NO": "norge", "FI": "suomi",
    "PL": "polska", "GR": "ελλάδα|hellas", "CZ": "czech republic|česko", "HU": "magyarország", "TR": "turkey",
    "AE": "uae", "ZA": "rsa", "NZ": "aotearoa", "RU": "россия", "UA": "україна", "JP": "日本", "KR": "korea",
}  # fmt: skip
REGION_WORDS = {("GB", "WLS"): "cymru", ("CA", "10"): "québec", ("US", "DC"): "d.c.|washington dc"}


def town_keys(town: Town) -> dict[str, bool]:
    """Return the keys of a town's names, and whether each is its own name or the first words of it."""
    own = [town.name, slug(town.name) or str(town.geoname)]
    if town.country in _WITH_UMLAUTS:
        own.append(town.name.translate(_UMLAUTS))
    own_keys = [key(name) for name in own]
    keys = {key(name) for name in town.alternates if _is_wanted(town, name)}
    found = {
        one: any(name.startswith(one) for name in own_keys)
        for one in keys
        if SHORTEST_KEY <= len(one) <= LONGEST_KEY
    }
    return found | {one: True for one in own_keys if one}


def _is_wanted(town: Town, alternate: str) -> bool:
    """Leave out GeoNames' transcriptions, which nobody types, and names that only other scripts have.

    The transcriptions are ASCII in lower case. Where Latin letters are written, the Cyrillic, Arabic or
    Chinese names of small towns were mostly made by machines.
    """
    if alternate.isascii():
        return alternate != alternate.lower()
    if town.country in _OTHER_SCRIPTS.split() or town.population >= BIG_TOWN:
        return True
    return key(alternate).isascii()


def qualifiers(
    countries: Mapping[str, Mapping[str, Any]], regions: Iterable[Region]
) -> Iterator[tuple[str, str, int]]:
    """Yield (key, country, region or 0) for what people write behind a town's name."""
    for code, row in countries.items():
        extra = COUNTRY_WORDS.get(code, "").split("|")
        for word in (code, row["iso3"], row["name"], *extra):
            yield key(word), code, 0
    for region in regions:
        extra = REGION_WORDS.get((region.country, region.code), "").split("|")
        lettered = region.code if region.code.isalpha() else ""
        for word in (region.name, region.abbreviation, lettered, *extra):
            yield key(word), region.country, region.id
