"""Every postcode gets an answer: a meeting or a finder, and a sourced helpline or word that none is known.

Its rungs come in their order, and its distances are those of geopy.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from geopy.distance import geodesic

from meetfinder import places
from meetfinder.db import db, writing
from meetfinder.search.index import reindex
from meetfinder.search.query import KM_PER_MILE, Step
from tests.builders import a_fellowship, a_group, a_meeting
from tests.truth.conftest import flask, opened

SAMPLES = [pytest.param(24, id="small"), pytest.param(5000, marks=pytest.mark.drill, id="full")]
OF_LISTS = [pytest.param(24, id="small"), pytest.param(2000, marks=pytest.mark.drill, id="full")]
COUNTRIES = 60
PREFERRED = ("US", "GB", "CA", "IE", "AU", "NZ", "DE", "FR", "NL", "MX", "ZA", "IN", "JP", "BR", "SE")
ORDER = [step.value for step in Step]
RADIUS_KM = 25 * KM_PER_MILE
HELP_BOX = re.compile(r'aria-labelledby="beside-help".*?</section>', re.DOTALL)
TAG = re.compile("<[^>]*>")
SLACK = 1.001
"""A distance may be wrong by a thousandth."""


@pytest.fixture(scope="module")
def lonely_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Give a world with one meeting: dual diagnosis, online, once a week."""
    instance = tmp_path_factory.mktemp("lonely")
    assert flask(instance, "init").returncode == 0
    with opened(instance) as app:
        with writing():
            group = a_group(fellowship=a_fellowship(kind="dual-diagnosis"))
            meeting = a_meeting(group=group, attendance="online", point=None, timezone="America/Chicago")
            reindex([meeting.id])
            db.session.commit()
        yield app


@cache
def _some_postcodes(count: int) -> list[places.Place]:
    chance = random.Random(20261123)
    others = sorted(set(places.gazetteer().countries_with_postcodes()) - set(PREFERRED))
    countries = [*PREFERRED, *chance.sample(others, COUNTRIES - len(PREFERRED))]
    codes = {country: list(places.gazetteer().postcodes(country)) for country in countries}
    return [chance.choice(codes[countries[n % COUNTRIES]]) for n in range(count)]


def _check(site: Flask, count: int, *, always_a_meeting: bool = False) -> None:
    client = site.test_client()
    for place in _some_postcodes(count):
        page = _page(client, place)
        meetings = 'href="/meetings/' in page
        assert meetings or "its own finder is at" in page, place.area
        assert not always_a_meeting or meetings, place.area
        help_box = HELP_BOX.search(page)
        assert help_box, place.area
        assert re.search(r"Source: .+, read on \d|[Nn]o helpline", TAG.sub("", help_box[0])), place.area
        _check_order(re.findall(r'aria-labelledby="rung-(\w+)"', page), place)
        rungs = _rungs(client, place)
        _check_order([rung["step"] for rung in rungs], place)
        for rung in rungs:
            _check_distances(rung, place)
    print(f"\n{count} postcodes of {COUNTRIES} countries answered")


def _check_order(steps: list[str], place: places.Place) -> None:
    assert steps, place.area
    assert steps == sorted(steps, key=ORDER.index), place.area


def _page(client: FlaskClient, place: places.Place) -> str:
    posted = client.post("/find", data={"place": place.name, "country": place.country})
    assert posted.status_code in {200, 303}, (place.area, posted.status_code)
    found = posted.status_code == 303
    address = urlsplit(posted.headers["Location"]).path if found else f"/near/{place.area}"
    answer = client.get(address)
    assert answer.status_code == 200, place.area
    assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" not in posted.headers
    assert len(answer.data) <= 50_000, (place.area, len(answer.data))
    return answer.text


def _rungs(client: FlaskClient, place: places.Place) -> list[dict[str, Any]]:
    here = {"lat": str(place.latitude), "lon": str(place.longitude), "unit": "mi"}
    answer = client.get("/api/v1/answer", query_string=here)
    assert answer.status_code == 200, (place.area, answer.text[:300])
    rungs: list[dict[str, Any]] = answer.get_json()["rungs"]
    assert rungs, place.area
    return rungs


def _check_distances(rung: dict[str, Any], place: places.Place) -> None:
    """Compare each distance with geopy's, and the place of a rung with what it promises."""
    told = [item for item in rung["meetings"] if item["distance_km"] is not None]
    for item in told:
        true = geodesic((place.latitude, place.longitude), (item["latitude"], item["longitude"])).km
        assert abs(item["distance_km"] - true) <= max(0.015, true / 1000), (place.area, item["slug"])
    distances = [item["distance_km"] for item in told]
    if rung["step"] == Step.DUAL_FAR:
        assert all(near <= far * SLACK for near, far in pairwise(distances)), place.area
        assert all(distance * SLACK >= RADIUS_KM for distance in distances), place.area
    elif rung["step"] in {Step.DUAL_NEAR, Step.OTHERS_NEAR}:
        assert all(distance <= RADIUS_KM * SLACK for distance in distances), place.area
    elif rung["step"] == Step.DUAL_REMOTE:
        starts = [item["next_start"] for item in rung["meetings"]]
        assert len(starts) == len([start for start in starts if start]), place.area


@pytest.mark.parametrize("count", SAMPLES)
def test_over_the_demo_directory(demo_site: Flask, count: int) -> None:
    _check(demo_site, count)


@pytest.mark.parametrize("count", OF_LISTS)
def test_over_the_seven_lists(seven_lists: Flask, count: int) -> None:
    _check(seven_lists, count)


@pytest.mark.parametrize("count", SAMPLES)
def test_in_a_world_with_one_meeting_online(lonely_site: Flask, count: int) -> None:
    _check(lonely_site, count, always_a_meeting=True)


@pytest.mark.parametrize("count", SAMPLES)
def test_over_an_empty_directory(empty_site: Flask, count: int) -> None:
    _check(empty_site, count)
