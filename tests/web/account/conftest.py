"""The mail of a test's site, read as its reader would."""

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from flask import Flask

from meetfinder import clock
from meetfinder.cli import letters
from meetfinder.db import db
from meetfinder.mail.sending import send_due

Post = Callable[[], list[EmailMessage]]


@pytest.fixture
def post(app: Flask) -> Post:
    """Return what sends all due mail and gives it back."""

    def sent() -> list[EmailMessage]:
        db.session.commit()
        delivered: list[EmailMessage] = []
        send_due(deliver=delivered.append, render=letters.render, sender=letters.sender(), now=clock.now())
        return delivered

    return sent


@pytest.fixture
def fresh_counts(app: Flask) -> Iterator[None]:
    app.extensions["throttle"].storage.reset()
    yield
    app.extensions["throttle"].storage.reset()


def link_in(message: EmailMessage) -> str:
    """Return the path of the link in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.get_content())
    assert found, message.get_content()
    return found.group(1)
