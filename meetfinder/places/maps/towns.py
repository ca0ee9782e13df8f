"""The names of towns on a map: the largest first, and none over another."""

from collections.abc import Iterable
from html import escape

from meetfinder.places.maps.projection import Spot, View
from meetfinder.places.table import TownPoint

LETTER = 13.5
"""Half units: the width of a letter, on average, in a name of the size that `style.css` sets."""
LINE = 28
MOST_NAMES = 12
DOT = 4
Frame = tuple[float, float, float, float]
"""Left, top, right and bottom in half units."""


def draw_towns(towns: Iterable[TownPoint], view: View, taken: list[Frame]) -> str:
    """Return dots with names, at most twelve; `taken` is where nothing may stand, and grows by the names."""
    drawn: list[str] = []
    for town in towns:
        spot = view.spot(town.latitude, town.longitude)
        name = town.name if len(town.name) <= 22 else ""  # noqa: PLR2004  Longer ones would fill the picture.
        if not name or not view.holds(spot, LINE / 2):
            continue
        found = _place(spot, name, view, taken)
        if found is None:
            continue
        frame, anchor = found
        taken += [frame, (spot[0] - DOT, spot[1] - DOT, spot[0] + DOT, spot[1] + DOT)]
        across = frame[0] if anchor == "start" else frame[2]
        drawn.append(
            f'<circle class="dot" cx="{spot[0]:.0f}" cy="{spot[1]:.0f}" r="{DOT}"/>'
            f'<text class="town"{"" if anchor == "start" else f" text-anchor={chr(34)}{anchor}{chr(34)}"}'
            f' x="{across:.0f}" y="{frame[3] - 7:.0f}">{escape(name)}</text>'
        )
        if len(drawn) == MOST_NAMES:
            break
    return "".join(drawn)


def _place(spot: Spot, name: str, view: View, taken: list[Frame]) -> tuple[Frame, str] | None:
    """Return a free frame for a name right or left of its dot, and how it is anchored."""
    wide = len(name) * LETTER
    top, gap = spot[1] - LINE / 2, 2.5 * DOT
    for frame, anchor in (
        ((spot[0] + gap, top, spot[0] + gap + wide, top + LINE), "start"),
        ((spot[0] - gap - wide, top, spot[0] - gap, top + LINE), "end"),
    ):
        within = frame[0] >= 0 and frame[2] <= view.width and frame[1] >= 0 and frame[3] <= view.height
        if within and not any(overlap(frame, other) for other in taken):
            return frame, anchor
    return None


def overlap(one: Frame, other: Frame) -> bool:
    """Say whether two frames share any of the picture."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
