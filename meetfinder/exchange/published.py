"""Walks through the listings of a payload page by page, so that memory does not grow with their number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_

from meetfinder.clock import utc
from meetfinder.db import db
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Fellowship, Meeting, MeetingStatus, Source
from meetfinder.directory.prepared import Prepared, given
from meetfinder.directory.reading import listings_of
from meetfinder.directory.reliable import is_reliable
from meetfinder.directory.statements import published_meetings

PAGE = 1000


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


def published(selection: Selection, *, now: datetime) -> Iterator[Listing]:
    """Yield the active listings by public id, which is the same order wherever the same lists were read.

    `now` is aware. All is read in the transaction that the caller has open, so nothing changes half way.
    """
    connection, page = db.session.connection(), Prepared(_page(selection, today=utc(now).date()))
    last = ""
    while rows := page.all_rows(connection, after=last):
        last = rows[-1].public_id
        yield from listings_of(rows, connection, now=now)


def _page(selection: Selection, *, today: date) -> Select[*tuple[Any, ...]]:
    """Return the query for the next PAGE meetings after a public id."""
    wanted = (
        published_meetings()
        .where(Meeting.status == MeetingStatus.ACTIVE, Meeting.public_id > given("after"))
        .order_by(Meeting.public_id)
        .limit(PAGE)
    )
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
