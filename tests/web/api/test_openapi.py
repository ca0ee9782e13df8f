"""The description of the API is valid, complete and true."""

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from meetfinder.db import db
from meetfinder.directory.models import Helpline
from meetfinder.directory.schedule import DateException
from meetfinder.web.api import lists, searches
from meetfinder.web.filters import REPEATABLE
from tests.builders import a_fellowship, a_group, a_location, a_meeting, a_source


@pytest.fixture
def description(client: FlaskClient) -> dict[str, Any]:
    body: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return body


def check(description: dict[str, Any], schema: dict[str, Any], body: Any) -> None:
    whole = {**schema, "components": description["components"]}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    problems = [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(body)]
    assert not problems


def test_it_is_valid_openapi(description: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(description).validate()


def test_every_route_is_described(app: Flask, description: dict[str, Any]) -> None:
    routes = {
        rule.rule.removeprefix("/api/v1").replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert set(description["paths"]) == routes


def test_every_parameter_is_described(description: dict[str, Any]) -> None:
    accepted = {
        "/meetings": searches.MEETINGS_NAMES,
        "/answer": searches.ANSWER_NAMES,
        "/groups": lists.GROUPS_NAMES,
        "/fellowships": lists.FELLOWSHIPS_NAMES,
        "/places": lists.PLACES_NAMES,
        "/openapi.json": (),
    }
    for path, names in accepted.items():
        parameters = description["paths"][path]["get"].get("parameters", [])
        assert [parameter["name"] for parameter in parameters] == list(names), path
        for parameter in parameters:
            is_array = parameter["schema"].get("type") == "array"
            assert is_array == (parameter["name"] in REPEATABLE), parameter


def test_what_is_described_is_accepted_and_nothing_else(
    client: FlaskClient, now: datetime, description: dict[str, Any]
) -> None:
    for path, operations in description["paths"].items():
        if "{" in path:
            continue
        for parameter in operations["get"].get("parameters", []):
            schema = parameter["schema"].get("items", parameter["schema"])
            for value in schema.get("enum", []):
                if isinstance(value, str) and parameter["name"] != "sort":
                    address = f"/api/v1{path}?lat=30&lon=-97&{parameter['name']}={value}"
                    assert client.get(address).status_code == 200, address
            if "enum" in schema:
                response = client.get(f"/api/v1{path}?lat=30&lon=-97&{parameter['name']}=none-of-these")
                assert response.status_code == 400
        response = client.get(f"/api/v1{path}?nobody=knows")
        assert response.get_json()["parameter"] == "nobody"


def fill() -> str:
    """Make one of each thing that can be told, and return the slug of a meeting."""
    dual = a_fellowship(
        slug="dual-recovery-anonymous", kind="dual-diagnosis", countries=["US"],
        finder="https://finder.example.org",
        start_url="https://start.example.org",
    )  # fmt: skip
    dual.psychiatric_position = "A sentence."
    dual.psychiatric_source = "https://fellowship.example.org/leaflet"
    dual.psychiatric_source_title = "Leaflet"
    dual.psychiatric_read_on = date(2026, 11, 23)
    db.session.add(
        Helpline(country="US", name="Line", purpose="crisis", number="988", languages=[], source="https://x.example",
                 source_title="X", read_on=date(2026, 11, 23))
    )  # fmt: skip
    meeting = a_meeting(
        fellowship=dual,
        source=a_source(republish=False),
        attributes=[("dd_focus", "tagged"), ("diagnosis_focus", "bipolar")],
        said_by="source",
        formats=["open"],
        languages=["en"],
        attendance="hybrid",
        join_url="https://zoom.example.org/j/1",
        join_notes="No passcode",
        exceptions=[
            DateException(
                on=date(2026, 12, 1),
                kind="moved",
                moved_to=datetime.fromisoformat("2026-12-02T19:00"),
                note="Hall shut",
            ),
            DateException(on=date(2026, 12, 8), kind="cancelled"),
        ],
        confirmed_on=date(2026, 10, 1),
    )
    a_meeting(point=None, attendance="online", join_phone="+15125550100", duration=None)
    a_meeting(youth=True)
    a_meeting(
        location=a_location(point=None, name="", street="", precision="approximate", formatted_address="")
    )
    a_group(name="Forming", status="forming", location=a_location())
    return f"buda-tuesday-1900-{meeting.public_id}"


def test_real_answers_match_their_schemas(
    client: FlaskClient, now: datetime, description: dict[str, Any]
) -> None:
    slug = fill()
    for path, address in [
        ("/meetings", "/meetings?near=78610&country=US"),
        ("/meetings", "/meetings?attendance=online"),
        ("/meetings", "/meetings?lat=80&lon=180"),
        ("/answer", "/answer?near=78610&country=US"),
        ("/answer", "/answer?for=family&lat=-77.8&lon=166.7"),
        ("/groups", "/groups"),
        ("/groups", "/groups?near=78610&country=US"),
        ("/fellowships", "/fellowships"),
        ("/places", "/places?q=78610"),
        ("/places", "/places?q=Springfeild"),
        ("/meetings/{slug}", f"/meetings/{slug}"),
        ("/openapi.json", "/openapi.json"),
    ]:
        response = client.get(f"/api/v1{address}")
        assert response.status_code == 200, address
        answers = description["paths"][path]["get"]["responses"]
        check(description, answers["200"]["content"]["application/json"]["schema"], response.get_json())


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/meetings", "/meetings?near=78610&day=9"),
        ("/meetings", "/meetings?near=Springfield&country=US"),
        ("/meetings", "/meetings?near=Xyzzyville"),
        ("/meetings/{slug}", "/meetings/none"),
        ("/places", "/places"),
    ],
)
def test_problems_match_their_schema(
    client: FlaskClient, description: dict[str, Any], path: str, address: str
) -> None:
    response = client.get(f"/api/v1{address}")
    answer = description["paths"][path]["get"]["responses"][str(response.status_code)]
    check(description, answer["content"]["application/problem+json"]["schema"], response.get_json())


def test_a_schema_that_lies_is_caught(description: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        check(description, {"$ref": "#/components/schemas/Meetings"}, {"meetings": []})


def test_the_address_of_the_site_is_in_it(description: dict[str, Any]) -> None:
    assert description["servers"] == [{"url": "http://localhost/api/v1"}]
