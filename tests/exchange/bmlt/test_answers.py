"""Every switcher and data format, on rows made for it: shapes, fields, errors."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from meetfinder.exchange.bmlt.answers import Answer, answer
from meetfinder.exchange.bmlt.face import Change, Face
from meetfinder.exchange.bmlt.fields import MAIN, STOCK
from meetfinder.exchange.bmlt.loose import Parameters
from tests.exchange.bmlt.rows_of_tests import AREA, REGION, ZONE, a_body, a_face, a_label, a_row

NOW = datetime(2026, 11, 23, 18, 5, 9, tzinfo=UTC)


def ask(face: Face, query: str, data_format: str = "json") -> Answer:
    return answer(face, data_format, Parameters(query), now=NOW, locate=lambda _: None)


def value(face: Face, query: str, data_format: str = "json") -> Any:
    said = ask(face, query, data_format)
    assert said.status == 200, said.body
    return json.loads(said.body)


LABELS = (
    a_label(4, "C", world_id="CLOSED"),
    a_label(17, "O", world_id="OPEN"),
    a_label(1, "B", world_id="BEG"),
    a_label(2, "St"),
    a_label(1, "A", language="de"),
    a_label(99, "X"),
)
FACE = a_face(
    a_row(1, formats=(1, 17), meeting_name="One", contact_name_1="Jo", admin_notes="secret"),
    a_row(2, formats=(2, 1, 4), duration="01:00"),
    labels=LABELS,
)


def test_a_row_has_every_field_as_text_in_order() -> None:
    row = value(FACE, "switcher=GetSearchResults&meeting_ids=1")[0]
    assert list(row) == [*MAIN, *STOCK]
    assert all(isinstance(item, str) for item in row.values())
    assert (row["formats"], row["format_shared_id_list"]) == ("O,B", "1,17")
    assert (row["published"], row["root_server_uri"], row["service_body_name"]) == (
        "1",
        "http://server",
        "Body 3",
    )
    assert (row["contact_name_1"], row["admin_notes"], row["email_contact"]) == ("", "", "")


def test_closed_and_open_come_first_and_a_missing_duration_is_told_as_the_servers_do() -> None:
    row = value(FACE, "switcher=GetSearchResults&meeting_ids=2")[0]
    assert (row["formats"], row["format_shared_id_list"], row["duration_time"]) == (
        "C,B,St",
        "1,2,4",
        "01:00",
    )


@pytest.mark.parametrize("key", [*MAIN, *STOCK])
def test_one_field_can_be_asked_for(key: str) -> None:
    row = value(FACE, f"switcher=GetSearchResults&meeting_ids=1&data_field_key={key}")[0]
    assert list(row) == ([key] if key != "shared_group_id_bigint" else [*MAIN, *STOCK])


def test_unknown_fields_are_dropped_and_only_unknown_ones_give_all() -> None:
    assert list(value(FACE, "switcher=GetSearchResults&data_field_key=x,id_bigint")[0]) == ["id_bigint"]
    assert list(value(FACE, "switcher=GetSearchResults&data_field_key=x")[0]) == [*MAIN, *STOCK]
    assert value(FACE, "switcher=GetSearchResults&data_field_key=source_id") == [[], []]


def test_used_formats_come_with_meetings_or_alone() -> None:
    both = value(FACE, "switcher=GetSearchResults&get_used_formats&meeting_ids=1")
    assert list(both) == ["meetings", "formats"]
    assert [item["id"] for item in both["formats"]] == ["17", "1"]
    assert list(value(FACE, "switcher=GetSearchResults&get_used_formats=0&get_formats_only=0")) == ["formats"]


def test_formats_are_told_in_the_language_asked_for() -> None:
    german = value(FACE, "switcher=GetSearchResults&get_used_formats&lang_enum=DE")
    assert [row["formats"] for row in german["meetings"]] == ["A", "A"]
    assert [row["format_shared_id_list"] for row in german["meetings"]] == ["1", "1"]
    assert {row["formats"] for row in value(FACE, "switcher=GetSearchResults&lang_enum=xx")} == {""}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["4", "17", "1", "2"]),
        ("show_all=1", ["4", "17", "1", "2", "99"]),
        ("show_all=0", ["4", "17", "1", "2"]),
        ("format_ids=1,2", ["1", "2"]),
        ("format_ids[]=-1&format_ids[]=-2", ["4", "17"]),
        ("key_strings[]=O&key_strings[]=st", ["17", "2"]),
        ("key_strings[]=O&key_strings[]=B&key_strings[]=C", ["1", "4", "17"]),
        ("key_strings=O,C", []),
        ("key_strings=o", ["17"]),
        ("key_strings=", []),
        ("format_ids=1,-1", []),
        ("format_ids=abc", ["4", "17", "1", "2"]),
        ("show_all=1&format_ids=99", ["99"]),
        ("lang_enum=", []),
        ("lang_enum[]=DE", ["1"]),
        ("lang_enum=de", ["1"]),
        ("lang_enum[]=de&lang_enum[]=en", ["4", "17", "1", "2", "1"]),
        ("lang_enum=xx", []),
    ],
)
def test_get_formats(query: str, wanted: list[str]) -> None:
    assert [item["id"] for item in value(FACE, f"switcher=GetFormats&{query}")] == wanted


@pytest.mark.parametrize(
    "query",
    [
        "lat_val=36&get_used_formats",
        "lat_val=36&long_val=-79&get_formats_only",
        "meeting_key=id_bigint&get_used_formats=1",
    ],
)
@pytest.mark.parametrize("data_format", ["json", "tsml"])
def test_parameters_that_contradict_each_other_find_not_even_formats(query: str, data_format: str) -> None:
    assert value(FACE, f"switcher=GetSearchResults&{query}", data_format) == []


def test_a_list_of_no_values_finds_no_meetings_but_is_no_contradiction() -> None:
    query = (
        "switcher=GetSearchResults&meeting_key=location_municipality&meeting_key_value[]=&get_used_formats"
    )
    assert value(FACE, query) == {"meetings": [], "formats": []}


def test_no_meeting_has_no_formats() -> None:
    nothing = {"meetings": [], "formats": []}
    assert value(FACE, "switcher=GetSearchResults&get_used_formats&meeting_ids=77") == nothing
    assert value(FACE, "switcher=GetSearchResults&get_used_formats&advanced_published=-1") == nothing


def test_fields_can_be_chosen_beside_formats() -> None:
    both = value(FACE, "switcher=GetSearchResults&get_used_formats&data_field_key=start_time,id_bigint,x")
    assert [list(row) for row in both["meetings"]] == [["id_bigint", "start_time"]] * 2
    spaced = "switcher=GetSearchResults&meeting_ids=1&data_field_key=%20id_bigint,%20start_time"
    assert value(FACE, spaced) == [{"id_bigint": "1"}]


def test_a_format_has_its_fields_in_order() -> None:
    assert value(FACE, "switcher=GetFormats&format_ids=4") == [
        {
            "key_string": "C",
            "name_string": "Format 4",
            "description_string": "",
            "lang": "en",
            "id": "4",
            "world_id": "CLOSED",
            "format_type_enum": "FC1",
            "root_server_uri": "http://server",
        }
    ]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", [ZONE, REGION, AREA]),
        ("services=", [ZONE, REGION, AREA]),
        (f"services[]={AREA}&parents=1", [ZONE, REGION, AREA]),
        (f"services={REGION}&recursive=1", [REGION, AREA]),
        (f"services[]=-{REGION}&recursive=1", [ZONE]),
        (f"services=-{AREA}", [ZONE, REGION]),
        ("services=abc", []),
        ("services[]=", []),
        ("services=0", []),
        (f"services={ZONE},{AREA}", [ZONE, AREA]),
    ],
)
def test_get_service_bodies(query: str, wanted: list[int]) -> None:
    found = value(FACE, f"switcher=GetServiceBodies&{query}")
    assert [item["id"] for item in found] == [str(number) for number in wanted]
    assert all(list(item)[:3] == ["id", "parent_id", "name"] for item in found)


def test_a_ring_of_service_bodies_ends() -> None:
    ring = a_face(bodies=(a_body(1, 2), a_body(2, 1)))
    assert len(value(ring, "switcher=GetServiceBodies&services=1&recursive=1&parents=1")) == 2


def test_get_field_values() -> None:
    face = a_face(
        a_row(1, formats=(1,), location_municipality="Buda"),
        a_row(3, formats=(2, 3), location_municipality="Austin"),
        a_row(2, formats=(2, 3), location_municipality="Buda"),
        a_row(4, formats=(3, 4), weekday=None, venue=None),
        a_row(5, formats=()),
    )
    base = "switcher=GetFieldValues&meeting_key"
    assert value(face, f"{base}=formats&specific_formats=2,3") == [
        {"formats": "2,3", "ids": "2,3"},
        {"formats": "3", "ids": "4"},
    ]
    assert value(face, f"{base}=formats&specific_formats=2,3&all_formats=1") == [
        {"formats": "2,3", "ids": "2,3"}
    ]
    assert value(face, f"{base}=formats&specific_formats=2,&all_formats=1") == []
    assert value(face, f"{base}=formats&specific_formats=0") == value(face, f"{base}=formats")
    assert value(face, f"{base}=formats")[-1] == {"formats": "NULL", "ids": "5"}
    assert value(face, f"{base}=venue_type") == [
        {"venue_type": "1", "ids": "1,2,3,5"},
        {"venue_type": "NULL", "ids": "4"},
    ]
    assert value(face, f"{base}=location_municipality") == [
        {"location_municipality": "Buda", "ids": "1,2"},
        {"location_municipality": "Austin", "ids": "3"},
    ]


@pytest.mark.parametrize(
    "query", ["", "&meeting_key=asdf", "&meeting_key=contact_name_1", "&meeting_key=published"]
)
def test_get_field_values_needs_a_field_there_is(query: str) -> None:
    said = ask(FACE, f"switcher=GetFieldValues{query}")
    assert (said.status, said.body) == (400, '{"message":""}')


def test_coverage_area_of_two_places() -> None:
    face = a_face(
        a_row(1, point=(60.1720037, 24.9366797)),
        a_row(2, point=(41.3901451, -70.5141987)),
        a_row(3, point=(0.0, 9.0)),
    )
    assert value(face, "switcher=GetCoverageArea") == [
        {
            "nw_corner_longitude": "-70.5141987",
            "nw_corner_latitude": "60.1720037",
            "se_corner_longitude": "24.9366797",
            "se_corner_latitude": "41.3901451",
        }
    ]
    assert set(value(a_face(), "switcher=GetCoverageArea")[0].values()) == {""}


def test_server_info_tells_no_key() -> None:
    assert value(FACE, "switcher=GetServerInfo") == [{"distanceUnits": "mi", "google_api_key": ""}]


def _change(number: int, day: int, *, body: int = AREA, kind: str = "change") -> Change:
    made = datetime(2026, 3, day, 13, 5, tzinfo=UTC)
    return Change(number, 7, "Name", body, made, kind, ("start_minute", "status"))


CHANGES = a_face(changes=(_change(3, 3), _change(2, 2, body=ZONE, kind="delete"), _change(1, 1, kind="new")))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["3", "2", "1"]),
        ("start_date=2026-03-02", ["3", "2"]),
        ("end_date=2026-03-02", ["2", "1"]),
        ("start_date=2026-03-02&end_date=2026-03-02", ["2"]),
        ("meeting_id=7", ["3", "2", "1"]),
        ("meeting_id=8", []),
        (f"service_body_id={AREA}", ["3", "1"]),
        (f"service_body_id={ZONE}", ["3", "2", "1"]),
        ("service_body_id=99", []),
    ],
)
def test_get_changes(query: str, wanted: list[str]) -> None:
    assert [item["change_id"] for item in value(CHANGES, f"switcher=GetChanges&{query}")] == wanted


def test_a_change_says_what_and_when_but_not_who_nor_what_was_before() -> None:
    changed, deleted, new = value(CHANGES, "switcher=GetChanges")
    assert changed["date_string"] == "1:05 PM, 3/3/2026"
    assert changed["date_int"] == str(int(datetime(2026, 3, 3, 13, 5, tzinfo=UTC).timestamp()))
    assert changed["details"] == "start_minute was changed. status was changed."
    assert (changed["user_name"], changed["user_id"], changed["json_data"]) == ("", "", [])
    assert (deleted["meeting_exists"], deleted["change_type"]) == ("0", "comdef_change_type_delete")
    assert (new["details"], new["meeting_exists"]) == ("The meeting was created.", "1")


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("start_date=bad", {"start_date": ["The start date field must match the format Y-m-d."]}),
        ("start_date=", {"start_date": ["The start date field must match the format Y-m-d."]}),
        ("start_date=2026-3-2", {"start_date": ["The start date field must match the format Y-m-d."]}),
        ("end_date=20260302", {"end_date": ["The end date field must match the format Y-m-d."]}),
        ("meeting_id=", {"meeting_id": ["The meeting id field must be a number."]}),
        ("end_date=2026-02-30", {"end_date": ["The end date field must match the format Y-m-d."]}),
        ("meeting_id=x", {"meeting_id": ["The meeting id field must be a number."]}),
        ("service_body_id[]=1", {"service_body_id": ["The service body id field must be a number."]}),
    ],
)
def test_get_changes_refuses_what_it_cannot_read(query: str, errors: dict[str, list[str]]) -> None:
    said = ask(CHANGES, f"switcher=GetChanges&{query}")
    assert said.status == 422
    assert json.loads(said.body) == {"message": next(iter(errors.values()))[0], "errors": errors}


def test_several_errors_are_counted() -> None:
    said = ask(CHANGES, "switcher=GetChanges&start_date=x&meeting_id=y")
    assert json.loads(said.body)["message"].endswith("Y-m-d. (and 1 more error)")


def test_naws_dump() -> None:
    worlds = ["VM", "TC", "HYBR", "W", "M", "GL", "BEG", "OPEN", "CLOSED", "WCHR", "LANG", ""]
    labels = tuple(a_label(number, world_id=world) for number, world in enumerate(worlds, start=1))
    face = a_face(
        a_row(1, formats=(7, 6, 5, 4, 3, 2, 1), meeting_name="=HYPERLINK(1)", comments="Ring"),
        a_row(
            2, formats=(8, 9, 10, 11, 12), weekday=0, start="07:05:00", location_info="Up", comments="Ring"
        ),
        a_row(3, body=ZONE),
        bodies=(a_body(ZONE, 0), a_body(AREA, ZONE, "My Area", "ar-7")),
        labels=labels,
        changes=(_change(1, 4),),
    )
    said = ask(face, f"switcher=GetNAWSDump&sb_id={ZONE}", "csv")
    assert said.headers["Content-Disposition"].endswith('"BMLT__body_1_2026_11_23_18_05_09.csv"')
    second, first = csv.DictReader(io.StringIO(said.body))
    assert len(second) == 52
    assert [first[f"Format{n}"] for n in range(1, 6)] == ["VM", "TC", "HYBR", "W", "M"]
    assert (first["Closed"], first["WheelChr"], first["CommitteeName"]) == (
        "CLOSED",
        "FALSE",
        "'=HYPERLINK(1)",
    )
    assert (second["Closed"], second["WheelChr"], second["Day"], second["Time"]) == (
        "CLOSED",
        "TRUE",
        "Sunday",
        "0705",
    )
    assert (second["Language1"], second["Format1"], second["Room"]) == ("K11", "LANG", "Format 12")
    assert (second["AreaRegion"], second["ParentName"], second["Directions"]) == (
        "ar-7",
        "My Area",
        "Up, Ring",
    )
    assert first["Longitude"].startswith("-79.79")


@pytest.mark.parametrize(
    ("query", "data_format", "message"),
    [
        ("switcher=GetNAWSDump", "csv", "The sb id field is required."),
        ("switcher=GetNAWSDump&sb_id=x", "csv", "The sb id field must be an integer."),
        ("switcher=GetNAWSDump&sb_id[]=1", "csv", "The sb id field must be an integer."),
        ("switcher=GetNAWSDump&sb_id=99", "csv", "The selected sb id is invalid."),
        ("switcher=GetNAWSDump&sb_id=1", "json", "GetNAWSDump is only valid for csv format."),
        ("switcher=GetSearchResults", "csv", "Invalid data format"),
        ("switcher=GetSearchResults", "xml", "Invalid data format"),
        ("switcher=getsearchresults", "json", "Invalid data format"),
        ("switcher[]=GetFormats", "json", "Invalid data format"),
        ("", "jsonp", "Invalid data format"),
        ("switcher=Nope", "tsml", "Invalid data format"),
    ],
)
def test_what_cannot_be_asked_is_refused(query: str, data_format: str, message: str) -> None:
    said = ask(FACE, query, data_format)
    assert said.status == 422
    assert json.loads(said.body)["message"].startswith(message)


def test_tsml() -> None:
    face = a_face(
        a_row(1, formats=(17, 1, 99), meeting_name="Never Alone!", start="23:30:00", duration="01:30:00",
              location_street="1 Main", location_municipality="Buda", virtual_meeting_link="https://x.example"),
        a_row(2, venue=2, duration="24:00:00"),
        labels=LABELS,
    )  # fmt: skip
    first, second = sorted(
        value(face, "switcher=GetFormats", "tsml"), key=lambda row: row["slug"], reverse=True
    )
    assert (first["day"], first["time"], first["end_time"], first["slug"]) == (
        1,
        "23:30",
        "01:00",
        "never-alone-1",
    )
    assert (first["types"], first["formatted_address"]) == (["O", "BEG"], "1 Main, Buda")
    assert (first["conference_url"], first["conference_phone"], first["updated"]) == (
        "https://x.example",
        None,
        None,
    )
    assert (second["coordinates"], second["end_time"]) == (None, "19:00")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Women's Meeting", "womens-meeting"),
        ("Our Primary Purpose ( O.P.P)", "our-primary-purpose-opp"),
        ("7th Heaven/Bridge – Back_to Life", "7th-heavenbridge-back-to-life"),
        ("Año @ Straße #5", "ano-at-strasse-5"),
        ("  --  ", ""),
    ],
)
def test_a_tsml_slug_is_that_of_the_servers(name: str, slug: str) -> None:
    [row] = value(a_face(a_row(1, meeting_name=name)), "switcher=GetSearchResults", "tsml")
    assert row["slug"] == f"{slug}-1"


def test_tsml_with_formats_is_the_dialects_own_shape() -> None:
    both = value(FACE, "switcher=GetSearchResults&get_used_formats", "tsml")
    assert [list(row) for row in both["meetings"]] == [[*MAIN, *STOCK]] * 2
    assert list(value(FACE, "switcher=GetFormats&get_formats_only", "tsml")) == ["formats"]


def test_json_is_ascii_with_plain_slashes() -> None:
    body = ask(a_face(a_row(1, meeting_name="Año/<b>")), "switcher=GetSearchResults").body
    assert '"meeting_name":"A\\u00f1o/<b>"' in body


@pytest.mark.parametrize("name", ["callback", "jsonp_1700000000000_42", "a.b[0].c", "$", "ünö"])
def test_jsonp(name: str) -> None:
    said = ask(FACE, f"switcher=GetFormats&format_ids=77&callback={name}", "jsonp")
    assert (said.body, said.content_type) == (f"/**/{name}([]);", "text/javascript; charset=UTF-8")


def test_an_empty_callback_asks_for_plain_json() -> None:
    said = ask(FACE, "switcher=GetFormats&format_ids=77&callback=", "jsonp")
    assert (said.body, said.content_type) == ("[]", "application/json")


@pytest.mark.parametrize("name", ["a;b", "alert(1)", "a.", "1a", "a b", "</script>", "a" * 300])
def test_a_callback_that_is_no_name_is_refused(name: str) -> None:
    assert ask(FACE, f"switcher=GetFormats&callback={name}", "jsonp").status == 400
