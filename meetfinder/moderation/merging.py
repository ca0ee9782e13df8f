"""Makes one group of two: fields are picked, and the old addresses lead to what stayed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from meetfinder.accounts import stewardship
from meetfinder.db import db
from meetfinder.directory.models import Group, GroupStatus, Redirect
from meetfinder.directory.proposal import Proposal
from meetfinder.moderation import standing
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Case, Decision, Submission, SubmissionStatus, Verdict
from meetfinder.moderation.writing import decided, record, write_whole

_OPEN = (SubmissionStatus.AWAITING_MAIL, SubmissionStatus.PENDING, SubmissionStatus.ASKED)


def merge(
    keep: Group,
    other: Group,
    *,
    decided_by: str,
    now: datetime,
    proposal: Proposal | None = None,
    same: Mapping[str, str] | None = None,
    reason: str = "",
) -> Decision:
    """Merge `other` into `keep` and return the decision, which `undo.undo` can take back.

    `proposal` is what `keep` becomes, with public ids as keys: meetings of either group may be in it, and
    those of both that are not are retired. Without it `keep` stays as it is and takes the meetings over that
    are not named in `same`: public ids of meetings of `other`, each with the one of `keep` that it is a
    double of. Addresses of `other` and of the doubles lead to what stayed. Its organizers look after `keep`
    from now on. Raises ValueError for a group and itself.
    """
    if keep.id == other.id:
        raise ValueError("a group cannot be merged with itself")
    doubles = dict(same or {})
    wanted = proposal or _both(keep, other, doubles)
    stated = {facts.key for facts in wanted.meetings}
    decision = decided(Verdict.MERGE, decided_by=decided_by, now=now, reason=reason)
    wanted = replace(wanted, key=keep.public_id, group=replace(wanted.group, key=keep.public_id))
    write_whole([wanted], decision, now=now)
    db.session.refresh(other, ["meetings"])
    standing.close(other, decision, now=now)
    other.status = GroupStatus.RETIRED
    # Of both, also where `keep` stays as it was: its history is where the merge is looked for and undone.
    record([(keep, ("merged",)), (other, ("merged",))], decision, now=now)
    _redirect({other.public_id: keep.public_id, **{a: b for a, b in doubles.items() if a not in stated}})
    _point(other, keep)
    for account in stewardship.stewards_of(other.id):
        stewardship.make_steward(account, keep.id, now=now)
    return decision


def _both(keep: Group, other: Group, doubles: Mapping[str, str]) -> Proposal:
    ours, theirs = proposal_of(keep), proposal_of(other)
    taken = tuple(facts for facts in theirs.meetings if facts.key not in doubles)
    return replace(ours, meetings=ours.meetings + taken)


def point_back(group: Group) -> None:
    """Let what was sent about a group before it was merged be about it again."""
    sent = select(Submission.id).where(Submission.key == group.public_id, Submission.status.in_(_OPEN))
    db.session.execute(update(Case).where(Case.submission_id.in_(sent)).values(group_id=group.id))


def point_on(submission: Submission, case: Case) -> None:
    """Let what waits once more be about what stayed, where its group was merged while it did not wait."""
    stayed = (
        select(Group.id)
        .join(Redirect, Redirect.new_public_id == Group.public_id)
        .where(Redirect.old_public_id == submission.key)
    )
    case.group_id = db.session.scalar(stayed) or case.group_id


def _point(other: Group, keep: Group) -> None:
    """Let what waits about a merged group be about what stayed, where its meetings now are."""
    sent = select(Submission.id).where(Submission.status.in_(_OPEN))
    db.session.execute(
        update(Case).where(Case.group_id == other.id, Case.submission_id.in_(sent)).values(group_id=keep.id)
    )


def _redirect(moves: Mapping[str, str]) -> None:
    for old, new in moves.items():
        db.session.execute(update(Redirect).where(Redirect.new_public_id == old).values(new_public_id=new))
        db.session.merge(Redirect(old_public_id=old, new_public_id=new))
    db.session.flush()
