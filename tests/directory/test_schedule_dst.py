"""Clock changes: worked examples, and properties against a scan written another way.

The scan goes through every day and tries every offset that the zone has around it: it asks of an instant
in UTC what the clocks there show, instead of building a wall time in the zone.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetfinder.clock import zone
from meetfinder.directory.schedule import Occurrence, Schedule, is_running, next_occurrence, occurrences

NEW_YORK, LONDON, SYDNEY, VANCOUVER = (
    "America/New_York",
    "Europe/London",
    "Australia/Sydney",
    "America/Vancouver",
)
# Ramadan in Morocco, half an hour on Lord Howe, no change in India, two continents that cross the date line.
FURTHER = (
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Edmonton",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "America/St_Johns",
    "Asia/Kathmandu",
    "America/Phoenix",
    "Antarctica/Troll",
    "Pacific/Chatham",
)
# Days on which the clocks of the four cities change in 2026 and 2027, from the published rules.
CHANGES = {
    NEW_YORK: ("2026-03-08", "2026-11-01", "2027-03-14", "2027-11-07"),
    LONDON: ("2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"),
    SYDNEY: ("2026-04-05", "2026-10-04", "2027-04-04", "2027-10-03"),
    VANCOUVER: ("2026-03-08",),  # The last change: it stays on summer time for good.
}


def weekday_of(day: date) -> int:
    return day.isoweekday() % 7


def held_on(day: date, hour: int, minute: int, zone_name: str, duration: int | None = 60) -> Schedule:
    return Schedule(weekday_of(day), hour * 60 + minute, duration, zone_name)


def only_on(day: date, hour: int, minute: int, zone_name: str, duration: int | None = 60) -> Occurrence:
    local_midnight = datetime(day.year, day.month, day.day, tzinfo=zone(zone_name))
    schedule = held_on(day, hour, minute, zone_name, duration)
    found = next_occurrence(schedule, now=local_midnight, include_running=False)
    assert found is not None
    assert found.date == day
    return found


def scan(schedule: Schedule, after: datetime, before: datetime) -> list[tuple[datetime, date]]:
    """Return the start and date of each week's meeting in the window, by going through every day."""
    local = zone(schedule.timezone)
    starts = []
    day = after.astimezone(local).date() - timedelta(days=9)
    while day <= before.astimezone(local).date() + timedelta(days=2):
        if weekday_of(day) == schedule.weekday:
            starts.append((first_instant(day, schedule.start_minute, local), day))
        day += timedelta(days=1)
    length = timedelta(minutes=schedule.duration_minutes or 60)
    return [(start, day) for start, day in starts if start < before and start + length > after]


def offset_at(moment: datetime, local: tzinfo) -> timedelta:
    offset = moment.astimezone(local).utcoffset()
    assert offset is not None
    return offset


def first_instant(day: date, minute: int, local: tzinfo) -> datetime:
    """Return the first instant that shows the wall time there, by trying every offset of the days around.

    Where none does, the clocks skipped it: the offset from before the gap, the smaller, reads it (RFC 5545).
    """
    naive_utc = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=UTC)
    offsets = {offset_at(naive_utc + timedelta(hours=hours), local) for hours in range(-40, 41, 4)}
    for offset in sorted(offsets, reverse=True):
        instant = naive_utc - offset
        if instant.astimezone(local).strftime("%F %H:%M") == naive_utc.strftime("%F %H:%M"):
            return instant
    return naive_utc - min(offsets)


def test_a_time_that_the_clocks_skip_is_moved_forward_and_flagged() -> None:
    found = only_on(date(2026, 3, 8), 2, 30, NEW_YORK)
    assert found.start.isoformat() == "2026-03-08T03:30:00-04:00"
    assert found.end.isoformat() == "2026-03-08T04:30:00-04:00"
    assert found.shifted


@pytest.mark.parametrize(
    ("day", "hour", "minute", "zone_name", "expected"),
    [
        (date(2026, 3, 29), 1, 15, LONDON, "2026-03-29T02:15:00+01:00"),
        (date(2026, 10, 4), 2, 0, SYDNEY, "2026-10-04T03:00:00+11:00"),
        (date(2026, 3, 8), 2, 59, VANCOUVER, "2026-03-08T03:59:00-07:00"),
        (date(2026, 10, 4), 2, 10, "Australia/Lord_Howe", "2026-10-04T02:40:00+11:00"),
    ],
)
def test_other_gaps(day: date, hour: int, minute: int, zone_name: str, expected: str) -> None:
    found = only_on(day, hour, minute, zone_name)
    assert (found.start.isoformat(), found.shifted) == (expected, True)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "zone_name", "expected"),
    [
        (date(2026, 11, 1), 1, 30, NEW_YORK, "2026-11-01T01:30:00-04:00"),
        (date(2026, 10, 25), 1, 30, LONDON, "2026-10-25T01:30:00+01:00"),
        (date(2026, 4, 5), 2, 30, SYDNEY, "2026-04-05T02:30:00+11:00"),
        (date(2026, 4, 5), 1, 45, "Australia/Lord_Howe", "2026-04-05T01:45:00+11:00"),
        (date(2026, 11, 1), 1, 30, VANCOUVER, "2026-11-01T01:30:00-07:00"),  # Comes once: no change any more.
    ],
)
def test_of_a_time_that_comes_twice_the_first_counts(
    day: date, hour: int, minute: int, zone_name: str, expected: str
) -> None:
    found = only_on(day, hour, minute, zone_name)
    assert (found.start.isoformat(), found.shifted) == (expected, False)


def test_a_meeting_over_the_autumn_change_lasts_its_real_length() -> None:
    found = only_on(date(2026, 11, 1), 0, 30, NEW_YORK, 120)
    assert found.end.isoformat() == "2026-11-01T01:30:00-05:00"
    assert is_running(found, datetime(2026, 11, 1, 1, 29, fold=1, tzinfo=zone(NEW_YORK)))
    assert not is_running(found, datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=zone(NEW_YORK)))


def test_the_window_may_be_told_in_the_second_of_the_repeated_hours() -> None:
    meeting = held_on(date(2026, 11, 1), 1, 0, NEW_YORK, 50)
    second_half_past_one = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=zone(NEW_YORK))
    found = next_occurrence(meeting, now=second_half_past_one)
    assert found is not None
    assert found.date == date(2026, 11, 8)


def test_a_meeting_over_the_spring_change_lasts_its_real_length() -> None:
    found = only_on(date(2026, 3, 8), 1, 30, NEW_YORK, 60)
    assert (found.end.isoformat(), found.shifted) == ("2026-03-08T03:30:00-04:00", False)


def test_british_columbia_and_alberta_stay_on_summer_time() -> None:
    winter = date(2026, 12, 16)
    assert only_on(winter, 19, 0, VANCOUVER).start.utcoffset() == timedelta(hours=-7)
    assert only_on(winter, 19, 0, "America/Edmonton").start.utcoffset() == timedelta(hours=-6)


def test_a_day_that_samoa_skipped() -> None:
    found = only_on(date(2011, 12, 30), 19, 0, "Pacific/Apia")
    assert (found.start.isoformat(), found.shifted) == ("2011-12-31T19:00:00+14:00", True)
    running = next_occurrence(held_on(date(2011, 12, 30), 19, 0, "Pacific/Apia"), now=found.start)
    assert running == found


@pytest.mark.parametrize(
    ("zone_name", "day"),
    [(name, date.fromisoformat(text)) for name, days in CHANGES.items() for text in days],
)
def test_every_minute_of_each_day_of_change_equals_the_scan(zone_name: str, day: date) -> None:
    local_midnight = datetime(day.year, day.month, day.day, tzinfo=zone(zone_name)).astimezone(UTC)
    shifted = 0
    for minute in range(1440):
        schedule = Schedule(weekday_of(day), minute, 1, zone_name)
        found = next_occurrence(schedule, now=local_midnight)
        assert found is not None
        assert found.start.astimezone(UTC) == first_instant(day, minute, zone(zone_name))
        shifted += found.shifted
    offset_before = offset_at(local_midnight, zone(zone_name))
    offset_after = offset_at(local_midnight + timedelta(hours=12), zone(zone_name))
    assert offset_before != offset_after, "the clocks change on that day"
    assert shifted == max(0, (offset_after - offset_before) // timedelta(minutes=1))


ZONES = st.sampled_from((NEW_YORK, LONDON, SYDNEY, VANCOUVER))
ALL_ZONES = st.one_of(ZONES, st.sampled_from(FURTHER))
MINUTES = st.one_of(st.integers(0, 240), st.integers(0, 1439))  # The small hours are where clocks change.
DURATIONS = st.one_of(st.none(), st.integers(1, 1440))


@st.composite
def moments(draw: st.DrawFn, zone_names: st.SearchStrategy[str] = ZONES) -> tuple[str, datetime]:
    """Draw a zone and a moment of 2026–27, half of them within two days of a change of its clocks."""
    zone_name = draw(zone_names)
    change = draw(st.sampled_from(CHANGES.get(zone_name, ("2026-03-08", "2026-10-04"))))
    near = datetime.fromisoformat(change).replace(tzinfo=UTC) + timedelta(
        minutes=draw(st.integers(-3 * 1440, 3 * 1440))
    )
    anywhere = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 730 * 1440)))
    return zone_name, draw(st.sampled_from((near, anywhere)))


@given(moments(ALL_ZONES), st.integers(0, 6), MINUTES, DURATIONS)
def test_the_next_one_equals_the_scan(
    place: tuple[str, datetime], weekday: int, minute: int, duration: int | None
) -> None:
    zone_name, now = place
    schedule = Schedule(weekday, minute, duration, zone_name)
    expected = scan(schedule, now, now + timedelta(days=17))
    found = next_occurrence(schedule, now=now)
    assert found is not None
    assert (found.start.astimezone(UTC), found.date) == expected[0]
    to_come = next_occurrence(schedule, now=now, include_running=False)
    assert to_come is not None
    assert to_come.start.astimezone(UTC) == next(start for start, _ in expected if start >= now)


@given(moments(ALL_ZONES), st.integers(0, 6), MINUTES, DURATIONS, st.integers(1, 120))
def test_every_window_equals_the_scan_and_keeps_the_rules(
    place: tuple[str, datetime], weekday: int, minute: int, duration: int | None, days: int
) -> None:
    zone_name, after = place
    before = after + timedelta(days=days)
    schedule = Schedule(weekday, minute, duration, zone_name)
    found = list(occurrences(schedule, after=after, before=before))
    starts = [occurrence.start.astimezone(UTC) for occurrence in found]
    assert [(start, each.date) for start, each in zip(starts, found, strict=True)] == scan(
        schedule, after, before
    )
    assert all(earlier < later for earlier, later in pairwise(starts))
    for start, each in zip(starts, found, strict=True):
        assert each.end.astimezone(UTC) - start == timedelta(minutes=duration or 60)
        assert each.start.tzinfo is zone(zone_name)
        wall = (each.start.date(), each.start.hour * 60 + each.start.minute)
        assert (wall == (each.date, minute)) is not each.shifted
        assert weekday_of(each.date) == weekday
        assert is_running(each, start)
        assert is_running(each, each.end.astimezone(UTC) - timedelta(seconds=1))
        assert not is_running(each, each.end.astimezone(UTC))
