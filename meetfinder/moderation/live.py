"""What is listed now as a proposal: what forms are filled with and differences are taken from.

Keys are public ids here, which stay the same whatever list a meeting came from or group it was merged into.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from meetfinder.db import db
from meetfinder.directory.models import Attribute, Group, Location, Meeting, MeetingException, MeetingStatus
from meetfinder.directory.proposal import AttributeFacts, GroupFacts, MeetingFacts, PlaceFacts, Proposal
from meetfinder.directory.recurrence import Recurrence
from meetfinder.directory.schedule import DateException, Schedule

_LOADED = (
    selectinload(Group.fellowship),
    selectinload(Group.location),
    selectinload(Group.attributes),
    selectinload(Group.meetings).selectinload(Meeting.location),
    selectinload(Group.meetings).selectinload(Meeting.formats),
    selectinload(Group.meetings).selectinload(Meeting.attributes),
    selectinload(Group.meetings).selectinload(Meeting.exceptions),
)
_CHUNK = 500


def proposal_of(group: Group) -> Proposal:
    """Return a group with its active and paused meetings, by day and time, as a proposal.

    To approve it would change nothing.

    It holds what only organizers and moderators may see, such as a join link that is given on request.
    """
    held = [meeting for meeting in group.meetings if meeting.status != MeetingStatus.RETIRED]
    held.sort(key=lambda meeting: (meeting.weekday, meeting.start_minute, meeting.public_id))
    return Proposal(
        key=group.public_id,
        group=GroupFacts(
            key=group.public_id,
            name=group.name,
            fellowship=group.fellowship.slug if group.fellowship else "",
            status=group.status,
            website=group.website or "",
            notes=group.notes,
            place=_place(group.location),
            attributes=_attributes(group.attributes),
        ),
        meetings=tuple(_meeting(meeting) for meeting in held),
    )


def proposals_of(group_ids: Iterable[int]) -> dict[int, Proposal]:
    """Return the groups with these ids as proposals, in a fixed number of statements."""
    ids = sorted(set(group_ids))
    found: dict[int, Proposal] = {}
    for start in range(0, len(ids), _CHUNK):
        groups = select(Group).where(Group.id.in_(ids[start : start + _CHUNK])).options(*_LOADED)
        found.update((group.id, proposal_of(group)) for group in db.session.scalars(groups))
    return found


def _meeting(meeting: Meeting) -> MeetingFacts:
    return MeetingFacts(
        key=meeting.public_id,
        name=meeting.name,
        schedule=_schedule(meeting),
        attendance=meeting.attendance,
        status=meeting.status,
        place=_place(meeting.location),
        join_url=meeting.join_url or "",
        join_phone=meeting.join_phone or "",
        join_notes=meeting.join_notes,
        join_visibility=meeting.join_visibility,
        formats=tuple(sorted(item.slug for item in meeting.formats)),
        languages=tuple(meeting.languages),
        notes=meeting.notes,
        youth=meeting.youth,
        attributes=_attributes(meeting.attributes),
        source_url=meeting.source_url or "",
        extra=meeting.extra,
    )


def _schedule(meeting: Meeting) -> Schedule:
    return Schedule(
        weekday=meeting.weekday,
        start_minute=meeting.start_minute,
        duration_minutes=meeting.duration_minutes,
        timezone=meeting.timezone,
        recurrence=Recurrence(
            kind=meeting.recurrence_kind,
            interval=meeting.recurrence_interval,
            anchor=meeting.recurrence_anchor,
            nths=tuple(meeting.recurrence_nths),
            starts_on=meeting.starts_on,
            ends_on=meeting.ends_on,
        ),
        exceptions=tuple(_exception(item) for item in sorted(meeting.exceptions, key=lambda item: item.on)),
    )


def _exception(item: MeetingException) -> DateException:
    moved_to = datetime.fromisoformat(item.moved_to) if item.moved_to else None
    return DateException(on=item.on, kind=item.kind, moved_to=moved_to, note=item.note)


def _place(location: Location | None) -> PlaceFacts | None:
    if location is None:
        return None
    return PlaceFacts(
        name=location.name,
        street=location.street,
        city=location.city,
        region=location.region,
        postal_code=location.postal_code,
        country=location.country,
        formatted_address=location.formatted_address,
        latitude=location.latitude,
        longitude=location.longitude,
        precision=location.precision,
        notes=location.notes,
    )


def _attributes(stated: Iterable[Attribute]) -> tuple[AttributeFacts, ...]:
    facts = [
        AttributeFacts(key=item.key, value=item.value, said_by=item.said_by, as_of=item.as_of)
        for item in stated
    ]
    return tuple(sorted(facts, key=lambda item: (item.key, item.value, item.said_by)))
