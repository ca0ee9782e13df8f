"""What a moderator and the sender write to each other about a submission."""

from datetime import datetime

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.moderation import claims, who
from meetfinder.moderation.errors import AlreadyDecided
from meetfinder.moderation.harm import wait_for_moderator
from meetfinder.moderation.models import Message, Submission, SubmissionStatus

LONGEST = 4000


def ask(submission: Submission, text: str, *, decided_by: str, now: datetime) -> Message:
    """Ask the sender; the submission leaves the queue until it is answered.

    Raises AlreadyDecided when it is not pending, ClaimedByOther and NotForYou as `claims` does.
    """
    account_id = who.account_id_of(decided_by)
    claims.keep_out(submission, account_id)
    claims.check(submission, account_id, now=now)
    if submission.status != SubmissionStatus.PENDING or submission.case is None:
        raise AlreadyDecided("only what is pending can be asked about")
    submission.status = SubmissionStatus.ASKED
    submission.case.harm = None
    return say(submission, text, account_id=account_id, from_moderator=True, now=now)


def answer(submission: Submission, text: str, *, account_id: int, now: datetime) -> Message:
    """Answer a moderator's question; the submission is back in the queue where it stood.

    Raises AlreadyDecided when no question is open and PermissionError for anybody but the sender.
    """
    case = submission.case
    if case is None or case.account_id != account_id:
        raise PermissionError("only the sender answers")
    if submission.status != SubmissionStatus.ASKED:
        raise AlreadyDecided("no question is open")
    submission.status = SubmissionStatus.PENDING
    wait_for_moderator(submission, since=case.since)
    return say(submission, text, account_id=account_id, from_moderator=False, now=now)


def say(
    submission: Submission, text: str, *, account_id: int | None, from_moderator: bool, now: datetime
) -> Message:
    """Write a message without changing where the submission stands; raise ValueError for an empty one."""
    words = text.strip()[:LONGEST]
    if not words:
        raise ValueError("a message needs words")
    message = Message(
        submission_id=submission.id,
        account_id=account_id,
        from_moderator=from_moderator,
        text=words,
        written_at=now,
    )
    db.session.add(message)
    db.session.flush()
    return message


def messages_of(submission: Submission) -> list[Message]:
    """Return the messages about a submission, oldest first."""
    found = select(Message).where(Message.submission_id == submission.id).order_by(Message.id)
    return list(db.session.scalars(found))
