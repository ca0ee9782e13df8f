"""What a name says of the zone that its time is meant in, as in "8:15pm Central".

Other words are read in `closures`, `weeks`, `dates_off` and `minors`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from meetfinder.clock import zone
from meetfinder.exchange.meeting_guide.times import MINUTES_PER_DAY, MINUTES_PER_WEEK, Slot

_ZONES = {
    "eastern": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "central european": "Europe/Berlin",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "london": "Europe/London",
    "uk": "Europe/London",
    "south african": "Africa/Johannesburg",
    "south africa": "Africa/Johannesburg",
}
_CLOCK = re.compile(
    r"\b(?P<hours>1[0-2]|[1-9])(?::(?P<minutes>[0-5]\d))?\s*(?P<half>[ap])\.?m\.?\s*\(?\s*"
    rf"(?P<zone>{'|'.join(sorted(_ZONES, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_SAMPLES = tuple(datetime(2027, month, day, 12, tzinfo=UTC) for month in range(1, 13) for day in (1, 20))


@dataclass(frozen=True, slots=True)
class StatedClock:
    """A time of day that a name gives together with its zone."""

    minute: int
    timezone: str


def clock_in(name: str) -> StatedClock | None:
    """Return the time and zone that a name states, as in "8:15pm Central", or None."""
    found = _CLOCK.search(name)
    if found is None:
        return None
    hours = int(found["hours"]) % 12 + (12 if found["half"].lower() == "p" else 0)
    return StatedClock(60 * hours + int(found["minutes"] or 0), _ZONES[found["zone"].lower()])


def minutes_apart(here: str, there: str) -> int | None:
    """Return by how many minutes clocks `there` are ahead of `here`, or None where that changes in a year."""
    found = {_offset(moment, there) - _offset(moment, here) for moment in _SAMPLES}
    return found.pop() if len(found) == 1 else None


def agree(stated: StatedClock, minute: int, timezone: str) -> bool:
    """Say whether at some time of the year the stated clock shows its time when `timezone` shows `minute`."""
    return any(
        (stated.minute - _offset(moment, stated.timezone) - minute + _offset(moment, timezone))
        % MINUTES_PER_DAY
        == 0
        for moment in _SAMPLES
    )


def moved(slot: Slot, minutes: int) -> Slot:
    """Return the slot that many minutes later, or earlier, in the week."""
    total = (slot.weekday * MINUTES_PER_DAY + slot.start_minute + minutes) % MINUTES_PER_WEEK
    return Slot(*divmod(total, MINUTES_PER_DAY))


def _offset(moment: datetime, timezone: str) -> int:
    offset = moment.astimezone(zone(timezone)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)
