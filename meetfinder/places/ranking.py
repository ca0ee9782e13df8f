"""Which of several namesakes is meant, and which are offered as a choice."""

from collections.abc import Iterable, Sequence

from meetfinder.places.distance import km_between
from meetfinder.places.place import Located, Place
from meetfinder.places.table import Town

DOMINANT = 10
"""A town with so many times the people of the next namesake is taken to be meant."""
MOST_CHOICES = 12
MOST_ELSEWHERE = 5
SPARE = MOST_ELSEWHERE + 2
"""Enough to show, when some of them turn out to be among the choices."""
MOST_ABROAD = 3
SAME_KM = 12.0
"""Entries of one name in one region that are no farther apart are one town."""


def choose_towns(towns: Iterable[Town], home: str) -> tuple[list[Place], list[Place]]:
    """Return (the answer or the choices, best first; other namesakes) for towns of one name.

    In the country `home` the same rule holds among its own towns, but a namesake abroad that is ten times
    larger than the largest at home is offered first: "london" in the United States may mean London, Ohio, and
    more often does not. A city abroad that has the name as an alternate one, as Kingston upon Hull is called
    Hull, is offered behind the largest at home, because many alternate names are forgotten ones.
    """
    ordered = _distinct(towns)
    at_home = [town for town in ordered if town.country == home]
    if not any(town.named for town in at_home) and any(town.named for town in ordered):
        # A forgotten name of a hamlet at home is no reason to pass over the town that everybody calls so.
        at_home = [town for town in at_home if town.weight >= ordered[0].weight]
    if not at_home:
        chosen, others = _dominant(ordered)
        return _places(chosen), _places(others[:SPARE])
    chosen, others = _dominant(at_home)
    away = [town for town in ordered if town.country != home]
    larger = [town for town in away if town.weight >= DOMINANT * chosen[0].weight][:MOST_ABROAD]
    abroad = [town for town in away if town.named or not chosen[0].named]
    called = [town for town in larger if town.named]
    also = [town for town in larger if not town.named]
    chosen = [*called, *chosen[:1], *also, *chosen[1:]]
    rest = [*others, *(town for town in abroad if town not in larger)]
    return _places(chosen), _places(rest[:SPARE])


def gather(typed: str, places: Sequence[Place], elsewhere: Sequence[Place]) -> Located:
    """Return the answer with no place twice and no list longer than people read."""
    chosen = tuple(dict.fromkeys(places))[:MOST_CHOICES]
    rest = (place for place in dict.fromkeys(elsewhere) if place not in chosen)
    return Located(typed, chosen, tuple(rest)[:MOST_ELSEWHERE])


def _dominant(ordered: list[Town]) -> tuple[list[Town], list[Town]]:
    """Part what is offered from the rest, largest first.

    Where towns have the name itself, those that have it only as an alternate name are offered when they are
    ten times larger, as Rome is than any Roma: many alternate names are forgotten ones.
    """
    named = [town for town in ordered if town.named] or ordered
    offered = [town for town in ordered if town in named or town.weight >= DOMINANT * named[0].weight]
    if len(offered) > 1 and offered[0].weight < DOMINANT * offered[1].weight:
        return offered, []
    others = [town for town in named if town not in offered[:1]]
    return offered[:1], others


def _distinct(towns: Iterable[Town]) -> list[Town]:
    """Return the towns, largest first, without the smaller of two entries for one town."""
    ordered = sorted(towns, key=lambda town: (-town.weight, town.id))
    kept: dict[tuple[str, int], list[Town]] = {}
    distinct = []
    for town in ordered:
        same = kept.setdefault(town.identity, [])
        if all(km_between(town.point, other.point) > SAME_KM for other in same):
            same.append(town)
            distinct.append(town)
    return distinct


def _places(towns: Iterable[Town]) -> list[Place]:
    """Return the places of as many towns as anybody is shown."""
    return [town.place for town, _ in zip(towns, range(MOST_CHOICES), strict=False)]
