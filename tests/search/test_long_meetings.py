"""Directories indexed when only more than three hours were long find what is running after an upgrade."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask

from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db
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
