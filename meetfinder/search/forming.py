"""What helps where no meeting is: groups that are forming, and the fellowships' own finders."""

from datetime import datetime

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.listing import FellowshipCard, GroupListing
from meetfinder.directory.models import Fellowship, Group, GroupStatus, Kind, Location
from meetfinder.directory.prepared import Prepared
from meetfinder.directory.reading import group_listings
from meetfinder.search import space
from meetfinder.search.query import FarGroup, FinderCard, SearchQuery

NEARBY_KM = 160.0
"""A group that is only forming is worth a longer way, because it looks for people."""
_KINDS = (Kind.DUAL_DIAGNOSIS, Kind.MENTAL_HEALTH, Kind.FAMILY, Kind.SUBSTANCE, Kind.BEHAVIOUR)
_KINDS_FOR_FAMILY = (Kind.FAMILY, *(kind for kind in _KINDS if kind != Kind.FAMILY))

_FORMING = Prepared(
    select(Group.id, Location.latitude, Location.longitude, Location.country)
    .join(Location, Group.location_id == Location.id)
    # Only forming groups have a place of their own; the comparison lets its index find those few.
    .where(Group.location_id > 0, Group.status == GroupStatus.FORMING)
)
_FINDERS = Prepared(
    select(
        Fellowship.slug, Fellowship.name, Fellowship.short_name, Fellowship.kind, Fellowship.for_family,
        Fellowship.twelve_step, Fellowship.site, Fellowship.finder, Fellowship.start_url,
        Fellowship.countries,
    )
)  # fmt: skip


def groups_forming(
    here: tuple[float, float] | None, *, country: str, within_km: float, now: datetime, limit: int
) -> tuple[FarGroup, ...]:
    """Return groups that look for people, nearest first; without a place those of the country."""
    rows = _FORMING.all_rows(db.session.connection())
    if here is None:
        ids = [row.id for row in rows if row.country == country or not country][:limit]
        found = group_listings(ids, now=now)
        return tuple(FarGroup(found[number], None) for number in ids if number in found)
    point, far = space.point(*here), space.chord_bounds(max(within_km, NEARBY_KM))[1]
    near = []
    for row in rows:
        if row.latitude is not None and row.longitude is not None:
            square = space.chord_2(point, space.point(row.latitude, row.longitude))
            near.append((square, row.id))
    near = sorted(pair for pair in near if pair[0] <= far)[:limit]
    found = group_listings([number for _, number in near], now=now)
    return tuple(_far_group(here, found[number], square) for square, number in near if number in found)


def _far_group(here: tuple[float, float], group: GroupListing, square: int) -> FarGroup:
    venue = group.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return FarGroup(group, None)
    place = (venue.latitude, venue.longitude)
    return FarGroup(group, space.kilometres(here, place, square))


def finders(query: SearchQuery) -> tuple[FinderCard, ...]:
    """Return every fellowship with a page of its own that meets in the country of the search.

    Dual-diagnosis ones first, then mental health and family, for `audience="family"` family first; in each
    kind those with a finder before those with a site only, then by name.
    """
    order = _KINDS_FOR_FAMILY if query.audience == "family" else _KINDS
    known = [row for row in _FINDERS.all_rows(db.session.connection()) if row.finder or row.site]
    rows = [
        row for row in known if not row.countries or not query.country or query.country in row.countries
    ] or known  # A finder of another country is better than nothing.
    rows.sort(key=lambda row: (order.index(Kind(row.kind)), not row.finder, row.name))
    return tuple(
        FinderCard(
            fellowship=FellowshipCard(
                row.slug, row.name, row.short_name, row.kind, row.for_family, row.twelve_step
            ),
            site=row.site or "",
            finder=row.finder or "",
            start_url=row.start_url or "",
        )
        for row in rows
    )
