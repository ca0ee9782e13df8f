"""Keeps listings from growing old unnoticed: what lapses, what is stale in the index, whom to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from meetfinder.accounts.models import Account, Stewardship
from meetfinder.db import db
from meetfinder.directory.freshness import Freshness, asking_due, freshness, last_good_day
from meetfinder.directory.models import Group, GroupStatus, Hidden, Meeting, MeetingStatus, Source, Standing
from meetfinder.moderation import standing, who
from meetfinder.moderation.models import Decision, Verdict
from meetfinder.moderation.writing import decided
from meetfinder.search.index import reindex

_CHUNK = 500
AGE, DOUBT = "age", "doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMail:
    """Organizers to be asked whether a group is right: because of its age in days, or of visitors' doubt."""

    group_id: int
    account_ids: tuple[int, ...]
    reason: str
    """AGE or DOUBT."""
    days: int
    """The age of `freshness.ASKED_AT` that is due; 0 for a doubt."""
    about: date
    """The last good day, or the day since when it is doubted. With group and days it names this letter."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many groups lapsed, came back, and became stale or fresh in the index."""

    lapsed: int
    shown: int
    turned: int


def refresh(now: datetime) -> Refreshed:
    """Hide what has lapsed, show what its list has brought back, and mark in the index what is stale.

    For `tick`, once a day or oftener: a second run at the same time changes nothing. Reads a row a group.
    """
    lapsing: list[int] = []
    returning: list[int] = []
    turned: list[tuple[int, bool]] = []
    for row in _clocks():
        state = _state(row, now.date())
        if (state == Freshness.LAPSED) != (row.hidden == Hidden.LAPSED) and row.hidden != Hidden.SAFETY:
            (lapsing if state == Freshness.LAPSED else returning).append(row.id)
        if (state == Freshness.STALE) != bool(row.stale):
            turned.append((row.id, state == Freshness.STALE))
    _hide(lapsing, Hidden.LAPSED, now=now)
    _hide(returning, Hidden.NO, now=now)
    _mark(turned)
    return Refreshed(len(lapsing), len(returning), len(turned))


def due_mails(now: datetime) -> list[DueMail]:
    """Return whom to ask at this moment, by group; `mark_asked` what was put into the outbox.

    Accounts that are disabled, or whose mailbox is dead, are not asked.
    """
    found = []
    asked = _asked_of()
    for row in _clocks(only=list(asked)):
        if row.hidden == Hidden.SAFETY:
            continue
        due = _due(row, now.date())
        if due is not None:
            reason, days, about = due
            found.append(
                DueMail(group_id=row.id, account_ids=asked[row.id], reason=reason, days=days, about=about)
            )
    return sorted(found, key=lambda item: item.group_id)


def mark_asked(due: DueMail) -> None:
    """Remember that this letter is on its way, in the transaction that put it into the outbox."""
    group = db.session.get_one(Group, due.group_id)
    held = standing.standing_of(group)
    held.asked_for, held.asked_days = due.about, due.days
    db.session.flush()


def freshness_of_group(group: Group, *, now: datetime) -> Freshness:
    """Return the state of one group, retired meetings left out."""
    row = next(_clocks(only=[group.id]), None)
    return Freshness.AGEING if row is None else _state(row, now.date())


def _due(row: Any, today: date) -> tuple[str, int, date] | None:
    if row.doubted_on is not None:
        return None if row.asked_for == row.doubted_on else (DOUBT, 0, row.doubted_on)
    last_good = _last_good(row)
    asked_days = row.asked_days if row.asked_for == last_good else 0
    days = asking_due(last_good=last_good, today=today, asked_days=asked_days or 0)
    return None if days is None or last_good is None else (AGE, days, last_good)


def _clocks(only: list[int] | None = None) -> Iterator[Any]:
    """Yield id, clocks and standing of groups that are not retired; the demo has no clock."""
    clocks = (
        select(
            Group.id,
            func.max(Meeting.confirmed_on).label("confirmed_on"),
            func.max(Source.last_good_read).label("last_good_read"),
            Standing.doubted_on,
            Standing.hidden,
            Standing.stale,
            Standing.asked_for,
            Standing.asked_days,
        )
        .select_from(Group)
        .join(Meeting, Meeting.group_id == Group.id)
        .outerjoin(Source, Source.id == Meeting.source_id)
        .outerjoin(Standing, Standing.group_id == Group.id)
        .where(Group.status == GroupStatus.ACTIVE, Meeting.status != MeetingStatus.RETIRED)
        .where(Source.demo.is_(None) | Source.demo.is_(False))
        .group_by(Group.id, Standing.group_id)
        .order_by(Group.id)
    )
    if only is None:
        yield from db.session.execute(clocks).all()
        return
    for start in range(0, len(only), _CHUNK):
        yield from db.session.execute(clocks.where(Group.id.in_(only[start : start + _CHUNK]))).all()


def _last_good(row: Any) -> date | None:
    read_on = row.last_good_read.date() if row.last_good_read else None
    return last_good_day(confirmed_on=row.confirmed_on, read_on=read_on)


def _state(row: Any, today: date) -> Freshness:
    return freshness(last_good=_last_good(row), today=today, doubted_on=row.doubted_on)


def _asked_of() -> dict[int, tuple[int, ...]]:
    """Return the accounts to be asked about each group that has organizers."""
    rows = db.session.execute(
        select(Stewardship.group_id, Account.id)
        .join(Account, Account.id == Stewardship.account_id)
        .where(Account.disabled_at.is_(None), Account.mail_dead_at.is_(None))
        .order_by(Stewardship.group_id, Stewardship.id)
    )
    found: dict[int, tuple[int, ...]] = {}
    for group_id, account_id in rows:
        found[group_id] = (*found.get(group_id, ()), account_id)
    return found


def _hide(group_ids: list[int], why: Hidden, *, now: datetime) -> None:
    if not group_ids:
        return
    decision: Decision = decided(
        Verdict.SHOW if why == Hidden.NO else Verdict.HIDE, decided_by=who.HOUSE, reason="age", now=now
    )
    for start in range(0, len(group_ids), _CHUNK):
        some = select(Group).where(Group.id.in_(group_ids[start : start + _CHUNK]))
        for group in db.session.scalars(some):
            standing.hide(group, why, decision, now=now)


def _mark(turned: list[tuple[int, bool]]) -> None:
    for start in range(0, len(turned), _CHUNK):
        some = dict(turned[start : start + _CHUNK])
        for group in db.session.scalars(select(Group).where(Group.id.in_(some))):
            standing.standing_of(group).stale = some[group.id]
        db.session.flush()
        reindex(db.session.scalars(select(Meeting.id).where(Meeting.group_id.in_(some))).all())
