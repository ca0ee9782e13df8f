"""Turns rows that `reading` selected into the values that may be shown."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from meetfinder.directory.listing import FellowshipCard, FormatCard, Join, SourceCard, Stated, Venue
from meetfinder.directory.models import Attendance
from meetfinder.directory.publishing import is_area_only, public_join, public_venue
from meetfinder.directory.schedule import DateException, Recurrence, Schedule

_WEEKLY = Recurrence()


def schedule(row: Any, exceptions: tuple[DateException, ...]) -> Schedule:
    """Return when the meeting of a row with the schedule's columns is held."""
    facts = row.weekday, row.start_minute, row.duration_minutes, row.timezone
    plain = row.recurrence_kind == "weekly" and row.starts_on is None and row.ends_on is None
    if plain and not exceptions:
        return _weekly_schedule(*facts)
    return Schedule(
        *facts,
        recurrence=_WEEKLY
        if plain
        else Recurrence(
            kind=row.recurrence_kind,
            interval=row.recurrence_interval,
            anchor=row.recurrence_anchor,
            nths=tuple(row.recurrence_nths),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        ),
        exceptions=exceptions,
    )


def exception(row: Any) -> DateException:
    """Return the exception of a row."""
    moved_to = datetime.fromisoformat(row.moved_to) if row.moved_to else None
    return DateException(on=row.on, kind=row.kind, moved_to=moved_to, note=row.note)


def fellowship_card(row: Any) -> FellowshipCard | None:
    """Return the fellowship of a row, None for an independent group."""
    if row.f_slug is None:
        return None
    return _fellowship_card(*_of_fellowship(row))


def source_card(row: Any) -> SourceCard | None:
    """Return the list that a row was read from, None where an organizer listed it."""
    if row.s_slug is None:
        return None
    return _source_card(*_of_source(row))


def _columns(prefix: str, card: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes the fields of a card out of a row whose columns have their names after a prefix."""
    return attrgetter(*(prefix + field.name for field in fields(card)))


_of_fellowship = _columns("f_", FellowshipCard)
_of_source = _columns("s_", SourceCard)
_of_place = _columns("l_", Venue)

# Few values that thousands of listings share; the same arguments always mean an equal one.
_weekly_schedule = lru_cache(maxsize=8192)(Schedule)
_fellowship_card = lru_cache(maxsize=1024)(FellowshipCard)
_source_card = lru_cache(maxsize=1024)(SourceCard)
format_card = lru_cache(maxsize=1024)(FormatCard)


def venue(row: Any, *, youth: bool) -> Venue | None:
    """Return where, as far as it may be shown."""
    if row.l_id is None:
        return None
    return public_venue(
        Venue(*_of_place(row)), area_only=is_area_only(youth=youth, precision=row.l_precision)
    )


def join(row: Any, held: Schedule, now: datetime) -> Join | None:
    """Return how to take part from afar, as far as it may be shown at `now`; None where one cannot."""
    if row.attendance == Attendance.IN_PERSON:
        return None
    full = Join(
        url=row.join_url or "",
        phone=row.join_phone or "",
        notes=row.join_notes,
        visibility=row.join_visibility,
    )
    return public_join(full, youth=row.youth, schedule=held, now=now)


def effective(own: Sequence[Any], of_group: Sequence[Any]) -> tuple[Stated, ...]:
    """Return what is stated; a key that the meeting itself speaks of is not answered by its group."""
    if not own and not of_group:
        return ()
    stated = [Stated(row.key, row.value, row.said_by, row.as_of) for row in own]
    spoken_of = {item.key for item in stated}
    stated += [
        Stated(row.key, row.value, row.said_by, row.as_of) for row in of_group if row.key not in spoken_of
    ]
    return tuple(stated)
