"""In which weeks and months a row says in words that its meeting is held.

Meeting Guide knows weekly meetings only, so groups write the rest into names and notes. A statement counts
only when it is plainly about the meeting itself and names the weekday of the row.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from meetfinder.directory.recurrence import LAST, WEEKLY, Recurrence

_DAY = r"(?P<day>sun|mon|tue|wed|thu|fri|sat)[a-z]*"
_ORDINAL = r"(?:1st|2nd|3rd|4th|5th|last)"
_WORD_ORDINAL = r"(?:1st|2nd|3rd|4th|5th|last|first|second|third|fourth|fifth)"
_AND = r"\s*(?:,|&|and|\+|/)\s*(?:and\s+)?(?:the\s+)?"
_NTHS = rf"(?P<nths>{_WORD_ORDINAL}(?:{_AND}{_WORD_ORDINAL})*)\s+{_DAY}"
_OF_MONTH = r"(?:of|in) (?:the|each|every) month\b|(?:each|every) month\b"
_IN_NAME = re.compile(rf"\b(?P<nths>{_ORDINAL}(?:{_AND}{_ORDINAL})*)\s+{_DAY}\b", re.IGNORECASE)
_PLAIN_IN_NAME = re.compile(rf"\b{_NTHS}\s+(?:{_OF_MONTH}|only\b)", re.IGNORECASE)
_IN_SENTENCE = re.compile(
    r"\b(?:meets?|held|occurs?)\b(?:[^.\n]{0,30}?\b(?:on|every)| only)?\s+(?:the )?"
    rf"{_NTHS}(?:\s+(?:evenings?|mornings?|nights?))?\s*(?:,?\s*(?:{_OF_MONTH}|only\b)|$)",
    re.IGNORECASE,
)
_WEEKS_OFF = re.compile(
    rf"\b(?:no meetings?|does not meet|not held)(?: on)?(?: the)? {_NTHS}\s+(?:{_OF_MONTH})", re.IGNORECASE
)
_OTHER_MATTERS = re.compile(
    r"\b(?:business|open|closed|birthdays?|speaker|chips?|step|tradition|also|except|potluck|celebrat\w*|newcomers?)\b",
    re.IGNORECASE,
)
_UNKNOWN_IN_NAME = re.compile(r"\b(?:every other|alternate|fortnightly|bi-?weekly|monthly)\b", re.IGNORECASE)
_UNKNOWN_IN_SENTENCE = re.compile(
    r"\b(?:this )?(?:meeting|group) (?:meets|is held) (?:on )?"
    r"(?:every other (?:week|sun|mon|tue|wed|thu|fri|sat)|fortnightly|bi-?weekly)",
    re.IGNORECASE,
)
_UNKNOWN_SENTENCE = re.compile(
    rf"(?:(?:meets|held|runs) )?(?:only )?(?:on )?(?:every other (?:week|{_DAY})|fortnightly|bi-?weekly)"
    r"(?: (?:evenings?|mornings?|nights?|only))*",
    re.IGNORECASE,
)
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_NUMBERS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": LAST}
_NUMBERS |= {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:{})[a-z]*\.?".format("|".join(_MONTHS))
_RANGE = rf"(?P<first>{_MONTH})\s*(?:through|thru|to|until|till|[\u2013-])\s*(?P<last>{_MONTH})"
_SEASON_IN_NAME = re.compile(rf"\b{_RANGE}(?!\w| ?\d)", re.IGNORECASE)
_SEASON_SENTENCE = re.compile(
    r"(?:(?:(?:this |the |our )?(?:meeting|group) )?(?:runs|meets|is held|held)"
    r"(?: (?:every|on|each) \w+| weekly| outdoors)?,? )?(?:only )?(?:from )?"
    rf"{_RANGE}(?: only)?(?:,? weather permitting)?",
    re.IGNORECASE,
)
_SEASONAL = re.compile(r"\bseasonal\b|\bsummer only\b|\b(?:only|held) in (?:the )?summer\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Season:
    """The months of every year in which a meeting is held, 1 to 12, inclusive; it may span a new year."""

    first: int
    last: int

    def dates(self, today: date) -> tuple[date, date]:
        """Return first and last day of the season that `today` lies in, or else of the next one."""
        year = today.year - (1 if self.first > self.last and today.month <= self.last else 0)
        if self.first <= self.last < today.month:
            year += 1
        end = year + (1 if self.first > self.last else 0)
        return date(year, self.first, 1), date(end, self.last, monthrange(end, self.last)[1])


def recurrence(*, name: str, notes: str, weekday: int) -> Recurrence | None:
    """Return how often the meeting is held; None where it says "every other" or "monthly" and not when."""
    sentences = _sentences(notes)
    found = _IN_NAME.search(name) or _PLAIN_IN_NAME.search(name)
    found = found or next((match for match in map(_only_some, sentences) if match), None)
    if found is not None and found["day"].lower() == _DAYS[weekday]:
        return _monthly(_nths(found))
    off = _WEEKS_OFF.search(notes)
    if off is not None and off["day"].lower() == _DAYS[weekday]:
        return _monthly(_all_but(_nths(off)))
    if _UNKNOWN_IN_NAME.search(name) or _UNKNOWN_IN_SENTENCE.search(notes):
        return None
    every_other = (_UNKNOWN_SENTENCE.fullmatch(sentence) for sentence in sentences)
    if any(match and (match["day"] or _DAYS[weekday]).lower() == _DAYS[weekday] for match in every_other):
        return None
    return WEEKLY


def season(*, names: tuple[str, ...], notes: str) -> Season | None:
    """Return the months that names or a whole sentence of the notes state."""
    found = next((match for match in map(_SEASON_IN_NAME.search, names) if match), None)
    found = found or next(
        (match for match in map(_SEASON_SENTENCE.fullmatch, _sentences(notes)) if match), None
    )
    if found is None:
        return None
    return Season(*(_MONTHS.index(found[part][:3].lower()) + 1 for part in ("first", "last")))


def seasonal(*names: str) -> bool:
    """Say whether a name says that the meeting is held in one season only."""
    return any(_SEASONAL.search(name) for name in names)


def _sentences(notes: str) -> list[str]:
    return [part.strip(' *-\t\u2013()[]"') for part in re.split(r"[.\n!;]", notes)]


def _only_some(sentence: str) -> re.Match[str] | None:
    return None if _OTHER_MATTERS.search(sentence) else _IN_SENTENCE.search(sentence)


def _nths(found: re.Match[str]) -> set[int]:
    return {_NUMBERS[word.lower()] for word in re.findall(_WORD_ORDINAL, found["nths"], re.IGNORECASE)}


def _all_but(off: set[int]) -> set[int]:
    """Return the other weeks; where the last one is off, the fourth may be it, and is left out as well."""
    return {1, 2, 3, 4, 5} - off - ({4, 5} if LAST in off else set())


def _monthly(nths: set[int]) -> Recurrence:
    return Recurrence(kind="monthly", nths=tuple(sorted(nths, key=lambda nth: nth % 7)))
