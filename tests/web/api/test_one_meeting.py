"""One meeting by its slug."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder.db import db
from meetfinder.directory.models import Redirect
from meetfinder.directory.naming import public_id
from tests.builders import a_group, a_meeting


def test_a_meeting(client: FlaskClient, now: datetime) -> None:
    meeting = a_meeting(name="Hope")
    response = client.get(f"/api/v1/meetings/buda-tuesday-1900-{meeting.public_id}")
    assert response.status_code == 200
    item = response.get_json()
    assert (item["name"], item["distance_km"]) == ("Hope", None)
    assert item["next_start"] == "2026-11-24T19:00:00-06:00"
    assert item["running"] is False


def test_an_old_slug_leads_to_the_present_one(client: FlaskClient, now: datetime) -> None:
    meeting = a_meeting()
    response = client.get(f"/api/v1/meetings/austin-monday-1800-{meeting.public_id}")
    assert response.status_code == 301
    assert response.location == f"/api/v1/meetings/buda-tuesday-1900-{meeting.public_id}"


def test_a_merged_meeting_leads_to_the_other(client: FlaskClient, now: datetime) -> None:
    meeting = a_meeting()
    old, older = public_id("old"), public_id("older")
    db.session.add(Redirect(old_public_id=older, new_public_id=old))
    db.session.add(Redirect(old_public_id=old, new_public_id=meeting.public_id))
    db.session.flush()
    response = client.get(f"/api/v1/meetings/buda-tuesday-1900-{older}")
    assert response.status_code == 301
    assert response.location is not None
    assert response.location.endswith(meeting.public_id)


def test_a_circle_of_redirects_ends(client: FlaskClient, now: datetime) -> None:
    one, other = public_id("one"), public_id("other")
    db.session.add(Redirect(old_public_id=one, new_public_id=other))
    db.session.add(Redirect(old_public_id=other, new_public_id=one))
    db.session.flush()
    assert client.get(f"/api/v1/meetings/x-{one}").status_code == 404


def test_a_retired_meeting_is_gone(client: FlaskClient, now: datetime) -> None:
    meeting = a_meeting(status="retired", indexed=False)
    response = client.get(f"/api/v1/meetings/buda-tuesday-1900-{meeting.public_id}")
    assert response.status_code == 410
    assert response.mimetype == "application/problem+json"
    of_retired = a_meeting(group=a_group(status="retired"), indexed=False)
    assert client.get(f"/api/v1/meetings/x-{of_retired.public_id}").status_code == 410


def test_a_paused_meeting_is_told_as_paused(client: FlaskClient, now: datetime) -> None:
    meeting = a_meeting(status="paused", indexed=False)
    item = client.get(f"/api/v1/meetings/buda-tuesday-1900-{meeting.public_id}").get_json()
    assert (item["status"], item["next_start"]) == ("paused", None)


@pytest.mark.parametrize(
    ("days", "state"), [(0, "fresh"), (90, "fresh"), (91, "ageing"), (180, "ageing"), (181, "stale")]
)
def test_a_meeting_says_how_far_it_can_be_relied_on(
    client: FlaskClient, now: datetime, days: int, state: str
) -> None:
    meeting = a_meeting(confirmed_on=now.date() - timedelta(days=days))
    item = client.get(f"/api/v1/meetings/buda-tuesday-1900-{meeting.public_id}").get_json()
    assert item["freshness"] == state


def test_an_unknown_slug(client: FlaskClient, now: datetime) -> None:
    assert client.get("/api/v1/meetings/nowhere").status_code == 404
    assert client.get("/api/v1/meetings/nowhere?colour=red").get_json()["parameter"] == "colour"


def test_no_address_leads_to_the_place_of_young_people(client: FlaskClient, now: datetime) -> None:
    group = a_group(website="https://teens.example.org")
    grown, young = a_meeting(group=group), a_meeting(group=group, youth=True)
    for meeting in (grown, young):
        meeting.source_url = "https://list.example.org/entry/5"
    db.session.flush()
    assert client.get(f"/api/v1/meetings/buda-tuesday-1900-{grown.public_id}").get_json()["source_url"]
    item = client.get(f"/api/v1/meetings/buda-tuesday-1900-{young.public_id}").get_json()
    assert not {"source_url", "website", "address", "conference_url"} & set(item)
    assert item["url"] == f"http://localhost/meetings/{item['slug']}"
    (told,) = client.get("/api/v1/groups").get_json()["groups"]
    assert "website" not in told
    assert "teens.example.org" not in client.get(f"/groups/{told['slug']}").text


def test_a_host_that_nobody_has_vouched_for_is_in_no_address(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    meeting = a_meeting()
    path = f"/api/v1/meetings/buda-tuesday-1900-{meeting.public_id}"

    def url_for_host(host: str) -> str:
        return str(client.get(path, headers={"Host": host}).get_json()["url"])

    assert url_for_host("evil.example") == f"/meetings/buda-tuesday-1900-{meeting.public_id}"
    assert url_for_host("127.0.0.1:5000").startswith("http://127.0.0.1:5000/meetings/")
    known = replace(app.extensions["settings"], base_url="https://meetings.example.org")
    monkeypatch.setitem(app.extensions, "settings", known)
    assert url_for_host("evil.example").startswith("https://meetings.example.org/meetings/")
