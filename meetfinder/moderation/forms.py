"""Submissions from people: sent, proven by mail, put before a moderator, or taken back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import delete, select

from meetfinder.accounts.models import Purpose
from meetfinder.accounts.tokens import LIFETIMES
from meetfinder.db import db
from meetfinder.directory.models import Group, GroupStatus
from meetfinder.directory.proposal import Proposal, to_json
from meetfinder.moderation import door, trust, who
from meetfinder.moderation.difference import difference
from meetfinder.moderation.erased import ERASED, erasure_of
from meetfinder.moderation.errors import AlreadyDecided
from meetfinder.moderation.harm import leave_queue, wait_for_moderator
from meetfinder.moderation.listing_lint import Finding, lint_proposal
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Case, Submission, SubmissionKind, SubmissionStatus, Verdict
from meetfinder.moderation.stewards import is_steward

_OPEN = (SubmissionStatus.AWAITING_MAIL, SubmissionStatus.PENDING, SubmissionStatus.ASKED)
KEPT_UNPROVEN = LIFETIMES[Purpose.CONFIRM] + timedelta(days=1)
"""How long what was sent waits for the proof of its sender's address: the life of the link in the letter,
which the outbox tries to send for most of a day."""
_STATUS_OF = {SubmissionKind.NEW: GroupStatus.ACTIVE, SubmissionKind.FORMING: GroupStatus.FORMING}


def submit_form(
    proposal: Proposal | None,
    *,
    kind: SubmissionKind,
    account_id: int | None,
    now: datetime,
    group: Group | None = None,
    base: Proposal | None = None,
    proven: bool = False,
    handed_to: int | None = None,
) -> Submission:
    """Take in what a person sent; it replaces what the same account sent for the same group before.

    `proposal` is the whole group as it is to be, `group` the listed one that it changes (None for new and
    forming ones), `base` the group as the form showed it, from `live.proposal_of` (None: as it is now). For a
    closure or handover no proposal is needed. Keys of new groups and meetings are given here, whatever they
    are in `proposal`. `proven` says that the sender's mail address is proven: without that it waits for
    `confirm_mail` and no moderator sees it. `handed_to` is the account that is to become an organizer.

    Names, private mail, phones, passcodes and words that were erased from this group are taken out;
    `submission.lint` says what was found. See `enter` for what happens at once.
    """
    shown = base or (proposal_of(group) if group is not None else None)
    wanted = proposal or shown
    if wanted is None:
        raise ValueError("a new group needs a proposal")
    erasure = erasure_of(group=group, source=None if group is None else group.source)
    cleaned, erased = erasure.clean(wanted)
    linted = lint_proposal(_keyed(cleaned, kind, group, shown))
    if group is not None and account_id is not None:
        _supersede(kind, account_id, group)
    case = Case(
        kind=kind,
        account_id=account_id,
        group_id=None if group is None else group.id,
        base="" if shown is None else to_json(shown),
        since=now,
        handed_to=handed_to,
    )
    submission = Submission(
        source=None,
        key=linted.proposal.key,
        status=SubmissionStatus.AWAITING_MAIL,
        proposal=to_json(linted.proposal),
        lint=_as_stored([*linted.findings, *(Finding(name, ERASED) for name in erased)]),
        submitted_at=now,
        case=case,
    )
    db.session.add(submission)
    db.session.flush()
    return enter(submission, now=now) if proven else submission


def confirm_mail(account_id: int, *, now: datetime) -> list[Submission]:
    """Put everything before the moderators that waited for the proof of this account's address."""
    waiting = db.session.scalars(
        select(Submission)
        .join(Case)
        .where(Case.account_id == account_id, Submission.status == SubmissionStatus.AWAITING_MAIL)
        .order_by(Submission.id)
    ).all()
    return [enter(submission, now=now) for submission in waiting]


def purge_unproven(*, now: datetime) -> int:
    """Forget what nobody proved in time to have sent, and return how many submissions that were."""
    unproven = delete(Submission).where(
        Submission.status == SubmissionStatus.AWAITING_MAIL, Submission.submitted_at <= now - KEPT_UNPROVEN
    )
    return len(db.session.scalars(unproven.returning(Submission.id)).all())


def enter(submission: Submission, *, now: datetime) -> Submission:
    """Put a proven submission into the queue.

    An organizer's closure takes effect at once, and so do changes of nothing but times by one who is known;
    these are then looked at afterwards.
    """
    case = submission.case
    if case is None or submission.status != SubmissionStatus.AWAITING_MAIL:
        raise AlreadyDecided("it was taken in before")
    submission.status = SubmissionStatus.PENDING
    wait_for_moderator(submission, since=now)
    if case.account_id is None or not is_steward(case.account_id, case.group):
        return submission
    by = who.organizer(case.account_id)
    if case.kind == SubmissionKind.CLOSURE:
        door.decide(submission, verdict=Verdict.APPROVE, decided_by=by, reason="closed", now=now)
    elif case.kind == SubmissionKind.CHANGE and _is_first_published(submission, case.account_id):
        door.decide(submission, verdict=Verdict.APPROVE, decided_by=by, reason="published first", now=now)
        case.published_first = True
        wait_for_moderator(submission, since=now)
    return submission


def looked_at(submission: Submission) -> None:
    """Say that what was published first is right, so that it leaves the queue."""
    leave_queue(submission)
    db.session.flush()


def withdraw_submission(submission: Submission, *, account_id: int) -> None:
    """Take back what was sent. Raises AlreadyDecided when it is too late, PermissionError for others."""
    if submission.case is None or submission.case.account_id != account_id:
        raise PermissionError("only the sender takes it back")
    if submission.status not in _OPEN:
        raise AlreadyDecided("it is decided")
    submission.status = SubmissionStatus.WITHDRAWN
    leave_queue(submission)
    db.session.flush()


def submissions_of(account_id: int) -> list[Submission]:
    """Return everything an account sent, newest first."""
    found = select(Submission).join(Case).where(Case.account_id == account_id).order_by(Submission.id.desc())
    return list(db.session.scalars(found))


def _is_first_published(submission: Submission, account_id: int) -> bool:
    return (
        not submission.lint
        and trust.changes_only_times(difference(submission))
        and trust.is_known(account_id)
    )


def _as_stored(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [{"field": finding.field, "code": finding.code} for finding in findings]


def _keyed(proposal: Proposal, kind: str, group: Group | None, shown: Proposal | None) -> Proposal:
    """Give new groups and meetings keys of ours, and let nobody name a meeting of another group."""
    own = group.public_id if group is not None else f"own-{token_hex(8)}"
    known: Iterable[str] = () if shown is None else {facts.key for facts in shown.meetings}
    status = _STATUS_OF.get(SubmissionKind(kind), proposal.group.status)
    return replace(
        proposal,
        key=own,
        group=replace(proposal.group, key=own, status=status),
        meetings=tuple(
            facts if facts.key in known else replace(facts, key=f"own-{token_hex(8)}")
            for facts in proposal.meetings
        ),
    )


def _supersede(kind: str, account_id: int, group: Group) -> None:
    before = db.session.scalars(
        select(Submission)
        .join(Case)
        .where(
            Case.account_id == account_id,
            Case.kind == kind,
            Case.group_id == group.id,
            Submission.status.in_(_OPEN),
        )
    ).all()
    for submission in before:
        submission.status = SubmissionStatus.SUPERSEDED
        leave_queue(submission)
