"""What the tables cannot say for certain of a row: the very edge of a circle, and real dates."""

from collections.abc import Iterable, Iterator

from meetfinder.directory.reading import schedules
from meetfinder.directory.schedule import (
    Occurrence,
    Schedule,
    minute_of_week,
    next_occurrence,
    occurrences,
)
from meetfinder.search import space
from meetfinder.search.hours import HORIZON, span
from meetfinder.search.scan import Row, Scan
from meetfinder.search.tables import ENDING, HYBRID, IRREGULAR, MOVED
from meetfinder.search.windows import DAY, minute_of, moment_of, windows
from meetfinder.search.wish import Wish

NO_START = 1 << 40
"""The start of what has no further date."""


class Truth:
    """Looks at single rows of one search."""

    def __init__(self, scan: Scan, wish: Wish) -> None:
        self.scan = scan
        self.wish = wish
        self.base = scan.minute
        self._dated = IRREGULAR if wish.when else ENDING | MOVED
        self._placed = int(wish.going) & HYBRID
        self._schedules = scan.schedules
        self._noticed: set[int] = set()

    def holding(self, batches: Iterable[list[Row]], *, remote: bool) -> Iterator[list[Row]]:
        """Yield the batches without the rows that do not match after all."""
        for batch in batches:
            self._noticed.update(row.meeting_id for row in batch if row.flags & IRREGULAR)
            dated = [row for row in batch if self._is_dated(row)]
            if dated:
                self.load(dated)
            yield [row for row in batch if self._holds(row, remote=remote)]

    def load(self, rows: Iterable[Row]) -> None:
        """Read the schedules of irregular rows, and of others noticed so far: it costs the same."""
        missing = {row.meeting_id for row in rows if row.flags & IRREGULAR} - self._schedules.keys()
        if missing:
            wanted = missing | (self._noticed - self._schedules.keys())
            self._schedules.update(schedules(wanted, self.scan.connection))

    def start(self, row: Row) -> int:
        """Return in how many minutes from now the next occurrence starts, running ones included."""
        if not row.flags & IRREGULAR and not self.wish.when:
            return self._weekly_start(row)
        coming = self.coming(self.schedule(row))
        return NO_START if coming is None else minute_of(coming.start) - self.base

    def _weekly_start(self, row: Row) -> int:
        """Return the start of what is held every week, without looking at any date."""
        begins = self.base - row.length + 1
        found = windows(self.scan.zones[row.zone_id], begins, begins + HORIZON)
        return next(at + row.minute - low for low, high, at in found if low <= row.minute <= high) - self.base

    def coming(self, schedule: Schedule) -> Occurrence | None:
        """Return the occurrence that a searcher wants to know of: in the time asked for, else the next."""
        if not self.wish.when:
            return next_occurrence(schedule, now=self.scan.now)
        asked = span(self.wish.when, self.scan.now, schedule.timezone)
        begins, ends = moment_of(self.base + asked.over), moment_of(self.base + asked.ends)
        return next(iter(occurrences(schedule, after=begins, before=ends)), None)

    def schedule(self, row: Row) -> Schedule:
        """Return when the meeting of a row is held; an irregular one must have been loaded."""
        if row.flags & IRREGULAR:
            return self._schedules[row.meeting_id]
        weekday, minute = divmod(row.minute, DAY)
        return Schedule(weekday, minute, row.length, self.scan.zones[row.zone_id])

    def _is_dated(self, row: Row) -> bool:
        return bool(row.flags & self._dated)

    def _holds(self, row: Row, *, remote: bool) -> bool:
        return self._is_placed_right(row, remote=remote) and (not self._is_dated(row) or self._is_held(row))

    def _is_placed_right(self, row: Row, *, remote: bool) -> bool:
        scan = self.scan
        if scan.here is None or (not remote and row.square <= scan.certain):
            return True
        place = space.Point(row.x, row.y, row.z)
        if not remote:
            return self._km(place, row.square) <= scan.radius_km
        if not (row.flags & self._placed) or place == space.NOWHERE:
            return True
        square = space.chord_2(place, scan.point)
        return square > scan.far or self._km(place, square) > scan.radius_km

    def _km(self, place: space.Point, square: int) -> float:
        assert self.scan.here is not None
        return space.kilometres(self.scan.here, space.degrees(place), square)

    def _is_held(self, row: Row) -> bool:
        schedule = self.schedule(row)
        if self.wish.slots and not any(
            low <= minute_of_week(schedule) <= high for low, high in self.wish.slots
        ):
            return False
        return self.coming(schedule) is not None
