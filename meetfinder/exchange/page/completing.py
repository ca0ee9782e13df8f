"""Places told in parts: the building here, its street in the next paragraph or elsewhere on the page."""

from collections.abc import Sequence
from dataclasses import replace

from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.exchange.page.buildings import is_one
from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.slots import Slot, with_place


def joined(before: Where, place: Where) -> Where | None:
    """Return a place of two paragraphs: a building and its street, or a street and its town; else None."""
    if before.venue and not before.street and place.street and not place.venue:
        return replace(place, venue=before.venue)
    if before.street and not before.city and place.city and not place.is_door:
        return replace(before, city=place.city, region=place.region, postal_code=place.postal_code)
    return None


def complete(slots: Sequence[Slot], told: Sequence[Where]) -> None:
    """Give buildings without a street the one that the page tells of them elsewhere."""
    for slot in slots:
        fuller = _fuller(slot.where, told)
        if fuller is not None:
            slot.where = replace(fuller, city=fuller.city or slot.where.city)
        towns = {
            (place.city, place.region)
            for place in told
            if place.city and is_one(slot.where.venue, place.venue)
        }
        if slot.where.is_door and not slot.where.city and len(towns) == 1:
            slot.where = replace(slot.where, city=next(iter(towns))[0], region=next(iter(towns))[1])


def complete_days(slots: Sequence[Slot]) -> None:
    """Give a day and time the only address of a page, where that is told of the same day without its time."""
    doors = {slot.where for slot in slots if slot.where.is_door}
    days = {slot.weekday for slot in slots if slot.is_untimed and slot.where.street}
    for slot in slots if len(doors) == 1 else ():
        if slot.weekday in days:
            with_place(slot, next(iter(doors)))


def _fuller(where: Where, told: Sequence[Where]) -> Where | None:
    if not where.venue or where.street:
        return None
    found = [place for place in told if place.street and is_one(where.venue, place.venue)]
    return found[0] if len({place.street for place in found}) == 1 and _agree(where, found[0]) else None


def _agree(one: Where, other: Where) -> bool:
    """Say whether two places are not told to be in different towns."""
    return not one.city or not other.city or normal(one.city) == normal(other.city)
