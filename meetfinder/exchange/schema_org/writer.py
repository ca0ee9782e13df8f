"""Writes a meeting as a schema.org Event: its schedule, and its next dates as events of their own. Pure.

Search engines show dated events only, so the next ones are given with their dates. The address of a meeting
of minors is never written, nor that of a home or refuge: a search engine keeps what it has read.
"""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from meetfinder.directory.listing import Listing, Venue
from meetfinder.directory.models import Attendance, JoinVisibility, MeetingStatus, Precision
from meetfinder.directory.schedule import Occurrence, Schedule
from meetfinder.exchange.plain_words import DAYS, clock, day_and_hour, minutes_long
from meetfinder.exchange.publisher import Publisher, is_invented, licence

Item = dict[str, Any]
_MODES = {
    Attendance.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    Attendance.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Attendance.PHONE: "https://schema.org/OnlineEventAttendanceMode",
    Attendance.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}
_SCHEDULED, _CANCELLED = "https://schema.org/EventScheduled", "https://schema.org/EventCancelled"


def write(listing: Listing, dates: Iterable[Occurrence], publisher: Publisher) -> str:
    """Return the JSON of a meeting and its next `dates`, safe inside a script element; empty for the demo.

    Nothing is said to search engines of what is invented: they would send people there.
    """
    if is_invented(listing):
        return ""
    text = json.dumps(event(listing, dates, publisher), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def event(listing: Listing, dates: Iterable[Occurrence], publisher: Publisher) -> Item:
    """Return the event of a meeting."""
    name = listing.name or listing.group_name or day_and_hour(listing.schedule)
    common: Item = {
        "name": name,
        "url": publisher.page(listing),
        "eventAttendanceMode": _MODES[Attendance(listing.attendance)],
        "eventStatus": _SCHEDULED if listing.status == MeetingStatus.ACTIVE else _CANCELLED,
        "location": _locations(listing, publisher),
        "isAccessibleForFree": True,
        "organizer": {"@type": "Organization", "name": listing.group_name or name},
    }
    series = {
        "@context": "https://schema.org",
        "@type": "Event",
        **common,
        "eventSchedule": _schedule(listing.schedule),
        "subEvent": [{"@type": "Event", **common, **_dates(item)} for item in dates],
        "inLanguage": list(listing.languages),
        "license": licence(listing),
        "creditText": publisher.source_name(listing),
        "dateModified": listing.updated_at.isoformat(),
    }
    first = next(iter(series["subEvent"]), None)
    if first is not None:
        series |= {"startDate": first["startDate"], "endDate": first["endDate"]}
    return {key: value for key, value in series.items() if value not in ("", None, [])}


def _dates(item: Occurrence) -> Item:
    return {"startDate": item.start.isoformat(), "endDate": item.end.isoformat()}


def _schedule(schedule: Schedule) -> Item:
    rule = schedule.recurrence
    found: Item = {
        "@type": "Schedule",
        "startTime": f"{clock(schedule.start_minute)}:00",
        "duration": _duration(timedelta(minutes=minutes_long(schedule))),
        "scheduleTimezone": schedule.timezone,
    }
    day = DAYS[schedule.weekday]
    if rule.kind == "monthly":
        short = day[:2].upper()
        found |= {"repeatFrequency": "P1M", "byDay": [f"{nth}{short}" for nth in rule.nths]}
    else:
        weeks = rule.interval if rule.kind == "every_n_weeks" else 1
        found |= {"repeatFrequency": f"P{weeks}W", "byDay": f"https://schema.org/{day}"}
    if rule.starts_on:
        found["startDate"] = rule.starts_on.isoformat()
    if rule.ends_on:
        found["endDate"] = rule.ends_on.isoformat()
    cancelled = sorted(item.on.isoformat() for item in schedule.exceptions)
    return found | ({"exceptDate": cancelled} if cancelled else {})


def _duration(length: timedelta) -> str:
    return f"PT{int(length.total_seconds()) // 60}M"


def _locations(listing: Listing, publisher: Publisher) -> list[Item]:
    found = []
    if listing.in_person and listing.venue is not None:
        found.append(_place(listing.venue, area_only=listing.youth))
    if listing.remote:
        join = listing.join
        public = join is not None and join.visibility == JoinVisibility.PUBLIC and not listing.youth
        link = join.url if join is not None and public else ""
        found.append({"@type": "VirtualLocation", "url": link or publisher.page(listing)})
    return found


def _place(venue: Venue, *, area_only: bool) -> Item:
    """Return the place; of an area only its town, region and country."""
    area_only = area_only or venue.precision == Precision.AREA
    address = {
        "@type": "PostalAddress",
        "streetAddress": "" if area_only else venue.street,
        "addressLocality": venue.city,
        "addressRegion": venue.region,
        "postalCode": "" if area_only else venue.postal_code,
        "addressCountry": venue.country,
    }
    place: Item = {
        "@type": "Place",
        "name": (not area_only and venue.name) or venue.city or "See the page",
        "address": {key: value for key, value in address.items() if value},
    }
    exact = venue.precision == Precision.EXACT and not area_only
    if exact and venue.latitude is not None and venue.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": venue.latitude,
            "longitude": venue.longitude,
        }
    return place
