"""What changed in meetings, from the revisions that the one door writes.

That a list was read here for the first time changed nothing in its meetings, and is not told.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Result, or_, select, tuple_
from sqlalchemy import Row as Record

from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting, MeetingStatus, Source
from meetfinder.exchange.bmlt.changes import CHANGED, DELETED, NEW
from meetfinder.exchange.bmlt.face import Asked, Change
from meetfinder.moderation.models import Decision, Revision, Verdict

MOST = 10_000
"""Changes that are told at once; whoever wants older ones asks for a range of days."""

Identify = Callable[[Record[Any]], tuple[int, int]]
"""Returns the ids that a face has for a meeting and for its service body."""


def changes_of(
    conditions: Sequence[ColumnElement[bool]], asked: Asked, *, identify: Identify
) -> list[Change]:
    """Return the wanted changes of the meetings that the conditions select, newest first."""
    wanted = [*conditions, or_(Meeting.source_id.is_(None), _came_with.not_in(_first_readings()))]
    if asked.since is not None:
        wanted.append(Revision.made_at >= asked.since)
    if asked.until is not None:
        wanted.append(Revision.made_at <= asked.until)
    records: Result[Any] = db.session.execute(
        select(
            Revision.id.label("revision_id"),
            Revision.number,
            Revision.made_at,
            Revision.changed_fields,
            Revision.snapshot,
            Decision.verdict,
            Meeting.id,
            Meeting.public_id,
            Meeting.source_id,
            Meeting.source_key,
            Meeting.name,
            Meeting.status,
            Meeting.extra,
            Group.fellowship_id,
            Group.public_id.label("group_public_id"),
        )
        .select_from(Revision)
        .join(Meeting, Meeting.group_id == Revision.group_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Decision, Decision.id == Revision.decision_id)
        .outerjoin(Source, Source.id == Meeting.source_id)
        .where(*wanted)
        .order_by(Revision.made_at.desc(), Revision.id.desc(), Meeting.id.desc())
        .limit(MOST)
    )
    found = [_change(record, *identify(record)) for record in records if _is_about(record)]
    return [
        change
        for change in found
        if (asked.bodies is None or change.body in asked.bodies)
        and (asked.meeting is None or change.meeting_id == asked.meeting)
    ]


_came_with = tuple_(Meeting.source_id, Revision.made_at)


def _first_readings() -> list[tuple[int, datetime]]:
    """Return for each source when its first meeting was listed: all that came with it is no change."""
    first = (
        select(Meeting.created_at)
        .where(Meeting.source_id == Source.id)
        .order_by(Meeting.id)
        .limit(1)
        .scalar_subquery()
    )
    found = db.session.execute(select(Source.id, first))
    return [(source, made_at) for source, made_at in found if made_at is not None]


def _is_about(record: Record[Any]) -> bool:
    """Say whether a revision of a group is one of this meeting: of its row, of its status or of the whole."""
    held = json.loads(record.snapshot)
    if "status" in held:
        return record.public_id in held["status"]
    is_whole = held["key"] == record.group_public_id
    return is_whole or record.source_key in {item["key"] for item in held["meetings"]}


def _change(record: Record[Any], meeting: int, body: int) -> Change:
    return Change(
        id=record.revision_id,
        meeting_id=meeting,
        meeting_name="" if record.status == MeetingStatus.RETIRED else record.name,
        body=body,
        made_at=record.made_at,
        kind=_kind(record),
        fields=tuple(record.changed_fields),
    )


def _kind(record: Record[Any]) -> str:
    if record.verdict == Verdict.WITHDRAW:
        return DELETED
    return NEW if record.number == 1 or record.changed_fields == ["created"] else CHANGED
