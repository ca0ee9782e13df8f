"""What became of everything that an account sent: what a moderator wants to know before believing it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from meetfinder.db import db
from meetfinder.moderation.models import Case, Submission, SubmissionStatus


@dataclass(frozen=True, slots=True)
class Record:
    """How many submissions were approved, declined, taken back and still wait; None: never sent anything."""

    approved: int
    declined: int
    withdrawn: int
    waiting: int
    first_sent: datetime | None


def record_of(account_id: int | None) -> Record:
    """Return the record of an account; an empty one for visitors."""
    if account_id is None:
        return Record(0, 0, 0, 0, None)
    rows = db.session.execute(
        select(Submission.status, func.count(), func.min(Submission.submitted_at))
        .join(Case)
        .where(Case.account_id == account_id)
        .group_by(Submission.status)
    ).all()
    counts = {status: count for status, count, _ in rows}
    return Record(
        approved=counts.get(SubmissionStatus.APPROVED, 0),
        declined=counts.get(SubmissionStatus.DECLINED, 0),
        withdrawn=counts.get(SubmissionStatus.WITHDRAWN, 0),
        waiting=sum(counts.get(status, 0) for status in (SubmissionStatus.PENDING, SubmissionStatus.ASKED)),
        first_sent=min((first for _, _, first in rows), default=None),
    )
