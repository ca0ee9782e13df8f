"""What the search tables hold of a listing: taken from what the public sees, so a search knows no more."""

import math
from dataclasses import dataclass
from datetime import date

from meetfinder.directory.freshness import is_stale
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Attendance, Kind
from meetfinder.directory.schedule import DEFAULT_DURATION, Recurrence, Schedule, minute_of_week
from meetfinder.search.space import NOWHERE, Point, cell, point
from meetfinder.search.tables import (
    DUAL,
    ENDING,
    FAMILY,
    FAMILY_ONLY,
    GOING,
    IRREGULAR,
    MOVED,
    OPEN,
    REMOTE,
    Flag,
)

DUAL_TAG, FAMILY_TAG, LONG_TAG = "dual", "family", "long"
"""Tags of our own, for what is rare and often wanted; no colon, so no other tag can be mistaken for them."""
WELCOMING_TAG = "attribute:dd_focus:welcoming"
"""Of a group that says so. Not all of them have the flag: a dedicated one is more than welcoming."""
LONG_MINUTES = 90
"""Who looks for running meetings looks back this far, and among the few longer ones separately."""
STALE_TAG = "stale"
"""Of what has the flag STALE, so that it can be left out first and be found after everything else."""
ENDING_TAG = "ending"
"""Of what has a last date, so that those few can be looked at one by one where others are only counted."""
YES = "yes"
_WEEKLY = Recurrence()

_GOING, _REMOTE, STALE = int(GOING), int(REMOTE), int(Flag.STALE)
_FOCUS = {"dedicated": int(Flag.DEDICATED), "welcoming": int(Flag.WELCOMING), "tagged": int(Flag.TAGGED)}
_ATTENDANCE: dict[str, int] = {
    Attendance.IN_PERSON: int(Flag.IN_PERSON),
    Attendance.ONLINE: int(Flag.ONLINE),
    Attendance.HYBRID: int(Flag.HYBRID),
    Attendance.PHONE: int(Flag.PHONE),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A row of the search tables but for the ids."""

    cell: int
    minute: int
    flags: int
    place: Point
    length: int


def attendance_flags(names: tuple[str, ...]) -> Flag:
    """Return the flags of these kinds of attendance; an unknown one adds nothing."""
    return Flag(sum({_ATTENDANCE.get(name, 0) for name in names}))


def length_of(schedule: Schedule) -> int:
    """Return the minutes that the meeting lasts or, where that is not stated, is taken to last."""
    stated = schedule.duration_minutes or 0
    return stated if stated > 0 else int(DEFAULT_DURATION.total_seconds()) // 60


def flags_of(listing: Listing, *, today: date) -> int:
    """Return what is said of the meeting itself on a day (in UTC), as `tables.Flag` numbers it."""
    flags = _ATTENDANCE[listing.attendance] | _FOCUS.get(listing.dual_focus, 0)
    fellowship = listing.fellowship
    if fellowship and fellowship.kind == Kind.FAMILY:
        flags |= FAMILY | FAMILY_ONLY
    elif (fellowship and fellowship.for_family) or "family" in listing.stated("audience"):
        flags |= FAMILY
    if _is_open(listing):
        flags |= OPEN
    schedule = listing.schedule
    if schedule.exceptions or schedule.recurrence != _WEEKLY:
        flags |= IRREGULAR
    if schedule.recurrence.ends_on is not None:
        flags |= ENDING
    if is_stale(listing, today=today):
        flags |= STALE
    return flags


def tags_of(listing: Listing, flags: int) -> set[str]:
    """Return the names of the meeting's tags. What is not stated has none, so it never matches."""
    tags = {f"format:{item.slug}" for item in listing.formats}
    tags |= {attribute_tag(item.key, item.value) for item in listing.attributes}
    for language in listing.languages:
        tags |= {language_tag(language), language_tag(language.split("-", 1)[0])}
    if listing.fellowship:
        tags.add(f"fellowship:{listing.fellowship.slug}")
    if flags & DUAL:
        tags.add(DUAL_TAG)
    if flags & FAMILY:
        tags.add(FAMILY_TAG)
    if length_of(listing.schedule) > LONG_MINUTES:
        tags.add(LONG_TAG)
    if flags & STALE:
        tags.add(STALE_TAG)
    if flags & ENDING:
        tags.add(ENDING_TAG)
    return tags


def attribute_tag(key: str, value: str) -> str:
    """Return the tag of a stated attribute."""
    return f"attribute:{key}:{value}"


def language_tag(language: str) -> str:
    """Return the tag of a BCP 47 language, whose case means nothing."""
    return f"language:{language.lower()}"


def slots_of(listing: Listing, flags: int, *, zone_id: int) -> list[Slot]:
    """Return the rows of a meeting: where one can go to, and from where one can join."""
    length = length_of(listing.schedule)
    spot = place_of(listing)
    cells = []
    if flags & _GOING and spot is not None:
        cells.append(cell(*spot))
    if flags & _REMOTE:
        cells.append(-zone_id)
    place = NOWHERE if spot is None else point(*spot)
    minutes = dict.fromkeys(_moved_minutes(listing.schedule), flags | MOVED)
    minutes[minute_of_week(listing.schedule)] = flags
    return [Slot(number, minute, said, place, length) for number in cells for minute, said in minutes.items()]


def place_of(listing: Listing) -> tuple[float, float] | None:
    """Return the public point in degrees, or nothing where none is known that can be true."""
    venue = listing.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    here = (venue.latitude, venue.longitude)
    return here if all(map(math.isfinite, here)) and abs(here[0]) <= 90 and abs(here[1]) <= 180 else None  # noqa: PLR2004


def _is_open(listing: Listing) -> bool:
    """Say whether it is stated that those may come who are not ill themselves."""
    access = listing.stated("access")
    if YES in listing.stated("family_welcome"):
        return True
    return "open" in access if access else listing.has_format("open")


def _moved_minutes(schedule: Schedule) -> list[int]:
    days = [item.moved_to for item in schedule.exceptions if item.moved_to is not None]
    return [day.isoweekday() % 7 * 1440 + day.hour * 60 + day.minute for day in days]
