"""A whole region or country, typed where a town was asked for: its largest towns are offered."""

from collections.abc import Sequence

from meetfinder.places.ranking import DOMINANT
from meetfinder.places.table import Table, Town
from meetfinder.places.towns import meanings
from meetfinder.places.words import words

MOST_TOWNS = 8


def towns_inside(table: Table, text: str, home: str, namesakes: Sequence[Town]) -> list[Town]:
    """Return the largest towns of the region or country that `text` names, or none.

    None also when a namesake is meant: a town of that name in the country `home`, or anywhere one with more
    than a tenth of the people of the region's largest town, as New York and Luxembourg have.
    """
    wheres = meanings(table, words(text))
    if not wheres or len(wheres) != 1:
        return []
    meant = [where for where in wheres[0] if where[0] == home] or wheres[0]
    named = [town for town in namesakes if town.named]
    if any(town.country == home for town in named) and meant[0][0] != home:
        return []
    largest = sorted(_largest(table, meant), key=lambda town: (-town.weight, town.id))[:MOST_TOWNS]
    weight = max((town.weight for town in named or namesakes), default=0)
    return largest if largest and largest[0].weight >= DOMINANT * weight else []


def _largest(table: Table, where: Sequence[tuple[str, int]]) -> list[Town]:
    towns = []
    for country, number in where:
        for span in [table.regions[number]] if number else table.regions_of(country):
            towns += table.towns_between(span.first, min(span.last, span.first + MOST_TOWNS - 1))
    return towns
