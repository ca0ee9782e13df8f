"""The whole answer as JSON."""

from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from meetfinder.db import db
from meetfinder.directory.models import Helpline
from tests.builders import a_fellowship, a_group, a_location, a_meeting


@pytest.fixture
def helpline() -> Helpline:
    return Helpline(
        country="US", name="Crisis line", purpose="crisis", number="988", languages=["en"], free=True,
        source="https://line.example.org", source_title="About us", read_on=date(2026, 11, 23),
    )  # fmt: skip


def test_the_rungs_and_the_helplines(client: FlaskClient, now: datetime, helpline: Helpline) -> None:
    db.session.add(helpline)
    db.session.flush()
    dual = a_fellowship(
        slug="dual-recovery-anonymous", kind="dual-diagnosis", finder="https://finder.example.org"
    )
    a_meeting(name="Dual", fellowship=dual)
    a_meeting(name="Other")
    a_group(name="Forming", status="forming", location=a_location())
    body = client.get("/api/v1/answer?near=78610&country=US").get_json()
    assert list(body) == ["place", "rungs", "helplines"]
    rungs = {rung["step"]: rung for rung in body["rungs"]}
    assert [item["name"] for item in rungs["dual_near"]["meetings"]] == ["Dual"]
    assert [item["name"] for item in rungs["others_near"]["meetings"]] == ["Other"]
    assert [item["name"] for item in rungs["forming"]["groups"]] == ["Forming"]
    assert rungs["finders"]["fellowships"][0]["finder"] == "https://finder.example.org"
    assert rungs["soonest"]["meetings"]
    assert body["helplines"] == [
        {
            "country": "US", "name": "Crisis line", "purpose": "crisis", "source": "https://line.example.org",
            "source_title": "About us", "read_on": "2026-11-23", "number": "988", "languages": ["en"],
            "free": True,
        }
    ]  # fmt: skip


def test_nothing_listed_still_helps(client: FlaskClient, now: datetime) -> None:
    a_fellowship(slug="dual-recovery-anonymous", kind="dual-diagnosis", finder="https://finder.example.org")
    body = client.get("/api/v1/answer?near=78610&country=US").get_json()
    assert [rung["step"] for rung in body["rungs"]][-1] == "finders"
    assert body["rungs"][-1]["fellowships"]


def test_the_helplines_are_those_of_the_country_asked_for(
    client: FlaskClient, now: datetime, helpline: Helpline
) -> None:
    helpline.country = "GB"
    db.session.add(helpline)
    db.session.flush()
    assert client.get("/api/v1/answer?near=SW1A&country=GB").get_json()["helplines"]
    assert client.get("/api/v1/answer?country=GB").get_json()["helplines"]
    assert not client.get("/api/v1/answer?near=78610&country=US").get_json()["helplines"]


@pytest.mark.parametrize("name", ["sort", "cursor", "limit"])
def test_the_ladder_has_its_own_order(client: FlaskClient, name: str) -> None:
    response = client.get(f"/api/v1/answer?near=78610&{name}=1")
    assert (response.status_code, response.get_json()["parameter"]) == (400, name)
