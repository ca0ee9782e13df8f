"""The headers of every answer, word by word."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGES = [
    ("GET", "/", 200),
    ("GET", "/healthz", 200),
    ("GET", "/robots.txt", 200),
    ("GET", "/no-such-page", 404),
    ("POST", "/healthz", 405),
    ("GET", "/near/us-99999999", 404),
    ("POST", "/find", 422),
    ("GET", "/api/v1/openapi.json", 200),
    ("GET", "/api/v1/meetings?day=9", 400),
    ("GET", "/api/v1/nothing", 404),
    ("POST", "/api/v1/meetings", 405),
]


@pytest.fixture
def https(app: Flask) -> Iterator[None]:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, base_url="https://meetings.example.org")
    yield
    app.extensions["settings"] = before


@pytest.mark.parametrize(("method", "path", "status"), PAGES)
def test_every_answer_has_them(client: FlaskClient, method: str, path: str, status: int) -> None:
    response = client.open(path, method=method)
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "Set-Cookie" not in response.headers
    assert "Strict-Transport-Security" not in response.headers


@pytest.mark.parametrize(("method", "path", "status"), PAGES)
def test_only_the_api_may_be_read_by_other_sites(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    headers = client.open(path, method=method).headers
    open_to_all = path.startswith("/api/")
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if open_to_all else "same-origin")
    assert headers.get("Access-Control-Allow-Origin") == ("*" if open_to_all else None)


def test_static_files_have_them_too(client: FlaskClient, app: Flask) -> None:
    name = next(rule.rule for rule in app.url_map.iter_rules() if rule.endpoint == "static")
    address = name.replace("<path:filename>", "icon.svg")
    response = client.get(address)
    assert response.status_code == 200
    assert {header: response.headers.get(header) for header in EVERYWHERE} == EVERYWHERE
    assert response.headers["Cache-Control"] == "no-cache"
    response.close()
    marked = client.get(address + "?v=0a1b2c3d")
    assert marked.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    marked.close()


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("path", ["/healthz", "/no-such-page", "/api/v1/openapi.json"])
def test_https_is_kept_where_the_site_has_it(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(
    "path", ["/near/us-78610", "/near/us-99999999", "/near/us-78610?day=9", "/online?day=2", "/?for=family"]
)
def test_no_browser_keeps_what_was_searched(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "ETag" not in response.headers


def test_the_way_to_an_answer_is_not_kept_either(client: FlaskClient) -> None:
    response = client.post("/find", data={"place": "78610", "country": "US"})
    assert response.status_code == 303
    assert response.headers["Cache-Control"] == "no-store"


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/api/v1/openapi.json")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    assert again.headers["ETag"] == first.headers["ETag"]
    other = client.get("/api/v1/openapi.json", headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


def test_errors_are_not_kept(client: FlaskClient) -> None:
    response = client.get("/no-such-page")
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
