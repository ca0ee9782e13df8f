"""A page of the queue costs milliseconds, whether ten or ten thousand wait."""

import statistics
import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert

from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.directory.proposal import to_json
from meetfinder.moderation.models import Case, Submission
from meetfinder.moderation.queue import waiting
from tests.moderation.people import NOW, a_form, a_moderator, slot

MANY, TIMES = 10_000, 5


def fill(many: int) -> None:
    text = to_json(a_form(slot(2), slot(4), slot(6)))
    rows = [
        {"status": "pending", "key": f"k{at}", "proposal": text, "lint": [], "submitted_at": NOW}
        for at in range(many)
    ]
    ids = db.session.scalars(insert(Submission).returning(Submission.id), rows).all()
    cases = [
        {
            "submission_id": number,
            "kind": "new",
            "base": "",
            "harm": number % 5,
            "since": NOW + timedelta(minutes=number % 997),
            "published_first": False,
            "country": "US" if number % 3 else "GB",
            "region": "TX",
            "fellowship": "" if number % 2 else "step",
        }
        for number in ids
    ]
    db.session.execute(insert(Case), cases)
    db.session.flush()


def milliseconds(moderator: Account, page: int) -> float:
    times = []
    for _ in range(20):
        db.session.expire_all()
        started = time.perf_counter()
        waiting(moderator, now=NOW, page=page)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


@pytest.mark.bench
def test_a_page_of_ten_thousand(app: Flask) -> None:
    everything, scoped = a_moderator(), a_moderator()
    scoped.scope_countries, scoped.scope_fellowships = ["GB"], ["step"]
    empty = milliseconds(everything, 1)
    fill(MANY)
    figures = {
        "first page": milliseconds(everything, 1),
        "last page": milliseconds(everything, 400),
        "first page within a scope": milliseconds(scoped, 1),
    }
    print(f"\n{db.engine.dialect.name}: nothing waits {empty:.2f} ms")
    for name, figure in figures.items():
        print(f"{name} of {MANY:,}: {figure:.2f} ms")
    assert figures["first page"] <= TIMES * empty
