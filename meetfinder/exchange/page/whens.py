"""Which days of a text belong to which times."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from meetfinder.directory.recurrence import WEEKLY, Recurrence
from meetfinder.exchange.page.days import EVERY_OTHER, DaysToken, find_days
from meetfinder.exchange.page.events import MONTH, is_on_date, is_once
from meetfinder.exchange.page.hours import HALF_DAY, LONGEST, TimeToken, find_times
from meetfinder.exchange.page.lengths import SHORTEST, find_length
from meetfinder.exchange.page.modes import says_mode
from meetfinder.exchange.page.pairing import Telling, When, paired
from meetfinder.exchange.page.sentences import blank, of_meetings, sentence_end, sentence_start, sentences
from meetfinder.exchange.page.series import begins_series, examples, with_example, with_series
from meetfinder.exchange.page.topics import others_in
from meetfinder.exchange.page.weeks import (
    EVERY_OTHER_ANYWHERE,
    EVERY_OTHER_DAY,
    SOMETIMES,
    UNCLEAR,
    UNCLEAR_BEHIND,
    weeks_apart,
)
from meetfinder.exchange.page.zones import told_once

_OVER = re.compile(
    r"(?i)\b(?:lasts?|runs?|go(?:es)? on|ends?|finish(?:es)?|concludes?|is over|termina\w*|duran?|acaban?)\b"
)
"""What says of everything before it when it is over."""
_SEASON = re.compile(rf"(?i)\b(?:from\s+)?{MONTH}\s*(?:-|\u2013|to|through|thru|until)\s*{MONTH}\b")
"""In which months; no part of the name of a place."""
_CERTAIN = re.compile(
    r"(?i)\b(?:every|each|meets?|held|weekly|\w+days|todos|cada|los|chaque|jede[nrs]?|\w+tags|re[uú]n\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells of days and times."""

    whens: tuple[When, ...]
    tokens: tuple[tuple[int, int], ...]
    """Where days and times stand."""
    text: str
    """The text without sentences that are about other things; the rest stands where it stood."""
    otherwise: frozenset[int] = frozenset()
    """Days of which a sentence by itself says how one takes part, on some dates perhaps."""
    others: int = 0
    """How many times were of things that are no meetings."""


def read_whens(text: str, *, above: DaysToken | None, whole_day: bool, half: str) -> Told:
    """Return what a text that `plain_hours` made tells; `above` are the days of the heading over it."""
    text = told_once(of_meetings(text))
    days = with_series(find_days(text), text)
    clock = find_times(text, whole_day=whole_day, half=half)
    times, ends = [item for item in clock if not item.is_end], [item for item in clock if item.is_end]
    spans: list[DaysToken | TimeToken] = [*days, *clock]
    tokens = tuple((item.start, item.end) for item in spans)
    told_in = [item for item in _sentences(text, days, times) if item.days or item.times]
    marks = others_in([(item.start, item.end, bool(item.times)) for item in told_in], text)
    told_in = [replace(item, is_other=mark) for item, mark in zip(told_in, marks, strict=True)]
    whens = [_settled(when, text) for when in paired(told_in, above, text)]
    shown = examples(days, times, text)
    completed = [with_example(when, shown) for when in whens]
    is_shown, whens = completed != whens, completed
    dated = {day for token in days if token.dated for day in token.weekdays}
    told = [when for when in map(_without_office_hours, whens) if when.times or _days_of(when) - dated]
    for end in ends:
        told = _ended(told, end, text)
    otherwise: set[int] = set()
    for aside in _asides(told_in, whens):
        said = text[aside.start : aside.end]
        if says_mode(said):
            otherwise.update(day for token in aside.days for day in token.weekdays)
            told = [_partly(when, aside.days) for when in told]
            text = text[: aside.start] + blank(said) + text[aside.end :]
    text = _SEASON.sub(lambda found: blank(found[0]), _without_events(text, days, keep=is_shown))
    others = sum(item.is_other and bool(item.times) for item in told_in)
    return Told(tuple(told), tokens, text, frozenset(otherwise), others)


def _asides(told_in: Sequence[Telling], whens: Sequence[When]) -> list[Telling]:
    """Return the sentences that tell days without a time, of meetings that others tell of."""
    taken = {token.start for when in whens for token in when.days}
    return [item for item in told_in if item.days and taken.isdisjoint(token.start for token in item.days)]


def _partly(when: When, days: Sequence[DaysToken]) -> When:
    """Return every week's days as unclear where a sentence says of some weeks alone how they are held."""
    some = {day for token in days for day, rule in token.days if rule != WEEKLY}
    return replace(
        when,
        days=tuple(
            replace(
                token,
                days=tuple(
                    (day, None if day in some and rule == WEEKLY else rule) for day, rule in token.days
                ),
            )
            for token in when.days
        ),
    )


def _is_first(token: DaysToken, beside: Sequence[DaysToken], text: str) -> bool:
    """Say whether a date is the first of days that a sentence tells: "Tuesdays, beginning Tuesday, May 5"."""
    return begins_series(text, token.start) and any(
        token.weekdays <= other.weekdays and not other.dated for other in beside
    )


def _days_of(when: When) -> set[int]:
    return {day for token in when.days for day in token.weekdays}


def _without_office_hours(when: When) -> When:
    """Return nothing of days whose times last longer than meetings do, such as "Mon-Fri 9 am-5 pm"."""
    times = tuple(time for time in when.times if (time.length or 0) <= LONGEST)
    return (
        when if len(times) == len(when.times) else replace(when, times=times, days=when.days if times else ())
    )


def _others(token: DaysToken, beside: Sequence[DaysToken]) -> list[DaysToken]:
    return [other for other in beside if other is not token]


def _without_events(text: str, days: Sequence[DaysToken], *, keep: bool) -> str:
    """Return a text with blanks for the sentences that tell a date and no day that comes round.

    `keep` says that one of them tells the time of what comes round.
    """
    if keep:
        return text
    for begins, ends in sentences(text):
        here = [token for token in days if begins <= token.start < ends]
        if here and all(token.dated for token in here) and not begins_series(text, here[0].start):
            text = text[:begins] + blank(text[begins:ends]) + text[ends:]
    return text


def _sentences(text: str, days: Sequence[DaysToken], times: Sequence[TimeToken]) -> Iterator[Telling]:
    for last, end in sentences(text):
        here = [item for item in days if last <= item.start < end]
        here = [item for item in here if item.dated or not _is_first(item, _others(item, here), text)]
        gone = [number for number, item in enumerate(here) if item.dated and not _is_first(item, here, text)]
        clock = [item for item in times if last <= item.start < end]
        if (here and len(gone) == len(here)) or (not here and is_on_date(text[last:end])):
            clock = []
        for number in gone:
            # The times after a date are those of the event.
            until = here[number + 1].start if number + 1 < len(here) else end
            clock = [item for item in clock if not here[number].start <= item.start < until]
        yield Telling(last, end, tuple(item for item in here if not item.dated), tuple(clock))


def _settled(when: When, text: str) -> When:
    """Return days with the weeks that the words around them tell."""
    start = sentence_start(text, when.start)
    around = text[start : max(when.end, sentence_end(text, when.end))]
    before = text[sentence_start(text, max(start - 1, 0)) : start]
    announced = around if find_days(before) else before + around
    days = when.days
    if len(_SEASON.findall(around)) >= len(when.times) > 1:
        unclear = replace(when.times[0], minute=None, length=None)
        when = replace(when, times=(unclear,))  # "At 7 pm from November to April and at 7:30 from May".
    if SOMETIMES.search(around):
        days = tuple(replace(token, days=tuple((day, None) for day, _ in token.days)) for token in days)
    elif EVERY_OTHER_ANYWHERE.search(EVERY_OTHER_DAY.sub(" ", around)):
        days = tuple(_with_rule(token, EVERY_OTHER) for token in days)
    elif weeks := weeks_apart(around):
        days = tuple(_with_rule(token, weeks) for token in days)
    elif (
        is_once(announced)
        or UNCLEAR_BEHIND.match(text, start + len(around))
        or UNCLEAR.search(_outside(around, start, days))
    ):
        days = tuple(_with_rule(token, None) for token in days)
    return replace(when, days=days, length=find_length(text))


def _outside(text: str, start: int, days: tuple[DaysToken, ...]) -> str:
    """Return a text that begins at `start` without the days themselves, whose exceptions are read already."""
    for first, last in [(token.start, token.end) for token in days] + [
        token.excepted for token in days if token.excepted
    ]:
        text = text[: max(first - start, 0)] + " " * (last - first) + text[max(last - start, 0) :]
    return text


def _ended(whens: list[When], end: TimeToken, text: str) -> list[When]:
    """Give an end to the times before it: those of its sentence, or of all where its sentence has none."""
    begins = sentence_start(text, end.start)
    beside = [when for when in whens if begins <= when.start < end.start]
    if not beside and _OVER.search(text[begins : end.start]):
        beside = [when for when in whens if when.start < end.start]
    starts = {(time.minute, time.length) for when in beside for time in when.times}
    minute, length = starts.pop() if len(starts) == 1 else (None, None)
    if minute is None or length is not None or end.minute is None:
        return whens
    length = (end.minute - minute) % HALF_DAY
    if not SHORTEST <= length <= LONGEST:
        return whens
    return [
        replace(when, times=tuple(replace(time, length=length) for time in when.times))
        if when in beside
        else when
        for when in whens
    ]


def _with_rule(token: DaysToken, rule: Recurrence | None) -> DaysToken:
    return replace(token, days=tuple((day, rule if held == WEEKLY else held) for day, held in token.days))


def is_certain(text: str) -> bool:
    """Say whether words tell that something is held again and again."""
    return _CERTAIN.search(text) is not None
