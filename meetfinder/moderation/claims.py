"""One moderator at a time: a claim lasts half an hour and stops two from deciding the same thing."""

from datetime import datetime, timedelta

from sqlalchemy import or_, update

from meetfinder.db import db
from meetfinder.moderation.errors import ClaimedByOther, NotForYou
from meetfinder.moderation.models import Barred, Case, Submission

CLAIM_LASTS = timedelta(minutes=30)


def claim(submission: Submission, account_id: int, *, now: datetime) -> datetime:
    """Hold a person's submission for a moderator and return until when; claiming again makes it longer.

    Raises ClaimedByOther while somebody else holds it and NotForYou when it concerns this account. Of two
    that claim at once one wins. Rows of lists are decided by the batch and cannot be claimed.
    """
    keep_out(submission, account_id)
    free = or_(Case.claimed_by.is_(None), Case.claimed_by == account_id, Case.claimed_at <= now - CLAIM_LASTS)
    won = db.session.execute(
        update(Case)
        .where(Case.submission_id == submission.id, free)
        .values(claimed_by=account_id, claimed_at=now)
        .returning(Case.submission_id)
    ).all()
    if submission.case is not None:
        db.session.refresh(submission.case)
    if not won:
        check(submission, account_id, now=now)
    return now + CLAIM_LASTS


def release(submission: Submission, account_id: int) -> None:
    """Give a claim up; does nothing for one that is somebody else's."""
    case = submission.case
    if case is not None and case.claimed_by == account_id:
        case.claimed_by = case.claimed_at = None
        db.session.flush()


def holder(submission: Submission, *, now: datetime) -> tuple[int, datetime] | None:
    """Return who holds a submission and until when; None where nobody does."""
    case = submission.case
    if case is None or case.claimed_by is None or case.claimed_at is None:
        return None
    until = case.claimed_at + CLAIM_LASTS
    return (case.claimed_by, until) if now < until else None


def check(submission: Submission, account_id: int | None, *, now: datetime) -> None:
    """Raise ClaimedByOther when a submission is held by anybody but this account."""
    held = holder(submission, now=now)
    if held is not None and held[0] != account_id:
        raise ClaimedByOther(*held)


def keep_out(submission: Submission, account_id: int | None) -> None:
    """Raise NotForYou when a submission concerns this account."""
    if account_id is not None and db.session.get(Barred, (submission.id, account_id)) is not None:
        raise NotForYou("the submission concerns this account")
