"""Rows of the search tables in order: near a place by rings, in time by stages, so that little is read."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Connection

from meetfinder.clock import utc
from meetfinder.directory.schedule import Schedule
from meetfinder.search import space
from meetfinder.search.circle import Circle, is_near
from meetfinder.search.dialect import fetch, for_driver
from meetfinder.search.hours import HORIZON, Hours, real_hours, slot_rows
from meetfinder.search.statements import Order, Shape, Source, rows_in_circle, statement
from meetfinder.search.tables import ENDING, HYBRID, IRREGULAR, MOVED
from meetfinder.search.windows import DAY, WEEK, Window
from meetfinder.search.wish import Group, Tags, Wish

FIRST_KM, RARE_FIRST_KM = 1.5, 6.0
"""Radius of the first ring, and of that for what is read by tag: it is rarely within a walk."""
STAGES = (-DAY, -60, 1, 61, 2 * 60 + 1, 3 * 60 + 1, 6 * 60 + 1, DAY + 1, HORIZON)
"""Minutes from now; the first stages hold what is running. For places with more than `MANY` rows."""
MANY, FEW = 4000, 400
"""Rows of a circle. `FEW` are read and sorted in the time that it takes to look up a time in every cell."""
BRIEF = 2 * 60
"""Minutes so few that there is no need to know beforehand how many rows they have."""
STAGES_FROM_AFAR = (-DAY, -60, -20, 16, 31, 61, 6 * 60 + 1, DAY + 1, HORIZON)
RARE_STAGES_FROM_AFAR = (-DAY, 1, 6 * 60 + 1, DAY + 1, HORIZON)
"""The first are finer, because as many may start in a minute all over the world as near a place in a day."""
BANDS_KM = (8.0, 25.0, 80.0)
"""How far people go alike: across town, across the county, half a day; and farther."""
MOST_CELLS = 1500
"""With more cells than this it is quicker to read all of their rows than to look up minutes in each."""
BATCH = 200
SURE = 1 << 60
"""More square decimetres than any two places are apart."""
NO_WINDOWS = json.dumps([])
_BEFORE_ALL = (-SURE, -1, 0)


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


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows, how many of them are not certain, and whether the reading stopped before the end."""

    rows: int
    doubtful: int
    more: bool


@dataclass
class Scan:
    """One search: where from, how far, when, on which connection."""

    connection: Connection
    now: datetime
    tags: Tags
    here: tuple[float, float] | None
    radius_km: float
    wanted: int = 24
    """How many rows are likely to be taken."""

    def __post_init__(self) -> None:
        self.dialect = self.connection.dialect.name
        self.point = space.NOWHERE if self.here is None else space.point(*self.here)
        self.certain, self.far = space.chord_bounds(self.radius_km)
        self.schedules: dict[int, Schedule] = {}
        """Of irregular rows met so far."""
        self.windows: dict[tuple[int, int], list[Window]] = {}
        """Of the week to come, by zone and by length of what may be running."""
        self._circles: dict[float, Circle] = {}
        self._sizes_near: dict[Group, int] = {}
        self._sizes: dict[Group, int] = {}

    @cached_property
    def zones(self) -> dict[int, str]:
        """Every zone that has meetings."""
        return {row[0]: row[1] for row in self._zone_rows}

    @cached_property
    def near_zones(self) -> dict[int, str]:
        """The zones whose box of meetings touches the circle."""
        if self.here is None:
            return {}
        return {row[0]: row[1] for row in self._zone_rows if is_near(row[2:], self.here, self.radius_km)}

    @cached_property
    def _zone_rows(self) -> list[tuple[Any, ...]]:
        return fetch(self.connection, _ZONES)

    def nearest(self, wish: Wish, *, order: Order = Order.DISTANCE, beyond: int = 0) -> Iterator[list[Row]]:
        """Yield rows near the place, by distance (or by `order`, then without rings), from `beyond` on."""
        if order == Order.BEST:
            shape, parameters = self._near(wish, self.radius_km, order)
            yield from self._pages(shape, parameters)
            return
        last, found = beyond - 1, 0
        ring = self.radius_km if self._are_few(wish) else self._first_ring(wish, beyond)
        while True:
            far = self.far if ring >= self.radius_km else space.chord_bounds(ring)[0]
            shape, parameters = self._near(wish, ring, order)
            for page in self._pages(shape, parameters | {"near": last + 1, "far": far}):
                found += len(page)
                yield page
            if ring >= self.radius_km:
                return
            last, ring = max(last, far), self._next_ring(ring, found)

    def _first_ring(self, wish: Wish, beyond: int) -> float:
        """Return the radius of the first ring: small, but around what an earlier page has shown."""
        least = math.sqrt(max(0, beyond)) / space.DECIMETRES
        first = RARE_FIRST_KM if wish.groups else FIRST_KM
        return min(self.radius_km, max(first, least * 1.5))

    def _next_ring(self, ring: float, found: int) -> float:
        """Return a radius that should hold what is wanted, were meetings as frequent farther out as here."""
        wider = ring * math.sqrt(self.wanted / max(found, 0.5)) * 1.2
        return min(self.radius_km, max(2 * ring, min(wider, 8 * ring)))

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
            steps = STAGES
        else:
            steps = self._stages(wish)
        for begins, ends in pairwise(steps):
            stage = max(begins, since), min(ends, until)
            if stage[0] >= stage[1]:
                continue
            shape, parameters = self._timed(wish, stage, order, remote=remote)
            if parameters["windows"] != NO_WINDOWS or shape.long:
                yield from self._pages(shape, parameters)

    def _are_few(self, wish: Wish) -> bool:
        """Say whether all rows of the circle with the tags asked for take no longer than a part of them."""
        return bool(wish.groups) and self.radius_km <= space.WIDE_KM and self._rows_near(wish) <= FEW

    def _stages(self, wish: Wish) -> tuple[int, ...]:
        """Return the stages for what is near, so long that each of them has about as many rows as cells."""
        rows = self._rows_near(wish)
        if rows <= FEW:
            return -DAY, HORIZON
        if rows >= MANY:
            return STAGES
        step = FEW * WEEK // rows
        return (-DAY, *range(min(step, BRIEF) + 1, HORIZON, step), HORIZON)

    def _rows_near(self, wish: Wish) -> int:
        """Count the rows in the cells of the circle, up to `MANY`; of the rarest tags where there are any."""
        key = self._key(wish)
        if key not in self._sizes_near:
            query = rows_in_circle(self.dialect, tagged=bool(key))
            parameters = {"ranges": self._circle(self.radius_km).ranges, "limit": MANY}
            if key:
                parameters["tags"] = json.dumps(key)
            self._sizes_near[key] = fetch(self.connection, query, parameters)[0][0]
        return self._sizes_near[key]

    def _key(self, wish: Wish) -> Group:
        """Return the tags by which rows are read, none where that is not done by tag."""
        return next(iter(self._rarest_first(wish.groups)), ())

    def everywhere(self, *, wanted: int) -> "Scan":
        """Return the same search without a radius."""
        wider = Scan(self.connection, self.now, self.tags, self.here, space.FARTHEST_KM, wanted)
        wider.schedules, wider.windows, wider._circles = self.schedules, self.windows, self._circles
        wider._sizes = self._sizes
        if "_zone_rows" in self.__dict__:
            wider.__dict__["_zone_rows"] = self._zone_rows
        return wider

    def count(self, wish: Wish, *, remote: bool, limit: int) -> Count:
        """Count rows up to `limit`; those of doubt are irregular under a wish for a time, or at the edge."""
        shape, parameters = self._all(wish, remote=remote)
        shape = _changed(shape, counting=True)
        rows, doubtful = self._rows(shape, {**parameters, "limit": limit})[0]
        return Count(rows, int(doubtful), more=rows >= limit)

    def doubtful(self, wish: Wish, *, remote: bool) -> Iterator[list[Row]]:
        """Yield the rows of doubt."""
        shape, parameters = self._all(wish, remote=remote)
        return self._pages(_changed(shape, doubtful=True), parameters)

    def every(self, wish: Wish, *, remote: bool) -> Iterator[list[Row]]:
        """Yield all rows, in any order."""
        return self._pages(*self._all(wish, remote=remote))

    def count_by_tag(self, wish: Wish, tags: list[int], *, remote: bool, limit: int) -> dict[int, int]:
        """Count the rows of each tag up to `limit`; irregular ones as if they were held when asked for."""
        shape, parameters = self._all(wish, remote=remote, split=False)
        groups = self._rarest_first(wish.groups)
        parameters |= {f"group_{number}": json.dumps(group) for number, group in enumerate(groups)}
        parameters |= {"tags": json.dumps(tags), "limit": limit}
        shape = _changed(shape, by_tag=True, tagged=False, also=len(groups))
        return {tag: number for tag, number in self._rows(shape, parameters)}  # noqa: C416  A row is no pair.

    def _all(self, wish: Wish, *, remote: bool, split: bool = True) -> tuple[Shape, dict[str, Any]]:
        """Return what reads every row that a wish may mean, in no order that costs anything."""
        if wish.when:
            return self._timed(wish, (-DAY, HORIZON), Order.START, remote=remote, split=split)
        if not remote:
            return self._near(wish, self.radius_km, Order.DISTANCE)
        shape, parameters = self._common(wish, Source.ZONES, Order.START, remote=True)
        windows = slot_rows(wish.slots, self.zones)
        return _changed(shape, timed=True), parameters | {"windows": json.dumps(windows)}

    def _near(self, wish: Wish, ring: float, order: Order) -> tuple[Shape, dict[str, Any]]:
        """Return what reads the rows of a circle, with windows only where a time is asked for."""
        circle = self._circle(min(ring, self.radius_km))
        timed = bool(wish.when or wish.slots)
        hours = Hours([], [])
        if wish.when:
            hours = real_hours(self.near_zones, when=wish.when, now=self.now, slots=wish.slots, split=True)
        elif wish.slots:
            hours = Hours(slot_rows(wish.slots), [])
        return self._placed(wish, circle, hours, order, timed=timed)

    def _timed(
        self, wish: Wish, stage: tuple[int, int], order: Order, *, remote: bool, split: bool = True
    ) -> tuple[Shape, dict[str, Any]]:
        hours = real_hours(
            self.zones if remote else self.near_zones,
            when=wish.when,
            now=self.now,
            slots=wish.slots,
            stage=stage,
            split=split,
        )
        if not remote:
            return self._placed(wish, self._circle(self.radius_km), hours, order, timed=True, real=True)
        shape, parameters = self._common(wish, Source.ZONES, order, remote=True, real=True)
        shape = _changed(shape, timed=True)
        return self._with_hours(shape, parameters, hours)

    def _placed(
        self,
        wish: Wish,
        circle: Circle,
        hours: Hours,
        order: Order,
        *,
        timed: bool,
        real: bool = False,
    ) -> tuple[Shape, dict[str, Any]]:
        few = timed and circle.size * len(hours.usual) <= 2 * MOST_CELLS
        if few and self._sizes_near.get(self._key(wish), MANY) <= FEW:
            few = False
        source = Source.CELLS if few else Source.RANGES
        shape, parameters = self._common(wish, source, order, remote=False, real=real)
        shape = _changed(shape, timed=timed)
        parameters |= {"near": 0, "far": self.far}
        if few:
            parameters["cells"] = circle.cells
        else:
            parameters["ranges"] = circle.ranges
        return self._with_hours(shape, parameters, hours) if timed else (shape, parameters)

    def _with_hours(
        self, shape: Shape, parameters: dict[str, Any], hours: Hours
    ) -> tuple[Shape, dict[str, Any]]:
        parameters["windows"] = json.dumps(hours.usual)
        long_tag = self.tags.group("long")
        if hours.long and long_tag:
            parameters |= {"long_windows": json.dumps(hours.long), "long_tag": json.dumps(long_tag)}
            shape = _changed(shape, long=True)
        return shape, parameters

    def _common(
        self, wish: Wish, source: Source, order: Order, *, remote: bool, real: bool = False
    ) -> tuple[Shape, dict[str, Any]]:
        """Return the shape and parameters that do not depend on cells and windows."""
        real = real or bool(wish.when)
        groups = self._rarest_first(wish.groups)
        parameters: dict[str, Any] = {
            **self.point._asdict(),
            "any": int(wish.remote if remote else wish.going),
            "also": wish.also,
            "never": int(wish.never) | (0 if real else MOVED),
            "certain": self.certain,
            "check": IRREGULAR if wish.when else ENDING,
            "today": self._yesterday,
        }
        if remote:
            parameters |= {
                "placed": int(wish.going) & HYBRID if self.here else 0,
                "beyond": self.certain,
            }
        if order in {Order.BEST, Order.RANK}:
            parameters |= dict(zip(("first", "second", "third"), map(int, wish.ranks), strict=True))
        if order == Order.BEST:
            parameters |= {
                f"band_{number}": space.chord_bounds(km)[1] for number, km in enumerate(BANDS_KM, start=1)
            }
        if groups:
            parameters["tags"] = json.dumps(groups[0])
        for number, group in enumerate(groups[1:]):
            parameters[f"group_{number}"] = json.dumps(group)
        several = bool(groups) and len(groups[0]) > 1
        shape = Shape(source, order, tagged=bool(groups), several=several, also=max(0, len(groups) - 1))
        return shape, parameters

    def _rarest_first(self, groups: tuple[Group, ...]) -> list[Group]:
        """Order groups by how many rows they have, because the first one decides how much is read."""
        if len(groups) < 2:  # noqa: PLR2004
            return list(groups)
        return sorted(groups, key=self._size)

    def _size(self, group: Group) -> int:
        if group not in self._sizes:
            query = for_driver(self.dialect, _SIZE)
            self._sizes[group] = sum(fetch(self.connection, query, {"tag": tag})[0][0] for tag in group)
        return self._sizes[group]

    def _circle(self, km: float) -> Circle:
        assert self.here is not None
        if km not in self._circles:
            self._circles[km] = Circle(space.cell_ranges(*self.here, km))
        return self._circles[km]

    def _pages(self, shape: Shape, parameters: dict[str, Any]) -> Iterator[list[Row]]:
        """Yield the rows of a statement, at first not many more than are wanted."""
        after, limit = _BEFORE_ALL, self.wanted
        while True:
            keys = {"after_lead": after[0], "after_square": after[1], "after_id": after[2], "limit": limit}
            rows = self._rows(shape, parameters | keys)
            if rows:
                yield list(map(Row._make, rows))
            if len(rows) < limit:
                return
            after, limit = tuple(rows[-1])[:3], min(BATCH, 2 * limit)

    def _rows(self, shape: Shape, parameters: dict[str, Any]) -> list[Any]:
        return fetch(self.connection, statement(shape, self.dialect), parameters)

    @cached_property
    def _yesterday(self) -> str:
        """The last date that may still be today somewhere, or of something that has run past midnight."""
        return (utc(self.now).date() - timedelta(days=2)).isoformat()


def _changed(shape: Shape, **changes: Any) -> Shape:
    return Shape(**{name: changes.get(name, getattr(shape, name)) for name in Shape.__slots__})


_ZONES = "SELECT id, name, south, north, west, east FROM search_zone"
_SIZE = "SELECT count(*) FROM (SELECT 1 FROM tagged_occurrence WHERE tag_id = :tag LIMIT 5000) counted"
