"""The face of a source: exactly its rows, with its own ids, out of the directory's tables.

Columns, not objects of the mapper: a search reads hundreds of rows in a few milliseconds.
"""

from datetime import date
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import ColumnElement, case, select

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import (
    ExternalId,
    ExternalKind,
    Group,
    Location,
    Meeting,
    MeetingStatus,
    ServiceBody,
    Source,
)
from meetfinder.directory.prepared import Prepared
from meetfinder.directory.reliable import is_reliable
from meetfinder.directory.standing import is_shown
from meetfinder.exchange.bmlt import kept
from meetfinder.exchange.bmlt.bodies import Body, Tree
from meetfinder.exchange.bmlt.face import Asked, Face, Window
from meetfinder.exchange.bmlt.fields import STOCK_FIELDS, FieldKey
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.history import changes_of
from meetfinder.exchange.bmlt.loose import integer
from meetfinder.exchange.bmlt.rows import Row
from meetfinder.exchange.bmlt.server import USUAL_LANGUAGE, language_of
from meetfinder.exchange.bmlt.windows import Shape, conditions, shape_of, values_of

INFO = "info"
"""Key of the one row that says what a server says of itself."""
USED = "used_formats"
_COLUMNS = (
    Meeting.source_key,
    Meeting.name,
    Meeting.status,
    Meeting.weekday,
    Meeting.start_minute,
    Meeting.duration_minutes,
    Meeting.attendance,
    Meeting.youth,
    Meeting.extra,
    Location.fingerprint,
    Location.name.label("venue"),
    Location.street,
    Location.city,
    Location.region,
    Location.postal_code,
    Location.latitude,
    Location.longitude,
)
_POINT_COLUMNS = (
    Meeting.source_key,
    Meeting.weekday,
    Meeting.start_minute,
    Meeting.duration_minutes,
    Location.latitude,
    Location.longitude,
    case((Meeting.status == MeetingStatus.PAUSED, Meeting.extra)).label("held"),
)


def open_source(source: Source, *, base: str) -> Face:
    """Return the face of a source that was read from a BMLT server; `base` is the address it is shown at."""
    server = _facts(source, ExternalKind.SERVER).get((INFO, ""), {})
    info = server.get(INFO, {})
    rows = partial(rows_of, source)
    return Face(
        base=base,
        rows=rows,
        points=partial(points_of, source),
        outlines=rows,  # They have to be read from the same text.
        changes=lambda asked: changes_of(_changed(source, asked), asked, identify=_ids),
        tree=Tree(bodies_of(source)),
        labels=labels_of(source),
        used=lambda: frozenset(server.get(USED, ())),
        fields=_fields(source),
        info=lambda: info,
        language=language_of(info) if info else USUAL_LANGUAGE,
    )


def rows_of(source: Source, window: Window) -> list[Row]:
    """Return the source's published rows that lie in the window."""
    records = _records(source, window)
    return [row for record in records if (row := _row(record)) is not None]


def points_of(source: Source, window: Window) -> list[Row]:
    """Return the same rows with day, time and place only."""
    return [
        point_row(integer(record.source_key or ""), record, (record.latitude, record.longitude))
        for record in _records(source, window, points=True)
        if record.held is None or kept.HELD in record.held.get(kept.KEY, {})
    ]


def point_row(number: int, record: Any, point: tuple[float | None, float | None] | None) -> Row:
    """Return a row that knows day, time and place of a record."""
    latitude, longitude = point or (None, None)
    return Row(
        id=number,
        values={},
        weekday=record.weekday,
        start=record.start_minute * 60,
        duration=record.duration_minutes * 60 if record.duration_minutes else None,
        venue=None,
        body=0,
        formats=None,
        latitude=latitude,
        longitude=longitude,
    )


def _records(source: Source, window: Window, *, points: bool = False) -> list[Any]:
    query = _query(source.id, shape_of(window), clock.now().date(), points=points)
    return query.all_rows(db.session.connection(), **values_of(window, map(str, sorted(window.ids or ()))))


@lru_cache(maxsize=256)
def _query(source_id: int, shape: Shape, today: date, *, points: bool) -> Prepared:
    """Return the query for the meetings that the source lists and nobody has taken away."""
    # In a box of few rows no database shall begin with the source, which may have a million.
    source = Meeting.source_id + 0 if shape.box else Meeting.source_id
    return Prepared(
        select(*(_POINT_COLUMNS if points else _COLUMNS))
        .select_from(Meeting)
        .join(Group, Meeting.group_id == Group.id)
        .outerjoin(Location, Meeting.location_id == Location.id)
        .outerjoin(Source, Meeting.source_id == Source.id)
        .where(Meeting.status != MeetingStatus.RETIRED, is_shown(), is_reliable(today))
        .where(source == source_id, *conditions(shape, Meeting.source_key))
    )


def bodies_of(source: Source) -> list[Body]:
    """Return the service bodies of a source with its own ids, in its order."""
    found = db.session.scalars(
        select(ServiceBody).where(ServiceBody.source_id == source.id).order_by(ServiceBody.position)
    )
    return [body_of(body, number=integer(body.key), parent=integer(body.parent_key or "")) for body in found]


def body_of(stored: Any, *, number: int, parent: int) -> Body:
    """Return a stored service body (or a row with its columns) under this number and parent."""
    return Body(
        id=number,
        parent=parent,
        name=stored.name,
        description=stored.description,
        kind=stored.kind,
        url=stored.website,
        helpline=stored.helpline,
        world_id=stored.world_id,
    )


def labels_of(source: Source) -> list[FormatLabel]:
    """Return the formats of a source in all its languages, in its order."""
    return [
        FormatLabel(id=integer(key), language=language, **facts)
        for (key, language), facts in _facts(source, ExternalKind.FORMAT).items()
    ]


def _changed(source: Source, asked: Asked) -> list[ColumnElement[bool]]:
    found = [Meeting.source_id == source.id]
    return [*found, Meeting.source_key == str(asked.meeting)] if asked.meeting is not None else found


def _ids(record: Any) -> tuple[int, int]:
    values = record.extra.get(kept.KEY, {}).get(kept.VALUES, {})
    return integer(record.source_key), integer(values.get("service_body_bigint", ""))


def _fields(source: Source) -> tuple[FieldKey, ...]:
    found = _facts(source, ExternalKind.FIELD)
    return tuple(FieldKey(key, **facts) for (key, _), facts in found.items()) or STOCK_FIELDS


def _facts(source: Source, kind: ExternalKind) -> dict[tuple[str, str], dict[str, Any]]:
    rows = db.session.execute(
        select(ExternalId.key, ExternalId.language, ExternalId.facts)
        .where(ExternalId.source_id == source.id, ExternalId.kind == kind)
        .order_by(ExternalId.position)
    )
    return {(row.key, row.language): row.facts for row in rows}


def _row(record: Any) -> Row | None:
    """Return the row of a record; None for one that is paused for another reason than its source's own."""
    stored = record.extra.get(kept.KEY)
    if stored is None or (record.status == MeetingStatus.PAUSED and kept.HELD not in stored):
        return None
    return kept.restore(integer(record.source_key), stored, told(record))


def told(record: Any) -> kept.Told:
    """Return what the directory says of a meeting now."""
    point = None if record.latitude is None else (record.latitude, record.longitude)
    return kept.Told(
        name=record.name,
        weekday=record.weekday,
        start_minute=record.start_minute,
        duration_minutes=record.duration_minutes,
        attendance=record.attendance,
        youth=record.youth,
        place=record.fingerprint or "",
        point=point,
        address={
            "location_text": record.venue or "",
            "location_street": record.street or "",
            "location_municipality": record.city or "",
            "location_province": record.region or "",
            "location_postal_code_1": record.postal_code or "",
        },
    )


def find_source(slug: str) -> Source | None:
    """Return the source of this name that may be shown again, or None."""
    found = db.session.scalar(select(Source).where(Source.slug == slug))
    return found if found is not None and found.republish else None
