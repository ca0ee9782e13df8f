"""Things to put into a test's directory: plain, typed, every fact a keyword with a harmless default.

Each builder adds to ``db.session`` and flushes. ``a_meeting`` also puts the meeting into the search index;
after changing it or its group, call ``meetfinder.search.index.reindex([meeting.id])``.
"""

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from meetfinder.db import db
from meetfinder.directory.models import (
    Attendance,
    Attribute,
    Fellowship,
    Format,
    Group,
    GroupStatus,
    JoinVisibility,
    Kind,
    Location,
    Meeting,
    MeetingException,
    MeetingStatus,
    Precision,
    SaidBy,
    Source,
)
from meetfinder.directory.naming import public_id
from meetfinder.directory.schedule import DateException, Recurrence
from meetfinder.search.index import reindex

SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(7)
BUDA = (30.0852, -97.8403)
AUSTIN = (30.2672, -97.7431)
LONG_AGO = datetime(2026, 1, 5, 12, tzinfo=UTC)
_numbers = itertools.count(1)

Row = TypeVar("Row")


def a_fellowship(
    *,
    slug: str = "",
    name: str = "",
    short_name: str = "",
    kind: str = Kind.SUBSTANCE,
    twelve_step: bool = True,
    for_family: bool = False,
    site: str | None = "https://fellowship.example.org",
    finder: str | None = None,
    countries: Sequence[str] = (),
    start_url: str | None = None,
) -> Fellowship:
    number = next(_numbers)
    slug = slug or f"fellowship-{number}"
    fellowship = Fellowship(
        slug=slug,
        name=name or slug.replace("-", " ").title(),
        short_name=short_name or f"F{number}",
        kind=str(kind),
        twelve_step=twelve_step,
        for_family=for_family,
        site=site,
        finder=finder,
        countries=list(countries),
        start_url=start_url,
    )
    return _added(fellowship)


def a_format(slug: str = "open", *, name: str = "", category: str = "access", youth: bool = False) -> Format:
    """Return the format of this slug, made when it is not there."""
    found = db.session.query(Format).filter_by(slug=slug).one_or_none()
    if found is not None:
        return found
    label = name or slug.replace("-", " ").capitalize()
    return _added(Format(slug=slug, name=label, name_es=label, category=category, youth=youth))


def a_source(*, slug: str = "", name: str = "", republish: bool = True, demo: bool = False) -> Source:
    slug = slug or f"source-{next(_numbers)}"
    return _added(
        Source(slug=slug, name=name or slug, format="meeting-guide", republish=republish, demo=demo)
    )


def a_location(
    *,
    point: tuple[float, float] | None = BUDA,
    name: str = "Community hall",
    street: str = "1 Main Street",
    city: str = "Buda",
    region: str = "TX",
    postal_code: str = "78610",
    country: str = "US",
    formatted_address: str = "1 Main Street, Buda, TX 78610, USA",
    precision: str = Precision.EXACT,
    notes: str = "",
) -> Location:
    latitude, longitude = point or (None, None)
    return _added(
        Location(
            fingerprint=hashlib.sha256(f"test {next(_numbers)}".encode()).hexdigest(),
            name=name,
            street=street,
            city=city,
            region=region,
            postal_code=postal_code,
            country=country,
            formatted_address=formatted_address,
            latitude=latitude,
            longitude=longitude,
            precision=str(precision),
            notes=notes,
        )
    )


def a_group(
    *,
    name: str = "Tuesday Hope",
    fellowship: Fellowship | None = None,
    status: str = GroupStatus.ACTIVE,
    location: Location | None = None,
    website: str | None = None,
    notes: str = "",
    source: Source | None = None,
    attributes: Iterable[tuple[str, str]] = (),
    said_by: str = SaidBy.ORGANIZER,
) -> Group:
    number = next(_numbers)
    group = Group(
        public_id=public_id("test", str(number)),
        name=name,
        status=str(status),
        fellowship=fellowship,
        location=location,
        website=website,
        notes=notes,
        source=source,
        source_key=None if source is None else f"group-{number}",
        created_at=LONG_AGO,
        updated_at=LONG_AGO,
        attributes=_stated(attributes, said_by),
    )
    return _added(group)


def a_meeting(
    *,
    group: Group | None = None,
    fellowship: Fellowship | None = None,
    name: str = "Tuesday Hope",
    status: str = MeetingStatus.ACTIVE,
    location: Location | None = None,
    point: tuple[float, float] | None = BUDA,
    weekday: int = TUESDAY,
    start: str = "19:00",
    duration: int | None = 60,
    timezone: str = "America/Chicago",
    recurrence: Recurrence | None = None,
    exceptions: Iterable[DateException] = (),
    attendance: str = Attendance.IN_PERSON,
    join_url: str | None = None,
    join_phone: str | None = None,
    join_notes: str = "",
    join_visibility: str = JoinVisibility.PUBLIC,
    formats: Iterable[str] = (),
    languages: Sequence[str] = (),
    notes: str = "",
    youth: bool = False,
    attributes: Iterable[tuple[str, str]] = (),
    said_by: str = SaidBy.ORGANIZER,
    source: Source | None = None,
    confirmed_on: date | None = None,
    indexed: bool = True,
) -> Meeting:
    """Make a meeting; without `location` one is made at `point` (None: no place at all)."""
    if location is None and point is not None:
        location = a_location(point=point)
    number = next(_numbers)
    hours, minutes = start.split(":")
    rule = recurrence or Recurrence()
    meeting = Meeting(
        public_id=public_id("test", str(number)),
        name=name,
        status=str(status),
        group=group or a_group(fellowship=fellowship, source=source),
        location=location,
        weekday=weekday,
        start_minute=int(hours) * 60 + int(minutes),
        duration_minutes=duration,
        timezone=timezone,
        recurrence_kind=rule.kind,
        recurrence_interval=rule.interval,
        recurrence_anchor=rule.anchor,
        recurrence_nths=list(rule.nths),
        starts_on=rule.starts_on,
        ends_on=rule.ends_on,
        attendance=str(attendance),
        join_url=join_url,
        join_phone=join_phone,
        join_notes=join_notes,
        join_visibility=str(join_visibility),
        languages=list(languages),
        notes=notes,
        youth=youth,
        confirmed_on=confirmed_on,
        created_at=LONG_AGO,
        updated_at=LONG_AGO,
        source=source,
        source_key=None if source is None else f"row-{number}",
        formats=[a_format(slug) for slug in formats],
        attributes=_stated(attributes, said_by),
        exceptions=[_exception(item) for item in exceptions],
    )
    _added(meeting)
    if indexed:
        reindex([meeting.id])
    return meeting


def _stated(pairs: Iterable[tuple[str, str]], said_by: str) -> list[Attribute]:
    return [Attribute(key=key, value=value, said_by=str(said_by), as_of=None) for key, value in pairs]


def _exception(item: DateException) -> MeetingException:
    moved_to = None if item.moved_to is None else item.moved_to.isoformat(timespec="minutes")
    return MeetingException(on=item.on, kind=item.kind, moved_to=moved_to, note=item.note)


def _added(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row
