"""Recurrences against ``dateutil.rrule``, by our own rules and by the RRULE text that we publish."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil import rrule as du
from hypothesis import given
from hypothesis import strategies as st

from meetfinder.clock import zone
from meetfinder.directory.schedule import Recurrence, Schedule, next_occurrence, occurrences, rrule

NEW_YORK = "America/New_York"
DAYS = (du.SU, du.MO, du.TU, du.WE, du.TH, du.FR, du.SA)
FRIDAY = 5
FIRST, LAST = date(2024, 1, 1), date(2031, 12, 31)


def utc_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def dates(recurrence: Recurrence, weekday: int, first: date = FIRST, last: date = LAST) -> list[date]:
    """Return our dates at noon in UTC, from the first to the last, inclusive."""
    schedule = Schedule(weekday, 720, 60, "UTC", recurrence)
    window = occurrences(schedule, after=utc_midnight(first), before=utc_midnight(last) + timedelta(days=1))
    return [occurrence.date for occurrence in window]


def expected(**rule: Any) -> list[date]:
    start = datetime.combine(rule.pop("first", FIRST), time())
    return [each.date() for each in du.rrule(dtstart=start, until=datetime.combine(LAST, time()), **rule)]


def test_last_friday_of_each_month() -> None:
    ours = dates(Recurrence("monthly", nths=(-1,)), FRIDAY)
    assert ours == expected(freq=du.MONTHLY, byweekday=du.FR(-1))
    assert len(ours) == 12 * 8


@pytest.mark.parametrize("nths", [(1,), (2,), (3,), (4,), (5,), (1, 3), (2, 4), (1, 3, 5), (-1, 1), (5, -1)])
@pytest.mark.parametrize("weekday", range(7))
def test_nth_weekdays(nths: tuple[int, ...], weekday: int) -> None:
    ours = dates(Recurrence("monthly", nths=nths), weekday)
    assert ours == expected(freq=du.MONTHLY, byweekday=[DAYS[weekday](nth) for nth in nths])


def test_a_fifth_weekday_waits_for_a_month_that_has_one() -> None:
    fifth = Schedule(2, 19 * 60, 60, NEW_YORK, Recurrence("monthly", nths=(5,)))
    found = next_occurrence(fifth, now=datetime(2026, 7, 1, tzinfo=UTC))
    assert found is not None
    assert found.date == date(2026, 9, 29)


def test_every_second_week_on_both_sides_of_its_anchor_and_over_the_years_end() -> None:
    anchor = date(2026, 12, 22)
    ours = dates(Recurrence("every_n_weeks", 2, anchor), 2)
    assert anchor in ours
    assert date(2027, 1, 5) in ours
    assert date(2026, 12, 29) not in ours
    first = ours[0]
    assert first - FIRST < timedelta(days=14)
    assert ours == expected(freq=du.WEEKLY, interval=2, byweekday=du.TU, first=first)


@given(st.dates(FIRST, LAST), st.integers(2, 52))
def test_every_n_weeks(anchor: date, interval: int) -> None:
    ours = dates(Recurrence("every_n_weeks", interval, anchor), anchor.isoweekday() % 7, first=anchor)
    assert ours == expected(freq=du.WEEKLY, interval=interval, first=anchor)


def test_every_second_week_stays_in_step_across_clock_changes() -> None:
    schedule = Schedule(0, 150, 60, NEW_YORK, Recurrence("every_n_weeks", 2, date(2026, 2, 22)))
    found = next_occurrence(schedule, now=datetime(2026, 3, 1, tzinfo=UTC))
    assert found is not None
    assert (found.start.isoformat(), found.shifted) == ("2026-03-08T03:30:00-04:00", True)


def test_the_range_of_dates_is_inclusive() -> None:
    recurrence = Recurrence(starts_on=date(2026, 6, 5), ends_on=date(2026, 6, 26))
    assert dates(recurrence, FRIDAY) == [date(2026, 6, day) for day in (5, 12, 19, 26)]
    inside = Recurrence(starts_on=date(2026, 6, 6), ends_on=date(2026, 6, 25))
    assert dates(inside, FRIDAY) == [date(2026, 6, 12), date(2026, 6, 19)]


def test_the_range_is_of_local_dates() -> None:
    late = Schedule(
        FRIDAY, 23 * 60 + 30, 60, NEW_YORK, Recurrence(starts_on=date(2026, 6, 5), ends_on=date(2026, 6, 5))
    )
    found = next_occurrence(late, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert found is not None
    assert found.start.astimezone(UTC) == datetime(2026, 6, 6, 3, 30, tzinfo=UTC)
    assert next_occurrence(late, now=datetime(2026, 6, 6, 4, 29, tzinfo=UTC)) == found
    assert next_occurrence(late, now=datetime(2026, 6, 6, 4, 30, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    "recurrence",
    [
        Recurrence("every_n_weeks", 2),
        Recurrence("every_n_weeks", 0, date(2026, 11, 27)),
        Recurrence("every_n_weeks", 2, date(2026, 11, 26)),
        Recurrence("monthly"),
        Recurrence("yearly"),
        Recurrence(starts_on=date(2026, 12, 31), ends_on=date(2026, 1, 1)),
    ],
)
def test_a_rule_that_says_too_little_has_no_dates(recurrence: Recurrence) -> None:
    assert dates(recurrence, FRIDAY) == []


@pytest.mark.parametrize(
    ("recurrence", "text"),
    [
        (Recurrence(), "FREQ=WEEKLY;BYDAY=TU"),
        (Recurrence("every_n_weeks", 2, date(2026, 11, 24)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        (Recurrence("monthly", nths=(3, 1)), "FREQ=MONTHLY;BYDAY=1TU,3TU"),
        (Recurrence("monthly", nths=(-1,)), "FREQ=MONTHLY;BYDAY=-1TU"),
        (Recurrence(ends_on=date(2026, 12, 29)), "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261230T000000Z"),
    ],
)
def test_rule_text(recurrence: Recurrence, text: str) -> None:
    assert rrule(Schedule(2, 19 * 60, 60, NEW_YORK, recurrence)) == text


@st.composite
def recurrences(draw: st.DrawFn) -> tuple[int, Recurrence]:
    """Draw a weekday and a rule of any kind that starts at some date and perhaps ends."""
    starts = draw(st.dates(date(2025, 1, 1), date(2028, 1, 1)))
    ends = draw(st.one_of(st.none(), st.integers(0, 900).map(lambda days: starts + timedelta(days=days))))
    weekday = draw(st.integers(0, 6))
    kind = draw(st.sampled_from(("weekly", "every_n_weeks", "monthly")))
    if kind == "monthly":
        nths = draw(st.lists(st.sampled_from((1, 2, 3, 4, 5, -1)), min_size=1, unique=True))
        return weekday, Recurrence(kind, nths=tuple(nths), starts_on=starts, ends_on=ends)
    if kind == "weekly":
        return weekday, Recurrence(kind, starts_on=starts, ends_on=ends)
    interval = draw(st.integers(2, 8))
    anchor = starts + timedelta(days=(weekday - starts.isoweekday()) % 7, weeks=draw(st.integers(-60, 60)))
    return weekday, Recurrence(kind, interval, anchor, starts_on=starts, ends_on=ends)


@given(
    recurrences(),
    st.integers(0, 1439),
    st.sampled_from((NEW_YORK, "Europe/London", "Australia/Sydney", "Pacific/Apia", "Asia/Kolkata")),
)
def test_the_published_rule_expands_to_the_same_moments(
    drawn: tuple[int, Recurrence], minute: int, zone_name: str
) -> None:
    weekday, recurrence = drawn
    schedule = Schedule(weekday, minute, 60, zone_name, recurrence)
    end = datetime(2031, 1, 1, tzinfo=UTC)
    ours = list(occurrences(schedule, after=datetime(2024, 12, 1, tzinfo=UTC), before=end))
    if not ours:
        return
    first = datetime.combine(ours[0].date, time(*divmod(minute, 60)), zone(zone_name))
    theirs = du.rrulestr(rrule(schedule), dtstart=first).between(first, end, inc=True)
    assert [each.astimezone(UTC) for each in theirs if each.astimezone(UTC) < end] == [
        each.start.astimezone(UTC) for each in ours
    ]
