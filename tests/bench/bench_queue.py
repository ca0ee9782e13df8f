"""The queue's page with ten thousand things that wait takes at most five times as long as with none."""

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, text

from meetfinder.accounts.registry import INDEPENDENT
from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db
from meetfinder.directory.proposal import to_json
from meetfinder.moderation.models import Case, Submission
from tests.conftest import NOW
from tests.moderation.people import a_form, slot
from tests.people import a_moderator, browser_of

pytestmark = pytest.mark.bench
WAITING, ROUNDS, MOST_TIMES = 10_000, 40, 5
HARMS = (2, 3, 3, 4, 4, 4)


@pytest.fixture
def site(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give a site whose rows are really committed: those of an open transaction are slower to read."""
    app = create_app(Settings(instance=tmp_path, database_url=empty_database_url, secret_key="t" * 32))
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def fill() -> None:
    """Put ten thousand new groups of three meetings before the moderators."""
    proposal = to_json(a_form(slot(), slot(4), slot(6)))
    since = [NOW - timedelta(minutes=number) for number in range(WAITING)]
    ids = db.session.scalars(
        insert(Submission).returning(Submission.id, sort_by_parameter_order=True),
        [
            {
                "status": "pending",
                "key": f"own-{number}",
                "proposal": proposal,
                "lint": [],
                "submitted_at": moment,
            }
            for number, moment in enumerate(since)
        ],
    ).all()
    db.session.execute(
        insert(Case),
        [
            {
                "submission_id": number,
                "kind": "new",
                "harm": HARMS[number % len(HARMS)],
                "since": moment,
                "country": "US",
                "region": "TX",
            }
            for number, moment in zip(ids, since, strict=True)
        ],
    )
    db.session.commit()
    db.session.execute(text("ANALYZE"))  # As PostgreSQL does by itself within a minute.
    db.session.commit()


def milliseconds(client: FlaskClient, address: str) -> float:
    """Return the median time of a page."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assert client.get(address).status_code == 200
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


@pytest.mark.usefixtures("now")
def test_ten_thousand_waiting_cost_little_more_than_none(site: Flask) -> None:
    mo = browser_of(site, a_moderator())
    scoped = browser_of(site, a_moderator("una@site.example.org", fellowships=(INDEPENDENT,)))
    empty = milliseconds(mo, "/moderate")
    fill()
    for name, browser, address in (
        ("first page", mo, "/moderate"),
        ("page 400", mo, "/moderate?page=400"),
        ("one kind", mo, "/moderate?kind=new"),
        ("first page within a scope", scoped, "/moderate"),
    ):
        full = milliseconds(browser, address)
        print(f"\nqueue, {db.engine.dialect.name}, {name}: {full:.1f} ms; empty {empty:.1f} ms")
        assert full <= MOST_TIMES * empty
