"""The access map: distances are those of brute force, from what is listed, and no work is done twice."""

import csv
import io
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from meetfinder import places
from meetfinder.cli.coverage import refresh, work_out
from meetfinder.db import db
from meetfinder.directory.models import MeetingStatus
from meetfinder.moderation.freshness import refresh as refresh_freshness
from meetfinder.search import coverage, coverage_files
from meetfinder.search.index import reindex
from meetfinder.search.nearest import Nearest
from meetfinder.search.space import Point, chord_2, point
from tests.builders import a_fellowship, a_group, a_location, a_meeting, a_source
from tests.web.finder.conftest import Read

VALLETTA, RABAT, GOZO = (35.8997, 14.5147), (36.0444, 14.2397), (36.05, 14.25)
COORDINATES = st.integers(-20, 20)


def here(point: tuple[float, float]) -> dict[str, object]:
    return {"location": a_location(point=point, country="MT", city="Malta"), "point": None}


@pytest.fixture(autouse=True)
def _nothing_worked_out(app: Flask) -> None:
    # The instance folder is shared by the tests of a process, in any order.
    shutil.rmtree(app.extensions["settings"].instance / coverage_files.FOLDER, ignore_errors=True)


@pytest.fixture
def malta(app: Flask, now: object) -> Iterator[None]:
    dual, plain = a_fellowship(kind="dual-diagnosis"), a_fellowship()
    a_meeting(fellowship=dual, **here(VALLETTA))  # type: ignore[arg-type]
    a_meeting(fellowship=plain, attributes=[("dd_focus", "welcoming")], **here(GOZO))  # type: ignore[arg-type]
    a_meeting(fellowship=plain, **here(RABAT))  # type: ignore[arg-type]
    a_meeting(fellowship=dual, attendance="online", **here(RABAT))  # type: ignore[arg-type]
    yield
    folder = coverage_files.table_path(_instance(app), "mt").parent
    for file in folder.glob("*"):
        file.unlink()


def _instance(app: Flask) -> object:
    return app.extensions["settings"].instance


@given(st.lists(st.tuples(COORDINATES, COORDINATES, COORDINATES), max_size=60), st.randoms())
def test_the_nearest_of_many_is_that_of_brute_force(
    found: list[tuple[int, int, int]], chance: random.Random
) -> None:
    points = [Point(*one) for one in found]
    place = Point(*(chance.randint(-30, 30) for _ in range(3)))
    best = Nearest(points).to(place)
    assert (best and best[1]) == min((chord_2(place, one) for one in points), default=None)


def test_distances_are_true_and_only_stated_welcome_counts(malta: None) -> None:
    found = coverage.cover("MT", coverage.points_listed(), unit="km", today=date(2026, 11, 25))
    assert len(found.reaches) == 73
    for reach in found.reaches:
        code = (reach.place.latitude, reach.place.longitude)
        dual, gozo = geodesic(code, VALLETTA).km, geodesic(code, GOZO).km
        assert reach.dual_km == pytest.approx(dual, rel=1e-3, abs=0.01)
        assert reach.welcoming_km == pytest.approx(min(dual, gozo), rel=1e-3, abs=0.01)
    assert sum(found.bands(lambda one: one.dual_km)) == 73


def test_over_thousands_of_kilometres_they_are_true_too(app: Flask) -> None:
    listed = {coverage.DUAL: (point(-33.9, 151.2),), coverage.WELCOMING: ()}
    found = coverage.cover("MT", listed, unit="km", today=date(2026, 11, 25))
    for reach in found.reaches[:10]:
        true = geodesic((reach.place.latitude, reach.place.longitude), (-33.9, 151.2)).km
        assert reach.dual_km == pytest.approx(true, rel=5e-3)
        assert reach.welcoming_km is None
    assert found.bands(lambda one: one.welcoming_km)[-1] == 73


def test_the_page_shows_the_map_the_bands_and_the_towns(read: Read, client: FlaskClient, malta: None) -> None:
    work_out("MT")
    page = read("/coverage/mt")
    assert page.select_one("svg.map path[class^=band]")
    assert page.select_one("svg.map title")
    counts = [int(cell.get_text().split()[0]) for cell in page.select("tbody td:nth-of-type(1)")]
    assert sum(counts) == 73
    rows = list(csv.DictReader(io.StringIO(client.get("/coverage/mt.csv").text)))
    assert len(rows) == 73
    assert {row["area"][:3] for row in rows} == {"mt-"}
    assert client.get("/coverage/MT").headers["Location"] == "/coverage/mt"
    assert "Malta" in read("/coverage").h1.get_text()  # type: ignore[union-attr]


def test_unserved_towns_are_the_largest_first(app: Flask) -> None:
    listed = {coverage.DUAL: (point(48.0, 11.0),), coverage.WELCOMING: ()}
    towns = coverage.cover("MT", listed, unit="km", today=date(2026, 11, 25)).towns
    assert [town.population for town in towns] == sorted((town.population for town in towns), reverse=True)
    assert all(town.dual_km and town.dual_km > coverage.FAR_KM for town in towns)
    assert places.area(towns[0].area)


def test_what_is_not_worked_out_is_said_and_unknown_countries_are_404(
    read: Read, client: FlaskClient
) -> None:
    assert "flask coverage" in read("/coverage").main.get_text()  # type: ignore[union-attr]
    for path in (
        "/coverage/xx",
        "/coverage/mt",
        "/coverage/mt.csv",
        "/coverage/..%2Fsecret",
        "/coverage/usa",
    ):
        assert client.get(path).status_code == 404


def test_it_is_worked_out_anew_only_when_listings_changed(
    app: Flask, malta: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_out("MT")
    own = replace(app.extensions["settings"], country="MT")
    monkeypatch.setitem(app.extensions, "settings", own)
    assert refresh() == 0
    gone = a_meeting(fellowship=a_fellowship(kind="dual-diagnosis"), **here(RABAT))  # type: ignore[arg-type]
    assert refresh() == 1
    gone.status = MeetingStatus.PAUSED
    reindex([gone.id])
    assert refresh() == 1
    assert refresh() == 0


def test_what_has_lapsed_counts_no_longer_and_what_is_stale_still_does(app: Flask, now: datetime) -> None:
    dual = a_fellowship(kind="dual-diagnosis")
    a_meeting(fellowship=dual, confirmed_on=now.date(), **here(VALLETTA))  # type: ignore[arg-type]
    late = a_meeting(fellowship=dual, confirmed_on=now.date(), **here(RABAT))  # type: ignore[arg-type]
    for days, places_left in ((200, 2), (400, 1)):
        late.confirmed_on = now.date() - timedelta(days=days)
        late.updated_at = now - timedelta(days=days)
        late.group.confirmed_on = late.confirmed_on
        db.session.flush()
        refresh_freshness(now)
        assert len(coverage.points_listed()[coverage.DUAL]) == places_left, days


def test_the_demo_is_counted_and_said(read: Read, malta: None) -> None:
    source = a_source(demo=True)
    a_meeting(group=a_group(source=source), source=source, **here(RABAT))  # type: ignore[arg-type]
    _, made = work_out("MT")
    assert made.demo
    assert "invented" in read("/coverage/mt").main.get_text()  # type: ignore[union-attr]
