"""What a search weighs on a phone: the page, its style, its scripts and its pictures."""

import gzip

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import a_fellowship, a_meeting
from tests.web.finder.help_builders import a_helpline, a_sentence

HERE = "/near/us-78610"
MOST, MOST_HTML, MOST_PACKED = 100_000, 50_000, 30_000
"""Bytes: of everything, of the page alone, and of everything as a server that packs would send it."""

STATED = [("med_psychiatric", "welcome"), ("med_moud", "full_participation"), ("access", "open")]

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture(autouse=True)
def _directory(app: Flask) -> None:
    """A full page: more than one page of meetings, each with much to say."""
    for kind in ("dual-diagnosis", "substance", "family"):
        fellowship = a_fellowship(
            kind=kind, name=f"A {kind} fellowship with a long name", finder="https://a.example"
        )
        for number in range(25):
            a_meeting(
                name=f"A meeting with quite a long name, as many of them have, {number}",
                fellowship=fellowship,
                weekday=number % 7,
                attendance="hybrid" if number % 3 else "online",
                attributes=STATED,
                formats=[f"format-{number}", "open", "discussion"],
                languages=["en", "es"],
            )
    a_helpline(name="Lifeline", number="988", sms="HOME to 741741")
    a_sentence()


def asked_for(client: FlaskClient, address: str) -> dict[str, bytes]:
    """Return every file that a browser fetches for a page, by its address."""
    page = client.get(address)
    assert page.status_code == 200
    found = BeautifulSoup(page.text, "html5lib")
    parts = [item["href"] for item in found.select("link[href]")]
    parts += [item["src"] for item in found.select("[src]")]
    assert parts
    return {address: page.data} | {str(part): _read(client, str(part)) for part in parts}


def _read(client: FlaskClient, address: str) -> bytes:
    with client.get(address) as file:
        assert file.status_code == 200
        return file.data


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("wish", ["", "&page=1", "&for=family&when=tonight"])
def test_a_search_is_light(client: FlaskClient, wish: str, language: str) -> None:
    address = f"{HERE}?lang={language}{wish}"
    files = asked_for(client, address)
    packed = sum(len(gzip.compress(data, 6)) for data in files.values())
    weights = {name: len(data) for name, data in files.items()}
    print(f"\n{address}: {weights[address]} bytes of HTML, {sum(weights.values())} in all, {packed} packed")
    assert weights[address] <= MOST_HTML, weights
    assert sum(weights.values()) <= MOST, weights
    assert packed <= MOST_PACKED
