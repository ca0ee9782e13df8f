"""Keeps the search tables equal to the directory: whoever changes a meeting, its group or place says so here.

Only active meetings of groups that are not retired are indexed, and none that has lapsed. Nothing commits.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Table, bindparam, case, delete, select, update

from meetfinder import clock
from meetfinder.db import Model, db
from meetfinder.directory.freshness import Freshness, freshness_of
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Meeting, MeetingStatus
from meetfinder.directory.reading import listings
from meetfinder.search.dialect import insert_missing, insert_rows
from meetfinder.search.rows import flags_of, place_of, slots_of, tags_of
from meetfinder.search.tables import Occurrence, SearchTag, SearchZone, TaggedOccurrence

_CHUNK = 500
_EDITION_BITS = 62
"""So many that no number is drawn twice, even for a meeting that was removed and comes back."""

_COLUMNS = ("cell", "minute", "meeting_id", "flags", "x", "y", "z", "length", "zone_id")

Values = tuple[int, ...]


def reindex(meeting_ids: Iterable[int]) -> None:
    """Write the rows of these meetings anew; those no longer active or published lose theirs. Flushes.

    The meetings are of another edition from now on, for those who keep text that was written of them.
    """
    ids = sorted(set(meeting_ids))
    remove(ids)
    _draw_edition(ids)
    for start in range(0, len(ids), _CHUNK):
        _add(ids[start : start + _CHUNK])


def remove(meeting_ids: Iterable[int]) -> None:
    """Take the rows of these meetings away, so that no search finds them. Flushes."""
    db.session.flush()
    ids = sorted(set(meeting_ids))
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        for table in (TaggedOccurrence, Occurrence):
            db.session.connection().execute(delete(_table(table)).where(table.meeting_id.in_(some)))


def _draw_edition(ids: Sequence[int]) -> None:
    edition = secrets.randbits(_EDITION_BITS)
    for start in range(0, len(ids), _CHUNK):
        changed = update(_MEETING).where(_MEETING.c.id.in_(ids[start : start + _CHUNK]))
        db.session.connection().execute(changed.values(edition=edition))


def rebuild() -> int:
    """Write every row anew, and return how many meetings can now be found.

    Needed after a fellowship changed its kind or family flag, and harmless at any time.
    """
    db.session.flush()
    connection = db.session.connection()
    for table in (TaggedOccurrence, Occurrence, SearchTag, SearchZone):
        connection.execute(delete(_table(table)))
    count, last = 0, 0
    while True:
        ids = db.session.scalars(
            select(Meeting.id)
            .where(Meeting.id > last, Meeting.status == MeetingStatus.ACTIVE)
            .order_by(Meeting.id)
            .limit(_CHUNK)
        ).all()
        if not ids:
            return count
        count += _add(ids)
        last = ids[-1]


def _add(ids: Sequence[int]) -> int:
    """Write the rows of meetings that have none, and return how many of them there are to be found."""
    now = clock.now()
    found = [item for item in listings(ids, now=now).values() if _is_held(item, now.date())]
    if not found:
        return 0
    zones = _ids_of(SearchZone, {item.schedule.timezone for item in found})
    flags = {item.id: flags_of(item, today=now.date()) for item in found}
    tags = {item.id: tags_of(item, flags[item.id]) for item in found}
    tag_ids = _ids_of(SearchTag, set().union(*tags.values()))
    rows: list[Values] = []
    tagged: list[Values] = []
    for item in found:
        mine = _rows(item, flags[item.id], zones[item.schedule.timezone])
        rows += mine
        tagged += [(tag_ids[tag], *row) for tag in tags[item.id] for row in mine]
    _widen(found)
    connection = db.session.connection()
    insert_rows(connection, _table(Occurrence), _COLUMNS, rows)
    insert_rows(connection, _table(TaggedOccurrence), ("tag_id", *_COLUMNS), tagged)
    return len(found)


def _is_held(item: Listing, today: date) -> bool:
    return item.status == MeetingStatus.ACTIVE and freshness_of(item, today=today) != Freshness.LAPSED


def _rows(item: Listing, flags: int, zone_id: int) -> list[Values]:
    """Return the values of `_COLUMNS` for each row of a meeting."""
    return [
        (slot.cell, slot.minute, item.id, slot.flags, *slot.place, slot.length, zone_id)
        for slot in slots_of(item, flags, zone_id=zone_id)
    ]


def _ids_of(model: type[SearchZone] | type[SearchTag], names: set[str]) -> dict[str, int]:
    """Return the ids of these zones or tags, giving one to those that have none."""
    known = _known(model, names)
    missing = sorted(names - known.keys())  # In one order always, so that two writers cannot lock each other.
    if missing:
        insert_missing(db.session.connection(), _table(model), [_named(model, name) for name in missing])
        known |= _known(model, set(missing))
    return known


def _known(model: type[SearchZone] | type[SearchTag], names: set[str]) -> dict[str, int]:
    if not names:
        return {}
    rows = db.session.connection().execute(select(model.name, model.id).where(model.name.in_(names)))
    return {name: number for name, number in rows}  # noqa: C416  A row is no pair to the type checker.


def _named(model: type[SearchZone] | type[SearchTag], name: str) -> dict[str, str | float]:
    if model is SearchTag:
        return {"name": name}
    return {"name": name, "south": 91.0, "north": -91.0, "west": 181.0, "east": -181.0}


def _widen(found: list[Listing]) -> None:
    """Make each zone's box hold the places of these meetings."""
    places = defaultdict(list)
    for item in found:
        spot = place_of(item)
        if spot is not None:
            places[item.schedule.timezone].append(spot)
    if not places:
        return
    boxes = [
        {
            "zone": name,
            "s": min(spot[0] for spot in spots),
            "n": max(spot[0] for spot in spots),
            "w": min(spot[1] for spot in spots),
            "e": max(spot[1] for spot in spots),
        }
        for name, spots in sorted(places.items())
    ]
    db.session.connection().execute(_WIDEN, boxes)


def _table(model: type[Model]) -> Table:
    return model.metadata.tables[model.__tablename__]


_MEETING = _table(Meeting)
_WIDEN = (
    update(_table(SearchZone))
    .where(SearchZone.name == bindparam("zone"))
    .values(
        south=case((SearchZone.south > bindparam("s"), bindparam("s")), else_=SearchZone.south),
        north=case((SearchZone.north < bindparam("n"), bindparam("n")), else_=SearchZone.north),
        west=case((SearchZone.west > bindparam("w"), bindparam("w")), else_=SearchZone.west),
        east=case((SearchZone.east < bindparam("e"), bindparam("e")), else_=SearchZone.east),
    )
)
