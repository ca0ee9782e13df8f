"""Walks through the listings of a payload page by page, so that memory does not grow with their number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, exists, func, or_, select

from meetfinder.clock import utc
from meetfinder.db import db
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import (
    Fellowship,
    Location,
    Meeting,
    MeetingException,
    MeetingStatus,
    Source,
)
from meetfinder.directory.prepared import Prepared, given
from meetfinder.directory.reading import listings_of
from meetfinder.directory.reliable import is_reliable
from meetfinder.directory.statements import published_meetings

PAGE = 1000
_PAGE_OF_EDITIONS = 10 * PAGE
_NEARLY_ALL = 0.99
_DATED = (
    or_(
        Meeting.starts_on.is_not(None),
        Meeting.ends_on.is_not(None),
        exists(select(1).where(MeetingException.meeting_id == Meeting.id)),
    )
    .cast(Integer)
    .label("dated")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which listings. Tuples of slugs mean any of these; empty means all."""

    fellowships: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Slugs of sources that are left out: nobody who reads us is offered their own rows back."""
    stale: bool = False
    """Whether to give out what nobody has known to be right for half a year, or visitors doubt, too."""
    permitted_only: bool = True
    """Leave out lists whose keeper has not permitted to re-publish them. The demo is ours and permitted."""


class Edition(NamedTuple):
    """Which listing, and in what state: two of one edition are the same, but for what depends on the day."""

    id: int
    public_id: str
    edition: int
    dated: int
    """1 where something depends on the day: dates without a meeting, or a first or last date."""


def published(selection: Selection, *, now: datetime) -> Iterator[Listing]:
    """Yield the active listings by public id, which is the same order wherever the same lists were read.

    `now` is aware. All is read in the transaction that the caller has open, so nothing changes half way.
    """
    connection, page = db.session.connection(), Prepared(_page(selection, today=utc(now).date()))
    last = ""
    while rows := page.all_rows(connection, after=last):
        last = rows[-1].public_id
        yield from listings_of(rows, connection, now=now)


def editions(selection: Selection, *, now: datetime) -> Iterator[Edition]:
    """Yield the editions of what `published` yields, in the same order, in a fraction of its time."""
    page = (
        _page(selection, today=utc(now).date())
        .with_only_columns(Meeting.id, Meeting.public_id, Meeting.edition, _DATED)
        .limit(_PAGE_OF_EDITIONS)
    )
    connection, prepared = db.session.connection(), Prepared(page)
    last = ""
    while rows := prepared.all_rows(connection, after=last):
        last = rows[-1].public_id
        yield from map(Edition._make, rows)


def shared_region(selection: Selection, *, now: datetime) -> str:
    """Return the region of nearly all listings that `published` yields, or an empty text.

    A few may spell it otherwise: to choose by region what nearly all share chooses nothing.
    """
    counts = _wanted(selection, today=utc(now).date()).with_only_columns(Location.region, func.count())
    found = db.session.execute(counts.where(Location.region != "").group_by(Location.region)).all()
    region, most = max(found, key=lambda pair: pair[1], default=("", 0))
    return region if most >= _NEARLY_ALL * sum(count for _region, count in found) else ""


def _page(selection: Selection, *, today: date) -> Select[*tuple[Any, ...]]:
    """Return the query for the next PAGE meetings after a public id."""
    wanted = _wanted(selection, today=today).where(Meeting.public_id > given("after"))
    return wanted.order_by(Meeting.public_id).limit(PAGE)


def _wanted(selection: Selection, *, today: date) -> Select[*tuple[Any, ...]]:
    wanted = published_meetings().where(Meeting.status == MeetingStatus.ACTIVE)
    if not selection.stale:
        wanted = wanted.where(is_reliable(today))
    if selection.fellowships:
        wanted = wanted.where(Fellowship.slug.in_(selection.fellowships))
    if selection.sources:
        wanted = wanted.where(Source.slug.in_(selection.sources))
    if selection.without:
        wanted = wanted.where(or_(Meeting.source_id.is_(None), Source.slug.not_in(selection.without)))
    if selection.permitted_only:
        wanted = wanted.where(or_(Meeting.source_id.is_(None), Source.republish, Source.demo))
    return wanted
