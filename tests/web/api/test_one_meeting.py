"""One meeting by its slug."""

from datetime import datetime

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


def test_an_unknown_slug(client: FlaskClient, now: datetime) -> None:
    assert client.get("/api/v1/meetings/nowhere").status_code == 404
    assert client.get("/api/v1/meetings/nowhere?colour=red").get_json()["parameter"] == "colour"
