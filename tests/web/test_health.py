"""What robots and those who run the site ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from meetfinder import clock, places
from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db


@pytest.fixture
def contact(app: Flask) -> Iterator[str]:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, contact="help@meetings.example.org")
    yield "help@meetings.example.org"
    app.extensions["settings"] = before


@pytest.fixture
def fresh(instance: Path, tmp_path: Path) -> Iterator[Flask]:
    site = create_app(
        Settings(instance=instance, database_url=f"sqlite:///{tmp_path}/fresh.sqlite", secret_key="k" * 32)
    )
    with site.app_context():
        yield site
        db.engine.dispose()


def test_the_process_is_up(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")


def test_ready_only_once_the_database_is_migrated(fresh: Flask) -> None:
    client = fresh.test_client()
    before = client.get("/readyz")
    assert before.status_code == 503
    assert before.get_json() == {"ready": False, "problems": ["database_not_migrated"]}
    upgrade()
    after = client.get("/readyz")
    assert (after.status_code, after.get_json()) == (200, {"ready": True, "problems": []})
    with db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'older'"))
    assert client.get("/readyz").get_json()["problems"] == ["database_not_migrated"]
    assert client.get("/healthz").status_code == 200


def test_not_ready_when_the_database_is_gone(instance: Path, tmp_path: Path) -> None:
    settings = Settings(
        instance=instance,
        database_url=f"sqlite:///{tmp_path}/no/such/folder/x.sqlite",
        secret_key="k" * 32,
    )
    response = create_app(settings).test_client().get("/readyz")
    assert response.status_code == 503
    assert response.get_json()["problems"] == ["database_unreachable"]


def test_not_ready_without_places(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise places.PlacesError("no table")

    monkeypatch.setattr(places, "gazetteer", missing)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.get_json()["problems"] == ["places_missing"]


def test_there_is_no_security_contact_unless_one_is_set(client: FlaskClient) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


def test_the_security_contact(client: FlaskClient, contact: str) -> None:
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == f"mailto:{contact}"
    assert fields["Canonical"] == "http://localhost/.well-known/security.txt"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(0) < expires - clock.now() < timedelta(days=365), "RFC 9116 §2.5.5"


def test_robots_are_kept_from_searches(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /near/" in lines
