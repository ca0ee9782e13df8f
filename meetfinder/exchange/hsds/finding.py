"""Finds the rows of an HSDS answer in the directory: how many, a page of them, all, or those near."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, literal, or_, select, union_all

from meetfinder.db import db
from meetfinder.directory.models import Attendance, Format, Location, Meeting
from meetfinder.directory.publishing import is_area_only, public_point
from meetfinder.exchange.hsds import places, terms
from meetfinder.exchange.hsds.choosing import Around, Wish, last_change, meetings, permitted
from meetfinder.search.space import geodesic_km, narrowest

Pair = tuple[Row[Any], str]
"""A meeting and one of its kinds of location."""
STEP = 500
"""Meetings read at once; memory does not grow with the length of an answer."""
_KM_PER_DEGREE = 110.0
_ROUNDED_DEGREES = 0.06
"""The point of an area is told rounded to a tenth of a degree, so it may lie this far outside a box."""
_THERE = (Attendance.IN_PERSON, Attendance.HYBRID)
_COLUMNS = (
    Meeting.id, Meeting.public_id, Meeting.attendance, Meeting.updated_at, last_change().label("changed"),
)  # fmt: skip


def known_terms() -> tuple[terms.Term, ...]:
    """Return every term of our taxonomies."""
    formats = db.session.execute(select(Format.slug, Format.name).order_by(Format.slug))
    return terms.all_terms((slug, name) for slug, name in formats)


def changed_at(row: Row[Any]) -> datetime:
    """Return when a meeting or its group last changed here or, if that is later, at its source."""
    changed: datetime = max(filter(None, (row.updated_at, row.changed)))
    return changed


def count_meetings(wish: Wish) -> int:
    """Return how many meetings are wished for."""
    return db.session.scalar(meetings(wish, known_terms(), func.count())) or 0


def page_of_meetings(wish: Wish, *, start: int, limit: int) -> list[Row[Any]]:
    """Return the meetings from number `start` on, by public id."""
    wanted = meetings(wish, known_terms(), *_COLUMNS).order_by(Meeting.public_id)
    return list(db.session.execute(wanted.limit(limit).offset(start)))


def every_meeting(wish: Wish) -> Iterator[list[Row[Any]]]:
    """Yield all meetings wished for in steps, by public id."""
    wanted = meetings(wish, known_terms(), *_COLUMNS).order_by(Meeting.public_id).limit(STEP)
    last = ""
    while rows := list(db.session.execute(wanted.where(Meeting.public_id > last))):
        yield rows
        last = rows[-1].public_id


def one_meeting(public_id: str) -> Row[Any] | None:
    """Return the meeting of this public id, whether it is still listed or not; None where there is none."""
    return db.session.execute(permitted(*_COLUMNS).where(Meeting.public_id == public_id)).first()


def page_of_pairs(wish: Wish, *, start: int, limit: int) -> tuple[int, list[Pair]]:
    """Return how many pairs are wished for, and those from number `start` on: physical before virtual."""
    known = known_terms()
    here = meetings(wish, known, *_COLUMNS, literal(places.PHYSICAL).label("part"))
    afar = meetings(wish, known, *_COLUMNS, literal(places.VIRTUAL).label("part"))
    both = union_all(
        here.where(Meeting.attendance.in_(_THERE)), afar.where(Meeting.attendance != Attendance.IN_PERSON)
    ).subquery()
    total = db.session.scalar(select(func.count()).select_from(both)) or 0
    wanted = select(both).order_by(both.c.public_id, both.c.part).limit(limit).offset(start)
    return total, [(row, row.part) for row in db.session.execute(wanted)]


def pairs_near(wish: Wish, around: Around) -> list[Pair]:
    """Return the physical places within a circle, the nearest first."""
    columns = (*_COLUMNS, Meeting.youth, Location.precision, Location.latitude, Location.longitude)
    wanted = meetings(wish, known_terms(), *columns).where(Meeting.attendance.in_(_THERE), *_in_box(around))
    near = []
    for row in db.session.execute(wanted):
        area_only = is_area_only(youth=row.youth, precision=row.precision)
        point = public_point(row.latitude, row.longitude, area_only=area_only)
        if point is None:
            continue
        metres = geodesic_km((around.latitude, around.longitude), point) * 1000
        if metres <= around.metres:
            near.append((metres, row.public_id, row))
    return [(row, places.PHYSICAL) for _, _, row in sorted(near, key=lambda found: found[:2])]


def _in_box(around: Around) -> list[ColumnElement[bool]]:
    """Return conditions that leave out what is certainly outside; around the poles and far away, nothing."""
    reach = around.metres / 1000 / _KM_PER_DEGREE + _ROUNDED_DEGREES
    south, north = around.latitude - reach, around.latitude + reach
    found: list[ColumnElement[bool]] = [Location.latitude.between(south, north)]
    east = reach / narrowest(max(south, -90.0), min(north, 90.0))
    if east < 180:  # noqa: PLR2004  Half the way round.
        found.append(
            or_(
                *(
                    Location.longitude.between(around.longitude - east + turn, around.longitude + east + turn)
                    for turn in (-360, 0, 360)
                )
            )
        )
    return found
