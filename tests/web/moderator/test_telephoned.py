"""A moderator enters a group for somebody who telephones, and says yes alone only where nothing was found."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.mail.models import OutboxMessage
from meetfinder.moderation.models import Decision, Submission
from tests.builders import a_fellowship
from tests.people import a_moderator, browser_of, send
from tests.web.organizer.conftest import Sender

pytestmark = [
    pytest.mark.usefixtures("now", "fresh_counts"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


@pytest.fixture
def mo(app: Flask) -> FlaskClient:
    a_fellowship(slug="dual-recovery-anonymous", name="Dual Recovery Anonymous", kind="dual-diagnosis")
    return browser_of(app, a_moderator())


def enter(mo: FlaskClient, **changes: dict[str, object]) -> int:
    """Type what the caller says, and return the number of what now waits."""
    typing = Sender(mo)
    typing.begin = lambda kind="new": send(mo, "/moderate/telephoned", kind=kind)  # type: ignore[method-assign]
    typing.fill_all(**changes)
    answer = typing.send()
    assert answer.status_code == 303
    return int(answer.headers["Location"].rpartition("/")[2])


def test_it_waits_without_a_mail_and_is_approved_by_who_typed_it(mo: FlaskClient) -> None:
    number = enter(mo)
    assert db.session.query(Group).count() == 0
    assert "typed this for somebody who telephoned" in mo.get(f"/moderate/submissions/{number}").text
    assert f"/moderate/submissions/{number}" in mo.get("/moderate").text
    assert db.session.query(OutboxMessage).count() == 0
    assert send(mo, f"/moderate/submissions/{number}/decide", do="approve").status_code == 303
    group = db.session.query(Group).one()
    assert {item.said_by for item in group.attributes} == {"moderator"}
    assert group.meetings[0].confirmed_on is None
    assert mo.get(f"/my/groups/{group.public_id}").status_code == 404
    assert [item.reason for item in db.session.query(Decision)] == ["telephoned"]


def test_what_lint_found_something_in_needs_another_moderator(
    app: Flask,
    mo: FlaskClient,
) -> None:
    number = enter(mo, newcomers={"notes": "Call Olga Smith, 512-555-0100."})
    address = f"/moderate/submissions/{number}"
    refused = send(mo, f"{address}/decide", do="approve")
    assert (refused.status_code, "somebody else has to say yes" in refused.text) == (409, True)
    assert db.session.query(Group).count() == 0
    other = browser_of(app, a_moderator("other@site.example.org"))
    assert send(other, f"{address}/decide", do="approve").status_code == 303
    assert db.session.query(Group).count() == 1


def test_only_the_moderator_who_is_signed_in_sends_it(mo: FlaskClient) -> None:
    typing = Sender(mo)
    typing.begin = lambda kind="new": send(mo, "/moderate/telephoned", kind=kind)  # type: ignore[method-assign]
    typing.fill_all()
    with mo.session_transaction() as cookie:
        cookie.clear()
    assert typing.send().headers["Location"].endswith("/sign-in")
    assert db.session.query(Submission).count() == 0
    assert send_kind(mo) in {302, 303, 403}


def send_kind(browser: FlaskClient) -> int:
    return browser.post("/moderate/telephoned", data={"kind": "new"}).status_code
