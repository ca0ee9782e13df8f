"""Makes of a listed group what another person would write of it: typos, short forms, another minute."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from meetfinder.directory.proposal import MeetingFacts, PlaceFacts, Proposal

_SHORT = {
    "Group": "Grp", "Meeting": "Mtg", "Street": "St", "Avenue": "Ave", "Road": "Rd", "Church": "Ch",
    "Center": "Ctr", "Community": "Comm", "Saint": "St", "and": "&", "Women's": "Womens", "Men's": "Mens",
    "Morning": "AM", "Night": "Nite", "Discussion": "Disc", "First": "1st", "United": "Utd",
}  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def noisy(proposal: Proposal, seed: int) -> Proposal:
    """Return the proposal as somebody else would have typed it; the same seed gives the same."""
    chance = random.Random(seed)
    return replace(
        proposal,
        group=replace(proposal.group, name=_words(proposal.group.name, chance)),
        meetings=tuple(_meeting(facts, chance) for facts in proposal.meetings),
    )


def _meeting(facts: MeetingFacts, chance: random.Random) -> MeetingFacts:
    minute = facts.schedule.start_minute
    if chance.random() < 0.3:
        minute = min(1439, max(0, minute + chance.choice((-15, -10, -5, 5, 10, 15))))
    return replace(
        facts,
        name=_words(facts.name, chance),
        schedule=replace(facts.schedule, start_minute=minute),
        place=_place(facts.place, chance),
        join_url=re.sub(r"[?&]pwd=[^&]*", "", facts.join_url),
    )


def _place(place: PlaceFacts | None, chance: random.Random) -> PlaceFacts | None:
    if place is None or place.latitude is None or place.longitude is None:
        return place
    return replace(
        place,
        name=_words(place.name, chance),
        street=_shortened(place.street, chance),
        latitude=place.latitude + chance.uniform(-0.001, 0.001),
        longitude=place.longitude + chance.uniform(-0.001, 0.001),
    )


def _words(text: str, chance: random.Random) -> str:
    steps: list[tuple[float, Callable[[str, random.Random], str]]] = [
        (0.5, _shortened),
        (0.5, _typo),
        (0.25, _reordered),
    ]
    for likely, step in steps:
        if chance.random() < likely:
            text = step(text, chance)
    return text


def _shortened(text: str, chance: random.Random) -> str:
    return " ".join(_SHORT.get(word, word) for word in text.split())


def _typo(text: str, chance: random.Random) -> str:
    if len(text) < 4:
        return text
    at = chance.randrange(1, len(text) - 1)
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + chance.choice(_LETTERS) + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def _reordered(text: str, chance: random.Random) -> str:
    words = text.split()
    if len(words) < 3:
        return text
    at = chance.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)
