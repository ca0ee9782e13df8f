"""When a meeting is held, as an HSDS schedule.

`timezone` of HSDS is a number and cannot tell summer time, so it is left out: `opens_at` and `closes_at`
carry the offset that holds on the next date, and `notes` names the zone.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from meetfinder.clock import zone
from meetfinder.directory.listing import Listing
from meetfinder.directory.recurrence import rule_text
from meetfinder.directory.schedule import Occurrence, Schedule, next_occurrence
from meetfinder.exchange.hsds import ids
from meetfinder.exchange.plain_words import day_and_hour

Item = dict[str, Any]


def schedule_item(listing: Listing, *, owner: dict[str, str], attending: str, now: datetime) -> Item:
    """Return the schedule; `owner` has the ids of what it belongs to, `attending` says how one takes part."""
    schedule, recurrence = listing.schedule, listing.schedule.recurrence
    coming = next_occurrence(schedule, now=now)
    rule = dict(part.split("=") for part in rule_text(recurrence, weekday=schedule.weekday).split(";"))
    dates = {
        "valid_from": recurrence.starts_on,
        "valid_to": recurrence.ends_on,
        "dtstart": coming.date if coming else None,
        "until": recurrence.ends_on,
    }
    return {
        "id": ids.named("schedule", listing.public_id, *sorted(owner.values())),
        **owner,
        **{name: day.isoformat() for name, day in dates.items() if day},
        "wkst": "MO",
        "freq": rule["FREQ"],
        "interval": int(rule.get("INTERVAL", "1")),
        "byday": rule["BYDAY"],
        "description": day_and_hour(schedule),
        **_hours(schedule, coming, now),
        "attending_type": attending,
        "notes": " ".join([f"Times are local to {schedule.timezone}.", *_differences(schedule, now)]),
    }


def _hours(schedule: Schedule, coming: Occurrence | None, now: datetime) -> Item:
    """Return the regular hours with the offsets of the next date, or of today where no date is left."""
    local = zone(schedule.timezone)
    day = coming.date if coming else now.astimezone(local).date()
    hours, minutes = divmod(schedule.start_minute, 60)
    start = datetime(day.year, day.month, day.day, hours, minutes, tzinfo=local)
    found = {"opens_at": _clock(start)}
    if schedule.duration_minutes:
        # Through UTC, because the clocks may change while the meeting runs.
        end = start.astimezone(UTC) + timedelta(minutes=schedule.duration_minutes)
        found["closes_at"] = _clock(end.astimezone(local))
    return found


def _clock(moment: datetime) -> str:
    """Return HH:MM and the offset, such as 19:00-06:00."""
    return moment.isoformat(timespec="minutes").partition("T")[2]


def _differences(schedule: Schedule, now: datetime) -> Iterator[str]:
    """Say on which coming dates it is not held, or at another time."""
    today = now.astimezone(zone(schedule.timezone)).date()
    for item in schedule.exceptions:
        if item.on < today:
            continue
        if item.moved_to is None:
            yield f"Not on {item.on.isoformat()}."
        else:
            yield f"On {item.moved_to:%Y-%m-%d %H:%M} in place of {item.on.isoformat()}."
