"""Who was refused may ask for another opinion, once: whoever said no neither sees nor decides it then."""

from datetime import datetime

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.moderation import messages, who
from meetfinder.moderation.errors import AlreadyDecided
from meetfinder.moderation.harm import wait_for_moderator
from meetfinder.moderation.models import Barred, Decision, Submission, SubmissionStatus, Verdict


def may_appeal(submission: Submission) -> bool:
    """Say whether a submission was declined, and by one moderator only."""
    return submission.status == SubmissionStatus.DECLINED and len(_refusals(submission)) == 1


def appeal(submission: Submission, text: str, *, account_id: int, now: datetime) -> None:
    """Put a declined submission before the moderators again, but for who declined it.

    Raises PermissionError for anybody but the sender, AlreadyDecided where it is not declined or was looked
    at twice, and ValueError without words.
    """
    if submission.case is None or submission.case.account_id != account_id:
        raise PermissionError("only the sender appeals")
    if not may_appeal(submission):
        raise AlreadyDecided("it is not declined, or two moderators have declined it")
    messages.say(submission, text, account_id=account_id, from_moderator=False, now=now)
    for refusal in _refusals(submission):
        refused_by = who.account_id_of(refusal.decided_by)
        if refused_by is not None:
            db.session.merge(Barred(submission_id=submission.id, account_id=refused_by))
    submission.status = SubmissionStatus.PENDING
    wait_for_moderator(submission, since=now)


def _refusals(submission: Submission) -> list[Decision]:
    made = select(Decision).where(
        Decision.submission_id == submission.id, Decision.verdict == Verdict.DECLINE
    )
    return list(db.session.scalars(made))
