"""How far a listing can still be relied on: pure functions of when it was last known to be right.

Rules and reasons: domain reference §5. A listing that is a year old is a locked door for somebody.
"""

from datetime import date, timedelta
from enum import StrEnum

from meetfinder.directory.listing import Listing

FRESH_DAYS, AGEING_DAYS, STALE_DAYS, DOUBT_DAYS = 90, 180, 365, 90
ASKED_AT = (75, 90, 120)
"""Ages in days at which the organizers are asked whether everything is right."""


class Freshness(StrEnum):
    """What the public may be told, from the best to the worst."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    """Shown last, never as "tonight", and not in feeds by default."""
    LAPSED = "lapsed"
    """Not shown; one confirmation brings it back."""


def freshness(*, last_good: date | None, today: date, doubted_on: date | None = None) -> Freshness:
    """Return the state of a listing that was last known to be right on `last_good`.

    That day is the group's own confirmation or, for what was read from a list, the last good reading of the
    list, which is no confirmation and is never called one; see `last_good_day`. Without such a day nothing is
    claimed: ageing.
    `doubted_on` is since when two reports that nobody was there stand unanswered: stale at least, and lapsed
    after DOUBT_DAYS. A day in the future counts as today.
    """
    state = Freshness.AGEING if last_good is None else _by_age((today - last_good).days)
    if doubted_on is None or state == Freshness.LAPSED:
        return state
    return Freshness.LAPSED if (today - doubted_on).days > DOUBT_DAYS else Freshness.STALE


def freshness_of(listing: Listing, *, today: date) -> Freshness:
    """Return the state of a listing on a day (in UTC). What the demo invented does not grow old."""
    source = listing.source
    read_on = None
    if source is not None:
        if source.demo:
            return Freshness.AGEING
        read_on = source.last_good_read.date() if source.last_good_read else None
    last_good = last_good_day(
        confirmed_on=listing.confirmed_on, read_on=read_on, approved_on=listing.approved_on
    )
    return freshness(last_good=last_good, today=today, doubted_on=listing.doubted_on)


def is_stale(listing: Listing, *, today: date) -> bool:
    """Say whether a listing is shown last, never as tonight, and not in feeds by default."""
    return freshness_of(listing, today=today) in {Freshness.STALE, Freshness.LAPSED}


def last_good_day(
    *, confirmed_on: date | None, read_on: date | None, approved_on: date | None = None
) -> date | None:
    """Return the later of the group's own word and its list's last good reading.

    What has neither was at least right, as far as anybody knew, when it was approved.
    """
    known = [day for day in (confirmed_on, read_on) if day is not None]
    return max(known, default=approved_on)


def asking_due(*, last_good: date | None, today: date, asked_days: int) -> int | None:
    """Return the age of ASKED_AT at which organizers are to be asked now; None when none is due.

    `asked_days` is the age at which they were asked last about this same day, 0 for never. When several are
    past, one letter is enough.
    """
    if last_good is None:
        return None
    age = today - last_good
    due = [days for days in ASKED_AT if timedelta(days=days) <= age and days > asked_days]
    return max(due, default=None)


def _by_age(days: int) -> Freshness:
    if days <= FRESH_DAYS:
        return Freshness.FRESH
    if days <= AGEING_DAYS:
        return Freshness.AGEING
    return Freshness.STALE if days <= STALE_DAYS else Freshness.LAPSED
