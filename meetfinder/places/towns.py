"""Finding the towns that a text names, with what stands behind the name."""

import re

from meetfinder.places.distance import km_between
from meetfinder.places.table import Table, Town
from meetfinder.places.words import key_of, words

BESIDE_KM = 40.0
"""A town named behind another, as in "Westminster, London", is at most so far from it."""
MOST_PARTS = 5
MOST_WORDS = 10
Where = list[tuple[str, int]]
"""What words behind a name mean: any of these (country, region); region 0 is the whole country."""


def by_name(table: Table, text: str) -> list[Town]:
    """Return every town that `text` may name, in no order.

    The name is the first part between commas that is one (a street may stand before it). Behind a comma,
    words that mean nothing here (a county) are passed over; without a comma all words must mean something.
    """
    parts = [split[:MOST_WORDS] for part in re.split(r"[,;\n]", text) if (split := words(part))]
    for first, name in enumerate(parts[:MOST_PARTS]):
        found = _match(table, name, parts[first + 1 : first + MOST_PARTS])
        if found:
            return found
    return []


def meanings(table: Table, behind: list[str]) -> list[Where] | None:
    """Return what the words behind a name mean, one after the other ("IL USA"), or None if not all do."""
    if not behind:
        return []
    for cut in range(len(behind), 0, -1):
        head = table.qualified(key_of(behind[:cut]))
        tail = meanings(table, behind[cut:]) if head else None
        if tail is not None:
            return [head, *tail]
    return None


def _match(table: Table, name: list[str], tail: list[list[str]]) -> list[Town]:
    for cut in range(len(name), 0, -1):
        towns = table.towns(key_of(name[:cut]))
        if towns and cut < len(name):
            towns = _narrow(table, towns, name[cut:]) or []
        for behind in tail:
            narrowed = _narrow(table, towns, behind) if towns else None
            towns = towns if narrowed is None else narrowed
        if towns:
            return towns
    return []


def _narrow(table: Table, towns: list[Town], behind: list[str]) -> list[Town] | None:
    """Return the towns to which the words behind the name fit; None when the words mean nothing."""
    wheres = meanings(table, behind)
    if wheres is not None:
        within = [town for town in towns if all(is_within(table, town, where) for where in wheres)]
        if within:
            return within
    beside = table.towns(key_of(behind))
    near = [town for town in towns if any(_is_beside(town, other) for other in beside)]
    if near:
        return near
    return [] if wheres is not None else None


def is_within(table: Table, town: Town, where: Where) -> bool:
    """Tell whether a town lies in any of the regions or countries that some words mean."""
    for country, region in where:
        span = table.regions[region] if region else table.countries[country]
        if span.first <= town.id <= span.last:
            return True
    return False


def _is_beside(town: Town, other: Town) -> bool:
    if town.id == other.id or town.country != other.country or town.weight > other.weight:
        return False
    return km_between(town.point, other.point) <= BESIDE_KM
