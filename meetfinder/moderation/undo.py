"""Takes decisions back: what was before comes again, under a decision of its own; nothing is erased."""

from datetime import datetime

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Group, GroupStatus, Hidden
from meetfinder.moderation import standing, who
from meetfinder.moderation.errors import NothingToUndo
from meetfinder.moderation.harm import leave_queue, wait_for_moderator
from meetfinder.moderation.merging import point_back, point_on
from meetfinder.moderation.models import (
    Decision,
    Revision,
    Submission,
    SubmissionKind,
    SubmissionStatus,
    Undoing,
    Verdict,
)
from meetfinder.moderation.replay import state_at
from meetfinder.moderation.reversal import Effect, effects_of, without
from meetfinder.moderation.writing import decided, write_whole

FINAL = frozenset({Verdict.UNDO, Verdict.REDACT})
"""What is not taken back. What was undone waits again, or comes back by reverting to a revision: to undo the
undoing as well would list a submission that waits, and approving it would list it a second time."""
_STANDING: dict[str, Hidden] = {Verdict.HIDE: Hidden.NO, Verdict.SHOW: Hidden.SAFETY}
"""What undoing makes of what hid a group or showed it again."""


def undo(decision: Decision, *, decided_by: str, now: datetime, reason: str = "") -> Decision:
    """Take a decision back; what others changed since stays. Returns the decision that does so.

    A person's submission that was approved or declined is before the moderators again; a group that the
    decision had listed is retired. Raises NothingToUndo when it is one of `FINAL`, was taken back before, or
    did nothing to a listing or submission, ChangedSince when a person changed the same once more.
    """
    if decision.verdict in FINAL:
        raise NothingToUndo("it is not one that can be taken back")
    if db.session.scalar(select(Undoing.decision_id).where(Undoing.undone_id == decision.id)) is not None:
        raise NothingToUndo("it was taken back before")
    changed = db.session.scalars(
        select(Revision).where(Revision.decision_id == decision.id).order_by(Revision.id)
    ).all()
    submission = (
        None if decision.submission_id is None else db.session.get(Submission, decision.submission_id)
    )
    if not changed and (submission is None or submission.case is None):
        raise NothingToUndo("it changed nothing")
    effects = effects_of(changed)
    targets = (
        [] if decision.verdict in _STANDING else without(effects, refuse=not who.is_list(decision.decided_by))
    )
    undoing = decided(
        Verdict.UNDO, decided_by=decided_by, now=now, reason=reason, submission_id=decision.submission_id
    )
    db.session.add(Undoing(decision_id=undoing.id, undone_id=decision.id))
    write_whole(targets, undoing, now=now)
    for effect in effects:
        _restore(effect, decision, undoing, now=now)
    if submission is not None:
        _put_back(submission, decision, now=now)
    db.session.flush()
    return undoing


def revert(group: Group, number: int, *, decided_by: str, now: datetime, reason: str = "") -> Decision:
    """Make a group what its revision of this number says; raise LookupError where there is none."""
    before = state_at(group, number)
    last = db.session.scalar(
        select(Revision.number).where(Revision.group_id == group.id, Revision.number == number)
    )
    if before is None or last is None:
        raise LookupError("there is no such revision")
    decision = decided(Verdict.REVERT, decided_by=decided_by, now=now, reason=reason)
    write_whole([before], decision, now=now)
    return decision


def _restore(effect: Effect, decision: Decision, undoing: Decision, *, now: datetime) -> None:
    """Do what is not a matter of what the group's listing says."""
    group = effect.group
    if decision.verdict in _STANDING:
        standing.hide(group, _STANDING[decision.verdict], undoing, now=now)
    elif effect.before is None:
        standing.close(group, undoing, now=now)
    elif decision.verdict == Verdict.MERGE and group.status != GroupStatus.RETIRED:
        point_back(group)


def _put_back(submission: Submission, decision: Decision, *, now: datetime) -> None:
    """Let a person's submission wait again, but for what was published first: that is refused by this."""
    case = submission.case
    if case is None or decision.verdict not in {Verdict.APPROVE, Verdict.DECLINE}:
        return
    if case.published_first or case.kind == SubmissionKind.HANDOVER:
        leave_queue(submission)
        submission.status = SubmissionStatus.DECLINED
        return
    submission.status = SubmissionStatus.PENDING
    point_on(submission, case)
    wait_for_moderator(submission, since=now)
