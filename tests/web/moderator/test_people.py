"""An administrator invites moderators, sees where they are signed in, and ends that."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder.accounts.models import Role
from meetfinder.accounts.registry import find_account
from meetfinder.db import db
from meetfinder.mail.models import OutboxMessage
from tests.builders import a_fellowship
from tests.people import a_moderator, browser_of, send

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def ada(app: Flask) -> FlaskClient:
    return browser_of(app, a_moderator("ada@site.example.org", role=Role.ADMINISTRATOR))


def test_somebody_is_invited_with_a_scope(ada: FlaskClient) -> None:
    a_fellowship(slug="dual-recovery-anonymous")
    db.session.commit()
    scope = {"fellowships": "dual-recovery-anonymous", "countries": "us, gb"}
    assert send(ada, "/moderate/people", email="New@Site.example.org", **scope).status_code == 303
    account = find_account("new@site.example.org")
    assert account is not None
    assert account.role == Role.MODERATOR
    assert account.scope_countries == ["US", "GB"]
    (letter,) = db.session.query(OutboxMessage)
    assert (letter.kind, letter.to) == ("invitation", "new@site.example.org")
    assert "dual-recovery-anonymous, US, GB" in ada.get("/moderate/people").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "nobody"}, "Type one mail address"),
        ({"email": "a@example.org", "fellowships": "no-such"}, "no-such is neither"),
        ({"email": "a@example.org", "countries": "USA"}, "USA is neither"),
    ],
)
def test_what_cannot_be_used_is_told_and_kept(ada: FlaskClient, fields: dict[str, str], said: str) -> None:
    answer = send(ada, "/moderate/people", **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert fields["email"] in answer.text
    assert db.session.query(OutboxMessage).count() == 0


def test_sessions_of_others_are_ended_and_roles_taken(app: Flask, ada: FlaskClient) -> None:
    account = a_moderator()
    mo = browser_of(app, account)
    assert mo.get("/moderate").status_code == 200
    assert send(ada, f"/moderate/people/{account.id}/end-sessions").status_code == 303
    assert mo.get("/moderate").status_code == 303
    assert send(ada, f"/moderate/people/{account.id}/dismiss").status_code == 303
    assert db.session.get_one(type(account), account.id).role == Role.ORGANIZER
    assert send(ada, f"/moderate/people/{account.id}/dismiss").status_code == 404


def test_nobody_takes_it_from_themselves(ada: FlaskClient) -> None:
    account = find_account("ada@site.example.org")
    assert account is not None
    assert send(ada, f"/moderate/people/{account.id}/dismiss").status_code == 422


def test_moderators_may_not_see_this_page(app: Flask) -> None:
    mo = browser_of(app, a_moderator())
    assert mo.get("/moderate/people").status_code == 403
    assert "/moderate/people" not in mo.get("/moderate").text
