"""Reading the codes that stand for places in addresses."""

import re

from meetfinder.places.forms import compact, kept_part
from meetfinder.places.place import Place
from meetfinder.places.points import point_place, read_point
from meetfinder.places.table import Table, Town
from meetfinder.places.words import key_of, words

LONGEST_AREA = 120
_AREA = re.compile(r"([a-z]{2})-(.+)")
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
        towns = [town for town in _called(table, country, named[:-1]) if town.geoname == number]
        if towns:
            return towns[0].place
    towns = _called(table, country, named)
    exact = [town for town in towns if town.place.area == f"{country.lower()}-{rest}"]
    ordered = sorted(exact or towns, key=lambda town: (-town.weight, town.numbered, town.id))
    return ordered[0].place if ordered else None


def _called(table: Table, country: str, named: list[str]) -> list[Town]:
    """Return the country's towns of this name, with or without its region before it."""
    for cut in range(min(3, len(named))):
        before, name = named[:cut], key_of(named[cut:])
        regions = {number for where, number in table.qualified(key_of(before)) if where == country}
        spans = [table.regions[number] for number in regions if number]
        towns = [town for town in table.towns(name) if town.country == country]
        if cut:
            towns = [town for town in towns if any(span.first <= town.id <= span.last for span in spans)]
        if towns:
            return towns
    return []
