"""Finding towns and codes near a point while building."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import floor
from typing import Generic, Protocol, TypeVar


class Located(Protocol):
    """Anything with a point. Degrees."""

    latitude: float
    longitude: float


T = TypeVar("T", bound=Located)


class Grid(Generic[T]):
    """Things by cell of a fifth of a degree."""

    def __init__(self, things: Iterable[T]) -> None:
        self._cells: dict[tuple[int, int], list[T]] = defaultdict(list)
        for thing in things:
            self._cells[_cell(thing.latitude, thing.longitude)].append(thing)

    def around(self, latitude: float, longitude: float, reach: int = 1) -> Iterator[T]:
        """Yield what lies in the cell of a point and in those up to `reach` cells away."""
        row, column = _cell(latitude, longitude)
        for north in range(row - reach, row + reach + 1):
            for east in range(column - reach, column + reach + 1):
                yield from self._cells.get((north, east), ())


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return floor(latitude * 5), floor(longitude * 5)
