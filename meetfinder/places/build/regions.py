"""The names of first-level divisions. The gazetteer has only their codes; the postcodes have their names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from meetfinder.places.build.grid import Grid
from meetfinder.places.build.records import Postcode, Region, Town
from meetfinder.places.distance import km_between

ABBREVIATIONS = {
    "CA": dict(
        zip(
            ("01", "02", "03", "04", "05", "07", "08", "09", "10", "11", "12", "13", "14"),
            ("AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK", "YT", "NT", "NU"),
            strict=True,
        )
    ),
    "AU": dict(
        zip(
            ("01", "02", "03", "04", "05", "06", "07", "08"),
            ("ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"),
            strict=True,
        )
    ),
}
"""GeoNames numbers the divisions of these countries; people write letters."""
NAMES = {
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
    "AU": {"01": "Australian Capital Territory"},
    "CA": {"13": "Northwest Territories", "14": "Nunavut"},
}
SAME_STATE = {
    ("CA", "Northwest Territory"): "Northwest Territories",
    ("CA", "Nunavut Territory"): "Nunavut",
    ("DE", "Bavaria"): "Bayern",
    ("DE", "Land Berlin"): "Berlin",
    ("DE", "Lower Saxony"): "Niedersachsen",
    ("DE", "Mecklenburg-Western Pomerania"): "Mecklenburg-Vorpommern",
    ("DE", "Saxony"): "Sachsen",
    ("DE", "Saxony-Anhalt"): "Sachsen-Anhalt",
    ("DE", "Thuringia"): "Thüringen",
}
"""Second names for a division in the postcode source."""
SHARE = 0.6
"""A name is believed when so large a share of a division's towns have it on the nearest postcode."""
NEAR_KM = 20.0
SHORTEST_NAME = 4
"""Shorter names in the postcode source are codes of territories, such as Gu."""


def name_regions(
    towns: Iterable[Town], codes: Iterable[Postcode], states: Mapping[str, Mapping[str, Any]]
) -> list[Region]:
    """Give each town its region and each postcode the region of its state; return all regions.

    `states` are those of the United States by their postal abbreviation.
    """
    towns, codes = list(towns), list(codes)
    ballots = _ballots(towns, codes)
    regions: dict[tuple[str, str], Region] = {}
    for town in towns:
        where = (town.country, town.admin)
        if where not in regions:
            regions[where] = _region(*where, ballots.get(where, Counter()), states)
        town.region = regions[where]
    by_name = {(region.country, region.name): region for region in regions.values() if region.name}
    for code in codes:
        if len(code.state) >= SHORTEST_NAME:
            state = SAME_STATE.get((code.country, code.state), code.state)
            fresh = Region(code.country, "", state)
            code.region = by_name.setdefault((code.country, state), fresh)
    return [*regions.values(), *(region for region in by_name.values() if not region.code)]


def _region(country: str, code: str, ballot: Counter[str], states: Mapping[str, Mapping[str, Any]]) -> Region:
    abbreviation = ABBREVIATIONS.get(country, {}).get(code, "")
    if country == "US" and code in states:
        return Region(country, code, states[code]["name"], code)
    name = NAMES.get(country, {}).get(code, "")
    if not name and ballot:
        winner, count = ballot.most_common(1)[0]
        name = winner if count >= SHARE * ballot.total() else ""
    return Region(country, code, name, abbreviation)


def _ballots(towns: Iterable[Town], codes: Iterable[Postcode]) -> dict[tuple[str, str], Counter[str]]:
    """Count for each division the names of the states on the postcodes nearest to its towns."""
    grid = Grid([code for code in codes if len(code.state) >= SHORTEST_NAME])
    ballots: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in towns:
        near = [code for code in grid.around(town.latitude, town.longitude) if code.country == town.country]
        if town.admin and near:
            point = (town.latitude, town.longitude)
            nearest = min(near, key=lambda code: km_between(point, (code.latitude, code.longitude)))
            if km_between(point, (nearest.latitude, nearest.longitude)) <= NEAR_KM:
                ballots[town.country, town.admin][nearest.state] += 1
    return ballots
