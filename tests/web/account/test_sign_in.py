"""Signing in by a mailed link, once, by its button."""

from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.accounts.hashing import hash_of
from meetfinder.accounts.models import Account, Session, SignInToken
from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db
from tests.conftest import NOW
from tests.people import Post, an_account, browser_of, link_in, send

pytestmark = pytest.mark.usefixtures("fresh_counts")


def ask(client: FlaskClient, email: str) -> str:
    response = client.post("/sign-in", data={"email": email})
    assert response.status_code == 200
    return response.text


def test_a_link_signs_in_once(client: FlaskClient, post: Post) -> None:
    an_account("olga@groups.example.org")
    db.session.commit()
    ask(client, " Olga@Groups.example.org ")
    (letter,) = post()
    assert letter["To"] == "olga@groups.example.org"
    assert "meeting" not in str(letter["Subject"]).lower()
    link = link_in(letter)
    for _ in range(2):  # A mail scanner, then the reader.
        page = client.get(link)
        assert page.status_code == 200
        assert "Set-Cookie" not in page.headers
    done = client.post(link)
    assert (done.status_code, done.headers["Cache-Control"]) == (303, "no-store")
    assert "olga@groups.example.org" in client.get("/account").text
    assert client.post(link).status_code == 410
    assert client.get(link).status_code == 410


def test_the_answer_is_the_same_for_an_unknown_address(client: FlaskClient, post: Post) -> None:
    an_account("olga@groups.example.org")
    db.session.commit()
    known = ask(client, "olga@groups.example.org").replace("olga@", "")
    unknown = ask(client, "nobody@groups.example.org").replace("nobody@", "")
    assert known == unknown
    assert [letter["To"] for letter in post()] == ["olga@groups.example.org"]
    assert db.session.query(Account).count() == 1


@pytest.mark.parametrize("typed", ["", "olga", "a@example.org, b@example.org", "a@b", "a@b.org\nBcc: x@y.zz"])
def test_what_is_no_address_is_said_and_kept(client: FlaskClient, typed: str) -> None:
    response = client.post("/sign-in", data={"email": typed})
    assert response.status_code == 422
    page = BeautifulSoup(response.text, "html5lib")
    field = page.find(id="email")
    assert field is not None
    assert field["value"].split() == typed.split()
    assert page.find("a", href="#email")


def test_links_grow_old(client: FlaskClient, post: Post) -> None:
    with clock.at(NOW):
        an_account("olga@groups.example.org")
        db.session.commit()
        ask(client, "olga@groups.example.org")
        link = link_in(post()[0])
    with clock.at(NOW + timedelta(minutes=59)):
        assert client.get(link).status_code == 200
    with clock.at(NOW + timedelta(minutes=60)):
        assert client.get(link).status_code == 410
        assert client.post(link).status_code == 410
        assert client.get("/account").status_code == 303


def test_one_mailbox_gets_few_links(client: FlaskClient, post: Post) -> None:
    an_account("olga@groups.example.org")
    db.session.commit()
    for _ in range(8):
        ask(client, "olga@groups.example.org")
    assert len(post()) == 5


def test_asking_too_often_is_refused(client: FlaskClient) -> None:
    answers = [client.post("/sign-in", data={"email": f"p{n}@example.org"}).status_code for n in range(21)]
    assert answers == [200] * 20 + [429]


def test_only_hashes_are_kept(client: FlaskClient, post: Post) -> None:
    an_account("olga@groups.example.org")
    db.session.commit()
    ask(client, "olga@groups.example.org")
    link = link_in(post()[0])
    client.post(link)
    with client.session_transaction() as cookie:
        secret = cookie["key"]
    kept = [row.token_hash for row in (*db.session.query(SignInToken), *db.session.query(Session))]
    assert link.rsplit("/", 1)[1] not in kept
    assert secret not in kept


def test_a_session_ends_when_it_is_ended(app: Flask) -> None:
    account = an_account()
    here, there = browser_of(app, account), browser_of(app, account)
    page = here.get("/account")
    assert page.text.count("Another browser") == 1
    with there.session_transaction() as cookie:
        cookie_there = cookie["key"]
    other = next(row for row in db.session.query(Session) if row.token_hash != hash_of(cookie_there))
    assert send(there, f"/account/sessions/{other.id}/end").status_code == 303
    assert here.get("/account").status_code == 303
    assert there.get("/account").status_code == 200
    assert send(there, "/sign-out").status_code == 303
    assert there.get("/account").status_code == 303


def test_sessions_grow_old(app: Flask) -> None:
    with clock.at(NOW):
        client = browser_of(app, an_account())
    for day in range(6, 30, 6):
        with clock.at(NOW + timedelta(days=day)):
            assert client.get("/account").status_code == 200
    with clock.at(NOW + timedelta(days=30)):
        assert client.get("/account").status_code == 303


def test_a_session_that_is_not_used_ends(app: Flask) -> None:
    with clock.at(NOW):
        client = browser_of(app, an_account())
    with clock.at(NOW + timedelta(days=7)):
        assert client.get("/account").status_code == 303


def test_the_cookie_is_bound_to_this_host_over_https(app: Flask, post: Post) -> None:
    an_account("olga@groups.example.org")
    db.session.commit()
    client = app.test_client()
    ask(client, "olga@groups.example.org")
    link = link_in(post()[0])
    cookie = client.post(link, base_url="https://localhost").headers["Set-Cookie"]
    name, _, rest = cookie.partition("=")
    assert name == "__Host-session"
    parts = {part.strip() for part in rest.split(";")[1:]}
    assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_a_store_of_counts_that_cannot_be_used_stops_the_start(
    tmp_path: Path,
) -> None:
    settings = Settings(
        instance=tmp_path,
        database_url=f"sqlite:///{tmp_path}/x.sqlite",
        rate_limit_storage="parchment://here",
    )
    with pytest.raises(SystemExit, match="MEETFINDER_RATE_LIMIT_STORAGE"):
        create_app(settings)
