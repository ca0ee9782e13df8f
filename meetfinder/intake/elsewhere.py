"""Finds rows that another list has brought in already: the same list under two names lists nothing twice.

Only rows that this list does not hold yet are looked at, so the list that came first keeps its meetings at
every import, and a row comes in once the other list's meeting is withdrawn.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, or_, select

from meetfinder.db import db
from meetfinder.directory.models import Fellowship, Group, Location, Meeting, MeetingStatus, Redirect, Source
from meetfinder.directory.naming import id_in_own_slug
from meetfinder.directory.proposal import MeetingFacts, PlaceFacts, Proposal
from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.moderation.models import Upheld

HERE = ""
"""Instead of a list's name: a group has listed the meeting here itself."""
SMALLER = "-"
"""Instead of a list's name: people here have paused or closed the same meeting, by whatever list it came."""
_AT_ONCE = 500
_NEAR_METRES = 50.0
_METRES_PER_DEGREE = 111_320.0
_Slot = tuple[int, int, str]
"""Weekday, minute and name."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A meeting that is listed, by another list or its group (source HERE), or was made smaller here."""

    source: str
    key: str
    address: str
    point: tuple[float, float] | None
    join_url: str
    youth: bool
    own: bool
    """Whether it came by the list that is being read."""


def listed_elsewhere(proposals: Iterable[Proposal], *, source: Source | None) -> Mapping[str, str]:
    """Return the names of the other lists by the keys of the rows of which they list every meeting.

    The name is HERE for a meeting that its group has listed, and SMALLER for one that people have paused or
    closed: no list brings it back, under whatever name or key. A row that a list has from us is found by its
    key or address, any other by what it says: two queries for each fellowship, and none for no proposals.
    """
    proposals = tuple(proposals)
    found = _ours(proposals, source)
    known: dict[str, Mapping[_Slot, list[_Known]]] = {}
    for proposal in proposals:
        if proposal.key in found:
            continue
        fellowship = proposal.group.fellowship
        if fellowship not in known:
            known[fellowship] = _known(fellowship, source)
        others = [_other(facts, known[fellowship]) for facts in proposal.meetings]
        named = [other for other in others if other is not None]
        if named and len(named) == len(others):
            found[proposal.key] = named[0]
    return found


def _ours(proposals: Iterable[Proposal], source: Source | None) -> dict[str, str]:
    """Return the rows that a list has from us: their keys or addresses are those of meetings that we know.

    What we list no longer does not come back through a list that has not noticed.
    """
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for proposal in proposals:
        keys[_own_id(proposal)].append(proposal.key)
    keys.pop("", None)
    found: dict[str, str] = {}
    ids = sorted(keys)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        found |= {key: HERE for old in _merged_away(some) for key in keys[old]}
        query = (
            select(Meeting.public_id, Source.name)
            .outerjoin(Source, Source.id == Meeting.source_id)
            .where(Meeting.public_id.in_(some))
        )
        if source is not None and source.id is not None:
            query = query.where(or_(Meeting.source_id.is_(None), Meeting.source_id != source.id))
        found |= {key: name or HERE for number, name in db.session.execute(query) for key in keys[number]}
    return found


def _own_id(proposal: Proposal) -> str:
    """Return our id of a row by its key or, where a program gave it a new one, by the page it names."""
    address = proposal.meetings[0].source_url if proposal.meetings else ""
    before, _, last = address.rstrip("/").rpartition("/")
    return id_in_own_slug(proposal.key) or (id_in_own_slug(last) if before.endswith("/meetings") else "")


def _merged_away(ids: list[str]) -> list[str]:
    query = select(Redirect.old_public_id).where(Redirect.old_public_id.in_(ids))
    return list(db.session.scalars(query))


def _known(fellowship: str, source: Source | None) -> Mapping[_Slot, list[_Known]]:
    """Return what people here have paused or closed, and what is active here or in other lists."""
    smaller = (
        _meetings(fellowship)
        .outerjoin(Upheld, and_(Upheld.meeting_id == Meeting.id, Upheld.field == "status"))
        .where(
            or_(
                Upheld.at_most > "",
                and_(Meeting.source_id.is_(None), Meeting.status != MeetingStatus.ACTIVE),
            )
        )
    )
    active = _meetings(fellowship).where(Meeting.status == MeetingStatus.ACTIVE, Source.demo.isnot(True))
    if source is not None and source.id is not None:
        active = active.where(or_(Meeting.source_id.is_(None), Meeting.source_id != source.id))
    found: defaultdict[_Slot, list[_Known]] = defaultdict(list)
    for query, word in ((active, HERE), (smaller, SMALLER)):
        for weekday, start, name, *row in db.session.execute(query):
            whose, key, address, latitude, longitude, url, youth, number = row
            point = None if latitude is None or longitude is None else (latitude, longitude)
            own = source is not None and number == source.id
            known = _Known(
                word or whose or HERE, key or "", normal(address or ""), point, url or "", youth, own
            )
            found[weekday, start, normal(name)].append(known)
    return found


def _meetings(fellowship: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Meeting.weekday, Meeting.start_minute, Meeting.name, Source.name, Meeting.source_key,
            Location.formatted_address, Location.latitude, Location.longitude, Meeting.join_url, Meeting.youth,  # noqa: E501
            Meeting.source_id,
        )
        .join(Group, Group.id == Meeting.group_id)
        .outerjoin(Source, Source.id == Meeting.source_id)
        .outerjoin(Location, Location.id == Meeting.location_id)
        .outerjoin(Fellowship, Fellowship.id == Group.fellowship_id)
        .where(Fellowship.slug == fellowship if fellowship else Group.fellowship_id.is_(None))
        .order_by(Meeting.id)
    )  # fmt: skip


def _other(facts: MeetingFacts, known: Mapping[_Slot, list[_Known]]) -> str | None:
    """Return the name of a list with the same meeting, HERE, or None."""
    if facts.status != MeetingStatus.ACTIVE:
        return None
    slot = (facts.schedule.weekday, facts.schedule.start_minute, normal(facts.name))
    others = (other for other in known.get(slot, ()) if not (other.own and other.key == facts.key))
    return next((other.source for other in others if _same(facts, other)), None)


def _same(facts: MeetingFacts, other: _Known) -> bool:
    """Say whether a meeting of the same name and hour is the same; of minors' only the key can tell."""
    if facts.youth or other.youth:
        return facts.youth == other.youth and facts.key == other.key
    if facts.place is not None and _has_street(facts.place):
        return normal(facts.place.formatted_address) == other.address or _near(facts.place, other.point)
    return bool(facts.join_url) and facts.join_url == other.join_url


def _has_street(place: PlaceFacts) -> bool:
    """Say whether the place is a door: a town or a postcode is shared by many meetings of one name."""
    return bool(place.street or place.name)


def _near(place: PlaceFacts, point: tuple[float, float] | None) -> bool:
    if point is None or place.latitude is None or place.longitude is None or place.precision != "exact":
        return False
    north = (place.latitude - point[0]) * _METRES_PER_DEGREE
    east = (place.longitude - point[1]) * _METRES_PER_DEGREE * math.cos(math.radians(point[0]))
    return math.hypot(north, east) <= _NEAR_METRES
