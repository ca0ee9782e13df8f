"""Chords, cells and circles, compared with geodesics of geopy at a hundred thousand times nothing special."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetfinder.search import space

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
NEAR_KM, WIDTH_KM, FAR_WIDTH_KM = 100, 0.0003, 0.002
"""As exactly as a chord of decimetres says how far something near is, and something farther off."""


def _beside(chance: random.Random, latitude: float, longitude: float, km: float) -> tuple[float, float]:
    """Return a point about so far away, in any direction."""
    theta, bearing = km / 6371, chance.uniform(0, 2 * math.pi)
    phi = math.radians(latitude)
    other = math.asin(
        max(-1, min(1, math.sin(phi) * math.cos(theta) + math.cos(phi) * math.sin(theta) * math.cos(bearing)))
    )
    turn = math.atan2(
        math.sin(bearing) * math.sin(theta) * math.cos(phi),
        math.cos(theta) - math.sin(phi) * math.sin(other),
    )
    return math.degrees(other), (longitude + math.degrees(turn) + 180) % 360 - 180


@given(latitudes, longitudes, st.floats(0.001, 20_003), st.integers(0, 10**6))
def test_bounds_and_cells_hold_whatever_the_place(lat: float, lon: float, km: float, seed: int) -> None:
    there = _beside(random.Random(seed), lat, lon, km)
    true = space.geodesic_km((lat, lon), there)
    square = space.chord_2(space.point(lat, lon), space.point(*there))
    certain, far = space.chord_bounds(true)
    assert certain <= far
    width = WIDTH_KM if true < NEAR_KM else FAR_WIDTH_KM
    assert space.chord_bounds(max(0, true - width))[0] <= square <= space.chord_bounds(true + width)[1]
    if true > space.CHORD_KM + 1:
        assert certain <= square <= far
        width = 0.001  # Here it is the geodesic of the points as they are rounded.
    assert space.nearest_km(square) <= true
    cell = space.cell(*there)
    assert any(low <= cell <= high for low, high in space.cell_ranges(lat, lon, true))
    assert abs(space.kilometres((lat, lon), there, square) - true) < width


@given(st.floats(0, space.CHORD_KM), st.sampled_from((-9, -3, 3, 9)))
def test_up_to_a_limit_the_chord_alone_decides(km: float, more: int) -> None:
    certain, far = space.chord_bounds(km)
    assert certain == far
    here = (0.0, 0.0)
    square = max(0, certain + more)
    within = space.kilometres(here, here, square) <= km
    assert within == (square <= certain)


@given(latitudes, longitudes, st.floats(3, 1_000), st.integers(0, 10**6))
def test_inner_cells_lie_wholly_within(lat: float, lon: float, km: float, seed: int) -> None:
    chance = random.Random(seed)
    inner = space.inner_ranges(lat, lon, km)
    assert inner or km < 20 or abs(lat) > 80 or abs(lon) > 160
    for row, run in chance.sample(sorted(inner.items()), min(3, len(inner))):
        cell = chance.choice((*run, chance.randint(*run)))
        assert cell // space.COLUMNS == row
        for up, right in ((0, 0), (0, 1), (1, 0), (1, 1)):
            corner = (row + up) / 20 - 90, (cell % space.COLUMNS + right) / 20 - 180
            assert space.geodesic_km((lat, lon), corner) <= km


@pytest.mark.parametrize("latitude", [0.0, 30.0, 51.5, -45.0, 80.0, 89.99])
@pytest.mark.parametrize("km", [0.2, 5, 50, 99])
def test_near_distances_are_right_to_a_decimetre_or_two(latitude: float, km: float) -> None:
    chance = random.Random(f"{latitude} {km}")
    for _ in range(20):
        there = _beside(chance, latitude, 179.98, km)
        square = space.chord_2(space.point(latitude, 179.98), space.point(*there))
        got = space.kilometres((latitude, 179.98), there, square)
        assert abs(got - space.geodesic_km((latitude, 179.98), there)) < WIDTH_KM


def test_distances_by_chord_are_right_to_two_metres_up_to_the_limit() -> None:
    chance = random.Random(3)
    for _ in range(400):
        here = math.degrees(math.asin(chance.uniform(-1, 1))), chance.uniform(-180, 180)
        there = _beside(chance, *here, 0.99 * space.CHORD_KM)  # By a sphere; the earth is flatter.
        square = space.chord_2(space.point(*here), space.point(*there))
        follows = space.kilometres(here, there, square)
        assert abs(follows - space.geodesic_km(here, there)) < FAR_WIDTH_KM


@given(latitudes, longitudes)
def test_a_point_can_be_read_back(lat: float, lon: float) -> None:
    there = space.degrees(space.point(lat, lon))
    assert space.geodesic_km((lat, lon), there) < 0.0005
