"""Lists of the dates of a month, "Tue 3 Steps 2-3 pm" and so on: one entry for what recurs."""

import re
from collections import defaultdict

from meetfinder.exchange.page.days import only_days
from meetfinder.exchange.page.tables import Entry

_DATED = re.compile(
    r"\W{0,3}(?P<day>[A-Z][a-zA-Z]{2,8})\.?,?\s+(?P<date>[0-3]?\d)(?:st|nd|rd|th)?(?![\w./]|:\d)"
    r"(?!\s*[-\u2013]\s*\d|\s*[ap]\.?m\b)[\s:,\u2013-]+(?P<rest>\S.*)"
)
_FEWEST_LINES, _FEWEST_DATES, _WEEK = 3, 4, 7


def dated_entries(lines: list[str]) -> tuple[list[Entry], list[str]]:
    """Return what recurs in lines that begin with a weekday and a date, and the lines that do not.

    What stands on one date only is an event. Without such lines, and where they are of no one month, every
    line is returned.
    """
    dates: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    firsts: set[int] = set()
    rest: list[str] = []
    for line in lines:
        found = _DATED.fullmatch(line)
        day = only_days(found["day"]) if found else None
        if found is None or day is None:
            rest.append(line)
            continue
        firsts.add((day.days[0][0] - int(found["date"])) % _WEEK)
        dates[found["day"], " ".join(found["rest"].split())].append(int(found["date"]))
    if len(firsts) != 1 or len(lines) - len(rest) < _FEWEST_LINES or max(map(len, dates.values())) == 1:
        return [], lines
    recurring = [(said, sorted(on)) for said, on in dates.items() if len(on) > 1]
    return [_entry(said, on) for said, on in recurring], rest


def _entry(said: tuple[str, str], dates: list[int]) -> Entry:
    every_week = len(dates) >= _FEWEST_DATES and dates[-1] - dates[0] == _WEEK * (len(dates) - 1)
    return Entry(words="\n".join(said), sometimes=not every_week)
