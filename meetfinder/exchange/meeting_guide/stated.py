"""What a row says in words and has no field for: closed for now, only some weeks, minors, the zone it means.

Meeting Guide knows weekly meetings only, so groups write the rest into names and notes. A sentence that is
overlooked sends somebody to a locked door, and one that is read into a row hides a meeting; so only plain
statements about the meeting itself count.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from meetfinder.clock import zone
from meetfinder.directory.recurrence import LAST, WEEKLY, Recurrence
from meetfinder.exchange.meeting_guide.times import MINUTES_PER_DAY, MINUTES_PER_WEEK, Slot

_YOUTH = re.compile(
    r"\b(?:ala-?teens?|alatots?|pre-?teens?|teens?|teenagers?|youths?|adolescents?|kids|minors)\b",
    re.IGNORECASE,
)
_NO_YOUTH = re.compile(r"\bfountain of youth\b|\bteen challenge\b", re.IGNORECASE)
_CLOSED_NAME = re.compile(
    r"\bcancel+ed\b|(?<!location )\btemporarily closed\b|\bclosed temporarily\b|\bclosed until\b|"
    r"\bsuspended\b|\bon hiatus\b|\bno longer (?:meets|meeting)\b|\bdiscontinued\b",
    re.IGNORECASE,
)
_CLOSED_SENTENCE = re.compile(
    r"(?:(?:this|our(?: \w+)?|the) (?:meeting|group) is |(?:meeting|group) (?:is )?)?"
    r"(?:(?:temp\.?|temporarily|currently) (?:cancel+ed|closed|suspended|inactive)|"
    r"(?:cancel+ed|closed|suspended|inactive)"
    r"(?: temporarily| until further notice| indefinitely| until \w+ \d{4})|"
    r"(?:cancel+ed|suspended|discontinued|on hiatus))",
    re.IGNORECASE,
)
_DAY = r"(?P<day>sun|mon|tue|wed|thu|fri|sat)[a-z]*"
_ORDINAL = r"(?:1st|2nd|3rd|4th|5th|last)"
_WORD_ORDINAL = r"(?:1st|2nd|3rd|4th|5th|last|first|second|third|fourth|fifth)"
_ONLY_SOME = re.compile(
    rf"\b(?P<nths>{_ORDINAL}(?:\s*(?:,|&|and|\+|/)\s*(?:and\s+)?{_ORDINAL})*)\s+{_DAY}\b", re.IGNORECASE
)
_ONLY_SOME_SENTENCE = re.compile(
    r"\b(?:meets?|held|occurs?)\b[^.\n]{0,30}?\b(?:on|every) (?:the )?"
    rf"(?P<nths>{_WORD_ORDINAL}(?:\s*(?:,|&|and)\s*(?:and\s+)?{_WORD_ORDINAL})*)"
    rf"\s+{_DAY}\s+(?:of|in) (?:the|each|every) month",
    re.IGNORECASE,
)
_OTHER_MATTERS = re.compile(
    r"\b(?:business|open|closed|birthdays?|speaker|chips?|step|tradition)\b", re.IGNORECASE
)
_UNKNOWN_WEEKS = re.compile(r"\b(?:every other|alternate|fortnightly|bi-?weekly|monthly)\b", re.IGNORECASE)
_UNKNOWN_WEEKS_SENTENCE = re.compile(
    r"\b(?:this )?(?:meeting|group) (?:meets|is held) "
    r"(?:every other (?:week|sun|mon|tue|wed|thu|fri|sat)|fortnightly|bi-?weekly)",
    re.IGNORECASE,
)
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_NTHS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": LAST}
_NTHS |= {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}

_ZONES = {
    "eastern": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "central european": "Europe/Berlin",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "london": "Europe/London",
    "uk": "Europe/London",
    "south african": "Africa/Johannesburg",
    "south africa": "Africa/Johannesburg",
}
_CLOCK = re.compile(
    r"\b(?P<hours>1[0-2]|[1-9])(?::(?P<minutes>[0-5]\d))?\s*(?P<half>[ap])\.?m\.?\s*\(?\s*"
    rf"(?P<zone>{'|'.join(sorted(_ZONES, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_SAMPLES = tuple(datetime(2027, month, day, 12, tzinfo=UTC) for month in range(1, 13) for day in (1, 20))


@dataclass(frozen=True, slots=True)
class StatedClock:
    """A time of day that a name gives together with its zone."""

    minute: int
    timezone: str


def for_youth(*names: str) -> bool:
    """Say whether the names are those of a meeting for minors; "young people" means adults here."""
    return any(_YOUTH.search(name) and not _NO_YOUTH.search(name) for name in names)


def closed_for_now(*, names: tuple[str, ...], notes: str) -> bool:
    """Say whether names or a sentence of the notes say that the meeting does not take place for now."""
    if any(_CLOSED_NAME.search(name) for name in names):
        return True
    return any(_CLOSED_SENTENCE.fullmatch(part.strip(" *-\t\u2013")) for part in re.split(r"[.\n!;]", notes))


def recurrence(*, name: str, notes: str, weekday: int) -> Recurrence | None:
    """Return how often the meeting is held; None where it says "every other" or "monthly" and not when.

    A statement counts only when it names the weekday of the row.
    """
    found = _ONLY_SOME.search(name)
    if found is None:
        found = next((match for match in map(_only_some, re.split(r"[.\n]", notes)) if match), None)
    if found is not None and found["day"].lower() == _DAYS[weekday]:
        nths = {_NTHS[word.lower()] for word in re.findall(_WORD_ORDINAL, found["nths"], re.IGNORECASE)}
        return Recurrence(kind="monthly", nths=tuple(sorted(nths, key=lambda nth: nth % 7)))
    if _UNKNOWN_WEEKS.search(name) or _UNKNOWN_WEEKS_SENTENCE.search(notes):
        return None
    return WEEKLY


def clock_in(name: str) -> StatedClock | None:
    """Return the time and zone that a name states, as in "8:15pm Central", or None."""
    found = _CLOCK.search(name)
    if found is None:
        return None
    hours = int(found["hours"]) % 12 + (12 if found["half"].lower() == "p" else 0)
    return StatedClock(60 * hours + int(found["minutes"] or 0), _ZONES[found["zone"].lower()])


def minutes_apart(here: str, there: str) -> int | None:
    """Return by how many minutes clocks `there` are ahead of `here`, or None where that changes in a year."""
    found = {_offset(moment, there) - _offset(moment, here) for moment in _SAMPLES}
    return found.pop() if len(found) == 1 else None


def agree(stated: StatedClock, minute: int, timezone: str) -> bool:
    """Say whether at some time of the year the stated clock shows its time when `timezone` shows `minute`."""
    return any(
        (stated.minute - _offset(moment, stated.timezone) - minute + _offset(moment, timezone))
        % MINUTES_PER_DAY
        == 0
        for moment in _SAMPLES
    )


def moved(slot: Slot, minutes: int) -> Slot:
    """Return the slot that many minutes later, or earlier, in the week."""
    total = (slot.weekday * MINUTES_PER_DAY + slot.start_minute + minutes) % MINUTES_PER_WEEK
    return Slot(*divmod(total, MINUTES_PER_DAY))


def _only_some(sentence: str) -> re.Match[str] | None:
    return None if _OTHER_MATTERS.search(sentence) else _ONLY_SOME_SENTENCE.search(sentence)


def _offset(moment: datetime, timezone: str) -> int:
    offset = moment.astimezone(zone(timezone)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)
