"""What is not stated never matches: a filtered answer has exactly the listings that state what is asked."""

import dataclasses
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from meetfinder import search
from meetfinder.db import db
from meetfinder.directory import catalogue
from meetfinder.search.query import SearchQuery
from tests.builders import BUDA, a_group, a_meeting

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
HERE = SearchQuery(now=NOW, timezone="America/Chicago", latitude=BUDA[0], longitude=BUDA[1], limit=100)
FOCUS = catalogue.CONDITIONS
KEYS = (
    "med_psychiatric", "med_moud", "dd_focus", "diagnosis_required", "access", "sober_time_required",
    "religion", "speaking_optional", "cameras_optional", "no_registration", "relapse_welcome",
    "wheelchair_step_free", "sign_language", "live_captions", "family_welcome",
)  # fmt: skip
"""Needs and conditions of access, each with every value that can be stated, `no` among them."""
VALUES = {key: catalogue.ATTRIBUTES[key] for key in KEYS}
FACTS = st.fixed_dictionaries(
    {},
    optional={key: st.sampled_from(values) for key, values in VALUES.items()},
)
STATED = st.tuples(FACTS, st.sets(st.sampled_from(FOCUS), max_size=2))
"""What a group or a meeting states: at most one value a key, and up to two conditions."""
Stated = tuple[dict[str, str], set[str]]
Wishes = dict[str, set[str]]
WISHES = st.lists(st.sampled_from(KEYS), max_size=3, unique=True).flatmap(
    lambda keys: st.fixed_dictionaries(
        {key: st.sets(st.sampled_from(VALUES[key]), min_size=1, max_size=2) for key in keys}
    )
)
"""What is asked: any of the values of a key, and all of the keys."""
ASKED = given(
    directory=st.lists(st.tuples(STATED, STATED), min_size=1, max_size=5),
    wishes=WISHES,
    focus=st.sets(st.sampled_from(FOCUS), max_size=3),
)


def pairs(stated: tuple[dict[str, str], set[str]]) -> list[tuple[str, str]]:
    facts, focus = stated
    return [*facts.items(), *(("diagnosis_focus", value) for value in sorted(focus))]


def effective(of_group: list[tuple[str, str]], own: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """The meeting's own word on a key counts, else the group's."""
    spoken = {key for key, _ in own}
    return {*own, *((key, value) for key, value in of_group if key not in spoken)}


def matches(stated: set[tuple[str, str]], wishes: Wishes, focus: set[str]) -> bool:
    of_mind = {value for key, value in stated if key == "diagnosis_focus"}
    needs = all(any((key, value) in stated for value in values) for key, values in wishes.items())
    return needs and (not focus or bool(of_mind & focus))


@settings(max_examples=12)
@ASKED
@pytest.mark.usefixtures("now")
def test_exactly_what_is_stated_matches(
    app: Flask, directory: list[tuple[Stated, Stated]], wishes: Wishes, focus: set[str]
) -> None:
    check(directory, wishes, focus)


@pytest.mark.drill
@settings(max_examples=500)
@ASKED
@pytest.mark.usefixtures("now")
def test_five_hundred_directories(
    app: Flask, directory: list[tuple[Stated, Stated]], wishes: Wishes, focus: set[str]
) -> None:
    check(directory, wishes, focus)


def check(directory: list[tuple[Stated, Stated]], wishes: Wishes, focus: set[str]) -> None:
    with db.session.begin_nested() as undone:
        truth = {}
        for of_group, own in directory:
            group = a_group(attributes=pairs(of_group))
            meeting = a_meeting(group=group, attributes=pairs(own))
            truth[meeting.public_id] = effective(pairs(of_group), pairs(own))
        asked = tuple((key, value) for key, values in wishes.items() for value in sorted(values))
        query = dataclasses.replace(HERE, attributes=asked, focus=tuple(sorted(focus)))
        found = {hit.listing.public_id for hit in search.find(query).hits}
        assert found == {key for key, stated in truth.items() if matches(stated, wishes, focus)}
        counts = search.count(query)
        for key, values in VALUES.items():
            for value in values:
                expected = sum(matches(stated, wishes | {key: {value}}, focus) for stated in truth.values())
                assert counts.attributes.get(f"{key}:{value}", 0) == expected, (key, value)
        for value in FOCUS:
            expected = sum(matches(stated, wishes, {value}) for stated in truth.values())
            assert counts.focus.get(value, 0) == expected, value
        undone.rollback()
    assert db.session.scalar(sa.text("SELECT count(*) FROM meeting")) == 0
