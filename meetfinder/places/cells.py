"""The cells of an eighth of a degree by which towns near a point are found."""

from collections.abc import Iterator
from math import cos, floor, radians

COLUMNS, ROWS = 2880, 1440
CELLS_A_DEGREE = 8
KM_A_CELL = 13.9


def cell_of(latitude: float, longitude: float) -> int:
    """Return the number of the cell that holds a point in degrees."""
    row = min(floor((latitude + 90) * CELLS_A_DEGREE), ROWS - 1)
    return row * COLUMNS + floor((longitude + 180) * CELLS_A_DEGREE) % COLUMNS


def spans_around(latitude: float, longitude: float, km: float) -> Iterator[tuple[int, int]]:
    """Yield the first and last cells of stretches that cover a circle, on the date line and at poles too."""
    row = cell_of(latitude, longitude) // COLUMNS
    reach = floor(km / KM_A_CELL) + 1
    for near in range(max(row - reach, 0), min(row + reach, ROWS - 1) + 1):
        edge = min(abs(near / CELLS_A_DEGREE - 90) + 1 / CELLS_A_DEGREE, 89.9)
        wide = min(floor(km / (KM_A_CELL * cos(radians(edge)))) + 1, COLUMNS // 2)
        column = floor((longitude + 180) * CELLS_A_DEGREE)
        for first, last in _wrapped(column - wide, min(column + wide, column - wide + COLUMNS - 1)):
            yield near * COLUMNS + first, near * COLUMNS + last


def _wrapped(first: int, last: int) -> list[tuple[int, int]]:
    first, last = first % COLUMNS, last % COLUMNS
    return [(first, last)] if first <= last else [(first, COLUMNS - 1), (0, last)]
