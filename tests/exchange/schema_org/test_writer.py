"""What search engines are told of a meeting."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from meetfinder.directory.schedule import Recurrence, occurrences
from meetfinder.exchange.schema_org.writer import event, write
from tests.exchange.samples import AREA, DEMO, HALL, LIST, PUBLISHER, TUESDAY_EVENING, ZOOM, a_listing

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)


def told(**changes: Any) -> dict[str, Any]:
    listing = a_listing(**changes)
    dates = islice(occurrences(listing.schedule, after=NOW, before=datetime(2027, 6, 1, tzinfo=UTC)), 3)
    return event(listing, dates, PUBLISHER)


def test_an_event_with_its_next_dates() -> None:
    found = told(source=LIST)
    assert found["startDate"] == "2026-11-24T19:00:00-06:00"
    assert [item["startDate"][:10] for item in found["subEvent"]] == [
        "2026-11-24",
        "2026-12-01",
        "2026-12-08",
    ]
    assert found["eventSchedule"] == {
        "@type": "Schedule",
        "startTime": "19:00:00",
        "duration": "PT75M",
        "scheduleTimezone": "America/Chicago",
        "repeatFrequency": "P1W",
        "byDay": "https://schema.org/Tuesday",
    }
    assert found["eventAttendanceMode"].endswith("OfflineEventAttendanceMode")
    assert found["location"][0]["address"]["streetAddress"] == "1 Main Street"
    assert (found["license"], found["creditText"]) == ("CC0", "A list")


def test_nth_weekdays_are_in_the_form_of_icalendar() -> None:
    rule = Recurrence(kind="monthly", nths=(1, -1), ends_on=date(2027, 1, 1))
    schedule = told(schedule=replace(TUESDAY_EVENING, recurrence=rule))["eventSchedule"]
    assert (schedule["byDay"], schedule["repeatFrequency"]) == (["1TU", "-1TU"], "P1M")
    assert schedule["endDate"] == "2027-01-01"


def test_modes_and_links() -> None:
    both = told(attendance="hybrid", join=ZOOM)
    assert both["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert [item["@type"] for item in both["location"]] == ["Place", "VirtualLocation"]
    assert both["location"][1]["url"] == ZOOM.url
    hidden = told(attendance="online", join=replace(ZOOM, visibility="on_request"))
    assert hidden["location"][0]["url"].startswith("https://meetings.example.org/meetings/")


def test_minors_have_no_address_whatever_the_listing_holds() -> None:
    for venue in (AREA, HALL):
        text = json.dumps(told(youth=True, venue=venue, attendance="hybrid", join=ZOOM))
        assert "Main Street" not in text
        assert "geo" not in told(youth=True, venue=venue)["location"][0]
        assert "zoom" not in text


def test_paused_is_cancelled_and_the_demo_is_not_told() -> None:
    assert told(status="paused")["eventStatus"].endswith("EventCancelled")
    assert write(a_listing(source=DEMO), (), PUBLISHER) == ""


def test_it_is_safe_inside_a_page() -> None:
    text = write(a_listing(name="</script><b>&"), (), PUBLISHER)
    assert "<" not in text
    assert json.loads(text)["name"] == "</script><b>&"
