"""Every route is in the access table, and reading never writes."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.routing import Rule

from meetfinder.directory.reading import listing_by_public_id
from meetfinder.web.access import ACCESS, ANYONE, Audience
from tests.builders import a_fellowship, a_group, a_meeting, a_source

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_route_is_listed_and_nothing_else(app: Flask) -> None:
    assert {rule.endpoint for rule in rules(app)} == set(ACCESS)
    assert set(ACCESS.values()) <= set(Audience)


def test_a_route_that_is_not_listed_is_closed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ACCESS, "health.healthz")
    assert app.test_client().get("/healthz").status_code == 403


def test_the_api_only_reads(app: Flask) -> None:
    for rule in rules(app):
        if rule.endpoint.startswith("api."):
            assert rule.methods == {"GET", "HEAD", "OPTIONS"}, rule


@pytest.fixture
def reading_only(app: Flask) -> Iterator[list[str]]:
    """Collect every statement that writes."""
    written: list[str] = []

    def watch(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(WRITES):
            written.append(statement)

    sa.event.listen(Engine, "before_cursor_execute", watch)
    yield written
    sa.event.remove(Engine, "before_cursor_execute", watch)


def test_the_watch_sees_a_write(app: Flask, reading_only: list[str]) -> None:
    a_fellowship()
    assert reading_only


def readable(app: Flask) -> dict[str, str]:
    """Return, for each endpoint that can be read, the address of something that is there."""
    fellowship = a_fellowship(kind="dual-diagnosis")
    meeting = a_meeting(group=a_group(fellowship=fellowship))
    listing = listing_by_public_id(meeting.public_id, now=meeting.created_at)
    assert listing is not None
    values = {
        "form": "ics",
        "part": "pages",
        "feeds.calendar_of_meeting": listing.slug,
        "area": "us-78610",
        "filename": "icon.svg",
        "data_format": "json",
        "more": "/",
        "source": a_source().slug,
        "public_id": meeting.public_id,
        "finder.meeting": listing.slug,
        "api.meeting": listing.slug,
        "finder.group": listing.group_slug,
        "finder.fellowship": fellowship.slug,
        "country": "us",
        "finder.guide": "not-sure",
        "token": "unknown",
        "number": 1,
        "other": meeting.public_id,
        "step": "name",
        "organizer.venue_question": "times",
        "organizer.suggest": listing.slug,
        "organizer.ask_report": listing.slug,
        "organizer.export": "csv",
        "identifier": "00000000-0000-0000-0000-000000000000",
    }
    found = {}
    with app.test_request_context():
        for rule in rules(app):
            if "GET" in (rule.methods or ()):
                parts = {name: _value(values, rule.endpoint, name) for name in rule.arguments}
                found[rule.endpoint] = url_for(rule.endpoint, **parts)
    return found


def _value(values: dict[str, Any], endpoint: str, name: str) -> Any:
    return values[endpoint] if endpoint in values and name not in NUMBERS else values[name]


NUMBERS = ("number",)
EXPECTED = {
    "account.link": 404,
    "organizer.check": 303,
    "organizer.last": 410,
    "organizer.look_at_sheet": 303,
    "organizer.question": 303,
    "organizer.venue_question": 303,
    **dict.fromkeys(
        (
            "hsds.service",
            "hsds.service_at_location",
            "hsds.organization",
            "hsds.taxonomy",
            "hsds.taxonomy_term",
        ),
        404,
    ),
    "finder.coverage_of": 404,
    "finder.coverage_table": 404,
    "finder.find": 303,
    "finder.find_again": 303,
    "finder.meeting_by_id": 302,
    "health.security": 404,
}
QUERIES = {
    "feeds.admin_ajax": "?action=meetings",
    "api.meetings": "?near=78610&day=2&kind=dual-diagnosis",
    "api.answer": "?near=78610",
    "api.places": "?q=Buda",
    "bmlt.ask": "?switcher=GetSearchResults",
    "bmlt.ask_source": "?switcher=GetSearchResults",
    "finder.near": "?day=2",
    "finder.plan_choice": "?near=us-78610",
}


@pytest.mark.usefixtures("now")
def test_reading_never_writes(app: Flask, client: FlaskClient, request: pytest.FixtureRequest) -> None:
    addresses = readable(app)
    written = request.getfixturevalue("reading_only")
    for endpoint, address in addresses.items():
        response = client.get(address + QUERIES.get(endpoint, ""))
        usual = 200 if ACCESS[endpoint] == ANYONE else 303
        assert response.status_code == EXPECTED.get(endpoint, usual), (endpoint, response.text[:500])
        assert not written, endpoint
        assert "Set-Cookie" not in response.headers, endpoint
        response.close()
