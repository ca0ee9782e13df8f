"""Times of day in figures, English and Spanish: "6:30 - 8 PM", "19.00", "lasts until about 8"."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from meetfinder.exchange.page.hour_asides import is_aside
from meetfinder.exchange.page.hour_words import plain_hours

_LONGEST_LOOK, _LONGEST_LINE, _LOOK_BACK = 50_000, 1000, 60
LONGEST = 6 * 60
"""Minutes; what would last longer is read otherwise or not at all."""
HALF_DAY, _DAY = 720, 1440
_DAWN = 4 * 60
"""Before this minute nobody meets who does not say that it is night."""
_LONGEST_BARE = 3 * 60
"""Minutes; numbers alone that are farther apart are hours of a house."""
_CLOCK = (
    r"(?<![\w.:/$#£€-])(?P<h{0}>\d{{1,2}})(?:[:.h](?P<m{0}>[0-5]\d))?(?P<s{0}>\s*(?:hrs?|horas|heures|uhr|h)\b\.?)?"
    r"(?P<x{0}>\s*[ap]\.?\s?m\b\.?|[ap](?=[\s,;)\u2013-]|$))?(?![\d/%]|[:.]\d)"
)
_COUNT_TO_24 = ("heures", "uhr")
"""What stands behind hours that are counted to 24."""
_SECOND = _CLOCK.replace(r"(?<![\w.:/$#£€-])", r"(?<![\d.:/$#£€])")
_TO = (
    r"\s*(?P<to>-\s*to\b|\u2013\s*to\b|-|\u2013|\u2014|~|\bto\b|\btill?\b|\buntil\b|\band\b|\bthrough\b|\b[aà]\b|"
    r"\bbis\b|"
    r"\bhasta(?: las?)?\b|\ba las?\b|"
    r",?\s*(?:\band )?\b(?:ends?|ending|finish(?:es|ing)?)(?: at)?\b)(?: (?:about|around))?\s*"
)
_TIME = re.compile(_CLOCK.format(1) + rf"(?:{_TO}" + _SECOND.format(2) + ")?", re.IGNORECASE)
_RANGE_BEHIND = re.compile(rf"{_TO}\d{{1,2}}(?::\d\d)?\s*[ap]\.?m", re.IGNORECASE)
_COUNTED = re.compile(
    r"[ \t-]*(?:miles?|km|minutes?|mins?|hours?|weeks?|steps?|people|persons?|years?|months?|days?|st|nd|rd|"
    r"th|"
    r"members|adults|participants|families|volunteers|meetings|groups|dollars)\b",
    re.IGNORECASE,
)
"""What makes a bare number no time."""
_AFTER_DAY = re.compile(r"\b(?:mon|tues?|weds?|thurs?|thu|fri|sat|sun)(?:days?)?\.?,?\s*$", re.IGNORECASE)
_HALF_AND_TO = re.compile(r"(?:^|\n\s*|[^\d\s]\s+)[ap]\.?m\.?\s*[-\u2013\u2014]\s*$", re.IGNORECASE)
"""Begins a line where columns broke a range: "7:00" stands above, the end behind."""
_BETWEEN = re.compile(r"\b(?:between|entre)(?: las?)?\s*$", re.IGNORECASE)
_END = re.compile(
    r"\b(?:until|till?|go(?:es)? on to|"
    r"ends?|ending|finish(?:es|ing)?|concludes?|is over|hasta|terminan?|acaban?)"
    r"(?: (?:up|about|around|approximately|at|sobre))*(?: a)?(?: las?)?\s*$",
    re.IGNORECASE,
)
"""What stands before a time at which something is over."""
_PM = re.compile(
    r"\b(?:evenings?|nights?|nightly|weeknights?|tonight|afternoons?|tardes?|noches?)\b", re.IGNORECASE
)
_AM = re.compile(r"\b(?:mornings?|ma[nñ]anas?)\b", re.IGNORECASE)


_PART_END = re.compile(r"[.!?;]\s+(?=[A-Z])|\n")
_FAR = 200
"""Characters within which a sentence says of a time in which half of the day it is."""
_PART_OF_DAY = re.compile(
    r"(?i)\b(?:mornings?|afternoons?|evenings?|nights?)(?= (?:(?:at|from|between|starting)(?: at)? )?\Z)"
)
"""Stands before a time and says in which half of the day it is."""


@dataclass(frozen=True, slots=True)
class TimeToken:
    """A time: its start in minutes after midnight (None: not told clearly), and its length in minutes."""

    start: int
    end: int
    minute: int | None
    length: int | None
    is_end: bool = False
    """Whether something is over then; the minute may be in either half of the day."""


def counts_to_24(text: str) -> bool:
    """Say whether a page tells times by the clock of twenty-four hours, and none by that of twelve."""
    text = text[:_LONGEST_LOOK]
    found = [match for match in _TIME.finditer(plain_hours(text)) if match["m1"] or match["s1"]]
    return any(int(match["h1"]) > 12 for match in found) and not any(  # noqa: PLR2004  A clock face.
        match["x1"] or match["x2"] for match in _TIME.finditer(text)
    )


def half_of_day(text: str) -> str:
    """Return `pm` or `am` where words such as "evenings" say so of everything in the text; else empty."""
    late, early = bool(_PM.search(text)), bool(_AM.search(text))
    return "" if late == early else "pm" if late else "am"


def find_times(text: str, *, whole_day: bool, half: str) -> list[TimeToken]:
    """Return the times of a text that `plain_hours` made.

    `whole_day`: by the clock of twenty-four hours; `half`: what times without am and pm are, or empty.
    """
    found = []
    position = 0
    while match := _TIME.search(text, position):
        if (
            match["h2"]
            and not (match["m1"] or match["x1"] or match["s1"])
            and _RANGE_BEHIND.match(text, match.end())
        ):
            position = match.start("h2")
            continue  # "August 6 and 20 - 10:30 until 11:30": the number before is a date.
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        between = bool(_BETWEEN.search(before))
        said = half or half_of_day("".join(_PART_OF_DAY.findall(before))) or half_of_day(_around(match))
        token = _token(match, whole_day=whole_day, half=said, between=between) or (
            _over_noon(match) if _AFTER_DAY.search(before) else None
        )
        position = token.end if token else _end(match)
        if token is None or is_aside(text, before, token.end):
            continue
        if (_END.search(before) or _HALF_AND_TO.search(before)) and token.length is None:
            minute = int(match["h1"]) * 60 + int(match["m1"] or 0)
            token = replace(token, minute=minute, is_end=True)
        found.append(token)
    return found


def _around(match: re.Match[str]) -> str:
    """Return the sentence or line in which a time stands."""
    text, start, end = match.string, match.start(), match.end()
    begins = max((found.end() for found in _PART_END.finditer(text, max(0, start - _FAR), start)), default=0)
    following = _PART_END.search(text, end, end + _FAR)
    return text[max(begins, start - _FAR) : following.start() if following else end + _FAR]


@lru_cache(maxsize=4096)
def has_time(text: str) -> bool:
    """Say whether a text tells a time of day, in its first words where it is long."""
    return bool(find_times(plain_hours(text[:_LONGEST_LINE]), whole_day=False, half=""))


@dataclass(frozen=True, slots=True)
class _Face:
    """One clock of a range: hour, minute, and what says which half of the day it is in."""

    hour: int
    minute: int
    half: str
    """am, pm or empty."""
    certain: bool
    """Whether it can be nothing but a time."""

    @property
    def possible(self) -> tuple[int, ...]:
        """The minutes after midnight that it can mean."""
        if self.half:
            return (self.hour % 12 * 60 + self.minute + (HALF_DAY if self.half == "pm" else 0),)
        if self.hour > 12 or self.hour == 0:  # noqa: PLR2004  A clock face.
            return (self.hour * 60 + self.minute,)
        return (self.hour % 12 * 60 + self.minute, self.hour % 12 * 60 + self.minute + HALF_DAY)


def _token(match: re.Match[str], *, whole_day: bool, half: str, between: bool) -> TimeToken | None:
    whole_day = whole_day and not (match["x1"] or match["x2"])
    first = _face(match, 1, whole_day)
    last = _face(match, 2, whole_day) if match["h2"] else None
    if last is not None and first is not None and match["to"].lower() == "and" and not between:
        last = None  # "12 pm and 7 pm" are two.
    if first is None:
        return None
    end = match.end() if last is not None else _end(match)
    is_bare = not (first.certain or (last is not None and last.certain))
    if is_bare and (not half or last is None or _COUNTED.match(match.string, end)):
        return None
    start, length = _resolved(first, last, half)
    if is_bare and (start is None or (length or 0) > _LONGEST_BARE):
        return None
    return TimeToken(match.start(), end, start, length)


def _over_noon(match: re.Match[str]) -> TimeToken | None:
    """Return the time of bare numbers behind a day that go on over noon, as no dates do: "Wed 12-1"."""
    if match["h2"] is None or match["to"].lower() == "and" or int(match["h1"]) <= int(match["h2"]):
        return None
    first, last = _face(match, 1, whole_day=False), _face(match, 2, whole_day=False)
    if first is None or last is None or _COUNTED.match(match.string, match.end()):
        return None
    start, length = _resolved(first, last, "")
    if start is None or length is None or length > _LONGEST_BARE:
        return None
    return TimeToken(match.start(), match.end(), start, length)


def _end(match: re.Match[str]) -> int:
    return max(match.end(name) for name in ("h1", "m1", "s1", "x1"))


def _face(match: re.Match[str], number: int, whole_day: bool) -> _Face | None:
    hour, minute = int(match[f"h{number}"]), match[f"m{number}"]
    mark = (match[f"x{number}"] or "").strip().lower()
    half = {"a": "am", "p": "pm"}.get(mark[:1], "")
    if hour > 24 or (hour == 24 and not minute and match[f"s{number}"]) or (half and not 1 <= hour <= 12):  # noqa: PLR2004  Clock faces.
        if hour <= 23 and half == "pm":  # noqa: PLR2004  "19:00 pm" is written too.
            half = ""
        else:
            return None
    certain = bool(half or minute or match[f"s{number}"])
    padded = len(match[f"h{number}"]) == 2 and hour < 10 and minute  # noqa: PLR2004  "09:30".
    by_24 = (match[f"s{number}"] or "").strip().lower() in _COUNT_TO_24
    if not half and certain and (whole_day or padded or by_24):
        half = "pm" if hour == 12 else "am" if hour < 12 else ""  # noqa: PLR2004  A clock face.
        if hour == 0:
            half = ""
    return _Face(hour, int(minute or 0), half, certain)


def _resolved(first: _Face, last: _Face | None, half: str) -> tuple[int | None, int | None]:
    """Return start and length: of what both can mean, the one that lasts as meetings do, or as offices do."""
    starts = first.possible
    if last is None:
        if first.hour == 12 and not half:  # noqa: PLR2004  Whoever means midnight says so.
            starts = starts[-1:]
        if len(starts) > 1 and half:
            starts = starts[1:] if half == "pm" else starts[:1]
        return (starts[0], None) if len(starts) == 1 else (None, None)
    pairs = [
        (start, (end - start) % _DAY)
        for start in starts
        for end in last.possible
        if 0 < (end - start) % _DAY <= LONGEST
    ]
    waking = [(start, length) for start, length in pairs if start >= _DAWN and start + length <= _DAY]
    if not half and len(pairs) > 1 and waking:
        pairs = waking
    lengths = {length for _, length in pairs}
    if len(pairs) > 1 and half:
        pairs = [pair for pair in pairs if (pair[0] >= HALF_DAY) == (half == "pm")] or pairs
    if len(pairs) == 1 and (pairs[0] in waking or not waking):
        return pairs[0]
    if not pairs and len(starts) == len(last.possible) == 1 and starts[0] < last.possible[0]:
        return starts[0], last.possible[0] - starts[0]
    length = lengths.pop() if len(lengths) == 1 else None
    return (starts[0] if len(starts) == 1 else None), length
