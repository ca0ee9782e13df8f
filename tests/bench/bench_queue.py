"""The queue's page with ten thousand things that wait takes at most five times as long as with none."""

import statistics
import time
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from meetfinder.db import db
from meetfinder.directory.proposal import to_json
from meetfinder.moderation.models import Case, Submission
from tests.conftest import NOW
from tests.moderation.people import a_form, slot
from tests.people import a_moderator, browser_of

pytestmark = pytest.mark.bench
WAITING, ROUNDS, MOST_TIMES = 10_000, 40, 5
HARMS = (2, 3, 3, 4, 4, 4)


def fill() -> None:
    """Put ten thousand new groups of three meetings before the moderators."""
    text = to_json(a_form(slot(), slot(4), slot(6)))
    since = [NOW - timedelta(minutes=number) for number in range(WAITING)]
    ids = db.session.scalars(
        insert(Submission).returning(Submission.id, sort_by_parameter_order=True),
        [
            {
                "status": "pending",
                "key": f"own-{number}",
                "proposal": text,
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


def milliseconds(client: FlaskClient, address: str) -> float:
    """Return the median time of a page."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assert client.get(address).status_code == 200
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


@pytest.mark.usefixtures("now")
def test_ten_thousand_waiting_cost_little_more_than_none(app: Flask) -> None:
    mo = browser_of(app, a_moderator())
    empty = milliseconds(mo, "/moderate")
    fill()
    for name, address in (("first page", "/moderate"), ("page 400", "/moderate?page=400"),
                          ("one kind", "/moderate?kind=new")):  # fmt: skip
        full = milliseconds(mo, address)
        print(f"\nqueue, {db.engine.dialect.name}, {name}: {full:.1f} ms; empty {empty:.1f} ms")
        assert full <= MOST_TIMES * empty
