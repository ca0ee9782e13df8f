"""A whole region or country, typed where a town was asked for: its largest towns are offered."""

from collections.abc import Sequence

from meetfinder.places.ranking import DOMINANT
from meetfinder.places.table import Table, Town
from meetfinder.places.towns import meanings
from meetfinder.places.words import key, words

MOST_TOWNS = 8
MOST_BESIDE_NAMESAKES = 4
"""So that the towns at home that have the name itself stay within the list."""
LONGEST_CODE = 3


def towns_inside(table: Table, text: str, home: str, namesakes: Sequence[Town]) -> list[Town]:
    """Return the largest towns of the region or country that `text` names, or none.

    None also when a namesake is meant: a town of that name in the country `home`, unless a whole country or
    one of the British nations is called so, or anywhere one with more than a tenth of the people of the
    region's largest town, as New York and Luxembourg have. Codes such as TX count in their own country only.
    """
    wheres = meanings(table, words(text))
    if not wheres or len(wheres) != 1:
        return []
    known = [one for one in wheres[0] if not home or one[0] == home or not _is_code(table, text, one)]
    meant = [where for where in known if where[0] == home] or known
    named = [town for town in namesakes if town.named]
    most = MOST_TOWNS
    if meant and meant[0][0] != home and any(town.country == home for town in named):
        meant, most = [one for one in meant if _is_nation(one)], MOST_BESIDE_NAMESAKES
    largest = sorted(_largest(table, meant), key=lambda town: (-town.weight, town.id))[:most]
    weight = max((town.weight for town in named or namesakes), default=0)
    return largest if largest and largest[0].weight >= DOMINANT * weight else []


def _is_code(table: Table, text: str, where: tuple[str, int]) -> bool:
    """Tell whether words mean a region or country only by its code, as BN means Brunei."""
    country, number = where
    written = key(text)
    if not number:
        return written == country.lower()
    return len(written) <= LONGEST_CODE and written != key(table.regions[number].name)


def _is_nation(where: tuple[str, int]) -> bool:
    """Tell whether it is a country, or one of England, Scotland, Wales and Northern Ireland."""
    return not where[1] or where[0] == "GB"


def _largest(table: Table, where: Sequence[tuple[str, int]]) -> list[Town]:
    towns = []
    for country, number in where:
        for span in [table.regions[number]] if number else table.regions_of(country):
            towns += table.towns_between(span.first, min(span.last, span.first + MOST_TOWNS - 1))
    return towns
