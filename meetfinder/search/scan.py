"""Rows of the search tables in order: near a place by rings, in time by stages, so that little is read."""

import json
import math
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from meetfinder.search import space
from meetfinder.search.around import FEW, MANY
from meetfinder.search.asking import BANDS_KM, Asking
from meetfinder.search.dialect import fetch
from meetfinder.search.hours import HORIZON, NO_HOURS
from meetfinder.search.rows import ENDING_TAG, LONG_MINUTES
from meetfinder.search.statements import Order, Shape, Source, first_from_afar, first_in_cells, statement
from meetfinder.search.windows import DAY, WEEK
from meetfinder.search.wish import Wish

FIRST_KM, RARE_FIRST_KM = 1.5, 6.0
"""Radius of the first ring, and of that for what is read by tag: it is rarely within a walk."""
CROWDED = 2.5
"""How much smaller the first rings are where what is rare fills a page with its first ring."""
THINNING = 5
"""How many times as frequent meetings are within a circle as just outside: towns thin out."""
SURELY = 1.5
"""How much wider a circle is than it need be by that, so that it is seldom too small."""
BOXED_KM = 8.0
"""Up to here a circle is small beside the cells that it touches, so that most of their rows lie outside."""
STAGES = (-DAY, -60, 1, 61, 2 * 60 + 1, 3 * 60 + 1, 6 * 60 + 1, DAY + 1, HORIZON)
"""Minutes from now; the first stages hold what is running. For places with more than `MANY` rows."""
STAGES_FROM_FIRST = (1, 61, 2 * 60 + 1, 4 * 60 + 1, 8 * 60 + 1, DAY)
"""Minutes from the first start close by."""
BRIEF = 2 * 60
"""Minutes so few that there is no need to know beforehand how many rows they have."""
BRIEF_STAGES = (-DAY, 16, 61, DAY)
"""For those: most meetings start at the hour or half past it."""
STAGES_FROM_AFAR = (-DAY, -60, -20, 16, 31, 61, 6 * 60 + 1, DAY + 1, HORIZON)
RARE_STAGES_FROM_AFAR = (-DAY, 1, 6 * 60 + 1, DAY + 1, HORIZON)
"""The first are finer, because as many may start in a minute all over the world as near a place in a day."""
BATCH = 200
SURE = 1 << 60
"""More square decimetres than any two places are apart."""
NO_WINDOWS = NO_HOURS.usual


class Row(NamedTuple):
    """A row that matches. `lead` and `square` sort; `square` is the squared chord, see `space`."""

    lead: int
    square: int
    meeting_id: int
    flags: int
    minute: int
    zone_id: int
    length: int
    x: int
    y: int
    z: int


_ROW = partial(tuple.__new__, Row)
"""What `Row._make` does, in half the time, for hundreds of rows an answer."""


class Scan(Asking):
    """Reads the rows of a search."""

    def nearest(self, wish: Wish, *, order: Order = Order.DISTANCE, beyond: int = 0) -> Iterator[list[Row]]:
        """Yield rows near the place, by distance from `beyond` on (or by `order`, all of them)."""
        last, found = beyond - 1, 0
        least = math.sqrt(max(0, beyond)) / space.DECIMETRES
        ring, farthest = self._first_ring(wish, order, least), least * SURELY * self._widening()
        while True:
            far = self.far if ring >= self.radius_km else space.chord_bounds(ring)[1]
            shape, parameters = self.near(wish, ring, order)
            parameters |= {"near": last + 1, "far": far}
            if ring <= BOXED_KM:
                shape, parameters = shape._replace(boxed=True), parameters | space.box(self.point, far)
            if last > 0 and "ranges" in parameters:
                seen_km = math.sqrt(last) / space.DECIMETRES
                parameters["ranges"] = self.circle(ring).ranges_beyond(seen_km)
            for page in self._pages(shape, parameters):
                found += len(page)
                self.crowded |= wish.rare and last < 0 and len(page) >= self.wanted
                yield page
            if ring >= self.radius_km:
                return
            last, ring = max(last, far), self._next_ring(ring, found, order, farthest)
            farthest = 0

    def _first_ring(self, wish: Wish, order: Order, least: float) -> float:
        """Return the radius of the first ring: small, but around the `least` that is shown already."""
        if order == Order.BEST:
            return min(self.radius_km, BANDS_KM[0])
        if self.are_few(wish):
            return self.radius_km
        first = (RARE_FIRST_KM if wish.groups else FIRST_KM) / (CROWDED if self.crowded else 1)
        return min(self.radius_km, max(first, least * min(1.5, self._widening())))

    def _widening(self) -> float:
        """Return how much wider a circle is than what has been seen, to hold what is wanted."""
        return math.sqrt(1 + THINNING * self.wanted / max(1, self.seen))

    def _next_ring(self, ring: float, found: int, order: Order, farthest: float) -> float:
        """Return a radius that should hold what is wanted, were meetings as frequent farther out as here.

        `farthest` is enough by what an earlier page has shown; 0: not known.
        """
        if order == Order.BEST:
            return self.radius_km
        wider = ring * math.sqrt(self.wanted / max(found, 0.5)) * 1.2
        most = min(8 * ring, farthest) if farthest else 8 * ring
        return min(self.radius_km, max(2 * ring, min(wider, most)))

    def coming(
        self,
        wish: Wish,
        *,
        remote: bool,
        order: Order = Order.START,
        since: int = -DAY,
        until: int = HORIZON,
    ) -> Iterator[list[Row]]:
        """Yield rows by the start of their next occurrence from `since` to before `until`, minutes from now.

        A row that is not regular comes at the earliest minute that it might take place. A row may come twice;
        the first one counts.
        """
        if order == Order.RANK:
            steps: tuple[int, ...] = (-DAY, HORIZON)
        elif remote:
            steps = RARE_STAGES_FROM_AFAR if wish.rare else STAGES_FROM_AFAR
        elif until - since <= BRIEF:
            steps = (since, until) if wish.rare else BRIEF_STAGES
        else:
            steps = self._stages(wish)
        for begins, ends in pairwise(steps):
            stage = max(begins, since), min(ends, until)
            if stage[0] >= stage[1]:
                continue
            shape, parameters = self.timed(wish, stage, order, remote=remote)
            if parameters["windows"] != NO_WINDOWS or shape.long:
                yield from self._pages(shape, parameters)

    def first_from_afar(self, wish: Wish, *, since: int) -> Row | None:
        """Return the row from afar that comes first within a day, of several the one with the lowest id.

        `since` is in minutes from now, and not earlier than most meetings last. An irregular row comes as in
        `coming`. For wishes for no tags and no time.
        """
        shape, parameters = self.timed(wish, (since, DAY), Order.START, remote=True)
        assert not shape.long
        assert not shape.tagged
        found = fetch(self.connection, first_from_afar(shape, self.dialect), parameters)
        return Row._make(found[0]) if found else None

    def _stages(self, wish: Wish) -> tuple[int, ...]:
        """Return the stages for what is near, so long that each of them has about as many rows as cells."""
        rows = self.rows_near(wish)
        if rows <= FEW:
            return -DAY, HORIZON
        if rows >= MANY:
            return self._stages_from_first(wish)
        step = FEW * WEEK // rows
        return (-DAY, *range(min(step, BRIEF) + 1, HORIZON, step), HORIZON)

    def _stages_from_first(self, wish: Wish) -> tuple[int, ...]:
        """Return stages whose first ends with what comes first close by: about as many come all around."""
        if wish.when or wish.groups:
            return STAGES
        close = self.within(BOXED_KM)
        shape, parameters = close.timed(wish, (-LONG_MINUTES, DAY), Order.START, remote=False)
        if shape.source != Source.CELLS:
            return STAGES
        first = fetch(self.connection, first_in_cells(shape, self.dialect), parameters)[0][0]
        if first is None:
            return STAGES
        return (-DAY, *(first + later for later in STAGES_FROM_FIRST), HORIZON)

    def everywhere(self, *, wanted: int, seen: int) -> "Scan":
        """Return the same search without a radius; `seen` is how many are within it."""
        other = self._with_radius(space.FARTHEST_KM, wanted)
        other.seen = seen
        return other

    def within(self, km: float) -> "Scan":
        """Return the same search for what is no farther than this, as the crow flies."""
        return self if km >= self.radius_km else self._with_radius(km, self.wanted)

    def _with_radius(self, km: float, wanted: int) -> "Scan":
        other = Scan(self.connection, self.now, self.tags, self.here, km, wanted)
        other.schedules, other._circles = self.schedules, self._circles
        other._sizes = self._sizes
        if km < self.radius_km:  # There are no more than around.
            other._sizes_near = self._sizes_near
            other.__dict__["near_clocks"] = self.near_clocks
        if "_zone_rows" in self.__dict__:
            other.__dict__["_zone_rows"] = self._zone_rows
        return other

    def count(self, wish: Wish, *, remote: bool, limit: int) -> int:
        """Count up to `limit` what matches for certain; how far and when need not be looked at again."""
        shape, parameters = self.every_row(wish, remote=remote)
        if "ranges" in parameters:
            parameters["ranges"] = self.circle(self.radius_km).sure_ranges
        parameters |= {"far": self.certain, "beyond": self.far, "limit": limit}
        parameters["never"] |= parameters["check"]
        return int(self._rows(shape._replace(counting=True), parameters)[0][0])

    def doubtful(self, wish: Wish, *, remote: bool) -> Iterator[list[Row]]:
        """Yield the rows that `count` leaves out: irregular ones under a wish for a time, or at the edge."""
        if self.certain == self.far and not wish.when:
            wish = wish.but(group=self.tags.group(ENDING_TAG))
            if wish.hopeless:
                return iter(())
        shape, parameters = self.every_row(wish, remote=remote)
        return self._pages(shape._replace(doubtful=True), parameters)

    def every(self, wish: Wish, *, remote: bool) -> Iterator[list[Row]]:
        """Yield all rows, in any order."""
        return self._pages(*self.every_row(wish, remote=remote))

    def count_by_tag(self, wish: Wish, tags: list[int], *, remote: bool, limit: int) -> dict[int, int]:
        """Count the rows of each tag up to `limit`; irregular ones as if they were held when asked for."""
        shape, parameters = self.every_row(wish, remote=remote, split=False)
        groups = self.rarest_first(wish.groups)
        parameters |= {f"group_{number}": json.dumps(group) for number, group in enumerate(groups)}
        parameters |= {"tags": json.dumps(tags), "limit": limit}
        if "ranges" in parameters:
            parameters["ranges"] = self.circle(self.radius_km).sure_ranges
        shape = shape._replace(by_tag=True, tagged=False, also=len(groups))
        return {tag: number for tag, number in self._rows(shape, parameters)}  # noqa: C416  A row is no pair.

    def _pages(self, shape: Shape, parameters: dict[str, Any]) -> Iterator[list[Row]]:
        """Yield the rows of a statement, at first not many more than are wanted."""
        limit = self.wanted
        rows = self._rows(shape, parameters | {"limit": limit})
        shape = shape._replace(resumed=True)
        while rows:
            yield list(map(_ROW, rows))
            if len(rows) < limit:
                return
            lead, square, meeting_id = rows[-1][:3]
            limit = min(BATCH, 2 * limit)
            keys = {"after_lead": lead, "after_square": square, "after_id": meeting_id, "limit": limit}
            rows = self._rows(shape, parameters | keys)

    def _rows(self, shape: Shape, parameters: dict[str, Any]) -> list[Any]:
        return fetch(self.connection, statement(shape, self.dialect), parameters)
