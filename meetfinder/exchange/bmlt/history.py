"""What changed in a source's meetings, from the revisions that the one door writes."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from meetfinder.db import db
from meetfinder.directory.models import Meeting, MeetingStatus, Source
from meetfinder.exchange.bmlt import kept
from meetfinder.exchange.bmlt.changes import CHANGED, DELETED, NEW
from meetfinder.exchange.bmlt.face import Asked, Change
from meetfinder.exchange.bmlt.loose import integer
from meetfinder.moderation.models import Decision, Revision, Verdict

MOST = 10_000
"""Changes that are told at once; whoever wants older ones asks for a range of days."""


def changes_of(source: Source, asked: Asked) -> Sequence[Change]:
    """Return the changes of a source's meetings that are wanted, newest first."""
    conditions: list[ColumnElement[bool]] = [Meeting.source_id == source.id]
    if asked.since is not None:
        conditions.append(Revision.made_at >= asked.since)
    if asked.until is not None:
        conditions.append(Revision.made_at <= asked.until)
    if asked.meeting is not None:
        conditions.append(Meeting.source_key == str(asked.meeting))
    records = db.session.execute(
        select(
            Revision.id,
            Revision.number,
            Revision.made_at,
            Revision.changed_fields,
            Decision.verdict,
            Meeting.source_key,
            Meeting.name,
            Meeting.status,
            Meeting.extra,
        )
        .join(Meeting, Meeting.group_id == Revision.group_id)
        .join(Decision, Decision.id == Revision.decision_id)
        .where(*conditions)
        .order_by(Revision.made_at.desc(), Revision.id.desc(), Meeting.id.desc())
        .limit(MOST)
    )
    found = [
        Change(
            id=record.id,
            meeting_id=integer(record.source_key),
            meeting_name="" if record.status == MeetingStatus.RETIRED else record.name,
            body=_body(record.extra),
            made_at=record.made_at,
            kind=_kind(record.number, record.verdict),
            fields=tuple(record.changed_fields),
        )
        for record in records
    ]
    return [change for change in found if asked.bodies is None or change.body in asked.bodies]


def _kind(number: int, verdict: str) -> str:
    if verdict == Verdict.WITHDRAW:
        return DELETED
    return NEW if number == 1 else CHANGED


def _body(extra: dict[str, dict[str, dict[str, str]]]) -> int:
    return integer(extra.get(kept.KEY, {}).get(kept.VALUES, {}).get("service_body_bigint", ""))
