"""Every postcode gets an answer: a meeting or a finder, and a sourced helpline or word that none is known."""

import random
import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from meetfinder import places

SAMPLES = [pytest.param(40, id="small"), pytest.param(2000, marks=pytest.mark.drill, id="full")]
COUNTRIES = 40
PREFERRED = ("US", "GB", "CA", "IE", "AU", "NZ", "DE", "FR", "NL", "MX", "ZA", "IN", "JP", "BR", "SE")


def _some_postcodes(count: int) -> list[places.Place]:
    chance = random.Random(20261123)
    others = sorted(set(places.gazetteer().countries_with_postcodes()) - set(PREFERRED))
    countries = [*PREFERRED, *chance.sample(others, COUNTRIES - len(PREFERRED))]
    codes = {country: list(places.gazetteer().postcodes(country)) for country in countries}
    return [chance.choice(codes[countries[n % COUNTRIES]]) for n in range(count)]


def _check(site: Flask, count: int) -> None:
    client = site.test_client()
    for place in _some_postcodes(count):
        posted = client.post("/find", data={"place": place.name, "country": place.country})
        assert posted.status_code in {200, 303}, (place.area, posted.status_code)
        address = (
            f"/near/{place.area}" if posted.status_code == 200 else urlsplit(posted.headers["Location"]).path
        )
        answer = client.get(address)
        assert answer.status_code == 200, place.area
        page = BeautifulSoup(answer.text, "html5lib")
        names_a_meeting = page.select_one("a[href^='/meetings/']")
        names_a_finder = "its own finder is at" in page.text
        assert names_a_meeting or names_a_finder, place.area
        help_box = page.select_one("[aria-labelledby=beside-help]")
        assert help_box, place.area
        assert re.search(r"Source: .+, read on \d|[Nn]o helpline", help_box.text), (place.area, help_box.text)
        assert "Set-Cookie" not in answer.headers
        assert len(answer.data) <= 50_000, (place.area, len(answer.data))


@pytest.mark.parametrize("count", SAMPLES)
def test_over_the_demo_directory(demo_site: Flask, count: int) -> None:
    _check(demo_site, count)


@pytest.mark.parametrize("count", SAMPLES)
def test_over_the_seven_lists(seven_lists: Flask, count: int) -> None:
    _check(seven_lists, count)


@pytest.mark.parametrize("count", SAMPLES)
def test_over_an_empty_directory(empty_site: Flask, count: int) -> None:
    _check(empty_site, count)
