"""Sets, distances, order and totals equal those of a computation that looks at every meeting."""

import dataclasses
import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask

from meetfinder.directory.models import Attendance, Meeting
from meetfinder.search import find
from meetfinder.search.query import Hit, SearchQuery, Sort
from meetfinder.search.space import geodesic_km
from tests.builders import BUDA, a_meeting
from tests.search.brute import a_random_directory, expected, start_of

SLACK_KM = 0.015
NOW = datetime(2026, 11, 23, 18, 7, 33, tzinfo=UTC)
PLACES = {
    "texas": ((30.1, -97.8), 0.6, 40),
    "antimeridian": ((-17.5, 179.9), 0.8, 90),
    "svalbard": ((80.0, 20.0), 2.0, 150),
    "pole": ((89.9, 100.0), 1.0, 90),
    "continent": ((45.0, -100.0), 30.0, 3000),
    "half the earth": ((10.0, 10.0), 80.0, 9000),
}
WISHES: list[dict[str, object]] = [
    {},
    {"days": (3,)},
    {"days": (0, 5), "from_minute": 20 * 60, "until_minute": 6 * 60},
    {"from_minute": 9 * 60, "until_minute": 12 * 60 + 30},
    {"today": True},
    {"when": "now"},
    {"when": "tonight"},
    {"when": "tonight", "days": (1,)},
    {"when": "now", "kinds": ("substance", "dual-diagnosis"), "formats": ("open", "women")},
    {"kinds": ("dual-diagnosis",)},
    {"fellowships": ("drink",), "languages": ("es", "fr")},
    {"formats": ("women", "speaker"), "languages": ("en",)},
    {"attributes": (("access", "closed"), ("med_moud", "members_decide"))},
    {"audience": "family"},
    {"attendance": ("hybrid",)},
    {"attendance": ("online", "phone")},
    {"attendance": ("in_person", "online", "hybrid"), "when": "tonight"},
    {"attendance": ("online", "hybrid"), "sort": Sort.NEXT},
    {"sort": Sort.NEXT},
    {"sort": Sort.NEXT, "today": True},
    {"sort": Sort.DISTANCE, "days": (2, 3, 4)},
    {"sort": Sort.BEST, "attendance": ("in_person", "hybrid", "online", "phone")},
    {"formats": ("nothing-of-the-kind",)},
]


def all_pages(query: SearchQuery) -> tuple[list[Hit], int]:
    hits, found = [], find(query)
    total = found.total
    while True:
        hits += found.hits
        if not found.next_cursor:
            return hits, total
        found = find(
            dataclasses.replace(query, cursor=found.next_cursor, now=query.now + timedelta(minutes=1))
        )
        assert found.total == total


def check(meetings: list[Meeting], query: SearchQuery) -> int:
    truth = expected(meetings, query)
    hits, total = all_pages(query)
    got = [hit.listing.id for hit in hits]
    assert len(got) == len(set(got)), query
    odd = [hit.listing for hit in hits if hit.listing.id not in truth][:3]
    assert set(got) == set(truth), (query, odd)
    assert total == len(truth), query
    for hit in hits:
        km = truth[hit.listing.id]
        assert (hit.distance_km is None) == (km is None), query
        if km is not None:
            assert abs((hit.distance_km or 0) - km) <= max(SLACK_KM, km / 1000), query
    check_order(hits, query)
    return len(hits)


def check_order(hits: list[Hit], query: SearchQuery) -> None:
    for one, other in pairwise(hits):
        if query.sort == Sort.NEXT:
            assert start_of(one) <= start_of(other), query
        elif query.sort == Sort.DISTANCE and other.distance_km is not None:
            assert one.distance_km is not None, query
            assert one.distance_km <= other.distance_km + SLACK_KM, query
            if one.listing.venue == other.listing.venue and one.listing.status == other.listing.status:
                first, second = (start_of(one), one.listing.slug), (start_of(other), other.listing.slug)
                assert first <= second or one.distance_km != other.distance_km, query


@pytest.mark.parametrize("name", PLACES)
def test_every_wish_at_every_kind_of_place(app: Flask, name: str) -> None:
    center, spread, radius = PLACES[name]
    chance = random.Random(name)
    meetings = a_random_directory(chance, count=80, center=center, spread=spread)
    found = 0
    for wish in WISHES:
        values = {"sort": Sort.DISTANCE, "limit": 11, **wish}
        query = SearchQuery(
            now=NOW,
            timezone="America/Chicago",
            latitude=center[0],
            longitude=center[1],
            within_km=radius,
            **values,  # type: ignore[arg-type]
        )
        found += check(meetings, query)
        if not wish.get("attendance"):
            found += check(meetings, dataclasses.replace(query, latitude=None, longitude=None))
    assert found > 300


@pytest.mark.parametrize("hour", [0, 7, 13, 19])
def test_what_comes_next_where_meetings_are_many(
    app: Flask, monkeypatch: pytest.MonkeyPatch, hour: int
) -> None:
    """The stages of time of a dense place, which depend on what comes first close by, miss nothing."""
    monkeypatch.setattr("meetfinder.search.scan.MANY", 20)
    for room in ("scan", "around"):
        monkeypatch.setattr(f"meetfinder.search.{room}.FEW", 5)
    center, spread, radius = (30.1, -97.8), 0.4, 60
    meetings = a_random_directory(random.Random(hour), count=240, center=center, spread=spread)
    query = SearchQuery(
        now=NOW.replace(hour=hour),
        timezone="America/Chicago",
        latitude=center[0],
        longitude=center[1],
        within_km=radius,
        sort=Sort.NEXT,
        limit=25,
    )
    found = check(meetings, query)
    found += check(meetings, dataclasses.replace(query, days=(3, 4)))
    found += check(meetings, dataclasses.replace(query, attendance=("in_person",)))
    far = dataclasses.replace(query, latitude=center[0] + 0.5)
    assert found + check(meetings, far) > 100


@pytest.mark.parametrize("more_km", [-0.03, 0.03])
def test_what_is_at_the_edge_of_a_wide_circle_is_counted_once(app: Flask, more_km: float) -> None:
    for _ in range(3):
        a_meeting(attendance=Attendance.HYBRID, point=(35.5, BUDA[1]))
        a_meeting(point=(35.5, BUDA[1]))
    radius = geodesic_km(BUDA, (35.5, BUDA[1])) + more_km
    both = ("in_person", "hybrid", "online")
    for attendance, wanted in (((), 6 if more_km > 0 else 0), (both, 6 if more_km > 0 else 3)):
        values = {"within_km": radius, "attendance": attendance, "sort": Sort.NEXT, "limit": 1}
        query = SearchQuery(now=NOW, timezone="UTC", latitude=BUDA[0], longitude=BUDA[1], **values)  # type: ignore[arg-type]
        hits, total = all_pages(query)
        assert total == len(hits) == wanted


ZONES = (
    "America/New_York", "America/Detroit", "America/Indiana/Indianapolis", "America/Kentucky/Louisville",
    "America/Chicago", "America/Indiana/Knox",
)  # fmt: skip
"""Of two clocks, four and two of each."""


@pytest.mark.parametrize("when", ["", "now", "tonight"])
def test_where_zones_meet(app: Flask, when: str) -> None:
    """Zones whose clocks show the same share what is looked for, and are told from those that do not."""
    meetings = [
        a_meeting(point=(38.2 + 0.01 * number, -85.7), timezone=zone, weekday=1, start=f"{hour}:30")
        for number, zone in enumerate(ZONES)
        for hour in (12, 13, 14, 19)
    ]
    query = SearchQuery(
        now=NOW, timezone=ZONES[0], latitude=38.2, longitude=-85.7, within_km=50, when=when, limit=7
    )
    for sort in Sort:
        assert check(meetings, dataclasses.replace(query, sort=sort)) > 0
