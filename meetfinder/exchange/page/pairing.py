"""Which days and times of a text belong to each other: sentence by sentence, in their order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from meetfinder.exchange.page.buildings import VENUE
from meetfinder.exchange.page.days import DaysToken
from meetfinder.exchange.page.hours import TimeToken
from meetfinder.exchange.page.streets import STREET

_IN_NAME = re.compile(r" [A-Z][a-z]")
"""After a day: the word with which a name goes on."""
_LOOK_AHEAD = 80
_TIMES_DAYS_TIMES = 3
"""Runs of times, days and times in one sentence."""
_SENTENCE_PART = re.compile(r"[.:;]\s|\n")
BEFORE, AFTER, UNCLEAR = "before", "after", "unclear"
_ALSO = re.compile(r"(?i)\balso\b")
_AT_PATTERN = r"[\s,]*\b(?:at|in|en)\s+(?:the\s+|la\s+|el\s+)?(?!English|Spanish|French|Person|Zoom)[A-Z]"
_AT = re.compile(_AT_PATTERN)
"""What stands before the name of a place."""
_AT_BEHIND = re.compile(
    rf"(?:\s+(?:meetings?|groups?|mornings?|afternoons?|evenings?|nights?))?{_AT_PATTERN}"
)


@dataclass(frozen=True, slots=True)
class When:
    """Days with the times that belong to them, and the part of the text that tells both."""

    start: int
    end: int
    days: tuple[DaysToken, ...]
    times: tuple[TimeToken, ...]
    length: int | None = None
    place: str = ""
    """On which side its place stands where others beside it are held elsewhere: one of three, or empty."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells days or times, and where it stands."""

    start: int
    end: int
    days: tuple[DaysToken, ...]
    times: tuple[TimeToken, ...]
    is_other: bool = False
    """Whether it is about something that is no meeting; its days may be those of what follows."""


def paired(sentences: Sequence[Telling], above: DaysToken | None, text: str) -> list[When]:
    """Return the days of sentences with their times; `above` are those of the heading over all."""
    whens: list[When] = []
    waiting: list[DaysToken] = []
    early: list[TimeToken] = []
    last_days: tuple[DaysToken, ...] = (above,) if above else ()
    for item in sentences:
        if item.is_other:
            last_days = item.days or last_days
        elif item.days and item.times:
            whens += _within(item, text)
            last_days = whens[-1].days if whens else last_days
        elif item.days and early and text.count("\n", early[-1].end, item.start) <= 1:
            whens.append(When(early[0].start, item.end, item.days, tuple(early)))
            last_days, early = item.days, []
        elif item.days:
            waiting += item.days
        elif waiting:
            last_days = _told_last(waiting)
            whens.append(When(waiting[0].start, item.end, last_days, item.times))
            waiting = []
        elif last_days:
            whens.append(When(item.start, item.end, last_days, item.times))
        else:
            early += item.times
    told = {day for when in whens for token in when.days for day in token.weekdays}
    # "The last Friday is an open meeting" says something about Fridays that are told already.
    rest = tuple(token for token in waiting if not token.weekdays <= told)
    if rest and not whens:
        whens.append(When(rest[0].start, rest[-1].end, rest, ()))
    if early and not whens:
        whens.append(When(early[0].start, early[-1].end, (), tuple(early)))
    return [part for when in whens for part in _by_place(when, text)]


def says_also(text: str) -> bool:
    """Say whether words add another meeting to those before, whose place is told with it."""
    return _ALSO.search(text) is not None


def _by_place(when: When, text: str) -> list[When]:
    """Part what is held at different places: "7 pm at the Grange and 8 pm at Trinity Church"."""
    side = _side_of_places(when.days, text)
    if side == UNCLEAR:
        return [replace(when, place=side)]
    if side:
        return [replace(when, start=token.start, days=(token,), place=side) for token in when.days]
    bounds = [0]
    for number, (one, other) in enumerate(pairwise(when.times), 1):
        between, after = text[one.end : other.start], text[other.end : other.end + _LOOK_AHEAD]
        if says_also(between) or (_names_place(between) and _AT.match(after)):
            bounds.append(number)
    if len(bounds) == 1:
        return [when]
    parts = [when.times[first:last] for first, last in pairwise([*bounds, len(when.times)])]
    return [
        replace(when, start=when.start if number == 0 else times[0].start, times=times, place=AFTER)
        for number, times in enumerate(parts)
    ]


def _side_of_places(days: Sequence[DaysToken], text: str) -> str:
    """Return on which side of days their places stand, where each of several has its own; else nothing."""
    if not any(_names_place(text[one.end : other.start]) for one, other in pairwise(days)):
        return ""
    if _AT_BEHIND.match(text, days[-1].end):
        return AFTER
    before = _SENTENCE_PART.split(text[: days[0].start][-_LOOK_AHEAD:])[-1]
    return BEFORE if _names_place(before) else UNCLEAR


def _names_place(text: str) -> bool:
    return bool(_AT.search(text) or VENUE.search(text) or STREET.search(text))


def _told_once(times: Sequence[TimeToken]) -> tuple[TimeToken, ...]:
    """Leave out times that are told again, as in two languages."""
    return tuple({(time.minute, time.length): time for time in reversed(times)}.values())[::-1]


def _told_last(days: Sequence[DaysToken]) -> tuple[DaysToken, ...]:
    """Leave out days of which some are told again in the same weeks: the time that follows is of those."""
    kept: list[DaysToken] = []
    for token in days:
        gone = [held for held in kept if set(token.days) <= set(held.days)]
        kept = [held for held in kept if held not in gone]
        exceptions = [held.excepted for held in gone if held.excepted]
        kept.append(replace(token, excepted=exceptions[0]) if exceptions and not token.excepted else token)
    return tuple(kept)


def _without_names(days: list[DaysToken], text: str) -> tuple[DaysToken, ...]:
    """Leave out a day of a name that is told again: "Wednesday Wisdom: Wednesdays 6 pm"."""
    return tuple(
        token
        for number, token in enumerate(days)
        if not (
            _IN_NAME.match(text, token.end)
            and any(token.weekdays <= other.weekdays for other in days[number + 1 :])
        )
    )


def _within(item: Telling, text: str) -> list[When]:
    """Pair the days and times of one sentence: days before their times, or times before their days."""
    named = _without_names(list(item.days), text)
    tokens: list[DaysToken | TimeToken] = sorted([*named, *item.times], key=lambda token: token.start)
    runs: list[list[DaysToken | TimeToken]] = []
    for token in tokens:
        if runs and isinstance(runs[-1][0], DaysToken) == isinstance(token, DaysToken):
            runs[-1].append(token)
        else:
            runs.append([token])
    if len(runs) == _TIMES_DAYS_TIMES and isinstance(runs[0][0], TimeToken) and len(runs[1]) > 1:
        # "At 2 pm on Mondays, and on Tuesdays at 9 am": the last day is that of the last times.
        runs = [runs[0], runs[1][:-1], runs[1][-1:], runs[2]]
    found = []
    for number in range(0, len(runs) - 1, 2):
        pair = runs[number : number + 2]
        days = _told_last([token for run in pair for token in run if isinstance(token, DaysToken)])
        times = _told_once([token for run in pair for token in run if isinstance(token, TimeToken)])
        found.append(When(pair[0][0].start, pair[1][-1].end, days, times))
    if len(runs) % 2 and found and isinstance(runs[-1][0], TimeToken):
        last = found.pop()
        more = tuple(token for token in runs[-1] if isinstance(token, TimeToken))
        # "Tuesdays 7 pm, 8 pm" goes on; "7 pm Tuesdays, 8 pm" does as well.
        found.append(replace(last, times=_told_once((*last.times, *more)), end=more[-1].end))
    return found
