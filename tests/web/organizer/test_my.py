"""Looking after a group: one's own only, smaller at once, larger after a moderator."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.accounts import stewardship, tokens
from meetfinder.accounts.models import Account, Purpose
from meetfinder.db import db
from meetfinder.directory.models import Meeting
from meetfinder.directory.proposal import from_json
from meetfinder.moderation import door, messages, who
from meetfinder.moderation.models import Confirmation, Submission, SubmissionStatus, Verdict
from tests.builders import a_group, a_meeting
from tests.conftest import NOW
from tests.people import Post, a_moderator, an_account, browser_of, link_in, send
from tests.web.organizer.conftest import Sender

ROOM = "https://rooms.example.org/1"
pytestmark = pytest.mark.usefixtures("now", "fresh_counts")


@pytest.fixture
def olga() -> Account:
    return an_account("olga@groups.example.org")


@pytest.fixture
def meeting(olga: Account) -> Meeting:
    """A Tuesday meeting of a group that Olga looks after."""
    group = a_group(notes="Come in.\n\nContact: group@hope.example.org")
    made = a_meeting(
        group=group,
        attendance="hybrid",
        join_url="https://rooms.example.org/1",
        attributes=[("access", "open")],
    )
    stewardship.make_steward(olga, group.id, now=NOW - timedelta(days=60))
    db.session.commit()
    return made


@pytest.fixture
def hers(app: Flask, olga: Account, meeting: Meeting) -> FlaskClient:
    return browser_of(app, olga)


def test_her_groups_are_listed(hers: FlaskClient, meeting: Meeting) -> None:
    page = hers.get("/my").text
    assert "Tuesday Hope" in page
    group = hers.get(f"/my/groups/{meeting.group.public_id}")
    assert "Tuesday" in group.text


def test_a_paused_meeting_is_gone_from_tonight_at_once(
    hers: FlaskClient, meeting: Meeting, client: FlaskClient
) -> None:
    with clock.at(NOW + timedelta(days=1)):
        assert "Tuesday Hope" in client.get("/near/us-78610?when=tonight").text
        assert send(hers, f"/my/meetings/{meeting.public_id}/pause").status_code == 303
        assert "Tuesday Hope" not in client.get("/near/us-78610?when=tonight").text
        assert "is paused" in hers.get(f"/my/groups/{meeting.group.public_id}").text
        assert send(hers, f"/my/meetings/{meeting.public_id}/resume").status_code == 303
        assert "Tuesday Hope" in client.get("/near/us-78610?when=tonight").text


def test_one_date_is_cancelled_at_once(hers: FlaskClient, meeting: Meeting) -> None:
    address = f"/my/meetings/{meeting.public_id}/cancel-date"
    assert send(hers, address, on="2026-11-25").status_code == 422, "a Wednesday is no date of it"
    assert send(hers, address, on="").status_code == 422
    # A paste may carry a NUL, which PostgreSQL cannot keep.
    assert send(hers, address, on="2026-11-24", note="holi\0day").status_code == 303
    db.session.refresh(meeting)
    assert [(item.on, item.kind, item.note) for item in meeting.exceptions] == [
        (date(2026, 11, 24), "cancelled", "holiday")
    ]


def test_a_moved_date_waits(hers: FlaskClient, meeting: Meeting) -> None:
    address = f"/my/meetings/{meeting.public_id}/cancel-date"
    assert send(hers, address, on="2026-11-24", moved_to="soon").status_code == 422
    assert send(hers, address, on="2026-11-24", moved_to="2026-11-25T18:00").status_code == 303
    db.session.refresh(meeting)
    assert meeting.exceptions == []
    sent = db.session.query(Submission).one()
    assert sent.status == SubmissionStatus.PENDING
    assert from_json(sent.proposal).meetings[0].schedule.exceptions[0].kind == "moved"


def test_a_link_is_removed_and_the_listing_confirmed(hers: FlaskClient, meeting: Meeting) -> None:
    send(hers, f"/my/meetings/{meeting.public_id}/remove-link")
    send(hers, f"/my/groups/{meeting.group.public_id}/confirm")
    db.session.refresh(meeting)
    assert meeting.join_url is None
    assert meeting.confirmed_on == NOW.date()
    assert db.session.query(Confirmation).count() == 1


def test_closing_asks_once_and_works_at_once(
    hers: FlaskClient, meeting: Meeting, client: FlaskClient
) -> None:
    address = f"/my/groups/{meeting.group.public_id}/close"
    assert send(hers, address).status_code == 422
    assert send(hers, address, sure="yes").status_code == 303
    assert "Tuesday Hope" not in client.get("/near/us-78610").text


def test_an_edit_begins_with_what_is_listed_and_needs_no_mail(
    hers: FlaskClient, meeting: Meeting, post: Post
) -> None:
    response = send(hers, f"/my/groups/{meeting.group.public_id}/edit")
    assert response.headers["Location"] == "/submit/check"
    page = hers.get("/submit/check").text
    for told in ("Every Tuesday, 7 pm", "https://rooms.example.org/1", "group@hope.example.org", "Come in."):
        assert told in page
    sender = Sender(hers)
    times = {
        "day-0": "3",
        "start-0": "19:00",
        "minutes-0": "60",
        "day-1": "",
        "start-1": "",
        "day-2": "",
        "start-2": "",
    }
    assert sender.fill("times/1", **times).headers["Location"] == "/submit/check"
    assert "olga@groups.example.org" in hers.get("/submit/send").text
    assert sender.send("").headers["Location"] == "/my"
    sent = db.session.query(Submission).one()
    assert sent.status == SubmissionStatus.PENDING
    base, wanted = from_json(sent.case.base), from_json(sent.proposal)
    changed = replace(wanted.meetings[0], schedule=replace(wanted.meetings[0].schedule, weekday=2))
    assert replace(wanted, meetings=(changed,)) == base, "nothing but the day is another one"
    assert post() == []


def test_an_edit_without_a_change_proposes_none(hers: FlaskClient, meeting: Meeting) -> None:
    send(hers, f"/my/groups/{meeting.group.public_id}/edit")
    Sender(hers).send("")
    sent = db.session.query(Submission).one()
    assert from_json(sent.proposal) == from_json(sent.case.base)


def test_a_question_is_answered(hers: FlaskClient, meeting: Meeting) -> None:
    send(hers, f"/my/groups/{meeting.group.public_id}/edit")
    Sender(hers).send("", remark="We moved.")
    sent = db.session.query(Submission).one()
    messages.ask(sent, "Is it the red door?", decided_by=who.moderator(a_moderator().id), now=NOW)
    db.session.commit()
    page = hers.get(f"/my/submissions/{sent.id}").text
    assert "Is it the red door?" in page
    assert "We moved." in page
    assert send(hers, f"/my/submissions/{sent.id}/answer", words=" ").status_code == 422
    assert send(hers, f"/my/submissions/{sent.id}/answer", words="Yes, red.").status_code == 303
    assert send(hers, f"/my/submissions/{sent.id}/answer", words="Again.").status_code == 409
    db.session.refresh(sent)
    assert sent.status == SubmissionStatus.PENDING


def test_what_is_not_decided_can_be_taken_back(hers: FlaskClient, meeting: Meeting) -> None:
    send(hers, f"/my/groups/{meeting.group.public_id}/edit")
    Sender(hers).send("")
    sent = db.session.query(Submission).one()
    assert send(hers, f"/my/submissions/{sent.id}/withdraw").status_code == 303
    assert send(hers, f"/my/submissions/{sent.id}/withdraw").status_code == 409


def test_one_more_organizer_needs_a_second_person(app: Flask, hers: FlaskClient, meeting: Meeting) -> None:
    third = an_account("third@groups.example.org")
    stewardship.make_steward(third, meeting.group_id, now=NOW)
    db.session.commit()
    address = f"/my/groups/{meeting.group.public_id}"
    assert send(hers, f"{address}/invite", email="nobody").status_code == 422
    assert send(hers, f"{address}/invite", email="third@groups.example.org").status_code == 422
    assert send(hers, f"{address}/invite", email="new@groups.example.org").status_code == 303
    sent = db.session.query(Submission).one()
    assert send(hers, f"/my/submissions/{sent.id}/second").status_code == 404, "not by the sender"
    theirs = browser_of(app, third)
    assert f"/my/submissions/{sent.id}/second" in theirs.get("/my").text
    assert theirs.get(f"/my/submissions/{sent.id}/second").status_code == 200
    assert send(theirs, f"/my/submissions/{sent.id}/second").status_code == 303
    emails = {account.email for account in stewardship.stewards_of(meeting.group_id)}
    assert "new@groups.example.org" in emails
    assert send(hers, f"{address}/leave").status_code == 303
    assert hers.get(address).status_code == 404


def test_the_last_organizer_stays(hers: FlaskClient, meeting: Meeting) -> None:
    assert send(hers, f"/my/groups/{meeting.group.public_id}/leave").status_code == 422


def test_own_data_can_be_taken_out(hers: FlaskClient, meeting: Meeting) -> None:
    table = hers.get("/my/export.csv")
    assert table.mimetype == "text/csv"
    assert "Tuesday Hope" in table.text
    everything = hers.get("/my/export.json").get_json()
    assert everything["email"] == "olga@groups.example.org"
    assert everything["groups"][0]["meetings"][0]["join_url"] == "https://rooms.example.org/1"
    assert hers.get("/my/export.xls").status_code == 404


def test_a_new_address_counts_when_its_link_is_used(hers: FlaskClient, app: Flask, post: Post) -> None:
    an_account("taken@groups.example.org")
    db.session.commit()
    send(hers, "/my/account/address", email="taken@groups.example.org")
    assert post() == []
    assert send(hers, "/my/account/address", email="no").status_code == 422
    send(hers, "/my/account/address", email="olga@new.example.org")
    (letter,) = post()
    assert letter["To"] == "olga@new.example.org"
    assert "olga@groups.example.org" in hers.get("/account").text
    hers.post(link_in(letter))
    assert "olga@new.example.org" in hers.get("/account").text


def test_erasing_forgets_the_person(hers: FlaskClient, meeting: Meeting, client: FlaskClient) -> None:
    send(hers, f"/my/groups/{meeting.group.public_id}/edit")
    Sender(hers).send("")
    assert send(hers, "/my/account/erase").status_code == 422
    assert send(hers, "/my/account/erase", sure="yes", groups="yes").headers["Location"] == "/erased"
    assert db.session.query(Account).count() == 0
    assert hers.get("/my").status_code == 303
    assert "Tuesday Hope" not in client.get("/near/us-78610").text
    sent = db.session.query(Submission).one()
    db.session.refresh(sent)
    assert sent.status == SubmissionStatus.WITHDRAWN


def test_a_visitor_suggests_from_what_is_public_only(
    client: FlaskClient, meeting: Meeting, post: Post
) -> None:
    meeting.join_visibility = "on_request"
    db.session.commit()
    slug = client.get(f"/m/{meeting.public_id}").headers["Location"].rsplit("/", 1)[1]
    assert client.post(f"/submit/about/{slug}", data={"kind": "praise"}).status_code == 422
    begun = client.post(f"/submit/about/{slug}", data={"kind": "change"})
    assert begun.headers["Location"] == "/submit/check"
    page = client.get("/submit/check").text
    assert "rooms.example.org" not in page
    sender = Sender(client)
    sender.fill("access", access="closed")
    assert sender.send("visitor@example.org").headers["Location"] == "/submit/sent"
    client.post(link_in(post()[0]))
    sent = db.session.query(Submission).one()
    assert "rooms.example.org" not in sent.proposal
    door.decide(sent, verdict=Verdict.APPROVE, decided_by=who.moderator(a_moderator().id), now=NOW)
    db.session.commit()
    db.session.refresh(meeting)
    assert meeting.join_url == "https://rooms.example.org/1", (
        "what the form did not show is not changed by it"
    )
    said = {(item.key, item.value, item.said_by) for item in meeting.group.attributes}
    assert ("access", "closed", "visitor") in said
    assert meeting.attributes == []
    visitor = db.session.query(Account).filter_by(email="visitor@example.org").one()
    assert not stewardship.is_steward(visitor, meeting.group_id)


def test_a_visitor_says_that_a_group_has_closed(client: FlaskClient, meeting: Meeting, post: Post) -> None:
    slug = client.get(f"/m/{meeting.public_id}").headers["Location"].rsplit("/", 1)[1]
    begun = client.post(f"/submit/about/{slug}", data={"kind": "closure"})
    assert begun.headers["Location"] == "/submit/send"
    assert client.get("/submit/check").headers["Location"] == "/submit/send"
    Sender(client).send("visitor@example.org", remark="The hall is empty.")
    client.post(link_in(post()[0]))
    assert "Tuesday Hope" in client.get("/near/us-78610").text, "it waits for a moderator"
    assert db.session.query(Submission).one().status == SubmissionStatus.PENDING


@pytest.mark.parametrize(
    ("answer", "confirmed", "anchor"),
    [("right", True, ""), ("changed", False, ""), ("closed", False, "#sure")],
)
def test_a_letter_is_answered_with_one_button(
    client: FlaskClient, olga: Account, meeting: Meeting, *, answer: str, confirmed: bool, anchor: str
) -> None:
    link = _letter(olga, meeting)
    assert "Tuesday 19:00" in client.get(link).text
    assert meeting.confirmed_on is None
    went = client.post(link, data={"answer": answer})
    assert went.headers["Location"] == f"/my/groups/{meeting.group.public_id}{anchor}"
    assert (meeting.confirmed_on == NOW.date()) == confirmed


def test_a_letter_tells_nothing_to_whoever_has_left(
    client: FlaskClient, olga: Account, meeting: Meeting
) -> None:
    other = an_account("other@groups.example.org")
    link = _letter(other, meeting)
    assert meeting.group.name not in client.get(link).text
    assert client.post(link, data={"answer": "right"}).headers["Location"] == "/my"
    assert meeting.confirmed_on is None


def _letter(account: Account, meeting: Meeting) -> str:
    """Return the path of the link in a letter that asks whether a group's listing is right."""
    secret = tokens.mint(Purpose.CONFIRM, account, subject=f"group:{meeting.group_id}", now=NOW)
    db.session.commit()
    return f"/sign-in/{secret}"
