"""Writes whole groups into the directory under a decision: rows, revision and index in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete

from meetfinder.db import db
from meetfinder.directory.models import Group, GroupStatus, MeetingStatus, Redirect
from meetfinder.directory.proposal import Proposal, to_json
from meetfinder.moderation.ledger import Written
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Decision
from meetfinder.moderation.revisions import add_revisions
from meetfinder.moderation.whole import WholeGroups
from meetfinder.search.index import reindex


def decided(
    verdict: str, *, decided_by: str, now: datetime, reason: str = "", submission_id: int | None = None
) -> Decision:
    """Add a decision to the log and return it. Flushes."""
    decision = Decision(
        submission_id=submission_id, verdict=verdict, decided_by=decided_by, reason=reason, decided_at=now
    )
    db.session.add(decision)
    db.session.flush()
    return decision


def write_whole(proposals: Sequence[Proposal], decision: Decision, *, now: datetime) -> list[Group]:
    """Write whole groups and return them in order; a group of which no meeting is left is retired."""
    stated = [_without_empty(proposal) for proposal in proposals]
    ledger = WholeGroups(now=now)
    written = ledger.write(stated)
    groups = [ledger.group(proposal.group.key) for proposal in stated]
    for group in groups:
        db.session.refresh(group, ["meetings"])
    record([(group, done.changed) for group, done in zip(groups, written, strict=True)], decision, now=now)
    # Theirs is the loss: without it in their history, a later undoing would bring back what is not theirs.
    record([(group, ("group",)) for group in ledger.left() if group not in groups], decision, now=now)
    _end_redirects(groups)
    reindex(ledger.touched_ids())
    return groups


def _end_redirects(groups: Iterable[Group]) -> None:
    """Let addresses that a merge led elsewhere lead to themselves, where they are listed again."""
    listed = [group for group in groups if group.status != GroupStatus.RETIRED]
    meetings = [item for group in listed for item in group.meetings if item.status != MeetingStatus.RETIRED]
    ids = [group.public_id for group in listed] + [meeting.public_id for meeting in meetings]
    db.session.execute(delete(Redirect).where(Redirect.old_public_id.in_(ids)))


def record(changes: Iterable[tuple[Group, tuple[str, ...]]], decision: Decision, *, now: datetime) -> None:
    """Keep a revision of each group as it is now, with the names of the fields that changed. Flushes."""
    db.session.flush()
    add_revisions(
        [
            (Written(group_id=group.id, changed=names), decision.id, to_json(proposal_of(group)))
            for group, names in changes
        ],
        now=now,
    )


def _without_empty(proposal: Proposal) -> Proposal:
    if proposal.meetings or proposal.group.status != GroupStatus.ACTIVE:
        return proposal
    return replace(proposal, group=replace(proposal.group, status=GroupStatus.RETIRED))
