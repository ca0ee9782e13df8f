"""Whether the search tables say exactly what the directory says."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Meeting, MeetingStatus
from meetfinder.directory.reading import listings
from meetfinder.search.rows import flags_of, slots_of, tags_of
from meetfinder.search.tables import Occurrence, SearchTag, SearchZone, TaggedOccurrence

_CHUNK = 500
_SHOWN = 5
"""How many meetings are named; the rest is counted."""

Row = tuple[int, ...]


def index_problems() -> Iterator[str]:
    """Yield what is wrong: meetings whose rows are missing, too many or different."""
    zones = {zone.name: zone.id for zone in db.session.scalars(select(SearchZone))}
    ids = db.session.scalars(select(Meeting.id).order_by(Meeting.id)).all()
    differing = [
        number
        for start in range(0, len(ids), _CHUNK)
        for number in _differing(ids[start : start + _CHUNK], zones)
    ]
    if differing:
        some = ", ".join(map(str, differing[:_SHOWN]))
        yield f"{len(differing)} meetings are not found as they are listed, among them {some}"


def _differing(ids: Sequence[int], zones: dict[str, int]) -> list[int]:
    """Return the meetings whose rows are not what their listings lead to."""
    found = listings(ids, now=clock.now())
    active = {number: item for number, item in found.items() if item.status == MeetingStatus.ACTIVE}
    held, tagged = _held(ids), _tagged(ids)
    return [
        number
        for number in ids
        if held.get(number, set()) != _rows(active.get(number), zones)
        or tagged.get(number, Counter()) != _tags(active.get(number))
    ]


def _rows(item: Listing | None, zones: dict[str, int]) -> set[Row]:
    if item is None:
        return set()
    zone_id = zones.get(item.schedule.timezone, 0)
    return {
        (slot.cell, slot.minute, slot.flags, slot.place.x, slot.place.y, slot.place.z, slot.length)
        for slot in slots_of(item, _flags(item), zone_id=zone_id)
    }


def _tags(item: Listing | None) -> Counter[str]:
    """Return how many rows each tag should have."""
    if item is None:
        return Counter()
    flags = _flags(item)
    return Counter(dict.fromkeys(tags_of(item, flags), len(slots_of(item, flags, zone_id=1))))


def _held(ids: Sequence[int]) -> dict[int, set[Row]]:
    found: dict[int, set[Row]] = {}
    statement = select(
        Occurrence.meeting_id, Occurrence.cell, Occurrence.minute, Occurrence.flags, Occurrence.x,
        Occurrence.y, Occurrence.z, Occurrence.length,
    ).where(Occurrence.meeting_id.in_(ids))  # fmt: skip
    for number, *row in db.session.execute(statement):
        found.setdefault(number, set()).add(tuple(row))
    return found


def _tagged(ids: Sequence[int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    statement = (
        select(TaggedOccurrence.meeting_id, SearchTag.name, func.count())
        .join(SearchTag, SearchTag.id == TaggedOccurrence.tag_id)
        .where(TaggedOccurrence.meeting_id.in_(ids))
        .group_by(TaggedOccurrence.meeting_id, SearchTag.name)
    )
    for number, name, count in db.session.execute(statement):
        found.setdefault(number, Counter())[name] = count
    return found


def _flags(item: Listing) -> int:
    return flags_of(item, today=clock.now().date())
