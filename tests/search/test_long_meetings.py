"""Directories that were indexed by an older program find and count after an upgrade what has tags since."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask

from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db
from meetfinder.directory.schedule import Recurrence
from meetfinder.search import find
from meetfinder.search.query import SearchQuery
from tests.builders import BUDA, TUESDAY, a_meeting


@pytest.fixture
def site(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings(instance=tmp_path, database_url=empty_database_url))
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def _running() -> list[int]:
    now = datetime(2026, 11, 25, 2, 40, tzinfo=UTC)
    query = SearchQuery(now=now, timezone="America/Chicago", latitude=BUDA[0], longitude=BUDA[1], when="now")
    found = [hit.listing.id for hit in find(query).hits if hit.running]
    db.session.rollback()
    return found


def _tags() -> int:
    found = db.session.scalar(sa.text("SELECT count(*) FROM tagged_occurrence"))
    db.session.rollback()
    return int(found or 0)


def _total() -> int:
    """Return how many meetings are counted, where one is shown."""
    now = datetime(2026, 11, 25, 2, 40, tzinfo=UTC)
    query = SearchQuery(
        now=now, timezone="America/Chicago", latitude=BUDA[0], longitude=BUDA[1], within_km=9, limit=1
    )
    total = find(query).total
    db.session.rollback()
    return total


def test_the_upgrade_tags_what_lasts_more_than_an_hour_and_a_half(site: Flask) -> None:
    meeting = a_meeting(weekday=TUESDAY, start="19:00", duration=120).id
    # As it was indexed when only more than three hours were long.
    db.session.execute(sa.text("DELETE FROM tagged_occurrence"))
    db.session.execute(sa.text("DELETE FROM search_tag"))
    db.session.commit()
    assert _running() == []
    flask_migrate.downgrade(revision="0006")
    assert _tags() == 0
    flask_migrate.upgrade()
    assert _running() == [meeting]
    flask_migrate.downgrade(revision="0006")
    assert _tags() == 0


@pytest.mark.parametrize("tagged_already", [False, True])
def test_the_upgrade_tags_what_has_a_last_date(site: Flask, tagged_already: bool) -> None:
    for _ in range(3):
        a_meeting(recurrence=Recurrence(ends_on=date(2027, 3, 1)))
    db.session.commit()
    assert _total() == 3
    if not tagged_already:
        db.session.execute(sa.text("DELETE FROM tagged_occurrence"))
        db.session.execute(sa.text("DELETE FROM search_tag"))
        db.session.commit()
        assert _total() == 0
    flask_migrate.stamp(revision="0019")
    flask_migrate.upgrade()
    assert _total() == 3
    flask_migrate.downgrade(revision="0019")
    assert _total() == 0
