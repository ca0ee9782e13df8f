"""A group says that its listing is right: the only thing that makes it confirmed."""

from datetime import datetime

from sqlalchemy import update

from meetfinder.db import db
from meetfinder.directory.models import Group, Hidden, MeetingStatus
from meetfinder.moderation import standing, who
from meetfinder.moderation.models import Case, Confirmation, Report, ReportKind, Verdict
from meetfinder.moderation.stewards import is_steward
from meetfinder.moderation.writing import decided
from meetfinder.search.index import reindex


def confirm(group: Group, *, account_id: int, now: datetime) -> Confirmation:
    """Say for a group that everything listed is right; a lapsed group is shown again, doubts are answered.

    Sets `confirmed_on` and never `updated_at`. What is hidden for safety stays hidden. Raises PermissionError
    for anybody but an organizer of the group.
    """
    if not is_steward(account_id, group):
        raise PermissionError("only an organizer confirms")
    return _confirmed(group, account_id, now=now)


def confirmed_by_sender(group: Group, case: Case, *, now: datetime) -> None:
    """Take what an organizer sent and a moderator approved as the group's word of the day it was sent."""
    if case.account_id is not None and is_steward(case.account_id, group):
        _confirmed(group, case.account_id, now=min(now, case.since))


def _confirmed(group: Group, account_id: int, *, now: datetime) -> Confirmation:
    confirmation = Confirmation(group_id=group.id, account_id=account_id, confirmed_at=now)
    db.session.add(confirmation)
    for meeting in group.meetings:
        if meeting.status != MeetingStatus.RETIRED:
            meeting.confirmed_on = max(meeting.confirmed_on or now.date(), now.date())
    held = standing.standing_of(group)
    held.doubted_on, held.asked_for, held.asked_days = None, None, 0
    db.session.execute(
        update(Report)
        .where(Report.group_id == group.id, Report.kind == ReportKind.NOT_THERE, Report.closed_on.is_(None))
        .values(closed_on=now.date())
    )
    if held.hidden == Hidden.LAPSED:
        decision = decided(Verdict.SHOW, decided_by=who.organizer(account_id), now=now, reason="confirmed")
        standing.show(group, decision, now=now)
    reindex(meeting.id for meeting in group.meetings)
    return confirmation
