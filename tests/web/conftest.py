"""What tests of pages share: an instance folder for sites that they start, and the mail that they send."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from meetfinder import clock
from meetfinder.cli import letters
from meetfinder.db import db
from meetfinder.mail.sending import send_due
from tests.people import Post


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder to share; the database of each test belongs into a folder of its own."""
    return tmp_path_factory.mktemp("shared_instance")


@pytest.fixture
def post(app: Flask) -> Post:
    """Return what sends all due mail and gives it back."""

    def sent() -> list[EmailMessage]:
        db.session.commit()
        delivered: list[EmailMessage] = []
        send_due(
            deliver=delivered.append,
            render=letters.render,
            sender=letters.sender(),
            now=clock.now() + timedelta(minutes=1),
        )
        return delivered

    return sent


@pytest.fixture
def fresh_counts(app: Flask) -> Iterator[None]:
    app.extensions["throttle"].storage.reset()
    yield
    app.extensions["throttle"].storage.reset()
