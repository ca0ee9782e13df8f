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
    """The cells of a circle as the parameters of statements."""

    def __init__(self, ranges: tuple[tuple[int, int], ...]) -> None:
        middle = len(ranges) / 2
        # From the middle out: who counts up to a limit need not first go through what lies at the edge.
        self._ranges = [run for _, run in sorted(enumerate(ranges), key=lambda run: abs(run[0] - middle))]
        self.size = space.count_cells(ranges)

    @cached_property
    def ranges(self) -> str:
        """First and last cell of each run."""
        return number_lists(self._ranges)

    @cached_property
    def cells(self) -> str:
        """Every cell."""
        return str(space.cells(self._ranges))


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
