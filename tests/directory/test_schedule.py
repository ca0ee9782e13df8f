"""What is next, what is running, exceptions, tonight, and what a schedule may not be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetfinder.clock import zone
from meetfinder.directory.schedule import (
    DateException,
    Recurrence,
    Schedule,
    minute_of_week,
    next_occurrence,
    occurrences,
    tonight_window,
    validate,
)

NEW_YORK = "America/New_York"
HERE = zone(NEW_YORK)
TUESDAYS = Schedule(2, 19 * 60, 90, NEW_YORK)
TUESDAY = date(2026, 11, 24)
WEEK = timedelta(days=7)


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HERE)


def wall(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001 - Wall time is naive.


def november(schedule: Schedule) -> list[str]:
    window = occurrences(schedule, after=local(1, 0), before=local(1, 0, month=12))
    return [f"{each.start:%d %H:%M}" for each in window]


def with_exceptions(*exceptions: DateException, **changes: Any) -> Schedule:
    return replace(TUESDAYS, exceptions=exceptions, **changes)


def test_weekday_zero_is_sunday() -> None:
    for weekday in range(7):
        found = next_occurrence(Schedule(weekday, 0, None, "UTC"), now=datetime(2026, 11, 22, tzinfo=UTC))
        assert found is not None
        assert found.date == date(2026, 11, 22 + weekday)


def test_what_is_not_stated_is_taken_as_an_hour() -> None:
    for unstated in (None, 0):
        found = next_occurrence(replace(TUESDAYS, duration_minutes=unstated), now=local(24, 12))
        assert found is not None
        assert found.end - found.start == timedelta(minutes=60)


@pytest.mark.parametrize(
    ("now", "options", "day"),
    [
        (local(24, 18, 59), {}, 24),
        (local(24, 19, 0), {}, 24),
        (local(24, 20, 29), {}, 24),
        (local(24, 20, 30), {}, 31),
        (local(24, 19, 0), {"include_running": False}, 24),
        (local(24, 19, 1), {"include_running": False}, 31),
        (local(24, 19, 15), {"include_running": False, "grace_minutes": 15}, 24),
        (local(24, 19, 16), {"include_running": False, "grace_minutes": 15}, 31),
        (local(24, 20, 31), {"include_running": False, "grace_minutes": 600}, 31),
        (local(24, 20, 31), {"grace_minutes": 600}, 31),
    ],
)
def test_next_running_and_grace(now: datetime, options: dict[str, Any], day: int) -> None:
    found = next_occurrence(TUESDAYS, now=now, **options)
    assert found is not None
    assert found.date == date(2026, 11, 1) + timedelta(days=day - 1)


def test_nothing_beyond_the_horizon() -> None:
    late = replace(TUESDAYS, recurrence=Recurrence(starts_on=date(2026, 12, 29)))
    assert next_occurrence(late, now=local(24, 12), horizon_days=30) is None
    assert next_occurrence(late, now=local(24, 12), horizon_days=36) is not None


def test_a_meeting_past_midnight_runs_on_the_next_day() -> None:
    late = Schedule(6, 23 * 60 + 30, 120, NEW_YORK)
    found = next_occurrence(late, now=local(22, 1, 29))
    assert found is not None
    assert (found.date, found.end) == (date(2026, 11, 21), local(22, 1, 30))


def test_over_the_years_end() -> None:
    found = next_occurrence(Schedule(5, 23 * 60, 120, "UTC"), now=datetime(2026, 12, 27, tzinfo=UTC))
    assert found is not None
    assert found.start == datetime(2027, 1, 1, 23, tzinfo=UTC)


def test_it_is_lazy_up_to_the_end_of_the_calendar() -> None:
    end = datetime.max.replace(tzinfo=UTC)
    first = islice(occurrences(TUESDAYS, after=local(24, 12), before=end), 3)
    assert [each.date for each in first] == [TUESDAY, TUESDAY + WEEK, TUESDAY + 2 * WEEK]
    last = list(occurrences(TUESDAYS, after=datetime(9999, 12, 1, tzinfo=UTC), before=end))
    assert last[-1].date == date(9999, 12, 28)
    on_the_last_day = replace(TUESDAYS, weekday=5)
    assert [each.date for each in occurrences(on_the_last_day, after=end - WEEK, before=end)] == [
        date(9999, 12, 24)
    ]


def test_the_window_is_open_at_both_ends() -> None:
    start, end = local(24, 19), local(24, 20, 30)
    minute = timedelta(minutes=1)
    assert not any(occurrences(TUESDAYS, after=start - WEEK + 2 * (end - start), before=start))
    assert any(occurrences(TUESDAYS, after=start, before=start + minute))
    assert any(occurrences(TUESDAYS, after=end - minute, before=end))
    assert not any(occurrences(TUESDAYS, after=end, before=end + minute))


@pytest.mark.parametrize(("hours", "zone_name"), [(23, "Pacific/Pago_Pago"), (100, "Pacific/Kiritimati")])
def test_a_long_meeting_runs_until_its_last_minute(hours: int, zone_name: str) -> None:
    long_one = Schedule(1, 23 * 60 + 30, hours * 60, zone_name)
    start = datetime(2026, 11, 23, 23, 30, tzinfo=zone(zone_name))
    found = next_occurrence(long_one, now=start + timedelta(hours=hours, minutes=-1))
    assert found is not None
    assert found.start == start


def test_naive_moments_and_unknown_zones_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match="time zone"):
        occurrences(TUESDAYS, after=wall(1, 0), before=local(2, 0))
    with pytest.raises(ValueError, match="Mars"):
        next_occurrence(replace(TUESDAYS, timezone="Mars/Olympus"), now=local(1, 0))


def test_a_cancelled_date_is_not_held() -> None:
    assert november(TUESDAYS) == ["03 19:00", "10 19:00", "17 19:00", "24 19:00"]
    assert november(with_exceptions(DateException(TUESDAY, "cancelled"))) == [
        "03 19:00",
        "10 19:00",
        "17 19:00",
    ]
    found = next_occurrence(with_exceptions(DateException(TUESDAY, "cancelled")), now=local(24, 12))
    assert found is not None
    assert found.date == TUESDAY + WEEK


def test_a_moved_date_is_held_where_it_was_moved_to_with_its_note() -> None:
    schedule = with_exceptions(DateException(TUESDAY, "moved", wall(23, 18, 30), "Holiday week"))
    assert november(schedule) == ["03 19:00", "10 19:00", "17 19:00", "23 18:30"]
    found = next_occurrence(schedule, now=local(20, 12))
    assert found is not None
    assert (found.date, found.moved, found.note, found.shifted) == (TUESDAY, True, "Holiday week", False)
    assert found.end - found.start == timedelta(minutes=90)


def test_moved_dates_keep_the_order_by_start() -> None:
    schedule = with_exceptions(
        DateException(date(2026, 11, 3), "moved", wall(25, 9)),
        DateException(date(2026, 11, 17), "moved", wall(9, 9)),
    )
    assert november(schedule) == ["09 09:00", "10 19:00", "24 19:00", "25 09:00"]


@pytest.mark.parametrize(
    ("regular", "target", "recurrence"),
    [
        (date(2026, 12, 8), wall(5, 10), Recurrence()),
        (date(2026, 3, 3), wall(5, 10), Recurrence()),
        (date(2026, 10, 27), wall(5, 10), Recurrence(ends_on=date(2026, 10, 31))),
        (date(2026, 12, 1), wall(5, 10), Recurrence(starts_on=date(2026, 12, 1))),
    ],
)
def test_a_move_into_the_window_is_found_from_any_date_and_outside_the_range(
    regular: date, target: datetime, recurrence: Recurrence
) -> None:
    schedule = with_exceptions(DateException(regular, "moved", target), recurrence=recurrence)
    assert "05 10:00" in november(schedule)


def test_a_move_out_of_the_window_leaves_nothing_behind() -> None:
    assert november(with_exceptions(DateException(TUESDAY, "moved", wall(2, 10, month=12)))) == [
        "03 19:00",
        "10 19:00",
        "17 19:00",
    ]


@pytest.mark.parametrize(
    ("schedule", "why"),
    [
        (with_exceptions(DateException(date(2026, 11, 25), "moved", wall(26, 10))), "a Wednesday"),
        (
            with_exceptions(
                DateException(date(2026, 12, 1), "moved", wall(26, 10)),
                recurrence=Recurrence(ends_on=date(2026, 11, 30)),
            ),
            "after the end",
        ),
        (with_exceptions(DateException(date(2026, 11, 26), "cancelled")), "a Thursday"),
    ],
)
def test_an_exception_for_a_date_that_is_not_regular_is_ignored(schedule: Schedule, why: str) -> None:
    assert november(schedule) == november(TUESDAYS), why
    assert validate(schedule) == ["exception_unmatched"]


@pytest.mark.parametrize(
    "exceptions",
    [
        (DateException(TUESDAY, "moved", wall(23, 18)), DateException(TUESDAY, "cancelled")),
        (DateException(TUESDAY, "cancelled"), DateException(TUESDAY, "moved", wall(23, 18))),
        (DateException(TUESDAY, "moved"),),
        (DateException(TUESDAY, "somehow"),),
    ],
)
def test_an_unsound_exception_takes_its_date_away(exceptions: tuple[DateException, ...]) -> None:
    schedule = with_exceptions(*exceptions)
    assert november(schedule) == ["03 19:00", "10 19:00", "17 19:00"]
    assert validate(schedule) == ["exceptions"]


def test_a_move_into_a_gap_is_shifted() -> None:
    schedule = with_exceptions(DateException(date(2026, 3, 10), "moved", wall(8, 2, 30, month=3)))
    found = next_occurrence(schedule, now=local(5, 0, month=3))
    assert found is not None
    assert (found.start.isoformat(), found.shifted, found.moved) == (
        "2026-03-08T03:30:00-04:00",
        True,
        True,
    )


def test_a_move_to_a_repeated_time_means_the_first() -> None:
    twice = wall(1, 1, 30).replace(fold=1)
    schedule = with_exceptions(DateException(date(2026, 11, 3), "moved", twice))
    found = next_occurrence(schedule, now=local(1, 0))
    assert found is not None
    assert found.start.isoformat() == "2026-11-01T01:30:00-04:00"


@given(st.data())
def test_exceptions_change_only_their_own_dates(data: st.DataObject) -> None:
    regular = [date(2026, 1, 6) + index * WEEK for index in range(40)]
    chosen = data.draw(st.lists(st.sampled_from(regular), unique=True, max_size=12))
    exceptions, kept = [], {}
    for day in chosen:
        minutes = data.draw(st.one_of(st.none(), st.integers(-60 * 1440, 60 * 1440)))
        target = None if minutes is None else wall(1, 3, month=6) + timedelta(minutes=minutes)
        exceptions.append(DateException(day, "moved" if target else "cancelled", target))
        if target:
            kept[day] = target
    schedule = with_exceptions(*exceptions)
    assert validate(schedule) == []
    after = datetime(2026, 1, 1, tzinfo=UTC)
    before = datetime(2026, 10, 12, tzinfo=UTC)
    found = list(occurrences(schedule, after=after, before=before))
    starts = [each.start.astimezone(UTC) for each in found]
    assert starts == sorted(starts)
    assert {each.date for each in found if not each.moved} == set(regular) - set(chosen)
    assert {
        each.date: each.start.replace(tzinfo=None) for each in found if each.moved and not each.shifted
    } == {
        day: target for day, target in kept.items() if not wall(8, 2, month=3) <= target < wall(8, 3, month=3)
    }
    assert len(found) == len(regular) - len(chosen) + len(kept)


@pytest.mark.parametrize(
    ("now", "opens", "closes"),
    [
        (local(24, 12), local(24, 17), local(25, 4)),
        (local(24, 4), local(24, 17), local(25, 4)),
        (local(24, 17), local(24, 17), local(25, 4)),
        (local(24, 21, 15), local(24, 21, 15), local(25, 4)),
        (local(25, 0), local(25, 0), local(25, 4)),
        (local(25, 3, 59), local(25, 3, 59), local(25, 4)),
        (local(31, 22, month=12), local(31, 22, month=12), datetime(2027, 1, 1, 4, tzinfo=HERE)),
    ],
)
def test_tonight(now: datetime, opens: datetime, closes: datetime) -> None:
    assert tonight_window(now.astimezone(UTC), NEW_YORK) == (opens, closes)


def test_tonight_is_the_meetings_night_and_not_the_searchers() -> None:
    noon_in_london = datetime(2026, 11, 24, 12, tzinfo=UTC)
    opens, closes = tonight_window(noon_in_london, "Australia/Sydney")
    assert opens.isoformat() == "2026-11-24T23:00:00+11:00"
    assert closes.isoformat() == "2026-11-25T04:00:00+11:00"


def test_a_night_whose_end_comes_twice_lasts_until_the_second() -> None:
    _, closes = tonight_window(datetime(1997, 10, 25, 20, tzinfo=UTC), "Asia/Baku")
    assert closes.isoformat() == "1997-10-26T04:00:00+04:00"


@pytest.mark.parametrize(
    ("now", "held"),
    [
        (local(24, 9), True),
        (local(24, 20), True),
        (local(24, 20, 30), False),
        (local(23, 23), False),
        (local(24, 3), False),
    ],
)
def test_tonight_holds_the_running_meeting_and_not_the_finished_one(now: datetime, held: bool) -> None:
    opens, closes = tonight_window(now, NEW_YORK)
    assert any(occurrences(TUESDAYS, after=opens, before=closes)) is held


@given(
    st.sampled_from(sorted(available_timezones())),
    st.datetimes(datetime(1975, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_tonight_is_never_over_before_it_begins(zone_name: str, now: datetime) -> None:
    opens, closes = (moment.astimezone(UTC) for moment in tonight_window(now, zone_name))
    assert max(now, opens) == opens
    assert timedelta(0) < closes - opens <= timedelta(hours=14)
    # The longest wait is from 04:00 to 17:00, an hour more where clocks go back, a day where one is skipped.
    assert opens - now <= timedelta(hours=14) + timedelta(hours=24)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"weekday": 7}, ["weekday"]),
        ({"weekday": -1}, ["weekday"]),
        ({"start_minute": 1440}, ["start_minute"]),
        ({"start_minute": -1}, ["start_minute"]),
        ({"duration_minutes": 0}, ["duration"]),
        ({"duration_minutes": 1441}, ["duration"]),
        ({"duration_minutes": None}, []),
        ({"timezone": "EST5EDT6"}, ["timezone"]),
        ({"recurrence": Recurrence("yearly")}, ["kind"]),
        ({"recurrence": Recurrence("every_n_weeks", 2, TUESDAY)}, []),
        ({"recurrence": Recurrence("every_n_weeks", 1, TUESDAY)}, ["interval"]),
        ({"recurrence": Recurrence("every_n_weeks", 53, TUESDAY)}, ["interval"]),
        ({"recurrence": Recurrence("every_n_weeks", 2)}, ["anchor"]),
        ({"recurrence": Recurrence("every_n_weeks", 2, TUESDAY + timedelta(days=1))}, ["anchor"]),
        ({"recurrence": Recurrence("monthly", nths=(1, 3, -1))}, []),
        ({"recurrence": Recurrence("monthly")}, ["nths"]),
        ({"recurrence": Recurrence("monthly", nths=(1, 6))}, ["nths"]),
        ({"recurrence": Recurrence("monthly", nths=(0,))}, ["nths"]),
        (
            {"recurrence": Recurrence(starts_on=TUESDAY, ends_on=TUESDAY - timedelta(days=1))},
            ["ends_before_starts"],
        ),
        ({"recurrence": Recurrence(starts_on=TUESDAY, ends_on=TUESDAY)}, []),
        ({"exceptions": (DateException(TUESDAY, "moved", local(23, 18)),)}, ["exceptions"]),
        ({"weekday": 9, "timezone": "", "start_minute": 9999}, ["weekday", "start_minute", "timezone"]),
    ],
)
def test_validate(changes: dict[str, Any], codes: list[str]) -> None:
    assert validate(replace(TUESDAYS, **changes)) == codes


def test_minute_of_week() -> None:
    assert minute_of_week(Schedule(0, 0, None, "UTC")) == 0
    assert minute_of_week(TUESDAYS) == 2 * 1440 + 19 * 60
    assert minute_of_week(Schedule(6, 1439, None, "UTC")) == 10079
