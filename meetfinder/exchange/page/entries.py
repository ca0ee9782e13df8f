"""One entry read on its own: days, times, places and modes set beside each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from meetfinder.directory.models import Attendance
from meetfinder.directory.recurrence import Recurrence
from meetfinder.exchange.page.days import WORKING, DaysToken
from meetfinder.exchange.page.draft import NOWHERE, Where
from meetfinder.exchange.page.events import MONTH_WORD, is_not_held
from meetfinder.exchange.page.hour_words import plain_hours
from meetfinder.exchange.page.hours import half_of_day
from meetfinder.exchange.page.modes import attendance, says_mode
from meetfinder.exchange.page.pairing import AFTER, UNCLEAR, When, says_also
from meetfinder.exchange.page.place_words import UP
from meetfinder.exchange.page.sentences import is_off, sentence_end, sentence_start, sentences
from meetfinder.exchange.page.tables import Entry
from meetfinder.exchange.page.whens import Told, read_whens
from meetfinder.exchange.page.wheres import Found, find_places

_REMOTE = frozenset({Attendance.ONLINE, Attendance.PHONE})
_JOINS = re.compile(r"[,;]|\b(?:and|y|et|und)\b")
_GOES_ON = re.compile(r"[ ,;]*(?:(?:and|or|y|&)[ ]+)?(?:on[ ]+)?")
"""Stands between two days of which nothing but the second tells where."""
_NAMELESS_PLACE = re.compile(
    r"(?i)\s+(?:in|at|en)\s+(?:the|a|an|our|el|la|una?)\s+(?!same|mism|morning|afternoon|evening|ma[nñ]ana|"
    r"tarde|noche)(?-i:[a-z])"
)
_OTHER_PLACE = re.compile(
    rf"(?i:(?:\s+horas)?[\s,]+(?:in|at|en)\s+(?:the\s+|el\s+|la\s+)?)(?!{MONTH_WORD})(?:[{UP}])(?!\w*\s*meeting)"
)
_LOOK_BACK = 60
_LONG_PROSE, _FEW_SENTENCES = 200, 2
"""Characters and sentences; what stands farther apart is not said of one meeting."""


@dataclass(slots=True, kw_only=True)
class Slot:
    """One day and time of an entry; a place or a mode may still come from the next entry."""

    entry: Entry
    weekday: int | None
    minute: int | None
    length: int | None
    rule: Recurrence | None
    where: Where
    attendance: str
    town: str = ""
    group: str = ""
    ahead: str = ""
    """What stands before its day, in the same line."""
    behind: str = ""
    """What stands behind its day, in the same line."""
    is_untimed: bool = False
    """Whether no time stands beside the day, not even an unclear one."""
    is_listed: bool = False
    """Whether it stands below a heading of recovery meetings."""

    @property
    def is_remote(self) -> bool:
        """Whether nobody goes anywhere for it."""
        return self.attendance in _REMOTE


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
    half = half_of_day(text) or above.half
    told = read_whens(text, above=above.days, whole_day=above.whole_day, half=half)
    places = _places(entry, told)
    slots: list[Slot] = []
    for number, when in enumerate(told.whens):
        here = _place_of(number, told, places) if entry.where is None else (places[0] if places else None)
        slots += _slots(entry, when, here, _segment(number, told), told)
    mode = attendance(entry.words, has_door=False)
    return EntryRead(tuple(slots), tuple(place.where for place in places), mode, told.others)


def _places(entry: Entry, told: Told) -> list[Found]:
    if entry.where is None and entry.when is None:
        return find_places(told.text, blocked=list(told.tokens))
    if entry.where is None:
        return find_places(entry.words, blocked=[])
    return find_places(entry.where, blocked=[], labelled=True)


def _place_of(number: int, told: Told, places: Sequence[Found]) -> Found | None:
    """Return the place of a when: the only one, that of its sentence, or the one beside it."""
    whens, start = told.whens, told.whens[number].start
    if whens[number].place == UNCLEAR:
        return None
    if whens[number].place:
        find = _first_after if whens[number].place == AFTER else _last_before
        return find(number, told, places)
    if len(places) <= 1:
        end = sentence_end(told.text, start)
        beside = (when for when in whens[number:] if places and places[0].start < start and when.start < end)
        is_there = places and not any(_is_elsewhere(when, places[0], told.text) for when in beside)
        return places[0] if is_there and _is_near(start, places[0], told.text) else None
    return _place_of_several(number, told, places)


def _place_of_several(number: int, told: Told, places: Sequence[Found]) -> Found | None:
    whens, start = told.whens, told.whens[number].start
    begins, ends = sentence_start(told.text, start), sentence_end(told.text, start)
    inside = [place for place in places if begins <= place.start < ends]
    beside = [when.start for when in whens if begins <= when.start < ends]
    if len(inside) == 1 and len(beside) == 1:
        return inside[0]
    is_after = bool(inside) and len(beside) > 1 and inside[0].start > beside[0]
    line = told.text[told.text.rfind("\n", 0, begins) + 1 :].partition("\n")[0]
    if not inside and len(line) > _LONG_PROSE:
        return None
    if not is_after and len(places) == len(whens):
        return places[number]
    if is_after or places[0].start > whens[0].start:
        return _first_after(number, told, places)
    return next((place for place in reversed(places) if place.start < start), None)


def _first_after(number: int, told: Told, places: Sequence[Found]) -> Found | None:
    """Return the first place between a when and the next one; those that a mere "and" joins share it."""
    start = told.whens[number].start
    behind = list(pairwise(told.whens[number:]))
    goes_on = takewhile(lambda pair: _GOES_ON.fullmatch(told.text, pair[0].end, pair[1].start), behind)
    rest = behind[sum(1 for _ in goes_on) :]
    following = rest[0][1].start if rest else len(told.text)
    return next((place for place in places if start < place.start < following), None)


def _last_before(number: int, told: Told, places: Sequence[Found]) -> Found | None:
    """Return the last place between the days before and a when."""
    whens, start = told.whens, told.whens[number].start
    floor = whens[number - 1].days[-1].end if number and whens[number - 1].days else 0
    return next((place for place in reversed(places) if floor <= place.start < start), None)


def _is_elsewhere(when: When, place: Found, text: str) -> bool:
    """Say whether another place stands beside a when, as "in a hut" behind "Fridays"."""
    if place.start > when.start:
        return False
    behind = [when.end, *(token.end for token in when.days)]
    is_told_before = place.end <= sentence_start(text, when.start)
    other = _OTHER_PLACE if is_told_before else _NAMELESS_PLACE
    return any(other.match(text, position) for position in behind)


def _is_near(start: int, place: Found, text: str) -> bool:
    """Say whether a place is near what is told at `start`: in long prose it may be of another story."""
    own = sentence_start(text, place.start)
    if start < own and says_also(text[own : place.start]):
        return False
    if place.where.street or not place.where.venue:
        return True
    between = text[min(start, place.start) : max(start, place.end)]
    return len(between) <= _LONG_PROSE or "\n" in between or len(list(sentences(between))) <= _FEW_SENTENCES


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


def _mode_before(between: str) -> int:
    """Return how long the words are that tell a mode before its day: "and online every Wednesday"."""
    last = between[max((found.start() for found in _JOINS.finditer(between)), default=len(between)) :]
    return len(last) if says_mode(last) else 0


def _slots(entry: Entry, when: When, place: Found | None, segment: tuple[int, int], told: Told) -> list[Slot]:
    text = told.text
    scoped = text[segment[0] : segment[1]] if entry.when is None else entry.words
    inside = place is not None and (entry.when is not None or segment[0] <= place.start < segment[1])
    general = attendance(scoped, has_door=inside and place is not None and place.where.is_door)
    ahead = text[: when.start].rpartition("\n")[2][-_LOOK_BACK:]
    apart = _modes_apart(when, text, segment[1])
    found = []
    for token, own in zip(when.days or (None,), apart or [""] * max(len(when.days), 1), strict=False):
        how = own or general
        if not how and place is not None and place.where.is_door:
            how = Attendance.IN_PERSON
        where = NOWHERE if how in _REMOTE or place is None else place.where
        behind = text[token.end :].partition("\n")[0][:_LOOK_BACK] if token else ""
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
                        is_untimed=time is None, ahead=ahead, behind=behind,
                        attendance="" if day in told.otherwise else how,
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
    parts = [text[one.end : other.start] for one, other in pairwise(days)]
    parts.append(text[days[-1].end : max(end, days[-1].end)])
    if not all(says_mode(part) for part in parts):
        return []
    return [attendance(part, has_door=False) for part in parts]


def with_place(slot: Slot, where: Where) -> None:
    """Give a slot the place that stands beside it, where one can go to it."""
    if slot.is_remote or slot.where.is_door:
        return
    slot.where = where if where.is_door or not slot.where.city else slot.where
    if where.is_door and not slot.attendance:
        slot.attendance = Attendance.IN_PERSON


def with_mode(slot: Slot, mode: str) -> None:
    """Give a slot that says nothing of it the mode that a heading says of all below."""
    slot.attendance = mode
    slot.where = NOWHERE if slot.is_remote else slot.where


def with_town(slot: Slot, town: str, region: str) -> None:
    """Give a slot the town of the heading above it, where its own words name none."""
    if not slot.is_remote and not slot.where.city and town:
        slot.where = replace(slot.where, city=town, region=slot.where.region or region)
