"""What a search should find, computed from every meeting with geodesics and real dates."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from geopy.distance import geodesic

from meetfinder.clock import utc, zone
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Attendance, Meeting
from meetfinder.directory.reading import listings
from meetfinder.directory.schedule import (
    DateException,
    Recurrence,
    minute_of_week,
    next_occurrence,
    occurrences,
    tonight_window,
)
from meetfinder.search.query import Hit, SearchQuery
from tests.builders import a_fellowship, a_meeting

ZONES = ("America/New_York", "America/Chicago", "Europe/London", "Australia/Sydney", "America/Vancouver")


def a_random_directory(
    chance: random.Random, *, count: int, center: tuple[float, float], spread: float
) -> list[Meeting]:
    """Make meetings around a point, `spread` degrees wide, of every kind of attendance and recurrence."""
    fellowships = [
        a_fellowship(slug="dual", kind="dual-diagnosis"),
        a_fellowship(slug="drink", kind="substance"),
        a_fellowship(slug="parents", kind="family", for_family=True),
    ]
    venues = [_near(chance, center, spread) for _ in range(max(1, count // 3))]
    made = []
    for _ in range(count):
        weekday = chance.randrange(7)
        made.append(
            a_meeting(
                fellowship=chance.choice(fellowships),
                point=chance.choice([*venues, None]),
                weekday=weekday,
                start=f"{chance.randrange(24):02}:{chance.choice((0, 15, 30))}",
                duration=chance.choice((None, 60, 90, 240, 700)),
                timezone=chance.choice(ZONES),
                recurrence=_recurrence(chance, weekday),
                exceptions=_exceptions(chance, weekday),
                attendance=chance.choice(list(Attendance)),
                formats=chance.sample(["open", "women", "speaker"], chance.randrange(3)),
                languages=chance.sample(["en", "es-MX", "fr"], chance.randrange(3)),
                attributes=chance.sample(
                    [("access", "closed"), ("dd_focus", "welcoming"), ("med_moud", "members_decide")],
                    chance.randrange(3),
                ),
            )
        )
    return made


def _near(chance: random.Random, center: tuple[float, float], spread: float) -> tuple[float, float]:
    latitude = max(-90.0, min(90.0, center[0] + chance.uniform(-spread, spread)))
    longitude = (center[1] + chance.uniform(-spread, spread) * 1.5 + 180) % 360 - 180
    return latitude, longitude


def _recurrence(chance: random.Random, weekday: int) -> Recurrence | None:
    anchor = datetime(2026, 11, 1).date() + timedelta(days=weekday)  # noqa: DTZ001  The first was a Sunday.
    return chance.choice(
        [
            None,
            None,
            Recurrence(kind="monthly", nths=(1, 3)),
            Recurrence(kind="monthly", nths=(-1,)),
            Recurrence(kind="every_n_weeks", interval=2, anchor=anchor),
            Recurrence(starts_on=anchor + timedelta(weeks=2)),
            Recurrence(ends_on=anchor + timedelta(weeks=chance.randrange(8))),
        ]
    )


def _exceptions(chance: random.Random, weekday: int) -> Sequence[DateException]:
    if chance.random() < 0.7:
        return ()
    on = datetime(2026, 11, 22).date() + timedelta(days=weekday)  # noqa: DTZ001  The week of the tests.
    if chance.random() < 0.5:
        return (DateException(on=on, kind="cancelled"),)
    moved = datetime(2026, 11, 22) + timedelta(days=chance.randrange(7), hours=chance.randrange(24))  # noqa: DTZ001
    return (DateException(on=on, kind="moved", moved_to=moved),)


def expected(meetings: Sequence[Meeting], query: SearchQuery) -> dict[int, float | None]:
    """Return the ids of all that match with their geodesic kilometres."""
    found = {}
    for listing in listings([item.id for item in meetings], now=query.now).values():
        distance = _distance(listing, query)
        near = distance is not None and distance <= query.within_km
        if _by_attendance(listing, query, near=near) and _matches(listing, query):
            found[listing.id] = distance if near and listing.in_person else None
    return found


def _distance(listing: Listing, query: SearchQuery) -> float | None:
    venue = listing.venue
    if query.latitude is None or venue is None or venue.latitude is None:
        return None
    return float(geodesic((query.latitude, query.longitude), (venue.latitude, venue.longitude)).km)


def _by_attendance(listing: Listing, query: SearchQuery, *, near: bool) -> bool:
    asked = query.attendance
    if query.latitude is None:
        return listing.remote and (not asked or listing.attendance in asked)
    if asked and listing.attendance not in asked:
        return False
    if listing.in_person and near:
        return True
    return bool({"online", "phone"} & set(asked)) and listing.remote


def _matches(listing: Listing, query: SearchQuery) -> bool:
    schedule = listing.schedule
    kind = listing.fellowship.kind if listing.fellowship else ""
    family = kind == "family" or (listing.stated("access") != ("closed",) and listing.has_format("open"))
    return all(
        (
            next_occurrence(schedule, now=query.now) is not None or schedule.recurrence.ends_on is None,
            not query.days or schedule.weekday in query.days,
            _in_hours(minute_of_week(schedule) % 1440, query),
            _in_time(listing, query),
            query.audience != "family" or family,
            not query.kinds or kind in query.kinds,
            not query.fellowships or (listing.fellowship and listing.fellowship.slug in query.fellowships),
            not query.formats or any(map(listing.has_format, query.formats)),
            not query.languages or any(item.split("-")[0] in query.languages for item in listing.languages),
            all(
                any(stated in query.attributes for stated in [(key, v) for v in listing.stated(key)])
                for key, _ in query.attributes
            ),
        )
    )


def _in_hours(minute: int, query: SearchQuery) -> bool:
    first = query.from_minute or 0
    last = 1439 if query.until_minute is None else query.until_minute
    return first <= minute <= last if first <= last else minute >= first or minute <= last


def _in_time(listing: Listing, query: SearchQuery) -> bool:
    now, schedule = query.now, listing.schedule
    if query.when == "now":
        after, before = now, now + timedelta(minutes=120, microseconds=1)
    elif query.when == "tonight":
        after, before = tonight_window(now, schedule.timezone)
    elif query.today:
        local = zone(schedule.timezone)
        day = utc(now).astimezone(local).date() + timedelta(days=1)
        after, before = now, datetime(day.year, day.month, day.day, tzinfo=local)
    else:
        return True
    return next(iter(occurrences(schedule, after=after, before=before)), None) is not None


def start_of(hit: Hit) -> datetime:
    return datetime.max.replace(tzinfo=zone("UTC")) if hit.next is None else utc(hit.next.start)
