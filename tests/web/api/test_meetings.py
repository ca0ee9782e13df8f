"""Searching for meetings through the API."""

from datetime import date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from geopy.distance import geodesic

from meetfinder.db import db
from meetfinder.directory.models import Format
from meetfinder.directory.schedule import DateException, Recurrence
from tests.builders import (
    AUSTIN,
    BUDA,
    FRIDAY,
    MONDAY,
    TUESDAY,
    a_fellowship,
    a_format,
    a_group,
    a_location,
    a_meeting,
    a_source,
)

CONTRACT = {
    "name", "slug", "day", "time", "end_time", "timezone", "formatted_address",
    "latitude", "longitude", "types", "group", "fellowship", "kind", "attendance",
    "attributes", "recurrence", "exceptions", "distance_km", "next_start", "confirmed_on", "source",
    "url",
}  # fmt: skip
AROUND_BUDA = "/api/v1/meetings?lat=30.0852&lon=-97.8403"


def get(client: FlaskClient, path: str) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.get_json()
    return body


def names(body: dict[str, Any]) -> list[str]:
    return [item["name"] for item in body["meetings"]]


def problem(client: FlaskClient, path: str, status: int = 400) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    body: dict[str, Any] = response.get_json()
    return body


def test_the_answer_and_its_place(client: FlaskClient, now: datetime) -> None:
    a_meeting(name="Here")
    body = get(client, "/api/v1/meetings?near=78610&country=US")
    assert list(body) == ["place", "total", "total_capped", "meetings", "next"]
    place = body["place"]
    assert {"area", "name", "country", "latitude", "longitude", "timezone", "precision"} <= set(place)
    assert (place["area"], place["country"], place["timezone"]) == ("us-78610", "US", "America/Chicago")
    assert (body["total"], body["total_capped"], body["next"]) == (1, False, None)
    assert names(body) == ["Here"]


def test_an_item_says_all_that_is_known(client: FlaskClient, now: datetime) -> None:
    fellowship = a_fellowship(slug="dual-recovery-anonymous", kind="dual-diagnosis")
    db.session.add(Format(slug="open", name="Open", name_es="Abierta", category="access", meeting_guide="O"))
    db.session.flush()
    source = a_source(name="The county list", republish=False)
    group = a_group(
        name="Tuesday Hope", fellowship=fellowship, notes="Ring twice", website="https://hope.example.org"
    )
    meeting = a_meeting(
        group=group,
        name="Hope",
        location=a_location(name="Hall", notes="Side door"),
        start="23:30",
        duration=60,
        formats=["open"],
        languages=["en"],
        attendance="hybrid",
        join_url="https://zoom.example.org/j/1",
        join_phone="+15125550100",
        attributes=[("relapse_welcome", "yes")],
        exceptions=[DateException(on=date(2026, 12, 1), kind="cancelled", note="Holiday")],
        source=source,
        notes="Bring a cup",
        confirmed_on=date(2026, 10, 1),
    )
    item = get(client, AROUND_BUDA)["meetings"][0]
    assert set(item) >= CONTRACT
    assert item["slug"] == f"buda-tuesday-2330-{meeting.public_id}"
    assert (item["day"], item["time"], item["end_time"]) == (2, "23:30", "00:30")
    assert item["timezone"] == "America/Chicago"
    assert item["formatted_address"] == "1 Main Street, Buda, TX 78610, USA"
    assert (item["latitude"], item["longitude"]) == BUDA
    assert item["types"] == ["O"]
    assert (item["group"], item["fellowship"], item["kind"]) == (
        "Tuesday Hope",
        fellowship.slug,
        "dual-diagnosis",
    )
    assert item["attendance"] == "hybrid"
    assert item["attributes"] == [
        {"key": "relapse_welcome", "value": "yes", "said_by": "organizer", "as_of": None}
    ]
    assert item["recurrence"] == "FREQ=WEEKLY;BYDAY=TU"
    assert item["exceptions"] == [
        {"date": "2026-12-01", "kind": "cancelled", "moved_to": None, "note": "Holiday"}
    ]
    assert item["distance_km"] == 0
    assert item["next_start"] == "2026-11-24T23:30:00-06:00"
    assert item["confirmed_on"] == "2026-10-01"
    assert item["source"] == {
        "slug": source.slug, "name": "The county list", "licence": None, "republish": False, "demo": False
    }  # fmt: skip
    assert item["url"] == f"http://localhost/meetings/{item['slug']}"
    assert (item["location"], item["location_notes"], item["notes"]) == ("Hall", "Side door", "Bring a cup")
    assert (item["group_notes"], item["website"]) == ("Ring twice", "https://hope.example.org")
    assert (item["conference_url"], item["conference_phone"]) == (
        "https://zoom.example.org/j/1",
        "+15125550100",
    )
    assert (item["approximate"], item["updated"]) == ("no", "2026-01-05 12:00:00")
    assert item["dual_focus"] == "dedicated"


def test_the_keys_of_the_contract_are_there_when_nothing_is_known(client: FlaskClient, now: datetime) -> None:
    a_meeting(point=None, attendance="online", duration=None, join_url="https://zoom.example.org/j/2")
    body = get(client, "/api/v1/meetings?attendance=online")
    item = body["meetings"][0]
    assert set(item) >= CONTRACT
    assert body["place"] is None
    for key in (
        "end_time",
        "formatted_address",
        "latitude",
        "longitude",
        "fellowship",
        "kind",
        "distance_km",
        "source",
    ):
        assert item[key] is None, key
    assert "" not in item.values()
    assert not {"location", "notes", "city", "website", "approximate"} & set(item)


def test_a_hidden_link_is_not_told(client: FlaskClient, now: datetime) -> None:
    a_meeting(
        point=None,
        attendance="online",
        join_url="https://zoom.example.org/j/hidden",
        join_visibility="on_request",
    )
    response = client.get("/api/v1/meetings?attendance=online")
    assert response.get_json()["total"] == 1
    assert "hidden" not in response.text
    assert response.get_json()["meetings"][0]["conference_visibility"] == "on_request"


def test_nearest_first_and_as_far_as_a_geodesic(client: FlaskClient, now: datetime) -> None:
    a_meeting(name="Austin", point=AUSTIN)
    a_meeting(name="Buda")
    a_meeting(name="Dallas", point=(32.7767, -96.797))
    body = get(client, AROUND_BUDA + "&within=30")
    assert names(body) == ["Buda", "Austin"]
    assert body["meetings"][1]["distance_km"] == pytest.approx(geodesic(BUDA, AUSTIN).km, abs=0.015)
    assert names(get(client, AROUND_BUDA + "&within=400&unit=km")) == ["Buda", "Austin", "Dallas"]


def test_kilometres_round_to_metres(client: FlaskClient, now: datetime) -> None:
    a_meeting(point=AUSTIN)
    distance = get(client, AROUND_BUDA)["meetings"][0]["distance_km"]
    assert distance == round(distance, 3)


def test_filters_in_clear(client: FlaskClient, now: datetime) -> None:
    dual = a_fellowship(slug="dual-recovery-anonymous", kind="dual-diagnosis")
    family = a_fellowship(slug="al-anon", kind="family", for_family=True)
    a_format("step-study")
    a_meeting(name="Dual", fellowship=dual, weekday=MONDAY, attributes=[("diagnosis_focus", "bipolar")])
    a_meeting(name="Family", fellowship=family, weekday=FRIDAY, languages=["es"], formats=["step-study"])
    a_meeting(name="Other", weekday=TUESDAY, start="07:00", attributes=[("cost", "free")])
    expected = {
        "kind=dual-diagnosis": {"Dual"},
        "kind=dual-diagnosis&kind=family": {"Dual", "Family"},
        "fellowship=al-anon": {"Family"},
        "format=step-study": {"Family"},
        "language=es": {"Family"},
        "attribute=cost:free": {"Other"},
        "focus=bipolar": {"Dual"},
        "day=5": {"Family"},
        "day=1&day=2": {"Dual", "Other"},
        "day=today": {"Dual"},
        "from=06:00&until=08:00": {"Other"},
        "kind=family&day=1": set(),
        "when=tonight": {"Dual"},
    }
    found = {query: set(names(get(client, f"{AROUND_BUDA}&{query}"))) for query in expected}
    assert found == expected


def test_pages_are_stable_and_complete(client: FlaskClient, now: datetime) -> None:
    for number in range(7):
        a_meeting(name=f"M{number}", weekday=number % 3)
    seen, path = [], AROUND_BUDA + "&limit=3"
    for _ in range(3):
        body = get(client, path)
        seen += names(body)
        assert body["total"] == 7
        path = f"{AROUND_BUDA}&limit=3&cursor={body['next']}"
    assert body["next"] is None
    assert sorted(seen) == [f"M{number}" for number in range(7)]


def test_a_cursor_of_nobody(client: FlaskClient, now: datetime) -> None:
    assert problem(client, AROUND_BUDA + "&cursor=made-up")["parameter"] == "cursor"


def test_a_monthly_meeting_says_so(client: FlaskClient, now: datetime) -> None:
    a_meeting(recurrence=Recurrence(kind="monthly", nths=(1, 3)), weekday=MONDAY)
    item = get(client, AROUND_BUDA)["meetings"][0]
    assert item["recurrence"] == "FREQ=MONTHLY;BYDAY=1MO,3MO"
    assert item["next_start"] == "2026-12-07T19:00:00-06:00"


def test_without_a_place_one_finds_what_can_be_joined_from_afar(client: FlaskClient, now: datetime) -> None:
    a_meeting(name="Room")
    a_meeting(name="Screen", point=None, attendance="online", join_url="https://zoom.example.org/j/3")
    a_meeting(name="Phone", point=None, attendance="phone", join_phone="+15125550101")
    assert set(names(get(client, "/api/v1/meetings"))) == {"Screen", "Phone"}
    assert names(get(client, "/api/v1/meetings?attendance=phone")) == ["Phone"]
    assert problem(client, "/api/v1/meetings?attendance=in_person")["parameter"] == "near"
    assert problem(client, "/api/v1/meetings?sort=distance")["parameter"] == "sort"
    assert problem(client, "/api/v1/meetings?within=5")["parameter"] == "within"


def test_an_area_code_finds_the_same_place_again(client: FlaskClient, now: datetime) -> None:
    place = get(client, "/api/v1/meetings?near=SW1A+1AA&country=GB")["place"]
    assert place["area"] == "gb-sw1a"
    assert get(client, "/api/v1/meetings?near=gb-sw1a")["place"] == place


def test_a_text_that_is_not_known(client: FlaskClient, now: datetime) -> None:
    body = problem(client, "/api/v1/meetings?near=Xyzzyville", 404)
    assert body["parameter"] == "near"
    assert body["suggestions"] == [] or set(body["suggestions"][0]) == {"area", "label", "country"}


def test_a_text_that_means_several_places(client: FlaskClient, now: datetime) -> None:
    body = problem(client, "/api/v1/meetings?near=Springfield&country=US")
    assert body["parameter"] == "near"
    assert len(body["choices"]) > 1
    chosen = body["choices"][0]
    assert set(chosen) == {"area", "label", "country"}
    place = get(client, f"/api/v1/meetings?near={chosen['area']}")["place"]
    assert place["area"] == chosen["area"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("lat=91&lon=0", "lat"),
        ("lat=0&lon=181", "lon"),
        ("lat=x&lon=0", "lat"),
        ("lat=1e9&lon=0", "lat"),
        ("lat=nan&lon=0", "lat"),
        ("lat=9e&lon=0", "lat"),
        ("lat=0&lon=1e999", "lon"),
        ("lat=30", "lon"),
        ("lon=30", "lat"),
        ("near=78610&lat=30&lon=-97", "near"),
        ("near=", "near"),
        ("near=78610&country=USA", "country"),
        ("near=78610&day=8", "day"),
        ("near=78610&kind=dual", "kind"),
        ("near=78610&colour=red", "colour"),
        ("near=78610&n=abcde", "n"),
        ("near=78610&page=2", "page"),
        ("near=78610&limit=101", "limit"),
    ],
)
def test_a_wrong_parameter_is_named(client: FlaskClient, query: str, name: str) -> None:
    body = problem(client, f"/api/v1/meetings?{query}")
    assert body["parameter"] == name
    assert name in body["detail"]


@pytest.mark.parametrize(
    ("query", "latitude", "longitude"),
    [
        ("lat=51.477928&lon=-0.00149999999999999994", 51.477928, -0.0015),
        ("lat=5.1477928e%2B1&lon=-1.5e-3", 51.477928, -0.0015),
        ("lat=%2B51.477928&lon=-5E-324", 51.477928, 0.0),
    ],
)
def test_a_point_as_programs_write_numbers(
    client: FlaskClient, now: datetime, query: str, latitude: float, longitude: float
) -> None:
    place = get(client, f"/api/v1/meetings?{query}")["place"]
    assert place["latitude"] == pytest.approx(latitude)
    assert place["longitude"] == pytest.approx(longitude)


def test_the_point_asked_for_is_the_point_searched(client: FlaskClient, now: datetime) -> None:
    place = get(client, "/api/v1/meetings?lat=30.085213&lon=-97.840317")["place"]
    assert (place["latitude"], place["longitude"]) == (30.085213, -97.840317)
    assert place["timezone"] == "America/Chicago"
    assert place["area"] == "@30.09,-97.84"


def test_revalidation(client: FlaskClient, now: datetime) -> None:
    a_meeting()
    first = client.get(AROUND_BUDA)
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get(AROUND_BUDA, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    a_meeting()
    assert client.get(AROUND_BUDA, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
