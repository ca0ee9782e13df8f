"""How much two meetings look like one and the same. Pure: facts in, a score and reasons out."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from meetfinder.places.distance import km_between

SUGGESTED = 0.9
"""From this score on a merge is suggested; nothing is ever merged by itself."""
NEAR_MINUTES = 15
_SAME_KM, _FAR_KM = 0.15, 2.0
_NAME, _PLACE, _TIME, _FELLOWSHIP = 0.4, 0.3, 0.2, 0.1
_SHORT = {
    "group": "gp", "grp": "gp", "meeting": "mtg", "meetings": "mtg", "street": "st", "avenue": "ave",
    "road": "rd", "drive": "dr", "boulevard": "blvd", "saint": "st", "and": "", "the": "", "of": "", "a": "",
    "monday": "mon", "tuesday": "tue", "tues": "tue", "wednesday": "wed", "thursday": "thu", "thurs": "thu",
    "friday": "fri", "saturday": "sat", "sunday": "sun", "night": "nite", "church": "ch", "center": "ctr",
    "centre": "ctr", "beginners": "beginner", "womens": "women", "mens": "men", "discussion": "disc",
    "community": "comm", "united": "utd", "methodist": "meth", "first": "1st", "north": "n", "south": "s",
    "east": "e", "west": "w",
}  # fmt: skip
"""What one writes out and another shortens."""


_PEOPLE = frozenset({"women", "men", "young", "gay", "lgbtq", "seniors", "beginner", "newcomers"})
"""Two meetings at one place and time that differ in for whom they are are two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is compared of a meeting. Empty texts and None: not known."""

    name: str
    group_name: str
    start_minute: int
    fellowship: str
    venue: str
    """Name of the place and its street."""
    point: tuple[float, float] | None
    room: str
    """As `rooms.room_key` writes it."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 to 1, and codes of what is alike, the weightiest first."""

    score: float
    reasons: tuple[str, ...]


def likeness(one: Facts, other: Facts) -> Likeness:
    """Compare two meetings of one weekday.

    Reasons: same_name, similar_name, same_room, same_place, near, same_time, close_time, same_fellowship.
    """
    name, named = _name(one, other)
    place, placed = _place(one, other)
    apart = abs(one.start_minute - other.start_minute)
    time = 1.0 if apart == 0 else 0.9 if apart <= NEAR_MINUTES else 0.0
    timed = "same_time" if apart == 0 else "close_time" if time else ""
    fellow = 1.0 if one.fellowship == other.fellowship else 0.0
    score = _NAME * name + _PLACE * place + _TIME * time + _FELLOWSHIP * fellow
    reasons = (named, placed, timed, "same_fellowship" if fellow else "")
    return Likeness(round(score, 3), tuple(filter(None, reasons)))


def _name(one: Facts, other: Facts) -> tuple[float, str]:
    score = fuzz.token_sort_ratio(plain(one.name), plain(other.name)) / 100
    if one.group_name and other.group_name:
        groups = fuzz.token_sort_ratio(plain(one.group_name), plain(other.group_name)) / 100
        score = max(score, (score + groups) / 2)
    if _PEOPLE & (set(plain(one.name).split()) ^ set(plain(other.name).split())):
        score *= 0.8
    return score, "same_name" if score >= 0.99 else "similar_name" if score >= 0.75 else ""  # noqa: PLR2004


def _place(one: Facts, other: Facts) -> tuple[float, str]:
    if one.room and one.room == other.room:
        return 1.0, "same_room"
    venue = (
        fuzz.token_set_ratio(plain(one.venue), plain(other.venue)) / 100 if one.venue and other.venue else 0.0
    )
    if one.point is None or other.point is None:
        return venue * 0.8, "same_place" if venue > 0.9 else ""  # noqa: PLR2004
    km = km_between(one.point, other.point)
    if km <= _SAME_KM:
        return 1.0 if venue >= 0.6 or not (one.venue and other.venue) else 0.85, "same_place"  # noqa: PLR2004
    close = max(0.0, 1 - km / _FAR_KM)
    return max(close * 0.7, venue * close), "near" if close > 0 else ""


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return the words of a text as they are compared: no case, accents, signs or long forms."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    words = "".join(char if char.isalnum() else "" if char in "'’" else " " for char in letters.casefold())
    return " ".join(filter(None, (_SHORT.get(word, word) for word in words.split())))
