"""A reader of pages who is stricter than any browser."""

import itertools
from collections.abc import Callable
from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from html5lib import HTMLParser

FIRST_HTML = 50_000
"""Bytes (design §9)."""
Read = Callable[..., BeautifulSoup]


@pytest.fixture
def read(client: FlaskClient, now: datetime) -> Read:
    """Return a function that opens an address, or posts a form, and refuses a page with a fault."""

    def open_page(path: str, status: int = 200, **form: object) -> BeautifulSoup:
        response = client.post(path, data=form) if form else client.get(path)
        assert response.status_code == status, response.text[:500]
        assert "Set-Cookie" not in response.headers
        return faultless(response.text)

    return open_page


def faultless(html: str) -> BeautifulSoup:
    """Return the page, after everything that must hold for every page of the finder."""
    HTMLParser(strict=True).parse(html)
    assert len(html.encode()) <= FIRST_HTML
    page = BeautifulSoup(html, "html5lib")
    _has_a_sound_frame(page)
    _has_sound_forms(page)
    _stays_at_home(page)
    return page


def _has_a_sound_frame(page: BeautifulSoup) -> None:
    assert page.html
    assert page.html["lang"] in {"en", "es"}
    assert page.title
    assert page.title.text.strip()
    assert len(page.find_all("h1")) == 1
    assert len(page.find_all("main")) == 1
    levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3", "h4"])]
    assert all(later <= before + 1 for before, later in itertools.pairwise(levels)), levels
    ids = [str(item["id"]) for item in page.find_all(id=True)]
    assert len(ids) == len(set(ids)), ids
    for link in page.find_all("a"):
        assert link.get_text(strip=True)
        assert str(link["href"])[:1] != "#" or str(link["href"])[1:] in ids
    for name in ("aria-labelledby", "aria-describedby"):
        for item in page.find_all(attrs={name: True}):
            assert set(str(item[name]).split()) <= set(ids)
    assert not [text for text in page.stripped_strings if text.strip() == "None"]
    assert page.select_one('a[href^="/help-now"]')


def _has_sound_forms(page: BeautifulSoup) -> None:
    for field in page.find_all(["input", "select"]):
        if field.get("type") == "hidden":
            continue
        label = field.find_parent("label") or page.find("label", attrs={"for": field.get("id") or "?"})
        assert label, field
        assert label.get_text(strip=True), field


def _stays_at_home(page: BeautifulSoup) -> None:
    foreign = page.find_all(["script", "style", "iframe", "img", "object"])
    others = [item for item in foreign if item.get("type") != "application/ld+json"]
    assert [item for item in others if not str(item.get("src")).startswith("/static/")] == []
    assert [item.string for item in others if item.string] == []
    assert not page.find_all(style=True)
    assert not [name for item in page.find_all(True) for name in item.attrs if name.startswith("on")]
    for item in page.find_all("link"):
        assert str(item["href"]).startswith("/static/")
    for item in page.find_all("form"):
        assert str(item["action"]).startswith("/")
    for link in page.find_all("a", href=True):
        if str(link["href"]).startswith(("http:", "https:", "//")):
            assert {"noreferrer", "noopener"} <= set(link.get("rel", [])), link
