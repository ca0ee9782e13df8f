"""Where a search looks from, how far and when, and how much there is: what its statements are made of."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from meetfinder.clock import utc
from meetfinder.directory.schedule import Schedule
from meetfinder.search import space
from meetfinder.search.circle import Circle, is_near
from meetfinder.search.dialect import fetch, for_driver
from meetfinder.search.hours import Clock, clocks_of
from meetfinder.search.statements import rows_in_circle
from meetfinder.search.windows import minute_of
from meetfinder.search.wish import Group, Tags, Wish

MANY, FEW = 2000, 400
"""Rows of a circle. `FEW` are read and sorted in the time that it takes to look up a time in every cell."""


@dataclass
class Around:
    """One search: where from, how far, when, on which connection."""

    connection: Connection
    now: datetime
    tags: Tags
    here: tuple[float, float] | None
    radius_km: float
    wanted: int = 24
    """How many rows are likely to be taken."""
    seen: int = 0
    """How many an earlier search has found, where this one goes on beyond its radius."""

    def __post_init__(self) -> None:
        self.dialect = self.connection.dialect.name
        self.minute = minute_of(self.now)
        """The same in whole minutes since 1970."""
        self.point = space.NOWHERE if self.here is None else space.point(*self.here)
        self.certain, self.far = space.chord_bounds(self.radius_km)
        self.schedules: dict[int, Schedule] = {}
        """Of irregular rows met so far."""
        self.crowded = False
        """Whether even what is rare is found at every corner, as far as it has been looked for."""
        self._circles: dict[float, Circle] = {}
        self._sizes_near: dict[tuple[Group, int], int] = {}
        self._sizes: dict[Group, int] = {}

    @cached_property
    def zones(self) -> dict[int, str]:
        """Every zone that has meetings."""
        return {row[0]: row[1] for row in self._zone_rows}

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """Those zones by what their clocks show."""
        return clocks_of(self.zones, self.now)

    @cached_property
    def near_clocks(self) -> tuple[Clock, ...]:
        """The zones whose box of meetings touches the circle, by what their clocks show."""
        if self.here is None:
            return ()
        near = {row[0]: row[1] for row in self._zone_rows if is_near(row[2:], self.here, self.radius_km)}
        return clocks_of(near, self.now)

    @cached_property
    def _zone_rows(self) -> list[tuple[Any, ...]]:
        return fetch(self.connection, _ZONES)

    def circle(self, km: float) -> Circle:
        """Return the circle of this radius around the place."""
        assert self.here is not None
        if km not in self._circles:
            self._circles[km] = Circle(self.here, km)
        return self._circles[km]

    def rows_near(self, wish: Wish, limit: int = MANY) -> int:
        """Count the rows in the cells of the circle up to `limit`, of the rarest tags where there are any."""
        key = self.read_by(wish), limit
        if key not in self._sizes_near:
            tags = key[0]
            query = rows_in_circle(self.dialect, tagged=bool(tags))
            parameters = {"ranges": self.circle(self.radius_km).ranges, "limit": limit}
            if tags:
                parameters["tags"] = json.dumps(tags)
            self._sizes_near[key] = fetch(self.connection, query, parameters)[0][0]
        return self._sizes_near[key]

    def are_few(self, wish: Wish) -> bool:
        """Say whether all rows of the circle with the tags asked for take no longer than a part of them."""
        if not wish.groups or self.radius_km > space.WIDE_KM:
            return False
        return self.rows_near(wish, FEW + 1) <= FEW

    def known_to_be_few(self, wish: Wish) -> bool:
        """Say whether they have been counted already and are few."""
        tags = self.read_by(wish)
        return any(self._sizes_near.get((tags, limit), MANY) <= FEW for limit in (FEW + 1, MANY))

    def read_by(self, wish: Wish) -> Group:
        """Return the tags by which rows are read, none where that is not done by tag."""
        return next(iter(self.rarest_first(wish.groups)), ())

    def rarest_first(self, groups: tuple[Group, ...]) -> list[Group]:
        """Order groups by how many rows they have, because the first one decides how much is read."""
        if len(groups) < 2:  # noqa: PLR2004
            return list(groups)
        return sorted(groups, key=self._size)

    def _size(self, group: Group) -> int:
        if group not in self._sizes:
            query = for_driver(self.dialect, _SIZE)
            self._sizes[group] = sum(fetch(self.connection, query, {"tag": tag})[0][0] for tag in group)
        return self._sizes[group]

    @cached_property
    def yesterday(self) -> str:
        """The last date that may still be today somewhere, or of something that has run past midnight."""
        return (utc(self.now).date() - timedelta(days=2)).isoformat()


_ZONES = "SELECT id, name, south, north, west, east FROM search_zone"
_SIZE = "SELECT count(*) FROM (SELECT 1 FROM tagged_occurrence WHERE tag_id = :tag LIMIT 5000) counted"
