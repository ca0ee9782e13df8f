"""The second factor: set up by invitation, asked once a session, no code twice."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.accounts.models import Account, Role, Session
from meetfinder.accounts.registry import Concern, may_moderate
from meetfinder.db import db
from tests.conftest import NOW
from tests.people import Post, a_moderator, an_account, browser_of, code_of, link_in, send

pytestmark = pytest.mark.usefixtures("fresh_counts", "now")


def invited(app: Flask, post: Post, email: str = "mo@site.example.org") -> FlaskClient:
    """Invite a moderator by the command and follow the link of the mail."""
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["moderators", "add", email, "--country", "us"])
    assert result.exit_code == 0, result.output
    (letter,) = post()
    client = app.test_client()
    response = client.post(link_in(letter))
    assert response.headers["Location"] == "/second-factor/set-up"
    return client


def secret_on(page: str) -> str:
    strong = BeautifulSoup(page, "html5lib").find("strong", string=re.compile(r"^[A-Z2-7]{32}$"))
    assert strong is not None
    return strong.text


def test_an_invited_moderator_sets_up_an_authenticator(app: Flask, post: Post) -> None:
    client = invited(app, post)
    page = client.get("/second-factor/set-up").text
    assert "<svg" in page
    secret = secret_on(page)
    assert send(client, "/second-factor/set-up", code="000000").status_code == 422
    done = send(client, "/second-factor/set-up", code=code_of(secret, NOW))
    codes = re.findall(r"<code>([a-z0-9-]+)</code>", done.text)
    assert len(set(codes)) == 10
    row = db.session.query(Session).one()
    assert row.second_factor_at == NOW
    assert client.get("/second-factor/set-up").status_code == 303, "it is shown no second time"
    account = db.session.query(Account).one()
    assert codes[0] not in str(vars(account))


def test_both_links_of_an_invitation_work_only_once_together(app: Flask, post: Post) -> None:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["moderators", "add", "mo@site.example.org"])
    printed = re.search(r"https?://[^/]+(/\S+)", result.output)
    assert printed
    mailed = link_in(post()[0])
    assert app.test_client().post(printed.group(1)).status_code == 303
    assert app.test_client().post(mailed).status_code == 410


def test_a_mailed_link_alone_sets_nothing_up(app: Flask) -> None:
    client = browser_of(app, an_account(role=Role.MODERATOR), second_factor=False)
    assert client.get("/second-factor").status_code == 403
    assert client.get("/second-factor/set-up").status_code == 303
    assert send(client, "/second-factor/set-up", code="123456").status_code == 303


def test_no_code_is_good_twice(app: Flask) -> None:
    account = a_moderator()
    code = code_of(account.totp_secret or "", NOW)
    first, second = (browser_of(app, account, second_factor=False) for _ in range(2))
    assert send(first, "/second-factor", code=f"{code[:3]} {code[3:]}").status_code == 303
    assert send(second, "/second-factor", code=code).status_code == 422
    later = NOW + timedelta(seconds=30)
    with clock.at(later):
        assert (
            send(second, "/second-factor", code=code_of(account.totp_secret or "", later)).status_code == 303
        )


def test_the_secret_of_the_session_changes_with_the_second_factor(app: Flask) -> None:
    account = a_moderator()
    client, thief = browser_of(app, account, second_factor=False), app.test_client()
    with client.session_transaction() as mine, thief.session_transaction() as theirs:
        theirs["key"] = mine["key"]
    assert thief.get("/account").status_code == 200
    send(client, "/second-factor", code=code_of(account.totp_secret or "", NOW))
    assert client.get("/account").status_code == 200
    assert thief.get("/account").status_code == 303


def test_recovery_codes_work_once_each(app: Flask, post: Post) -> None:
    client = invited(app, post)
    secret = secret_on(client.get("/second-factor/set-up").text)
    page = send(client, "/second-factor/set-up", code=code_of(secret, NOW)).text
    code = re.findall(r"<code>([a-z0-9-]+)</code>", page)[3]
    account = db.session.query(Account).one()
    assert (
        send(browser_of(app, account, second_factor=False), "/second-factor", code=code.upper()).status_code
        == 303
    )
    assert send(browser_of(app, account, second_factor=False), "/second-factor", code=code).status_code == 422


def test_guessing_is_slow(app: Flask) -> None:
    client = browser_of(app, a_moderator(), second_factor=False)
    answers = [send(client, "/second-factor", code=f"{n:06}").status_code for n in range(8)]
    assert answers == [422] * 6 + [429] * 2


@pytest.mark.parametrize(
    "words",
    [
        "not-an-address",
        "mo@site.example.org --fellowship none",
        "mo@site.example.org --country USA",
    ],
)
def test_a_wrong_invitation_does_nothing(app: Flask, words: str) -> None:
    result = app.test_cli_runner().invoke(args=["moderators", "add", *words.split()])
    assert result.exit_code == 2
    assert db.session.query(Account).count() == 0


def test_a_removed_moderator_is_out_at_once(app: Flask) -> None:
    client = browser_of(app, a_moderator())
    result = app.test_cli_runner().invoke(args=["moderators", "remove", "mo@site.example.org"])
    assert result.exit_code == 0, result.output
    assert client.get("/account").status_code == 303
    assert app.test_cli_runner().invoke(args=["moderators", "remove", "mo@site.example.org"]).exit_code == 2


@pytest.mark.parametrize(
    ("scope", "facts", "may"),
    [
        ({}, {}, True),
        ({"scope_countries": ["US"]}, {"country": "US", "region": "TX"}, True),
        ({"scope_countries": ["US"]}, {"country": "GB"}, False),
        ({"scope_countries": ["US"]}, {}, False),
        ({"scope_areas": ["US-TX"]}, {"country": "US", "region": "TX"}, True),
        ({"scope_areas": ["US-TX"]}, {"country": "US", "region": "OK"}, False),
        ({"scope_areas": ["US-TX"], "scope_countries": ["GB"]}, {"country": "GB"}, True),
        ({"scope_fellowships": ["emotions-anonymous"]}, {"fellowship": "emotions-anonymous"}, True),
        ({"scope_fellowships": ["emotions-anonymous"]}, {}, False),
        ({"scope_fellowships": ["independent"]}, {}, True),
        ({"scope_fellowships": ["independent"], "scope_countries": ["US"]}, {"country": "GB"}, False),
    ],
)
def test_scope(app: Flask, scope: dict[str, list[str]], facts: dict[str, str], may: bool) -> None:
    account = a_moderator()
    for name, value in scope.items():
        setattr(account, name, value)
    assert may_moderate(account, Concern(**facts)) is may
    account.role = Role.ADMINISTRATOR
    assert may_moderate(account, Concern(**facts))
    account.role = Role.ORGANIZER
    assert not may_moderate(account, Concern(**facts))
