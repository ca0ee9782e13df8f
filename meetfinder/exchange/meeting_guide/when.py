"""When a row's meeting is held: slots, length, zone, weeks, and whether it is held at all for now."""

from dataclasses import dataclass, field, replace
from datetime import date

from meetfinder.clock import zone
from meetfinder.directory.models import Attendance, MeetingStatus
from meetfinder.directory.recurrence import WEEKLY, Recurrence, is_regular_date
from meetfinder.directory.schedule import DateException, Schedule
from meetfinder.exchange.meeting_guide import stated, weeks
from meetfinder.exchange.meeting_guide.attending import Attending
from meetfinder.exchange.meeting_guide.closures import closed_for_now
from meetfinder.exchange.meeting_guide.dates_off import dates_off
from meetfinder.exchange.meeting_guide.place import Row
from meetfinder.exchange.meeting_guide.reading import Refused
from meetfinder.exchange.meeting_guide.times import LONGEST_CREDIBLE, Slot, days, duration, minute, slot
from meetfinder.exchange.meeting_guide.words import line, paragraphs

_MOST_MINUTES_APART = 180
_HOUR = 60


@dataclass(slots=True)
class When:
    """What a row says of its time. `read_slots` begins it, `settle` ends it."""

    slots: tuple[Slot, ...]
    """In the zone; one for each weekday."""
    length: int | None
    """Minutes; None where the row does not say, or not credibly."""
    timezone: str = ""
    """IANA name; empty where neither row nor place tell."""
    rule: Recurrence = WEEKLY
    exceptions: tuple[DateException, ...] = ()
    status: str = MeetingStatus.ACTIVE
    warnings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def schedule(self) -> Schedule:
        """The schedule of the first slot."""
        first = self.slots[0]
        return Schedule(
            first.weekday, first.start_minute, self.length, self.timezone, self.rule, self.exceptions
        )


def read_slots(row: Row) -> When:
    """Read days and times; raise Refused for a row that is held by appointment or at no readable time."""
    weekdays, start = days(row.get("day")), minute(row.get("time"))
    if weekdays is None:
        raise Refused("day", "not_a_day")
    if not weekdays or not line(row.get("time")):
        raise Refused("time" if weekdays else "day", "by_appointment")
    if start is None:
        raise Refused("time", "not_a_time")
    end = minute(row.get("end_time"))
    when = When(tuple(slot(weekday, start) for weekday in weekdays), duration(start, end))
    if end is None and line(row.get("end_time")):
        when.warnings.append(("end_time", "not_a_time"))
    elif end is not None and end < start and (when.length or 0) > LONGEST_CREDIBLE:
        when.length = None
        when.warnings.append(("end_time", "end_not_credible"))
    return when


def settle(when: When, row: Row, *, here: str, how: Attending, country: str, today: date) -> None:
    """Settle zone, weeks and status of a meeting whose place lies in the zone `here` (empty: unknown)."""
    _settle_zone(when, row, here, how)
    when.status = how.status
    names, notes = (line(row.get("name")), line(row.get("group"))), paragraphs(row.get("notes"))
    if closed_for_now(names=names, notes=notes):
        _hold(when, "notes", "said_closed")
    if len(when.slots) == 1:  # A statement about one weekday says nothing certain of the others.
        _settle_weeks(when, names[0], notes)
        _settle_dates(when, notes, country, today)
    _settle_season(when, names, notes, today)


def _settle_weeks(when: When, name: str, notes: str) -> None:
    rule = weeks.recurrence(name=name, notes=notes, weekday=when.slots[0].weekday)
    if rule is None:
        _hold(when, "name", "weeks_not_stated")
    elif rule != WEEKLY:
        when.rule = rule
        when.warnings.append(("name", "only_some_weeks"))


def _settle_dates(when: When, notes: str, country: str, today: date) -> None:
    off = dates_off(notes, weekday=when.slots[0].weekday, country=country, today=today)
    if off is None:
        when.warnings.append(("notes", "dates_unclear"))
        return
    held = [day for day in off if is_regular_date(when.rule, weekday=when.slots[0].weekday, day=day)]
    when.exceptions = tuple(DateException(day, "cancelled") for day in held)
    if held:
        when.warnings.append(("notes", "dates_off"))


def _settle_season(when: When, names: tuple[str, ...], notes: str, today: date) -> None:
    """Hold the meeting in the present or next season; the next import after its end moves it on a year."""
    season = weeks.season(names=names, notes=notes)
    if season is not None:
        starts_on, ends_on = season.dates(today)
        when.rule = replace(when.rule, starts_on=starts_on, ends_on=ends_on)
        when.exceptions = tuple(item for item in when.exceptions if starts_on <= item.on <= ends_on)
        when.warnings.append(("notes", "only_some_months"))
    elif weeks.seasonal(*names):
        _hold(when, "name", "months_not_stated")


def _hold(when: When, where: str, code: str) -> None:
    if when.status == MeetingStatus.ACTIVE:
        when.status = MeetingStatus.PAUSED
        when.warnings.append((where, code))


def _settle_zone(when: When, row: Row, here: str, how: Attending) -> None:
    """Find the zone in which the row's time is meant, and move the slots where they are told in another.

    The order is: the row's own zone; a zone that its name states together with the time ("8pm Eastern"), when
    one can join from afar; the zone of its place. In-person meetings go by the clock on their wall.
    """
    own = line(row.get("timezone"))
    if own and _is_zone(own):
        when.timezone = own
        return
    if own:
        when.warnings.append(("timezone", "unknown_zone"))
    clock = stated.clock_in(line(row.get("name")))
    when.timezone = here or (clock.timezone if clock else "")
    if clock is None or not here or stated.agree(clock, when.slots[0].start_minute, here):
        return
    if how.attendance != Attendance.IN_PERSON and clock.minute == when.slots[0].start_minute:
        _take_zone(when, clock, here, how)
    else:
        _take_time(when, clock, here)


def _take_zone(when: When, clock: stated.StatedClock, here: str, how: Attending) -> None:
    """Take the zone that the name states; a hybrid meeting is told in the hours of its door, if it can be."""
    when.warnings.append(("name", "zone_from_name"))
    apart = stated.minutes_apart(clock.timezone, here)
    if how.attendance == Attendance.HYBRID and apart is not None:
        when.slots = tuple(stated.moved(item, apart) for item in when.slots)
    else:
        when.timezone = clock.timezone


def _take_time(when: When, clock: stated.StatedClock, here: str) -> None:
    """Take the name's time where the row's is off by whole hours: it is told in the list keeper's zone.

    Who is there too early waits; who is there when it is over has come for nothing, and the name is what the
    group itself wrote.
    """
    shift = clock.minute - when.slots[0].start_minute
    same_zone = stated.minutes_apart(clock.timezone, here) == 0
    if same_zone and shift % _HOUR == 0 and abs(shift) <= _MOST_MINUTES_APART:
        when.warnings.append(("time", "time_from_name"))
        when.slots = tuple(stated.moved(item, shift) for item in when.slots)
    else:
        when.warnings.append(("time", "name_disagrees"))


def _is_zone(name: str) -> bool:
    try:
        zone(name)
    except ValueError:
        return False
    return True
