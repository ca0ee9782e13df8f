"""The cells and zones that a circle around a place touches."""

from functools import cached_property
from typing import Any

from meetfinder.search import space
from meetfinder.search.dialect import number_lists

_KM_A_DEGREE = 110.5
"""Of latitude, at the least."""
_POLAR = 89.0
"""A circle that reaches this latitude may hold any longitude."""


class Circle:
    """The cells of a circle as the parameters of statements.

    Runs of cells are given as first, last and whether all of the run is known to lie within the circle.
    """

    def __init__(self, here: tuple[float, float], km: float) -> None:
        self._here, self._km = here, km

    @cached_property
    def size(self) -> int:
        """How many cells."""
        return space.count_cells(self._runs)

    @cached_property
    def ranges(self) -> str:
        """Every run, none of them known to lie within."""
        return number_lists((low, high, 0) for low, high in self._runs)

    @cached_property
    def sure_ranges(self) -> str:
        """Every run, those within first: what is there need not be looked at."""
        inner = space.inner_ranges(*self._here, self._km)
        parts = [part for run in self._runs for part in _split(run, inner)]
        return number_lists([part for part in parts if part[2]] + [part for part in parts if not part[2]])

    def ranges_beyond(self, km: float) -> str:
        """Return the runs but for those that lie wholly within `km`."""
        inner = space.inner_ranges(*self._here, km)
        return number_lists(part for run in self._runs for part in _split(run, inner) if not part[2])

    @cached_property
    def cells(self) -> str:
        """Every cell."""
        return str(space.cells(self._runs))

    @cached_property
    def _runs(self) -> list[tuple[int, int]]:
        runs = space.cell_ranges(*self._here, self._km)
        middle = len(runs) / 2
        # From the middle out: who counts up to a limit need not first go through what lies at the edge.
        return [run for _, run in sorted(enumerate(runs), key=lambda run: abs(run[0] - middle))]


def _split(run: tuple[int, int], inner: dict[int, tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return a run of one row as what lies before, in and after the inner run of that row."""
    low, high = run
    first, last = inner.get(low // space.COLUMNS, (high + 1, high))
    if not low <= first <= last <= high:
        return [(low, high, 0)]
    parts = ((low, first - 1, 0), (first, last, 1), (last + 1, high, 0))
    return [part for part in parts if part[0] <= part[1]]


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
