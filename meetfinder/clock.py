"""The time, and the zones it is told in: the one source of both for the whole program.

Importing this module makes ``zoneinfo`` read only the pinned ``tzdata`` package. ``zoneinfo`` would
otherwise prefer the machine's own zone files, and those of a stable system are often old: they are an hour
wrong for British Columbia and Alberta since November 2026, when both stayed on summer time for good. An hour
wrong is a locked door. For the same reason no zone arithmetic is ever left to a database.
"""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

zoneinfo.reset_tzpath(to=[])
# A zone that was loaded before this import came from the machine's files; resetting the path keeps it.
ZoneInfo.clear_cache()

_KNOWN_ZONES = frozenset(zoneinfo.available_timezones())


class _Frozen:
    """The moment at which tests hold the clock; None while it runs.

    It is one value for the process and not a context variable, so that a server thread that a test started
    reads the same time as the test.
    """

    moment: datetime | None = None


def now() -> datetime:
    """Return the current moment, aware, in UTC."""
    return _Frozen.moment or datetime.now(UTC)


def freeze(moment: datetime | None) -> None:
    """Hold the clock at an aware moment, or let it run again with None; raise ValueError for a naive one."""
    _Frozen.moment = None if moment is None else utc(moment)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Hold the clock at an aware moment inside a ``with`` block, then put back what was there before."""
    before = _Frozen.moment
    freeze(moment)
    try:
        yield now()
    finally:
        _Frozen.moment = before


def utc(moment: datetime) -> datetime:
    """Return the same moment in UTC; raise ValueError for a naive one, else read as machine time."""
    if moment.tzinfo is UTC:  # A search asks this a thousand times.
        return moment
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC)


@cache
def zone(name: str) -> ZoneInfo:
    """Return the IANA zone of that exact name from the pinned data; raise ValueError where there is none."""
    if name not in _KNOWN_ZONES:
        raise ValueError(f"unknown time zone: {name!r}")
    return ZoneInfo(name)
