"""Two people for what could take a group away from those who hold it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.moderation import door, who
from meetfinder.moderation.difference import group_of
from meetfinder.moderation.errors import AlreadyDecided
from meetfinder.moderation.models import Case, Submission, SubmissionKind, SubmissionStatus, Verdict
from meetfinder.moderation.stewards import is_steward

_OPEN = (SubmissionStatus.PENDING, SubmissionStatus.ASKED)


def open_submissions(group_ids: Sequence[int]) -> list[Submission]:
    """Return what waits for a decision about these groups, oldest first."""
    waiting = select(Submission).join(Case).where(Case.group_id.in_(group_ids), Submission.status.in_(_OPEN))
    return list(db.session.scalars(waiting.order_by(Submission.id)))


def second(submission: Submission, *, account_id: int, now: datetime) -> None:
    """Say yes as another organizer of the group: a handover takes effect, a changed link waits on.

    Raises PermissionError for the sender and for whoever is no organizer, AlreadyDecided when it is too late.
    """
    case = submission.case
    if case is None or case.account_id == account_id or not is_steward(account_id, group_of(submission)):
        raise PermissionError("only another organizer of the group")
    if case.kind == SubmissionKind.HANDOVER and case.handed_to == account_id:
        raise PermissionError("nobody hands a group to themselves")
    if submission.status not in _OPEN:
        raise AlreadyDecided("it is decided")
    case.seconded_by = account_id
    db.session.flush()
    if case.kind == SubmissionKind.HANDOVER and submission.status == SubmissionStatus.PENDING:
        signed = who.organizer(account_id)
        door.decide(submission, verdict=Verdict.APPROVE, decided_by=signed, reason="seconded", now=now)
