"""`flask tick` forgets what nobody needs any more, and nothing that somebody still does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetfinder import clock
from meetfinder.accounts import sessions, tokens
from meetfinder.accounts.models import Purpose, Role
from meetfinder.cli.ticking import JOBS, run_jobs
from meetfinder.db import db
from meetfinder.moderation import forms
from meetfinder.moderation.models import Case, Submission, SubmissionKind
from meetfinder.places import geocode_cache
from tests.conftest import NOW
from tests.moderation.people import a_form, sent
from tests.people import an_account, browser_of

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
OLGA, MO = "olga@groups.example.org", "mo@site.example.org"


@pytest.fixture(autouse=True)
def _at_now(app: Flask) -> Iterator[None]:
    with clock.at(NOW):
        yield


def after(passed: timedelta, job: str) -> None:
    """Let one job run at its turn, so long after NOW."""
    with clock.at(NOW + passed):
        db.session.commit()
        assert run_jobs([item for item in JOBS if item.name == job]) == 0
        db.session.expire_all()


def held(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize(("role", "idle"), [(Role.ORGANIZER, 7 * DAY), (Role.MODERATOR, timedelta(hours=2))])
def test_sessions_go_when_they_would_be_refused_and_not_before(role: Role, idle: timedelta) -> None:
    account = an_account(OLGA, role=role)
    sessions.open_session(account, opened_by=Purpose.SIGN_IN, now=NOW)
    after(idle - MINUTE, "sessions")
    assert held(sessions.Session) == 1
    with clock.at(NOW + idle - MINUTE):
        assert sessions.sessions_of(account, now=clock.now())
    after(idle - MINUTE + DAY, "sessions")
    assert held(sessions.Session) == 0


def test_a_session_that_was_ended_goes_and_the_browser_beside_it_stays_signed_in(app: Flask) -> None:
    account = an_account(OLGA)
    secret = sessions.open_session(account, opened_by=Purpose.SIGN_IN, now=NOW)
    ended = sessions.session_of(secret, now=NOW)
    assert ended is not None
    sessions.end_session(ended, now=NOW)
    browser = browser_of(app, account)
    after(timedelta(), "sessions")
    assert held(sessions.Session) == 1
    assert browser.get("/account").status_code == 200


def test_links_can_say_for_a_month_why_they_do_not_work(app: Flask) -> None:
    account = an_account(OLGA)
    used, unused = (tokens.mint(Purpose.SIGN_IN, account, now=NOW) for _ in range(2))
    tokens.redeem(used, now=NOW)
    invitation = tokens.mint(Purpose.INVITE, an_account(MO), now=NOW + 30 * DAY)
    after(30 * DAY - MINUTE, "links")

    def answers(moment: timedelta) -> list[int]:
        with clock.at(NOW + moment):
            return [
                app.test_client().get(f"/sign-in/{secret}").status_code
                for secret in (used, unused, invitation)
            ]

    assert answers(30 * DAY - MINUTE) == [410, 410, 200]
    after(31 * DAY, "links")
    assert answers(31 * DAY) == [404, 404, 200]


def test_what_nobody_proved_to_have_sent_is_forgotten_with_its_words() -> None:
    unproven = forms.submit_form(
        a_form(name="Unproven"), kind=SubmissionKind.NEW, account_id=an_account(OLGA).id, now=NOW
    )
    proven = sent(a_form(name="Proven"), an_account(MO))
    numbers = unproven.id, proven.id
    after(forms.KEPT_UNPROVEN - MINUTE, "unproven")
    assert held(Submission) == held(Case) == 2
    after(forms.KEPT_UNPROVEN + DAY, "unproven")
    assert [db.session.get(Submission, number) is not None for number in numbers] == [False, True]
    assert held(Case) == 1
    assert forms.confirm_mail(an_account(OLGA).id, now=NOW) == []


def test_the_link_in_the_letter_never_outlives_what_it_confirms() -> None:
    account = an_account(OLGA)
    forms.submit_form(a_form(), kind=SubmissionKind.NEW, account_id=account.id, now=NOW)
    secret = tokens.mint(Purpose.CONFIRM, account, subject="submission:1", now=NOW + timedelta(hours=15))
    last = timedelta(hours=15) + tokens.LIFETIMES[Purpose.CONFIRM] - MINUTE
    after(last, "unproven")
    tokens.redeem(secret, now=NOW + last)
    assert len(forms.confirm_mail(account.id, now=NOW + last)) == 1


def test_addresses_are_forgotten_when_they_would_be_asked_about_again() -> None:
    def known(passed: timedelta) -> bool:
        moment = NOW + passed
        return geocode_cache.known("1 Main Street", "US", provider="test", now=moment) is not None

    geocode_cache.remember("1 Main Street", "US", None, provider="test", now=NOW)
    after(geocode_cache.KEPT - MINUTE, "geocodes")
    assert known(geocode_cache.KEPT - MINUTE)
    after(geocode_cache.KEPT + DAY, "geocodes")
    assert held(geocode_cache.GeocodeCache) == 0
