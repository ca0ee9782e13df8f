"""Which place of an entry belongs to which of its days: the only one, or that of its sentence."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from meetfinder.exchange.page.events import MONTH_WORD
from meetfinder.exchange.page.pairing import AFTER, UNCLEAR, When, says_also
from meetfinder.exchange.page.place_words import UP
from meetfinder.exchange.page.sentences import sentence_end, sentence_start, sentences
from meetfinder.exchange.page.whens import Told
from meetfinder.exchange.page.wheres import Found

SAME_PLACE = re.compile(
    r"(?i)\b(?:same (?:place|location|address|venue|building|site)|(?:place|location|address|where): "
    r"as above|^as above|mismo (?:lugar|sitio|local)|misma direcci[oó]n)\b",
    re.MULTILINE,
)
_GOES_ON = re.compile(r"[ ,;]*(?:(?:and|or|y|&)[ ]+)?(?:on[ ]+)?")
"""Stands between two days of which nothing but the second tells where."""
_NAMELESS_PLACE = re.compile(
    r"(?i)\s+(?:in|at|en)\s+(?:the|a|an|our|el|la|una?)\s+(?!same|mism|morning|afternoon|evening|ma[nñ]ana|"
    r"tarde|noche)(?-i:[a-z])"
)
_OTHER_PLACE = re.compile(
    rf"(?i:(?:\s+horas)?[\s,]+(?:in|at|en)\s+(?:the\s+|el\s+|la\s+)?)(?!{MONTH_WORD})(?:[{UP}])(?!\w*\s*meeting)"
)
_GROUP_IN = re.compile(rf"\b(?:groups?|meetings?|one) in (?!{MONTH_WORD})[{UP}]")
_OTHER_MEETS = re.compile(rf"\b(?:while|whereas|and|but) (?:the )?[{UP}][\w’' ]{{2,40}} meets?\b")
"""Goes on with another house that is named as who meets: "while Faith Fellowship meets at 6"."""
_MEETS = re.compile(r"(?i)\b(?:meets?|met|gathers?|(?:is|are) (?:held|based)|held weekly|takes? place)\b")
_IS_VENUE = re.compile(r"(?i)\b(?:venue|location|address)\b|\b(?:it is|they are|meetings are|all are) held\b")
_LONG_PROSE, _FEW_SENTENCES = 200, 2
"""Characters and sentences; what stands farther apart is not said of one meeting."""


def place_of(number: int, told: Told, places: Sequence[Found]) -> Found | None:
    """Return the place of a when: the only one, that of its sentence, or the one beside it."""
    whens, start = told.whens, told.whens[number].start
    if whens[number].place == UNCLEAR:
        return None
    following = whens[number + 1].start if number + 1 < len(whens) else sentence_end(told.text, start)
    if number and SAME_PLACE.search(told.text, start, following):
        return place_of(number - 1, told, places)
    if whens[number].place:
        find = _first_after if whens[number].place == AFTER else _last_before
        return find(number, told, places)
    if len(places) <= 1:
        end = sentence_end(told.text, start)
        beside = (when for when in whens[number:] if places and places[0].start < start and when.start < end)
        is_there = places and not any(_is_elsewhere(when, places[0], told.text) for when in beside)
        is_there = is_there and not _is_of_other(number, told, places[0])
        if number and _OTHER_MEETS.search(told.text, whens[number - 1].start, start):
            return None
        return places[0] if is_there and _is_near(start, places[0], told.text) else None
    return _place_of_several(number, told, places)


def _place_of_several(number: int, told: Told, places: Sequence[Found]) -> Found | None:
    whens, start = told.whens, told.whens[number].start
    begins = sentence_start(told.text, start)
    ends = sentence_end(told.text, max(start, min(whens[number].end - 1, _next(number, told))))
    inside = [place for place in places if begins <= place.start < ends]
    beside = [when.start for when in whens if begins <= when.start < ends]
    if len(inside) == 1 and len(beside) == 1:
        return inside[0]
    is_after = bool(inside) and len(beside) > 1 and inside[0].start > beside[0]
    line = told.text[told.text.rfind("\n", 0, begins) + 1 :].partition("\n")[0]
    if not inside and len(line) > _LONG_PROSE:
        return _said_behind(ends, told, places) or _said_before(begins, told, places)
    here = [other for other, when in enumerate(whens) if begins <= when.start < ends]
    if len(here) > 1 and all(_first_after(other, told, places) for other in here):
        return _first_after(number, told, places)
    if not is_after and len(places) == len(whens):
        return places[number]
    if is_after or places[0].start > whens[0].start:
        return _first_after(number, told, places) or (
            inside[sum(other < start for other in beside)] if len(inside) == len(beside) else None
        )
    return next((place for place in reversed(places) if place.start < start), None)


def _next(number: int, told: Told) -> int:
    """Return where the when behind one begins, or the end of the text."""
    return told.whens[number + 1].start - 1 if number + 1 < len(told.whens) else len(told.text)


def _said_behind(position: int, told: Told, places: Sequence[Found]) -> Found | None:
    """Return the place of the next sentence where it tells nothing else: "The venue is Elm House"."""
    begins = position + len(told.text[position:]) - len(told.text[position:].lstrip(". "))
    ends = sentence_end(told.text, begins)
    inside = [place for place in places if begins <= place.start < ends]
    return inside[0] if len(inside) == 1 and _IS_VENUE.search(told.text, begins, ends) else None


def _said_before(position: int, told: Told, places: Sequence[Found]) -> Found | None:
    """Return the place of the sentence before, where it tells of meetings and no when: "They are held at"."""
    begins = sentence_start(told.text, max(position - 2, 0))
    inside = [place for place in places if begins <= place.start < position]
    has_when = any(begins <= when.start < position for when in told.whens)
    is_said = _MEETS.search(told.text, begins, position) is not None
    return inside[0] if len(inside) == 1 and is_said and not has_when else None


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
    own = text[sentence_start(text, when.start) : sentence_end(text, when.start)]
    if is_told_before and _GROUP_IN.search(own):
        return True
    other = _OTHER_PLACE if is_told_before else _NAMELESS_PLACE
    return any(other.match(text, position) for position in behind)


def _is_of_other(number: int, told: Told, place: Found) -> bool:
    """Say whether a place stands in a later sentence that says itself when something is held there."""
    text, ends = told.text, sentence_end(told.text, told.whens[number].start)
    begins = sentence_start(text, place.start)
    own = text[sentence_start(text, told.whens[number].start) : ends]
    theirs = text[begins : sentence_end(text, place.start)]
    is_told = any(begins <= when.start <= begins + len(theirs) for when in told.whens[number + 1 :])
    return begins > ends and is_told and bool(_MEETS.search(own)) and bool(_MEETS.search(theirs))


def _is_near(start: int, place: Found, text: str) -> bool:
    """Say whether a place is near what is told at `start`: in long prose it may be of another story."""
    own = sentence_start(text, place.start)
    if start < own and says_also(text[own : place.start]):
        return False
    if place.where.street or not place.where.venue:
        return True
    between = text[min(start, place.start) : max(start, place.end)]
    lines = between.split("\n")
    if len(between) <= _LONG_PROSE or (len(lines) > 1 and max(map(len, lines)) <= _LONG_PROSE):
        return True
    return len(list(sentences(between))) <= _FEW_SENTENCES
