"""Addresses are asked of the operator's provider once, one at a time, and never block anybody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from meetfinder import clock
from meetfinder.db import db
from meetfinder.places.geocode_cache import GeocodeCache
from tests.conftest import NOW
from tests.places.test_geocode import ANSWERS, LATITUDE, LONGITUDE, Provider, _answer
from tests.places.test_geocode import provider as provider  # noqa: PLC0414  A fixture.
from tests.web.organizer.conftest import Sender

pytestmark = pytest.mark.usefixtures("now", "asking")


@pytest.fixture
def asking(app: Flask, provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the site ask a Nominatim on loopback."""
    settings = replace(app.extensions["settings"], geocoder=f"nominatim:{provider}")
    monkeypatch.setitem(app.extensions, "settings", settings)
    _answer(monkeypatch, ANSWERS["nominatim"])


def point(sender: Sender) -> tuple[float, float, bool]:
    """Return the point that the page shows, and whether it is said to be exact."""
    page = BeautifulSoup(sender.client.get("/submit/pin/1").text, "html5lib")
    latitude, longitude = (float(page.find(id=name)["value"]) for name in ("latitude", "longitude"))
    exact = page.find("input", attrs={"name": "precision", "value": "exact"})
    return latitude, longitude, exact.has_attr("checked")


def test_an_address_is_asked_once(sender: Sender) -> None:
    sender.fill_all()
    assert len(Provider.asked) == 1
    assert "1+Main+Street" in Provider.asked[0][0]
    sender.fill("place/1")
    assert point(sender) == (LATITUDE, LONGITUDE, True)
    assert len(Provider.asked) == 1, "the second time it is known"
    kept = db.session.query(GeocodeCache).one()
    assert "Main" not in str(vars(kept)), "the table does not say where anybody meets"


def test_two_in_one_second_ask_once(sender: Sender) -> None:
    sender.fill_all()
    sender.fill("place/1", street="2 Main Street")
    assert len(Provider.asked) == 1
    assert point(sender)[2] is False, "the postcode stands in"
    with clock.at(NOW + timedelta(seconds=1)):
        sender.fill("place/1", street="2 Main Street")
        assert len(Provider.asked) == 2


def test_homes_are_asked_of_nobody(sender: Sender) -> None:
    sender.begin()
    for page in ("fellowship", "name", "medication", "attendance/1"):
        sender.fill(page)
    sender.fill("place/1", hidden="yes")
    assert Provider.asked == []


@pytest.mark.parametrize("trouble", [{"status": 500}, {"status": 429}, {"delay": 3.2}, {"body": b"<html>"}])
def test_trouble_never_blocks(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, trouble: dict[str, object]
) -> None:
    answer = {"body": ANSWERS["nominatim"], **trouble}
    _answer(monkeypatch, answer.pop("body"), **answer)  # type: ignore[arg-type]
    sender.fill_all()
    sender.fill("place/1")
    latitude, longitude, exact = point(sender)
    assert abs(latitude - 30.09) < 0.1
    assert abs(longitude + 97.84) < 0.1
    assert not exact
