"""People for tests: accounts of each kind, and browsers in which they are signed in."""

import re
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from meetfinder import clock
from meetfinder.accounts import sessions
from meetfinder.accounts.models import Account, Purpose, Role
from meetfinder.accounts.registry import find_or_make_account
from meetfinder.db import db

Post = Callable[[], list[EmailMessage]]
"""Sends all due mail and gives it back: the fixture `post`."""


def an_account(email: str = "olga@groups.example.org", *, role: Role = Role.ORGANIZER) -> Account:
    account = find_or_make_account(email, now=clock.now())
    account.role = role
    db.session.flush()
    return account


def a_moderator(
    email: str = "mo@site.example.org", *, role: Role = Role.MODERATOR, fellowships: tuple[str, ...] = ()
) -> Account:
    """Return somebody who decides and has an authenticator."""
    account = an_account(email, role=role)
    account.scope_fellowships = list(fellowships)
    account.totp_secret = pyotp.random_base32()
    db.session.flush()
    return account


def browser_of(app: Flask, account: Account, *, second_factor: bool | None = None) -> FlaskClient:
    """Return a browser in which an account is signed in, with the second factor that its role needs."""
    browser = app.test_client()
    secret = sessions.open_session(account, opened_by=Purpose.SIGN_IN, now=clock.now())
    row = sessions.session_of(secret, now=clock.now())
    assert row is not None
    if second_factor if second_factor is not None else account.role != Role.ORGANIZER:
        row.second_factor_at = clock.now()
    db.session.commit()
    with browser.session_transaction() as cookie:
        cookie["key"] = secret
    return browser


def token_in(page: str) -> str:
    """Return the token of the forms on a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "the page has no form with a token"
    return found.group(1)


def send(browser: FlaskClient, address: str, **fields: object) -> TestResponse:
    """Send a form of a signed-in person, with the token of their own page."""
    token = token_in(browser.get("/account").text)
    return browser.post(address, data={"csrf_token": token, **fields})


def code_of(secret: str, moment: datetime) -> str:
    """Return what an authenticator shows at a moment."""
    return pyotp.TOTP(secret).at(moment)


def link_in(message: EmailMessage) -> str:
    """Return the path of the link in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.get_content())
    assert found, message.get_content()
    return found.group(1)
