"""Dates that stand for a series: the first of weekly meetings, or each of them in turn."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from meetfinder.directory.recurrence import WEEKLY, Recurrence
from meetfinder.exchange.page.days import DaysToken
from meetfinder.exchange.page.events import MONTH_WORD
from meetfinder.exchange.page.hours import TimeToken
from meetfinder.exchange.page.pairing import When
from meetfinder.exchange.page.sentences import sentence_end, sentence_start

_FIRST = re.compile(
    r"(?i)\b(?:beginning|starting|effective|from|since|as of)(?: on)? $|"
    r"\bfirst (?:[\w-]+ )?(?:time|meeting|session|one|gathering|of (?:them|these|those|"
    r"which))\b(?:[^.;\n]|(?<=[apm])\.){0,40}[ (]$"
)
_WEEKLY = re.compile(r"(?i)\b(?:weekly|every week|each week)\b")
_MONTHLY = re.compile(r"(?i)\b(?:its|their|our|the) (?:\w+ )?monthly\b")
"""Said of a meeting whose next date alone is told."""
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:/.-]\d|\s*[ap]\.?m\b)"
_EACH = re.compile(
    rf"(?i)[,\s(]*{MONTH_WORD}\.?\s+(?P<dates>{_NUMBER}(?:(?:,?\s+(?:and|&)|,)\s+{_NUMBER})+)(?![\w:])"
)
_UNTIL = re.compile(
    rf"(?i)(?<=s),?\s+{MONTH_WORD}\.?\s+{_NUMBER}\s*(?:-|\u2013|to|through|thru|until)\s*(?:{MONTH_WORD}\.?\s+)?{_NUMBER}"
)
"""Behind several days: "Thursdays, February 13 through May 14"."""
_WEEK, _SEVERAL = 7, 3
"""Days, and dates that tell that something is held every week."""


def begins_series(text: str, position: int) -> bool:
    """Say whether words before a position call what follows the first of several."""
    return _FIRST.search(text, 0, position) is not None


def with_series(days: Sequence[DaysToken], text: str) -> list[DaysToken]:
    """Return the days of a text, those with a date that stands for a series as days that come round."""
    return [_of_series(token, days, text) if token.dated else token for token in days]


def examples(
    days: Sequence[DaysToken], times: Sequence[TimeToken], text: str
) -> dict[frozenset[int], TimeToken]:
    """Return the one time told of each day that is told by a date alone: "begins Thursday, April 10"."""
    found: dict[frozenset[int], list[TimeToken | None]] = {}
    for token in days:
        if token.dated:
            begins, ends = sentence_start(text, token.start), sentence_end(text, token.end)
            beside = [time for time in times if begins <= time.start < ends]
            found.setdefault(token.weekdays, []).append(beside[0] if len(beside) == 1 else None)
    told = {weekdays: tokens[0] for weekdays, tokens in found.items() if len(set(map(_told, tokens))) == 1}
    return {weekdays: token for weekdays, token in told.items() if token and token.minute is not None}


def _told(token: TimeToken | None) -> tuple[int | None, int | None]:
    return (token.minute, token.length) if token else (None, None)


def with_example(when: When, shown: Mapping[frozenset[int], TimeToken]) -> When:
    """Return days without a time with that of the one date of theirs that is told."""
    weekdays = frozenset(day for token in when.days for day in token.weekdays)
    return when if when.times or weekdays not in shown else replace(when, times=(shown[weekdays],))


def _of_series(token: DaysToken, days: Sequence[DaysToken], text: str) -> DaysToken:
    if _UNTIL.match(text, token.end):
        return _with_rule(token, WEEKLY)
    each = _EACH.match(text, token.end)
    if each:
        dates = [int(number) for number in re.findall(r"\d+", each["dates"])]
        steps = {other - one for one, other in pairwise(dates)}
        return _with_rule(token, WEEKLY if steps == {_WEEK} and len(dates) >= _SEVERAL else None)
    start = sentence_start(text, token.start)
    around = text[sentence_start(text, max(start - 2, 0)) : sentence_end(text, token.end)]
    is_told = any(
        start <= other.start < sentence_end(text, token.end)
        for other in days
        if not other.dated and token.weekdays <= other.weekdays
    )
    if not is_told and _MONTHLY.search(text, start, sentence_end(text, token.end)):
        return _with_rule(token, None)
    is_weekly = not is_told and begins_series(text, token.start) and _WEEKLY.search(around) is not None
    return _with_rule(token, WEEKLY) if is_weekly else token


def _with_rule(token: DaysToken, rule: Recurrence | None) -> DaysToken:
    return replace(token, days=tuple((day, rule) for day, _ in token.days), dated=False)
