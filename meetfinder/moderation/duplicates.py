"""What is listed already and may be the same as what came in: shown beside it, never joined by itself.

Only meetings of the same weekday that start within a quarter of an hour and stand in the same neighbourhood,
or in the same room online, are compared, so that it costs the same whatever else is listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from meetfinder.db import db
from meetfinder.directory.models import Fellowship, Group, Location, Meeting, MeetingStatus
from meetfinder.directory.proposal import MeetingFacts, Proposal
from meetfinder.directory.standing import is_shown
from meetfinder.moderation.difference import wanted_of
from meetfinder.moderation.likeness import NEAR_MINUTES, SUGGESTED, Facts, likeness
from meetfinder.moderation.models import Room, Submission
from meetfinder.moderation.rooms import room_key

_NEAR_DEGREES = 0.02
_MOST_COMPARED = 400
_DAY = 1440
WORTH_SHOWING = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A listed meeting that may be the same as one of the proposal."""

    key: str
    """The proposal's meeting."""
    public_id: str
    group_id: int
    name: str
    group_name: str
    score: float
    reasons: tuple[str, ...]
    """Codes of `likeness`."""

    @property
    def suggested(self) -> bool:
        """Whether a merge should be suggested."""
        return self.score >= SUGGESTED


def candidates_for(submission: Submission, *, limit: int = 3) -> list[Candidate]:
    """Return the likeliest doubles of what was sent, the best first; its own group is left out."""
    own = submission.case.group_id if submission.case else None
    return candidates(wanted_of(submission), leave_out=own, limit=limit)


def candidates(proposal: Proposal, *, leave_out: int | None = None, limit: int = 3) -> list[Candidate]:
    """Return the likeliest doubles of a proposal; `leave_out` is the id of a group that is not compared."""
    found: dict[str, Candidate] = {}
    for facts in proposal.meetings:
        mine = _facts(facts, proposal)
        for row in _alike(facts, mine, leave_out):
            like = likeness(mine, _facts_of(row))
            best = found.get(row.public_id)
            if like.score < WORTH_SHOWING or (best and best.score >= like.score):
                continue
            found[row.public_id] = Candidate(
                key=facts.key,
                public_id=row.public_id,
                group_id=row.group_id,
                name=row.name,
                group_name=row.group_name,
                score=like.score,
                reasons=like.reasons,
            )
    return sorted(found.values(), key=lambda item: (-item.score, item.public_id))[:limit]


def _alike(facts: MeetingFacts, mine: Facts, leave_out: int | None) -> Iterable[Any]:
    blocks = list(_blocks(mine))
    if not blocks:
        return ()
    wanted = (
        select(
            Meeting.public_id,
            Meeting.name,
            Meeting.start_minute,
            Meeting.group_id,
            Group.name.label("group_name"),
            Fellowship.slug.label("fellowship"),
            Location.name.label("venue"),
            Location.street,
            Location.latitude,
            Location.longitude,
            Room.key.label("room"),
        )
        .select_from(Meeting)
        .join(Group, Group.id == Meeting.group_id)
        .outerjoin(Location, Location.id == Meeting.location_id)
        .outerjoin(Fellowship, Fellowship.id == Group.fellowship_id)
        .outerjoin(Room, Room.meeting_id == Meeting.id)
        .where(
            Meeting.weekday == facts.schedule.weekday,
            Meeting.status != MeetingStatus.RETIRED,
            _starts_near(mine.start_minute),
            is_shown(),
        )
        .limit(_MOST_COMPARED)
    )
    if leave_out is not None:
        wanted = wanted.where(Meeting.group_id != leave_out)
    # One statement a block: an OR over two tables would use the index of neither.
    return [row for block in blocks for row in db.session.execute(wanted.where(block))]


def _blocks(mine: Facts) -> Iterable[ColumnElement[bool]]:
    if mine.room:
        yield Meeting.id.in_(select(Room.meeting_id).where(Room.key == mine.room))
    if mine.point is not None:
        latitude, longitude = mine.point
        wide = _NEAR_DEGREES / max(cos(radians(latitude)), 0.05)
        near = select(Location.id).where(
            Location.latitude.between(latitude - _NEAR_DEGREES, latitude + _NEAR_DEGREES),
            Location.longitude.between(longitude - wide, longitude + wide),
        )
        yield Meeting.location_id.in_(near)


def _starts_near(minute: int) -> ColumnElement[bool]:
    low, high = minute - NEAR_MINUTES, minute + NEAR_MINUTES
    near = Meeting.start_minute.between(low, high)
    return near if low >= 0 and high < _DAY else or_(near, and_(Meeting.start_minute == minute))


def _facts(facts: MeetingFacts, proposal: Proposal) -> Facts:
    place = facts.place
    point = None
    if place is not None and place.latitude is not None and place.longitude is not None:
        point = (place.latitude, place.longitude)
    return Facts(
        name=facts.name,
        group_name=proposal.group.name,
        start_minute=facts.schedule.start_minute,
        fellowship=proposal.group.fellowship,
        venue=f"{place.name} {place.street}".strip() if place else "",
        point=point,
        room=room_key(facts.join_url),
    )


def _facts_of(row: Any) -> Facts:
    known = row.latitude is not None and row.longitude is not None
    return Facts(
        name=row.name,
        group_name=row.group_name,
        start_minute=row.start_minute,
        fellowship=row.fellowship or "",
        venue=f"{row.venue or ''} {row.street or ''}".strip(),
        point=(row.latitude, row.longitude) if known else None,
        room=row.room or "",
    )
