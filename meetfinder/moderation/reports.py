"""What visitors report: two taps, no account, nothing kept about who it was."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update

from meetfinder.accounts import stewardship
from meetfinder.db import db
from meetfinder.directory.models import Group, Hidden, Meeting
from meetfinder.directory.proposal import to_json
from meetfinder.moderation import standing, who
from meetfinder.moderation.harm import wait_for_moderator
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import (
    Barred,
    Case,
    Harm,
    Report,
    ReportKind,
    Submission,
    SubmissionKind,
    SubmissionStatus,
    Verdict,
)
from meetfinder.moderation.writing import decided
from meetfinder.search.index import reindex

COUNTED_DAYS = 30
"""Reports older than this no longer count, and their words are gone."""
ENOUGH = 2
LONGEST = 2000
_OPEN = (SubmissionStatus.PENDING, SubmissionStatus.ASKED)


def report(
    group: Group, *, kind: ReportKind, now: datetime, text: str = "", meeting: Meeting | None = None
) -> Report:
    """Take in a report.

    That nobody was there counts once a day; the second day within COUNTED_DAYS takes the group out of
    "tonight" and has its organizers asked. A safety report hides the group at once and goes to the head of
    the queue, but never to its own organizers; one that it shows something private goes there without hiding
    it. The words are for moderators alone.
    """
    found = Report(
        group_id=group.id,
        meeting_id=None if meeting is None else meeting.id,
        kind=kind,
        reported_on=now.date(),
        text=text.strip()[:LONGEST],
    )
    db.session.add(found)
    db.session.flush()
    if kind == ReportKind.NOT_THERE:
        _doubt(group, now=now)
    else:
        found.submission_id = _case(group, kind, now=now).id
        db.session.flush()
    return found


def reports_of(submission: Submission) -> list[Report]:
    """Return the reports behind a case, for moderators only, oldest first."""
    found = select(Report).where(Report.submission_id == submission.id).order_by(Report.id)
    return list(db.session.scalars(found))


def close_reports(submission: Submission, *, on: date) -> None:
    """Say that the reports behind a decided case are answered."""
    db.session.execute(update(Report).where(Report.submission_id == submission.id).values(closed_on=on))


def purge(now: datetime) -> int:
    """Blank the words of reports older than COUNTED_DAYS and return how many; for `tick`."""
    last = now.date() - timedelta(days=COUNTED_DAYS)
    old = db.session.scalars(select(Report.id).where(Report.reported_on < last, Report.text != "")).all()
    db.session.execute(update(Report).where(Report.reported_on < last, Report.text != "").values(text=""))
    return len(old)


def _doubt(group: Group, *, now: datetime) -> None:
    since = now.date() - timedelta(days=COUNTED_DAYS)
    days = db.session.scalar(
        select(func.count(func.distinct(Report.reported_on))).where(
            Report.group_id == group.id,
            Report.kind == ReportKind.NOT_THERE,
            Report.closed_on.is_(None),
            Report.reported_on >= since,
        )
    )
    held = standing.standing_of(group)
    if (days or 0) >= ENOUGH and held.doubted_on is None:
        held.doubted_on = now.date()
        db.session.flush()
        reindex(meeting.id for meeting in group.meetings)


def _case(group: Group, kind: ReportKind, *, now: datetime) -> Submission:
    """Return the open case about a group of this kind, made where there is none."""
    harm = Harm.SAFETY if kind == ReportKind.SAFETY else Harm.EXPOSURE
    known = db.session.scalars(
        select(Submission)
        .join(Case)
        .where(Case.group_id == group.id, Case.kind == SubmissionKind.REPORT, Submission.status.in_(_OPEN))
    ).first()
    if known is None:
        known = _new_case(group, now=now)
    case = known.case
    if case is not None and harm < (Harm.STALE if case.harm is None else case.harm):
        case.harm = harm
    if kind == ReportKind.SAFETY:
        decision = decided(Verdict.HIDE, decided_by=who.VISITOR, reason="safety", now=now)
        standing.hide(group, Hidden.SAFETY, decision, now=now)
    return known


def _new_case(group: Group, *, now: datetime) -> Submission:
    listed = to_json(proposal_of(group))
    found = Submission(
        source=None,
        key=group.public_id,
        status=SubmissionStatus.PENDING,
        proposal=listed,
        lint=[],
        submitted_at=now,
        case=Case(kind=SubmissionKind.REPORT, account_id=None, group_id=group.id, base=listed, since=now),
    )
    db.session.add(found)
    db.session.flush()
    wait_for_moderator(found, since=now)
    if found.case is not None:
        found.case.harm = Harm.EXPOSURE
    for account in stewardship.stewards_of(group.id):
        db.session.add(Barred(submission_id=found.id, account_id=account.id))
    db.session.flush()
    return found
