"""Two people for what could take a group away from those who hold it."""

from datetime import datetime

from meetfinder.db import db
from meetfinder.moderation import door, who
from meetfinder.moderation.difference import group_of
from meetfinder.moderation.errors import AlreadyDecided
from meetfinder.moderation.models import Submission, SubmissionKind, SubmissionStatus, Verdict
from meetfinder.moderation.stewards import is_steward


def second(submission: Submission, *, account_id: int, now: datetime) -> None:
    """Say yes as another organizer of the group: a handover takes effect, a changed link waits on.

    Raises PermissionError for the sender and for whoever is no organizer, AlreadyDecided when it is too late.
    """
    case = submission.case
    if case is None or case.account_id == account_id or not is_steward(account_id, group_of(submission)):
        raise PermissionError("only another organizer of the group")
    if case.kind == SubmissionKind.HANDOVER and case.handed_to == account_id:
        raise PermissionError("nobody hands a group to themselves")
    if submission.status not in {SubmissionStatus.PENDING, SubmissionStatus.ASKED}:
        raise AlreadyDecided("it is decided")
    case.seconded_by = account_id
    db.session.flush()
    if case.kind == SubmissionKind.HANDOVER and submission.status == SubmissionStatus.PENDING:
        signed = who.organizer(account_id)
        door.decide(submission, verdict=Verdict.APPROVE, decided_by=signed, reason="seconded", now=now)
