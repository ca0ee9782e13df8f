"""A directory that holds the recorded BMLT server's meetings, brought in by the importer's own command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from meetfinder.app import create_app
from meetfinder.config import ROOT, Settings
from meetfinder.db import db
from meetfinder.directory import seeding
from tests.conftest import DATABASES, new_database
from tests.exchange.bmlt.stand_in import Recorded, serving


@pytest.fixture(scope="session")
def recorded_folder(shared_data: Path) -> Path:
    return shared_data / "bmlt"


@pytest.fixture
def recorded(recorded_folder: Path) -> Recorded:
    return Recorded(recorded_folder)


def bring_in(app: Flask, recorded: Recorded, *more: str, source: str = "bmlt") -> Result:
    """Run the import command against a stand-in that serves the data."""
    with serving(recorded) as address:
        arguments = ["import", address, "--format", "bmlt", "--source", source, *more]
        return app.test_cli_runner().invoke(args=arguments)


def empty_site(address: str, folder: Path) -> Flask:
    """Make a site with tables and seeds and nothing listed."""
    app = create_app(Settings(instance=folder, database_url=address, secret_key="t" * 32))
    app.testing = True
    with app.app_context():
        db.create_all()
        seeding.load(seeds=ROOT / "seeds", instance=folder)
        db.session.commit()
    return app


def close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@contextmanager
def filled_site(kind: str, folder: Path, recorded: Recorded) -> Iterator[Flask]:
    """Make a site that has read everything the stand-in serves, and may show it again."""
    with new_database(kind, folder) as address:
        app = empty_site(address, folder)
        done = bring_in(app, recorded, "--republish", "--publish")
        assert done.exit_code == 0, done.output
        yield app
        close(app)


@pytest.fixture(scope="session", params=DATABASES)
def bmlt_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, recorded_folder: Path
) -> Iterator[Flask]:
    """Give the site with the recorded data, read only: nothing in it may be changed."""
    with filled_site(request.param, tmp_path_factory.mktemp("bmlt"), Recorded(recorded_folder)) as app:
        yield app


@pytest.fixture(scope="session", params=DATABASES)
def small_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, recorded_folder: Path
) -> Iterator[Flask]:
    """Give the site with every twentieth of the recorded meetings, for those who ask very often."""
    recorded = Recorded(recorded_folder)
    recorded.meetings = recorded.meetings[::20]
    with filled_site(request.param, tmp_path_factory.mktemp("small"), recorded) as app:
        yield app


@pytest.fixture
def own_site(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give an empty site of this test's own."""
    app = empty_site(empty_database_url, tmp_path)
    yield app
    close(app)
