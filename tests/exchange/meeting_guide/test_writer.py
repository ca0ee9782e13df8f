"""The output contract of reference/meeting-guide.md §9: nothing untrue or private gets into a list."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from meetfinder.directory.listing import FellowshipCard, Listing
from meetfinder.directory.schedule import DateException, Recurrence
from meetfinder.exchange.meeting_guide.types import fellowship_codes, labels
from meetfinder.exchange.meeting_guide.writer import Context, row, write
from tests.exchange.reader_of_lists import complaints, is_active, is_in_person, is_online
from tests.exchange.samples import (
    AREA,
    DEMO,
    DRA,
    HALL,
    LIST,
    PUBLISHER,
    TODAY,
    TUESDAY_EVENING,
    ZOOM,
    a_format,
    a_listing,
    said,
)  # fmt: skip

CONTEXT = Context(
    publisher=PUBLISHER,
    today=TODAY,
    fellowships={"dual-recovery-anonymous": "F-DRA"},
    languages={"es": "S", "en": "EN"},
)


def made(**changes: Any) -> dict[str, Any]:
    written = row(a_listing(**changes), CONTEXT)
    assert written is not None
    found: dict[str, Any] = json.loads(written)
    assert complaints([found]) == []
    assert is_active(found)
    return found


def is_left_out(**changes: Any) -> bool:
    return row(a_listing(**changes), CONTEXT) is None


def text(*listings: Listing) -> list[Any]:
    return json.loads("".join(write(listings, CONTEXT)))  # type: ignore[no-any-return]


def test_a_whole_row() -> None:
    assert made(formats=(a_format("open", "O"),), languages=("es",), notes="Ring twice.", source=LIST) == {
        "name": "Tuesday Hope",
        "slug": a_listing().slug,
        "day": 2,
        "time": "19:00",
        "end_time": "20:15",
        "timezone": "America/Chicago",
        "types": ["DD", "F-DRA", "O", "S"],
        "attendance_option": "in_person",
        "location": "Community hall",
        "location_notes": "Back door",
        "formatted_address": "1 Main Street, Buda, TX 78610, USA",
        "address": "1 Main Street",
        "city": "Buda",
        "state": "TX",
        "postal_code": "78610",
        "country": "USA",
        "approximate": "no",
        "latitude": 30.0852,
        "longitude": -97.84025,
        "regions": ["TX", "Buda"],
        "group": "Hope Group",
        "website": "https://hope.example.org",
        "notes": "Ring twice.",
        "updated": "2026-11-02 09:30:00",
        "url": f"https://meetings.example.org/meetings/{a_listing().slug}",
        "feedback_url": f"https://meetings.example.org/meetings/{a_listing().slug}",
        "entity": "Meetfinder",
        "entity_url": "https://meetings.example.org",
        "entity_website_url": "https://meetings.example.org",
        "data_source_name": "A list",
        "license": "CC0",
    }


def test_a_list_is_an_array_with_a_row_a_line() -> None:
    pieces = list(write([a_listing(1), a_listing(2)], CONTEXT))
    assert [item["slug"] for item in json.loads("".join(pieces))] == [a_listing(1).slug, a_listing(2).slug]
    assert [len(piece.strip().splitlines()) for piece in pieces] == [2, 2, 1]
    assert "".join(write([], CONTEXT)) == "[]\n"


def test_every_weekday_is_a_whole_number() -> None:
    rows = text(*(a_listing(day + 1, schedule=replace(TUESDAY_EVENING, weekday=day)) for day in range(7)))
    assert [item["day"] for item in rows] == list(range(7))
    assert len({item["slug"] for item in rows}) == 7


@pytest.mark.parametrize(
    "rule",
    [
        Recurrence(kind="monthly", nths=(1, 3)),
        Recurrence(kind="every_n_weeks", interval=2, anchor=date(2026, 11, 24)),
        Recurrence(ends_on=date(2026, 11, 22)),
        Recurrence(starts_on=date(2026, 11, 24)),
    ],
)
def test_what_is_not_held_every_week_now_is_left_out(rule: Recurrence) -> None:
    assert is_left_out(schedule=replace(TUESDAY_EVENING, recurrence=rule))


def test_a_season_that_is_on_is_listed() -> None:
    season = Recurrence(starts_on=TODAY, ends_on=TODAY)
    assert made(schedule=replace(TUESDAY_EVENING, recurrence=season))["day"] == 2


def test_what_no_client_would_show_as_it_is_is_left_out() -> None:
    assert is_left_out(status="paused")
    assert is_left_out(venue=AREA, youth=True)
    assert is_left_out(venue=AREA)
    assert is_left_out(venue=None)
    assert is_left_out(attendance="online", venue=None, join=replace(ZOOM, url="", notes="Ask us"))
    assert is_left_out(attendance="online", join=replace(ZOOM, url="https://whereby.com/hope"))
    assert is_left_out(attendance="phone", join=replace(ZOOM, url="", phone="555 0100"))


@pytest.mark.parametrize("visibility", ["on_the_day", "on_request"])
def test_a_link_that_is_not_public_is_never_written(visibility: str) -> None:
    # A link of that day is in the listing on its day; a list is kept by others for longer.
    hidden = replace(ZOOM, phone="+1 512 555 0100", visibility=visibility)
    assert is_left_out(attendance="online", join=hidden)
    found = made(attendance="hybrid", join=hidden)
    assert found["attendance_option"] == "in_person"
    assert "1234567890" not in json.dumps(found)
    assert "555" not in json.dumps(found)
    assert "1212" not in json.dumps(found)


def test_hybrid_online_and_telephone() -> None:
    both = made(attendance="hybrid", join=ZOOM)
    assert (both["attendance_option"], both["approximate"]) == ("hybrid", "no")
    assert is_online(both)
    assert is_in_person(both)
    online = made(attendance="online", join=ZOOM)
    assert (online["attendance_option"], online["approximate"]) == ("online", "yes")
    assert not is_in_person(online)
    assert online["formatted_address"] == "Buda, TX, USA"
    assert not {"latitude", "longitude", "address", "postal_code", "location"} & set(online)
    phone = made(attendance="phone", join=replace(ZOOM, url="", phone="+1 (512) 555-0100 x12#"))
    assert phone["conference_phone"] == "+1512555010012#"
    assert phone["conference_phone_notes"] == "Passcode 1212"
    assert "conference_url_notes" not in phone


def test_joining_from_afar_without_a_place_gives_the_country_of_its_zone() -> None:
    assert made(attendance="online", venue=None, join=ZOOM)["formatted_address"] == "USA"
    nowhere = replace(TUESDAY_EVENING, timezone="UTC")
    assert made(attendance="online", venue=None, join=ZOOM, schedule=nowhere)["formatted_address"] == "Online"


def test_an_address_has_four_parts_where_it_can() -> None:
    leeds = replace(
        HALL, street="12 High St", city="Leeds", region="West Yorkshire", postal_code="LS1 1AA", country="GB",
        formatted_address="12 High St, Leeds LS1 1AA, UK",
    )  # fmt: skip
    assert made(venue=leeds)["formatted_address"] == "12 High St, Leeds, LS1 1AA, UK"
    assert made(venue=replace(HALL, formatted_address=""))["formatted_address"] == (
        "1 Main Street, Buda, TX 78610, USA"
    )


def test_a_building_without_a_street_stands_before_its_town() -> None:
    mill = replace(HALL, name="Old mill", street="", formatted_address="")
    assert made(venue=mill)["formatted_address"] == "Old mill, Buda, TX 78610, USA"
    assert (
        made(venue=replace(mill, city="", region="", postal_code=""))["formatted_address"] == "Old mill, USA"
    )
    named = replace(mill, formatted_address="Old Mill, Buda, TX 78610, USA")
    assert made(venue=named)["formatted_address"] == "Old Mill, Buda, TX 78610, USA"


def test_an_imprecise_point_is_not_given_but_the_address_is() -> None:
    found = made(venue=replace(HALL, precision="approximate"))
    assert found["approximate"] == "no"
    assert "latitude" not in found
    assert is_left_out(venue=replace(HALL, precision="approximate", street="", name=""))


def test_long_meetings_say_so_in_words() -> None:
    found = made(schedule=replace(TUESDAY_EVENING, duration_minutes=240))
    assert found["end_time"] == "21:00"
    assert "Ends at 23:00." in found["notes"]
    assert made(schedule=replace(TUESDAY_EVENING, duration_minutes=None))["end_time"] == "20:00"
    assert made(schedule=replace(TUESDAY_EVENING, duration_minutes=24 * 60))["notes"] == "Lasts 24 hours."
    late = made(schedule=replace(TUESDAY_EVENING, start_minute=23 * 60 + 30, duration_minutes=60))
    assert late["end_time"] == "00:30"


def test_dates_without_a_meeting_are_in_the_notes() -> None:
    away = DateException(on=date(2026, 12, 22), kind="cancelled")
    moved = DateException(on=date(2026, 12, 29), kind="moved", moved_to=datetime(2026, 12, 30, 18))  # noqa: DTZ001
    past = DateException(on=date(2026, 11, 17), kind="cancelled")
    schedule = replace(TUESDAY_EVENING, exceptions=(past, away, moved))
    assert made(schedule=schedule, notes="Ring twice.")["notes"].split("\n\n") == [
        "No meeting on 2026-12-22.",
        "No meeting on 2026-12-29. Instead: 2026-12-30 at 18:00.",
        "Ring twice.",
    ]


def test_types_are_codes_of_the_specification_and_ours() -> None:
    formats = (a_format("open", "O"), a_format("closed", "C"), a_format("basic-text", None))
    stated = (said("wheelchair_step_free", "yes"), said("children", "childcare"), said("med_moud", "welcome"))
    assert made(formats=formats, attributes=stated)["types"] == ["BA", "C", "DD", "F-DRA", "X"]
    online = made(formats=formats, attributes=stated, attendance="online", join=ZOOM)
    assert online["types"] == ["C", "DD", "F-DRA"]
    unknown = replace(DRA, slug="new-fellowship", kind="substance")
    assert made(fellowship=unknown)["types"] == ["F-NEW-FELLOWSHIP"]
    assert "types" not in made(fellowship=None)


def test_dual_diagnosis_is_said_of_what_is_for_it_and_not_of_a_welcome() -> None:
    other = replace(DRA, kind="substance")
    assert made(fellowship=other, attributes=(said("dd_focus", "welcoming"),))["types"] == ["F-DRA"]
    assert "DD" in made(fellowship=other, attributes=(said("dd_focus", "tagged"),))["types"]
    assert "DD" in made(fellowship=other, attributes=(said("dd_focus", "dedicated"),))["types"]


def test_fellowships_that_share_a_short_name_have_different_codes() -> None:
    cards = [
        DRA,
        *(
            FellowshipCard(slug, slug, "DDA", "dual-diagnosis", False, True)
            for slug in ("dda-one", "dda-two")
        ),
        FellowshipCard("nami", "N", "NAMI Connection", "mental-health", False, False),
    ]
    assert fellowship_codes(cards) == {
        "dual-recovery-anonymous": "F-DRA",
        "dda-one": "F-DDA-ONE",
        "dda-two": "F-DDA-TWO",
        "nami": "F-NAMI-CONNECTION",
    }
    assert labels([DRA]) == {"F-DRA": "Dual Recovery Anonymous"}


def test_the_demo_is_called_invented_wherever_it_can_be_read() -> None:
    found = made(source=DEMO)
    assert found["name"] == "Demo: Tuesday Hope"
    assert found["notes"].startswith("Demo: invented")
    assert found["data_source_name"] == "Demo (invented)"


def test_credit_and_corrections() -> None:
    contact = replace(CONTEXT, publisher=replace(PUBLISHER, contact="help@example.org"))
    written = row(a_listing(), contact)
    assert written is not None
    found = json.loads(written)
    assert (found["feedback_url"], found["license"]) == ("mailto:help@example.org", "CC BY 4.0")
    assert made(source=replace(LIST, licence=None))["license"] == "not stated"


def test_no_contact_has_a_field() -> None:
    assert not [key for key in made(attendance="hybrid", join=ZOOM) if "contact" in key or "email" in key]
