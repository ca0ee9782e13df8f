"""A moderator enters a group for somebody who telephones: it waits like everything else.

The moderator who typed it approves it alone only where lint finds nothing in it; else another one has to.
"""

from collections.abc import Iterable
from dataclasses import replace

from meetfinder.db import db
from meetfinder.directory.models import SaidBy
from meetfinder.directory.proposal import AttributeFacts, Proposal
from meetfinder.moderation import postcode, who
from meetfinder.moderation.difference import wanted_of
from meetfinder.moderation.models import Submission, Telephoned

REASON = "telephoned"
"""Of the decision by which a moderator approves what they typed themselves."""


def mark(submission: Submission) -> None:
    """Say that somebody telephoned this. Flushes."""
    db.session.add(Telephoned(submission_id=submission.id))
    db.session.flush()


def as_told(proposal: Proposal) -> Proposal:
    """Return the proposal with every statement of the group's as a moderator's: nobody knows who called."""
    return replace(
        proposal,
        group=replace(proposal.group, attributes=_as_told(proposal.group.attributes)),
        meetings=tuple(replace(facts, attributes=_as_told(facts.attributes)) for facts in proposal.meetings),
    )


def _as_told(stated: Iterable[AttributeFacts]) -> tuple[AttributeFacts, ...]:
    return tuple(replace(item, said_by=SaidBy.MODERATOR) for item in stated)


def is_telephoned(submission: Submission) -> bool:
    """Say whether a moderator typed this for somebody."""
    return db.session.get(Telephoned, submission.id) is not None


def is_own(submission: Submission, decided_by: str) -> bool:
    """Say whether a moderator would decide about what they sent themselves."""
    case = submission.case
    if case is None or case.account_id is None:
        return False
    return decided_by == who.moderator(case.account_id)


def needs_other(submission: Submission, decided_by: str) -> bool:
    """Say whether another moderator has to approve it: it is one's own, and lint found something."""
    if not is_own(submission, decided_by):
        return False
    return bool(submission.lint or postcode.lint_places(wanted_of(submission)))
