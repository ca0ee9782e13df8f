"""Reads published listings: few statements for many rows, and nothing but what `publishing` lets through.

What is retired, or belongs to a retired group, is not published; what is paused is, so that its page can say
so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from meetfinder.db import db
from meetfinder.directory import cards, statements
from meetfinder.directory.listing import FormatCard, GroupListing, Listing, Stated
from meetfinder.directory.models import Fellowship, Group, Location, Meeting, MeetingStatus
from meetfinder.directory.naming import group_slug, meeting_slug
from meetfinder.directory.prepared import Prepared
from meetfinder.directory.schedule import DateException, Schedule
from meetfinder.directory.standing import is_shown


def listings(meeting_ids: Iterable[int], *, now: datetime) -> dict[int, Listing]:
    """Return the published ones of these meetings by id; `now` (aware) decides which join links are seen."""
    connection = db.session.connection()
    rows = statements.MEETINGS.rows(connection, meeting_ids)
    return {listing.id: listing for listing in listings_of(rows, connection, now=now)}


def listings_of(rows: Sequence[Any], connection: Connection, *, now: datetime) -> Iterator[Listing]:
    """Yield the listing of each of these rows of `statements.published_meetings`, in their order."""
    ids = [row.id for row in rows]
    formats = _formats(connection, {row.formats for row in rows if row.formats})
    own = _grouped(connection, statements.OF_MEETINGS, ids)
    of_group = _grouped(connection, statements.OF_GROUPS, {row.g_id for row in rows})
    exceptions = _grouped(connection, statements.EXCEPTIONS, ids)
    stated = own or of_group
    for row in rows:
        yield _listing(
            row,
            formats=formats[row.formats] if row.formats else (),
            attributes=cards.effective(own.get(row.id, ()), of_group.get(row.g_id, ())) if stated else (),
            exceptions=tuple(map(cards.exception, exceptions[row.id])) if row.id in exceptions else (),
            now=now,
        )


def schedules(meeting_ids: Iterable[int], connection: Connection | None = None) -> dict[int, Schedule]:
    """Return when these meetings are held, whatever their status. One statement.

    On the connection of the session, which a caller that asks often may give instead of having it looked up.
    """
    found = _grouped(connection or db.session.connection(), statements.SCHEDULES, meeting_ids)
    return {
        number: cards.schedule(rows[0], tuple(cards.exception(row) for row in rows if row.kind is not None))
        for number, rows in found.items()
    }


def listing_by_public_id(public_id: str, *, now: datetime) -> Listing | None:
    """Return the meeting of this public id, or None where none is published."""
    number = db.session.scalar(select(Meeting.id).where(Meeting.public_id == public_id))
    return None if number is None else listings([number], now=now).get(number)


def meetings_of_fellowship(slug: str, *, now: datetime, limit: int = 500) -> tuple[Listing, ...]:
    """Return published meetings of a fellowship, by country, region, town, day and time, at most `limit`."""
    ids = db.session.scalars(
        select(Meeting.id)
        .join(Group, Meeting.group_id == Group.id)
        .join(Fellowship, Group.fellowship_id == Fellowship.id)
        .outerjoin(Location, Meeting.location_id == Location.id)
        .where(
            Fellowship.slug == slug,
            Meeting.status != MeetingStatus.RETIRED,
            is_shown(),
        )
        .order_by(
            Location.country,
            Location.region,
            Location.city,
            Meeting.weekday,
            Meeting.start_minute,
            Meeting.id,
        )
        .limit(limit)
    ).all()
    found = listings(ids, now=now)
    return tuple(found[number] for number in ids if number in found)


def group_listing(public_id: str, *, now: datetime) -> GroupListing | None:
    """Return the group of this public id with its meetings, or None where none is published."""
    number = db.session.scalar(select(Group.id).where(Group.public_id == public_id, is_shown()))
    return None if number is None else group_listings([number], now=now).get(number)


def group_listings(group_ids: Iterable[int], *, now: datetime) -> dict[int, GroupListing]:
    """Return the published ones of these groups by id, each with its meetings by day and time."""
    wanted = list(group_ids)
    if not wanted:
        return {}
    connection = db.session.connection()
    rows = statements.GROUPS.rows(connection, wanted)
    ids = [row.g_id for row in rows]
    stated = _grouped(connection, statements.OF_GROUPS, ids)
    pairs = statements.MEETINGS_OF_GROUPS.rows(connection, ids)
    found = listings([pair.id for pair in pairs], now=now)
    meetings = defaultdict(list)
    for pair in pairs:
        if pair.id in found:
            meetings[pair.group_id].append(found[pair.id])
    return {row.g_id: _group(row, stated.get(row.g_id, ()), meetings[row.g_id]) for row in rows}


def _formats(connection: Connection, chosen: Iterable[str]) -> dict[str, tuple[FormatCard, ...]]:
    """Return the formats, by slug, for each of the texts that list their ids."""
    ids = {text: text.split(",") for text in chosen}
    rows = statements.FORMATS.rows(connection, map(int, set().union(*ids.values())))
    found = [cards.format_card(*row[1:]) for row in rows]
    place = {str(row.id): place for place, row in enumerate(rows)}
    return {
        text: tuple([found[at] for at in sorted([place[number] for number in numbers])])
        for text, numbers in ids.items()
    }


def _grouped(connection: Connection, statement: Prepared, ids: Iterable[int]) -> dict[int, list[Any]]:
    """Return the rows by their first column."""
    found = defaultdict(list)
    for row in statement.rows(connection, ids):
        found[row[0]].append(row)
    return found


def _listing(
    row: Any,
    *,
    formats: tuple[FormatCard, ...],
    attributes: tuple[Stated, ...],
    exceptions: tuple[DateException, ...],
    now: datetime,
) -> Listing:
    schedule = cards.schedule(row, exceptions)
    venue = cards.venue(row, youth=row.youth)
    town = venue.city if venue else ""
    return Listing(
        id=row.id,
        public_id=row.public_id,
        slug=meeting_slug(
            town=town, weekday=row.weekday, start_minute=row.start_minute, public_id=row.public_id
        ),
        name=row.name,
        status=row.status,
        group_name=row.g_name,
        group_public_id=row.g_public_id,
        group_slug=group_slug(town=town, public_id=row.g_public_id),
        group_website=row.g_website or "",
        group_notes=row.g_notes,
        fellowship=cards.fellowship_card(row),
        schedule=schedule,
        attendance=row.attendance,
        venue=venue,
        join=cards.join(row, schedule, now),
        formats=formats,
        languages=tuple(row.languages),
        attributes=attributes,
        notes=row.notes,
        youth=row.youth,
        confirmed_on=row.confirmed_on,
        approved_on=row.approved_on,
        doubted_on=row.st_doubted_on,
        updated_at=row.updated_at,
        source=cards.source_card(row),
        # The page behind a minors' meeting would tell the street that is kept back here.
        source_url="" if row.youth else row.source_url or "",
    )


def _group(row: Any, stated: Sequence[Any], meetings: list[Listing]) -> GroupListing:
    meetings.sort(key=lambda item: (item.schedule.weekday, item.schedule.start_minute, item.id))
    venue = cards.venue(row, youth=False)
    town = next((place.city for place in (venue, *(item.venue for item in meetings)) if place), "")
    return GroupListing(
        public_id=row.g_public_id,
        slug=group_slug(town=town, public_id=row.g_public_id),
        name=row.g_name,
        status=row.status,
        fellowship=cards.fellowship_card(row),
        website=row.g_website or "",
        notes=row.g_notes,
        venue=venue,
        attributes=cards.effective((), stated),
        source=cards.source_card(row),
        updated_at=row.updated_at,
        meetings=tuple(meetings),
    )
