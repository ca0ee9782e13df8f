"""The attribute catalogue fits its tables and covers what our readers state."""

import tomllib

from meetfinder.config import ROOT
from meetfinder.directory import catalogue
from meetfinder.directory.models import Attribute
from meetfinder.exchange.meeting_guide.codes import Decoded
from meetfinder.exchange.meeting_guide.statements import attributes


def test_keys_and_values_fit_their_columns() -> None:
    longest_key = Attribute.__table__.c.key.type.length
    longest_value = Attribute.__table__.c.value.type.length
    for key, values in catalogue.ATTRIBUTES.items():
        assert len(key) <= longest_key
        assert all(len(value) <= longest_value for value in values)


def test_every_need_is_a_key_and_one_of_its_values() -> None:
    for need in catalogue.needs():
        key, value = need.split(":")
        assert value in catalogue.ATTRIBUTES[key]
    assert not [need for need in catalogue.needs() if need.startswith("diagnosis_focus")], (
        "they have a filter"
    )


def test_what_lists_state_can_be_searched_for() -> None:
    formats = tomllib.loads((ROOT / "seeds" / "formats.toml").read_text())["format"]
    decoded = Decoded(tuple(row["slug"] for row in formats), (), frozenset(), youth=False, unknown=())
    stated = attributes(decoded, attendance="in_person", as_of=None)
    assert len(stated) > 5
    for item in stated:
        assert item.value in catalogue.ATTRIBUTES[item.key], item
