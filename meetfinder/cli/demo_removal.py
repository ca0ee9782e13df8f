"""Takes every trace of the invented directory away and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from meetfinder.db import Model, db
from meetfinder.directory.models import Group, Location, Meeting, Redirect, Source
from meetfinder.moderation.models import Decision, Revision, Submission
from meetfinder.search import index
from meetfinder.search.tables import Occurrence, SearchTag, SearchZone, TaggedOccurrence

_CHUNK = 500
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Removed:
    """How much was taken away."""

    groups: int
    meetings: int


@dataclass(frozen=True, slots=True)
class _Traces:
    """What belongs to the demo, by id. A demo group at which something real is held is not among it."""

    groups: Sequence[int]
    meetings: Sequence[int]
    locations: Sequence[int]
    decisions: Sequence[int]
    public_ids: Sequence[str]
    tags: Sequence[int]
    zones: Sequence[int]


def remove() -> Removed | None:
    """Delete the demo and return how much it was, or None when there is none. Flushes."""
    sources = db.session.scalars(select(Source.id).where(Source.demo)).all()
    if not sources:
        return None
    traces = _find(sources)
    index.remove(traces.meetings)
    _delete(Meeting, Meeting.id, traces.meetings)
    _delete(Group, Group.id, traces.groups)  # Their revisions go with them.
    db.session.execute(
        update(Group).where(Group.source_id.in_(sources)).values(source_id=None, source_key=None)
    )
    _delete(Decision, Decision.id, traces.decisions)
    _delete(Redirect, Redirect.old_public_id, traces.public_ids)
    _delete(Redirect, Redirect.new_public_id, traces.public_ids)
    _delete_unused_locations(traces.locations)
    _delete(Source, Source.id, sources)  # Its rows, batches and submissions go with it.
    _delete_unused_names(traces.tags, traces.zones)
    db.session.expire_all()
    return Removed(groups=len(traces.groups), meetings=len(traces.meetings))


def _find(sources: Sequence[int]) -> _Traces:
    mine = or_(Meeting.source_id.is_(None), Meeting.source_id.not_in(sources))
    real = exists().where(Meeting.group_id == Group.id, mine)
    groups = db.session.execute(
        select(Group.id, Group.public_id, Group.location_id).where(Group.source_id.in_(sources), ~real)
    ).all()
    meetings = db.session.execute(
        select(Meeting.id, Meeting.public_id, Meeting.location_id).where(Meeting.source_id.in_(sources))
    ).all()
    both = [*groups, *meetings]
    return _Traces(
        groups=[row.id for row in groups],
        meetings=[row.id for row in meetings],
        locations=sorted({row.location_id for row in both if row.location_id is not None}),
        decisions=_decisions(sources, [row.id for row in groups]),
        public_ids=[row.public_id for row in both],
        tags=_searched_by(TaggedOccurrence, TaggedOccurrence.tag_id, [row.id for row in meetings]),
        zones=_searched_by(Occurrence, Occurrence.zone_id, [row.id for row in meetings]),
    )


def _searched_by(
    table: type[Occurrence | TaggedOccurrence], column: InstrumentedAttribute[int], meetings: Sequence[int]
) -> list[int]:
    found: set[int] = set()
    for some in _chunks(meetings):
        found.update(db.session.scalars(select(column).where(table.meeting_id.in_(some)).distinct()))
    return sorted(found)


def _decisions(sources: Sequence[int], groups: Sequence[int]) -> list[int]:
    """Return the decisions on the demo's submissions, and those that paused or withdrew its groups."""
    on_submissions = select(Decision.id).join(Submission).where(Submission.source_id.in_(sources))
    found = set(db.session.scalars(on_submissions))
    for some in _chunks(groups):
        found.update(db.session.scalars(select(Revision.decision_id).where(Revision.group_id.in_(some))))
    return sorted(found)


def _delete_unused_locations(ids: Sequence[int]) -> None:
    for some in _chunks(ids):
        used = or_(
            exists().where(Meeting.location_id == Location.id),
            exists().where(Group.location_id == Location.id),
        )
        db.session.execute(delete(Location).where(Location.id.in_(some), ~used))


def _delete_unused_names(tags: Sequence[int], zones: Sequence[int]) -> None:
    """Delete those tags and zones of the search tables that nothing else has."""
    for some in _chunks(tags):
        tagged = exists().where(TaggedOccurrence.tag_id == SearchTag.id)
        db.session.execute(delete(SearchTag).where(SearchTag.id.in_(some), ~tagged))
    used = set(db.session.scalars(select(Occurrence.zone_id).distinct()))
    _delete(SearchZone, SearchZone.id, sorted(set(zones) - used))


def _delete(model: type[Model], column: InstrumentedAttribute[Any], values: Sequence[Any]) -> None:
    for some in _chunks(values):
        db.session.execute(delete(model).where(column.in_(some)))


def _chunks(values: Sequence[Value]) -> list[Sequence[Value]]:
    return [values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK)]
