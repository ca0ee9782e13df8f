"""The API's sets, distances and order are those of a computation that looks at every meeting."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from geopy.distance import geodesic

from meetfinder import places
from meetfinder.db import db
from meetfinder.directory.models import Location, Meeting

SLACK_KM = 0.015
SAMPLES = [pytest.param(12, id="small"), pytest.param(300, marks=pytest.mark.drill, id="full")]
FILTERS: list[dict[str, str]] = [
    {},
    {"day": "3"},
    {"from": "18:00", "until": "20:30"},
    {"attendance": "hybrid"},
]


@dataclass(frozen=True)
class Known:
    """What the tables hold about a meeting that one can go to."""

    slug_id: str
    latitude: float
    longitude: float
    weekday: int
    start: int
    attendance: str


@pytest.fixture(scope="module")
def known(seven_lists: Flask) -> list[Known]:
    rows = db.session.execute(
        sa.select(
            Meeting.public_id, Location.latitude, Location.longitude, Meeting.weekday, Meeting.start_minute,
            Meeting.attendance,
        )
        .join(Meeting.location)
        .where(Meeting.status == "active", Meeting.youth.is_(False))
        .where(Meeting.attendance.in_(["in_person", "hybrid"]))
        .where(Location.latitude.is_not(None), Location.precision != "area")
    )  # fmt: skip
    return [Known(*row) for row in rows]


def _wanted(meeting: Known, asked: dict[str, str]) -> bool:
    if "day" in asked and meeting.weekday != int(asked["day"]):
        return False
    if "from" in asked and not 18 * 60 <= meeting.start <= 20 * 60 + 30:
        return False
    return asked.get("attendance", meeting.attendance) == meeting.attendance


def _all_pages(site: Flask, asked: dict[str, str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    client, items, cursor = site.test_client(), [], None
    while True:
        answer = client.get(
            "/api/v1/meetings",
            query_string={**asked, "limit": "100", **({"cursor": cursor} if cursor else {})},
        )
        assert answer.status_code == 200, (asked, answer.text[:300])
        body = answer.get_json()
        items += body["meetings"]
        cursor = body["next"]
        if cursor is None:
            return body, items


def _check(
    site: Flask, known: list[Known], origin: tuple[float, float], radius_km: float, asked: dict[str, str]
) -> int:
    body, items = _all_pages(site, asked)
    truth = {
        meeting.slug_id: geodesic(origin, (meeting.latitude, meeting.longitude)).km
        for meeting in known
        if _wanted(meeting, asked)
    }
    inside = {slug for slug, km in truth.items() if km <= radius_km}
    edge = {slug for slug, km in truth.items() if abs(km - radius_km) <= SLACK_KM}
    got = [item["slug"].rsplit("-", 1)[1] for item in items]
    ours = [(item, slug) for item, slug in zip(items, got, strict=True) if slug in truth]
    assert len(got) == len(set(got)), asked
    assert {slug for _, slug in ours} - edge == inside - edge, asked
    for item, slug in ours:
        assert abs(item["distance_km"] - truth[slug]) <= max(SLACK_KM, truth[slug] / 1000), (asked, slug)
    order = [truth[slug] for _, slug in ours]
    assert all(near <= far + SLACK_KM for near, far in pairwise(order)), asked
    if not body["total_capped"]:
        assert body["total"] == len(items)
    return len(items)


def _is_close(place: places.Place, town: places.Place) -> bool:
    return abs(place.latitude - town.latitude) < 0.6 and abs(place.longitude - town.longitude) < 0.6


def _postcodes(count: int) -> Iterator[places.Place]:
    """Half near the lists (California, Massachusetts, Missouri, Delaware), half anywhere in the US and UK."""
    chance = random.Random(20261123)
    everywhere = [code for country in ("US", "GB") for code in places.gazetteer().postcodes(country)]
    towns = ["92626", "95112", "02130", "64113", "19971"]
    near = [places.locate(code, "US").places[0] for code in towns]
    close = [place for place in everywhere if any(_is_close(place, town) for town in near)]
    yield from chance.sample(close, min(count // 2, len(close)))
    yield from chance.sample(everywhere, count - min(count // 2, len(close)))


@pytest.mark.parametrize("count", SAMPLES)
def test_postcodes_of_the_united_states_and_kingdom(
    seven_lists: Flask, known: list[Known], count: int
) -> None:
    found = 0
    for number, place in enumerate(_postcodes(count)):
        asked = {
            "near": place.name,
            "country": place.country,
            "within": "30",
            "unit": "km",
            **FILTERS[number % len(FILTERS)],
        }
        found += _check(seven_lists, known, (place.latitude, place.longitude), 30, asked)
    assert found > count


@pytest.mark.parametrize(
    ("latitude", "longitude", "radius"),
    [
        (33.7, -117.9, 3000),
        (80.0, -117.9, 6000),
        (52.0, 179.95, 9000),
        (-60.0, -179.99, 15000),
        (51.5, -0.12, 6000),
    ],
)
def test_far_and_awkward_places(
    seven_lists: Flask, known: list[Known], latitude: float, longitude: float, radius: int
) -> None:
    asked = {"lat": str(latitude), "lon": str(longitude), "within": str(radius), "unit": "km", "day": "3"}
    assert _check(seven_lists, known, (latitude, longitude), radius, asked) > 0
