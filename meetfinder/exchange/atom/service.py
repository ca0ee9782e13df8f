"""Finds the changes that a feed tells: the newest ones, near a point where one is given."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select

from meetfinder.db import db
from meetfinder.directory.listing import GroupListing, Listing
from meetfinder.directory.models import Fellowship, Group, Location, Meeting, Source
from meetfinder.directory.reading import group_listings
from meetfinder.exchange.atom.writer import Change
from meetfinder.exchange.plain_words import day_and_hour
from meetfinder.exchange.published import Selection
from meetfinder.exchange.publisher import NOT_STATED, OWN_LICENCE
from meetfinder.moderation.models import Revision
from meetfinder.search.space import geodesic_km

MOST = 100
REMEMBERED = timedelta(days=60)
_KM_PER_DEGREE = 110.0
_TRIED = 4 * MOST


@dataclass(frozen=True, slots=True)
class Near:
    """An area: degrees and kilometres."""

    latitude: float
    longitude: float
    within_km: float


def changes(selection: Selection, *, near: Near | None, site: str, now: datetime) -> list[Change]:
    """Return the newest changes of the last weeks, newest first; `site` is credited for its own listings."""
    wanted = _wanted(selection, now=now)
    if near is not None:
        wanted = wanted.where(Group.id.in_(_groups_near(near)))
    rows = db.session.execute(wanted.limit(MOST if near is None else _TRIED)).all()
    shown = group_listings({row.group_id for row in rows}, now=now)
    towns = _towns({row.group_id for row in rows} - set(shown))
    found = (
        _change(row, shown.get(row.group_id), towns.get(row.group_id, ""), site)
        for row in rows
        if near is None or row.group_id not in shown or _is_near(shown[row.group_id], near)
    )
    return list(found)[:MOST]


def _wanted(selection: Selection, *, now: datetime) -> Any:
    wanted: Any = (
        select(
            Revision.group_id, Revision.number, Revision.changed_fields, Revision.made_at,
            Group.public_id, Source.name.label("source"), Source.licence, Source.demo,
        )
        .join(Group, Revision.group_id == Group.id)
        .outerjoin(Source, Group.source_id == Source.id)
        .where(Revision.made_at >= now - REMEMBERED)
        .order_by(Revision.id.desc())
    )  # fmt: skip
    if selection.permitted_only:
        wanted = wanted.where(or_(Group.source_id.is_(None), Source.republish, Source.demo))
    if selection.without:
        wanted = wanted.where(or_(Group.source_id.is_(None), Source.slug.not_in(selection.without)))
    if selection.sources:
        wanted = wanted.where(Source.slug.in_(selection.sources))
    if selection.fellowships:
        wanted = wanted.join(Fellowship, Group.fellowship_id == Fellowship.id)
        wanted = wanted.where(Fellowship.slug.in_(selection.fellowships))
    return wanted


def _groups_near(near: Near) -> Select[int]:
    """Return the groups with a meeting in the box around the area; retired ones too: that is a change."""
    north = near.within_km / _KM_PER_DEGREE
    shrink = max(math.cos(math.radians(min(abs(near.latitude) + north, 89.0))), 0.01)
    east = north / shrink
    return (
        select(Meeting.group_id)
        .join(Location, Meeting.location_id == Location.id)
        .where(
            and_(
                Location.latitude.between(near.latitude - north, near.latitude + north),
                Location.longitude.between(near.longitude - east, near.longitude + east),
            )
        )
    )


def _is_near(group: GroupListing, near: Near) -> bool:
    here = (near.latitude, near.longitude)
    return any(geodesic_km(here, point) <= near.within_km for point in _points(group.meetings))


def _points(meetings: Iterable[Listing]) -> Iterator[tuple[float, float]]:
    for venue in (meeting.venue for meeting in meetings):
        if venue is not None and venue.latitude is not None and venue.longitude is not None:
            yield venue.latitude, venue.longitude


def _towns(group_ids: set[int]) -> dict[int, str]:
    """Return the towns of groups that are no longer listed."""
    wanted = (
        select(Meeting.group_id, Location.city)
        .join(Location, Meeting.location_id == Location.id)
        .where(Meeting.group_id.in_(group_ids), Location.city != "")
    )
    return {row.group_id: row.city for row in db.session.execute(wanted)} if group_ids else {}


def _change(row: Row[Any], group: GroupListing | None, town: str, site: str) -> Change:
    meetings = group.meetings if group else ()
    places = [meeting.venue.city for meeting in meetings if meeting.venue and meeting.venue.city]
    hours = dict.fromkeys(day_and_hour(meeting.schedule) for meeting in meetings)
    where = next(iter(places), town)
    return Change(
        group=row.public_id,
        number=row.number,
        when=row.made_at,
        fields=tuple(row.changed_fields),
        title=": ".join(filter(None, (where, ", ".join(hours)))) or "A group",
        address=f"/groups/{group.slug}" if group else "",
        source=row.source or site,
        licence=(row.licence or NOT_STATED) if row.source else OWN_LICENCE,
        invented=bool(row.demo),
    )
