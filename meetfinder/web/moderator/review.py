"""One submission with all that is needed to decide about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.proposal import Proposal
from meetfinder.moderation import claims, postcode, record, telephoning, trust
from meetfinder.moderation.difference import compared_with, group_of, is_decided, live_of, wanted_of
from meetfinder.moderation.listing_lint import Finding
from meetfinder.moderation.messages import messages_of
from meetfinder.moderation.models import Decision, Report, Submission, SubmissionStatus
from meetfinder.moderation.stewards import is_steward
from meetfinder.moderation.undo import FINAL
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.moderator.changes import parts
from meetfinder.web.moderator.here import me, name_of, signer_of, submission_of, undone_among
from meetfinder.web.moderator.reasons import REASONS
from meetfinder.web.moderator.twins import twins_of
from meetfinder.web.moderator.words import spots_of


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a submission, and until when."""

    name: str
    until: datetime
    is_me: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is shown."""

    id: int
    verdict: str
    decided_at: datetime
    name: str
    may_undo: bool


def review_submission(number: int) -> str:
    """Show a submission."""
    return page(submission_of(number))


def page(submission: Submission, *, problem: str = "", wrong: str = "", typed: Any = None) -> str:
    """Return the page of a submission, with a problem of the last try and what was typed in it."""
    live, wanted = live_of(submission), wanted_of(submission)
    group, case = group_of(submission), submission.case
    sender = None if case is None else case.account_id
    return render_template(
        "moderator/review_submission.html",
        submission=submission,
        is_telephoned=telephoning.is_telephoned(submission),
        live=live,
        wanted=wanted,
        parts=parts(compared_with(submission), wanted),
        is_decided=is_decided(submission),
        findings=_findings(submission, wanted),
        spots=spots_of(wanted),
        twins=twins_of(submission),
        record=None if sender is None else record.record_of(sender),
        is_known=sender is not None and trust.is_known(sender),
        is_steward=sender is not None and group is not None and is_steward(sender, group),
        messages=messages_of(submission),
        reports=_reports(submission),
        decisions=decisions_of(submission),
        holder=_holder(submission),
        is_open=submission.status == SubmissionStatus.PENDING or bool(case and case.published_first),
        reasons=REASONS,
        problem=problem,
        wrong=wrong,
        typed=typed or {},
    )


def decisions_of(submission: Submission) -> list[Decided]:
    """Return what was decided about a submission, the newest first."""
    made = select(Decision).where(Decision.submission_id == submission.id).order_by(Decision.id.desc())
    found = db.session.scalars(made).all()
    undone = undone_among(decision.id for decision in found)
    return [
        Decided(
            id=decision.id,
            verdict=decision.verdict,
            decided_at=decision.decided_at,
            name=signer_of(decision.decided_by)[1],
            may_undo=decision.id not in undone and decision.verdict not in FINAL,
        )
        for decision in found
    ]


def _holder(submission: Submission) -> Holder | None:
    held = claims.holder(submission, now=now())
    return None if held is None else Holder(name_of(held[0]), held[1], is_me=held[0] == me().id)


def _findings(submission: Submission, wanted: Proposal) -> list[Finding]:
    stored = [Finding(item["field"], item["code"]) for item in submission.lint]
    return [*stored, *(item for item in postcode.lint_places(wanted) if item not in stored)]


def _reports(submission: Submission) -> list[Report]:
    return list(db.session.scalars(select(Report).where(Report.submission_id == submission.id)))
