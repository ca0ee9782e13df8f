"""Outlines as paths of a picture: cut to its edge, without points that nobody could tell apart."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import cos, radians

from meetfinder.places.maps.outlines import STEPS, Outlines, meets, steps_of
from meetfinder.places.maps.projection import KM_A_DEGREE, Spot, View

MARGIN = 8
"""Half units beyond the edge to which outlines go, so that the cut itself is not seen."""
_KINDS = {"country": "land", "state": "land state"}


def draw_borders(outlines: Outlines, view: View, *, apart: float, counties: bool) -> str:
    """Return SVG paths of the land in a view, without points less than `apart` half units from the last."""
    pieces = _Pieces(outlines, view, apart)
    paths = []
    for ring in outlines.rings_in(view.box):
        cut = _cut(pieces.joined(ring.pieces), view)
        if path := _path(cut, close=True, smallest=apart):
            bare = " bare" if any(pieces.is_artificial(number) for number in ring.pieces) else ""
            paths.append((f"{_KINDS[ring.kind]}{bare}", path))
    lines = outlines.counties_in(view.box) if counties else ()
    inner = "".join(_path(pieces.spots(number), close=False) for number in lines)
    drawn = [f'<path class="{kind}" d="{"".join(parts)}"/>' for kind, parts in _by_kind(paths).items()]
    return "".join(drawn) + (f'<path class="county" d="{inner}"/>' if inner else "")


def _by_kind(paths: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for kind, path in sorted(paths, key=lambda item: "state" in item[0]):
        kinds.setdefault(kind, []).append(path)
    return kinds


class _Pieces:
    """Pieces on the map, each worked out once: neighbours share them, so that no gap opens between."""

    def __init__(self, outlines: Outlines, view: View, apart: float) -> None:
        self._outlines, self._view = outlines, view
        self._apart = apart / view.scale / KM_A_DEGREE * STEPS
        self._known: dict[int, list[Spot]] = {}

    def spots(self, number: int) -> list[Spot]:
        if number not in self._known:
            self._known[number] = self._made(number)
        return self._known[number]

    def joined(self, numbers: Iterable[int]) -> list[Spot]:
        spots: list[Spot] = []
        for number in numbers:
            spots += self.spots(number) if number >= 0 else reversed(self.spots(~number))
        return spots

    def is_artificial(self, number: int) -> bool:
        piece = self._outlines.pieces[number if number >= 0 else ~number]
        return piece.artificial and meets(piece.box, self._view.box)

    def _made(self, number: int) -> list[Spot]:
        """Return the piece on the map; of one that is out of sight one end, which holds the ring together."""
        piece = self._outlines.pieces[number]
        if not meets(piece.box, self._view.box):
            return [self._view.spot(piece.points[1] / STEPS, piece.points[0] / STEPS)]
        steps = steps_of(piece)
        kept = [steps[0]]
        shrunk = cos(radians((piece.box[0] + piece.box[1]) / 2))
        for step in steps[1:-1]:
            if abs(step[0] - kept[-1][0]) * shrunk + abs(step[1] - kept[-1][1]) >= self._apart:
                kept.append(step)
        kept.append(steps[-1])
        return [self._view.spot(lat / STEPS, lon / STEPS) for lon, lat in kept]


def _cut(spots: list[Spot], view: View) -> list[Spot]:
    """Return a polygon cut to the rectangle of the view and its margin (Sutherland and Hodgman)."""
    wide, high = view.width, view.height
    spots = _cut_at(spots, lambda spot: spot[0] + MARGIN)
    spots = _cut_at(spots, lambda spot: wide + MARGIN - spot[0])
    spots = _cut_at(spots, lambda spot: spot[1] + MARGIN)
    return _cut_at(spots, lambda spot: high + MARGIN - spot[1])


def _cut_at(spots: list[Spot], inside: Callable[[Spot], float]) -> list[Spot]:
    kept: list[Spot] = []
    before = spots[-1] if spots else (0.0, 0.0)
    depth_before = inside(before)
    for spot in spots:
        depth = inside(spot)
        if (depth >= 0) != (depth_before >= 0):
            part = depth_before / (depth_before - depth)
            kept.append((before[0] + (spot[0] - before[0]) * part, before[1] + (spot[1] - before[1]) * part))
        if depth >= 0:
            kept.append(spot)
        before, depth_before = spot, depth
    return kept


def _path(spots: list[Spot], *, close: bool, smallest: float = 0) -> str:
    """Return path data in whole half units, relative; nothing for what would be smaller than a dot."""
    whole = [(round(across), round(down)) for across, down in spots]
    if not whole or _is_dot(whole, smallest):
        return ""
    steps = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole))
    moves = "".join(f"{x}{'' if y < 0 else ' '}{y} " for x, y in steps if x or y)
    if not moves:
        return ""
    return f"M{whole[0][0]} {whole[0][1]}l{moves.rstrip()}{'z' if close else ''}"


def _is_dot(whole: list[tuple[int, int]], smallest: float) -> bool:
    across, down = zip(*whole, strict=True)
    return bool(max(across) - min(across) < smallest and max(down) - min(down) < smallest)
