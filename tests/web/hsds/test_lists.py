"""HSDS lists: pages, filters, changes and what is refused."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from meetfinder.db import db
from meetfinder.directory.models import Meeting
from meetfinder.moderation import door
from tests.builders import AUSTIN, BUDA, a_fellowship, a_group, a_location, a_meeting, a_source
from tests.conftest import NOW

CONFIRMED = date(2026, 11, 1)


def listed(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.get_json()
    return page


def names(client: FlaskClient, path: str) -> list[str]:
    return sorted(item["name"] for item in listed(client, path)["contents"])


def withdraw(meeting: Meeting) -> None:
    door.withdraw([meeting], decided_by="moderator", reason="closed", now=NOW)
    db.session.flush()


def test_the_root_tells_the_version(client: FlaskClient) -> None:
    root = listed(client, "/hsds/")
    assert root["version"].startswith("3.1")
    assert root["openapi_url"].endswith("/hsds/openapi.json")
    assert client.get("/hsds/openapi.json").status_code == 200


def test_pages_have_all_seven_fields_and_leave_nothing_out(client: FlaskClient) -> None:
    for _ in range(5):
        a_meeting(attendance="hybrid")
    for kind, total in (("services", 5), ("service_at_locations", 10)):
        seen = []
        for number in range(1, total // 2 + 2):
            page = listed(client, f"/hsds/{kind}?page={number}&per_page=2")
            assert page["total_items"] == total
            assert page["total_pages"] == (total + 1) // 2
            assert page["page_number"] == number
            assert page["size"] == len(page["contents"])
            assert page["first_page"] == (number == 1)
            assert page["last_page"] == (number >= (total + 1) // 2)
            assert page["empty"] == (not page["contents"])
            seen += [item["id"] for item in page["contents"]]
        assert len(seen) == len(set(seen)) == total
        lines = client.get(f"/hsds/{kind}?format=ndjson")
        assert lines.mimetype == "application/x-ndjson"
        assert [json.loads(line)["id"] for line in lines.text.splitlines()] == seen


def test_an_empty_directory_has_one_empty_page(client: FlaskClient) -> None:
    page = listed(client, "/hsds/services")
    assert (page["total_items"], page["empty"], page["first_page"], page["last_page"]) == (
        0,
        True,
        True,
        True,
    )


def test_filters_are_all_of_them(client: FlaskClient) -> None:
    first, second = a_fellowship(slug="alpha"), a_fellowship(slug="beta", kind="family")
    source = a_source(slug="a-list")
    a_meeting(fellowship=first, name="One", notes="Candle light", formats=["open"])
    a_meeting(fellowship=second, name="Two", source=source, attributes=[("relapse_welcome", "yes")])
    a_meeting(group=a_group(name="Free spirits", attributes=[("relapse_welcome", "yes")]), name="Three")
    a_meeting(
        group=a_group(attributes=[("relapse_welcome", "yes")]),
        attributes=[("relapse_welcome", "no")], name="Four",
    )  # fmt: skip
    terms = {
        item["code"]: item["id"] for item in listed(client, "/hsds/taxonomy_terms?per_page=1000")["contents"]
    }
    kinds = next(
        item["id"]
        for item in listed(client, "/hsds/taxonomies")["contents"]
        if item["name"] == "Kinds of fellowship"
    )
    holders = {item["name"]: item["id"] for item in listed(client, "/hsds/organizations")["contents"]}
    assert set(holders) == {"Alpha", "Beta", "Free spirits", "Tuesday Hope"}
    for query, expected in {
        "fellowship=alpha": ["One"],
        "fellowship=alpha&fellowship=beta": ["One", "Two"],
        "source=a-list": ["Two"],
        "search=candle": ["One"],
        "search=light+CANDLE": ["One"],
        "search=candle+two": [],
        "search=100%25": [],
        f"taxonomy_term_id={terms['relapse_welcome:yes']}": ["Three", "Two"],
        f"taxonomy_term_id={terms['relapse_welcome']}": ["Four", "Three", "Two"],
        f"taxonomy_term_id={terms['open']}": ["One"],
        f"taxonomy_term_id={terms['family']}": ["Two"],
        f"taxonomy_id={kinds}": ["One", "Two"],
        f"taxonomy_id={kinds}&search=two": ["Two"],
        "taxonomy_term_id=00000000-0000-0000-0000-000000000000": [],
        f"organization_id={holders['Beta']}": ["Two"],
        f"organization_id={holders['Free spirits']}": ["Three"],
        "organization_id=00000000-0000-0000-0000-000000000000": [],
    }.items():
        assert names(client, f"/hsds/services?{query}") == expected, query
        places = listed(client, f"/hsds/service_at_locations?{query}")["contents"]
        assert sorted(item["service"]["name"] for item in places) == expected, query


def test_places_near_a_postcode_come_by_distance(client: FlaskClient) -> None:
    a_meeting(point=AUSTIN, name="Austin", attendance="hybrid")
    a_meeting(point=BUDA, name="Buda")
    a_meeting(point=(51.5, -0.1), name="London")
    a_meeting(attendance="online", point=BUDA, name="Online")
    near = listed(client, "/hsds/service_at_locations?postcode=78610&country=US")["contents"]
    assert [item["service"]["name"] for item in near] == ["Buda", "Austin"]
    close = listed(client, "/hsds/service_at_locations?postcode=78610&proximity=8000")["contents"]
    assert [item["service"]["name"] for item in close] == ["Buda"]
    home = a_location(point=(30.0852, -97.8403), precision="area")
    a_meeting(location=home, name="Home")
    # Its point is told rounded, so nobody can find the house by asking again and again from nearby.
    metres = [
        listed(client, f"/hsds/service_at_locations?postcode=78610&proximity={reach}")["contents"]
        for reach in (1500, 8000)
    ]
    assert "Home" in [item["service"]["name"] for item in metres[1]]


def test_changes_and_deletions_are_found(client: FlaskClient) -> None:
    gone, kept = a_meeting(name="Gone", attendance="hybrid"), a_meeting(name="Kept")
    before = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert listed(client, f"/hsds/services?modified_after={before}")["total_items"] == 0
    withdraw(gone)
    [told] = listed(client, f"/hsds/services?modified_after={before}")["contents"]
    assert told == {
        "id": told["id"],
        "name": "No longer listed",
        "status": "defunct",
        "last_modified": "2026-11-23T18:00:00Z",
    }
    assert client.get(f"/hsds/services/{told['id']}").get_json() == told
    assert names(client, "/hsds/services") == [kept.name]
    places = listed(client, f"/hsds/service_at_locations?modified_after={before}")["contents"]
    assert [item["service"] for item in places] == [told, told]
    for wish in ("search=gone", "taxonomy_id=00000000-0000-0000-0000-000000000000"):
        assert listed(client, f"/hsds/services?modified_after=2020-01-01&{wish}")["empty"], wish
    everything = listed(client, "/hsds/services?modified_after=2020-01-01&minimal=true")["contents"]
    assert len(everything) == 2
    assert {"id": told["id"], "modified_date": told["last_modified"]}.items() <= next(
        item for item in everything if item["id"] == told["id"]
    ).items()


def test_a_change_at_the_source_is_a_change(client: FlaskClient) -> None:
    meeting = a_meeting()
    meeting.updated_at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    db.session.flush()
    for moment, expected in (
        ("2026-11-20", 1),
        ("2026-11-21", 0),
        ("2026-11-20T12:00:00+00:00", 1),
        ("2026-11-20T13:00:00%2B01:00", 1),
        ("2026-11-20T12:00:01Z", 0),
    ):
        assert listed(client, f"/hsds/services?modified_after={moment}")["total_items"] == expected, moment


def test_ids_stay_whatever_changes(client: FlaskClient) -> None:
    meeting = a_meeting()
    [before] = listed(client, "/hsds/services")["contents"]
    meeting.weekday, meeting.name, meeting.location = 5, "New", a_location(city="Kyle")
    db.session.flush()
    db.session.expire_all()
    [after] = listed(client, "/hsds/services?search=new")["contents"]
    assert after["id"] == before["id"]


def test_an_organization_has_its_services(client: FlaskClient) -> None:
    fellowship = a_fellowship(slug="alpha")
    for _ in range(3):
        a_meeting(fellowship=fellowship)
    [short] = listed(client, "/hsds/organizations?search=alp")["contents"]
    assert "services" not in short
    whole = listed(client, f"/hsds/organizations/{short['id']}")
    assert len(whole["services"]) == 3
    nested = listed(client, f"/hsds/organizations/{short['id']}?full_service=true")
    assert nested["services"][0]["service_at_locations"]
    assert listed(client, "/hsds/organizations?full=true")["contents"][0] == whole


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("services?page=0", "page"),
        ("services?per_page=1001", "per_page"),
        ("services?per_page=x", "per_page"),
        ("services?format=xml", "format"),
        ("services?minimal=maybe", "minimal"),
        ("services?full=", "full"),
        ("services?modified_after=yesterday", "modified_after"),
        ("services?taxonomy_term_id=7", "taxonomy_term_id"),
        ("services?organization_id=x", "organization_id"),
        ("services?fellowship=nobody", "fellowship"),
        ("services?source=nobody", "source"),
        ("services?search=%00", "search"),
        ("services?proximity=5", "proximity"),
        ("services?pages=2", "pages"),
        ("services/x?full=true", "full"),
        ("service_at_locations?proximity=5", "postcode"),
        ("service_at_locations?postcode=78610&proximity=far", "proximity"),
        ("organizations?minimal=true", "minimal"),
        ("taxonomies?taxonomy_id=x", "taxonomy_id"),
        ("taxonomy_terms?top_only=perhaps", "top_only"),
    ],
)
def test_wrong_parameters_are_named(client: FlaskClient, query: str, parameter: str) -> None:
    answer = client.get(f"/hsds/{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["parameter"] == parameter


def test_what_is_not_there_is_404_in_json(client: FlaskClient) -> None:
    for path in (
        "services/x", "services/00000000-0000-0000-0000-000000000000", "service_at_locations/x",
        "organizations/x", "taxonomies/x", "taxonomy_terms/x", "nothing",
        "service_at_locations?postcode=zzzzzzzz",
    ):  # fmt: skip
        answer = client.get(f"/hsds/{path}")
        assert answer.status_code == 404, path
        assert answer.mimetype == "application/problem+json"


def test_any_site_may_ask_and_ask_again(client: FlaskClient) -> None:
    a_meeting(confirmed_on=CONFIRMED)
    first = client.get("/hsds/services")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/hsds/services", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    packed = client.get("/hsds/services", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Set-Cookie" not in first.headers
