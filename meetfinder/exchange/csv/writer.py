"""Writes meetings as a table: a row each, with everything that can be known of them publicly. Pure."""

from collections.abc import Iterable, Iterator

from meetfinder.directory.listing import Join, Listing, Stated, Venue
from meetfinder.directory.models import JoinVisibility
from meetfinder.directory.recurrence import rule_text
from meetfinder.directory.schedule import DateException, Schedule
from meetfinder.exchange.csv.cells import written
from meetfinder.exchange.csv.columns import COLUMNS, DAYS, YES
from meetfinder.exchange.plain_words import clock, minutes_long, sql_time
from meetfinder.exchange.publisher import Publisher, is_invented, licence

UNKNOWN_DATE = "-"


def write(listings: Iterable[Listing], publisher: Publisher) -> Iterator[str]:
    """Yield the text of the table, a row at a time."""
    return written(_rows(listings, publisher))


def _rows(listings: Iterable[Listing], publisher: Publisher) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for listing in listings:
        row = _when(listing.schedule) | _where(listing.venue) | _joining(listing.join) | _what(listing)
        row |= _credit(listing, publisher)
        yield [row.get(column, "") for column in COLUMNS]


def _when(schedule: Schedule) -> dict[str, str]:
    rule, length = schedule.recurrence, schedule.duration_minutes
    return {
        "Day": DAYS[schedule.weekday],
        "Time": clock(schedule.start_minute),
        "End Time": clock(schedule.start_minute + minutes_long(schedule)),
        "Duration": "" if length is None else str(length),
        "Timezone": schedule.timezone,
        "Recurrence": rule_text(rule, weekday=schedule.weekday),
        "Anchor": rule.anchor.isoformat() if rule.anchor else "",
        "Starts On": rule.starts_on.isoformat() if rule.starts_on else "",
        "Ends On": rule.ends_on.isoformat() if rule.ends_on else "",
        "Exceptions": "\n".join(map(_exception, schedule.exceptions)),
    }


def _exception(item: DateException) -> str:
    moved = item.moved_to.isoformat(timespec="minutes") if item.moved_to else ""
    return " ".join(filter(None, (item.on.isoformat(), item.kind, moved, *item.note.split())))


def _where(venue: Venue | None) -> dict[str, str]:
    if venue is None:
        return {}
    return {
        "Location": venue.name,
        "Address": venue.street,
        "City": venue.city,
        "State": venue.region,
        "Postal Code": venue.postal_code,
        "Country": venue.country,
        "Formatted Address": venue.formatted_address,
        "Latitude": "" if venue.latitude is None else repr(venue.latitude),
        "Longitude": "" if venue.longitude is None else repr(venue.longitude),
        "Precision": venue.precision,
        "Location Notes": venue.notes,
    }


def _joining(join: Join | None) -> dict[str, str]:
    """Return how to join as far as it is public at any time: the table may be read on another day."""
    if join is None:
        return {}
    if join.visibility != JoinVisibility.PUBLIC:
        return {"Join Visibility": join.visibility}
    return {
        "Conference URL": join.url,
        "Conference Phone": join.phone,
        "Conference URL Notes": join.notes,
        "Join Visibility": join.visibility,
    }


def _what(listing: Listing) -> dict[str, str]:
    return {
        "Slug": listing.slug,
        "Name": f"Demo (invented): {listing.name}" if is_invented(listing) else listing.name,
        "Attendance": listing.attendance,
        "Types": ", ".join(sorted({card.meeting_guide for card in listing.formats if card.meeting_guide})),
        "Formats": ", ".join(sorted(card.slug for card in listing.formats)),
        "Languages": ", ".join(listing.languages),
        "Attributes": "\n".join(sorted(map(_statement, listing.attributes))),
        "Notes": listing.notes,
        "Youth": YES if listing.youth else "",
        "Group": listing.group_name,
        "Group Slug": listing.group_slug,
        "Fellowship": listing.fellowship.slug if listing.fellowship else "",
        "Website": listing.group_website,
        "Group Notes": listing.group_notes,
        "Updated": sql_time(listing.updated_at),
    }


def _statement(item: Stated) -> str:
    as_of = item.as_of.isoformat() if item.as_of else UNKNOWN_DATE
    return f"{item.said_by} {as_of} {item.key}={' '.join(item.value.split())}"


def _credit(listing: Listing, publisher: Publisher) -> dict[str, str]:
    return {
        "URL": publisher.page(listing),
        "Data Source Name": publisher.source_name(listing),
        "License": licence(listing),
    }
