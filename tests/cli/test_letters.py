"""What moderation mails: discreet outside, clear inside, with a link that works; and the weekly digest."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from meetfinder import clock
from meetfinder.accounts.models import Account
from meetfinder.cli import letters
from meetfinder.cli.ticking import JOBS, run_jobs
from meetfinder.db import db
from meetfinder.mail import outbox
from meetfinder.mail.delivery import deliverer
from meetfinder.mail.sending import send_due
from tests.conftest import NOW
from tests.mail.servers import Mailbox, mail_server
from tests.moderation.people import a_form, sent
from tests.people import a_moderator, an_account

pytestmark = pytest.mark.usefixtures("app", "now")
KINDS = ("approved", "declined", "asked", "confirm_due", "reported", "digest", "sign_in", "invitation")
TELLING = ("dual", "diagnos", "recovery", "addict", "sober", "bipolar", "depress", "hope group")
CONTEXT = {"submission": 1, "group": 1, "text": "Which door is it?", "days": 90}


@pytest.fixture
def olga() -> Account:
    return an_account()


def delivered(box: Mailbox, now: datetime = NOW) -> list[EmailMessage]:
    deliver = deliverer(box.url, Path("unused"))
    send_due(deliver=deliver, render=letters.render, sender=letters.sender(), now=now)
    return box.messages


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_gives_nothing_away_to_who_stands_near(olga: Account, kind: str) -> None:
    olga = a_moderator("mo@site.example.org") if kind == "digest" else olga
    sent(a_form(name="Hope Group"), an_account("sender@groups.example.org"))
    outbox.queue(kind, to=olga.email, context={"account": olga.id, **CONTEXT}, now=NOW)
    db.session.commit()
    with mail_server() as box:
        (letter,) = delivered(box)
    first = letter.get_content().strip().splitlines()[0]
    outside = f"{letter['Subject']} {first}".lower()
    assert not any(word in outside for word in TELLING), outside
    assert "http://127.0.0.1:5000/" in letter.get_content()
    assert "{" not in letter.get_content()


def asked(olga: Account) -> str:
    """Return the letter in which a moderator asks the sender of a submission something."""
    submission = sent(a_form(), olga)
    context = {"account": olga.id, "submission": submission.id, "text": "Which door?"}
    outbox.queue("asked", to=olga.email, context=context, now=NOW)
    db.session.commit()
    with mail_server() as box:
        (letter,) = delivered(box)
    return str(letter.get_content())


def test_links_lead_to_the_port_of_make_run(olga: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_RUN_PORT", "8080")
    assert "http://127.0.0.1:8080/" in asked(olga)


def test_the_link_of_a_letter_shows_a_button(app: Flask, olga: Account) -> None:
    text = asked(olga)
    assert "Which door?" in text
    path = text.split("http://127.0.0.1:5000")[1].split()[0]
    browser = app.test_client()
    assert browser.get(path).status_code == 200


def test_one_digest_a_week_for_whom_something_waits(olga: Account) -> None:
    digests = [job for job in JOBS if job.name == "digests"]
    a_moderator("idle@site.example.org", fellowships=("another-fellowship",))
    mo = a_moderator()
    db.session.commit()
    run_jobs(digests)
    sent(a_form(), olga)
    db.session.commit()
    run_jobs(digests)
    with mail_server() as box:
        assert delivered(box) == [], "nothing waited when it was this week's turn"
    with clock.at(NOW + timedelta(days=7)):
        run_jobs(digests)
        run_jobs(digests)
        with mail_server() as box:
            (letter,) = delivered(box, clock.now())
    assert letter["To"] == mo.email
    assert "1 thing waits" in letter.get_content()
    assert "has waited for 7 days" in letter.get_content()
