"""Fixtures for every test: the site on SQLite and PostgreSQL, each test in a transaction that is undone."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import scoped_session, sessionmaker

from meetfinder import clock
from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db

POSTGRES = os.environ.get("MEETFINDER_TEST_POSTGRES", "")
"""Address of a server, without a database name, whose role may create databases."""
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
"""A Monday; the instant at which tests that need a fixed one take place."""

hypothesis_settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("house")


def _missing(what: str) -> None:
    """Skip with the reason, or fail where continuous integration has promised that nothing is missing."""
    if os.environ.get("MEETFINDER_TEST_NO_SKIPS"):
        pytest.fail(f"{what}, and skips are forbidden here")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real lists, which are never copied into this project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder of real meeting lists is not beside this checkout")
    return SHARED_DATA


class Browser(FlaskClient):
    """A browser. Its requests start with nothing in `g`, as in life, though tests share a context."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if has_app_context():
            for name in list(g):
                g.pop(name)
        return super().open(*args, **kwargs)


DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session", params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a database of each kind, shared by the tests of this process."""
    with new_database(request.param, tmp_path_factory.mktemp("db")) as address:
        yield address


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database of each kind, for this test alone."""
    with new_database(request.param, tmp_path) as address:
        yield address


@contextmanager
def new_database(kind: str, folder: Path) -> Iterator[str]:
    """Make an empty database, a file in `folder` or one on the PostgreSQL server, and take it away again."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/test.sqlite"
        return
    if not POSTGRES:
        _missing("no PostgreSQL: MEETFINDER_TEST_POSTGRES is not set")
    name = f"meetfinder_test_{uuid.uuid4().hex[:12]}"
    server = sa.create_engine(
        POSTGRES.replace("postgresql://", "postgresql+psycopg://") + "/postgres", isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield f"{POSTGRES}/{name}".replace("postgresql://", "postgresql+psycopg://")
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="session")
def _site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Build the site once a database and make its tables."""
    app = create_app(
        Settings(instance=tmp_path_factory.mktemp("instance"), database_url=database_url, secret_key="t" * 32)
    )
    app.testing = True
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(_site: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Give the site inside an application context; what the test commits is undone after it."""
    with _site.app_context():
        connection = db.engine.connect()
        outer = connection.begin()
        session: Any = scoped_session(sessionmaker(bind=connection, join_transaction_mode="create_savepoint"))
        monkeypatch.setattr(db, "session", session)
        yield _site
        session.remove()
        outer.rollback()
        connection.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without script or cookies."""
    return app.test_client(use_cookies=True)


@pytest.fixture
def now() -> Iterator[datetime]:
    """Stop the clock at NOW."""
    with clock.at(NOW):
        yield NOW
