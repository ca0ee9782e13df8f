"""One entry read on its own: days, times, places and modes set beside each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from meetfinder.directory.models import Attendance
from meetfinder.exchange.page.days import WORKING, DaysToken
from meetfinder.exchange.page.draft import NOWHERE, Where
from meetfinder.exchange.page.events import is_not_held
from meetfinder.exchange.page.hour_words import plain_hours
from meetfinder.exchange.page.hours import half_of_day
from meetfinder.exchange.page.modes import attendance, says_mode
from meetfinder.exchange.page.pairing import When
from meetfinder.exchange.page.placing import place_of
from meetfinder.exchange.page.sentences import blank, is_off, sentence_end, sentence_start
from meetfinder.exchange.page.slots import REMOTE, Slot
from meetfinder.exchange.page.tables import Entry
from meetfinder.exchange.page.whens import Told, read_whens
from meetfinder.exchange.page.wheres import Found, find_places

_JOINS = re.compile(r"[,;]|\b(?:and|y|et|und)\b")
_LOOK_BACK = 60
_SAYS_WHO = 2
"""Words."""
_ALSO = re.compile(r"(?i)(?:[\s,;&]|\b(?:and|at|also|again|from|on)\b)*")
"""Stands between two times of one group."""
_SHORT_ENTRY = 400
"""Characters; in a longer one "evenings" may be said of something else."""


@dataclass(frozen=True, slots=True)
class EntryRead:
    """What an entry says; without days and times, its places may belong to a neighbour."""

    slots: tuple[Slot, ...]
    places: tuple[Where, ...]
    mode: str
    others: int = 0
    """How many times it tells of things that are no meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """What stands above an entry."""

    days: DaysToken | None = None
    half: str = ""
    whole_day: bool = False


def read_entry(entry: Entry, above: Above) -> EntryRead:
    """Read an entry."""
    if is_off(entry.words) or (entry.when is not None and is_not_held(entry.words)):
        return EntryRead((), (), "")
    text = plain_hours(entry.words if entry.when is None else entry.when)
    half = (half_of_day(text) if len(text) <= _SHORT_ENTRY else "") or above.half
    told = read_whens(text, above=above.days, whole_day=above.whole_day, half=half)
    places = _places(entry, told)
    slots: list[Slot] = []
    sentences = [_sentence(number, told) for number in range(len(told.whens))]
    around = entry.words if entry.when is not None else _without(told.text, sentences)
    for number, when in enumerate(told.whens):
        here = place_of(number, told, places) if entry.where is None else (places[0] if places else None)
        read = _slots(entry, when, here, _segment(number, told), told)
        begins, ends = sentences[number]
        said = told.text[begins:ends]
        slots += [replace(slot, sentence=said, around=around) for slot in read]
    mode = attendance(entry.words, has_door=False)
    return EntryRead(tuple(slots), tuple(place.where for place in places), mode, told.others)


def _places(entry: Entry, told: Told) -> list[Found]:
    if entry.where is None and entry.when is None:
        return find_places(told.text, blocked=list(told.tokens))
    if entry.where is None:
        return find_places(entry.words, blocked=[])
    return find_places(entry.where, blocked=[], labelled=True)


def _segment(number: int, told: Told) -> tuple[int, int]:
    """Return the part of the text that is about one when: from its sentence or itself to the next one."""
    starts = [when.start for when in told.whens]
    begins = [sentence_start(told.text, start) for start in starts]
    bounds = [0] * len(starts)
    for position in range(1, len(starts)):
        bounds[position] = begins[position] if begins[position] > starts[position - 1] else starts[position]
        bounds[position] -= _mode_before(told.text[told.whens[position - 1].end : bounds[position]])
    end = bounds[number + 1] if number + 1 < len(bounds) else len(told.text)
    return bounds[number], end


def _without(text: str, parts: Sequence[tuple[int, int]]) -> str:
    """Return a text with blanks for some parts of it, which may overlap."""
    for begins, ends in parts:
        text = text[:begins] + blank(text[begins:ends]) + text[ends:]
    return text


def _sentence(number: int, told: Told) -> tuple[int, int]:
    """Return the part of a sentence that is about one when.

    Of several in a sentence each has what stands before it, where anything is said before the first one:
    "AA meets Mondays, Al-Anon Fridays"; else what stands behind it.
    """
    here, text = told.whens[number], told.text
    ends = max(sentence_end(text, here.end), here.end)
    begins = sentence_start(text, here.start)
    if number and text[:begins].endswith("; ") and _ALSO.fullmatch(text, begins, here.start):
        return _sentence(number - 1, told)[0], here.end
    before = [when for when in told.whens[:number] if begins <= when.start and when.end <= here.start]
    behind = [when for when in told.whens[number + 1 :] if here.end <= when.start < ends]
    first = min(when.start for when in (here, *before))
    if len(text[begins:first].split()) >= _SAYS_WHO:
        at = here.start
        for when in reversed(before):
            if not _ALSO.fullmatch(text, when.end, at):
                begins = when.end
                break
            at = when.start  # "AA meets at 8 pm daily and at noon on Mondays": both are of AA.
        return begins, here.end if behind else ends
    return here.start if before else begins, min([ends, *(when.start for when in behind)])


def _mode_before(between: str) -> int:
    """Return how long the words are that tell a mode before its day: "and online every Wednesday"."""
    last = between[max((found.start() for found in _JOINS.finditer(between)), default=len(between)) :]
    return len(last) if says_mode(last) else 0


def _slots(entry: Entry, when: When, place: Found | None, segment: tuple[int, int], told: Told) -> list[Slot]:
    text = told.text
    scoped = text[segment[0] : segment[1]] if entry.when is None else entry.words
    inside = place is not None and (entry.when is not None or segment[0] <= place.start < segment[1])
    general = attendance(scoped, has_door=inside and place is not None and place.where.is_door)
    starts = [item.start for item in when.days] + [item.start for item in when.times]
    told_at = min((start for start in starts if start >= 0), default=0)
    ahead = text[:told_at].rpartition("\n")[2][-_LOOK_BACK:]
    lead = text[sentence_start(text, told_at) : told_at]
    apart = _modes_apart(when, text, segment[1])
    found = []
    for token, own in zip(when.days or (None,), apart or [""] * max(len(when.days), 1), strict=False):
        how = own or general
        if not how and place is not None and place.where.is_door:
            how = Attendance.IN_PERSON
        where = NOWHERE if how in REMOTE or place is None else place.where
        behind = text[token.end :].partition("\n")[0][:_LOOK_BACK] if token and token.end >= 0 else ""
        if (
            token
            and not when.times
            and len(token.days) >= len(WORKING)
            and not where.is_door
            and not entry.labelled
        ):
            continue  # "Each night" is said in many a story.
        for day, rule in token.days if token else ((None, None),):
            for time in when.times or (None,):
                minute = time.minute if time else None
                length = (time.length if time else None) or when.length
                found.append(
                    Slot(
                        entry=entry, weekday=day, minute=minute, length=length,
                        rule=None if entry.sometimes else rule, where=where,
                        is_untimed=time is None, ahead=ahead, lead=lead, behind=behind,
                        attendance="" if day in told.otherwise and not own else how,
                    )
                )  # fmt: skip
    return found


def _modes_apart(when: When, text: str, end: int) -> list[str]:
    """Return a mode for each of several days where each has its own beside it, as in "Thursdays (online)"."""
    if len(when.days) == 1 and len(when.days[0].days) == 1:
        return []
    days = when.days
    if len(days) < 2 or days[0].start < 0:  # noqa: PLR2004  Several.
        return []
    between = [text[one.end : other.start] for one, other in pairwise(days)]
    before = text[sentence_start(text, days[0].start) : days[0].start]
    behind = text[days[-1].end : max(min(end, sentence_end(text, days[-1].end)), days[-1].end)]
    sides = ([*between, behind], [before, *between])
    for parts in reversed(sides) if all(map(_mode_before, between)) else sides:
        if all(says_mode(part) for part in parts):
            return [attendance(part, has_door=False) for part in parts]
    return []
