"""The page of one meeting."""

from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from meetfinder.db import db
from meetfinder.directory.models import Meeting, MeetingStatus, Redirect
from meetfinder.directory.schedule import DateException, Recurrence
from tests.builders import FRIDAY, TUESDAY, a_fellowship, a_group, a_location, a_meeting, a_source
from tests.conftest import NOW
from tests.web.finder.conftest import Read


def address_of(client: FlaskClient, meeting: Meeting) -> str:
    return str(client.get(f"/m/{meeting.public_id}").headers["Location"])


def group_address(client: FlaskClient, meeting: Meeting) -> str:
    return str(client.get(f"/groups/{meeting.group.public_id}").headers["Location"])


def words_of(page: object) -> str:
    return " ".join(page.main.text.split())  # type: ignore[attr-defined]


def test_its_address_names_town_day_and_time_only(client: FlaskClient) -> None:
    meeting = a_meeting(name="Bipolar and sober")
    response = client.get(f"/m/{meeting.public_id}")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/meetings/buda-tuesday-1900-{meeting.public_id}",
    )


@pytest.mark.parametrize("attendance", ["in_person", "online", "hybrid"])
def test_a_zone_that_is_not_that_of_its_place_is_said_at_every_time(
    client: FlaskClient, read: Read, attendance: str
) -> None:
    meeting = a_meeting(timezone="America/New_York", attendance=attendance)
    page = read(address_of(client, meeting))
    assert "(New York time)" in page.select_one("p.when").text
    assert "7 pm to 8 pm, New York time" in words_of(page)


def test_its_title_has_no_name(client: FlaskClient, read: Read) -> None:
    meeting = a_meeting(name="Bipolar and sober")
    page = read(address_of(client, meeting))
    assert page.title.text == "Tuesday 7 pm to 8 pm, Buda · Meetfinder"
    assert page.h1.text == "Bipolar and sober"


def test_an_old_slug_leads_to_the_new_one(client: FlaskClient) -> None:
    meeting = a_meeting()
    response = client.get(f"/meetings/kyle-monday-0800-{meeting.public_id}")
    assert (response.status_code, response.headers["Location"]) == (301, address_of(client, meeting))


def test_a_merged_meeting_leads_to_the_one_that_stayed(client: FlaskClient) -> None:
    meeting = a_meeting()
    db.session.add(Redirect(old_public_id="bbbbbbbbb", new_public_id=meeting.public_id))
    db.session.flush()
    for old in ("/m/bbbbbbbbb", "/meetings/buda-tuesday-1900-bbbbbbbbb"):
        response = client.get(old)
        assert (response.status_code, response.headers["Location"]) == (301, address_of(client, meeting))


def test_what_never_was_is_404_and_what_has_ended_is_410(read: Read) -> None:
    assert "There is no such page" in words_of(read("/meetings/buda-tuesday-1900-zzzzzzzzz", 404))
    gone = a_meeting(name="Ended", status=MeetingStatus.RETIRED, indexed=False)
    page = read(f"/meetings/buda-tuesday-1900-{gone.public_id}", 410)
    assert "This meeting is no longer listed" in words_of(page)
    assert "Ended" not in page.text
    assert page.select_one("#place")


def test_what_is_not_stated_is_said_to_be_not_stated(client: FlaskClient, read: Read) -> None:
    page = read(address_of(client, a_meeting()))
    facts = {
        item.text: " ".join(item.find_next_sibling("dd").text.split()) for item in page.select("dl.facts dt")
    }
    for question in ("Open or closed", "May I just listen?", "Who leads", "Cost", "Children"):
        assert facts[question] == "Not stated: ask the group.", question
    assert "Step-free: not stated, ask the group." in facts["Getting in"]
    assert "Mental-health medication: not stated by the group." in facts["Prescribed medication"]
    assert "Methadone or buprenorphine: not stated by the group." in facts["Prescribed medication"]


def test_what_is_stated_says_who_and_the_two_medications_are_never_merged(
    client: FlaskClient, read: Read
) -> None:
    meeting = a_meeting(
        attributes=[
            ("access", "closed"), ("med_psychiatric", "welcome"), ("speaking_optional", "yes"),
            ("leadership", "peer"), ("cost", "donation"), ("children", "no"),
            ("wheelchair_step_free", "no"), ("diagnosis_focus", "bipolar"), ("audience", "women"),
        ],
    )  # fmt: skip
    meeting.attributes[0].as_of = date(2026, 3, 3)
    db.session.flush()
    said = words_of(read(address_of(client, meeting)))
    for words in (
        (
            "The group says: closed, only for people who have, or think they may have, the problem "
            "the group is about. Stated 3 March 2026."
        ),
        "welcome and can be talked about. The day is not stated.",
        "Methadone or buprenorphine: not stated by the group.",
        "The group says: you may just listen.",
        "members lead it themselves.",
        "a collection goes round and you may pass it on.",
        "children cannot come.",
        "not step-free.",
        "it is for people with: bipolar disorder.",
        "It is for: women.",
    ):
        assert words in said, words


def test_a_fellowships_position_is_shown_as_the_fellowships(client: FlaskClient, read: Read) -> None:
    fellowship = a_fellowship(name="Plain Fellowship")
    fellowship.moud_position = "It has no opinion on this."
    fellowship.moud_source = "https://plain.example.org/leaflet"
    fellowship.moud_source_title = "A leaflet"
    fellowship.moud_read_on = date(2026, 10, 1)
    db.session.flush()
    said = words_of(read(address_of(client, a_meeting(fellowship=fellowship))))
    assert "What Plain Fellowship has published" in said
    assert "It has no opinion on this. Source: A leaflet, read on 1 October 2026." in said
    assert "Methadone or buprenorphine: not stated by the group." in said
    assert "No published position is known here. That is neither a yes nor a no." in said


def test_dates_to_come_and_those_that_are_off(client: FlaskClient, read: Read) -> None:
    meeting = a_meeting(
        weekday=FRIDAY,
        start="19:00",
        recurrence=Recurrence(kind="monthly", nths=(-1,)),
        exceptions=[
            DateException(date(2026, 11, 27), "cancelled", None, "Holiday"),
            DateException(date(2026, 12, 25), "moved", datetime(2026, 12, 26, 18, 0), "Library"),  # noqa: DTZ001
        ],
    )
    said = words_of(read(address_of(client, meeting)))
    assert "Last Friday of the month" in said
    assert "Friday 27 November 2026: cancelled. Holiday" in said
    assert "Friday 25 December 2026: moved to Saturday 26 December 2026, 6 pm. Library" in said
    assert "Saturday 26 December 2026, 6 pm (moved: Library)" in said
    assert "Friday 29 January 2027, 7 pm" in said
    assert "7 pm to 8 pm, Chicago time" in said


def test_a_venue_has_its_address_how_to_get_in_and_ones_own_map(client: FlaskClient, read: Read) -> None:
    meeting = a_meeting(location=a_location(notes="Ring at the side door."))
    page = read(address_of(client, meeting))
    assert "1 Main Street, Buda, TX 78610, USA" in page.address.text
    assert "Ring at the side door." in words_of(page)
    assert page.select_one('a[href^="geo:30.0852,-97.8403"]')
    assert page.select_one('a[href^="https://www.openstreetmap.org/"]')["rel"] == ["noreferrer", "noopener"]
    assert page.select_one('a[href="/near/@30.09,-97.84"]')


def test_an_approximate_point_is_said_to_be_one(client: FlaskClient, read: Read) -> None:
    said = words_of(read(address_of(client, a_meeting(location=a_location(precision="approximate")))))
    assert "only approximate: go by the address" in said


def test_young_people_are_shown_by_area_with_the_official_contact_only(
    client: FlaskClient, read: Read
) -> None:
    fellowship = a_fellowship(finder="https://official.example.org/young")
    meeting = a_meeting(
        fellowship=fellowship,
        youth=True,
        attendance="hybrid",
        join_url="https://rooms.example.org/secret",
        location=a_location(name="School 5", notes="Room 3"),
    )
    page = read(address_of(client, meeting))
    assert "Buda, TX" in page.address.text
    for hidden in ("1 Main Street", "School 5", "Room 3", "secret", "geo:", "openstreetmap"):
        assert hidden not in str(page), hidden
    assert page.select_one('a[href="https://official.example.org/young"]')


@pytest.mark.parametrize(
    ("visibility", "said"),
    [
        ("public", "Join at rooms.example.org"),
        ("on_the_day", "How to join is shown here on the day of the meeting."),
        ("on_request", "Ask the group how to join."),
    ],
)
def test_a_join_link_is_shown_as_its_group_wishes(
    client: FlaskClient, read: Read, visibility: str, said: str
) -> None:
    meeting = a_meeting(
        attendance="online",
        point=None,
        weekday=TUESDAY,
        join_url="https://rooms.example.org/j/1",
        join_visibility=visibility,
    )
    page = read(address_of(client, meeting))
    assert said in words_of(page)
    assert bool(page.select_one('a[href="https://rooms.example.org/j/1"]')) == (visibility == "public")


def test_a_paused_meeting_says_so_and_offers_others(client: FlaskClient, read: Read) -> None:
    meeting = a_meeting(
        status=MeetingStatus.PAUSED, attendance="hybrid", join_url="https://rooms.example.org/1"
    )
    page = read(address_of(client, meeting))
    assert "This meeting is paused: it does not take place for now." in words_of(page)
    assert page.find("a", string="Show others near it")["href"] == "/near/@30.09,-97.84"
    assert "Next dates" not in words_of(page)
    assert not page.select_one('a[href="https://rooms.example.org/1"]')


@pytest.mark.usefixtures("now")
def test_it_names_the_list_it_comes_from_and_its_licence(client: FlaskClient, read: Read) -> None:
    source = a_source(name="Town list")
    source.licence = "CC BY 4.0"
    meeting = a_meeting(source=source, group=a_group(source=source))
    for moment, words in (
        (NOW - timedelta(minutes=20), "less than an hour ago"),
        (NOW - timedelta(hours=5), "5 hours ago"),
        (NOW - timedelta(days=3), "3 days ago"),
    ):
        source.last_good_read = moment
        db.session.commit()
        told = f"From the list “Town list”, CC BY 4.0. Read {words}."
        for address in (address_of(client, meeting), group_address(client, meeting), "/about"):
            assert told in words_of(read(address)), address


def test_listings_are_text_and_never_markup(client: FlaskClient, read: Read) -> None:
    meeting = a_meeting(name="<script>alert(1)</script>", notes="<img src=x>", join_url=None)
    assert "<script>alert(1)</script>" in read(address_of(client, meeting)).h1.text


def test_twenty_four_hours_where_they_are_usual(client: FlaskClient, read: Read) -> None:
    meeting = a_meeting(location=a_location(country="GB", city="Leeds"), timezone="Europe/London")
    assert "19:00 to 20:00, London time" in words_of(read(address_of(client, meeting)))
