"""A moderator decides about what was sent: sees what differs, approves, declines, asks."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.directory.recurrence import Recurrence
from meetfinder.directory.schedule import Schedule
from meetfinder.mail.models import OutboxMessage
from meetfinder.moderation.difference import group_of
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.messages import messages_of
from meetfinder.moderation.models import Submission, SubmissionKind, SubmissionStatus
from tests.moderation.people import a_form, a_listed_group, sent, slot
from tests.people import a_moderator, an_account, browser_of, send

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def olga(app: Flask) -> Account:
    return an_account()


@pytest.fixture
def mo(app: Flask) -> FlaskClient:
    return browser_of(app, a_moderator())


def new(olga: Account, **facts: object) -> Submission:
    submission = sent(a_form(**facts), olga)  # type: ignore[arg-type]
    db.session.commit()
    return submission


def address(submission: Submission, what: str = "") -> str:
    return f"/moderate/submissions/{submission.id}{what}"


def letters() -> list[tuple[str, str]]:
    return [(row.kind, row.to) for row in db.session.query(OutboxMessage).order_by(OutboxMessage.id)]


def test_a_new_group_is_shown_with_everything_that_is_stated(mo: FlaskClient, olga: Account) -> None:
    page = mo.get(address(new(olga, notes="Ring the bell <b>twice</b>"))).text
    assert "New group: Hope Group" in page
    assert "Tuesday 19:00" in page
    assert "Ring the bell twice" in page
    assert "HTML was taken out" in page
    assert "km from the centre of 78610" in page


def test_the_queue_leads_to_it_and_taking_the_next_one_too(mo: FlaskClient, olga: Account) -> None:
    submission = new(olga)
    page = mo.get("/moderate").text
    assert "1 thing waits" in page
    assert address(submission) in page
    assert send(mo, "/moderate/next").headers["Location"] == address(submission)
    assert "You hold it until" in mo.get(address(submission)).text


def test_an_approval_is_listed_at_once_and_mailed(app: Flask, mo: FlaskClient, olga: Account) -> None:
    submission = new(olga)
    assert send(mo, address(submission, "/decide"), do="approve").status_code == 303
    group = group_of(submission)
    assert group is not None
    assert mo.get(f"/m/{group.meetings[0].public_id}").status_code == 302
    assert letters() == [("approved", olga.email)]
    assert "Approved" in mo.get(address(submission)).text


def test_a_change_is_shown_field_by_field(mo: FlaskClient, olga: Account) -> None:
    group = a_listed_group(olga)
    live = proposal_of(group)
    moved = replace(live.meetings[0], schedule=replace(live.meetings[0].schedule, weekday=3))
    submission = sent(replace(live, meetings=(moved,)), olga, kind=SubmissionKind.CHANGE, group=group)
    db.session.commit()
    page = mo.get(address(submission)).text
    assert "<del>Tuesday</del>" in page
    assert "<ins>Wednesday</ins>" in page
    assert "Community Hall" not in page.split("What would change")[1].split("Where it is")[0]


def test_weeks_of_the_month_are_told_in_words(mo: FlaskClient, olga: Account) -> None:
    monthly = Recurrence(kind="monthly", nths=(1, -1))
    meeting = slot(schedule=Schedule(2, 1140, 60, "America/Chicago", recurrence=monthly))
    submission = sent(a_form(meeting), olga)
    db.session.commit()
    assert "first, last" in mo.get(address(submission)).text


def test_what_is_decided_is_read_beside_what_its_sender_saw(mo: FlaskClient, olga: Account) -> None:
    first = new(olga)
    send(mo, address(first, "/decide"), do="approve")
    page = mo.get(address(first)).text
    assert "no longer held" not in page
    assert "new meeting" in page
    group = group_of(first)
    assert group is not None
    live = proposal_of(group)
    moved = replace(live.meetings[0], schedule=replace(live.meetings[0].schedule, weekday=3))
    change = sent(replace(live, meetings=(moved,)), olga, kind=SubmissionKind.CHANGE, group=group)
    db.session.commit()
    send(mo, address(change, "/decide"), do="approve")
    page = mo.get(address(change)).text
    assert "<del>Tuesday</del>" in page
    assert "<ins>Wednesday</ins>" in page


def test_a_refusal_needs_a_reason_and_tells_it(mo: FlaskClient, olga: Account) -> None:
    submission = new(olga)
    again = send(mo, address(submission, "/decide"), do="decline", text="Because I say so.")
    assert again.status_code == 422
    assert "Choose why." in again.text
    assert "Because I say so." in again.text
    assert send(mo, address(submission, "/decide"), do="decline", reason="duplicate").status_code == 303
    assert submission.status == SubmissionStatus.DECLINED
    (message,) = messages_of(submission)
    assert message.text.startswith("It is listed already.")
    (letter,) = db.session.query(OutboxMessage)
    assert letter.context["text"] == message.text


def test_a_question_leaves_the_queue_until_it_is_answered(mo: FlaskClient, olga: Account) -> None:
    submission = new(olga)
    assert send(mo, address(submission, "/decide"), do="ask", text=" ").status_code == 422
    assert send(mo, address(submission, "/decide"), do="ask", text="Which door?").status_code == 303
    assert submission.status == SubmissionStatus.ASKED
    assert letters() == [("asked", olga.email)]
    assert "Nothing waits" in mo.get("/moderate").text
    assert "Which door?" in mo.get(address(submission)).text


def test_two_cannot_decide_about_the_same(app: Flask, mo: FlaskClient, olga: Account) -> None:
    submission = new(olga)
    other = browser_of(app, a_moderator("una@site.example.org"))
    send(other, address(submission, "/claim"), do="claim")
    for what, fields in (("/claim", {"do": "claim"}), ("/decide", {"do": "approve"})):
        refused = send(mo, address(submission, what), **fields)
        assert refused.status_code == 409
        assert "una is deciding about it" in refused.text
    assert "una is at it" in mo.get("/moderate").text
    assert send(other, address(submission, "/decide"), do="approve").status_code == 303
    late = send(mo, address(submission, "/decide"), do="approve")
    assert late.status_code == 409
    assert "decided about it already" in late.text


def test_what_is_out_of_scope_is_not_there(app: Flask, olga: Account) -> None:
    submission = new(olga)
    far = browser_of(app, a_moderator("far@site.example.org", fellowships=("another-fellowship",)))
    assert far.get(address(submission)).status_code == 404
    assert send(far, address(submission, "/decide"), do="approve").status_code == 404


def test_edited_and_approved(mo: FlaskClient, olga: Account) -> None:
    submission = new(olga, notes="Rign the bell")
    form = mo.get(address(submission, "/edit")).text
    assert "Rign the bell" in form
    wrong = send(mo, address(submission, "/edit"), **{"g-name": "", "g-notes": "Ring the bell"})
    assert wrong.status_code == 422
    assert "Ring the bell" in wrong.text
    fields = {"g-name": "Hope", "g-notes": "Ring the bell", "m0-start": "18:30"}
    assert send(mo, address(submission, "/edit"), **fields).status_code == 303
    group = group_of(submission)
    assert group is not None
    assert (group.name, group.notes, group.meetings[0].start_minute) == (
        "Hope",
        "Ring the bell",
        18 * 60 + 30,
    )


def test_a_group_is_found_by_name_and_by_address(mo: FlaskClient, olga: Account) -> None:
    group = a_listed_group(olga, slot(), name="Hope Group")
    db.session.commit()
    for words in ("hope gr", group.public_id, f"https://x.test/meetings/buda-{group.meetings[0].public_id}"):
        assert f"/moderate/groups/{group.public_id}" in send(mo, "/moderate/groups", words=words).text
    page = mo.get(f"/moderate/groups/{group.public_id}").text
    assert "Approved" in page
    assert clock.now().date().strftime("%Y") in page


def test_a_likely_double_stands_beside_it(mo: FlaskClient, olga: Account) -> None:
    listed = a_listed_group(an_account("una@groups.example.org"), name="Hope Group")
    submission = new(olga, name="Hope Grp")
    page = mo.get(address(submission)).text
    beside = page.split("Likely the same")[1]
    assert f"/moderate/groups/{listed.public_id}" in beside
    assert "same place" in beside
    assert "Tuesday 19:00" in beside
