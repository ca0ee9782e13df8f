"""How far a sender is trusted: what may be published first, and what needs a second person."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from meetfinder.db import db
from meetfinder.moderation.difference import FieldChange, difference, group_of
from meetfinder.moderation.models import Case, Submission, SubmissionKind, SubmissionStatus

KNOWN_AFTER = 2
"""Approved submissions after which an organizer is known (domain reference §5)."""
SETTLED_AFTER = timedelta(days=30)
"""A join link of a listing older than this is changed by two people or not at all."""
_TIMES = ("schedule.",)
_LINKS = frozenset({"join_url", "join_phone"})


def approvals_of(account_id: int) -> int:
    """Return how many new groups and changes of this account were approved, those published first too."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Case)
            .join(Submission, Submission.id == Case.submission_id)
            .where(
                Case.account_id == account_id,
                Case.kind.in_((SubmissionKind.NEW, SubmissionKind.CHANGE, SubmissionKind.FORMING)),
                Submission.status == SubmissionStatus.APPROVED,
                Case.published_first.is_(False),
            )
        )
        or 0
    )


def is_known(account_id: int) -> bool:
    """Say whether this account's changes of time are published first and looked at afterwards."""
    return approvals_of(account_id) >= KNOWN_AFTER


def changes_only_times(changes: Iterable[FieldChange]) -> bool:
    """Say whether these changes move meetings that are listed already and do nothing else."""
    found = list(changes)
    return bool(found) and all(
        change.meeting and change.field.startswith(_TIMES) and change.old is not None for change in found
    )


def needs_second(submission: Submission, *, now: datetime) -> bool:
    """Say whether the sender alone is not enough: a settled join link changes, or a group changes hands."""
    case = submission.case
    if case is None or case.seconded_by is not None:
        return False
    if case.kind == SubmissionKind.HANDOVER:
        return True
    group = group_of(submission)
    if group is None or now - group.created_at < SETTLED_AFTER:
        return False
    return any(change.field in _LINKS and change.old for change in difference(submission))
