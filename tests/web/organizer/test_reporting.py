"""What a visitor reports in two taps, without account or cookie."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.db import db
from meetfinder.moderation.models import Report
from tests.builders import a_meeting
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("now", "fresh_counts")


@pytest.fixture
def page(client: FlaskClient) -> str:
    """Return the address of a meeting's page."""
    meeting = a_meeting()
    db.session.commit()
    return client.get(f"/m/{meeting.public_id}").headers["Location"]


def test_two_taps_report_that_nobody_was_there(client: FlaskClient, page: str) -> None:
    first = BeautifulSoup(client.get(page).text, "html5lib").find("a", string="It was not there")
    assert first is not None
    form = client.get(first["href"])
    assert "Set-Cookie" not in form.headers
    button = BeautifulSoup(form.text, "html5lib").find("button", string="Nobody was there")
    assert button is not None
    done = client.post(first["href"], data={button["name"]: button["value"]})
    assert (done.status_code, done.headers["Location"]) == (303, "/reported")
    assert "Set-Cookie" not in done.headers
    report = db.session.query(Report).one()
    assert (report.kind, report.text, report.reported_on) == ("not_there", "", NOW.date())


def test_two_days_take_it_out_of_tonight(client: FlaskClient, page: str) -> None:
    tuesday = NOW + timedelta(days=1)
    with clock.at(tuesday):
        assert "Tuesday Hope" in client.get("/near/us-78610?when=tonight").text
    for day in range(2):
        with clock.at(NOW + timedelta(days=day)):
            client.post(f"{page}/report", data={"kind": "not_there"})
    with clock.at(tuesday):
        assert "Tuesday Hope" not in client.get("/near/us-78610?when=tonight").text
        assert client.get(page).status_code == 200


def test_only_a_safety_report_hides_at_once(client: FlaskClient, page: str) -> None:
    client.post(f"{page}/report", data={"kind": "exposure", "words": "A name is shown."})
    assert client.get(page).status_code == 200
    client.post(f"{page}/report", data={"kind": "safety", "words": "Somebody waits at the door."})
    assert client.get(page).status_code in {404, 410}


def test_anything_else_is_refused(client: FlaskClient, page: str) -> None:
    assert client.post(f"{page}/report", data={"kind": "praise"}).status_code == 422
    assert client.get("/meetings/nowhere-monday-1900-zzzzzzzzz/report").status_code == 404
    answers = [client.post(f"{page}/report", data={"kind": "not_there"}).status_code for _ in range(11)]
    assert answers == [303] * 10 + [429]
