"""HSDS records are valid, in strict mode too, and say no more than the directory knows."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import GroupStatus, Meeting, MeetingStatus
from meetfinder.directory.schedule import DateException, Recurrence
from meetfinder.moderation import reports
from meetfinder.moderation.models import ReportKind
from tests.builders import a_fellowship, a_group, a_location, a_meeting, a_source
from tests.conftest import NOW
from tests.hsds_schemas import Schemas

CONFIRMED = date(2026, 11, 1)
MOVED_TO = datetime.fromisoformat("2026-12-21T18:00")


@pytest.fixture(scope="module")
def schemas(shared_data: Path) -> Schemas:
    return Schemas(shared_data / "hsds-3.1")


def service_of(client: FlaskClient, meeting: Meeting) -> dict[str, Any]:
    """Return the whole record of a meeting, found among all by its page."""
    page = client.get("/hsds/services?full=true&per_page=1000").get_json()
    return next(item for item in page["contents"] if item.get("url", "").endswith(meeting.public_id))


def every_kind() -> list[Meeting]:
    """Make meetings of every kind there is; the last four are not told of, or only that they are gone."""
    fellowship = a_fellowship(
        slug="dual-recovery-anonymous", kind="dual-diagnosis", site="https://a.example/ü x"
    )
    forbidden, demo = a_source(republish=False), a_source(demo=True)
    granted = a_source(name="The list")
    granted.last_good_read = NOW
    return [
        a_meeting(
            fellowship=fellowship, confirmed_on=CONFIRMED, formats=["open", "women"], languages=["en", "es"],
            attributes=[("wheelchair_step_free", "yes"), ("min_age", "18"), ("cost", "free")],
        ),
        a_meeting(
            fellowship=fellowship, attendance="hybrid", join_url="https://zoom.example/j/1?pwd=ö",
            join_phone="+1 512 555 0100", recurrence=Recurrence(kind="monthly", nths=(2, -1)), source=granted,
        ),
        a_meeting(attendance="online", join_url="https://zoom.example/j/2", join_visibility="on_request"),
        a_meeting(attendance="phone", join_phone="+1 512 555 0101", point=None),
        a_meeting(location=a_location(precision="approximate", point=(30.123456, -97.654321))),
        a_meeting(youth=True, attendance="hybrid", join_url="https://zoom.example/j/3"),
        a_meeting(status=MeetingStatus.PAUSED, confirmed_on=CONFIRMED),
        a_meeting(
            recurrence=Recurrence(
                kind="every_n_weeks", interval=2, anchor=date(2026, 11, 24), ends_on=date(2027, 11, 23)
            ),
            exceptions=[
                DateException(on=date(2026, 12, 8), kind="cancelled"),
                DateException(on=date(2026, 12, 22), kind="moved", moved_to=MOVED_TO),
            ],
        ),
        a_meeting(location=a_location(region="", postal_code="", country="GB"), duration=None),
        a_meeting(status=MeetingStatus.RETIRED),
        a_meeting(group=a_group(status=GroupStatus.RETIRED)),
        a_meeting(source=forbidden, name="Forbidden"),
        a_meeting(source=demo, name="Invented"),
    ]  # fmt: skip


def test_every_record_and_page_is_valid(client: FlaskClient, schemas: Schemas) -> None:
    every_kind()
    for path, name in (
        ("/hsds/services", "service_list"),
        ("/hsds/services?full=true", "service"),
        ("/hsds/services?full=true&modified_after=2020-01-01", "service"),
        ("/hsds/service_at_locations", "service_at_location_list"),
        ("/hsds/service_at_locations?modified_after=2020-01-01T00:00:00Z", "service_at_location_list"),
        ("/hsds/organizations", "organization"),
        ("/hsds/taxonomies", "taxonomy"),
        ("/hsds/taxonomy_terms", "taxonomy_term"),
    ):
        page = client.get(path).get_json()
        assert page["contents"], path
        assert schemas.page_problems(page) == [], path
        for record in page["contents"]:
            assert schemas.problems(name, record) == [], path
    places = client.get("/hsds/service_at_locations?full=true").get_json()["contents"]
    for record in places:
        assert schemas.problems("service_at_location", record, strict=False) == []
        # Some descriptions of the API say that this address returns a service.
        assert schemas.problems("service", record, strict=False) == []


def test_each_record_is_found_by_its_id(client: FlaskClient, schemas: Schemas) -> None:
    every_kind()
    for kind, name in (
        ("services", "service"),
        ("service_at_locations", "service_at_location"),
        ("organizations", ""),
        ("taxonomies", "taxonomy"),
        ("taxonomy_terms", "taxonomy_term"),
    ):
        query = "?modified_after=2020-01-01" if kind.startswith("service") else ""
        for listed in client.get(f"/hsds/{kind}{query}").get_json()["contents"]:
            record = client.get(f"/hsds/{kind}/{listed['id']}").get_json()
            assert record["id"] == listed["id"]
            assert not name or schemas.problems(name, record, strict=name != "service_at_location") == []
            assert record.get("name", "") == listed.get("name", record.get("name", ""))


def test_what_may_not_be_shown_again_and_what_is_invented_is_left_out(client: FlaskClient) -> None:
    every_kind()
    for path in ("services", "service_at_locations", "organizations?full_service=true"):
        told = client.get(f"/hsds/{path}").text
        assert "Forbidden" not in told
        assert "Invented" not in told
    assert client.get("/hsds/services").get_json()["total_items"] == 9


def test_a_meeting_is_told_with_what_is_stated_and_no_more(client: FlaskClient) -> None:
    stated, _, _, plain, *_ = every_kind()
    told = service_of(client, stated)
    assert told["assured_date"] == "2026-11-01"
    assert told["status"] == "active"
    assert told["fees_description"] == "Free"
    assert told["minimum_age"] == 18
    assert told["eligibility_description"] == "Open to anyone."
    assert [language["code"] for language in told["languages"]] == ["en", "es"]
    place = told["service_at_locations"][0]["location"]
    assert [item["description"] for item in place["accessibility"]] == ["Step-free for wheelchairs."]
    assert place["addresses"][0]["address_1"] == "1 Main Street"
    untold = service_of(client, plain)
    assert {"assured_date", "fees_description", "eligibility_description", "minimum_age"} & set(
        untold
    ) == set()


def test_hours_have_the_offset_of_the_next_date_and_the_zone_in_words(client: FlaskClient) -> None:
    meeting = a_meeting(weekday=0, start="19:00", duration=90, confirmed_on=CONFIRMED)
    winter = service_of(client, meeting)["service_at_locations"][0]["schedules"][0]
    with clock.at(datetime(2027, 7, 1, 12, tzinfo=UTC)):
        summer = service_of(client, meeting)["service_at_locations"][0]["schedules"][0]
    assert (winter["opens_at"], winter["closes_at"]) == ("19:00-06:00", "20:30-06:00")
    assert (summer["opens_at"], summer["closes_at"]) == ("19:00-05:00", "20:30-05:00")
    assert (winter["freq"], winter["byday"], winter["dtstart"]) == ("WEEKLY", "SU", "2026-11-29")
    assert "America/Chicago" in winter["notes"]
    assert "timezone" not in winter


def test_rules_are_told(client: FlaskClient) -> None:
    _, monthly, *_, fortnightly, _, _, _, _, _ = every_kind()
    first = service_of(client, monthly)["service_at_locations"][0]["schedules"][0]
    assert (first["freq"], first["byday"]) == ("MONTHLY", "2TU,-1TU")
    second = service_of(client, fortnightly)["service_at_locations"][0]["schedules"][0]
    assert (second["freq"], second["interval"], second["until"]) == ("WEEKLY", 2, "2027-11-23")
    assert "Not on 2026-12-08." in second["notes"]
    assert "On 2026-12-21 18:00 in place of 2026-12-22." in second["notes"]


def test_a_hybrid_meeting_has_two_places(client: FlaskClient) -> None:
    _, hybrid, *_ = every_kind()
    here, afar = service_of(client, hybrid)["service_at_locations"]
    assert here["location"]["location_type"] == "physical"
    assert afar["location"]["location_type"] == "virtual"
    assert afar["location"]["url"] == "https://zoom.example/j/1?pwd=%C3%B6"
    assert afar["phones"][0]["number"] == "+1 512 555 0100"
    assert "phones" not in here


def test_hidden_links_and_places_stay_hidden(client: FlaskClient) -> None:
    _, _, on_request, _, rough, youth, *_ = every_kind()
    assert "zoom.example/j/2" not in client.get("/hsds/services?full=true").text
    assert "given on request" in str(service_of(client, on_request))
    place = service_of(client, rough)["service_at_locations"][0]["location"]
    assert "addresses" not in place
    assert (place["latitude"], place["longitude"]) == (30.12, -97.65)
    told = str(service_of(client, youth))
    assert "1 Main Street" not in told
    assert "78610" not in told
    assert "zoom.example/j/3" not in told
    assert "'latitude': 30.1," in told


def test_paused_and_stale_meetings_say_so(client: FlaskClient) -> None:
    paused = every_kind()[6]
    told = service_of(client, paused)
    assert told["status"] == "temporarily closed"
    assert told["alert"]
    with clock.at(datetime(2027, 6, 1, tzinfo=UTC)):
        assert {item["status"] for item in client.get("/hsds/services").get_json()["contents"]} == {
            "inactive",
            "temporarily closed",
        }


def test_nobody_is_sent_where_visitors_found_nobody(client: FlaskClient) -> None:
    meeting = a_meeting(source=a_source())
    for day in (0, 1):
        reports.report(meeting.group, kind=ReportKind.NOT_THERE, now=NOW - timedelta(days=day))
    assert service_of(client, meeting)["status"] == "inactive"


def test_an_import_is_no_assurance(client: FlaskClient) -> None:
    source = a_source()
    source.last_good_read = NOW
    told = service_of(client, a_meeting(source=source))
    assert told["status"] == "active"
    assert "assured_date" not in told


def test_every_record_names_its_list_and_licence(client: FlaskClient) -> None:
    source = a_source(name="Example Intergroup")
    source.licence = "CC0"
    db.session.flush()
    told = service_of(client, a_meeting(source=source))
    assert "Listed by Example Intergroup; licence: CC0." in told["description"]
    origin = {item["value"] for item in told["attributes"] if item["label"] == "Origin"}
    assert origin == {"Example Intergroup", "CC0"}
    answer = client.get("/hsds/services?format=ndjson")
    assert "creativecommons.org" in answer.headers["Link"]
    assert "Example Intergroup; licence: CC0" in answer.text
    for path in ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"):
        page = client.get(f"/hsds/{path}").get_json()
        assert page["license"] == "CC BY 4.0"
        assert "GeoNames" in page["credit"]
