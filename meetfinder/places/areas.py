"""Reading the codes that stand for places in addresses."""

import re

from meetfinder.places.forms import compact, kept_part
from meetfinder.places.place import Place
from meetfinder.places.points import point_place, read_point
from meetfinder.places.table import Table, Town
from meetfinder.places.words import key_of, words

LONGEST_AREA = 120
MOST_BEFORE = 2
"""So many words may name the region before a town: us-new-york-buffalo."""
_AREA = re.compile(r"([a-z]{2})-([\w -]+)")
_NUMBERED = re.compile(r"\d{3,9}")


def read_area(table: Table, code: str) -> Place | None:
    """Return the place of an area code, or None. What is not the canonical spelling is accepted."""
    code = code.strip().lower()
    if len(code) > LONGEST_AREA or not code.isprintable():
        return None
    if code.startswith("@"):
        point = read_point(code)
        return point_place(table, *point) if point else None
    match = _AREA.fullmatch(code)
    if match is None:
        return None
    country, rest = match[1].upper(), match[2]
    stored = kept_part(country, compact(rest))
    return table.code(country, stored) or _town(table, country, rest)


def _town(table: Table, country: str, rest: str) -> Place | None:
    """Return the town of this name: the numbered one, the one whose code this is, or else the largest."""
    named = words(rest)
    if len(named) > 1 and _NUMBERED.fullmatch(named[-1]):
        number = int(named[-1])
        for cut in range(MOST_BEFORE + 1):
            for town in _called(table, country, named[:-1], cut):
                if town.geoname == number:
                    return town.place
    readings = [towns for cut in range(MOST_BEFORE + 1) if (towns := _called(table, country, named, cut))]
    code = f"{country.lower()}-{rest}"
    exact = [town for towns in readings for town in towns if town.place.area == code]
    best = exact or next(iter(readings), [])
    ordered = sorted(best, key=lambda town: (-town.weight, town.numbered, town.id))
    return ordered[0].place if ordered else None


def _called(table: Table, country: str, named: list[str], cut: int = 0) -> list[Town]:
    """Return the country's towns of this name; the first `cut` words are the region that it stands in."""
    before, name = named[:cut], key_of(named[cut:])
    towns = [town for town in table.towns(name) if town.country == country]
    if cut and towns:
        numbers = {number for where, number in table.qualified(key_of(before)) if where == country}
        spans = [table.regions[number] for number in numbers if number]
        towns = [town for town in towns if any(span.first <= town.id <= span.last for span in spans)]
    return towns
