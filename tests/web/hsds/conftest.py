"""A directory with a few meetings, and no payload kept from another test."""

import shutil
from collections.abc import Iterator

import pytest
from flask import Flask

from meetfinder.db import db
from meetfinder.web.feeds.store import FOLDER


@pytest.fixture(autouse=True)
def _no_files(app: Flask, now: object) -> Iterator[None]:
    # The tests' directories are undone without a trace, so two of them can be of the same version.
    folder = app.extensions["settings"].instance / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    yield
    shutil.rmtree(folder, ignore_errors=True)
    db.session.rollback()
