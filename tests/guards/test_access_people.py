"""Every route and every kind of person: nobody gets in who may not, and everybody else does."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from meetfinder import clock
from meetfinder.accounts import sessions, stewardship
from meetfinder.accounts.models import Account, Purpose, Role
from meetfinder.db import db
from meetfinder.moderation import forms
from meetfinder.moderation.models import SubmissionKind
from meetfinder.web.access import ACCESS, Audience
from tests.builders import a_group, a_meeting
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


def things() -> dict[str, Any]:
    """Return values for the arguments of organizers' routes, to things that the organizer owns."""
    owner = a_person("organizer")
    secret = sessions.open_session(owner, opened_by=Purpose.SIGN_IN, now=clock.now())
    session = sessions.session_of(secret, now=clock.now())
    assert session is not None
    group = a_group()
    meeting = a_meeting(group=group, join_url="https://rooms.example.org/1")
    other = an_account("third@groups.example.org")
    for steward in (owner, other):
        stewardship.make_steward(steward, group.id, now=clock.now())
    sent = [
        forms.submit_form(
            None,
            kind=kind,
            account_id=account.id,
            group=group,
            handed_to=new,
            proven=True,
            now=clock.now(),
        )
        for kind, account, new in (
            (SubmissionKind.CHANGE, owner, None),
            (SubmissionKind.HANDOVER, other, an_account("fourth@groups.example.org").id),
        )
    ]
    own = ("organizer.submission", "organizer.answer_question", "organizer.appeal", "organizer.withdraw")
    groups = ("my_group", "confirm_group", "edit_group", "close_group", "invite", "leave")
    meetings = ("pause", "resume", "cancel_date", "remove_link")
    return {
        "account.end_session": {"number": session.id},
        "organizer.export": {"form": "csv"},
        **{name: {"number": sent[0].id} for name in own},
        **{f"organizer.{name}": {"public_id": group.public_id} for name in groups},
        **{f"organizer.{name}": {"public_id": meeting.public_id} for name in meetings},
        **{f"organizer.{name}": {"number": sent[1].id} for name in ("second", "second_page")},
    }


def guarded(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        if ACCESS[rule.endpoint] != Audience.ANYONE:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


class Visit:
    """A person who tries addresses; things and browser are new after what may have used them up."""

    def __init__(self, app: Flask, person: str) -> None:
        self.app, self.person = app, person
        self.begin()

    def begin(self) -> None:
        self.made = things()
        db.session.commit()
        stranger = self.person == "stranger"
        self.browser = self.app.test_client() if stranger else browser_of(self.app, a_person(self.person))
        self.token = "" if stranger else token_in(self.browser.get("/account").text)

    def arguments(self, endpoint: str) -> dict[str, Any]:
        if endpoint.startswith("moderator.") and endpoint not in self.made:
            self.made[endpoint] = arguments_of(endpoint, a_person("organizer"))
            db.session.commit()
        return self.made.get(endpoint, {})

    def tries(self, rule: Rule, method: str, *, token: bool = True) -> TestResponse:
        made = self.arguments(rule.endpoint)
        with self.app.test_request_context():
            address = url_for(rule.endpoint, **{name: made[name] for name in rule.arguments})
        data = {"csrf_token": self.token} if token and method not in READING else {}
        return self.browser.open(address, method=method, data=data)


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
    visit = Visit(app, person)
    for rule, method in guarded(app):
        response = visit.tries(rule, method)
        wanted = expected(ACCESS[rule.endpoint], person, has_object=bool(rule.arguments))
        became = what_became(response)
        if became != wanted:
            wrong.append((method, rule.rule, became, wanted))
        assert response.headers["Cache-Control"] == "no-store", rule.rule
        if became == IN and method not in READING:
            visit.begin()
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
    visits = {person: Visit(app, person) for person in ("administrator", "organizer")}
    for rule, method in guarded(app):
        if method not in READING:
            visit = visits["organizer" if ACCESS[rule.endpoint] == Audience.OWNER else "administrator"]
            assert visit.tries(rule, method, token=False).status_code == 400, rule.rule


def test_a_disabled_account_is_a_stranger(app: Flask) -> None:
    account = an_account()
    client = browser_of(app, account)
    assert client.get("/account").status_code == 200
    account.disabled_at = clock.now()
    db.session.commit()
    assert client.get("/account").status_code == 303
