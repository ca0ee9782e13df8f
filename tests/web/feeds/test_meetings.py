"""Calendars, tables, maps, changes and sitemaps over HTTP."""

import csv
import html
import io
import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from meetfinder.db import db
from meetfinder.directory.reading import listing_by_public_id
from meetfinder.directory.schedule import DateException
from meetfinder.moderation.door import pause, withdraw
from meetfinder.web import codes
from tests.builders import AUSTIN, BUDA, a_fellowship, a_location, a_meeting, a_source
from tests.conftest import NOW

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def slug_of(public_id: str) -> str:
    listing = listing_by_public_id(public_id, now=NOW)
    assert listing is not None
    return listing.slug


@pytest.mark.parametrize(
    ("form", "mimetype"), [("ics", "text/calendar"), ("csv", "text/csv"), ("geojson", "application/geo+json")]
)
def test_every_form_is_sent_with_its_type_and_revalidated(
    client: FlaskClient, form: str, mimetype: str
) -> None:
    a_meeting(name="Tuesday Hope")
    answer = client.get(f"/feeds/meetings.{form}")
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    tag = answer.headers["ETag"]
    assert client.get(f"/feeds/meetings.{form}", headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"/feeds/meetings.{form}?colour=red").status_code == 400
    assert client.get("/feeds/meetings.exe").status_code == 404


def test_a_calendar_names_nobody_unless_it_is_asked_to(client: FlaskClient) -> None:
    a_meeting(name="Tuesday Hope")
    discreet, named = client.get("/feeds/meetings.ics"), client.get("/feeds/meetings.ics?names=yes")
    assert "Hope" not in discreet.text
    assert "SUMMARY:Tuesday Hope" in named.text
    assert client.get("/feeds/meetings.ics?names=perhaps").status_code == 400


def test_one_meeting_as_a_calendar(client: FlaskClient) -> None:
    away = DateException(on=date(2026, 12, 22), kind="cancelled")
    meeting = a_meeting(exceptions=[away])
    slug = slug_of(meeting.public_id)
    answer = client.get(f"/meetings/{slug}.ics")
    events = Calendar.from_ical(answer.text).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Tuesday 7 pm"]
    assert "EXDATE;TZID=America/Chicago:20261222T190000" in answer.text
    outdated = client.get(f"/meetings/elsewhere-monday-0100-{meeting.public_id}.ics?names=yes")
    assert outdated.status_code == 301
    assert outdated.headers["Location"].endswith(f"/meetings/{slug}.ics?names=yes")
    assert client.get(f"/meetings/{slug}").mimetype == "text/html"
    pause([meeting], decided_by="moderator", reason="closed", now=NOW)
    assert "STATUS:CANCELLED" in client.get(f"/meetings/{slug}.ics").text
    withdraw([meeting], decided_by="moderator", reason="gone", now=NOW)
    assert client.get(f"/meetings/{slug}.ics").status_code == 410
    assert client.get("/meetings/nothing-monday-0100-222222222.ics").status_code == 404


def test_a_table_by_fellowship(client: FlaskClient) -> None:
    a_meeting(name="Hope", fellowship=a_fellowship(slug="dual-recovery-anonymous"))
    a_meeting(name="Other")
    text = client.get("/feeds/meetings.csv?fellowship=dual-recovery-anonymous").data.decode("utf-8-sig")
    assert [row["Name"] for row in csv.DictReader(io.StringIO(text, newline=""))] == ["Hope"]


def test_a_map(client: FlaskClient) -> None:
    a_meeting(name="Hope", source=a_source(slug="demo", demo=True))
    found = json.loads(client.get("/feeds/meetings.geojson").text)
    assert found["features"][0]["geometry"]["coordinates"] == [BUDA[1], BUDA[0]]
    assert found["features"][0]["properties"]["invented"] is True


def test_a_search_as_a_calendar_a_table_and_a_map(client: FlaskClient) -> None:
    a_meeting(name="Buda")
    a_meeting(name="Austin", location=a_location(point=AUSTIN, city="Austin"))
    a_meeting(name="Not ours", source=a_source(slug="closed-list", republish=False))
    here = f"near=@{BUDA[0]:.2f},{BUDA[1]:.2f}&within=5"
    found = json.loads(client.get(f"/feeds/meetings.geojson?{here}").text)["features"]
    assert [item["properties"]["name"] for item in found] == ["Buda"]
    assert client.get(f"/feeds/meetings.ics?{here}").text.count("BEGIN:VEVENT") == 1
    assert client.get(f"/feeds/meetings.ics?{here}&day=3").text.count("BEGIN:VEVENT") == 0
    assert client.get("/feeds/meetings.ics?near=nowhere").status_code == 400
    assert client.get(f"/feeds/meetings.ics?{here}&day=9").status_code == 400


def test_the_answer_leads_to_the_calendar_of_the_same_search(client: FlaskClient) -> None:
    a_meeting(name="Buda secret words")
    a_meeting(name="Wednesday", weekday=3)
    a_meeting(name="Austin", location=a_location(point=AUSTIN, city="Austin"))
    dual = a_meeting(fellowship=a_fellowship(slug="dual-recovery-anonymous", kind="dual-diagnosis"))
    code = codes.encode("kind", "dual-diagnosis")
    for wishes, events in (
        ("", 4),
        ("within=5&unit=km", 3),
        ("within=5&day=2&sort=next&when=tonight&lang=en&m=bcdfghjkm", 2),
        (f"n={code}&within=5&unit=km", 1),
    ):
        page = client.get(f"/near/us-78610?{wishes}").text
        found = re.findall(r'href="(webcal://localhost)?(/feeds/meetings\.ics\?[^"]+)"', page)
        assert [site for site, _path in found] == ["", "webcal://localhost"]
        address = html.unescape(found[0][1])
        assert "near=us-78610" in address
        assert not re.search("when|sort|lang|dual", address)
        calendar = client.get(address)
        assert calendar.text.count("BEGIN:VEVENT") == events, wishes
        assert "secret" not in calendar.text
        assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in calendar.text
        assert calendar.headers["ETag"]
    assert dual.public_id in calendar.text


def test_changes_near_an_area(client: FlaskClient) -> None:
    buda = a_meeting(name="Buda secret words")
    austin = a_meeting(name="Austin", location=a_location(point=AUSTIN, city="Austin"))
    pause([buda, austin], decided_by="moderator", reason="closed", now=NOW)
    everywhere = ET.fromstring(client.get("/feeds/changes.atom").data)
    assert len(everywhere.findall(f"{ATOM}entry")) == 2
    near = client.get(f"/feeds/changes.atom?near=@{BUDA[0]:.2f},{BUDA[1]:.2f}&within=5&unit=km")
    entries = ET.fromstring(near.data).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Buda: Tuesday 7 pm"]
    assert [entry.findtext(f"{ATOM}summary") for entry in entries] == ["Changed: status."]
    assert "secret" not in near.text
    withdraw([buda], decided_by="moderator", reason="gone", now=NOW)
    newest = ET.fromstring(client.get("/feeds/changes.atom").data).find(f"{ATOM}entry")
    assert newest is not None
    assert newest.findtext(f"{ATOM}summary") == "No longer listed."
    assert client.get("/feeds/changes.atom?near=nowhere").status_code == 400
    ids = [
        entry.findtext(f"{ATOM}id")
        for entry in ET.fromstring(client.get("/feeds/changes.atom").data).iter(f"{ATOM}entry")
    ]
    assert len(set(ids)) == 3


def test_changes_of_lists_without_permission_are_not_told(client: FlaskClient) -> None:
    meeting = a_meeting(source=a_source(slug="closed-list", republish=False))
    pause([meeting], decided_by="moderator", reason="closed", now=NOW)
    assert "<entry>" not in client.get("/feeds/changes.atom").text


def test_every_page_is_in_a_sitemap_but_the_demo(client: FlaskClient) -> None:
    meeting = a_meeting()
    invented = a_meeting(source=a_source(slug="demo", demo=True))
    parts = [item.text or "" for item in ET.fromstring(client.get("/sitemap.xml").data).iter(f"{SITE}loc")]
    assert len(parts) == 28
    found = set()
    for part in parts:
        answer = client.get(part.removeprefix("http://localhost"))
        assert answer.mimetype == "application/xml"
        found |= {item.text for item in ET.fromstring(answer.data).iter(f"{SITE}loc")}
    assert f"http://localhost/meetings/{slug_of(meeting.public_id)}" in found
    assert f"http://localhost/meetings/{slug_of(invented.public_id)}" not in found
    assert "http://localhost/help-now" in found
    assert {"http://localhost/guides", "http://localhost/guides/starting-again"} <= found
    assert client.get("/sitemaps/aa.xml").status_code == 404
    db.session.rollback()
