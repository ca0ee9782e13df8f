"""On which dates a row says in words that there is no meeting, as in "No meeting on 11/24 and 11/26".

Notes stay in lists for years, mostly without a year. A date is believed only where it falls on the meeting's
weekday within the next twelve months and can be read in one way.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERIC = r"\d{1,2}/\d{1,2}(?:/\d{2,4})?"
_WORDED = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? 20\d\d)?(?!\d)"
_DATE = rf"(?:(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*\.?,? )?(?:{_NUMERIC}|{_WORDED})"
_STATEMENT = re.compile(
    r"(?:\bno meetings?(?: will be held)?|\bnot meeting|\bwill not meet|\bmeeting (?:is )?cancel+ed|"
    r"\bdark|\bcancel+ed)"
    rf"(?: for the next \w+ weeks)?(?: on)?:? (?P<dates>{_DATE}(?:\s*(?:,|&|and|or|/)\s*(?:and )?{_DATE})*)",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?P<numeric>{_NUMERIC})|(?P<worded>{_WORDED})", re.IGNORECASE)
_AHEAD = timedelta(days=365)


def dates_off(notes: str, *, weekday: int, country: str, today: date) -> tuple[date, ...] | None:
    """Return the dates without a meeting from `today` on; None where some are stated, none surely.

    `weekday` is 0 for Sunday; `country` (alpha-2) says in which order day and month are written.
    """
    stated = [part for found in _STATEMENT.finditer(notes) for part in _ONE.finditer(found["dates"])]
    sure = set()
    for part in stated:
        possible = {day for day in _readings(part, country, today) if day.isoweekday() % 7 == weekday}
        possible = {day for day in possible if today <= day < today + _AHEAD}
        if len(possible) == 1:
            sure |= possible
    return tuple(sorted(sure)) if sure or not stated else None


def _readings(part: re.Match[str], country: str, today: date) -> Iterator[date]:
    """Yield every date that the text can mean, in the year it names or in this year and the next."""
    numbers = [int(digits) for digits in re.findall(r"\d+", part[0])]
    if part["worded"]:
        numbers.insert(0, _MONTHS.index(part[0][:3].lower()) + 1)
    first, second, *year = numbers
    years = [year[0] % 100 + 2000] if year else [today.year, today.year + 1]
    orders = {(first, second)} if part["worded"] or country == "US" else {(first, second), (second, first)}
    for month, day in orders:
        for one in years:
            try:
                yield date(one, month, day)
            except ValueError:
                continue
