"""On which local dates a meeting is held, before any exception: weekly, every n weeks, or nth weekdays.

Dates only. What an hour means on such a date is for ``schedule`` to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

KINDS = ("weekly", "every_n_weeks", "monthly")
FEWEST_WEEKS, MOST_WEEKS = 2, 52
LAST = -1
NTHS = (1, 2, 3, 4, 5, LAST)

_WEEK = 7
_RULE_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
# Two days short of the calendar's end, so that a zone can still be applied to the last date.
_LATEST = date.max.toordinal() - 2


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a meeting repeats on its weekday, and the range of local dates in which it does.

    ``interval`` and ``anchor`` belong to "every_n_weeks", ``nths`` to "monthly"; others ignore them.
    """

    kind: str = "weekly"  # One of KINDS.
    interval: int = 1  # In weeks, 2..52.
    anchor: date | None = None  # A local date on which the meeting is held; it fixes which weeks are meant.
    nths: tuple[int, ...] = ()  # 1..5 and -1 for the last; several are allowed, as in "1st and 3rd".
    starts_on: date | None = None  # The first local date, inclusive.
    ends_on: date | None = None  # The last local date, inclusive.


WEEKLY = Recurrence()


def regular_dates(recurrence: Recurrence, *, weekday: int, first: int, last: int) -> Iterator[date]:
    """Yield in order the dates of the rule from day ``first`` to day ``last`` (ordinals, both inclusive).

    ``weekday`` is 0 for Sunday to 6 for Saturday. A rule that ``problems`` refuses has no dates: a meeting
    shown on a guessed date is worse than one not shown.
    """
    if recurrence.starts_on is not None:
        first = max(first, recurrence.starts_on.toordinal())
    if recurrence.ends_on is not None:
        last = min(last, recurrence.ends_on.toordinal())
    kind = recurrence.kind
    if kind == "every_n_weeks":
        step, phase = _cycle(recurrence, weekday)
    else:
        # Day 7 of the calendar was a Sunday, so an ordinal's remainder by seven is our weekday.
        step, phase = (_WEEK, weekday) if kind in KINDS else (0, 0)
    if not step:
        return
    first = max(first, 1)
    for ordinal in range(first + (phase - first) % step, min(last, _LATEST) + 1, step):
        day = date.fromordinal(ordinal)
        if kind != "monthly" or _is_nth(day, recurrence.nths):
            yield day


def is_regular_date(recurrence: Recurrence, *, weekday: int, day: date) -> bool:
    """Say whether the rule holds the meeting on that local date."""
    ordinal = day.toordinal()
    return any(regular_dates(recurrence, weekday=weekday, first=ordinal, last=ordinal))


def rule_text(recurrence: Recurrence, *, weekday: int) -> str:
    """Return the rule as RFC 5545 text without its end (UNTIL is a moment, and needs the hour and zone)."""
    day = _RULE_DAYS[weekday]
    if recurrence.kind == "monthly":
        days = ",".join(f"{nth}{day}" for nth in NTHS if nth in recurrence.nths)
        return f"FREQ=MONTHLY;BYDAY={days}"
    interval = f";INTERVAL={recurrence.interval}" if recurrence.kind == "every_n_weeks" else ""
    return f"FREQ=WEEKLY{interval};BYDAY={day}"


def problems(recurrence: Recurrence, *, weekday: int) -> list[str]:
    """Return a code for each thing wrong: "kind", "interval", "anchor", "nths", "ends_before_starts"."""
    found = []
    if recurrence.kind not in KINDS:
        found.append("kind")
    if recurrence.kind == "every_n_weeks":
        if not FEWEST_WEEKS <= recurrence.interval <= MOST_WEEKS:
            found.append("interval")
        if recurrence.anchor is None or recurrence.anchor.toordinal() % _WEEK != weekday:
            found.append("anchor")
    if recurrence.kind == "monthly" and not (recurrence.nths and set(recurrence.nths) <= set(NTHS)):
        found.append("nths")
    starts, ends = recurrence.starts_on, recurrence.ends_on
    if starts is not None and ends is not None and ends < starts:
        found.append("ends_before_starts")
    return found


def _cycle(recurrence: Recurrence, weekday: int) -> tuple[int, int]:
    """Return the length in days and the phase of an every-n-weeks rule; length 0 where it is not stated."""
    anchor = recurrence.anchor.toordinal() if recurrence.anchor is not None else 0
    if not anchor or anchor % _WEEK != weekday or recurrence.interval < 1:
        return 0, 0
    return _WEEK * recurrence.interval, anchor


def _is_nth(day: date, nths: tuple[int, ...]) -> bool:
    """Say whether a date is one of those occurrences of its weekday in its month."""
    if (day.day + _WEEK - 1) // _WEEK in nths:
        return True
    return LAST in nths and date.fromordinal(day.toordinal() + _WEEK).month != day.month
