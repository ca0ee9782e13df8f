"""The codes that stand for places in addresses."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetfinder.places import Gazetteer

SAFE = re.compile(r"[a-z]{2}-[a-z0-9-]+|@-?\d+\.\d\d,-?\d+\.\d\d")
HOMES = ("US", "GB", "CA", "IE", "AU", "NZ", "DE", "FR", "NL", "MX", "ZA", "IN", "JP", "BR", "SE", "PT", "RU")


def _countries(gazetteer: Gazetteer) -> list[str]:
    others = sorted(set(gazetteer.countries_with_postcodes()) - set(HOMES))
    return [*HOMES, *random.Random(3).sample(others, 40 - len(HOMES))]


def test_postcodes_of_forty_countries_come_back(gazetteer: Gazetteer) -> None:
    checked = 0
    for country in _countries(gazetteer):
        for place in gazetteer.random_postcodes(country, 60, seed=1):
            assert SAFE.fullmatch(place.area), place
            assert gazetteer.area(place.area) == place
            assert gazetteer.area(place.area.upper()) == place
            found = gazetteer.locate(place.name, country)
            assert found.places == (place,), place
            checked += 1
    assert checked > 1500


def test_towns_come_back(gazetteer: Gazetteer) -> None:
    areas: set[str] = set()
    towns = [
        town for country in ("US", "GB", "GR", "JP", "RU", "VN", "CN") for town in gazetteer.towns(country)
    ]
    for town in random.Random(5).sample(towns, 3000):
        assert SAFE.fullmatch(town.area), town
        assert gazetteer.area(town.area) == town
        assert town.area not in areas
        areas.add(town.area)


def test_no_two_towns_share_a_code(gazetteer: Gazetteer) -> None:
    areas = [town.area for country in gazetteer.countries() for town in gazetteer.towns(country)]
    assert len(areas) > 200_000
    assert len(set(areas)) == len(areas)


def test_what_is_found_has_a_code_that_finds_it(gazetteer: Gazetteer) -> None:
    towns = random.Random(6).sample([*gazetteer.towns("US"), *gazetteer.towns("GB")], 400)
    for town in towns:
        found = gazetteer.locate(f"{town.name}, {town.region}", town.country)
        assert found.places, town
        for place in found.places:
            assert gazetteer.area(place.area) == place
        assert (
            town.name in {place.name for place in (*found.places, *found.elsewhere)} or len(found.places) > 1
        )


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("US-78610", "us-78610"),
        ("us-78610-1234", "us-78610"),
        ("gb-sw1a-1aa", "gb-sw1a"),
        ("gb-SW1A1AA", "gb-sw1a"),
        ("nl-1012js", "nl-1012"),
        ("us-austin", "us-tx-austin"),
        ("us-new-york-buffalo", "us-ny-buffalo"),
        ("us-texas-austin", "us-tx-austin"),
        ("us-tx-Austin", "us-tx-austin"),
        ("us-tx-austin-4671654", "us-tx-austin"),
        ("us-mo-saint-louis", "us-mo-st-louis"),
        ("gr-Θεσσαλονίκη", "gr-thessaloniki"),
        ("@30.0912,-97.8399", "@30.09,-97.84"),
        ("@30.1,-97.8", "@30.10,-97.80"),
        ("@-0.0,-0.001", "@0.00,0.00"),
        ("@10,180", "@10.00,-180.00"),
        ("@10,179.999", "@10.00,-180.00"),
    ],
)
def test_other_spellings_lead_to_the_canonical_code(gazetteer: Gazetteer, typed: str, canonical: str) -> None:
    place = gazetteer.area(typed)
    assert place
    assert place.area == canonical


@pytest.mark.parametrize(
    "code",
    ["", "us", "us-", "-", "xx-78610", "us-00000", "us-nosuchtown", "us-tx-austin-123456", "us-tx-london-ky",
     "@", "@95,10", "@10,181", "@nan,0", "@1e3,4", "us-78610/..", "us-78610.", "../etc/passwd", "a" * 300,
     "us-\x00"],
)  # fmt: skip
def test_what_is_no_code_is_unknown(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.area(code) is None


@given(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
def test_points_come_back(gazetteer: Gazetteer, latitude: float, longitude: float) -> None:
    text = f"{latitude:.9f},{longitude:.9f}"
    place = gazetteer.locate(text).places[0]
    assert SAFE.fullmatch(place.area)
    assert "-0.00" not in re.split("[@,]", place.area)
    assert -180 <= place.longitude < 180
    assert gazetteer.area(place.area) == place


@given(st.text(max_size=60))
def test_any_text_is_answered(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.locate(text, "GB")
    assert found.typed == text
    assert len(found.places) <= 12
    assert max(len(found.elsewhere), len(found.suggestions)) <= 5
    gazetteer.area(text)
    for place in found.places:
        assert gazetteer.area(place.area) == place
