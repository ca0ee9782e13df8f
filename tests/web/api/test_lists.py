"""Groups, fellowships and places."""

from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from meetfinder.db import db
from tests.builders import AUSTIN, MONDAY, TUESDAY, a_fellowship, a_group, a_location, a_meeting

AROUND_BUDA = "/api/v1/groups?lat=30.0852&lon=-97.8403"


def test_every_group_page_by_page(client: FlaskClient, now: datetime) -> None:
    expected = {a_group(name=f"G{number}").public_id for number in range(5)}
    a_group(status="retired")
    seen: list[str] = []
    path = "/api/v1/groups?limit=2"
    while path:
        body = client.get(path).get_json()
        assert len(body["groups"]) <= 2
        seen += [group["id"] for group in body["groups"]]
        path = f"/api/v1/groups?limit=2&cursor={body['next']}" if body["next"] else ""
    assert len(seen) == len(set(seen)) == 5
    assert set(seen) == expected


def test_groups_of_a_fellowship_or_kind(client: FlaskClient, now: datetime) -> None:
    dual = a_fellowship(slug="dual-recovery-anonymous", kind="dual-diagnosis")
    a_group(name="Dual", fellowship=dual)
    a_group(name="Other")
    for query in ("fellowship=dual-recovery-anonymous", "kind=dual-diagnosis"):
        body = client.get(f"/api/v1/groups?{query}").get_json()
        assert [group["name"] for group in body["groups"]] == ["Dual"], query


def test_groups_around_a_place_are_told_once_and_the_nearest_first(
    client: FlaskClient, now: datetime
) -> None:
    far = a_group(name="Far")
    a_meeting(group=far, point=AUSTIN)
    near = a_group(name="Near")
    hall = a_location()
    a_meeting(group=near, location=hall, weekday=MONDAY)
    a_meeting(group=near, location=hall, weekday=TUESDAY)
    body = client.get(AROUND_BUDA).get_json()
    assert [(group["name"], len(group["meetings"])) for group in body["groups"]] == [("Near", 2), ("Far", 1)]
    assert body["groups"][0]["distance_km"] == 0
    assert body["next"] is None
    first = client.get(AROUND_BUDA + "&limit=1").get_json()
    assert [group["name"] for group in first["groups"]] == ["Near"]
    second = client.get(f"{AROUND_BUDA}&limit=1&cursor={first['next']}").get_json()
    assert [group["name"] for group in second["groups"]] == ["Far"]
    assert second["next"] is None


def test_a_group_links_to_its_meetings(client: FlaskClient, now: datetime) -> None:
    a_meeting()
    group = client.get("/api/v1/groups").get_json()["groups"][0]
    path = group["meetings"][0].removeprefix("http://localhost")
    assert client.get(path).get_json()["group"] == group["name"]


@pytest.mark.parametrize(("query", "name"), [("day=1", "day"), ("limit=0", "limit"), ("kind=x", "kind")])
def test_groups_name_what_is_wrong(client: FlaskClient, query: str, name: str) -> None:
    response = client.get(f"/api/v1/groups?{query}")
    assert (response.status_code, response.get_json()["parameter"]) == (400, name)


def test_fellowships_and_their_positions(client: FlaskClient, now: datetime) -> None:
    fellowship = a_fellowship(slug="dual-recovery-anonymous", kind="dual-diagnosis")
    fellowship.psychiatric_position = "Taking medication is not a relapse."
    fellowship.psychiatric_source = "https://fellowship.example.org/leaflet"
    fellowship.psychiatric_source_title = "Leaflet"
    fellowship.psychiatric_read_on = date(2026, 11, 23)
    db.session.flush()
    body = client.get("/api/v1/fellowships").get_json()["fellowships"]
    item = next(item for item in body if item["slug"] == "dual-recovery-anonymous")
    assert item["psychiatric_medication"] == {
        "sentence": "Taking medication is not a relapse.",
        "source": "https://fellowship.example.org/leaflet",
        "source_title": "Leaflet",
        "read_on": "2026-11-23",
    }
    assert item["medication_for_opioid_use"] is None, "not known is not a position"
    assert item["url"] == "http://localhost/fellowships/dual-recovery-anonymous"


def test_places(client: FlaskClient) -> None:
    body = client.get("/api/v1/places?q=sw1a+1aa&country=gb").get_json()
    assert body["places"][0]["area"] == "gb-sw1a"
    body = client.get("/api/v1/places?q=Springfield&country=US").get_json()
    assert len(body["places"]) > 1
    body = client.get("/api/v1/places?q=Xyzzyville").get_json()
    assert body["places"] == []


@pytest.mark.parametrize(
    ("query", "name"), [("", "q"), ("q=", "q"), ("q=x&country=1", "country"), ("text=x", "text")]
)
def test_places_name_what_is_wrong(client: FlaskClient, query: str, name: str) -> None:
    response = client.get(f"/api/v1/places?{query}")
    assert (response.status_code, response.get_json()["parameter"]) == (400, name)
