"""The nearest of many points, for many questions: a tree of points that is halved along its longest side."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from meetfinder.search.space import Point, chord_2

LEAF = 12
"""Points that are compared one by one; fewer would only make the tree deeper."""


class _Fork(NamedTuple):
    axis: int
    at: int
    low: "_Fork | list[Point]"
    high: "_Fork | list[Point]"


class Nearest:
    """Points on earth in which the nearest to a place is found in some twenty steps."""

    def __init__(self, points: Iterable[Point]) -> None:
        """Take the points, in any order; several at one place count once."""
        self._root = _halved(sorted(set(points)))

    def to(self, place: Point) -> tuple[Point, int] | None:
        """Return the nearest point and the square of the chord to it; None where there are no points."""
        best: Point | None = None
        reach = 0
        waiting: list[tuple[int, _Fork | list[Point]]] = [(0, self._root)]
        while waiting:
            gap, node = waiting.pop()
            if best is not None and gap >= reach:
                continue
            if isinstance(node, _Fork):
                side = place[node.axis] - node.at
                near, far = (node.low, node.high) if side <= 0 else (node.high, node.low)
                waiting.append((side * side, far))
                waiting.append((gap, near))
                continue
            for point in node:
                length = chord_2(place, point)
                if best is None or length < reach:
                    best, reach = point, length
        return None if best is None else (best, reach)


def _halved(points: Sequence[Point]) -> "_Fork | list[Point]":
    if len(points) <= LEAF:
        return list(points)
    sides = [max(side) - min(side) for side in zip(*points, strict=True)]
    axis = sides.index(max(sides))
    ordered = sorted(points, key=lambda point: point[axis])
    middle = len(ordered) // 2
    return _Fork(axis, ordered[middle][axis], _halved(ordered[:middle]), _halved(ordered[middle:]))
