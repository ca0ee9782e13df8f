"""The Meeting Guide list over HTTP: files under a version, and the address of the WordPress plugin."""

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.accounts.registry import find_or_make_account
from meetfinder.accounts.stewardship import make_steward
from meetfinder.db import db
from meetfinder.directory.models import Meeting
from meetfinder.moderation import confirming, reports
from meetfinder.moderation.door import pause
from meetfinder.moderation.models import ReportKind
from meetfinder.web.feeds.store import FOLDER
from tests.builders import (
    AUSTIN,
    BUDA,
    FRIDAY,
    TUESDAY,
    a_fellowship,
    a_format,
    a_location,
    a_meeting,
    a_source,
)
from tests.conftest import NOW
from tests.exchange.reader_of_lists import complaints

FEED = "/feeds/meeting-guide.json"
PLUGIN = "/wp-admin/admin-ajax.php?action=meetings"


def names(client: FlaskClient, address: str) -> list[str]:
    rows: list[dict[str, Any]] = client.get(address).get_json()
    return sorted(row["name"] for row in rows)


@pytest.fixture
def three(app: Flask) -> list[Meeting]:
    dra = a_fellowship(slug="dual-recovery-anonymous", short_name="DRA", kind="dual-diagnosis")
    closed = a_format("closed")
    closed.meeting_guide = "C"
    austin = a_location(point=AUSTIN, city="Austin", formatted_address="2 Elm St, Austin, TX 78701, USA")
    return [
        a_meeting(name="Buda", fellowship=dra, formats=["closed"], notes="Ring the bell"),
        a_meeting(
            name="Austin", location=austin, weekday=FRIDAY, start="07:30", source=a_source(slug="open-list")
        ),
        a_meeting(
            name="Online", attendance="online", join_url="https://zoom.us/j/123", point=None, start="22:00"
        ),
    ]


@pytest.mark.usefixtures("three")
def test_the_feed_is_a_list_that_readers_like(client: FlaskClient) -> None:
    answer = client.get(FEED)
    assert answer.content_type == "application/json"
    assert complaints(answer.get_json()) == []
    assert len(answer.get_json()) == 3
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("moment", ["1790000000000", "_=1790000000000", "1790000000"])
def test_the_moment_that_readers_add_to_be_sent_a_fresh_list_is_passed_over(
    client: FlaskClient, moment: str
) -> None:
    plain = client.get(f"{FEED}?source=open-list")
    stamped = client.get(f"{FEED}?source=open-list&{moment}")
    assert stamped.data == plain.data
    assert stamped.headers["ETag"] == plain.headers["ETag"]
    assert client.get(f"/from/open-list{FEED}?{moment}").data == client.get(f"/from/open-list{FEED}").data


@pytest.mark.parametrize("other", ["1790000000000=1", "_=yes", "_", "17", "179000000000a", "١٧٩٠٠٠٠٠٠٠"])
def test_what_is_no_moment_is_refused(client: FlaskClient, other: str) -> None:
    assert client.get(f"{FEED}?{other}").status_code == 400


@pytest.mark.usefixtures("three")
def test_gzip_and_not_modified(client: FlaskClient) -> None:
    plain = client.get(FEED)
    packed = client.get(FEED, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert not plain.headers["ETag"].startswith("W/")
    for answer in (plain, packed):
        again = client.get(FEED, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(FEED, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_decision_changes_the_feed_at_once(client: FlaskClient, three: list[Meeting]) -> None:
    before = client.get(FEED)
    pause([three[0]], decided_by="moderator", reason="closed", now=NOW)
    after = client.get(FEED, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert len(after.get_json()) == 2


def test_doubts_and_their_answer_change_the_feed_at_once(client: FlaskClient, three: list[Meeting]) -> None:
    group = three[0].group
    assert "Buda" in names(client, FEED)
    for days in (1, 0):
        reports.report(group, kind=ReportKind.NOT_THERE, now=NOW - timedelta(days=days))
    db.session.commit()
    assert "Buda" not in names(client, FEED)
    olga = find_or_make_account("olga@groups.example.org", now=NOW)
    make_steward(olga, group.id, now=NOW)
    confirming.confirm(group, account_id=olga.id, now=NOW)
    db.session.commit()
    assert "Buda" in names(client, FEED)


def test_files_are_whole_and_old_ones_go(app: Flask, client: FlaskClient, three: list[Meeting]) -> None:
    for number in range(5):
        with clock.at(NOW + timedelta(days=number)):
            client.get(FEED)
    kept = sorted((app.extensions["settings"].instance / FOLDER).glob("meeting-guide*.gz"))
    assert len(kept) == 3
    assert all(json.loads(gzip.decompress(file.read_bytes())) for file in kept)


@pytest.mark.usefixtures("three")
def test_by_fellowship_and_source(client: FlaskClient) -> None:
    assert names(client, f"{FEED}?fellowship=dual-recovery-anonymous") == ["Buda"]
    assert names(client, f"{FEED}?source=open-list") == ["Austin"]
    assert names(client, f"{FEED}?source=open-list&fellowship=dual-recovery-anonymous") == []
    assert names(client, "/from/open-list/feeds/meeting-guide.json") == ["Austin"]


def test_the_list_of_a_source_leaves_out_what_is_stale(client: FlaskClient) -> None:
    source = a_source(slug="old-list")
    source.last_good_read = NOW - timedelta(days=181)
    a_meeting(name="Stale", source=source)
    a_meeting(name="Confirmed", source=source, confirmed_on=NOW.date())
    assert names(client, "/from/old-list/feeds/meeting-guide.json") == ["Confirmed"]


@pytest.mark.parametrize("query", ["fellowship=none-such", "source=none-such", "source=", "colour=red"])
def test_wrong_parameters_are_named(client: FlaskClient, query: str) -> None:
    assert client.get(f"{FEED}?{query}").status_code == 400


def test_a_list_without_permission_is_nowhere(client: FlaskClient) -> None:
    a_meeting(name="Secret list", source=a_source(slug="not-ours", republish=False))
    a_meeting(name="Ours")
    a_meeting(name="Demo", source=a_source(slug="demo", republish=False, demo=True))
    assert names(client, FEED) == ["Demo: Demo", "Ours"]
    assert names(client, PLUGIN) == ["Demo: Demo", "Ours"]
    assert names(client, f"{PLUGIN}&source=not-ours") == ["Demo: Demo", "Ours"]
    assert client.get(f"{FEED}?source=not-ours").status_code == 400
    assert client.get("/from/not-ours/feeds/meeting-guide.json").status_code == 404
    for form in ("ics", "csv", "geojson"):
        assert b"Secret list" not in client.get(f"/feeds/meetings.{form}?names=yes").data


@pytest.mark.usefixtures("three")
def test_the_plugin_s_address_answers_as_the_plugin_does(client: FlaskClient) -> None:
    everything = client.get(FEED).get_json()
    assert client.get(PLUGIN).get_json() == everything
    assert (
        client.get("/wp-admin/admin-ajax.php?mode=search&action=meetings&nonce=abc123").get_json()
        == everything
    )
    assert client.get("/wp-admin/admin-ajax.php?action=tsml_meetings").get_json() == everything
    posted = client.post(
        "/wp-admin/admin-ajax.php",
        data={"action": "meetings", "day": "5", "key": "x"},
        headers={"Origin": "https://a-group.example.org", "Sec-Fetch-Site": "cross-site"},
    )
    assert [row["name"] for row in posted.get_json()] == ["Austin"]
    assert client.get("/wp-admin/admin-ajax.php?action=heartbeat").status_code == 400


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("day=2", ["Buda", "Online"]),
        ("day[]=5&day[]=2", ["Austin", "Buda", "Online"]),
        ("day=any", ["Austin", "Buda", "Online"]),
        ("time=morning", ["Austin"]),
        ("time=evening", ["Buda"]),
        ("time=night", ["Online"]),
        ("time=midday", []),
        ("region=austin", ["Austin"]),
        ("region=tx", ["Austin", "Buda"]),
        ("type=C", ["Buda"]),
        ("type=DD,C", ["Buda"]),
        ("type=C,X", []),
        ("query=ring+bell", ["Buda"]),
        ("query=elm", ["Austin"]),
        ("attendance_option=online", ["Online"]),
        ("attendance_option=in_person", ["Austin", "Buda"]),
        ("attendance_option=active", ["Austin", "Buda", "Online"]),
        ("attendance_option=inactive", []),
        (f"latitude={BUDA[0]}&longitude={BUDA[1]}", ["Buda"]),
        (f"latitude={BUDA[0]}&longitude={BUDA[1]}&distance=50", ["Austin", "Buda"]),
        (f"latitude={BUDA[0]}&longitude={BUDA[1]}&distance=15&distance_units=km", ["Buda"]),
        ("latitude=north&longitude=1", ["Austin", "Buda", "Online"]),
    ],
)
def test_the_plugin_s_parameters(client: FlaskClient, query: str, found: list[str]) -> None:
    assert names(client, f"{PLUGIN}&{query}") == found


@pytest.mark.usefixtures("three")
def test_upcoming_is_what_is_left_of_today(client: FlaskClient) -> None:
    with clock.at(NOW + timedelta(days=1)):  # Tuesday, 12:00 in Texas.
        assert names(client, f"{PLUGIN}&time=upcoming") == ["Buda", "Online"]
    with clock.at(NOW + timedelta(days=1, hours=8)):
        assert names(client, f"{PLUGIN}&time=upcoming") == ["Online"]


@pytest.mark.usefixtures("three")
def test_the_names_of_our_codes(client: FlaskClient) -> None:
    assert client.get("/feeds/meeting-guide-types.json").get_json() == {"F-DRA": "Dual Recovery Anonymous"}
    row = next(item for item in client.get(FEED).get_json() if item["name"] == "Buda")
    assert row["types"] == ["C", "DD", "F-DRA"]
    assert row["day"] == TUESDAY


def test_an_empty_directory_gives_an_empty_list(client: FlaskClient) -> None:
    assert client.get(FEED).get_json() == []
    db.session.rollback()


def test_regions_are_those_that_tell_rows_apart(client: FlaskClient) -> None:
    """Readers offer them to choose from, and the oldest ones offer nothing below what all rows share."""
    a_meeting(name="Buda")
    a_meeting(name="Kyle", location=a_location(city="Kyle"))
    assert sorted(row["regions"] for row in client.get(FEED).json) == [["Buda"], ["Kyle"]]
    assert {row["state"] for row in client.get(FEED).json} == {"TX"}
    a_meeting(name="Salem", location=a_location(city="Salem", region="OR"))
    found = {row["name"]: row["regions"] for row in client.get(FEED).json}
    assert found == {"Buda": ["TX", "Buda"], "Kyle": ["TX", "Kyle"], "Salem": ["OR", "Salem"]}
