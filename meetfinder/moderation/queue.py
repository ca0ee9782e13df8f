"""What waits for a moderator: the most harmful first, then the oldest, within what this one may decide."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from meetfinder.accounts.models import Account, Role
from meetfinder.accounts.registry import INDEPENDENT
from meetfinder.db import db
from meetfinder.moderation.claims import CLAIM_LASTS
from meetfinder.moderation.models import Barred, Case, Submission

PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the queue."""

    submission_id: int
    kind: str
    """A SubmissionKind."""
    harm: int
    """A Harm."""
    since: datetime
    name: str
    """The group's name as it was sent."""
    place: str
    """Region and country, as far as they are known."""
    fellowship: str
    """Slug; empty: independent."""
    meetings: int
    lint: tuple[str, ...]
    """Codes of what was found in it, each once, sorted."""
    published_first: bool
    account_id: int | None
    claimed_by: int | None
    """Who holds it at this moment."""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some lines of the queue, how many there are in all, and which page of how many this is (from 1)."""

    entries: tuple[Entry, ...]
    counts: dict[str, int]
    """By kind, whatever kind was asked for; kinds of which none waits are left out."""
    total: int
    page: int
    pages: int


def waiting(
    moderator: Account, *, now: datetime, page: int = 1, size: int = PAGE, kind: str = ""
) -> QueuePage:
    """Return a page of what this moderator may decide; a page beyond the last is the last.

    `kind` is a SubmissionKind, empty for all.

    Three statements whatever waits. What concerns the moderator is left out, and so are rows of lists, which
    wait by the batch (`batches`).
    """
    mine = _waiting_for(moderator)
    counts = _counts(mine)
    if kind:
        mine = and_(mine, Case.kind == kind)
    total = counts.get(kind, 0) if kind else sum(counts.values())
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    # The ids first: what is passed over on the way to a late page must not be read whole.
    ids = db.session.scalars(
        select(Case.submission_id)
        .where(mine)
        .order_by(Case.harm, Case.since, Case.submission_id)
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    rows = db.session.execute(
        select(Case, Submission.proposal, Submission.lint)
        .join(Submission, Submission.id == Case.submission_id)
        .where(Case.submission_id.in_(ids))
        .order_by(Case.harm, Case.since, Case.submission_id)
    ).all()
    return QueuePage(tuple(_entry(*row, now=now) for row in rows), counts, total, page, pages)


def may_see(moderator: Account, submission: Submission) -> bool:
    """Say whether a submission is this moderator's to look at and decide, waiting or not."""
    if submission.case is None:
        return moderator.role != Role.ORGANIZER and moderator.disabled_at is None
    mine = and_(Case.submission_id == submission.id, in_scope(moderator), ~_concerns(moderator))
    return db.session.scalar(select(Case.submission_id).where(mine)) is not None


def in_scope(moderator: Account) -> ColumnElement[bool]:
    """Return the condition on `Case` that says the same as `registry.may_moderate`."""
    if moderator.disabled_at is not None or moderator.role == Role.ORGANIZER:
        return false()
    if moderator.role == Role.ADMINISTRATOR:
        return true()
    parts: list[ColumnElement[bool]] = []
    if moderator.scope_fellowships:
        slugs = ["" if slug == INDEPENDENT else slug for slug in moderator.scope_fellowships]
        parts.append(Case.fellowship.in_(slugs))
    if moderator.scope_countries or moderator.scope_areas:
        area = Case.country + "-" + Case.region
        here = or_(Case.country.in_(moderator.scope_countries), area.in_(moderator.scope_areas))
        parts.append(here)
    return and_(true(), *parts)


def _counts(mine: ColumnElement[bool]) -> dict[str, int]:
    by_kind = select(Case.kind, func.count()).where(mine).group_by(Case.kind)
    return {kind: count for kind, count in db.session.execute(by_kind)}  # noqa: C416  Rows are no pairs to mypy.


def _waiting_for(moderator: Account) -> ColumnElement[bool]:
    return and_(Case.harm >= 0, in_scope(moderator), ~_concerns(moderator))


def _concerns(moderator: Account) -> ColumnElement[bool]:
    # Those few are looked up once for a statement, not once for everything that waits.
    return Case.submission_id.in_(select(Barred.submission_id).where(Barred.account_id == moderator.id))


def _entry(case: Case, proposal: str, lint: list[dict[str, str]], *, now: datetime) -> Entry:
    facts: dict[str, Any] = json.loads(proposal)
    held = case.claimed_at is not None and now < case.claimed_at + CLAIM_LASTS
    return Entry(
        submission_id=case.submission_id,
        kind=case.kind,
        harm=case.harm or 0,
        since=case.since,
        name=facts["group"]["name"],
        place=", ".join(filter(None, (case.region, case.country))),
        fellowship=case.fellowship,
        meetings=len(facts["meetings"]),
        lint=tuple(sorted({item["code"] for item in lint})),
        published_first=case.published_first,
        account_id=case.account_id,
        claimed_by=case.claimed_by if held else None,
    )
