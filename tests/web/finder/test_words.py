"""Times, distances and ages in words, without the site."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meetfinder.clock import zone
from meetfinder.directory.schedule import Occurrence, Recurrence, Schedule
from meetfinder.web.finder import words

CHICAGO = zone("America/Chicago")
EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=CHICAGO).astimezone(UTC)
"""A Monday, six in the evening in Chicago."""


def held(start: datetime, minutes: int = 60) -> Occurrence:
    return Occurrence(
        start, start + timedelta(minutes=minutes), start.date(), shifted=False, moved=False, note=""
    )


def in_chicago(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> Occurrence:
    return held(datetime(year, month, day, hour, minute, tzinfo=CHICAGO))


@pytest.mark.parametrize(
    ("occurrence", "said"),
    [
        (in_chicago(23, 17, 30), "In progress, until 6:30 pm"),
        (in_chicago(23, 18), "In progress, until 7 pm"),
        (in_chicago(23, 18, 25), "In 25 minutes, at 6:25 pm"),
        (in_chicago(23, 18, 1), "In 1 minute, at 6:01 pm"),
        (in_chicago(23, 19, 30), "Tonight 7:30 pm"),
        (in_chicago(24, 0, 30), "Tonight, after midnight: 12:30 am"),
        (in_chicago(24, 12), "Tomorrow 12 noon"),
        (in_chicago(25, 7), "Wednesday 7 am"),
        (in_chicago(29, 20), "Sunday 8 pm"),
        (in_chicago(30, 20), "Monday 30 November, 8 pm"),
        (in_chicago(4, 20, month=1, year=2027), "Monday 4 January 2027, 8 pm"),
    ],
)
def test_when_it_is_held_is_said_as_people_say_it(occurrence: Occurrence, said: str) -> None:
    assert words.when_words(occurrence, EVENING, country="US") == said


def test_what_is_later_today_but_not_in_the_evening_is_today() -> None:
    morning = datetime(2026, 11, 23, 8, 0, tzinfo=CHICAGO).astimezone(UTC)
    assert words.when_words(in_chicago(23, 12), morning, country="US") == "Today 12 noon"
    assert words.when_words(in_chicago(23, 19), morning, country="US") == "Tonight 7 pm"


def test_who_is_awake_at_two_reads_tonight_only_for_what_is_left_of_the_night() -> None:
    night = datetime(2026, 11, 24, 2, 0, tzinfo=CHICAGO).astimezone(UTC)
    assert words.when_words(in_chicago(24, 3, 30), night, country="US") == "Tonight 3:30 am"
    assert words.when_words(in_chicago(24, 19), night, country="US") == "Today 7 pm"


def test_a_zone_of_ones_own_changes_hour_and_day() -> None:
    late = in_chicago(23, 23, 30)
    told = words.when_words(late, EVENING, country="US", timezone="America/New_York")
    assert told == "Tonight, after midnight: 12:30 am"
    assert words.other_zone(late, "America/New_York")
    assert not words.other_zone(late, "America/Menominee")


@pytest.mark.parametrize(
    ("hour", "minute", "country", "said"),
    [
        (19, 30, "US", "7:30 pm"),
        (19, 0, "AU", "7 pm"),
        (0, 0, "US", "12:00 am"),
        (12, 0, "CA", "12 noon"),
        (12, 5, "CA", "12:05 pm"),
        (19, 30, "GB", "19:30"),
        (9, 0, "IE", "09:00"),
        (9, 0, "", "09:00"),
    ],
)
def test_the_clock_is_that_of_the_meetings_country(hour: int, minute: int, country: str, said: str) -> None:
    assert words.clock_words(datetime(2026, 11, 23, hour, minute), country) == said  # noqa: DTZ001  Wall time.


@pytest.mark.parametrize(
    ("km", "unit", "said"),
    [
        (0.0, "mi", "less than half a mile"),
        (0.0, "km", "less than 500 metres"),
        (0.9, "mi", "about half a mile"),
        (1.7, "mi", "about 1 mile"),
        (3.2, "mi", "about 2 miles"),
        (3.2, "km", "about 3 km"),
        (2.2, "km", "about 2 km"),
        (37.0, "mi", "about 23 miles"),
        (120.0, "km", "about 120 km"),
        (1234.0, "km", "about 1,200 km"),
        (19_000.0, "mi", "about 11,800 miles"),
    ],
)
def test_a_distance_is_never_more_exact_than_what_is_known(km: float, unit: str, said: str) -> None:
    assert words.distance_words(km, unit) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "today"), (0, "today"), (1, "yesterday"), (13, "13 days ago"), (14, "2 weeks ago"),
        (59, "8 weeks ago"), (60, "2 months ago"), (364, "12 months ago"), (729, "24 months ago"),
        (730, "2 years ago"), (4000, "11 years ago"),
    ],
)  # fmt: skip
def test_an_age_is_told_in_the_unit_that_fits(days: int, said: str) -> None:
    today = date(2026, 11, 23)
    assert words.age_words(today - timedelta(days=days), today) == said


def test_half_a_year_without_a_word_is_stale() -> None:
    today = date(2026, 11, 23)
    assert not words.is_stale(today - timedelta(days=180), today)
    assert words.is_stale(today - timedelta(days=181), today)
    assert words.is_stale(None, today)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Recurrence(), "Every Tuesday"),
        (
            Recurrence(kind="every_n_weeks", interval=2, anchor=date(2026, 11, 24)),
            "Every second Tuesday",
        ),
        (
            Recurrence(kind="every_n_weeks", interval=3, anchor=date(2026, 11, 24)),
            "Every 3 weeks on Tuesday",
        ),
        (Recurrence(kind="monthly", nths=(3, 1)), "First and third Tuesday of the month"),
        (Recurrence(kind="monthly", nths=(-1,)), "Last Tuesday of the month"),
        (
            Recurrence(starts_on=date(2026, 1, 6), ends_on=date(2026, 12, 15)),
            "Every Tuesday, from 6 January 2026, until 15 December 2026",
        ),
    ],
)
def test_a_recurrence_is_told_in_words(rule: Recurrence, said: str) -> None:
    schedule = Schedule(2, 19 * 60, 60, "America/Chicago", rule)
    assert words.recurrence_words(schedule) == said


def test_hours_may_run_past_midnight_and_an_end_is_never_invented() -> None:
    assert words.schedule_time_words(Schedule(2, 23 * 60 + 30, 60, "UTC"), "US") == "11:30 pm to 12:30 am"
    assert words.schedule_time_words(Schedule(2, 19 * 60, None, "UTC"), "US") == "7 pm"


def test_totals_are_counted_in_words() -> None:
    assert words.total_words(0, capped=False) == "no meetings"
    assert words.total_words(1, capped=False) == "1 meeting"
    assert words.total_words(1000, capped=True) == "more than 1,000 meetings"
