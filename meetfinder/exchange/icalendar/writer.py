"""Writes meetings as a calendar to subscribe to: an event each, with its rule, gaps and moved dates. Pure.

A calendar is seen by whoever looks over a shoulder, and is often shared. So an event is called "Tuesday 7 pm"
and says where; names of meetings and groups and their notes are written only when they are asked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from meetfinder.clock import zone
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import JoinVisibility, MeetingStatus
from meetfinder.directory.schedule import Occurrence, Schedule, occurrences, rrule
from meetfinder.exchange.icalendar.text import block, escaped, line, local, utc
from meetfinder.exchange.icalendar.zones import vtimezone
from meetfinder.exchange.plain_words import day_and_hour
from meetfinder.exchange.publisher import Publisher, is_invented, licence

REFRESH = "P1D"
_HORIZON = timedelta(days=366)
_MOST_TRIED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a calendar says besides the meetings."""

    publisher: Publisher
    now: datetime
    """Aware."""
    names: bool = False
    """Write names and notes too."""
    title: str = "Meetings"


def write(listings: Iterable[Listing], options: Options) -> Iterator[str]:
    """Yield the text of a calendar. Paused meetings are cancelled in it, so that subscribers lose them."""
    yield "BEGIN:VCALENDAR\r\n" + "".join(_head(options))
    zones: set[str] = set()
    for listing in listings:
        start = first_occurrence(listing.schedule, today=options.now.date())
        if start is None:
            continue
        # A zone's rules are written once, before its first event; RFC 5545 does not ask for an order.
        name = listing.schedule.timezone
        if name not in zones:
            zones.add(name)
            yield vtimezone(name, date(options.now.year - 1, 1, 1), options.now.date())
        yield from _events(listing, start, options)
    yield "END:VCALENDAR\r\n"


def first_occurrence(schedule: Schedule, *, today: date) -> Occurrence | None:
    """Return what an event begins with: this year's first occurrence, else the next; None where none is left.

    It is the same all year, so a calendar that is fetched again finds nothing changed. A date on which clocks
    skip the hour is not taken, because programs disagree about it.
    """
    plain = replace(schedule, exceptions=())
    cancelled = {item.on for item in schedule.exceptions if item.kind == "cancelled"}
    after = datetime(today.year, 1, 1, tzinfo=UTC)
    coming = occurrences(plain, after=after, before=after + 2 * _HORIZON)
    return next(
        (item for item in islice(coming, _MOST_TRIED) if not item.shifted and item.date not in cancelled),
        None,
    )


def uid(listing: Listing) -> str:
    """Return the name of a meeting's event, the same for ever and on every server."""
    return f"meeting-{listing.public_id}@meetfinder"


def _head(options: Options) -> Iterator[str]:
    title, credit = escaped(options.title), escaped(options.publisher.credit())
    yield line("VERSION", "2.0")
    yield line("PRODID", "-//Meetfinder//Meetfinder//EN")
    yield line("CALSCALE", "GREGORIAN")
    yield line("METHOD", "PUBLISH")
    yield line("NAME", title)
    yield line("X-WR-CALNAME", title)
    yield line("DESCRIPTION", credit)
    yield line("X-WR-CALDESC", credit)
    yield line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH)
    yield line("X-PUBLISHED-TTL", REFRESH)


def _events(listing: Listing, start: Occurrence, options: Options) -> Iterator[str]:
    """Yield the event with its rule, and one for each date that is moved."""
    common = list(_common(listing, options))
    schedule = listing.schedule
    rule = [line("RRULE", rrule(schedule))]
    rule += [_zoned("EXDATE", wall) for wall in _gaps(schedule, start.date)]
    yield block("VEVENT", [*common, *_times(start), *rule])
    for moved in _moved(schedule, options.now):
        if moved.date < start.date:
            continue
        own = [_zoned("RECURRENCE-ID", _wall(schedule, moved.date))]
        note = [line("COMMENT", escaped(moved.note))] if moved.note and options.names else []
        yield block("VEVENT", [*common, *_times(moved), *own, *note])


def _common(listing: Listing, options: Options) -> Iterator[str]:
    publisher, stamp = options.publisher, utc(listing.updated_at)
    yield line("UID", uid(listing))
    yield line("DTSTAMP", stamp)
    yield line("LAST-MODIFIED", stamp)
    yield line("SUMMARY", escaped(_summary(listing, names=options.names)))
    where = _where(listing)
    if where:
        yield line("LOCATION", escaped(where))
    yield line("DESCRIPTION", escaped("\n\n".join(_description(listing, options))))
    yield line("URL", publisher.page(listing))
    yield line("CLASS", "PRIVATE")
    yield line("STATUS", "CONFIRMED" if listing.status == MeetingStatus.ACTIVE else "CANCELLED")
    # No calendar program shows these two, so they credit a list without naming it to a bystander.
    yield line("X-MEETFINDER-SOURCE", escaped(publisher.source_name(listing)))
    yield line("X-MEETFINDER-LICENCE", escaped(licence(listing)))


def _summary(listing: Listing, *, names: bool) -> str:
    words = (listing.name or listing.group_name) if names else day_and_hour(listing.schedule)
    return f"Demo (invented): {words}" if is_invented(listing) else words


def _where(listing: Listing) -> str:
    """Return where one goes; nothing for what is only joined from afar."""
    venue = listing.venue
    if venue is None or not listing.in_person:
        return ""
    return ", ".join(filter(None, (venue.name, venue.formatted_address or venue.city)))


def _description(listing: Listing, options: Options) -> Iterator[str]:
    if is_invented(listing):
        yield "Demo: invented. Do not travel to it."
    if listing.status != MeetingStatus.ACTIVE:
        yield "Paused: it does not take place for now."
    join = listing.join
    if join is not None and join.visibility == JoinVisibility.PUBLIC:
        yield from filter(None, (join.url, join.phone, join.notes))
    if options.names:
        fellowship = listing.fellowship.name if listing.fellowship else ""
        yield from filter(None, (listing.group_name, fellowship, listing.notes))
    yield f"Check before you go: {options.publisher.page(listing)}"


def _times(occurrence: Occurrence) -> Iterator[str]:
    yield _zoned("DTSTART", occurrence.start)
    yield _zoned("DTEND", occurrence.end)


def _zoned(name: str, moment: datetime) -> str:
    return line(f"{name};TZID={moment.tzinfo}", local(moment))


def _gaps(schedule: Schedule, first: date) -> list[datetime]:
    """Return the wall times that are taken out of the rule: cancelled dates after the first."""
    cancelled = {item.on for item in schedule.exceptions if item.kind == "cancelled" and item.on > first}
    return [_wall(schedule, day) for day in sorted(cancelled)]


def _moved(schedule: Schedule, now: datetime) -> Iterator[Occurrence]:
    after = datetime(now.year, 1, 1, tzinfo=UTC)
    if any(item.kind == "moved" for item in schedule.exceptions):
        for item in occurrences(schedule, after=after - _HORIZON, before=after + 4 * _HORIZON):
            if item.moved:
                yield item


def _wall(schedule: Schedule, day: date) -> datetime:
    hours, minutes = divmod(schedule.start_minute, 60)
    return datetime(day.year, day.month, day.day, hours, minutes, tzinfo=zone(schedule.timezone))
