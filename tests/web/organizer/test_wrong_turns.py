"""Pressed twice, gone back, reloaded: each is told what is so, and nothing is sent or lost twice."""

import pytest
from flask.testing import FlaskClient

from meetfinder.db import db
from meetfinder.moderation.models import Submission
from tests.builders import a_meeting
from tests.people import Post, link_in
from tests.web.organizer.conftest import SENDER, Sender

pytestmark = pytest.mark.usefixtures("now")
SENT_ALREADY = "it was sent already, or thrown away"


def test_the_last_button_pressed_twice_sends_once(sender: Sender, post: Post) -> None:
    sender.fill_all()
    draft = sender.client.get_cookie("draft", path="/submit")
    assert draft is not None
    assert sender.send().headers["Location"] == "/submit/sent"
    # The second press left the browser before the first was answered, with the cookie and the stamp.
    sender.client.set_cookie("draft", draft.value, path="/submit")
    again = sender.client.post("/submit/send", data={"email": SENDER})
    assert again.status_code == 410
    assert SENT_ALREADY in again.text
    assert db.session.query(Submission).count() == 1
    assert len(post()) == 1


def test_going_back_after_sending(sender: Sender) -> None:
    sender.fill_all()
    sender.send()
    assert SENT_ALREADY in sender.client.get("/submit/send").text
    spanish = sender.client.get("/submit/send?lang=es")
    assert "ya se envió o se descartó" in spanish.text
    assert sender.client.get("/submit/sent").status_code == 200, "it can be read again"
    for page in ("name", "times/1"):
        for answer in (sender.client.get(f"/submit/{page}"), sender.client.post(f"/submit/{page}")):
            assert (answer.status_code, answer.headers["Location"]) == (303, "/submit"), page
    assert db.session.query(Submission).count() == 1


def test_a_used_link_says_so_and_offers_another(sender: Sender, post: Post) -> None:
    sender.fill_all()
    sender.send()
    link = link_in(post()[0])
    assert sender.client.post(link).status_code == 303
    for answer in (sender.client.get(link), sender.client.post(link)):
        assert answer.status_code == 410
        assert "/sign-in" in answer.text


@pytest.mark.parametrize("length", [201, 5_000, 50_000])
def test_a_very_long_search_is_told_what_to_type(client: FlaskClient, length: int) -> None:
    answer = client.post("/find", data={"place": "x" * length, "country": "US"})
    assert answer.status_code == 422
    assert "at most 200 characters" in answer.text
    assert client.get("/find").headers["Location"] == "/", "to reload it leads to the box"


def test_a_very_long_address_does_not_fail(client: FlaskClient) -> None:
    for address in ("/near/us-78610?language=", "/near/", "/meetings/", "/groups/", "/plan?m=", "/sign-in/"):
        assert client.get(address + "x" * 5_000).status_code in {200, 400, 404}, address


def test_a_report_sent_twice_is_thanked_for_twice(client: FlaskClient, fresh_counts: None) -> None:
    meeting = a_meeting()
    db.session.commit()
    address = f"/meetings/{meeting.public_id}/report"
    for _ in range(2):
        answer = client.post(address, data={"kind": "not_there"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/reported")
