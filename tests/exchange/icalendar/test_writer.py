"""Calendars hold the instants of our schedule, as other software reads them, and tell no bystander more."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from dateutil import tz
from dateutil.rrule import rrulestr
from icalendar import Calendar

from meetfinder.directory.listing import Listing
from meetfinder.directory.schedule import DateException, Recurrence, Schedule, occurrences
from meetfinder.exchange.icalendar.writer import Options, uid, write
from meetfinder.exchange.icalendar.zones import vtimezone
from tests.exchange.samples import AREA, DEMO, LIST, PUBLISHER, TUESDAY_EVENING, ZOOM, a_listing

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
OPTIONS = Options(publisher=PUBLISHER, now=NOW)
TWO_YEARS = timedelta(days=731)


def text(*listings: Listing, names: bool = False) -> str:
    return "".join(write(listings, replace(OPTIONS, names=names)))


def events(listing: Listing, *, names: bool = False) -> list[Any]:
    return list(Calendar.from_ical(text(listing, names=names)).walk("VEVENT"))


def expanded(calendar: str) -> set[datetime]:
    """Return the starts in UTC of all events within two years, by dateutil and the calendar's own zones."""
    zones = tz.tzical(io.StringIO(calendar.replace("\r\n ", "").replace("\r\n", "\n")))
    return set(_starts(Calendar.from_ical(calendar), zones))


def _starts(calendar: Any, zones: Any) -> Iterator[datetime]:
    parts = calendar.walk("VEVENT")
    moved = {
        (str(part["UID"]), part["RECURRENCE-ID"].dt.replace(tzinfo=None))
        for part in parts
        if "RECURRENCE-ID" in part
    }
    for part in parts:
        zone = zones.get(part["DTSTART"].params["TZID"])
        begin = part["DTSTART"].dt.replace(tzinfo=None)
        walls = [begin]
        if "RRULE" in part:
            walls = list(_by_rule(part, begin, zone))
            walls = [wall for wall in walls if (str(part["UID"]), wall) not in moved]
        for wall in walls:
            yield tz.resolve_imaginary(wall.replace(tzinfo=zone)).astimezone(UTC)


def _by_rule(part: Any, begin: datetime, zone: Any) -> Iterator[datetime]:
    rule = part["RRULE"].to_ical().decode()
    until = re.search(r"UNTIL=(\d{8}T\d{6}Z)", rule)
    if until:
        last = datetime.strptime(until[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(zone)
        rule = rule.replace(until[1], f"{last:%Y%m%dT%H%M%S}")
    given = part.get("EXDATE", [])
    gaps = {
        item.dt.replace(tzinfo=None)
        for one in (given if isinstance(given, list) else [given])
        for item in one.dts
    }
    end = (NOW + TWO_YEARS + timedelta(days=2)).replace(tzinfo=None)
    yield from (
        wall for wall in rrulestr(rule, dtstart=begin).between(begin, end, inc=True) if wall not in gaps
    )


def ours(schedule: Schedule) -> set[datetime]:
    return {item.start.astimezone(UTC) for item in occurrences(schedule, after=NOW, before=NOW + TWO_YEARS)}


ZONES = ["America/Chicago", "Europe/London", "America/Vancouver", "America/Edmonton", "Australia/Lord_Howe",
         "Asia/Kolkata", "Africa/Casablanca", "America/Santiago", "UTC", "Pacific/Chatham"]  # fmt: skip
RULES = [
    Recurrence(),
    Recurrence(kind="every_n_weeks", interval=2, anchor=date(2026, 11, 24)),
    Recurrence(kind="every_n_weeks", interval=3, anchor=date(2030, 1, 1)),
    Recurrence(kind="monthly", nths=(1, 3)),
    Recurrence(kind="monthly", nths=(-1,)),
    Recurrence(kind="monthly", nths=(5,)),
    Recurrence(starts_on=date(2026, 12, 8), ends_on=date(2027, 6, 1)),
]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("rule", RULES)
def test_a_calendar_holds_the_instants_of_the_schedule_for_two_years(zone: str, rule: Recurrence) -> None:
    schedule = Schedule(2, 19 * 60, 75, zone, rule)
    found = expanded(text(a_listing(schedule=schedule)))
    assert {start for start in found if NOW <= start < NOW + TWO_YEARS} == {
        start for start in ours(schedule) if start >= NOW
    }
    assert ours(schedule)


@pytest.mark.parametrize(
    ("zone", "weekday"), [("America/Chicago", 0), ("Europe/London", 0), ("Asia/Beirut", 0)]
)
@pytest.mark.parametrize("minute", [0, 30, 90, 150, 180])
def test_the_nights_on_which_clocks_change(zone: str, weekday: int, minute: int) -> None:
    schedule = Schedule(weekday, minute, 60, zone)
    found = expanded(text(a_listing(schedule=schedule)))
    assert {start for start in found if NOW <= start < NOW + TWO_YEARS} == ours(schedule)


def test_cancelled_and_moved_dates() -> None:
    exceptions = (
        DateException(on=date(2026, 12, 22), kind="cancelled"),
        DateException(on=date(2026, 12, 29), kind="moved", moved_to=datetime(2026, 12, 30, 18)),  # noqa: DTZ001
        DateException(on=date(2026, 12, 30), kind="cancelled"),
    )
    listing = a_listing(schedule=replace(TUESDAY_EVENING, exceptions=exceptions))
    whole, moved = events(listing)
    assert str(whole["UID"]) == str(moved["UID"]) == uid(listing)
    assert moved["RECURRENCE-ID"].dt.replace(tzinfo=None) == datetime(2026, 12, 29, 19)  # noqa: DTZ001
    assert {start for start in expanded(text(listing)) if NOW <= start < NOW + TWO_YEARS} == ours(
        listing.schedule
    )


def test_the_first_date_is_one_on_which_it_is_held() -> None:
    cancelled = DateException(on=date(2026, 1, 6), kind="cancelled")
    plain, gap = TUESDAY_EVENING, replace(TUESDAY_EVENING, exceptions=(cancelled,))
    assert events(a_listing(schedule=plain))[0]["DTSTART"].dt.date() == date(2026, 1, 6)
    assert events(a_listing(schedule=gap))[0]["DTSTART"].dt.date() == date(2026, 1, 13)
    over = replace(TUESDAY_EVENING, recurrence=Recurrence(ends_on=date(2025, 12, 1)))
    assert events(a_listing(schedule=over)) == []


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    listing = a_listing(name="Größe, Mut; und\nWeite \\ " + "ü" * 200, notes="x" * 500, source=LIST)
    written = text(listing, names=True)
    assert written.endswith("END:VCALENDAR\r\n")
    assert "\n" not in written.replace("\r\n", "")
    assert max(len(part.encode()) for part in written.split("\r\n")) <= 75
    assert str(events(listing, names=True)[0]["SUMMARY"]) == listing.name


def test_a_calendar_says_nothing_to_a_bystander() -> None:
    listing = a_listing(notes="About bipolar disorder", source=LIST)
    shown = re.sub(r"X-MEETFINDER-[^\r]*(\r\n [^\r]*)*", "", text(listing))
    for word in ("Hope", "Dual", "DRA", "bipolar", "recovery", "A list"):
        assert word.lower() not in shown.lower().replace("meetfinder", "")
    event = events(listing)[0]
    assert str(event["SUMMARY"]) == "Tuesday 7 pm"
    assert str(event["LOCATION"]) == "Community hall, 1 Main Street, Buda, TX 78610, USA"
    assert str(event["CLASS"]) == "PRIVATE"
    named = events(listing, names=True)[0]
    assert str(named["SUMMARY"]) == "Tuesday Hope"
    assert "Dual Recovery Anonymous" in str(named["DESCRIPTION"])


def test_links_only_where_they_are_public_and_areas_only_for_minors() -> None:
    online = a_listing(attendance="online", join=ZOOM)
    assert "https://zoom.us/j/1234567890" in str(events(online)[0]["DESCRIPTION"])
    assert "LOCATION" not in events(online)[0]
    hidden = a_listing(attendance="online", join=replace(ZOOM, visibility="on_the_day"))
    assert "zoom" not in text(hidden)
    assert str(events(a_listing(youth=True, venue=AREA))[0]["LOCATION"]) == "Buda, TX"


def test_what_is_paused_is_cancelled_and_the_demo_is_called_invented() -> None:
    paused = events(a_listing(status="paused"))[0]
    assert str(paused["STATUS"]) == "CANCELLED"
    assert str(events(a_listing(source=DEMO))[0]["SUMMARY"]) == "Demo (invented): Tuesday 7 pm"


def test_the_head_lets_programs_subscribe_and_gives_credit() -> None:
    calendar = Calendar.from_ical(text(a_listing(source=LIST)))
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"P1D"
    assert str(calendar["X-PUBLISHED-TTL"]) == "P1D"
    assert "GeoNames" in str(calendar["DESCRIPTION"])
    event = calendar.walk("VEVENT")[0]
    assert (str(event["X-MEETFINDER-SOURCE"]), str(event["X-MEETFINDER-LICENCE"])) == ("A list", "CC0")


def test_each_zone_is_written_once() -> None:
    written = text(
        a_listing(1), a_listing(2), a_listing(3, schedule=replace(TUESDAY_EVENING, timezone="UTC"))
    )
    assert written.count("BEGIN:VTIMEZONE") == 2
    assert written.count("BEGIN:VEVENT") == 3


def test_zones_are_told_by_rules_where_they_have_some() -> None:
    rules = vtimezone("America/Chicago", date(2026, 1, 1), NOW.date())
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU" in rules
    assert "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU" in rules
    assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in vtimezone(
        "Europe/London", date(2026, 1, 1), NOW.date()
    )
    # Since November 2026 no clock is set in British Columbia any more.
    assert "2027" not in vtimezone("America/Vancouver", date(2026, 1, 1), NOW.date())
