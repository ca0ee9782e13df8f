"""Now, tonight and today mean real dates: monthly, cancelled, moved, right across clock changes."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from meetfinder.directory.models import Attendance
from meetfinder.directory.schedule import DateException, Recurrence
from meetfinder.search import find
from meetfinder.search.query import BadCursor, Hit, SearchQuery, Sort
from tests.builders import BUDA, FRIDAY, MONDAY, SATURDAY, SUNDAY, TUESDAY, WEDNESDAY, a_meeting


def found(now: str, **changes: object) -> list[Hit]:
    values = {"timezone": "America/Chicago", "latitude": BUDA[0], "longitude": BUDA[1], "sort": Sort.NEXT}
    query = SearchQuery(now=datetime.fromisoformat(now), **{**values, **changes})  # type: ignore[arg-type]
    return list(find(query).hits)


def ids(now: str, **changes: object) -> list[int]:
    return [hit.listing.id for hit in found(now, **changes)]


TUESDAY_NOON = "2026-11-24T12:00-06:00"


def test_tonight_leaves_out_what_is_cancelled_or_moved_away(app: Flask) -> None:
    today = date(2026, 11, 24)
    plain = a_meeting(weekday=TUESDAY)
    a_meeting(weekday=TUESDAY, exceptions=[DateException(on=today, kind="cancelled")])
    a_meeting(
        weekday=TUESDAY,
        exceptions=[DateException(on=today, kind="moved", moved_to=datetime(2026, 11, 26, 19))],  # noqa: DTZ001
    )
    moved_here = a_meeting(
        weekday=FRIDAY,
        exceptions=[
            DateException(on=date(2026, 11, 27), kind="moved", moved_to=datetime(2026, 11, 24, 20))  # noqa: DTZ001
        ],
    )
    a_meeting(weekday=TUESDAY, start="10:00")
    assert ids(TUESDAY_NOON, when="tonight") == [plain.id, moved_here.id]
    assert [bool(hit.next and hit.next.moved) for hit in found(TUESDAY_NOON, when="tonight")] == [False, True]
    assert ids(TUESDAY_NOON, when="tonight", days=(FRIDAY,)) == [moved_here.id]


def test_monthly_meetings_are_tonight_only_in_their_week(app: Flask) -> None:
    fourth = a_meeting(weekday=TUESDAY, recurrence=Recurrence(kind="monthly", nths=(4,)))
    last = a_meeting(weekday=TUESDAY, start="20:00", recurrence=Recurrence(kind="monthly", nths=(-1,)))
    first = a_meeting(weekday=TUESDAY, start="21:00", recurrence=Recurrence(kind="monthly", nths=(1, 3)))
    assert ids(TUESDAY_NOON, when="tonight") == [fourth.id, last.id]
    assert ids("2026-12-01T12:00-06:00", when="tonight") == [first.id]
    assert ids(TUESDAY_NOON) == [fourth.id, last.id, first.id]
    assert ids("2026-11-25T12:00-06:00") == [first.id, fourth.id, last.id]


def test_every_second_week_and_ranges_of_dates(app: Flask) -> None:
    this_week = a_meeting(
        weekday=TUESDAY, recurrence=Recurrence(kind="every_n_weeks", interval=2, anchor=date(2026, 11, 10))
    )
    a_meeting(
        weekday=TUESDAY, recurrence=Recurrence(kind="every_n_weeks", interval=2, anchor=date(2026, 11, 17))
    )
    a_meeting(weekday=TUESDAY, recurrence=Recurrence(starts_on=date(2026, 12, 1)))
    a_meeting(weekday=TUESDAY, recurrence=Recurrence(ends_on=date(2026, 11, 17)))
    assert ids(TUESDAY_NOON, today=True) == [this_week.id]
    assert len(ids(TUESDAY_NOON)) == 3  # What has ended for good is found by no search.


def test_today_is_the_date_of_the_meetings_zone(app: Flask) -> None:
    chicago = a_meeting(weekday=TUESDAY, start="23:00")
    a_meeting(weekday=WEDNESDAY, start="00:30")
    london = a_meeting(weekday=WEDNESDAY, start="08:00", timezone="Europe/London")
    a_meeting(weekday=TUESDAY, start="08:00")
    assert ids("2026-11-24T22:00-06:00", today=True) == [chicago.id, london.id]


def test_what_began_yesterday_and_runs_is_found_now(app: Flask) -> None:
    long = a_meeting(weekday=MONDAY, start="22:00", duration=600)
    short = a_meeting(weekday=TUESDAY, start="05:00", duration=180)
    hits = found("2026-11-24T07:30-06:00", when="now")
    assert [hit.listing.id for hit in hits] == [long.id, short.id]
    assert all(hit.running for hit in hits)
    assert ids("2026-11-24T08:00-06:00", when="now") == []


def test_spring_forward_skips_an_hour_and_autumn_repeats_one(app: Flask) -> None:
    skipped = a_meeting(weekday=SUNDAY, start="02:30", duration=30)
    hits = found("2027-03-14T01:50-06:00", when="now")
    assert [hit.listing.id for hit in hits] == [skipped.id]
    assert hits[0].next is not None
    assert hits[0].next.start.astimezone(UTC) == datetime(2027, 3, 14, 8, 30, tzinfo=UTC)
    repeated = a_meeting(weekday=SUNDAY, start="01:30", duration=45)
    assert ids("2026-11-01T01:20-05:00", when="now") == [repeated.id]
    assert ids("2026-11-01T01:20-06:00", when="now") == [skipped.id]


def test_online_meetings_of_all_zones_come_in_the_order_of_their_real_starts(app: Flask) -> None:
    made = {
        zone: a_meeting(attendance=Attendance.ONLINE, point=None, weekday=day, start=start, timezone=zone).id
        for zone, day, start in [
            ("Australia/Sydney", WEDNESDAY, "05:30"),
            ("America/New_York", TUESDAY, "13:15"),
            ("Asia/Kolkata", WEDNESDAY, "00:15"),
            ("America/Vancouver", TUESDAY, "12:00"),
        ]
    }
    assert ids(TUESDAY_NOON, latitude=None, longitude=None) == [
        made["America/New_York"],
        made["Australia/Sydney"],
        made["Asia/Kolkata"],
        made["America/Vancouver"],
    ]


def test_a_cursor_belongs_to_its_search(app: Flask) -> None:
    for number in range(4):
        a_meeting(weekday=SATURDAY, start=f"1{number}:00")
    values = {"now": datetime.fromisoformat(TUESDAY_NOON), "timezone": "America/Chicago", "limit": 2}
    query = SearchQuery(**values, latitude=BUDA[0], longitude=BUDA[1])  # type: ignore[arg-type]
    cursor = find(query).next_cursor
    assert cursor
    follow = SearchQuery(**values, latitude=BUDA[0], longitude=BUDA[1], cursor=cursor)  # type: ignore[arg-type]
    assert len(find(follow).hits) == 2
    assert find(follow).next_cursor == ""
    for nonsense in ("x", "W10", "bnVsbA", "ww==", "W251bGxd", cursor[:-3], "é", "[1,2]"):
        with pytest.raises(BadCursor):
            find(SearchQuery(**values, latitude=BUDA[0], longitude=BUDA[1], cursor=nonsense))  # type: ignore[arg-type]
    with pytest.raises(BadCursor):
        find(SearchQuery(**values, latitude=BUDA[0], longitude=0.0, cursor=cursor))  # type: ignore[arg-type]


def test_more_than_can_be_sorted_at_once_are_still_paged_without_loss(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetfinder.search.ordering.MOST_TIED", 2)
    made = {a_meeting(attendance=Attendance.ONLINE, point=None).id for _ in range(7)}
    values = {"now": datetime.fromisoformat(TUESDAY_NOON), "timezone": "America/Chicago", "limit": 3}
    seen: list[int] = []
    cursor = ""
    while True:
        page = find(SearchQuery(**values, cursor=cursor, sort=Sort.NEXT))  # type: ignore[arg-type]
        seen += [hit.listing.id for hit in page.hits]
        cursor = page.next_cursor
        if not cursor:
            break
    assert sorted(seen) == sorted(made)
