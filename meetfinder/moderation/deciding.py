"""What an approval or refusal of a person's submission does, kind by kind."""

from datetime import datetime

from meetfinder.db import db
from meetfinder.directory.models import Group, MeetingStatus
from meetfinder.directory.proposal import Proposal
from meetfinder.moderation import claims, standing, telephoning, who
from meetfinder.moderation.confirming import confirmed_by_sender
from meetfinder.moderation.difference import carried_over, group_of
from meetfinder.moderation.errors import SecondPersonNeeded
from meetfinder.moderation.harm import leave_queue
from meetfinder.moderation.models import Decision, Submission, SubmissionKind
from meetfinder.moderation.reports import close_reports
from meetfinder.moderation.stewards import make_steward
from meetfinder.moderation.trust import needs_second
from meetfinder.moderation.writing import write_whole
from meetfinder.search.index import reindex


def may_decide(submission: Submission, decided_by: str, *, approving: bool, now: datetime) -> None:
    """Raise NotForYou, ClaimedByOther or SecondPersonNeeded where this account must not decide."""
    account_id = who.account_id_of(decided_by)
    claims.keep_out(submission, account_id)
    claims.check(submission, account_id, now=now)
    case = submission.case
    if not approving or case is None or account_id != case.account_id:
        return
    if telephoning.needs_other(submission, decided_by) or needs_second(submission, now=now):
        raise SecondPersonNeeded("somebody else has to say yes")


def approved(
    submission: Submission, decision: Decision, *, proposal: Proposal | None = None, now: datetime
) -> None:
    """Do what was asked for; `proposal` stands in for what was sent, where a moderator edited it."""
    case = submission.case
    if case is None:
        raise ValueError("only what a person sent is decided here")
    group = group_of(submission)
    if case.kind == SubmissionKind.HANDOVER:
        if group is not None:
            make_steward(case.handed_to, group, now=now)
    elif case.kind in {SubmissionKind.REPORT, SubmissionKind.CLOSURE}:
        if group is not None:
            standing.close(group, decision, now=now)
            close_reports(submission, on=now.date())
    else:
        [group] = write_whole([proposal or carried_over(submission)], decision, now=now)
        case.group_id = group.id
        _approve_as_sent(group, now=now)
        if case.kind in {SubmissionKind.NEW, SubmissionKind.FORMING} and not telephoning.is_telephoned(
            submission
        ):
            make_steward(case.account_id, group, now=now)
        confirmed_by_sender(group, case, now=now)
    leave_queue(submission)


def _approve_as_sent(group: Group, *, now: datetime) -> None:
    """Let the meetings of which no list speaks grow old from this day, where the group never confirms."""
    for meeting in group.meetings:
        if meeting.source_id is None and meeting.status != MeetingStatus.RETIRED:
            meeting.approved_on = now.date()
    db.session.flush()
    reindex(meeting.id for meeting in group.meetings)


def declined(submission: Submission, decision: Decision, *, now: datetime) -> None:
    """Show again what a report had hidden; a refusal of anything else changes nothing."""
    group = group_of(submission)
    if submission.case is not None and submission.case.kind == SubmissionKind.REPORT and group is not None:
        standing.show(group, decision, now=now)
        close_reports(submission, on=now.date())
    leave_queue(submission)
