"""The meetings of the site's own face: what is chosen of all that may be shown again, under ids of ours."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import (
    Attendance,
    Fellowship,
    Group,
    Location,
    Meeting,
    MeetingStatus,
    Source,
    meeting_format,
)
from meetfinder.directory.prepared import Prepared, among
from meetfinder.directory.publishing import is_area_only, public_point
from meetfinder.directory.reading import listings
from meetfinder.directory.reliable import is_reliable
from meetfinder.directory.standing import is_shown
from meetfinder.exchange.bmlt import kept
from meetfinder.exchange.bmlt.face import Window
from meetfinder.exchange.bmlt.rows import Row
from meetfinder.exchange.bmlt.stored import point_row
from meetfinder.exchange.bmlt.windows import Shape, conditions, shape_of, values_of
from meetfinder.exchange.bmlt.written import row_of

BodyOf = Callable[[Any], int]
"""Returns the service body of a record with `id`, `source_id`, `fellowship_id` and `extra`."""
PERMITTED = or_(Meeting.source_id.is_(None), Source.republish.is_(True))
SHOWN = (Meeting.status == MeetingStatus.ACTIVE, is_shown(), PERMITTED)
_ON_THE_MAP = or_(
    Meeting.attendance.in_((Attendance.ONLINE, Attendance.PHONE)), Location.latitude.is_not(None)
)
"""One row that is held nobody knows where empties the whole map of a client: it expects a point in each."""
_LARGEST_ID = 2**31 - 1
_FORMATS = Prepared(
    select(meeting_format.c.meeting_id, meeting_format.c.format_id)
    .where(among(meeting_format.c.meeting_id))
    .order_by(meeting_format.c.format_id)
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was selected, by our ids; None: no such choice."""

    fellowships: frozenset[int] | None = None
    sources: frozenset[int] | None = None

    def conditions(self, *, few: bool = False) -> list[ColumnElement[bool]]:
        """Return the conditions; for `few` rows such that no database begins with them.

        A fellowship may have a million meetings and a window ten, which a planner does not always see.
        """
        found: list[ColumnElement[bool]] = []
        if self.fellowships is not None:
            column = Group.fellowship_id + 0 if few else Group.fellowship_id
            found.append(column.in_(sorted(self.fellowships)))
        if self.sources is not None:
            source = Meeting.source_id + 0 if few else Meeting.source_id
            found.append(source.in_(sorted(self.sources)))
        return found


def rows_of(chosen: Chosen, window: Window, body_of: BodyOf, now: datetime) -> list[Row]:
    """Return the rows of a window; `now` (aware) decides which join links are seen."""
    query = _rows_query(chosen, shape_of(window), clock.now().date())
    records = {record.id: record for record in _records(query, window)}
    found = listings(records, now=now)
    formats = _formats_of(records)
    return [
        _row(records[number].extra, listing, body_of(records[number]), formats.get(number, ()))
        for number, listing in found.items()
    ]


def points_of(chosen: Chosen, window: Window) -> list[Row]:
    """Return the rows of a window with day, time and public place only."""
    query = _points_query(chosen, shape_of(window), clock.now().date())
    return [_point(record) for record in _records(query, window)]


def outlines_of(chosen: Chosen, window: Window, body_of: BodyOf) -> list[Row]:
    """Return the same with venue, body and formats besides."""
    query = _outlines_query(chosen, shape_of(window), clock.now().date())
    records = _records(query, window)
    formats = _formats_of(record.id for record in records)
    return [
        replace(
            _point(record),
            venue=kept.venue_of(record.attendance),
            body=body_of(record),
            formats=formats.get(record.id, ()),
        )
        for record in records
    ]


def formats_used(chosen: Chosen) -> frozenset[int]:
    """Return the ids of the formats that any meeting has."""
    query = _select(clock.now().date(), meeting_format.c.format_id).join(
        meeting_format, meeting_format.c.meeting_id == Meeting.id
    )
    return frozenset(db.session.scalars(query.where(*chosen.conditions()).distinct()))


def possible(ids: Iterable[int]) -> list[int]:
    """Return those that can be ids of ours; PostgreSQL refuses to compare a greater number with one."""
    return sorted(number for number in ids if 0 < number <= _LARGEST_ID)


@lru_cache(maxsize=256)
def _rows_query(chosen: Chosen, shape: Shape, today: date) -> Prepared:
    query = _select(today, Meeting.id, Meeting.source_id, Meeting.extra, Group.fellowship_id)
    located = query.join(Location, Meeting.location_id == Location.id, isouter=not shape.box)
    return _prepared(located.where(_ON_THE_MAP), chosen, shape)


@lru_cache(maxsize=256)
def _points_query(chosen: Chosen, shape: Shape, today: date) -> Prepared:
    return _prepared(_located(today), chosen, shape)


@lru_cache(maxsize=256)
def _outlines_query(chosen: Chosen, shape: Shape, today: date) -> Prepared:
    columns = (Meeting.attendance, Meeting.source_id, Meeting.extra, Group.fellowship_id)
    return _prepared(_located(today, *columns), chosen, shape)


def _located(today: date, *more: Any) -> Select[Any]:
    """Return a query of those that have a place, with what a point needs."""
    columns = (
        Meeting.id,
        Meeting.weekday,
        Meeting.start_minute,
        Meeting.duration_minutes,
        Meeting.youth,
        Location.precision,
        Location.latitude,
        Location.longitude,
    )
    return _select(today, *columns, *more).join(Location, Meeting.location_id == Location.id)


def _prepared(query: Select[Any], chosen: Chosen, shape: Shape) -> Prepared:
    return Prepared(query.where(*chosen.conditions(few=shape.few), *conditions(shape, Meeting.id)))


def _select(today: date, *columns: Any) -> Select[Any]:
    """Return a query of published meetings that may be shown again; BMLT has no word for stale ones."""
    return (
        select(*columns)
        .select_from(Meeting)
        .join(Group, Meeting.group_id == Group.id)
        .outerjoin(Fellowship, Group.fellowship_id == Fellowship.id)
        .outerjoin(Source, Meeting.source_id == Source.id)
        .where(*SHOWN, is_reliable(today))
    )


def _records(query: Prepared, window: Window) -> list[Any]:
    return query.all_rows(db.session.connection(), **values_of(window, possible(window.ids or ())))


def _point(record: Any) -> Row:
    hidden = is_area_only(youth=record.youth, precision=record.precision)
    return point_row(record.id, record, public_point(record.latitude, record.longitude, area_only=hidden))


def _row(extra: dict[str, Any], listing: Any, body: int, formats: tuple[int, ...]) -> Row:
    """Return the row of a listing; where it came from a BMLT server, with the fields only that one has."""
    row = row_of(listing, body=body, formats=formats)
    stored = extra.get(kept.KEY)
    if stored is None or listing.youth:
        return row
    values = {key: text for key, text in stored[kept.VALUES].items() if key not in row.values}
    own = {key: text for key, text in row.values.items() if text or key not in values}
    return replace(row, values=values | own)


def _formats_of(ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    for pair in _FORMATS.rows(db.session.connection(), ids):
        found[pair.meeting_id].append(pair.format_id)
    return {meeting: tuple(numbers) for meeting, numbers in found.items()}
