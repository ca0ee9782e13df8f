"""What is read from the directory is what may be published, and nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from flask import Flask

from meetfinder.db import db
from meetfinder.directory.fellowship_reading import all_fellowships, fellowship
from meetfinder.directory.listing import Join
from meetfinder.directory.models import Attendance, GroupStatus, JoinVisibility, MeetingStatus, Precision
from meetfinder.directory.reading import (
    group_listing,
    listing_by_public_id,
    listings,
    meetings_of_fellowship,
)
from meetfinder.directory.schedule import DateException, Recurrence
from tests.builders import (
    BUDA,
    TUESDAY,
    a_fellowship,
    a_group,
    a_location,
    a_meeting,
    a_source,
)

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
"""A Monday noon in Texas."""
ROUNDED = (30.1, -97.8)


def _read(meeting_id: int, now: datetime = NOW):  # noqa: ANN202
    return listings([meeting_id], now=now)[meeting_id]


def test_a_listing_says_what_is_stated_of_meeting_and_group(app: Flask) -> None:
    dual = a_fellowship(slug="dual", kind="dual-diagnosis")
    source = a_source(slug="a-list")
    group = a_group(
        name="Hope",
        fellowship=dual,
        website="https://example.org",
        attributes=[("access", "open"), ("children", "no")],
    )
    meeting = a_meeting(
        group=group,
        source=source,
        formats=["women", "open"],
        languages=["es"],
        attributes=[("access", "closed")],
        recurrence=Recurrence(kind="monthly", nths=(1, -1)),
        exceptions=[DateException(on=(NOW + timedelta(days=1)).date(), kind="cancelled", note="holiday")],
    )
    found = _read(meeting.id)
    assert (found.group_name, found.group_website, found.slug) == (
        "Hope",
        "https://example.org",
        f"buda-tuesday-1900-{meeting.public_id}",
    )
    assert found.fellowship is not None
    assert (found.fellowship.slug, found.dual_focus) == ("dual", "dedicated")
    assert [item.slug for item in found.formats] == ["open", "women"]
    assert (found.stated("access"), found.stated("children")) == (("closed",), ("no",))
    assert found.schedule.recurrence.nths == (1, -1)
    assert found.schedule.exceptions[0].note == "holiday"
    assert found.source is not None
    assert found.source.slug == "a-list"
    assert found.venue is not None
    assert (found.venue.latitude, found.venue.longitude) == BUDA


@pytest.mark.parametrize("shy", [{"youth": True}, {"precision": Precision.AREA}])
def test_where_only_an_area_may_be_known_nothing_finer_is_read(app: Flask, shy: dict[str, object]) -> None:
    location = a_location(
        precision=str(shy.get("precision", "exact")), name="Secret hall", notes="Ring at the blue door"
    )
    meeting = a_meeting(location=location, youth=bool(shy.get("youth")))
    venue = _read(meeting.id).venue
    assert venue is not None
    assert (venue.latitude, venue.longitude) == ROUNDED
    assert (venue.name, venue.street, venue.postal_code, venue.notes) == ("", "", "", "")
    assert (venue.formatted_address, venue.city, venue.region) == ("Buda, TX", "Buda", "TX")
    assert venue.precision == Precision.AREA


def _online(visibility: JoinVisibility, *, youth: bool = False, weekday: int = TUESDAY) -> int:
    return a_meeting(
        attendance=Attendance.ONLINE,
        join_url="https://join.example.org/1",
        join_phone="+1 555 0100",
        join_notes="Passcode 123",
        join_visibility=visibility,
        youth=youth,
        weekday=weekday,
    ).id


def test_the_way_to_join_follows_its_visibility(app: Flask) -> None:
    full = Join("https://join.example.org/1", "+1 555 0100", "Passcode 123", "public")
    assert _read(_online(JoinVisibility.PUBLIC)).join == full
    assert _read(_online(JoinVisibility.ON_REQUEST)).join == Join("", "", "", "on_request")
    assert _read(_online(JoinVisibility.PUBLIC, youth=True)).join is None
    assert _read(a_meeting().id).join is None


@pytest.mark.parametrize(
    ("local", "visible"),
    [
        ("2026-11-23T23:59", False),
        ("2026-11-24T00:00", True),
        ("2026-11-24T18:00", True),
        ("2026-11-24T19:30", True),
        ("2026-11-24T20:00", False),
        ("2026-11-25T12:00", False),
    ],
)
def test_on_the_day_means_the_date_of_the_meetings_zone_until_it_is_over(
    app: Flask, local: str, visible: bool
) -> None:
    number = _online(JoinVisibility.ON_THE_DAY)
    in_texas = datetime.fromisoformat(f"{local}-06:00")
    join = _read(number, in_texas).join
    assert join is not None
    assert bool(join.url and join.phone and join.notes) == visible
    assert join.visibility == JoinVisibility.ON_THE_DAY


def test_what_runs_past_midnight_can_still_be_joined(app: Flask) -> None:
    meeting = a_meeting(
        attendance=Attendance.ONLINE, join_url="https://join.example.org/1", start="23:30", duration=90,
        join_visibility=JoinVisibility.ON_THE_DAY,
    )  # fmt: skip
    join = _read(meeting.id, datetime.fromisoformat("2026-11-25T00:30-06:00")).join
    assert join is not None
    assert join.url


def test_what_is_retired_is_not_published_and_what_is_paused_says_so(app: Flask) -> None:
    paused = a_meeting(status=MeetingStatus.PAUSED)
    retired = a_meeting(status=MeetingStatus.RETIRED)
    group_gone = a_meeting(group=a_group(status=GroupStatus.RETIRED))
    assert _read(paused.id).status == "paused"
    assert listings([retired.id, group_gone.id, 10**6], now=NOW) == {}
    found = listing_by_public_id(paused.public_id, now=NOW)
    assert found is not None
    assert found.id == paused.id
    for public_id in (retired.public_id, group_gone.public_id, "unknown"):
        assert listing_by_public_id(public_id, now=NOW) is None
    assert group_listing(group_gone.group.public_id, now=NOW) is None


def test_a_group_has_its_meetings_by_day_and_time(app: Flask) -> None:
    group = a_group(name="Hope", attributes=[("dd_focus", "welcoming")])
    late = a_meeting(group=group, weekday=3)
    early = a_meeting(group=group, weekday=3, start="08:00")
    a_meeting(group=group, status=MeetingStatus.RETIRED)
    found = group_listing(group.public_id, now=NOW)
    assert found is not None
    assert [item.id for item in found.meetings] == [early.id, late.id]
    assert found.slug == f"buda-group-{group.public_id}" == found.meetings[0].group_slug
    assert found.attributes[0].value == "welcoming"


def test_a_forming_group_has_a_place_and_no_meetings(app: Flask) -> None:
    group = a_group(status=GroupStatus.FORMING, location=a_location())
    found = group_listing(group.public_id, now=NOW)
    assert found is not None
    assert (found.status, found.meetings) == ("forming", ())
    assert found.venue is not None
    assert found.venue.city == "Buda"


def test_meetings_of_a_fellowship_by_place_and_time(app: Flask) -> None:
    drink = a_fellowship(slug="drink")
    leeds = a_meeting(fellowship=drink, location=a_location(country="GB", city="Leeds", region="Yorkshire"))
    buda = a_meeting(fellowship=drink)
    earlier = a_meeting(fellowship=drink, weekday=1, location=buda.location)
    a_meeting(fellowship=drink, status=MeetingStatus.RETIRED)
    a_meeting()
    assert [item.id for item in meetings_of_fellowship("drink", now=NOW)] == [leeds.id, earlier.id, buda.id]
    assert len(meetings_of_fellowship("drink", now=NOW, limit=2)) == 2


def test_fellowships_with_their_positions(app: Flask) -> None:
    stated = a_fellowship(slug="b", name="Bees", countries=["IE"])
    stated.moud_position, stated.moud_source = "Outside issue.", "https://example.org/b"
    a_fellowship(slug="a", name="Ants", finder=None)
    db.session.flush()
    ants, bees = all_fellowships()
    assert (ants.card.slug, ants.finder, ants.moud, ants.psychiatric) == ("a", "", None, None)
    assert bees == fellowship("b")
    assert bees.moud is not None
    assert (bees.moud.sentence, bees.countries) == ("Outside issue.", ("IE",))
    assert fellowship("c") is None


def test_many_are_read_with_few_statements(app: Flask) -> None:
    ids = [a_meeting(formats=["open"], attributes=[("access", "open")]).id for _ in range(30)]
    with _noted(db.session.connection().connection.driver_connection) as statements:
        assert len(listings(ids, now=NOW)) == 30
    assert 1 <= len(statements) <= 5


@contextmanager
def _noted(driver: Any) -> Iterator[list[str]]:
    """Collect what the driver of either database is given to execute."""
    statements: list[str] = []

    class Noting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *arguments: Any, **words: Any) -> "Noting":
            statements.append(query)
            super().execute(query, *arguments, **words)
            return self

    if isinstance(driver, sqlite3.Connection):
        driver.set_trace_callback(statements.append)
        yield statements
        driver.set_trace_callback(None)
    else:
        usual, driver.cursor_factory = driver.cursor_factory, Noting
        yield statements
        driver.cursor_factory = usual
