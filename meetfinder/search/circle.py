"""The cells and zones that a circle around a place touches."""

from collections.abc import Iterable
from functools import cached_property
from itertools import zip_longest
from typing import Any

from meetfinder.search import space
from meetfinder.search.runs import Run, packed

_KM_A_DEGREE = 110.5
"""Of latitude, at the least."""
_POLAR = 89.0
"""A circle that reaches this latitude may hold any longitude."""


class Circle:
    """The cells of a circle as the parameters of statements."""

    def __init__(self, here: tuple[float, float], km: float) -> None:
        self._here, self._km = here, km

    @cached_property
    def size(self) -> int:
        """How many cells."""
        return space.count_cells(self._runs)

    @cached_property
    def ranges(self) -> str:
        """Every run, none of them known to lie within."""
        return packed(self._runs)

    @cached_property
    def sure_ranges(self) -> str:
        """Every run, those within first: what is there need not be looked at."""
        within, others = _split(self._runs, space.inner_ranges(*self._here, self._km))
        return packed(others, sure=within)

    def ranges_beyond(self, km: float) -> str:
        """Return the runs but for those that lie wholly within `km`."""
        return packed(_split(self._runs, space.inner_ranges(*self._here, km))[1])

    @cached_property
    def cells(self) -> str:
        """Every cell."""
        return str(space.cells(self._runs))

    @cached_property
    def _runs(self) -> list[Run]:
        runs = space.cell_ranges(*self._here, self._km)
        middle = len(runs) // 2
        # From the middle out: who counts up to a limit need not first go through what lies at the edge.
        sides = zip_longest(runs[middle:], reversed(runs[:middle]))
        return [run for pair in sides for run in pair if run]


def _split(runs: Iterable[Run], inner: dict[int, Run]) -> tuple[list[Run], list[Run]]:
    """Return which parts of runs lie in the inner run of their row, and which before and after it."""
    within, others = [], []
    for low, high in runs:
        first, last = inner.get(low // space.COLUMNS, (high + 1, high))
        if not low <= first <= last <= high:
            others.append((low, high))
            continue
        within.append((first, last))
        if low < first:
            others.append((low, first - 1))
        if last < high:
            others.append((last + 1, high))
    return within, others


def is_near(box: tuple[Any, ...], here: tuple[float, float], km: float) -> bool:
    """Say whether a box (south, north, west, east) may touch the circle; too many boxes do no harm."""
    latitude, longitude = here
    reach = km / _KM_A_DEGREE + 0.01
    if box[0] > latitude + reach or box[1] < latitude - reach:
        return False
    if abs(latitude) + reach >= _POLAR:
        return bool(box[2] <= box[3])
    turn = min(180.0, reach / space.narrowest(latitude - reach, latitude + reach))
    return _touches(longitude - turn, longitude + turn, box[2], box[3])


def _touches(west: float, east: float, box_west: float, box_east: float) -> bool:
    """Say whether an arc of longitudes, perhaps beyond 180°, meets a box."""
    return any(west + turn <= box_east and east + turn >= box_west for turn in (-360, 0, 360))
