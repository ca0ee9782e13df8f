"""The address says which language a page speaks; our links keep it, and no cookie does."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from flask_babel import refresh

from meetfinder.web.languages import lazy_gettext


@pytest.fixture
def spanish_site(app: Flask) -> Iterator[None]:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, language="es")
    yield
    app.extensions["settings"] = before


def read(client: FlaskClient, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert "Set-Cookie" not in response.headers
    return BeautifulSoup(response.text, "html.parser")


def language_of(page: BeautifulSoup) -> object:
    assert page.html
    return page.html["lang"]


@pytest.mark.parametrize(
    ("asked", "spoken"), [("", "en"), ("?lang=es", "es"), ("?lang=es-MX", "es"), ("?lang=tlh", "en")]
)
def test_the_address_says_which(client: FlaskClient, asked: str, spoken: str) -> None:
    assert language_of(read(client, f"/privacy{asked}")) == spoken


def test_the_browser_does_not_say_which(client: FlaskClient) -> None:
    assert '<html lang="en">' in client.get("/privacy", headers={"Accept-Language": "es"}).text


def test_the_site_may_speak_another(client: FlaskClient, spanish_site: None) -> None:
    assert language_of(read(client, "/privacy")) == "es"
    english = read(client, "/privacy?lang=en")
    assert language_of(english) == "en"
    assert "/about?lang=en" in {link["href"] for link in english.find_all("a")}


def test_links_of_the_page_keep_it_and_files_do_not(client: FlaskClient) -> None:
    page = read(client, "/near/us-78610?lang=es&for=family")
    ours = {
        str(link["href"])
        for link in page.find_all("a", href=True)
        if str(link["href"]).startswith(("/", "?")) and not str(link["href"]).startswith("/feeds/")
    }
    assert ours
    assert [href for href in ours if "lang=es" not in href and "lang=en" not in href] == []
    assert "?for=family&lang=en" in ours
    assert all("lang=" not in str(link["href"]) for link in page.find_all("link"))
    files = page.find_all("a", href=re.compile("/feeds/"))
    assert files
    assert all("lang=" not in str(link["href"]) for link in files)
    assert page.find("form", class_="search")["action"] == "/find?lang=es"  # type: ignore[index]


def test_a_search_keeps_it(client: FlaskClient) -> None:
    answer = client.post("/find?lang=es", data={"place": "78610", "country": "US", "for": "family"})
    assert answer.headers["Location"] == "/near/us-78610?for=family&lang=es"


def test_every_page_leads_to_the_other_language(client: FlaskClient) -> None:
    link = read(client, "/no/such/page").find("a", hreflang="es")
    assert link
    assert (link["href"], link["lang"], link.string) == ("?lang=es", "es", "Español")


def test_a_language_alone_is_no_search(client: FlaskClient) -> None:
    assert client.get("/help-now?lang=es").headers["Cache-Control"] == "no-cache"


def test_sentences_kept_for_later_are_translated_when_shown_and_escaped(app: Flask) -> None:
    kept = lazy_gettext("Search")
    with app.test_request_context("/?lang=es"):
        refresh()
        assert render_template_string("{{ kept }}", kept=kept) == "Buscar"
    with app.test_request_context("/"):
        refresh()
        assert render_template_string("{{ kept }}", kept=kept) == "Search"
        assert "&lt;b&gt;" in render_template_string("{{ kept }}", kept=lazy_gettext("<b>"))
