"""The one door: a proposal is submitted, a decision is made, and only an approval reaches the directory.

Everything happens in the caller's transaction; nothing here commits. Lists and forms use the same door: a
trusted list's own sync decides with the list as its moderator of record.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps

from sqlalchemy import insert, select, update
from sqlalchemy.orm import selectinload

from meetfinder.db import db
from meetfinder.directory.models import Group, GroupStatus, Meeting, MeetingStatus, Source
from meetfinder.directory.proposal import Proposal, from_json, to_json
from meetfinder.moderation import deciding, telephoning, who
from meetfinder.moderation.deciding import may_decide
from meetfinder.moderation.difference import group_of
from meetfinder.moderation.erased import erasure_of
from meetfinder.moderation.errors import AlreadyDecided
from meetfinder.moderation.facts import Changes
from meetfinder.moderation.ledger import Ledger, Written
from meetfinder.moderation.listing_lint import lint_proposal
from meetfinder.moderation.models import Batch, Decision, Submission, SubmissionStatus, Verdict
from meetfinder.moderation.revisions import add_revisions
from meetfinder.moderation.upholding import Keeper, PersonKeeper
from meetfinder.moderation.writing import decided
from meetfinder.search.index import reindex

_CHUNK = 500
_ON_SUBMISSIONS = frozenset({Verdict.APPROVE, Verdict.DECLINE})
_STATUS_AFTER = {
    Verdict.PAUSE: MeetingStatus.PAUSED,
    Verdict.WITHDRAW: MeetingStatus.RETIRED,
    Verdict.RESUME: MeetingStatus.ACTIVE,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal with what lint took out of it: field and code of each finding."""

    proposal: Proposal
    lint: tuple[dict[str, str], ...] = ()
    text: str = ""
    """The proposal as `to_json` writes it, where the caller has it already."""


def submit(
    proposal: Proposal,
    *,
    source: Source | None,
    now: datetime,
    batch: Batch | None = None,
    lint: Iterable[dict[str, str]] = (),
) -> Submission:
    """Put a proposal before the moderators, in place of an undecided one for the same row or form."""
    return submit_all([Offer(proposal, tuple(lint))], source=source, batch=batch, now=now)[0]


def submit_all(
    offers: Sequence[Offer], *, source: Source | None, batch: Batch | None, now: datetime
) -> list[Submission]:
    """Put many proposals of one source before the moderators."""
    supersede([offer.proposal.key for offer in offers], source=source)
    submissions = [
        Submission(
            source=source,
            batch_id=batch.id if batch else None,
            key=offer.proposal.key,
            status=SubmissionStatus.PENDING,
            proposal=offer.text or to_json(offer.proposal),
            lint=list(offer.lint),
            submitted_at=now,
        )
        for offer in offers
    ]
    db.session.add_all(submissions)
    db.session.flush()
    return submissions


def supersede(keys: Sequence[str], *, source: Source | None) -> None:
    """Take undecided proposals for these rows of a source out of the queue."""
    if source is None or source.id is None:
        return
    for start in range(0, len(keys), _CHUNK):
        db.session.execute(
            update(Submission)
            .where(
                Submission.source_id == source.id,
                Submission.status == SubmissionStatus.PENDING,
                Submission.key.in_(keys[start : start + _CHUNK]),
            )
            .values(status=SubmissionStatus.SUPERSEDED)
        )


def decide(
    submission: Submission,
    *,
    verdict: Verdict,
    decided_by: str,
    now: datetime,
    reason: str = "",
    proposal: Proposal | None = None,
) -> Decision:
    """Approve or decline a submission; an approval is in the directory and can be found at once.

    `decided_by` is signed as `who` writes it. `proposal` is published in place of what was sent; see
    `edit_and_approve`. Raises AlreadyDecided when it is no longer pending, ClaimedByOther while another
    moderator holds it, NotForYou and SecondPersonNeeded, and ValueError for other verdicts.
    """
    if submission.case is None:
        made = decide_all([submission], verdict=verdict, decided_by=decided_by, reason=reason, now=now)
        return db.session.get_one(Decision, made[0])
    if verdict not in _ON_SUBMISSIONS:
        raise ValueError(f"{verdict} is no verdict on a submission")
    is_yes = verdict == Verdict.APPROVE
    may_decide(submission, decided_by, approving=is_yes, now=now)
    _take(submission, SubmissionStatus.APPROVED if is_yes else SubmissionStatus.DECLINED)
    if not reason and is_yes and telephoning.is_telephoned(submission):
        reason = telephoning.REASON
    decision = decided(verdict, decided_by=decided_by, reason=reason, now=now, submission_id=submission.id)
    if is_yes:
        deciding.approved(submission, decision, proposal=proposal, now=now)
    else:
        deciding.declined(submission, decision, now=now)
    db.session.flush()
    return decision


def edit_and_approve(
    submission: Submission, proposal: Proposal, *, decided_by: str, now: datetime, reason: str = ""
) -> Decision:
    """Approve a person's submission with what a moderator made of it; see `decide`.

    `proposal` is the whole group with the keys of `difference.wanted_of`; it is linted like any other.
    """
    group = group_of(submission)
    kept, _ = erasure_of(group=group, source=None if group is None else group.source).clean(proposal)
    cleaned = lint_proposal(kept).proposal
    return decide(
        submission, verdict=Verdict.APPROVE, decided_by=decided_by, now=now, reason=reason, proposal=cleaned
    )


def decide_all(
    submissions: Sequence[Submission],
    *,
    verdict: Verdict,
    decided_by: str,
    now: datetime,
    reason: str = "",
    proposals: Sequence[Proposal] = (),
) -> list[int]:
    """Decide many submissions of one source alike and return the decisions' ids; see `decide`.

    `proposals` are those of the submissions, where the caller has just made them; else they are read back.
    """
    if verdict not in _ON_SUBMISSIONS:
        raise ValueError(f"{verdict} is no verdict on a submission")
    if any(submission.status != SubmissionStatus.PENDING for submission in submissions):
        raise AlreadyDecided("a submission is no longer pending")
    if not submissions:
        return []
    approved = verdict == Verdict.APPROVE
    values = [
        {
            "submission_id": submission.id,
            "verdict": verdict,
            "decided_by": decided_by,
            "reason": reason,
            "decided_at": now,
        }
        for submission in submissions
    ]
    made = insert(Decision).returning(Decision.id, sort_by_parameter_order=True)
    decision_ids = list(db.session.scalars(made, values))
    for submission in submissions:
        submission.status = SubmissionStatus.APPROVED if approved else SubmissionStatus.DECLINED
    if approved:
        _apply(submissions, proposals or _stored(submissions), decision_ids, now=now)
    return decision_ids


def _take(submission: Submission, status: SubmissionStatus) -> None:
    """Decide a pending submission in the table itself, so that of two who decide at once one is refused."""
    won = db.session.execute(
        update(Submission)
        .where(Submission.id == submission.id, Submission.status == SubmissionStatus.PENDING)
        .values(status=status)
        .returning(Submission.id)
    ).all()
    db.session.refresh(submission, ["status"])
    if not won:
        raise AlreadyDecided("the submission is no longer pending")


def pause(meetings: Sequence[Meeting], *, decided_by: str, reason: str, now: datetime) -> Decision | None:
    """Hold meetings back: they stay listed as paused and no search finds them. None when nothing changed."""
    return _set_status(meetings, Verdict.PAUSE, decided_by=decided_by, reason=reason, now=now)


def withdraw(meetings: Sequence[Meeting], *, decided_by: str, reason: str, now: datetime) -> Decision | None:
    """Retire meetings: they are no longer listed, their history stays. None when nothing changed."""
    return _set_status(meetings, Verdict.WITHDRAW, decided_by=decided_by, reason=reason, now=now)


def resume(meetings: Sequence[Meeting], *, decided_by: str, reason: str, now: datetime) -> Decision | None:
    """List paused or retired meetings again as active. None when nothing changed."""
    return _set_status(meetings, Verdict.RESUME, decided_by=decided_by, reason=reason, now=now)


def meetings_of(source: Source, keys: Sequence[str]) -> list[Meeting]:
    """Return the meetings that came from these rows of a source, those of several days a row included."""
    wanted = [part for key in keys for part in row_keys(key)]
    found: list[Meeting] = []
    for start in range(0, len(wanted), _CHUNK):
        found += db.session.scalars(
            select(Meeting)
            .where(Meeting.source_id == source.id, Meeting.source_key.in_(wanted[start : start + _CHUNK]))
            .options(selectinload(Meeting.group).selectinload(Group.meetings))
        )
    return found


def row_keys(key: str) -> list[str]:
    """Return the keys that meetings of the row `key` can have: its own, and one for each weekday."""
    return [key, *(f"{key}#{weekday}" for weekday in range(7))]


def _stored(submissions: Sequence[Submission]) -> list[Proposal]:
    return [from_json(submission.proposal) for submission in submissions]


def _apply(
    submissions: Sequence[Submission],
    proposals: Sequence[Proposal],
    decision_ids: Sequence[int],
    *,
    now: datetime,
) -> None:
    ledger = Ledger(source=submissions[0].source, now=now)
    written = [
        (done, decision_id, submission.proposal)
        for done, decision_id, submission in zip(
            ledger.write(proposals), decision_ids, submissions, strict=True
        )
    ]
    add_revisions(written, now=now)
    reindex(ledger.touched_ids())


def _set_status(
    meetings: Sequence[Meeting], verdict: Verdict, *, decided_by: str, reason: str, now: datetime
) -> Decision | None:
    status = _STATUS_AFTER[verdict]
    changed = [meeting for meeting in meetings if meeting.status != status]
    if not changed:
        return None
    decision = Decision(verdict=verdict, decided_by=decided_by, reason=reason, decided_at=now)
    db.session.add(decision)
    db.session.flush()
    by_group: defaultdict[int, list[Meeting]] = defaultdict(list)
    keeper = Keeper() if who.is_list(decided_by) else PersonKeeper()
    changes = Changes(keeper)
    for meeting in changed:
        changes.set(meeting, "status", status)
        by_group[meeting.group_id].append(meeting)
    add_revisions(
        [
            (
                Written(group_id=group_id, changed=("status",)),
                decision.id,
                dumps({"status": {meeting.public_id: status for meeting in some}}, sort_keys=True),
            )
            for group_id, some in by_group.items()
        ],
        now=now,
    )
    if verdict == Verdict.WITHDRAW:
        _retire_empty({meeting.group for meeting in changed}, changes)
    keeper.keep()
    reindex(meeting.id for meeting in changed)
    return decision


def _retire_empty(groups: Iterable[Group], changes: Changes) -> None:
    """Retire groups of which every meeting is retired: nobody meets there any more."""
    for group in groups:
        if all(meeting.status == MeetingStatus.RETIRED for meeting in group.meetings):
            changes.set(group, "status", GroupStatus.RETIRED)
