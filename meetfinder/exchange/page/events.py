"""Events that do not come again, which have a day and a time as meetings have."""

import re

_LOOK_BACK, _LONGEST_SENTENCE = 60, 150
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"janvier|f[eé]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre|"
    r"januar|februar|m[aä]rz|juni|juli|oktober|dezember)"
)
MONTH_WORD = rf"(?:{MONTH}|jan|feb[a-z]*|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
"""A whole word, because streets begin as months do: "12 Market, Friday 8 pm" has no date."""
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE_AFTER = re.compile(
    rf"[\s,(]*(?:(?:the\s+)?{MONTH_WORD}\.?\s+{_NUMBER}\b(?!:)|{_NUMBER}\.?\s+(?:of\s+)?{MONTH_WORD}\b|"
    r"\d{1,2}/\d{1,2}\b|\d{1,2} de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep|oct|nov|dic)|"
    r"\d{1,2} del? (?:corriente|presente|este mes)\b)",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(
    rf"(?<!\w)(?:{MONTH_WORD}\.?\s+{_NUMBER}|{_NUMBER}\s+(?:of\s+)?{MONTH_WORD}|\d{{1,2}} de {MONTH})"
    r"(?:,?\s+\d{4})?[ ,(]+(?:a\s+)?$",
    re.IGNORECASE,
)
"""Stands before its day: "June 5 (Friday)"."""
_RANGE = re.compile(
    r"\b(?:start\w*|begin\w*|since|from|until|till?|through|thru|after|before|effective|as of|desde|hasta)\b",
    re.IGNORECASE,
)
_WEEKLY_FROM = re.compile(
    r"(?i)\b(?:weekly|every week|semanal\w*|cada semana)\b.*\b(?:beginning|starting|a partir del?|desde el)"
    r"\s+(?:on\s+)?$"
)
_ONCE = re.compile(
    r"\b(?:one (?:night|evening|day|time) only|one[- ]off|once only|just this once|(?:this|one) week only|"
    r"only this week|special (?:one[- ]time )?(?:event|evening|night|meeting)|una sola (?:noche|vez|fecha)|"
    r"[uú]nica (?:vez|fecha)|s[oó]lo esta semana|"
    r"one[- ]time(?! (?:fee|donation|pass\w+|code|link|payment|registration)))\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:every|each|weekly|\w+day (?:mornings|afternoons|evenings|nights)|cada|todos|\w+days|chaque|"
    r"tous les|jede[nrs]?|\w+tags|mittwochs)\b",
    re.IGNORECASE,
)
"""What says that a day comes round, whatever else is said of it."""


_NOT_HELD = re.compile(
    r"(?i)\b(?:suspended|discontinued|disbanded|(?:temporarily|permanently) (?:closed|cancell?ed)|"
    r"closed until|postponed (?:are|until|till|indefinitely)|(?:are|is|been|were) postponed|"
    r"put off their meetings|"
    r"no longer (?:meets?|meeting|held|active|running|runs?|holds?|offers?|hosts?)(?! (?:on|in|at|by|via)\b)|"
    r"not (?:currently )?meeting|(?:does|do) not meet (?:any ?more|any longer)|on hiatus|"
    r"cancell?ed (?:until|till|permanently)|"
    r"(?:has|have) been cancell?ed|suspendid[ao]s?|ya no se re[uú]nen?)\b"
)
"""What says of a meeting that it is not held now. "Online until further notice" is."""
FORMER = re.compile(r"(?i)\((?:was|were|formerly|previously|used to be|antes)\b[^()]{0,150}\)")
"""When and where something was before."""


_TIME_ON_DATE = re.compile(
    rf"(?i)(?:{MONTH_WORD}\.?\s+{_NUMBER}|{_NUMBER}\.?\s+(?:of |de )?{MONTH_WORD}(?: \d{{4}})?),?\s+"
    rf"(?:(?:at|from|a las|de|von|um|à)\s+)?\d{{1,2}}(?::\d\d)?\s*"
    rf"(?:[ap]\.?m\b|-|(?:to|bis|uhr|h|heures|horas)\b)"
)
_DATE_LINE = re.compile(
    rf"(?i)\W*(?P<day>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?{MONTH_WORD}\.?\s+{_NUMBER}"
    rf"(?:\s*(?:-|\u2013|to|and|&)\s*(?:{MONTH_WORD}\.?\s+)?{_NUMBER})?(?:,?\s+(?P<year>\d{{4}}))?\W*"
)


def is_date(line: str, *, among_dates: bool) -> bool:
    """Say whether a line is a date over events: with its day, but no year as in a byline.

    `among_dates` says that other lines are dates too, where any date is one of events.
    """
    found = _DATE_LINE.fullmatch(line)
    return found is not None and (among_dates or bool(found["day"] and not found["year"]))


def is_on_date(text: str) -> bool:
    """Say whether a sentence without a day of the week tells a time on a date: "June 12th, 6 p.m."."""
    return _TIME_ON_DATE.search(text) is not None and not comes_again(text)


def is_not_held(text: str) -> bool:
    """Say whether words tell of a meeting that it is not held now."""
    return _NOT_HELD.search(text) is not None


def comes_again(text: str) -> bool:
    """Say whether words tell of a day that it comes round."""
    return _AGAIN.search(text) is not None


def has_date(text: str, start: int, end: int) -> bool:
    """Say whether the date of the day between `start` and `end` stands beside it, and is no first of many."""
    dated = _DATE_AFTER.match(text, end) is not None or _follows_date(text, start, end)
    return dated and not _begins_weekly(text, start)


def is_once(text: str) -> bool:
    """Say whether sentences about a day announce it as one that does not come again."""
    return _AGAIN.search(text) is None and _ONCE.search(text) is not None


def _follows_date(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _LOOK_BACK) : start].rpartition("\n")[2]
    found = _DATE_BEFORE.search(before)
    is_one_day = found is not None and _AGAIN.search(text, start, end) is None
    return is_one_day and found is not None and _RANGE.search(before[: found.start()]) is None


def _begins_weekly(text: str, start: int) -> bool:
    """Say whether the date at `start` is the first of weekly ones."""
    sentence = re.split(r"\n|\.\s(?=[A-Z])", text[max(0, start - _LONGEST_SENTENCE) : start])[-1]
    return bool(_WEEKLY_FROM.search(sentence))
