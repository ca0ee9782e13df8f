"""The addresses of BMLT: headers, errors, the site's own face and who is in it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory import seeding
from meetfinder.directory.models import Fellowship, Standing
from meetfinder.directory.recurrence import Recurrence
from tests.builders import FRIDAY, a_fellowship, a_group, a_meeting, a_source

HERE = "/client_interface/json/"
SEARCH = f"{HERE}?switcher=GetSearchResults"


def rows(client: FlaskClient, query: str = "", base: str = "") -> list[dict[str, str]]:
    response = client.get(f"{base}{SEARCH}&{query}")
    assert response.status_code == 200
    found: list[dict[str, str]] = response.get_json()
    return found


def names(client: FlaskClient, query: str = "", base: str = "") -> list[str]:
    return sorted(row["meeting_name"] for row in rows(client, query, base))


@pytest.fixture
def two(app: Flask) -> tuple[Fellowship, Fellowship]:
    """List a meeting of each of two fellowships, one nobody may pass on, and one from a form."""
    first, second = a_fellowship(slug="first-fellowship"), a_fellowship(slug="second-fellowship")
    one = a_source(slug="one")
    one.fellowship = first
    a_meeting(fellowship=first, source=one, name="One", formats=["open"])
    a_meeting(fellowship=second, source=a_source(slug="two"), name="Two")
    a_meeting(fellowship=first, source=a_source(slug="kept", republish=False), name="Kept")
    a_meeting(fellowship=first, name="Form")
    return first, second


def test_a_mixed_directory_shows_nothing_that_nobody_selected(client: FlaskClient, two: object) -> None:
    assert rows(client) == []
    assert rows(client, "lat_val=30.0852&long_val=-97.8403&geo_width=-10") == []
    assert client.get(f"{HERE}?switcher=GetCoverageArea").json[0]["nw_corner_latitude"] == ""
    assert client.get(f"{HERE}?switcher=GetFieldValues&meeting_key=start_time").json == []


@pytest.mark.parametrize("more", ["/", "//", "/////"])
def test_more_slashes_than_one_lead_to_a_source_too(client: FlaskClient, two: object, more: str) -> None:
    assert names(client, base=f"/from/one{more}".removesuffix("/")) == ["One"]
    assert client.get(f"/from/one{more}client_interface/json?switcher=GetFieldKeys").status_code == 200
    assert client.get(f"/from/one{more}client_interface/serverInfo.xml").mimetype == "application/xml"
    assert client.get(f"/from/nobody{more}client_interface/json/").status_code == 404


def test_a_meeting_without_a_name_bears_that_of_its_group(client: FlaskClient) -> None:
    """Servers that gather rows of others leave out those without a name."""
    fellowship = a_fellowship(slug="first-fellowship")
    a_meeting(name="", group=a_group(name="Hope", fellowship=fellowship))
    assert names(client, "fellowship=first-fellowship") == ["Hope"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("fellowship=first-fellowship", ["Form", "One"]),
        ("fellowship=second-fellowship", ["Two"]),
        ("fellowship=first-fellowship,second-fellowship", ["Form", "One", "Two"]),
        ("fellowship[]=first-fellowship&source=one", ["One"]),
        ("fellowship=no-such", []),
        ("source=two", ["Two"]),
        ("source=kept", []),
        ("fellowship=first-fellowship&services=-1", ["Form", "One"]),
        ("fellowship=first-fellowship&lat_val=30.0852&long_val=-97.8403&geo_width=1", ["Form", "One"]),
    ],
)
def test_fellowship_and_source_select(
    client: FlaskClient, two: object, query: str, wanted: list[str]
) -> None:
    assert names(client, query) == wanted


def test_services_select_a_source_or_a_whole_fellowship(client: FlaskClient, two: object) -> None:
    bodies = client.get(f"{HERE}?switcher=GetServiceBodies").get_json()
    by_name = {body["name"]: body for body in bodies}
    assert set(by_name) == {"First Fellowship", "Second Fellowship", "one", "two"}
    assert names(client, f"services={by_name['one']['id']}") == ["One"]
    assert names(client, f"services={by_name['First Fellowship']['id']}") == ["Form"]
    top = next(body for body in bodies if body["name"] == "First Fellowship")
    assert names(client, f"services={top['id']}&recursive=1") == ["Form", "One"]


def test_the_sites_setting_selects(app: Flask, client: FlaskClient, two: object) -> None:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, bmlt_fellowship="second-fellowship")
    try:
        assert names(client) == ["Two"]
        assert names(client, "fellowship=first-fellowship") == ["Form", "One"]
    finally:
        app.extensions["settings"] = before


def test_a_directory_of_one_fellowship_needs_no_choice(client: FlaskClient) -> None:
    a_meeting(fellowship=a_fellowship(slug="only"), name="Alone")
    assert names(client) == ["Alone"]


def test_a_row_of_our_own_has_every_field(client: FlaskClient) -> None:
    a_meeting(
        fellowship=a_fellowship(), name="Friday", weekday=FRIDAY, start="18:30", duration=None,
        formats=["open"], attendance="hybrid", join_url="https://x.example/j", notes="Ring twice",
        languages=["es"],
        recurrence=Recurrence(kind="monthly", nths=(1, -1)),
    )  # fmt: skip
    found = rows(client)[0]
    assert (found["weekday_tinyint"], found["start_time"], found["duration_time"]) == (
        "6",
        "18:30:00",
        "01:00:00",
    )
    assert (found["venue_type"], found["time_zone"], found["lang_enum"]) == ("3", "America/Chicago", "es")
    assert found["comments"] == "Only on the 1st, last Friday of the month.\nRing twice"
    assert found["virtual_meeting_link"] == "https://x.example/j"
    assert found["root_server_uri"] == "http://localhost"
    assert rows(client, f"meeting_ids={found['id_bigint']}") == [found]
    used = client.get(f"{SEARCH}&get_used_formats").get_json()
    assert [item["id"] for item in used["formats"]] == found["format_shared_id_list"].split(",")
    assert len(client.get(f"{HERE}?switcher=GetFormats").get_json()) == 1


def test_minors_and_hidden_links_are_as_hidden_here_as_anywhere(client: FlaskClient) -> None:
    fellowship = a_fellowship()
    a_meeting(
        fellowship=fellowship, name="Young", youth=True, join_url="https://x.example/a", attendance="hybrid"
    )
    a_meeting(fellowship=fellowship, name="Asked", join_url="https://x.example/b", attendance="online",
              join_visibility="on_request")  # fmt: skip
    text = client.get(SEARCH).get_data(as_text=True)
    assert "Main Street" not in [
        row["location_street"] for row in rows(client, "meeting_key=meeting_name&meeting_key_value=Young")
    ]
    assert "x.example" not in text


def test_paused_and_retired_meetings_are_not_told(client: FlaskClient) -> None:
    fellowship = a_fellowship()
    a_meeting(fellowship=fellowship, status="paused")
    a_meeting(fellowship=fellowship, status="retired")
    a_meeting(group=a_group(fellowship=fellowship, status="retired"))
    assert rows(client) == []


def test_a_source_that_is_no_bmlt_server_has_a_face_too(client: FlaskClient, two: object) -> None:
    assert names(client, base="/from/one") == ["One"]
    assert rows(client, base="/from/one")[0]["root_server_uri"] == "http://localhost/from/one"
    for unknown in ("kept", "nothing"):
        response = client.get(f"/from/{unknown}{SEARCH}")
        assert (response.status_code, response.mimetype) == (404, "application/json")


@pytest.mark.parametrize("query", ["", "lat_val=30.0852&long_val=-97.8403&geo_width=-10"])
def test_a_list_that_was_not_read_for_half_a_year_is_told_no_more(
    client: FlaskClient, now: datetime, query: str
) -> None:
    old, new = a_source(slug="old"), a_source(slug="new")
    old.last_good_read, new.last_good_read = now - timedelta(days=181), now - timedelta(days=180)
    a_meeting(source=old, name="Stale")
    a_meeting(source=old, name="Confirmed", confirmed_on=now.date())
    doubted = a_meeting(source=new, name="Doubted")
    a_meeting(source=new, name="Ageing")
    db.session.add(Standing(group_id=doubted.group_id, doubted_on=now.date()))
    db.session.flush()
    assert names(client, query, base="/from/old") == ["Confirmed"]
    assert names(client, query, base="/from/new") == ["Ageing"]
    assert names(client, f"source=old,new&{query}") == ["Ageing", "Confirmed"]


@pytest.mark.parametrize("query", ["", "lat_val=40.75&long_val=-73.98&geo_width=-10"])
def test_nor_is_that_of_a_bmlt_server(bmlt_site: Flask, query: str) -> None:
    client = bmlt_site.test_client()
    assert names(client, query, base="/from/bmlt")
    with clock.at(clock.now() + timedelta(days=182)):
        assert names(client, query, base="/from/bmlt") == []


def test_programs_of_any_site_may_ask_and_nothing_is_set(client: FlaskClient) -> None:
    response = client.get(SEARCH)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in response.headers
    assert client.get(SEARCH, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    asked = client.options(SEARCH, headers={"Origin": "https://x.example"})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Headers"]) == (200, "*")


@pytest.mark.parametrize(
    "path",
    [
        "/client_interface/json/?switcher=GetFormats",
        "/client_interface//json/?switcher=GetFormats",
        "/client_interface/json/?switcher=Nope",
        "/client_interface/jsonp/?switcher=GetFormats&callback=a%3Bb",
        "/client_interface/tsml/?switcher=GetSearchResults",
        "/client_interface/csv/?switcher=GetNAWSDump",
        "/client_interface/serverInfo.xml",
        "/from/nothing/client_interface/json/?switcher=GetFormats",
    ],
)
def test_answers_errors_and_redirects_can_be_read_by_any_site(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response.headers
    head = client.head(path)
    assert (head.status_code, head.content_type) == (response.status_code, response.content_type)
    assert head.data == b""


@pytest.mark.parametrize("base", ["", "/from/two"])
def test_jsonp_is_the_json_in_a_call(client: FlaskClient, two: object, base: str) -> None:
    plain = client.get(f"{base}{SEARCH}&fellowship=second-fellowship").text
    called = client.get(f"{base}{SEARCH}&fellowship=second-fellowship".replace("/json/", "/jsonp/"))
    assert called.text == f"/**/callback({plain});"
    assert called.content_type == "text/javascript; charset=UTF-8"
    assert "Two" in plain


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/client_interface/json?switcher=GetFormats", 200),
        ("GET", "///client_interface/json/?switcher=GetFormats", 200),
        ("HEAD", "/client_interface/json/?switcher=GetFormats", 200),
        ("POST", "/client_interface/json/?switcher=GetFormats", 405),
        ("GET", "/client_interface//json/?switcher=GetFormats", 200),
        ("GET", "/client_interface/xml/?switcher=GetFormats", 422),
        ("GET", "/client_interface/csv/?switcher=GetSearchResults", 422),
        ("GET", "/client_interface/json/?switcher=GetNAWSDump&sb_id=1", 422),
        ("GET", "/client_interface/json/?switcher=getformats", 422),
        ("GET", "/client_interface/json/", 422),
        ("HEAD", "/client_interface/json/?switcher=Nope", 422),
        ("PUT", "/client_interface/json/?switcher=GetFormats", 405),
        ("GET", "/client_interface/jsonp/?switcher=GetFormats&callback=a%3Bb", 400),
        ("GET", "/client_interface/serverInfo.xml", 200),
        ("GET", "/from/nothing/client_interface/serverInfo.xml", 404),
    ],
)
def test_methods_and_paths(client: FlaskClient, method: str, path: str, status: int) -> None:
    assert client.open(path, method=method, follow_redirects=True).status_code == status


def test_the_roots_server_info_is_like_that_of_a_server(client: FlaskClient, recorded: Any) -> None:
    ours = client.get(f"{HERE}?switcher=GetServerInfo").get_json()
    assert [list(item) for item in ours] == [list(item) for item in recorded.info]
    assert [[type(value) for value in item.values()] for item in ours] == [
        [type(value) for value in item.values()] for item in recorded.info
    ]


def test_the_root_shows_imported_rows_under_ids_of_ours(bmlt_site: Flask, recorded: Any) -> None:
    client = bmlt_site.test_client()
    everything = rows(client)
    assert len(everything) == len({row["id_bigint"] for row in everything}) == 1513
    bodies = client.get(f"{HERE}?switcher=GetServiceBodies").get_json()
    area = next(body for body in bodies if body["name"] == "Eastern Long Island Area Service")
    inside = rows(client, f"services={area['id']}")
    assert len(inside) == 32
    assert {row["service_body_name"] for row in inside} == {"Eastern Long Island Area Service"}
    assert {row["location_sub_province"] for row in inside} == {"Suffolk"}
    above = next(body for body in bodies if body["id"] == area["parent_id"])
    assert above["name"] == "Greater New York Region"
    assert len(rows(client, "fellowship=narcotics-anonymous&lat_val=40.75&long_val=-73.98&geo_width=1")) == 18


def test_no_two_formats_have_one_key(app: Flask, client: FlaskClient) -> None:
    """Clients find the formats of a row by their keys."""
    settings = app.extensions["settings"]
    seeding.load(seeds=settings.seeds, instance=settings.instance)
    keys = [item["key_string"].lower() for item in client.get(f"{HERE}?switcher=GetFormats&show_all=1").json]
    assert len(keys) == len(set(keys)) > 50


def test_a_source_has_its_own_service_body_and_no_other(client: FlaskClient, two: object) -> None:
    bodies = client.get(f"/from/one{HERE}?switcher=GetServiceBodies").json
    assert [(body["name"], body["parent_id"]) for body in bodies] == [("one", "0")]
    assert names(client, f"services={bodies[0]['id']}", base="/from/one") == ["One"]


def test_a_meeting_held_nobody_knows_where_is_left_out_but_one_online_is_not(client: FlaskClient) -> None:
    """Crouton shows no map at all where one row that is held somewhere has no point."""
    fellowship = a_fellowship(slug="only")
    a_meeting(fellowship=fellowship, name="Here")
    a_meeting(fellowship=fellowship, name="Somewhere", point=None)
    for attendance in ("online", "hybrid"):
        a_meeting(fellowship=fellowship, name=attendance, attendance=attendance, point=None)
    assert names(client) == ["Here", "online"]
