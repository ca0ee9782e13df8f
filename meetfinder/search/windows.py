"""Stretches of real time as minutes of the week of a zone's wall clocks, right across clock changes.

The search tables know a meeting by its local minute of the week. A window says from which to which of those
minutes the starts lie that fall into a stretch of real time, and when the first of them comes, so that
databases need no time zones. Real time here is whole minutes since 1970 in UTC. A start in an hour that is
skipped is taken as `directory.schedule` takes it, later by what is skipped; of an hour that comes twice only
the first counts.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from meetfinder.clock import zone

DAY = 1440
WEEK = 7 * DAY
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_MINUTE = 4 * DAY
"""1970 began on a Thursday; weeks here begin on Sunday."""
_BEFORE, _AFTER = 4, 14
"""Days around the day asked for whose clock changes are looked up together."""


class Window(NamedTuple):
    """Local minutes of the week `low` to `high` (both inclusive), and the moment at which `low` is."""

    low: int
    high: int
    at: int


class _Stretch(NamedTuple):
    """A time in which a zone's clocks did not change."""

    begins: int
    ends: int
    offset: int


def minute_of(moment: datetime) -> int:
    """Return the whole minutes since 1970 of an aware moment, rounded down."""
    return int((moment.astimezone(UTC) - _EPOCH) // timedelta(minutes=1))


def moment_of(minute: int) -> datetime:
    """Return the aware moment, in UTC, of whole minutes since 1970."""
    return _EPOCH + timedelta(minutes=minute)


@lru_cache(maxsize=4096)
def windows(zone_name: str, begins: int, ends: int) -> tuple[Window, ...]:
    """Return the windows of starts from `begins` up to before `ends`, at most ten days long.

    They are remembered, because all searches of a minute ask for the same ones.
    """
    found: list[Window] = []
    before: int | None = None
    for stretch in _stretches(zone_name, begins // DAY):
        if before is None or before == stretch.offset:
            first = stretch.begins
        else:
            step = stretch.offset - before
            if step > 0:  # Skipped wall times mean the same distance after the change.
                skipped = _Stretch(stretch.begins, stretch.begins + step, before)
                found += _cut(skipped, begins, ends)
            first = stretch.begins + max(0, -step)
        found += _cut(stretch._replace(begins=first), begins, ends)
        before = stretch.offset
    return tuple(found)


def weekly(low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield `low` to `high` (inclusive), which may lie in any week, as parts of one week."""
    while low <= high:
        start = low % WEEK
        stop = min(WEEK - 1, start + high - low)
        yield start, stop
        low += stop - start + 1


def meet(window: Window, slots: tuple[tuple[int, int], ...]) -> Iterator[Window]:
    """Yield the parts of a window that lie in one of these ranges of minutes of the week."""
    for low, high in slots:
        first, last = max(low, window.low), min(high, window.high)
        if first <= last:
            yield Window(first, last, window.at + first - window.low)


def _cut(stretch: _Stretch, begins: int, ends: int) -> Iterator[Window]:
    """Yield the windows of the real minutes that lie in both, read at the offset of the stretch."""
    first, last = max(stretch.begins, begins), min(stretch.ends, ends)
    local = stretch.offset + _EPOCH_MINUTE
    at = first
    for low, high in weekly(first + local, last + local - 1):
        yield Window(low, high, at)
        at += high - low + 1


def clock_of(zone_name: str, minute: int) -> object:
    """Return something equal for all zones whose clocks show the same around a minute."""
    return _stretches(zone_name, minute // DAY)


@lru_cache(maxsize=4096)
def _stretches(zone_name: str, day: int) -> tuple[_Stretch, ...]:
    """Return the stretches around a day (since 1970), in order."""
    local = zone(zone_name)
    first, last = (day - _BEFORE) * DAY, (day + _AFTER) * DAY
    found = []
    begins, offset = first, _offset(first, local)
    for step in range(first + DAY, last + 1, DAY):
        if _offset(step, local) != offset:
            change = _change(step - DAY, step, local)
            found.append(_Stretch(begins, change, offset))
            begins, offset = change, _offset(step, local)
    return (*found, _Stretch(begins, last, offset))


def _change(low: int, high: int, local: tzinfo) -> int:
    """Return the first minute at which clocks differ from those at `low`, known to be at `high` or before."""
    before = _offset(low, local)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(middle, local) == before else (low, middle)
    return high


def _offset(minute: int, local: tzinfo) -> int:
    moment = moment_of(minute).astimezone(local)
    return int((moment.utcoffset() or timedelta()) // timedelta(minutes=1))
