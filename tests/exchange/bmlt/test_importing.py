"""A BMLT server comes in through the command: what is read, what is kept, what a second reading changes."""

import csv
import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetfinder.db import db
from meetfinder.directory.models import ExternalId, Group, Meeting, MeetingStatus, ServiceBody, Source
from meetfinder.exchange.bmlt.codes import CodeMap
from meetfinder.exchange.bmlt.reader import read
from meetfinder.exchange.bmlt.row_in import Context
from meetfinder.exchange.bmlt.server import format_labels
from tests.exchange.bmlt.conftest import bring_in
from tests.exchange.bmlt.stand_in import Recorded, serving

SEED = {
    "format": [
        {"slug": "open", "bmlt": ["O"], "bmlt_world": "OPEN"},
        {"slug": "closed", "bmlt": ["C"], "bmlt_world": "CLOSED"},
        {"slug": "speaker", "bmlt": ["So"], "bmlt_world": "SPK"},
        {"slug": "spanish", "bmlt": ["ES"], "language": "es"},
        {"slug": "young-people", "bmlt": ["YP"]},
        {"slug": "teens", "bmlt": ["TN"], "youth": True},
    ],
    "signal": [{"system": "bmlt-world", "code": "TC", "meaning": "closed-for-now"}],
}
WORLDS = ["OPEN", "CLOSED", "SPK", "LANG", "TC", "", "", "Y"]
LABELS = format_labels(
    {"id": str(number), "key_string": key, "world_id": world, "lang": "en"}
    for number, (key, world) in enumerate(
        zip(["O", "C", "X", "ES", "TC", "YP", "TN", "So"], WORLDS, strict=True), start=1
    )
)


def a_raw_row(**values: str) -> dict[str, str]:
    return {
        "id_bigint": "7",
        "service_body_bigint": "3",
        "weekday_tinyint": "2",
        "venue_type": "1",
        "start_time": "19:30:00",
        "duration_time": "01:30:00",
        "published": "1",
        "format_shared_id_list": "1,4",
        "latitude": "30.0852",
        "longitude": "-97.8403",
        "meeting_name": "Never Alone",
        "location_street": "1 Main Street",
        "location_municipality": "Buda",
        "location_province": "TX",
        "location_nation": "USA",
    } | values


def reading(*rows: Any, **more: Any) -> Any:
    context = Context(
        codes=CodeMap(SEED),
        formats={label.id: label for label in LABELS},
        zone_at=lambda *_: "America/Chicago",
        fellowship="narcotics-anonymous",
        **more,
    )
    return read(rows, context)


def the_meeting(**values: str) -> Any:
    found = reading(a_raw_row(**values))
    assert found.refused == ()
    return found.proposals[0].meetings[0]


def test_a_row_becomes_a_proposal() -> None:
    proposal = reading(a_raw_row()).proposals[0]
    meeting = proposal.meetings[0]
    schedule = meeting.schedule
    assert (proposal.key, proposal.group.key, proposal.group.fellowship) == ("7", "7", "narcotics-anonymous")
    assert (schedule.weekday, schedule.start_minute, schedule.duration_minutes) == (1, 1170, 90)
    assert (schedule.timezone, meeting.attendance) == ("America/Chicago", "in_person")
    assert (meeting.formats, meeting.languages) == (("open", "spanish"), ("es",))
    assert [(item.key, item.value, item.said_by) for item in meeting.attributes] == [
        ("access", "open", "source")
    ]
    assert meeting.place.formatted_address == "1 Main Street, Buda, TX, USA"
    assert meeting.place.country == "US"


@pytest.mark.parametrize(
    ("values", "attendance", "status"),
    [
        ({"venue_type": "2", "virtual_meeting_link": "https://x.example/j"}, "online", "active"),
        ({"venue_type": "2", "phone_meeting_number": "1 555 0100"}, "phone", "active"),
        ({"venue_type": "2"}, "online", "paused"),
        ({"venue_type": "3"}, "hybrid", "active"),
        ({"location_street": "", "location_text": ""}, "in_person", "paused"),
        ({"format_shared_id_list": "5"}, "in_person", "paused"),
        (
            {"format_shared_id_list": "5", "venue_type": "2", "virtual_meeting_link": "https://x.example"},
            "online",
            "active",
        ),
        ({"comments": "This meeting meets every other week."}, "in_person", "paused"),
    ],
)
def test_attendance_and_what_nobody_should_go_to(
    values: dict[str, str], attendance: str, status: str
) -> None:
    meeting = the_meeting(**values)
    assert (meeting.attendance, meeting.status) == (attendance, status)
    assert ("held" in meeting.extra["bmlt"]) == (status == "paused")


def test_an_online_meeting_has_an_area_and_no_house() -> None:
    place = the_meeting(venue_type="2", virtual_meeting_link="https://x.example").place
    assert (place.street, place.city, place.precision) == ("", "Buda", "area")


def test_a_key_counts_only_where_the_world_id_does_not_contradict_it() -> None:
    assert the_meeting(format_shared_id_list="3").formats == ("speaker",)
    assert the_meeting(format_shared_id_list="8").formats == ()
    assert reading(a_raw_row(format_shared_id_list="8")).unknown_codes == {"So": 1}


def test_open_and_closed_together_state_nothing() -> None:
    assert the_meeting(format_shared_id_list="1,2").attributes == ()


def test_rows_of_one_world_id_and_name_are_one_group() -> None:
    rows = [
        a_raw_row(id_bigint=str(n), worldid_mixed="G1", meeting_name=name)
        for n, name in ((1, "A"), (2, "a"), (3, "B"))
    ]
    keys = [proposal.group.key for proposal in reading(*rows).proposals]
    assert keys[0] == keys[1] != keys[2]


def test_a_stated_zone_wins_and_a_made_up_one_does_not() -> None:
    assert the_meeting(time_zone="Europe/London").schedule.timezone == "Europe/London"
    assert the_meeting(time_zone="Eastern").schedule.timezone == "America/Chicago"


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"id_bigint": "x"}, "id_bigint", "not_a_number"),
        ({"published": "0"}, "published", "not_published"),
        ({"weekday_tinyint": ""}, "weekday_tinyint", "not_a_day"),
        ({"weekday_tinyint": "8"}, "weekday_tinyint", "not_a_day"),
        ({"start_time": "soon"}, "start_time", "not_a_time"),
        ({"start_time": "24:00:00"}, "start_time", "not_a_time"),
        ({"meeting_name": "", "location_text": ""}, "meeting_name", "missing"),
        ({"latitude": "0", "longitude": "0"}, "time_zone", "no_zone"),
    ],
)
def test_rows_that_cannot_be_listed_are_named(values: dict[str, str], field: str, code: str) -> None:
    found = reading(a_raw_row(**values))
    assert [(item.number, item.field, item.code) for item in found.refused] == [(1, field, code)]
    assert (found.rows, found.proposals) == (1, ())


def test_rows_that_are_no_rows_and_ids_used_twice_are_refused() -> None:
    found = reading("x", a_raw_row(), a_raw_row(start_time="08:00:00"), None)
    assert [(item.number, item.code) for item in found.refused] == [
        (1, "not_an_object"),
        (3, "used_twice"),
        (4, "not_an_object"),
    ]
    assert len(found.proposals) == 1


def test_minors_have_an_area_and_nothing_else() -> None:
    meeting = the_meeting(
        format_shared_id_list="7", virtual_meeting_link="https://x.example", comments="Ask inside"
    )
    assert meeting.youth
    assert (meeting.place.street, meeting.place.latitude, meeting.join_url) == ("", 30.1, "")
    assert "location_street" not in meeting.extra["bmlt"]["values"]
    assert the_meeting(meeting_name="Youth Meeting").youth
    assert not the_meeting(meeting_name="Youth Meeting", format_shared_id_list="6").youth


def test_people_are_taken_out_of_what_is_kept() -> None:
    named = {"comments": "Call John Smith 512-555-0123", "contact_name_1": "Jo"}
    found = reading(a_raw_row(**named, email_contact="jo@x.example"))
    kept = json.dumps(found.proposals[0].meetings[0].extra)
    assert "Smith" not in kept
    assert "555" not in kept
    assert 'Jo"' not in kept
    assert {item.field for item in found.linted} == {"comments"}


def test_everything_is_brought_in(bmlt_site: Flask, recorded: Recorded) -> None:
    with bmlt_site.app_context():
        source = db.session.scalars(select(Source)).one()
        assert (source.slug, source.format, source.republish) == ("bmlt", "bmlt", True)
        assert source.fellowship.slug == "narcotics-anonymous"
        assert db.session.scalar(select(func.count()).select_from(Meeting)) == 1513
        assert db.session.scalar(select(func.count()).select_from(ServiceBody)) == len(recorded.bodies)
        formats = db.session.scalars(select(ExternalId).where(ExternalId.kind == "format")).all()
        assert len(formats) == len(recorded.formats)
        assert sum(item.format_id is not None for item in formats) > 100
        zones = set(db.session.scalars(select(Meeting.timezone)))
        assert zones == {"America/New_York"}
        assert db.session.scalar(select(func.count()).select_from(Group)) < 1513
        db.session.remove()


def test_drafts_are_neither_asked_for_nor_listed(own_site: Flask, recorded: Recorded) -> None:
    drafts = {row["id_bigint"] for row in recorded.meetings if row["published"] == "0"}
    recorded.meetings = [row for row in recorded.meetings if row["id_bigint"] in drafts][:5]
    for row in recorded.meetings:
        row["published"] = "1"
    recorded.meetings[0]["published"] = "0"
    done = bring_in(own_site, recorded, "--publish")
    assert "created 4\n" in done.output
    assert not any("advanced_published" in path for path in recorded.asked)


def test_a_second_reading_changes_only_what_changed(own_site: Flask, recorded: Recorded) -> None:
    recorded.meetings = [row for row in recorded.meetings if row["published"] == "1"][:40]
    assert "created 40\n" in bring_in(own_site, recorded, "--publish", "--republish").output
    again = bring_in(own_site, recorded, "--publish")
    assert "created 0\nchanged 0\nunchanged 40\n" in again.output
    recorded.meetings[0]["start_time"] = "06:15:00"
    recorded.meetings[0]["comments"] = "New key at the door"
    gone = recorded.meetings.pop()["id_bigint"]
    third = bring_in(own_site, recorded, "--publish")
    assert "changed 1\nunchanged 38\n" in third.output
    assert "paused 1\nwithdrawn 0\n" in third.output
    assert gone not in _ids(own_site)
    assert "withdrawn 1\n" in bring_in(own_site, recorded, "--publish").output
    with own_site.app_context():
        statuses = db.session.execute(select(Meeting.source_key, Meeting.status)).all()
        assert [key for key, status in statuses if status == MeetingStatus.RETIRED] == [gone]
        db.session.remove()
    assert set(_changes(own_site)) == {
        ("change", recorded.meetings[0]["id_bigint"]),
        ("change", gone),
        ("delete", gone),
    }
    row = _value(own_site, f"switcher=GetSearchResults&meeting_ids={recorded.meetings[0]['id_bigint']}")[0]
    assert (row["start_time"], row["comments"]) == ("06:15:00", "New key at the door")


def test_a_change_is_that_of_one_meeting_of_its_group_and_a_first_reading_is_none(
    own_site: Flask, recorded: Recorded
) -> None:
    group = [row for row in recorded.meetings if row["worldid_mixed"] == "G00216245"]
    assert len(group) > 2
    recorded.meetings = group[:-1]
    bring_in(own_site, recorded, "--publish", "--republish")
    assert _changes(own_site) == []
    body = group[0]["service_body_bigint"]
    dump = own_site.test_client().get(f"/from/bmlt/client_interface/csv/?switcher=GetNAWSDump&sb_id={body}")
    assert {line["LastChanged"] for line in csv.DictReader(dump.text.splitlines())} == {""}
    recorded.meetings = group
    group[0]["start_time"] = "06:15:00"
    bring_in(own_site, recorded, "--publish")
    assert set(_changes(own_site)) == {("new", group[-1]["id_bigint"]), ("change", group[0]["id_bigint"])}


def test_a_server_that_lost_a_third_of_its_meetings_changes_nothing(
    own_site: Flask, recorded: Recorded
) -> None:
    recorded.meetings = [row for row in recorded.meetings if row["published"] == "1"][:30]
    bring_in(own_site, recorded, "--publish", "--republish")
    recorded.meetings = recorded.meetings[:20]
    refused = bring_in(own_site, recorded, "--publish")
    assert refused.exit_code == 2
    assert "shrank from 30 usable rows to 20" in refused.output
    assert len(_ids(own_site)) == 30
    assert bring_in(own_site, recorded, "--publish", "--force").exit_code == 0


def test_what_is_not_published_is_not_shown(own_site: Flask, recorded: Recorded) -> None:
    recorded.meetings = recorded.meetings[:10]
    bring_in(own_site, recorded, "--publish")
    client = own_site.test_client()
    assert client.get("/from/bmlt/client_interface/json/?switcher=GetSearchResults").status_code == 404
    bring_in(own_site, recorded, "--republish", source="waiting")
    assert client.get("/from/waiting/client_interface/json/?switcher=GetSearchResults").json == []


def test_a_moderators_correction_is_told_instead_of_the_sources_word(
    own_site: Flask, recorded: Recorded
) -> None:
    recorded.meetings = [row for row in recorded.meetings if row["published"] == "1"][:3]
    bring_in(own_site, recorded, "--publish", "--republish")
    with own_site.app_context():
        meeting = db.session.scalars(select(Meeting).order_by(Meeting.id).limit(1)).one()
        key = meeting.source_key
        meeting.start_minute, meeting.name, meeting.attendance = 615, "Corrected", "hybrid"
        db.session.commit()
        db.session.remove()
    row = _value(own_site, f"switcher=GetSearchResults&meeting_ids={key}")[0]
    assert (row["start_time"], row["meeting_name"], row["venue_type"]) == ("10:15:00", "Corrected", "3")


@pytest.mark.parametrize(
    "ending", ["", "/", "/client_interface/json/", "/client_interface/json/?switcher=GetFormats"]
)
def test_the_address_may_be_any_of_the_server(own_site: Flask, recorded: Recorded, ending: str) -> None:
    recorded.meetings = recorded.meetings[:5]
    with serving(recorded) as address:
        arguments = ["import", address + ending, "--format", "bmlt", "--source", "x", "--dry-run"]
        done = own_site.test_cli_runner().invoke(args=arguments)
    assert "created " in done.output


def test_what_is_no_server_is_refused_in_a_sentence(own_site: Flask) -> None:
    done = own_site.test_cli_runner().invoke(
        args=["import", "list.json", "--format", "bmlt", "--source", "x"]
    )
    assert (done.exit_code, done.output) == (2, "Error: list.json is not the web address of a server.\n")


def _value(app: Flask, query: str) -> Any:
    return app.test_client().get(f"/from/bmlt/client_interface/json/?{query}").json


def _ids(app: Flask) -> set[str]:
    return {row["id_bigint"] for row in _value(app, "switcher=GetSearchResults")}


def _changes(site: Flask) -> list[tuple[str, str]]:
    """Return kind and meeting of each change, the newest first."""
    return [
        (change["change_type"].removeprefix("comdef_change_type_"), change["meeting_id"])
        for change in _value(site, "switcher=GetChanges")
    ]
