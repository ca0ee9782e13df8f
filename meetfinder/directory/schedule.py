"""When a meeting is held: local wall time plus zone in, moments out. Pure: no database, no clock of its own.

A time that does not exist on its day (clocks went forward over it) is moved forward by what was skipped and
flagged ``shifted``; a time that comes twice means the first. Both are what RFC 5545 §3.3.5 prescribes, so
calendar programs that read our rules show the same hours.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from meetfinder.clock import utc, zone
from meetfinder.directory.recurrence import (
    WEEKLY,
    Recurrence,
    is_regular_date,
    problems,
    regular_dates,
    rule_text,
)

__all__ = [
    "DEFAULT_DURATION",
    "DateException",
    "Occurrence",
    "Recurrence",
    "Schedule",
    "is_running",
    "minute_of_week",
    "next_occurrence",
    "occurrences",
    "rrule",
    "tonight_window",
    "validate",
]

DEFAULT_DURATION = timedelta(minutes=60)
LONGEST_MINUTES = MINUTES_PER_DAY = 24 * 60
EVENING_BEGINS = time(17)
NIGHT_ENDS = time(4)

# How many days, besides the duration's whole ones, a local date can lie from the date in UTC at which its
# occurrence is running: one for the zone, one for the rest of the duration, and one for a meeting shifted
# over a day that was skipped (Samoa had no 30 December 2011).
_SLACK_DAYS = 3


@dataclass(frozen=True, slots=True)
class DateException:
    """What differs on one regular date: the meeting is "cancelled", or "moved" to another local time."""

    on: date  # The local date of the regular occurrence.
    kind: str  # "cancelled" or "moved".
    moved_to: datetime | None = None  # Naive local wall time, for "moved".
    note: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One weekday and start of a meeting, in the wall time of its zone."""

    weekday: int  # 0 is Sunday, 6 is Saturday, as in Meeting Guide.
    start_minute: int  # Minutes after local midnight, 0..1439.
    duration_minutes: int | None  # None where not stated; may run past midnight.
    timezone: str  # IANA name.
    recurrence: Recurrence = WEEKLY
    exceptions: tuple[DateException, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time the meeting is held.

    ``start`` and ``end`` are aware and in the meeting's zone. Python subtracts and compares two such times by
    their wall clocks; take both to UTC first where the real length counts.
    """

    start: datetime
    end: datetime  # Start plus the duration in real time, or plus DEFAULT_DURATION where none is stated.
    date: date  # The local date of the regular occurrence it stems from.
    shifted: bool  # The wall time does not exist that day and was moved forward.
    moved: bool
    note: str


def occurrences(schedule: Schedule, *, after: datetime, before: datetime) -> Iterator[Occurrence]:
    """Yield, by start, the occurrences that end after ``after`` and start before ``before`` (aware moments).

    It is lazy, so ``before`` may lie far off. An exception takes its regular date away; a "moved" one puts
    its own time there, wherever that lies: outside the rule's range of dates too, and inside the window
    though the regular date is not. An exception for a date without a regular occurrence is ignored, a moved
    one too: it is left over from an earlier schedule, and following it would lead to a locked door. Of two
    exceptions for one date a cancellation wins. Raises ValueError for naive moments and unknown zones.
    """
    after, before = utc(after), utc(before)
    local = zone(schedule.timezone)
    if not schedule.exceptions:
        return _regular(schedule, local, after, before)
    return heapq.merge(
        _regular(schedule, local, after, before), _moved(schedule, local, after, before), key=_start_utc
    )


def next_occurrence(
    schedule: Schedule,
    *,
    now: datetime,
    grace_minutes: int = 0,
    horizon_days: int = 400,
    include_running: bool = True,
) -> Occurrence | None:
    """Return the first occurrence that has not ended at ``now``, or None within ``horizon_days``.

    Without ``include_running`` it must not have started either, or not longer than ``grace_minutes`` ago.
    What is over is never returned, however generous the grace.
    """
    now = utc(now)
    before = now + timedelta(days=horizon_days)
    if include_running and schedule.recurrence == WEEKLY and not schedule.exceptions:
        return _next_weekly(schedule, now, before)
    oldest_start = now - timedelta(minutes=grace_minutes)
    for occurrence in occurrences(schedule, after=now, before=before):
        if include_running or utc(occurrence.start) >= oldest_start:
            return occurrence
    return None


def is_running(occurrence: Occurrence, now: datetime) -> bool:
    """Say whether the occurrence has started and not ended at an aware moment."""
    return utc(occurrence.start) <= utc(now) < utc(occurrence.end)


def tonight_window(now: datetime, timezone: str) -> tuple[datetime, datetime]:
    """Return from when to when "tonight" is in a meeting's zone; to be given to ``occurrences``.

    Tonight is from 17:00 to 04:00 of the next local morning, less what has passed of it: who asks at 19:30
    must not be sent to what is over, who asks at noon means the evening, and who asks at 02:00 is still awake
    in the night before and means what is open until 04:00, not the next evening. A meeting running when the
    window opens counts, because ``occurrences`` goes by the end.
    """
    moment, local = utc(now), zone(timezone)
    here = moment.astimezone(local)
    night_of = here.date() - timedelta(days=1) if here.time() < NIGHT_ENDS else here.date()
    opens = datetime.combine(night_of, EVENING_BEGINS, local).astimezone(UTC)
    end_wall = datetime.combine(night_of + timedelta(days=1), NIGHT_ENDS, local)
    # Where 04:00 comes twice the night ends with the second; in a gap the reading of fold 0 is the later one.
    closes = max(end_wall.astimezone(UTC), end_wall.replace(fold=1).astimezone(UTC))
    return max(moment, opens).astimezone(local), closes.astimezone(local)


def validate(schedule: Schedule) -> list[str]:
    """Return a code for each thing wrong; an empty list where the schedule can be used.

    "weekday", "start_minute", "duration", "timezone", the codes of ``recurrence.problems``, "exceptions"
    (an unknown kind, a move without a naive time, two for one date) and "exception_unmatched" (not a regular
    date; harmless, see ``occurrences``).
    """
    found = []
    if schedule.weekday not in range(7):
        found.append("weekday")
    if schedule.start_minute not in range(MINUTES_PER_DAY):
        found.append("start_minute")
    if schedule.duration_minutes is not None and not 1 <= schedule.duration_minutes <= LONGEST_MINUTES:
        found.append("duration")
    try:
        zone(schedule.timezone)
    except ValueError:
        found.append("timezone")
    return found + problems(schedule.recurrence, weekday=schedule.weekday) + _exception_problems(schedule)


def rrule(schedule: Schedule) -> str:
    """Return the rule as RFC 5545 RRULE text, without DTSTART and exceptions.

    DTSTART must be an occurrence (RFC 5545 §3.8.5.3), in the meeting's zone; for every n weeks it also fixes
    which weeks are meant. UNTIL is in UTC, as a DTSTART with a zone demands.
    """
    text = rule_text(schedule.recurrence, weekday=schedule.weekday)
    last = schedule.recurrence.ends_on
    if last is None:
        return text
    until = datetime.combine(last, _start_time(schedule), zone(schedule.timezone)).astimezone(UTC)
    return f"{text};UNTIL={until:%Y%m%dT%H%M%SZ}"


def minute_of_week(schedule: Schedule) -> int:
    """Return the local start as minutes since Sunday 00:00, 0..10079."""
    return schedule.weekday * MINUTES_PER_DAY + schedule.start_minute


def _regular(schedule: Schedule, local: tzinfo, after: datetime, before: datetime) -> Iterator[Occurrence]:
    """Yield the occurrences of regular dates without an exception, by start."""
    length, start_time = _duration(schedule), _start_time(schedule)
    excepted = {exception.on for exception in schedule.exceptions}
    dates = regular_dates(
        schedule.recurrence,
        weekday=schedule.weekday,
        first=after.toordinal() - length.days - _SLACK_DAYS,
        last=before.toordinal() + _SLACK_DAYS,
    )
    for day in dates:
        if day in excepted:
            continue
        wall = datetime.combine(day, start_time, local)
        start = wall.astimezone(UTC)
        if start >= before:
            return
        if start + length > after:
            yield _occurrence(start, wall, length, day)


def _next_weekly(schedule: Schedule, after: datetime, before: datetime) -> Occurrence | None:
    """Return what `_regular` would yield first of what is held every week: most are, and all are asked."""
    local, length, start_time = zone(schedule.timezone), _duration(schedule), _start_time(schedule)
    ordinal = after.toordinal() - length.days - _SLACK_DAYS
    ordinal += (schedule.weekday - ordinal) % 7
    while True:
        day = date.fromordinal(ordinal)
        wall = datetime.combine(day, start_time, local)
        start = wall.astimezone(UTC)
        if start >= before:
            return None
        if start + length > after:
            return _occurrence(start, wall, length, day)
        ordinal += 7


def _moved(schedule: Schedule, local: tzinfo, after: datetime, before: datetime) -> list[Occurrence]:
    """Return the occurrences that were moved into the window, by start."""
    length = _duration(schedule)
    cancelled = {exception.on for exception in schedule.exceptions if exception.kind == "cancelled"}
    by_date = {exception.on: exception for exception in schedule.exceptions if exception.kind == "moved"}
    found = []
    for day, exception in by_date.items():
        if exception.moved_to is None or day in cancelled or not _is_regular(schedule, day):
            continue
        wall = exception.moved_to.replace(tzinfo=local, fold=0)
        start = wall.astimezone(UTC)
        if start < before and start + length > after:
            found.append(_occurrence(start, wall, length, day, moved=True, note=exception.note))
    return sorted(found, key=_start_utc)


def _occurrence(
    start: datetime, wall: datetime, length: timedelta, day: date, *, moved: bool = False, note: str = ""
) -> Occurrence:
    """Make an occurrence of a start in UTC and the aware wall time, of fold 0, that it was read from."""
    here = start.astimezone(wall.tzinfo)
    # Two times of one zone are compared by their wall clocks, which is what is asked here.
    shifted = here != wall
    return Occurrence(here, (start + length).astimezone(wall.tzinfo), day, shifted, moved, note)


def _exception_problems(schedule: Schedule) -> list[str]:
    """Return the codes for the exceptions, each at most once."""
    found = []
    days = {exception.on for exception in schedule.exceptions}
    if len(days) < len(schedule.exceptions) or not all(map(_is_sound, schedule.exceptions)):
        found.append("exceptions")
    if not all(_is_regular(schedule, day) for day in days):
        found.append("exception_unmatched")
    return found


def _is_sound(exception: DateException) -> bool:
    """Say whether an exception is of a known kind and, where it moves, says to what wall time."""
    if exception.kind == "moved":
        return exception.moved_to is not None and exception.moved_to.tzinfo is None
    return exception.kind == "cancelled"


def _is_regular(schedule: Schedule, day: date) -> bool:
    return is_regular_date(schedule.recurrence, weekday=schedule.weekday, day=day)


def _start_time(schedule: Schedule) -> time:
    return time(*divmod(schedule.start_minute, 60))


def _duration(schedule: Schedule) -> timedelta:
    # A meeting of no length would never be running; a list whose end equals the start means "not stated".
    minutes = schedule.duration_minutes or 0
    return _minutes(minutes) if minutes > 0 else DEFAULT_DURATION


@lru_cache(maxsize=MINUTES_PER_DAY)
def _minutes(count: int) -> timedelta:
    # Making a timedelta takes a tenth of what a whole search step may; lengths are few.
    return timedelta(minutes=count)


def _start_utc(occurrence: Occurrence) -> datetime:
    return occurrence.start.astimezone(UTC)
