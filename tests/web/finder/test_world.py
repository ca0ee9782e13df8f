"""Countries and zones from the pinned tables."""

import pytest

from meetfinder.clock import zone
from meetfinder.web.finder import world


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
