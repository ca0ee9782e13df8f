"""Listings that grow old, for moderators with a little time: those first that can do most harm.

Doubted ones first, because somebody stood before a locked door; then stale, ageing, and last the lapsed ones,
which nobody is sent to any more. Among equals the oldest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from meetfinder.accounts.models import Account, Stewardship
from meetfinder.accounts.registry import Concern, may_moderate
from meetfinder.db import db
from meetfinder.directory.freshness import FRESH_DAYS, Freshness, freshness, last_good_day
from meetfinder.directory.models import (
    Fellowship,
    Group,
    GroupStatus,
    Hidden,
    Location,
    Meeting,
    MeetingStatus,
    Source,
    Standing,
)

MOST = 50
"""Of so many a moderator sees the most harmful; the next come when these are dealt with."""
_LOOKED_AT = 5_000
_ORDER = {Freshness.STALE: 1, Freshness.AGEING: 2, Freshness.LAPSED: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleGroup:
    """A group that nobody has confirmed for long, or that visitors doubt."""

    group_id: int
    public_id: str
    name: str
    place: str
    """Region and country, as far as they are known."""
    state: Freshness
    last_good: date | None
    doubted_on: date | None
    asked_days: int
    """The age at which the organizers were asked last about this day, 0 for never."""
    reachable: int
    """How many organizers have a mailbox that is not known to be dead."""


def stale_groups(moderator: Account, *, now: datetime, most: int = MOST) -> list[StaleGroup]:
    """Return the oldest groups of a moderator's scope that are not fresh, without retired and unsafe ones."""
    today = now.date()
    found = sorted((_harm(row, today), row.id, row) for row in _candidates(now) if _is_mine(moderator, row))
    rows = [row for _, _, row in found[:most]]
    reachable = _reachable([row.id for row in rows])
    return [_entry(row, today, reachable.get(row.id, 0)) for row in rows]


def _candidates(now: datetime) -> Iterator[Any]:
    """Yield the groups that are doubted or not known to be right for FRESH_DAYS, the oldest first."""
    since = now - timedelta(days=FRESH_DAYS)
    confirmed, read = func.max(Meeting.confirmed_on), func.max(Source.last_good_read)
    approved = func.max(Meeting.approved_on)
    doubted = func.max(Standing.doubted_on)
    is_old = and_(
        or_(confirmed.is_(None), confirmed < since.date()),
        or_(read.is_(None), read < since),
        # An approval counts only where there is nothing better.
        or_(confirmed.is_not(None), read.is_not(None), approved.is_(None), approved < since.date()),
    )
    query = (
        select(
            Group.id,
            Group.public_id,
            Group.name,
            func.max(Fellowship.slug).label("fellowship"),
            func.min(Location.country).label("country"),
            func.min(Location.region).label("region"),
            confirmed.label("confirmed_on"),
            approved.label("approved_on"),
            read.label("last_good_read"),
            doubted.label("doubted_on"),
            func.max(Standing.asked_days).label("asked_days"),
        )
        .join(Meeting, Meeting.group_id == Group.id)
        .outerjoin(Fellowship, Fellowship.id == Group.fellowship_id)
        .outerjoin(Location, Location.id == Meeting.location_id)
        .outerjoin(Source, Source.id == Meeting.source_id)
        .outerjoin(Standing, Standing.group_id == Group.id)
        .where(Group.status == GroupStatus.ACTIVE, Meeting.status != MeetingStatus.RETIRED)
        .where(or_(Source.demo.is_(None), Source.demo.is_(False)))
        .where(or_(Standing.hidden.is_(None), Standing.hidden != Hidden.SAFETY))
        .group_by(Group.id)
        .having(or_(doubted.is_not(None), is_old))
        .order_by(doubted.is_(None), func.coalesce(confirmed, approved, since.date()), Group.id)
        .limit(_LOOKED_AT)
    )
    yield from db.session.execute(query)


def _is_mine(moderator: Account, row: Any) -> bool:
    concern = Concern(fellowship=row.fellowship or "", country=row.country or "", region=row.region or "")
    return may_moderate(moderator, concern)


def _harm(row: Any, today: date) -> tuple[int, date]:
    state = _state(row, today)
    is_shown = state != Freshness.LAPSED
    return 0 if row.doubted_on and is_shown else _ORDER[state], _last_good(row) or date.min


def _state(row: Any, today: date) -> Freshness:
    return freshness(last_good=_last_good(row), today=today, doubted_on=row.doubted_on)


def _last_good(row: Any) -> date | None:
    read_on = row.last_good_read.date() if row.last_good_read else None
    return last_good_day(confirmed_on=row.confirmed_on, read_on=read_on, approved_on=row.approved_on)


def _entry(row: Any, today: date, reachable: int) -> StaleGroup:
    return StaleGroup(
        group_id=row.id,
        public_id=row.public_id,
        name=row.name,
        place=", ".join(filter(None, (row.region, row.country))),
        state=_state(row, today),
        last_good=_last_good(row),
        doubted_on=row.doubted_on,
        asked_days=row.asked_days or 0,
        reachable=reachable,
    )


def _reachable(group_ids: list[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(Stewardship.group_id, func.count())
        .join(Account, Account.id == Stewardship.account_id)
        .where(Stewardship.group_id.in_(group_ids))
        .where(Account.disabled_at.is_(None), Account.mail_dead_at.is_(None))
        .group_by(Stewardship.group_id)
    )
    return {group_id: count for group_id, count in rows}  # noqa: C416  Rows are no pairs to mypy.
