from datetime import UTC, datetime, timedelta, timezone

import pytest

from meetfinder import clock

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("name", "hours"), [("America/Vancouver", -7), ("America/Edmonton", -6)])
def test_zones_come_from_the_pinned_data(name: str, hours: int) -> None:
    assert NOON.astimezone(clock.zone(name)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    "name", ["", "America", "Mars/Olympus", "../etc/passwd", "america/new_york", "é", "a" * 300, "UTC\0"]
)
def test_an_unknown_zone_is_a_value_error(name: str) -> None:
    with pytest.raises(ValueError, match="unknown time zone"):
        clock.zone(name)


def test_a_zone_is_made_once() -> None:
    assert clock.zone("Asia/Kolkata") is clock.zone("Asia/Kolkata")


def test_the_clock_runs_in_utc() -> None:
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert timedelta(0) <= second - first < timedelta(minutes=1)


def test_a_held_clock_stands_still_and_goes_back_to_what_was_before() -> None:
    later = NOON + timedelta(days=1)
    with clock.at(NOON) as held:
        assert clock.now() == held == NOON
        with clock.at(later):
            assert clock.now() == later
        assert clock.now() == NOON
    assert clock.now() != NOON


def test_the_clock_runs_again_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), clock.at(NOON):
        raise ZeroDivisionError
    assert clock.now() != NOON


def test_freeze_and_release() -> None:
    clock.freeze(NOON.astimezone(timezone(timedelta(hours=5))))
    try:
        assert clock.now() == NOON
        assert clock.now().tzinfo is UTC
    finally:
        clock.freeze(None)
    assert clock.now() != NOON


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.freeze(datetime(2026, 12, 1))  # noqa: DTZ001 - The naive time is the case.
