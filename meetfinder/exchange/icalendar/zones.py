"""VTIMEZONE from the pinned zone data: yearly rules where a zone has them, single dates where it has not.

A calendar program goes by these rules when it does not know the zone, or knows it as it was: British Columbia
and Alberta keep summer time for good since November 2026, and many programs will not know that for years.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from meetfinder.clock import zone
from meetfinder.exchange.icalendar.text import block, line, local, utc

YEARS_AHEAD = 12
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7
_FEWEST_FOR_A_RULE = 3


@dataclass(frozen=True, slots=True)
class _Change:
    """A moment at which clocks are set."""

    moment: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def wall(self) -> datetime:
        """The local time of the change by the clocks of before, which is how RFC 5545 states it; naive."""
        return (self.moment + self.before).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What changes of several years have in common."""

    before: timedelta
    after: timedelta
    name: str
    summer: bool
    month: int
    hour: tuple[int, int]


@lru_cache(maxsize=256)
def vtimezone(name: str, first: date, today: date) -> str:
    """Return the component of a zone for events from `first` on; raise ValueError for an unknown zone."""
    start = datetime(first.year - 1, 1, 1, tzinfo=UTC)
    last_year = max(today.year, first.year) + YEARS_AHEAD
    changes = list(_changes(name, start, datetime(last_year + 1, 1, 1, tzinfo=UTC)))
    parts = [_beginning(name, start)]
    families: defaultdict[_Rule, list[_Change]] = defaultdict(list)
    for change in changes:
        at = (change.wall.hour, change.wall.minute)
        rule = _Rule(change.before, change.after, change.name, change.summer, change.wall.month, at)
        families[rule].append(change)
    for family in families.values():
        parts += _observances(family, last_year)
    return block("VTIMEZONE", [line("TZID", name), *parts])


def _changes(name: str, start: datetime, end: datetime) -> Iterator[_Change]:
    """Yield the changes in order, found by halving the weeks in which the offset differs."""
    here = zone(name)
    moment = start
    while moment < end:
        following = moment + timedelta(days=_WEEK)
        if moment.astimezone(here).utcoffset() != following.astimezone(here).utcoffset():
            low, high = moment, following
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                same = middle.astimezone(here).utcoffset() == low.astimezone(here).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            yield _change(low, high, name)
        moment = following


def _change(low: datetime, high: datetime, name: str) -> _Change:
    here = zone(name)
    before, after = low.astimezone(here), high.astimezone(here)
    offsets = before.utcoffset() or timedelta(), after.utcoffset() or timedelta()
    return _Change(high, *offsets, name=after.tzname() or "", summer=bool(after.dst()))


def _beginning(name: str, start: datetime) -> str:
    """Return what holds until the first change."""
    here = start.astimezone(zone(name))
    offset = here.utcoffset() or timedelta()
    wall = (start + offset).replace(tzinfo=None)
    return _component(wall, offset, offset, here.tzname() or "", summer=bool(here.dst()), rule="")


def _observances(family: list[_Change], last_year: int) -> Iterator[str]:
    """Yield one component with a yearly rule, if the family has one, else a component for each change."""
    day = _common_day(family)
    years = [change.wall.year for change in family]
    if day is None or years != list(range(years[0], years[0] + len(years))):
        for change in family:
            yield _of(change, rule="")
        return
    until = "" if years[-1] >= last_year else f";UNTIL={utc(family[-1].moment)}"
    yield _of(family[0], rule=f"FREQ=YEARLY;BYMONTH={family[0].wall.month};BYDAY={day}{until}")


def _common_day(family: list[_Change]) -> str | None:
    """Return the weekday of the month, such as 2SU or -1SU, that all changes fall on."""
    if len(family) < _FEWEST_FOR_A_RULE:
        return None
    days = [set(_places(change.wall)) for change in family]
    common = set.intersection(*days)
    return min(common, key=lambda text: not text.startswith("-")) if common else None


def _places(wall: datetime) -> Iterator[str]:
    weekday = _DAYS[wall.weekday()]
    yield f"{(wall.day + _WEEK - 1) // _WEEK}{weekday}"
    if wall.day + _WEEK > calendar.monthrange(wall.year, wall.month)[1]:
        yield f"-1{weekday}"


def _of(change: _Change, *, rule: str) -> str:
    return _component(change.wall, change.before, change.after, change.name, summer=change.summer, rule=rule)


def _component(
    wall: datetime, before: timedelta, after: timedelta, name: str, *, summer: bool, rule: str
) -> str:
    lines = [
        line("DTSTART", local(wall)),
        line("TZOFFSETFROM", _offset(before)),
        line("TZOFFSETTO", _offset(after)),
        line("TZNAME", name),
    ]
    return block("DAYLIGHT" if summer else "STANDARD", [*lines, line("RRULE", rule)] if rule else lines)


def _offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}{f'{left:02}' if left else ''}"
