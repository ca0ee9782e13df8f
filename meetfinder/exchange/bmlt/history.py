"""What changed in meetings, from the revisions that the one door writes."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Result, select
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
    wanted = list(conditions)
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
            Decision.verdict,
            Meeting.id,
            Meeting.source_id,
            Meeting.source_key,
            Meeting.name,
            Meeting.status,
            Meeting.extra,
            Group.fellowship_id,
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
    found = [_change(record, *identify(record)) for record in records]
    return [
        change
        for change in found
        if (asked.bodies is None or change.body in asked.bodies)
        and (asked.meeting is None or change.meeting_id == asked.meeting)
    ]


def _change(record: Record[Any], meeting: int, body: int) -> Change:
    return Change(
        id=record.revision_id,
        meeting_id=meeting,
        meeting_name="" if record.status == MeetingStatus.RETIRED else record.name,
        body=body,
        made_at=record.made_at,
        kind=_kind(record.number, record.verdict),
        fields=tuple(record.changed_fields),
    )


def _kind(number: int, verdict: str) -> str:
    if verdict == Verdict.WITHDRAW:
        return DELETED
    return NEW if number == 1 else CHANGED
