"""The time a search looks at, in each zone: what windows of local minutes it leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from meetfinder.clock import utc, zone
from meetfinder.directory.schedule import tonight_window
from meetfinder.search.dialect import number_lists
from meetfinder.search.rows import LONG_MINUTES
from meetfinder.search.tables import MOVED
from meetfinder.search.windows import DAY, WEEK, Window, clock_of, meet, minute_of, moment_of, windows

SOON_MINUTES = 120
"""`now` means running, or starting within this."""
HORIZON = WEEK + 180
"""Minutes ahead within which every weekly meeting starts at least once, clock changes included."""
ANY_ZONE = 0
NEVER_OVER = -10 * WEEK

Row = tuple[int, ...]
"""Zone, first and last minute of the week, minutes from now to the first, minutes from now after which it
must end, flags that must be there; and of what is near up to two more zones."""
ZONES_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes from now: an occurrence must end after `over` and start before `ends`."""

    over: int
    ends: int


def span(when: str, now: datetime, zone_name: str) -> Span:
    """Return the time that `now`, `tonight`, `today` or nothing (the week to come) means in a zone."""
    if when == "now":
        return Span(0, SOON_MINUTES + 1)
    if when == "tonight":
        opens, closes = tonight_window(now, zone_name)
        return Span(max(0, minute_of(opens) - minute_of(now)), minute_of(closes) - minute_of(now))
    if when == "today":
        local = zone(zone_name)
        tomorrow = utc(now).astimezone(local).date() + timedelta(days=1)
        midnight = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=local)
        return Span(0, minute_of(midnight) - minute_of(now))
    return Span(0, HORIZON)


def slot_rows(slots: tuple[tuple[int, int], ...], zones: Iterable[int] = (ANY_ZONE,)) -> list[Row]:
    """Return windows of the regular week, whatever the date."""
    return [
        (number, low, high, 0, NEVER_OVER, 0) for number in zones for low, high in slots or ((0, WEEK - 1),)
    ]


@dataclass(frozen=True, slots=True)
class Hours:
    """Windows as parameters of statements: those of most meetings, and those that only long ones need."""

    usual: str
    size: int
    """How many windows `usual` has."""
    long: str
    """Empty where there are none."""


Clock = tuple[str, tuple[int, ...]]
"""The name of a zone, and the numbers of all zones whose clocks show the same."""


def clocks_of(zones: dict[int, str], now: datetime) -> tuple[Clock, ...]:
    """Return zones by what their clocks show around `now`."""
    base = minute_of(now)
    found: dict[object, tuple[str, list[int]]] = {}
    for number, name in zones.items():
        found.setdefault(clock_of(name, base), (name, []))[1].append(number)
    return tuple((name, tuple(numbers)) for name, numbers in found.values())


def hours_of(usual: list[Row], long: list[Row] | None = None) -> Hours:
    """Return these windows as parameters."""
    return Hours(number_lists(usual), len(usual), number_lists(long) if long else "")


NO_HOURS = hours_of([])


@lru_cache(maxsize=1024)
def real_hours(
    clocks: tuple[Clock, ...],
    *,
    when: str,
    minute: int,
    slots: tuple[tuple[int, int], ...] = (),
    stage: tuple[int, int] = (-DAY, HORIZON),
    split: bool,
    only_these: bool = False,
) -> Hours:
    """Return the windows of real occurrences that start in `stage`, in minutes from `minute` (since 1970).

    With `split` the windows reach back only as far as most meetings last, and what is longer gets its own.
    `only_these` says that no other zone can be met, and that rows are compared with them one by one: then
    zones of one clock share a window, and those of a single clock need not be told apart. They are
    remembered, because all searches of a minute ask for the same ones.
    """
    usual: list[Row] = []
    long: list[Row] = []
    for name, numbers in clocks:
        same = _windows(name, when=when, base=minute, slots=slots, stage=stage, split=split)
        if only_these and len(clocks) == 1:
            return hours_of(*same)
        together = ZONES_A_ROW if only_these else 1
        for at in range(0, len(numbers), together):
            first, *others = numbers[at : at + together]
            for rows, found in zip((usual, long), same, strict=True):
                rows.extend([(first, *row[1:], *others) for row in found])
    return hours_of(usual, long)


def _windows(
    name: str,
    *,
    when: str,
    base: int,
    slots: tuple[tuple[int, int], ...],
    stage: tuple[int, int],
    split: bool,
) -> tuple[list[Row], list[Row]]:
    """Return the windows of a zone: those of most meetings, and those that only long ones need."""
    asked = span(when, moment_of(base), name)
    back = asked.over - (LONG_MINUTES if split else DAY)
    begins, ends = max(stage[0], back), min(stage[1], asked.ends)
    usual = _rows(windows(name, base + begins, base + ends), base, asked.over, slots)
    if not split or stage[0] >= back:
        return usual, []
    begins, ends = max(stage[0], asked.over - DAY), min(stage[1], back)
    return usual, _rows(windows(name, base + begins, base + ends), base, asked.over, slots)


def _rows(found: tuple[Window, ...], base: int, over: int, slots: tuple[tuple[int, int], ...]) -> list[Row]:
    if not slots:
        return [(ANY_ZONE, low, high, at - base, over, 0) for low, high, at in found]
    # The regular slot of what was moved stands elsewhere, so that it is looked at whatever its minute.
    moved: list[Row] = [(ANY_ZONE, low, high, at - base, over, MOVED) for low, high, at in found]
    cut = [part for window in found for part in meet(window, slots)]
    return [*((ANY_ZONE, low, high, at - base, over, 0) for low, high, at in cut), *moved]
