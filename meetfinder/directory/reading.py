"""Reads published listings: few statements for many rows, and nothing but what `publishing` lets through.

Columns, not objects of the mapper, because a search reads dozens of listings within a millisecond. What is
retired, or belongs to a retired group, is not published; what is paused is, so that its page can say so.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Executable, Row, bindparam, select

from meetfinder.db import db
from meetfinder.directory import cards
from meetfinder.directory.listing import FormatCard, GroupListing, Listing, Stated
from meetfinder.directory.models import (
    Attribute,
    Fellowship,
    Format,
    Group,
    Location,
    Meeting,
    MeetingException,
    MeetingStatus,
    Source,
    meeting_format,
)
from meetfinder.directory.naming import group_slug, meeting_slug
from meetfinder.directory.schedule import DateException, Schedule
from meetfinder.directory.standing import is_shown

_CHUNK = 500
"""Ids a statement; SQLite takes some thousands of parameters at most."""

_FELLOWSHIP = (
    Fellowship.slug.label("f_slug"),
    Fellowship.name.label("f_name"),
    Fellowship.short_name.label("f_short_name"),
    Fellowship.kind.label("f_kind"),
    Fellowship.for_family.label("f_for_family"),
    Fellowship.twelve_step.label("f_twelve_step"),
)
_SOURCE = (
    Source.slug.label("s_slug"),
    Source.name.label("s_name"),
    Source.licence.label("s_licence"),
    Source.republish.label("s_republish"),
    Source.demo.label("s_demo"),
    Source.last_good_read.label("s_last_good_read"),
)
_LOCATION = (
    Location.id.label("l_id"),
    Location.name.label("l_name"),
    Location.street.label("l_street"),
    Location.city.label("l_city"),
    Location.region.label("l_region"),
    Location.postal_code.label("l_postal_code"),
    Location.country.label("l_country"),
    Location.formatted_address.label("l_formatted_address"),
    Location.latitude.label("l_latitude"),
    Location.longitude.label("l_longitude"),
    Location.precision.label("l_precision"),
    Location.notes.label("l_notes"),
)
_GROUP = (
    Group.id.label("g_id"),
    Group.public_id.label("g_public_id"),
    Group.name.label("g_name"),
    Group.website.label("g_website"),
    Group.notes.label("g_notes"),
)
_MEETING = [
    column
    for column in Meeting.__table__.columns
    if column.name not in {"extra", "created_at", "location_id", "source_id", "source_key"}
]
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_MEETINGS = (
    select(*_MEETING, *_GROUP, *_LOCATION, *_FELLOWSHIP, *_SOURCE)
    .select_from(Meeting)
    .join(Group, Meeting.group_id == Group.id)
    .outerjoin(Location, Meeting.location_id == Location.id)
    .outerjoin(Fellowship, Group.fellowship_id == Fellowship.id)
    .outerjoin(Source, Meeting.source_id == Source.id)
    .where(Meeting.id.in_(_IDS), Meeting.status != MeetingStatus.RETIRED, is_shown())
)
_GROUPS = (
    select(*_GROUP, Group.status, Group.updated_at, *_LOCATION, *_FELLOWSHIP, *_SOURCE)
    .select_from(Group)
    .outerjoin(Location, Group.location_id == Location.id)
    .outerjoin(Fellowship, Group.fellowship_id == Fellowship.id)
    .outerjoin(Source, Group.source_id == Source.id)
    .where(Group.id.in_(_IDS), is_shown())
)
_FORMATS = (
    select(
        meeting_format.c.meeting_id, Format.slug, Format.name, Format.name_es, Format.category,
        Format.meeting_guide,
    )
    .join(Format, Format.id == meeting_format.c.format_id)
    .where(meeting_format.c.meeting_id.in_(_IDS))
    .order_by(meeting_format.c.meeting_id, Format.slug)
)  # fmt: skip
_STATED = (Attribute.key, Attribute.value, Attribute.said_by, Attribute.as_of)
_OF_MEETINGS = (
    select(Attribute.meeting_id, *_STATED).where(Attribute.meeting_id.in_(_IDS)).order_by(Attribute.id)
)
_OF_GROUPS = select(Attribute.group_id, *_STATED).where(Attribute.group_id.in_(_IDS)).order_by(Attribute.id)
_EXCEPTIONS = (
    select(
        MeetingException.meeting_id, MeetingException.on, MeetingException.kind, MeetingException.moved_to,
        MeetingException.note,
    )
    .where(MeetingException.meeting_id.in_(_IDS))
    .order_by(MeetingException.on)
)  # fmt: skip
_SCHEDULES = (
    select(
        Meeting.id, Meeting.weekday, Meeting.start_minute, Meeting.duration_minutes, Meeting.timezone,
        Meeting.recurrence_kind, Meeting.recurrence_interval, Meeting.recurrence_anchor,
        Meeting.recurrence_nths, Meeting.starts_on, Meeting.ends_on, MeetingException.on,
        MeetingException.kind, MeetingException.moved_to, MeetingException.note,
    )
    .select_from(Meeting)
    .outerjoin(MeetingException, MeetingException.meeting_id == Meeting.id)
    .where(Meeting.id.in_(_IDS))
    .order_by(Meeting.id, MeetingException.on)
)  # fmt: skip


def listings(meeting_ids: Iterable[int], *, now: datetime) -> dict[int, Listing]:
    """Return the published ones of these meetings by id; `now` (aware) decides which join links are seen."""
    rows = _all(_MEETINGS, list(meeting_ids))
    ids = [row.id for row in rows]
    formats = _grouped(_FORMATS, ids)
    own = _grouped(_OF_MEETINGS, ids)
    of_group = _grouped(_OF_GROUPS, list({row.g_id for row in rows}))
    exceptions = _exceptions(ids)
    return {
        row.id: _listing(
            row,
            formats=tuple(FormatCard(*tuple(item)[1:]) for item in formats.get(row.id, ())),
            attributes=cards.effective(own.get(row.id, ()), of_group.get(row.g_id, ())),
            exceptions=exceptions.get(row.id, ()),
            now=now,
        )
        for row in rows
    }


def schedules(meeting_ids: Iterable[int]) -> dict[int, Schedule]:
    """Return when these meetings are held, whatever their status. One statement."""
    found = _grouped(_SCHEDULES, list(meeting_ids))
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
    rows = _all(_GROUPS, list(group_ids))
    ids = [row.g_id for row in rows]
    stated = _grouped(_OF_GROUPS, ids)
    pairs = _all(select(Meeting.id, Meeting.group_id).where(Meeting.group_id.in_(_IDS)), ids)
    found = listings([pair.id for pair in pairs], now=now)
    meetings = defaultdict(list)
    for pair in pairs:
        if pair.id in found:
            meetings[pair.group_id].append(found[pair.id])
    return {row.g_id: _group(row, stated.get(row.g_id, ()), meetings[row.g_id]) for row in rows}


def _all(statement: Executable, ids: list[int]) -> list[Row[Any]]:
    rows: list[Row[Any]] = []
    connection = db.session.connection()
    for start in range(0, len(ids), _CHUNK):
        rows.extend(connection.execute(statement, {"ids": ids[start : start + _CHUNK]}))
    return rows


def _grouped(statement: Executable, ids: list[int]) -> dict[int, list[Row[Any]]]:
    """Return the rows by their first column."""
    found = defaultdict(list)
    for row in _all(statement, ids):
        found[row[0]].append(row)
    return found


def _exceptions(ids: list[int]) -> dict[int, tuple[DateException, ...]]:
    return {number: tuple(map(cards.exception, rows)) for number, rows in _grouped(_EXCEPTIONS, ids).items()}


def _listing(
    row: Row[Any],
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
        updated_at=row.updated_at,
        source=cards.source_card(row),
        # The page behind a minors' meeting would tell the street that is kept back here.
        source_url="" if row.youth else row.source_url or "",
    )


def _group(row: Row[Any], stated: Iterable[Row[Any]], meetings: list[Listing]) -> GroupListing:
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
