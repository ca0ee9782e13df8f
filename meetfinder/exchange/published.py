"""Walks through the listings of a payload page by page, so that memory does not grow with their number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select

from meetfinder.db import db
from meetfinder.directory.freshness import is_stale
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Fellowship, Group, Meeting, MeetingStatus, Source
from meetfinder.directory.reading import listings
from meetfinder.directory.standing import is_shown

PAGE = 500


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
    wanted = _wanted(selection)
    last = ""
    while True:
        page = db.session.execute(wanted.where(Meeting.public_id > last).limit(PAGE)).all()
        if not page:
            return
        last = page[-1].public_id
        found = listings([row.id for row in page], now=now)
        for row in page:
            listing = found.get(row.id)
            if listing is not None and (selection.stale or not is_stale(listing, today=now.date())):
                yield listing


def _wanted(selection: Selection) -> Select[int, str]:
    wanted = (
        select(Meeting.id, Meeting.public_id)
        .join(Group, Meeting.group_id == Group.id)
        .outerjoin(Source, Meeting.source_id == Source.id)
        .where(Meeting.status == MeetingStatus.ACTIVE, is_shown())
        .order_by(Meeting.public_id)
    )
    if selection.fellowships:
        wanted = wanted.join(Fellowship, Group.fellowship_id == Fellowship.id)
        wanted = wanted.where(Fellowship.slug.in_(selection.fellowships))
    if selection.sources:
        wanted = wanted.where(Source.slug.in_(selection.sources))
    if selection.without:
        wanted = wanted.where(or_(Meeting.source_id.is_(None), Source.slug.not_in(selection.without)))
    if selection.permitted_only:
        wanted = wanted.where(or_(Meeting.source_id.is_(None), Source.republish, Source.demo))
    return wanted
