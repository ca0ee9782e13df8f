"""Every route and every kind of person: nobody gets in who may not, and everybody else does."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from meetfinder import clock
from meetfinder.accounts import sessions
from meetfinder.accounts.models import Account, Purpose, Role
from meetfinder.db import db
from meetfinder.web.access import ACCESS, Audience
from tests.people import a_moderator, an_account, browser_of, token_in
from tests.web.moderator.things import arguments_of

PEOPLE = (
    "stranger",
    "organizer",
    "another organizer",
    "moderator out of scope",
    "moderator",
    "administrator",
)
DECIDING = PEOPLE[3:]
IN, SIGN_IN, NOT_ALLOWED, NOT_THERE = "in", "sign-in", 403, 404
READING = {"GET", "HEAD", "OPTIONS"}


def expected(audience: Audience, person: str, *, has_object: bool) -> str | int:
    """Say what becomes of a person at a route of an audience."""
    if person == "stranger":
        return SIGN_IN
    if audience == Audience.SIGNED_IN:
        return IN
    if audience == Audience.OWNER:
        return IN if person == "organizer" else NOT_THERE
    if person not in DECIDING or (audience == Audience.ADMINISTRATOR and person != "administrator"):
        return NOT_ALLOWED
    if person == "moderator out of scope" and has_object and audience == Audience.MODERATOR:
        return NOT_THERE
    return IN


def a_person(person: str) -> Account:
    if person == "administrator":
        return a_moderator("administrator@site.example.org", role=Role.ADMINISTRATOR)
    if person == "moderator":
        return a_moderator()
    if person == "moderator out of scope":
        return a_moderator("far@site.example.org", fellowships=("another-fellowship",))
    return an_account(f"{person.replace(' ', '-')}@groups.example.org")


def things(endpoint: str) -> dict[str, Any]:
    """Return values for a route's arguments to things that the organizer owns, in a moderator's scope."""
    owner = a_person("organizer")
    if endpoint.startswith("moderator."):
        return arguments_of(endpoint, owner)
    secret = sessions.open_session(owner, opened_by=Purpose.SIGN_IN, now=clock.now())
    session = sessions.session_of(secret, now=clock.now())
    assert session is not None
    return {"number": session.id}


def guarded(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        if ACCESS[rule.endpoint] != Audience.ANYONE:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def browser(app: Flask, person: str) -> FlaskClient:
    return app.test_client() if person == "stranger" else browser_of(app, a_person(person))


def tried(app: Flask, rule: Rule, method: str, person: str) -> TestResponse:
    made = things(rule.endpoint)
    db.session.commit()
    client = browser(app, person)
    with app.test_request_context():
        address = url_for(rule.endpoint, **{name: made[name] for name in rule.arguments})
    data = {}
    if method not in READING and person != "stranger":
        data["csrf_token"] = token_in(client.get("/account").text)
    return client.open(address, method=method, data=data)


def what_became(response: TestResponse) -> str | int:
    if response.status_code in {NOT_ALLOWED, NOT_THERE}:
        return response.status_code
    if response.status_code == 303 and response.headers["Location"] == "/sign-in":
        return SIGN_IN
    assert response.status_code < 500, response.text[:500]
    return IN


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_gets_where_they_may_and_nowhere_else(app: Flask, person: str) -> None:
    wrong = []
    for rule, method in guarded(app):
        response = tried(app, rule, method, person)
        wanted = expected(ACCESS[rule.endpoint], person, has_object=bool(rule.arguments))
        became = what_became(response)
        own_end = rule.endpoint == "account.sign_out" and became == IN
        if became != wanted and not own_end:
            wrong.append((method, rule.rule, became, wanted))
        assert response.headers["Cache-Control"] == "no-store", rule.rule
    assert wrong == []


def test_a_moderator_without_the_second_factor_gets_no_further(app: Flask) -> None:
    for rule, method in guarded(app):
        if ACCESS[rule.endpoint] in {Audience.MODERATOR, Audience.ADMINISTRATOR}:
            client = browser_of(app, a_person("administrator"), second_factor=False)
            made = dict.fromkeys(rule.arguments, 1)
            with app.test_request_context():
                address = url_for(rule.endpoint, **made)
            response = client.open(address, method=method)
            assert response.headers.get("Location") == "/second-factor", rule.rule


def test_forms_of_signed_in_people_need_their_token(app: Flask) -> None:
    for rule, method in guarded(app):
        if method not in READING:
            made = things(rule.endpoint)
            person = "administrator" if ACCESS[rule.endpoint] != Audience.OWNER else "organizer"
            client = browser(app, person)
            with app.test_request_context():
                address = url_for(rule.endpoint, **{name: made[name] for name in rule.arguments})
            assert client.open(address, method=method).status_code == 400, rule.rule


def test_a_disabled_account_is_a_stranger(app: Flask) -> None:
    account = an_account()
    client = browser_of(app, account)
    assert client.get("/account").status_code == 200
    account.disabled_at = clock.now()
    db.session.commit()
    assert client.get("/account").status_code == 303
