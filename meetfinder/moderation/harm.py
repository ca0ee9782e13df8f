"""Where a submission stands in the queue: by the harm that waiting does, then by age."""

from collections.abc import Iterable
from datetime import datetime

from meetfinder.db import db
from meetfinder.directory.proposal import Proposal
from meetfinder.moderation import lint
from meetfinder.moderation.difference import FieldChange, difference, wanted_of
from meetfinder.moderation.models import Harm, Submission, SubmissionKind

EXPOSING = frozenset({lint.SURNAME, lint.PRIVATE_MAIL, lint.PHONE, lint.PASSCODE})
"""Findings of lint that name or expose somebody."""
CONTACT_FIELDS = frozenset({"join_url", "join_phone", "join_notes", "website"})
"""A change of one of these is how a room is taken over."""


def harm_of(kind: str, changes: Iterable[FieldChange], codes: Iterable[str]) -> Harm:
    """Return the harm of a submission by its kind, what it changes, and what lint found in it."""
    if kind == SubmissionKind.REPORT:
        return Harm.SAFETY
    if EXPOSING & set(codes):
        return Harm.EXPOSURE
    if kind == SubmissionKind.HANDOVER:
        return Harm.LINK
    if kind in {SubmissionKind.NEW, SubmissionKind.FORMING}:
        return Harm.NEW
    if any(change.field in CONTACT_FIELDS for change in changes):
        return Harm.LINK
    return Harm.STALE


def wait_for_moderator(submission: Submission, *, since: datetime) -> None:
    """Put a person's submission into the queue, with the places and fellowship that scopes look at."""
    case = submission.case
    if case is None:
        raise ValueError("rows of lists wait as a batch")
    wanted = wanted_of(submission)
    case.harm = harm_of(case.kind, difference(submission), (item["code"] for item in submission.lint))
    case.since = since
    case.fellowship = wanted.group.fellowship
    case.country, case.region = _where(wanted)
    db.session.flush()


def leave_queue(submission: Submission) -> None:
    """Take a submission out of the queue, and end the claim on it."""
    case = submission.case
    if case is not None:
        case.harm = case.claimed_by = case.claimed_at = None
        case.published_first = False


def _where(proposal: Proposal) -> tuple[str, str]:
    places = [proposal.group.place, *(facts.place for facts in proposal.meetings)]
    known = next((place for place in places if place and place.country), None)
    return (known.country, known.region) if known else ("", "")
