"""Countries and zones from the pinned tables."""

from zoneinfo import available_timezones

import pytest
from flask import Flask
from flask_babel import refresh

from meetfinder.clock import zone
from meetfinder.web.finder import words, world


def test_every_country_has_a_plain_name() -> None:
    names = world.countries()
    assert len(names) >= 249
    assert names["GB"] == "United Kingdom"
    assert names["XK"] == "Kosovo"
    assert not [name for name in names.values() if "&" in name]
    assert list(names.values()) == sorted(names.values(), key=world.sort_key)
    assert world.country_name("QQ") == "QQ"


def test_every_zone_that_is_offered_exists() -> None:
    offered = [name for names in world.zones().values() for name in names]
    assert len(offered) > 300
    assert all(zone(name) for name in offered)
    assert world.is_zone("America/Chicago")
    assert not world.is_zone("America/Nowhere")
    assert not world.is_zone("../etc/passwd")


def test_every_zone_that_is_offered_is_of_one_country() -> None:
    offered = [name for names in world.zones().values() for name in names]
    assert {world.country_of_zone(name) for name in offered} <= set(world.countries())
    assert world.country_of_zone("Europe/Copenhagen") == "DK"
    assert not world.country_of_zone("UTC")


def test_a_country_has_a_zone_of_its_own_and_none_is_utc() -> None:
    assert world.default_zone("GB") == "Europe/London"
    assert world.default_zone("US") == "America/New_York"
    assert world.default_zone("") == "UTC"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("US", "the United States"),
        ("GB", "the United Kingdom"),
        ("NL", "the Netherlands"),
        ("PH", "the Philippines"),
        ("FR", "France"),
        ("QQ", "QQ"),
    ],
)
def test_a_country_within_a_sentence_has_its_article(code: str, said: str) -> None:
    assert world.in_country(code) == said


def test_every_country_with_an_article_is_a_country() -> None:
    assert set(world.countries()) >= world.WITH_ARTICLE


def test_every_zone_has_a_name_in_english_and_one_in_spanish(app: Flask) -> None:
    every = {name for names in world.zones().values() for name in names}
    with app.test_request_context("/?lang=en"):
        refresh()
        assert {name for names in world.zone_choices().values() for name in names} == every
        assert world.zone_name("Europe/Isle_of_Man") == "Isle of Man"
        assert world.zone_name("America/Indiana/Knox") == "Indiana/Knox"
    with app.test_request_context("/?lang=es"):
        refresh()
        spanish = world.zone_choices()
        assert {name for names in spanish.values() for name in names} == every
        assert spanish["Europe"]["Europe/Isle_of_Man"] == "Isla de Man"
        assert list(spanish["Africa"].values())[:2] == ["Abiyán", "Acra"]
        assert words.zone_words("America/New_York") == "hora de Nueva York"
        assert words.zone_words("America/Argentina/Buenos_Aires") == "hora de Buenos Aires"
        assert all(map(world.zone_name, available_timezones()))
