"""Turns a wish into the shape of a statement and its parameters."""

import json
from typing import Any

from meetfinder.search import space
from meetfinder.search.around import Around
from meetfinder.search.circle import Circle
from meetfinder.search.dialect import number_lists
from meetfinder.search.hours import HORIZON, NO_HOURS, Hours, hours_of, real_hours, slot_rows
from meetfinder.search.statements import Order, Shape, Source
from meetfinder.search.tables import ENDING, GOING, HYBRID, IRREGULAR, MOVED, REMOTE
from meetfinder.search.windows import DAY
from meetfinder.search.wish import ANY_FLAG, Wish

BANDS_KM = (8.0, 25.0, 80.0)
"""How far people go alike: across town, across the county, half a day; and farther."""
_BANDS = {f"band_{number}": space.chord_bounds(km)[1] for number, km in enumerate(BANDS_KM, start=1)}
MOST_CELLS = 1500
"""With more cells than this it is quicker to read all of their rows than to look up minutes in each."""

Asked = tuple[Shape, dict[str, Any]]


class Asking(Around):
    """Makes statements of a search."""

    def every_row(self, wish: Wish, *, remote: bool, split: bool = True) -> Asked:
        """Return what reads every row that a wish may mean, in no order that costs anything."""
        if wish.when:
            return self.timed(wish, (-DAY, HORIZON), Order.START, remote=remote, split=split)
        if not remote:
            return self.near(wish, self.radius_km, Order.DISTANCE)
        shape, parameters = self._common(wish, Source.ZONES, Order.START, remote=True)
        windows = slot_rows(wish.slots, self.zones)
        return shape._replace(timed=True), parameters | {"windows": number_lists(windows)}

    def near(self, wish: Wish, ring: float, order: Order) -> Asked:
        """Return what reads the rows of a circle, with windows only where a time is asked for."""
        circle = self.circle(min(ring, self.radius_km))
        timed = bool(wish.when or wish.slots)
        hours = NO_HOURS
        if wish.when:
            hours = real_hours(
                self.near_clocks,
                when=wish.when,
                minute=self.minute,
                slots=wish.slots,
                split=True,
                only_these=True,
            )
        elif wish.slots:
            hours = hours_of(slot_rows(wish.slots))
        return self._placed(wish, circle, hours, order, timed=timed)

    def timed(
        self, wish: Wish, stage: tuple[int, int], order: Order, *, remote: bool, split: bool = True
    ) -> Asked:
        """Return what reads the rows that start in a stage (minutes from now); `split` as in `real_hours`."""
        hours = real_hours(
            self.clocks if remote else self.near_clocks,
            when=wish.when,
            minute=self.minute,
            slots=wish.slots,
            stage=stage,
            split=split,
            only_these=not remote,
        )
        if not remote:
            return self._placed(wish, self.circle(self.radius_km), hours, order, timed=True, real=True)
        shape, parameters = self._common(wish, Source.ZONES, order, remote=True, real=True)
        shape = shape._replace(timed=True)
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
    ) -> Asked:
        few = timed and circle.size * hours.size <= 2 * MOST_CELLS
        if few and self.known_to_be_few(wish):
            few = False
        source = Source.CELLS if few else Source.RANGES
        shape, parameters = self._common(wish, source, order, remote=False, real=real)
        shape = shape._replace(timed=timed)
        parameters["near"] = 0
        if few:
            parameters["cells"] = circle.cells
        else:
            parameters["ranges"] = circle.ranges
        return self._with_hours(shape, parameters, hours) if timed else (shape, parameters)

    def _with_hours(self, shape: Shape, parameters: dict[str, Any], hours: Hours) -> Asked:
        parameters["windows"] = hours.usual
        long_tag = self.tags.group("long")
        if hours.long and long_tag:
            parameters |= {"long_windows": hours.long, "long_tag": json.dumps(long_tag)}
            shape = shape._replace(long=True)
        return shape, parameters

    def _common(self, wish: Wish, source: Source, order: Order, *, remote: bool, real: bool = False) -> Asked:
        """Return the shape and parameters that do not depend on cells and windows."""
        real = real or bool(wish.when)
        groups = self.rarest_first(wish.groups)
        attending, possible = (wish.remote, REMOTE) if remote else (wish.going, GOING)
        parameters: dict[str, Any] = {
            **self.point._asdict(),
            "any": int(attending),
            "also": wish.also,
            "never": int(wish.never) | (0 if real else MOVED),
            "certain": self.certain,
            "far": self.far,
            "check": IRREGULAR if wish.when else ENDING,
            "today": self.yesterday,
        }
        if remote:
            parameters |= {
                "placed": int(wish.going) & HYBRID if self.here else 0,
                "beyond": self.certain,
            }
        if order in {Order.BEST, Order.RANK}:
            parameters |= dict(zip(("first", "second", "third"), map(int, wish.ranks), strict=True))
        if order == Order.BEST:
            parameters |= _BANDS
        if groups:
            parameters["tags"] = json.dumps(groups[0])
        for number, group in enumerate(groups[1:]):
            parameters[f"group_{number}"] = json.dumps(group)
        shape = Shape(
            source,
            order,
            choosy=attending != possible,
            marked=wish.also != ANY_FLAG,
            tagged=bool(groups),
            several=bool(groups) and len(groups[0]) > 1,
            also=max(0, len(groups) - 1),
        )
        return shape, parameters
