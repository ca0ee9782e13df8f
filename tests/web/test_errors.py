"""What somebody reads when something is wrong."""

import logging
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import ProgrammingError

from meetfinder import places
from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db

SECRET = "whispered words"


@pytest.fixture
def breaking(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Exception], None]]:
    """Make /healthz and /api/v1/fellowships raise."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def break_with(problem: Exception) -> None:
        def fail() -> None:
            try:
                {}[SECRET]
            except KeyError as inner:
                raise problem from inner

        for endpoint in ("health.healthz", "api.fellowships"):
            monkeypatch.setitem(app.view_functions, endpoint, fail)

    return break_with  # type: ignore[return-value]


def test_an_unknown_address_is_a_page(client: FlaskClient) -> None:
    response = client.get("/no-such-page")
    assert response.status_code == 404
    assert response.mimetype == "text/html"
    page = BeautifulSoup(response.text, "html5lib")
    assert page.h1 is not None
    assert page.find("a", href="/"), "there is a way back"


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/", "/api/v1/meetings/nowhere-monday-1900-zzzzzzzzz"]
)
def test_an_unknown_address_of_the_api_is_a_problem(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
    problem = response.get_json()
    assert (problem["type"], problem["status"]) == ("about:blank", 404)
    assert problem["title"]
    assert problem["detail"].endswith(".")


def test_the_api_takes_no_post_and_says_what_it_takes(client: FlaskClient) -> None:
    response = client.post("/api/v1/meetings", data={"near": "78610"})
    assert response.status_code == 405
    assert response.mimetype == "application/problem+json"
    assert "GET" in response.headers["Allow"]
    assert "POST" not in response.headers["Allow"]


def test_a_wrong_parameter_is_named(client: FlaskClient) -> None:
    response = client.get("/api/v1/meetings?near=78610&day=9")
    assert response.status_code == 400
    problem = response.get_json()
    assert problem["parameter"] == "day"
    assert "day" in problem["detail"]


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/fellowships"])
def test_a_failure_has_a_reference_and_tells_no_secret(
    client: FlaskClient,
    breaking: Callable[[Exception], None],
    caplog: pytest.LogCaptureFixture,
    path: str,
) -> None:
    breaking(ValueError(SECRET))
    with caplog.at_level(logging.INFO):
        response = client.get(f"{path}?place={SECRET}")
    assert response.status_code == 500
    reference = re.search(r"reference ([0-9a-f]{8})\n", caplog.text)
    assert reference
    assert reference[1] in response.text, "the visitor can tell which line of the log is meant"
    assert SECRET not in caplog.text
    assert "whispered" not in caplog.text
    assert SECRET not in response.text
    assert "builtins.ValueError" in caplog.text, "those who run the site can find the place in the code"
    assert "builtins.KeyError" in caplog.text
    assert f"GET {path} failed" in caplog.text
    assert "test_errors.py" in caplog.text


def site_without_tables(instance: Path, folder: Path) -> Flask:
    return create_app(
        Settings(instance=instance, database_url=f"sqlite:///{folder}/empty.sqlite", secret_key="k" * 32)
    )


@pytest.mark.parametrize(
    "path",
    ["/", "/no-such-page", "/online", "/near/us-78610", "/api/v1/meetings?near=78610", "/api/v1/groups"],
)
def test_a_site_that_is_not_set_up_says_what_to_do(instance: Path, tmp_path: Path, path: str) -> None:
    site = site_without_tables(instance, tmp_path)
    response = site.test_client().get(path)
    assert response.status_code == 503
    assert "flask init" in response.text
    assert ("problem+json" in response.mimetype) == path.startswith("/api/")
    with site.app_context():
        db.engine.dispose()


def test_who_waited_too_long_for_others_may_send_the_same_again(
    instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetfinder.db.BUSY_TIMEOUT_MS", 50)
    site = site_without_tables(instance, tmp_path)
    with site.app_context():
        db.create_all()
        db.session.remove()
    browser = site.test_client()
    form = {"kind": "new"}
    with closing(sqlite3.connect(tmp_path / "empty.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        response = browser.post("/submit", data=form)
        assert response.status_code == 503
        assert "Load this page again" in response.text
        assert int(response.headers["Retry-After"]) > 0
        other.rollback()
    assert browser.post("/submit", data=form).status_code == 303
    with site.app_context():
        db.engine.dispose()


def test_a_database_that_is_there_is_not_blamed(
    client: FlaskClient, breaking: Callable[[Exception], None], caplog: pytest.LogCaptureFixture
) -> None:
    breaking(ProgrammingError(f"SELECT {SECRET}", {"typed": SECRET}, Exception(SECRET)))
    assert client.get("/healthz").status_code == 500
    assert "ProgrammingError" in caplog.text
    assert SECRET not in caplog.text


def test_a_site_without_places_says_what_to_do(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_args: object, **_kwargs: object) -> None:
        raise places.PlacesError("not configured")

    monkeypatch.setattr(places, "locate", closed)
    response = client.get("/api/v1/places?q=78610")
    assert response.status_code == 503
    assert "flask init" in response.get_json()["detail"]


@pytest.mark.parametrize("path", ["/", "/healthz", "/help-now", "/no-such-page", "/api/v1/meetings"])
@pytest.mark.parametrize("host", [f"{'a' * 64}.example", "a..example"])
def test_a_host_that_is_no_name_is_a_plain_400(client: FlaskClient, path: str, host: str) -> None:
    response = client.get(path, headers={"Host": host})
    assert response.status_code == 400
    assert response.mimetype == "text/plain"
    assert response.headers["Content-Security-Policy"]
    foreign = client.post("/find", headers={"Host": host, "Origin": "https://elsewhere.example"})
    assert foreign.status_code == 400
