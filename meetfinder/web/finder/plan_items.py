"""What a plan's address holds: public ids, each with a mark of what was known when it was printed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from flask import request

from meetfinder.clock import utc
from meetfinder.directory import reading, whereabouts
from meetfinder.directory.listing import Listing
from meetfinder.directory.naming import public_id
from meetfinder.directory.publishing import is_area_only, public_venue
from meetfinder.directory.schedule import Occurrence, next_occurrence
from meetfinder.web.filters import MARK_LENGTH, PLAN, PLAN_ITEM, canonical
from meetfinder.web.finder.meetings import next_dates

MOST = 10
"""More would not be a plan, and its address would be too long for a code on paper."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting of a plan. `state` is `held`, `changed`, `paused` or `gone`; then there is no listing."""

    public_id: str
    state: str
    listing: Listing | None = None
    next: Occurrence | None = None

    @property
    def item(self) -> str:
        """What stands for it in an address."""
        return item_of(self.listing) if self.listing else self.public_id


def item_of(listing: Listing) -> str:
    """Return public id and mark of a meeting."""
    return f"{listing.public_id}-{mark(listing)}"


def mark(listing: Listing) -> str:
    """Return four letters that change when day, time, place or way to attend do; 531,441 are possible."""
    schedule = listing.schedule
    venue = listing.venue
    if venue is not None:
        venue = public_venue(venue, area_only=is_area_only(youth=listing.youth, precision=venue.precision))
    where = (venue.name, venue.street, venue.city, venue.formatted_address) if venue else ()
    when = (schedule.weekday, schedule.start_minute, schedule.duration_minutes, schedule.recurrence)
    facts = (when, schedule.timezone, where, listing.attendance, listing.status)
    return public_id("plan", repr(facts))[:MARK_LENGTH]


def read_items(values: Iterable[str]) -> dict[str, str]:
    """Return public ids with their marks (or empty texts) in order; what is neither is left out."""
    found: dict[str, str] = {}
    for value in values:
        item = value.strip().lower()
        if re.fullmatch(PLAN_ITEM, item):
            number, _, known = item.partition("-")
            found.setdefault(number, known)
    return found


def planned() -> list[str]:
    """Return the meetings of the plan that goes along with the present address, as they stand there."""
    found = read_items(request.args.getlist(PLAN))
    return [f"{number}-{known}" if known else number for number, known in found.items()]


def wishes_for_plan() -> dict[str, Any]:
    """Return the filters of the present address, for the page on which meetings are chosen from."""
    wishes = parse_qs(canonical(request.args))
    return {name: values for name, values in wishes.items() if name not in {"page", "sort", "lang"}}


def entries(items: dict[str, str], *, now: datetime) -> tuple[Entry, ...]:
    """Return the meetings of a plan: by date, then those without a date; unknown ids are left out."""
    found = [entry for number, known in items.items() if (entry := _entry(number, known, now))]
    return tuple(sorted(found, key=lambda one: (one.next is None, utc(one.next.start) if one.next else now)))


def _entry(number: str, known: str, now: datetime) -> Entry | None:
    listing = reading.listing_by_public_id(number, now=now)
    if listing is None and (later := whereabouts.moved_to(number)):
        listing = reading.listing_by_public_id(later, now=now)
    if listing is None:
        return Entry(number, "gone") if whereabouts.was_listed(number) else None
    if listing.status == "paused":
        return Entry(number, "paused", listing)
    state = "changed" if known and known != mark(listing) else "held"
    dates = next_dates(listing)
    return Entry(number, state, listing, dates[0] if dates else next_occurrence(listing.schedule, now=now))
