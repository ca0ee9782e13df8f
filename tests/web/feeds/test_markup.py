"""A meeting's page tells search engines what it says, and nothing of what they must not keep."""

import json

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from meetfinder.directory.models import Meeting
from tests.builders import a_meeting, a_source


def told(client: FlaskClient, meeting: Meeting) -> list[dict[str, object]]:
    page = client.get(f"/m/{meeting.public_id}", follow_redirects=True)
    soup = BeautifulSoup(page.text, "html5lib")
    return [json.loads(item.string or "") for item in soup.find_all("script", type="application/ld+json")]


def test_the_page_holds_the_event(client: FlaskClient) -> None:
    found = told(client, a_meeting(name="Hope </script> & more"))
    assert [item["name"] for item in found] == ["Hope </script> & more"]
    assert found[0]["startDate"] == "2026-11-24T19:00:00-06:00"


def test_nothing_is_told_of_the_demo_and_of_lists_without_permission(client: FlaskClient) -> None:
    assert told(client, a_meeting(source=a_source(republish=False))) == []
    assert told(client, a_meeting(source=a_source(demo=True))) == []


def test_the_page_leads_to_its_calendar(client: FlaskClient) -> None:
    meeting = a_meeting()
    page = client.get(f"/m/{meeting.public_id}", follow_redirects=True)
    link = BeautifulSoup(page.text, "html5lib").find("a", string="Add to your calendar")
    assert link is not None
    assert "BEGIN:VCALENDAR" in client.get(str(link["href"])).text
