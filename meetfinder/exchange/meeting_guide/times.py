"""Days and times as lists write them."""

import re
from dataclasses import dataclass
from typing import Any

MINUTES_PER_DAY, MINUTES_PER_WEEK = 1440, 7 * 1440
LONGEST_CREDIBLE = 6 * 60
"""Longer than this over midnight, an end time is a slip ("19:15" to "08:15") more often than a fact."""
_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?:[:.]\d{2})?)?\s*([ap])?\.?\s*(?:m\.?)?", re.IGNORECASE)
_WORDS = {"noon": 720, "midday": 720, "12 noon": 720, "midnight": 0, "12 midnight": 0}


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekday (0 = Sunday) and a start in minutes after local midnight."""

    weekday: int
    start_minute: int


def days(value: Any) -> tuple[int, ...] | None:
    """Return the weekdays of a row in order, 0 = Sunday; empty for none stated; None for what is no day."""
    found: set[int] = set()
    for item in value if isinstance(value, list) else [value]:
        if item is None or (isinstance(item, str) and not item.strip()):
            continue
        day = _day(item)
        if day is None:
            return None
        found.add(day)
    return tuple(sorted(found))


def minute(value: Any) -> int | None:
    """Return minutes after midnight, 0..1440 ("24:00" is 1440), or None for what is no time of day."""
    text = value.strip().lower() if isinstance(value, str) else ""
    if text in _WORDS:
        return _WORDS[text]
    found = _CLOCK.fullmatch(text)
    if found is None or (found[2] is None and found[3] is None):
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and 1 <= hours <= 12:  # noqa: PLR2004  A clock face.
        hours = hours % 12 + (12 if half == "p" else 0)
    total = 60 * hours + minutes
    return total if minutes < 60 and total <= MINUTES_PER_DAY else None  # noqa: PLR2004  An hour.


def slot(weekday: int, start: int) -> Slot:
    """Return the slot of a weekday and a start 0..1440; "24:00" is the first minute of the next day."""
    return Slot((weekday + start // MINUTES_PER_DAY) % 7, start % MINUTES_PER_DAY)


def duration(start: int, end: int | None) -> int | None:
    """Return the minutes from start to end, over midnight where the end is earlier; None: not stated."""
    if end is None:
        return None
    return (end - start) % MINUTES_PER_DAY or None


def _day(item: Any) -> int | None:
    if isinstance(item, bool):
        return None
    if isinstance(item, str):
        word = item.strip().lower()
        if word in _DAYS:
            return _DAYS.index(word)
        item = int(word) if re.fullmatch(r"\d", word) else None
    return int(item) if item in range(7) else None
