"""Keeps listings from growing old unnoticed: what lapses, what is stale in the index, whom to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from meetfinder.accounts.models import Account, Stewardship
from meetfinder.db import db
from meetfinder.directory.freshness import Freshness, asking_due, freshness, last_good_day
from meetfinder.directory.models import (
    Attendance,
    Group,
    GroupStatus,
    Hidden,
    Location,
    Meeting,
    MeetingStatus,
    Source,
    Standing,
)
from meetfinder.moderation import standing, who
from meetfinder.moderation.models import Decision, Verdict
from meetfinder.moderation.writing import decided
from meetfinder.search.index import reindex
from meetfinder.search.tables import Flag, Occurrence

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
    """How many groups lapsed and came back, and how many meetings are held otherwise in the index."""

    lapsed: int
    shown: int
    turned: int


def refresh(now: datetime) -> Refreshed:
    """Hide the groups that have lapsed, show those that came back, and write in the index what is stale.

    Each meeting has its own clock. A group lapses with the last of its meetings; one that lapses before the
    others is only taken out of the index. For `tick`, once a day or oftener: a second run at the same time
    changes nothing. Reads a row a meeting.
    """
    lapsing: list[int] = []
    returning: list[int] = []
    turned: list[int] = []
    today = now.date()
    for (group_id, hidden), rows in groupby(_clocks(), lambda row: (row.group_id, row.hidden or Hidden.NO)):
        states = {row.id: (_state(row, today), row) for row in rows}
        is_lapsed = all(state == Freshness.LAPSED for state, _ in states.values())
        if hidden != Hidden.SAFETY and is_lapsed != (hidden == Hidden.LAPSED):
            (lapsing if is_lapsed else returning).append(group_id)
        elif hidden == Hidden.NO:
            turned += [number for number, (state, row) in states.items() if _is_held_otherwise(row, state)]
    _hide(lapsing, Hidden.LAPSED, now=now)
    _hide(returning, Hidden.NO, now=now)
    reindex(turned)
    return Refreshed(len(lapsing), len(returning), len(turned))


def _is_held_otherwise(row: Any, state: Freshness) -> bool:
    """Say whether the index holds another state of a shown meeting than this, or wrongly none."""
    if state == Freshness.LAPSED or row.status != MeetingStatus.ACTIVE:
        return row.held is not None
    if row.held is None:
        return row.attendance != Attendance.IN_PERSON or row.latitude is not None
    return bool(row.held) != (state == Freshness.STALE)


def due_mails(now: datetime) -> list[DueMail]:
    """Return whom to ask at this moment, by group; `mark_asked` what was put into the outbox.

    Accounts that are disabled, or whose mailbox is dead, are not asked.
    """
    asked = _asked_of()
    found = []
    for group_id, rows in groupby(_clocks(only=list(asked)), lambda row: row.group_id):
        due = _due(list(rows), now.date())
        if due is not None:
            reason, days, about = due
            found.append(
                DueMail(group_id=group_id, account_ids=asked[group_id], reason=reason, days=days, about=about)
            )
    return found


def mark_asked(due: DueMail) -> None:
    """Remember that this letter is on its way, in the transaction that put it into the outbox."""
    group = db.session.get_one(Group, due.group_id)
    held = standing.standing_of(group)
    held.asked_for, held.asked_days = due.about, due.days
    db.session.flush()


def _due(rows: list[Any], today: date) -> tuple[str, int, date] | None:
    """Return what a group is to be asked, by the clock of the meeting that was right longest ago."""
    row = rows[0]  # What is said of the group is the same in each.
    if row.hidden == Hidden.SAFETY:
        return None
    if row.doubted_on is not None:
        return None if row.asked_for == row.doubted_on else (DOUBT, 0, row.doubted_on)
    last_good = min(filter(None, map(_last_good, rows)), default=None)
    asked_days = row.asked_days if row.asked_for == last_good else 0
    days = asking_due(last_good=last_good, today=today, asked_days=asked_days or 0)
    return None if days is None or last_good is None else (AGE, days, last_good)


def _clocks(only: list[int] | None = None) -> Iterator[Any]:
    """Yield meetings that are not retired with clock, standing and index, by group; the demo has no clock."""
    clocks = (
        select(
            Meeting.id,
            Meeting.group_id,
            Meeting.status,
            Meeting.attendance,
            Meeting.confirmed_on,
            Meeting.approved_on,
            Source.last_good_read,
            Location.latitude,
            Standing.doubted_on,
            Standing.hidden,
            Standing.asked_for,
            Standing.asked_days,
            _HELD,
        )
        .select_from(Meeting)
        .join(Group, Meeting.group_id == Group.id)
        .outerjoin(Location, Location.id == Meeting.location_id)
        .outerjoin(Source, Source.id == Meeting.source_id)
        .outerjoin(Standing, Standing.group_id == Group.id)
        .where(Group.status == GroupStatus.ACTIVE, Meeting.status != MeetingStatus.RETIRED)
        .where(Source.demo.is_(None) | Source.demo.is_(False))
        .order_by(Meeting.group_id, Meeting.id)
    )
    if only is None:
        yield from db.session.execute(clocks)
        return
    for start in range(0, len(only), _CHUNK):
        yield from db.session.execute(clocks.where(Group.id.in_(only[start : start + _CHUNK])))


_HELD = (
    select(func.max(Occurrence.flags.op("&")(int(Flag.STALE))))
    .where(Occurrence.meeting_id == Meeting.id)
    .correlate(Meeting)
    .scalar_subquery()
    .label("held")
)
"""Nothing for a meeting that the index does not hold, 0 for one that it does not hold as stale."""


def _last_good(row: Any) -> date | None:
    read_on = row.last_good_read.date() if row.last_good_read else None
    return last_good_day(confirmed_on=row.confirmed_on, read_on=read_on, approved_on=row.approved_on)


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
