"""Places are where they should be: the points are of public knowledge, to a hundredth of a degree."""

import pytest
from geopy.distance import geodesic

from meetfinder import clock
from meetfinder.places import Gazetteer
from meetfinder.places.build.read import NOT_POSTCODES
from meetfinder.places.forms import COLLAPSED

SPOTS = [
    ("US", "90210", 34.10, -118.41, 3), ("US", "10001", 40.75, -74.00, 2), ("US", "78610", 30.08, -97.84, 2),
    ("GB", "SW1A", 51.50, -0.13, 2), ("GB", "M1", 53.48, -2.23, 2), ("GB", "EH1", 55.95, -3.19, 2),
    ("CA", "K1A", 45.42, -75.70, 2), ("CA", "V6B", 49.28, -123.11, 2), ("AU", "2000", -33.87, 151.21, 2),
    ("IE", "D02", 53.34, -6.25, 2), ("DE", "10115", 52.53, 13.38, 2), ("FR", "75001", 48.86, 2.34, 2),
    ("NZ", "6011", -41.29, 174.78, 3), ("IN", "110001", 28.63, 77.22, 4), ("ZA", "8001", -33.93, 18.42, 3),
    ("MX", "06000", 19.43, -99.13, 4), ("NL", "1012", 52.37, 4.90, 2),
]  # fmt: skip
ALASKA = [
    ("99701", 64.84, -147.72),  # Fairbanks, where the Census Bureau's point is 300 km away.
    ("99503", 61.19, -149.88),  # Anchorage; the same.
    ("99519", 61.19, -149.88),  # Anchorage, post boxes; the same.
    ("99505", 61.27, -149.65),  # Joint Base Elmendorf-Richardson, where GeoNames is wrong.
    ("99506", 61.25, -149.80),  # The same.
]


@pytest.mark.parametrize("spot", SPOTS, ids=lambda spot: f"{spot[0]}-{spot[1]}")
def test_a_postcode_is_where_it_is_known_to_be(
    gazetteer: Gazetteer, spot: tuple[str, str, float, float, float]
) -> None:
    country, code, latitude, longitude, km = spot
    place = gazetteer.locate(code, country).places[0]
    assert geodesic((place.latitude, place.longitude), (latitude, longitude)).km <= km


@pytest.mark.parametrize(("code", "latitude", "longitude"), ALASKA)
def test_where_two_sources_disagree_the_right_one_was_taken(
    gazetteer: Gazetteer, code: str, latitude: float, longitude: float
) -> None:
    place = gazetteer.locate(code, "US").places[0]
    assert geodesic((place.latitude, place.longitude), (latitude, longitude)).km <= 30


@pytest.mark.parametrize(
    ("country", "least"),
    [("US", 41_000), ("GB", 2_979), ("CA", 1_640), ("IE", 139), ("NL", 4_000), ("AU", 3_100), ("DE", 8_000)],
)
def test_whole_countries_are_there(gazetteer: Gazetteer, country: str, least: int) -> None:
    assert sum(1 for _ in gazetteer.postcodes(country)) >= least


def test_countries(gazetteer: Gazetteer) -> None:
    with_codes = gazetteer.countries_with_postcodes()
    assert len(with_codes) >= 120
    assert not NOT_POSTCODES & set(with_codes)
    assert set(with_codes) >= COLLAPSED
    assert len(gazetteer.countries()) > 240
    assert gazetteer.countries()["IE"].name == "Ireland"


def test_a_british_outward_code_has_a_towns_zone_and_region(gazetteer: Gazetteer) -> None:
    for place in gazetteer.random_postcodes("GB", 200, seed=4):
        assert place.timezone == "Europe/London"
        assert 49 < place.latitude < 61.5
        assert place.region in {"England", "Scotland", "Wales", "Northern Ireland", ""}


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (30.09, -97.84, "America/Chicago"),
        (
            36.07,
            -109.19,
            "America/Denver",
        ),  # The Navajo Nation keeps summer time, Arizona around it does not.
        (35.83, -110.38, "America/Phoenix"),  # The Hopi lands inside it do not.
        (49.28, -123.12, "America/Vancouver"),
        (51.48, 1.60, "Europe/London"),  # At sea off Kent.
        (35.00, -40.00, "Etc/GMT+3"),  # In the middle of the Atlantic.
        (-77.85, 166.67, "Antarctica/McMurdo"),
    ],
)
def test_zones(gazetteer: Gazetteer, latitude: float, longitude: float, zone: str) -> None:
    found = gazetteer.zone_at(latitude, longitude)
    assert clock.zone(found)
    assert found == zone


def test_every_zone_of_the_table_is_in_the_pinned_data(gazetteer: Gazetteer) -> None:
    zones = {town.timezone for country in ("US", "CA", "UA", "GL", "MX") for town in gazetteer.towns(country)}
    zones |= {code.timezone for country in ("US", "GB", "FI") for code in gazetteer.postcodes(country)}
    assert len(zones) > 20
    for zone in zones:
        assert clock.zone(zone).key == zone


@pytest.mark.parametrize(
    ("latitude", "longitude", "area"),
    [
        (30.085, -97.84, "us-tx-buda"),
        (53.80, -1.55, "gb-leeds"),
        (90.0, 0.0, "sj-longyearbyen"),
        (-16.80, -179.99, "fj-savusavu"),
        (-16.80, 179.99, "fj-savusavu"),
    ],
)
def test_the_nearest_town(gazetteer: Gazetteer, latitude: float, longitude: float, area: str) -> None:
    town = gazetteer.nearest_town(latitude, longitude)
    assert town
    assert town.area == area


def test_the_nearest_town_is_the_nearest(gazetteer: Gazetteer) -> None:
    towns = [*gazetteer.towns("IE"), *gazetteer.towns("GB")]
    for code in gazetteer.random_postcodes("IE", 40, seed=7):
        found = gazetteer.nearest_town(code.latitude, code.longitude)
        point = (code.latitude, code.longitude)
        near = [
            (town.latitude, town.longitude)
            for town in towns
            if abs(town.latitude - point[0]) + abs(town.longitude - point[1]) < 1
        ]
        truth = min(geodesic(point, town).km for town in near)
        assert found
        assert geodesic(point, (found.latitude, found.longitude)).km <= truth * 1.006 + 0.02
