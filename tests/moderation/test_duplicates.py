"""What is listed twice is found, on real lists, and what only stands beside it is not taken for the same."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.directory.proposal import Proposal
from meetfinder.moderation.duplicates import candidates, candidates_for
from meetfinder.moderation.likeness import Facts, likeness, plain
from meetfinder.moderation.live import proposals_of
from meetfinder.moderation.rooms import room_key
from tests.exchange.directories import bring_in, empty_directory
from tests.moderation.noise import noisy
from tests.moderation.people import a_form, a_listed_group, an_account, sent, slot

SMALL = ("kansas-city",)
LARGE = (*SMALL, "orange-county", "san-jose", "eating-disorders-anonymous")
_NOTHING = frozenset({"mtg", "gp", "grupo", "hybrid", "in", "person", "online", "zoom", "on", "wed", "club"})


def test_a_group_sent_twice_is_suggested_and_says_why(app: Flask) -> None:
    group = a_listed_group(an_account(), name="Hope Group")
    again = sent(a_form(slot(2, 1145, name="Hpoe"), name="Hope Grp"), an_account())
    [found] = candidates_for(again)
    assert (found.group_id, found.suggested) == (group.id, True)
    assert {"same_place", "close_time", "same_fellowship"} <= set(found.reasons)
    assert candidates(a_form(slot(3)), limit=3) == []
    assert candidates(a_form(slot(2)), leave_out=group.id) == []


def test_one_room_online_is_one_room_however_its_link_is_written(app: Flask) -> None:
    links = (
        "https://us02web.zoom.us/j/84512345678?pwd=abc",
        "https://zoom.us/j/845-1234-5678",
        "http://www.zoom.us/wc/join/84512345678",
    )
    assert {room_key(link) for link in links} == {"zoom.us/84512345678"}
    assert room_key("https://meet.google.com/abc-defg-hij/") == "meet.google.com/abc-defg-hij"
    assert room_key("") == room_key("https://example.org/") == room_key("http://[") == ""
    online = slot(attendance="online", place=None, join_url=links[0])
    group = a_listed_group(an_account(), online)
    [found] = candidates(a_form(replace(online, join_url=links[1])))
    assert (found.group_id, "same_room" in found.reasons) == (group.id, True)


FACTS = st.builds(
    Facts,
    name=st.text(max_size=20),
    group_name=st.text(max_size=20),
    start_minute=st.integers(0, 1439),
    fellowship=st.sampled_from(("", "aa", "na")),
    venue=st.text(max_size=20),
    point=st.none() | st.tuples(st.floats(-89, 89), st.floats(-179, 179)),
    room=st.sampled_from(("", "zoom.us/1")),
)


@given(one=FACTS, other=FACTS)
def test_likeness_has_no_side_and_stays_within_its_bounds(one: Facts, other: Facts) -> None:
    assert 0 <= likeness(one, other).score <= 1
    assert likeness(one, other).score == pytest.approx(likeness(other, one).score, abs=0.02)


@pytest.fixture
def listed(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path: Path
) -> Iterator[list[tuple[int, Proposal]]]:
    """Give every active meeting of the real lists, each as a proposal of its own, and its group's id."""
    with empty_directory(tmp_path) as app:
        for name in request.param:
            fellowship = name if name.startswith("eating") else "alcoholics-anonymous"
            file = shared_data / "meeting-guide" / f"{name}.json"
            bring_in(app, file, form="meeting-guide", fellowship=fellowship, source=name)
        proposals = proposals_of(db.session.scalars(select(Group.id)).all())
        yield [
            (number, replace(proposal, meetings=(facts,)))
            for number, proposal in sorted(proposals.items())
            for facts in proposal.meetings
            if facts.status == "active"
        ]


def words(facts: str) -> frozenset[str]:
    return frozenset(plain(facts).split()) - _NOTHING


def stands_twice(proposal: Proposal, others: list[tuple[int, Proposal]], own: int) -> bool:
    """Say whether the list itself has a meeting twice: same time and place, and no word of a name differs."""
    [mine] = proposal.meetings
    for number, other in others:
        [theirs] = other.meetings
        if number == own or theirs.schedule.weekday != mine.schedule.weekday:
            continue
        room = bool(room_key(mine.join_url)) and room_key(mine.join_url) == room_key(theirs.join_url)
        spots = [
            (round(item.place.latitude, 3), round(item.place.longitude, 3))
            for item in (mine, theirs)
            if item.place and item.place.latitude is not None and item.place.longitude is not None
        ]
        there = room or (len(spots) == 2 and spots[0] == spots[1])
        a, b = words(mine.name), words(theirs.name)
        if there and mine.schedule.start_minute == theirs.schedule.start_minute and (a <= b or b <= a):
            return True
    return False


def measure(listed: list[tuple[int, Proposal]], size: int) -> None:
    drawn = random.Random(7).sample(listed, min(size, len(listed)))
    first_three = suggested = 0
    for seed, (_, proposal) in enumerate(drawn):
        found = {item.public_id: item for item in candidates(noisy(proposal, seed))}
        true = found.get(proposal.meetings[0].key)
        first_three += true is not None
        suggested += bool(true and true.suggested)
    alarms = [
        (number, proposal)
        for number, proposal in drawn
        if any(item.suggested for item in candidates(proposal, leave_out=number))
    ]
    false = [item for item in alarms if not stands_twice(item[1], listed, item[0])]
    total = len(drawn)
    print(f"\n{total} real meetings of {len(listed)}, each again with noise:")
    print(f"true doubles among the first three {first_three / total:.1%}, suggested {suggested / total:.1%}")
    print(f"suggested on the list as it is {len(alarms) / total:.1%}; of these the list itself has twice")
    print(f"all but {len(false) / total:.1%}, which are false alarms")
    assert first_three / total >= 0.98
    assert len(false) / total <= 0.01


@pytest.mark.parametrize("listed", [SMALL], ids=["small"], indirect=True)
def test_doubles_are_among_the_first_three(listed: list[tuple[int, Proposal]]) -> None:
    measure(listed, 100)


@pytest.mark.drill
@pytest.mark.parametrize("listed", [LARGE], ids=["large"], indirect=True)
def test_doubles_of_a_thousand_are_among_the_first_three(listed: list[tuple[int, Proposal]]) -> None:
    measure(listed, 1000)
