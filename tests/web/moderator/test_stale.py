"""What grows old is seen by who may decide about it, asked about once more, or closed."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetfinder import clock
from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.mail.models import OutboxMessage
from meetfinder.moderation import reports
from meetfinder.moderation.models import ReportKind
from tests.conftest import NOW
from tests.moderation.people import a_listed_group
from tests.people import a_moderator, an_account, browser_of, send

pytestmark = [
    pytest.mark.usefixtures("now", "fresh_counts"),
    pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True),
]


@pytest.fixture
def mo(app: Flask) -> FlaskClient:
    return browser_of(app, a_moderator())


@pytest.fixture
def olga(app: Flask) -> Account:
    return an_account()


def confirmed(owner: Account, name: str, days: int) -> Group:
    """Return a group that was listed and confirmed so many days ago."""
    return a_listed_group(owner, name=name, now=NOW - timedelta(days=days))


def doubt(group: Group) -> None:
    for days in (2, 1):
        reports.report(group, kind=ReportKind.NOT_THERE, now=NOW - timedelta(days=days))


def places(page: str, *names: str) -> list[str]:
    """Return those of the names that stand on a page, in their order."""
    return sorted((name for name in names if name in page), key=page.index)


def test_the_most_harmful_comes_first_and_fresh_ones_not_at_all(mo: FlaskClient, olga: Account) -> None:
    ages = {"Fresh one": 10, "Ageing one": 100, "Stale one": 200, "Staler one": 300, "Lapsed one": 400}
    for name, days in ages.items():
        confirmed(olga, name, days)
    doubt(confirmed(olga, "Doubted one", 20))
    db.session.commit()
    shown = places(mo.get("/moderate/stale").text, "Doubted one", *ages)
    assert shown == ["Doubted one", "Staler one", "Stale one", "Ageing one", "Lapsed one"]


def test_organizers_are_asked_once_a_day(mo: FlaskClient, olga: Account) -> None:
    group = confirmed(olga, "Stale one", 200)
    confirmed(olga, "Ageing one", 100)
    db.session.commit()
    assert send(mo, f"/moderate/stale/{group.public_id}", do="ask").status_code == 303
    assert send(mo, f"/moderate/stale/{group.public_id}", do="ask").status_code == 409
    assert "1 letter was sent" in send(mo, "/moderate/stale").text
    letters = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [(item.kind, item.to, item.context["days"]) for item in letters] == [
        ("confirm_due", olga.email, 200),
        ("confirm_due", olga.email, 100),
    ]
    assert send(mo, f"/moderate/stale/{group.public_id}", do="other").status_code == 400


def test_a_dead_mailbox_is_told_and_not_written_to(mo: FlaskClient, olga: Account) -> None:
    confirmed(olga, "Stale one", 200)
    olga.mail_dead_at = clock.now()
    db.session.commit()
    assert "no organizer can be reached" in mo.get("/moderate/stale").text
    assert send(mo, "/moderate/stale").status_code == 409
    assert db.session.scalars(select(OutboxMessage)).all() == []


def test_what_is_no_more_is_closed_and_can_be_put_back(mo: FlaskClient, olga: Account) -> None:
    group = confirmed(olga, "Stale one", 200)
    db.session.commit()
    assert send(mo, f"/moderate/stale/{group.public_id}", do="close").status_code == 303
    assert mo.get(f"/groups/{group.public_id}", follow_redirects=True).status_code in {404, 410}
    assert "Stale one" not in mo.get("/moderate/stale").text
    assert "Undo" in mo.get(f"/moderate/groups/{group.public_id}").text


def test_out_of_scope_is_not_there(app: Flask, olga: Account) -> None:
    group = confirmed(olga, "Stale one", 200)
    db.session.commit()
    far = browser_of(app, a_moderator("far@site.example.org", fellowships=("another-fellowship",)))
    assert "Stale one" not in far.get("/moderate/stale").text
    assert send(far, f"/moderate/stale/{group.public_id}", do="close").status_code == 404
