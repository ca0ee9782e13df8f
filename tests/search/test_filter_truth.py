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
from meetfinder.search.query import SearchQuery
from tests.builders import BUDA, a_group, a_meeting

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
HERE = SearchQuery(now=NOW, timezone="America/Chicago", latitude=BUDA[0], longitude=BUDA[1], limit=100)
FOCUS = ("any", "anxiety", "bipolar", "depression", "trauma")
VALUES = {
    "med_psychiatric": ("welcome", "accepted", "members_decide"),
    "med_moud": ("full_participation", "members_decide"),
    "speaking_optional": ("yes", "no"),
    "wheelchair_step_free": ("yes", "no"),
}
ANY_KEY = st.sampled_from(sorted(VALUES))
FACTS = st.fixed_dictionaries(
    {},
    optional={key: st.sampled_from(values) for key, values in VALUES.items()},
)
STATED = st.tuples(FACTS, st.sets(st.sampled_from(FOCUS), max_size=2))
"""What a group or a meeting states: at most one value a key, and up to two conditions."""
WISHES = st.dictionaries(ANY_KEY, st.integers(0, 2), max_size=2)


def pairs(stated: tuple[dict[str, str], set[str]]) -> list[tuple[str, str]]:
    facts, focus = stated
    return [*facts.items(), *(("diagnosis_focus", value) for value in sorted(focus))]


def effective(of_group: list[tuple[str, str]], own: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """The meeting's own word on a key counts, else the group's."""
    spoken = {key for key, _ in own}
    return {*own, *((key, value) for key, value in of_group if key not in spoken)}


def matches(stated: set[tuple[str, str]], wishes: dict[str, str], focus: set[str]) -> bool:
    of_mind = {value for key, value in stated if key == "diagnosis_focus"}
    return all(pair in stated for pair in wishes.items()) and (not focus or bool(of_mind & focus))


@settings(max_examples=12)
@given(
    directory=st.lists(st.tuples(STATED, STATED), min_size=1, max_size=5),
    wished=WISHES,
    focus=st.sets(st.sampled_from(FOCUS), max_size=3),
)
@pytest.mark.usefixtures("now")
def test_exactly_what_is_stated_matches(
    app: Flask,
    directory: list[tuple[tuple[dict[str, str], set[str]], tuple[dict[str, str], set[str]]]],
    wished: dict[str, int],
    focus: set[str],
) -> None:
    wishes = {key: VALUES[key][number % len(VALUES[key])] for key, number in wished.items()}
    with db.session.begin_nested() as undone:
        truth = {}
        for of_group, own in directory:
            group = a_group(attributes=pairs(of_group))
            meeting = a_meeting(group=group, attributes=pairs(own))
            truth[meeting.public_id] = effective(pairs(of_group), pairs(own))
        query = dataclasses.replace(HERE, attributes=tuple(wishes.items()), focus=tuple(sorted(focus)))
        found = {hit.listing.public_id for hit in search.find(query).hits}
        assert found == {key for key, stated in truth.items() if matches(stated, wishes, focus)}
        counts = search.count(query)
        for key, values in VALUES.items():
            for value in values:
                expected = sum(matches(stated, wishes | {key: value}, focus) for stated in truth.values())
                assert counts.attributes.get(f"{key}:{value}", 0) == expected, (key, value)
        for value in FOCUS:
            expected = sum(matches(stated, wishes, {value}) for stated in truth.values())
            assert counts.focus.get(value, 0) == expected, value
        undone.rollback()
    assert db.session.scalar(sa.text("SELECT count(*) FROM meeting")) == 0
