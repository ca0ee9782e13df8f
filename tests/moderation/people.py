"""What the tests of the moderation room begin with: accounts, places, and what an organizer would send."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from meetfinder.accounts.models import Account, Role
from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.directory.proposal import AttributeFacts, GroupFacts, MeetingFacts, PlaceFacts, Proposal
from meetfinder.directory.schedule import Schedule
from meetfinder.moderation import door, forms, who
from meetfinder.moderation.difference import group_of
from meetfinder.moderation.models import Submission, SubmissionKind, Verdict

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
HALL = PlaceFacts(
    name="Community Hall",
    street="1 Main Street",
    city="Buda",
    region="TX",
    postal_code="78610",
    country="US",
    formatted_address="1 Main Street, Buda, TX 78610, USA",
    latitude=30.0852,
    longitude=-97.8403,
)
_numbers = itertools.count(1)


def an_account(*, role: Role = Role.ORGANIZER, email: str = "") -> Account:
    account = Account(
        email=email or f"person-{next(_numbers)}@example.org", role=role, created_at=NOW, proven_at=NOW
    )
    db.session.add(account)
    db.session.flush()
    return account


def a_moderator() -> Account:
    return an_account(role=Role.MODERATOR)


def slot(weekday: int = 2, minute: int = 1140, *, key: str = "new", **facts: Any) -> MeetingFacts:
    meeting = MeetingFacts(
        key=f"{key}-{weekday}-{minute}",
        name="Hope",
        schedule=Schedule(weekday, minute, 60, "America/Chicago"),
        attendance="in_person",
        place=HALL,
        attributes=(AttributeFacts(key="access", value="open", said_by="organizer"),),
    )
    return replace(meeting, **facts)


def a_form(*meetings: MeetingFacts, name: str = "Hope Group", **facts: Any) -> Proposal:
    return Proposal(key="", group=GroupFacts(key="", name=name, **facts), meetings=meetings or (slot(),))


def sent(proposal: Proposal, account: Account, *, now: datetime = NOW, **facts: Any) -> Submission:
    """Send a new group whose sender is proven."""
    facts.setdefault("kind", SubmissionKind.NEW)
    return forms.submit_form(proposal, account_id=account.id, now=now, proven=True, **facts)


def approve(submission: Submission, moderator: Account, *, now: datetime = NOW) -> Group:
    door.decide(submission, verdict=Verdict.APPROVE, decided_by=who.moderator(moderator.id), now=now)
    group = group_of(submission)
    assert group is not None
    return group


def a_listed_group(account: Account, *meetings: MeetingFacts, now: datetime = NOW, **facts: Any) -> Group:
    """Send a group and have it approved."""
    return approve(sent(a_form(*meetings, **facts), account, now=now), a_moderator(), now=now)
