"""What is selected for listings, groups and schedules. `cards` knows the names of the columns.

Columns, not objects of the mapper, because a search reads dozens of listings within a millisecond.
"""

from typing import Any

from sqlalchemy import Select, Text, cast, func, select

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
from meetfinder.directory.prepared import Prepared, among
from meetfinder.directory.standing import Standing, is_shown

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
    if column.name not in {"extra", "created_at", "location_id", "source_id", "source_key", "edition"}
]
_FORMATS = (
    select(func.aggregate_strings(cast(meeting_format.c.format_id, Text), ","))
    .where(meeting_format.c.meeting_id == Meeting.id)
    .scalar_subquery()
    .label("formats")
)
"""Ids of formats, in no order; thousands of meetings share the same few."""


def published_meetings() -> Select[*tuple[Any, ...]]:
    """Return the query for the rows of all published meetings, for others to say which of them."""
    return (
        select(
            *_MEETING, *_GROUP, *_LOCATION, *_FELLOWSHIP, *_SOURCE, _FORMATS,
            Standing.doubted_on.label("st_doubted_on"),
        )
        .select_from(Meeting)
        .join(Group, Meeting.group_id == Group.id)
        .outerjoin(Standing, Standing.group_id == Group.id)
        .outerjoin(Location, Meeting.location_id == Location.id)
        .outerjoin(Fellowship, Group.fellowship_id == Fellowship.id)
        .outerjoin(Source, Meeting.source_id == Source.id)
        .where(Meeting.status != MeetingStatus.RETIRED, is_shown())
    )  # fmt: skip


MEETINGS = Prepared(published_meetings().where(among(Meeting.id)))
GROUPS = Prepared(
    select(*_GROUP, Group.status, Group.updated_at, *_LOCATION, *_FELLOWSHIP, *_SOURCE)
    .select_from(Group)
    .outerjoin(Location, Group.location_id == Location.id)
    .outerjoin(Fellowship, Group.fellowship_id == Fellowship.id)
    .outerjoin(Source, Group.source_id == Source.id)
    .where(among(Group.id), is_shown())
)
FORMATS = Prepared(
    select(Format.id, Format.slug, Format.name, Format.name_es, Format.category, Format.meeting_guide)
    .where(among(Format.id))
    .order_by(Format.slug)
)
_STATED = (Attribute.key, Attribute.value, Attribute.said_by, Attribute.as_of)
OF_MEETINGS = Prepared(
    select(Attribute.meeting_id, *_STATED)
    .where(among(Attribute.meeting_id))
    .order_by(Attribute.meeting_id, Attribute.id)
)
OF_GROUPS = Prepared(
    select(Attribute.group_id, *_STATED)
    .where(among(Attribute.group_id))
    .order_by(Attribute.group_id, Attribute.id)
)
EXCEPTIONS = Prepared(
    select(
        MeetingException.meeting_id, MeetingException.on, MeetingException.kind, MeetingException.moved_to,
        MeetingException.note,
    )
    .where(among(MeetingException.meeting_id))
    .order_by(MeetingException.meeting_id, MeetingException.on)
)  # fmt: skip
SCHEDULES = Prepared(
    select(
        Meeting.id, Meeting.weekday, Meeting.start_minute, Meeting.duration_minutes, Meeting.timezone,
        Meeting.recurrence_kind, Meeting.recurrence_interval, Meeting.recurrence_anchor,
        Meeting.recurrence_nths, Meeting.starts_on, Meeting.ends_on, MeetingException.on,
        MeetingException.kind, MeetingException.moved_to, MeetingException.note,
    )
    .select_from(Meeting)
    .outerjoin(MeetingException, MeetingException.meeting_id == Meeting.id)
    .where(among(Meeting.id))
    .order_by(Meeting.id, MeetingException.on)
)  # fmt: skip
MEETINGS_OF_GROUPS = Prepared(select(Meeting.group_id, Meeting.id).where(among(Meeting.group_id)))
