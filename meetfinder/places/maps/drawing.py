"""The maps of the site: what was found near a place, one place, and a place beside its postcode."""

from collections.abc import Sequence
from html import escape

from meetfinder import places
from meetfinder.places.distance import km_between
from meetfinder.places.maps.borders import draw_borders
from meetfinder.places.maps.marks import APPROXIMATE, AREA, DISC, Mark, spread
from meetfinder.places.maps.outlines import open_outlines
from meetfinder.places.maps.projection import Spot, View
from meetfinder.places.maps.towns import Frame, draw_towns, overlap
from meetfinder.places.table import TownPoint

WIDTH, HEIGHT = 360, 280
"""The picture in units; on a phone a unit is a pixel."""
KM_PER_MILE = 1.609344
LONGEST = 13_000
"""Characters of outlines after which they are drawn anew, coarser."""
COUNTIES_KM = 160
"""Up to this reach counties help; beyond they are a net that hides the rest."""
ROOM = 0.86
"""The part of half the height that what is shown may fill."""
LEAST_KM, PLACE_KM = 2.5, 14.0
FARTHEST_KM = 19_000.0
_NICE = (1, 2, 5)
_SIDES = ((0, -1), (0, 1), (-0.71, -0.71), (0.71, 0.71), (0.71, -0.71), (-0.71, 0.71), (1, 0), (-1, 0))
_COARSER = ((500.0, 100), (2000.0, 500))
"""From which reach in kilometres outlines with steps of so many thousandths of a degree are enough."""


def draw_results(
    center: tuple[float, float], marks: Sequence[Mark], radius_km: float, *, unit: str, title: str
) -> str:
    """Return a map of marks around a middle, with rings in `unit` (`km` or `mi`).

    The map reaches as far as the farthest mark, or to `radius_km` where there is none.
    """
    far = max((km_between(center, mark.point) for mark in marks), default=radius_km)
    sketch = _Sketch(center, max(far, LEAST_KM), title)
    sketch.rings(unit)
    sketch.middle(center)
    sketch.numbers(marks)
    return sketch.svg()


def draw_place(mark: Mark, *, unit: str, title: str) -> str:
    """Return a map of one place among its towns; of an area only a circle in which it lies."""
    sketch = _Sketch(mark.point, max(PLACE_KM, mark.radius_km * 2), title)
    sketch.rings(unit)
    sketch.areas([mark])
    if mark.precision != AREA:
        sketch.pin(mark)
    return sketch.svg()


def draw_point_and_postcode(
    mark: Mark, postcode_center: tuple[float, float], *, unit: str, title: str
) -> str:
    """Return a map of a labelled place and the middle of its postcode, for whoever checks an address."""
    far = km_between(postcode_center, mark.point)
    sketch = _Sketch(postcode_center, max(far, LEAST_KM), title)
    sketch.rings(unit)
    sketch.line(postcode_center, mark.point)
    sketch.middle(postcode_center)
    sketch.numbers([mark])
    return sketch.svg()


class _Sketch:
    """A map being drawn: what lies over the land is collected, then land and names are added."""

    def __init__(self, center: tuple[float, float], reach_km: float, title: str) -> None:
        reach_km = min(reach_km, FARTHEST_KM)
        self.view = View(*center, HEIGHT * ROOM / reach_km, WIDTH * 2, HEIGHT * 2)
        self._reach_km, self._title = reach_km, title
        self._over: list[str] = []
        self._labels: list[tuple[str, float]] = []
        self._taken: list[Frame] = []

    def rings(self, unit: str) -> None:
        """Draw circles around the middle at round distances; their labels go where there is room."""
        length = KM_PER_MILE if unit == "mi" else 1.0
        middle = (self.view.width / 2, self.view.height / 2)
        for distance in _round_distances(self._reach_km / length):
            radius = distance * length * self.view.scale
            self._over.append(_circle("ring", middle, radius))
            self._labels.append((f"{distance:,g} {unit}", radius))

    def _write_distances(self) -> None:
        for label, radius in self._labels:
            tries = [(self.view.width / 2 + radius * x, self.view.height / 2 + radius * y) for x, y in _SIDES]
            frames = [(spot, _frame(spot, len(label) * 7, 13)) for spot in tries if self.view.holds(spot, 40)]
            free = [one for one in frames if not any(overlap(one[1], other) for other in self._taken)]
            for spot, frame in free[:1]:
                self._over.append(f'<text class="far" x="{spot[0]:.0f}" y="{spot[1] + 8:.0f}">{label}</text>')
                self._taken.append(frame)

    def middle(self, point: tuple[float, float]) -> None:
        """Draw the cross of the place that was searched."""
        across, down = self.view.spot(*point)
        self._over.append(f'<path class="middle" d="M{across - 12:.0f} {down:.0f}h24m-12-12v24"/>')
        self._taken.append(_frame((across, down), 12, 12))

    def line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        """Draw a line between two points."""
        start, end = self.view.spot(*one), self.view.spot(*other)
        self._over.append(f'<path class="lead" d="M{_pair(start)}L{_pair(end)}"/>')

    def areas(self, marks: Sequence[Mark]) -> None:
        """Draw a circle around what is not known exactly."""
        for mark in marks:
            if mark.radius_km:
                across, down = self.view.spot(*mark.point)
                radius = mark.radius_km * self.view.scale
                self._over.append(
                    f'<circle class="area" cx="{across:.0f}" cy="{down:.0f}" r="{radius:.0f}"/>'
                )

    def pin(self, mark: Mark) -> None:
        """Draw one point, hollow where it is approximate."""
        across, down = self.view.spot(*mark.point)
        hollow = " hollow" if mark.precision == APPROXIMATE else ""
        self._over.append(_circle(f"pin{hollow}", (across, down), 13))
        self._taken.append(_frame((across, down), 15, 15))

    def numbers(self, marks: Sequence[Mark]) -> None:
        """Draw numbered discs, led to their points where they had to give way."""
        self.areas([mark for mark in marks if mark.precision == AREA])
        spots = [self.view.spot(*mark.point) for mark in marks]
        for mark, spot, disc in zip(marks, spots, spread(spots, self.view), strict=True):
            if disc != spot:
                self._over.append(f'<path class="lead" d="M{_pair(spot)}L{_pair(disc)}"/>')
            hollow = " hollow" if mark.radius_km else ""
            self._over.append(_circle(f"pin{hollow}", disc, DISC))
            at = f'x="{disc[0]:.0f}" y="{disc[1] + 9:.0f}"'
            self._over.append(f'<text class="number{hollow}" {at}>{escape(mark.label)}</text>')
            self._taken.append(_frame(disc, DISC + 2, DISC + 2))

    def svg(self) -> str:
        """Return the whole picture."""
        self._write_distances()
        names = draw_towns(self._towns(), self.view, self._taken)
        return (
            f'<svg class="map" role="img" viewBox="0 0 {self.view.width} {self.view.height}" '
            f'xmlns="http://www.w3.org/2000/svg"><title>{escape(self._title)}</title>'
            f"{self._land()}{''.join(self._over)}{names}</svg>"
        )

    def _land(self) -> str:
        least = max((least for reach, least in _COARSER if self.view.reach_km >= reach), default=0)
        outlines = open_outlines(places.gazetteer().seeds, least)
        counties = self.view.reach_km <= COUNTIES_KM
        drawn = ""
        for apart in (3.0, 6.0, 12.0, 24.0):
            drawn = draw_borders(outlines, self.view, apart=apart, counties=counties)
            if len(drawn) <= LONGEST:
                break
        return drawn

    def _towns(self) -> Sequence[TownPoint]:
        return places.gazetteer().towns_around(self.view.latitude, self.view.longitude, self.view.reach_km)


def _round_distances(reach: float) -> list[float]:
    """Return one to three round distances up to `reach`, the largest nearest to it."""
    steps = [digit * 10.0**power for power in range(-1, 5) for digit in _NICE]
    step = next((one for one in steps if reach / one < len(_NICE) + 1), steps[-1])
    return [step * times for times in range(1, len(_NICE) + 1) if step * times <= reach * 1.02]


def _frame(spot: Spot, wide: float, high: float) -> Frame:
    return spot[0] - wide, spot[1] - high, spot[0] + wide, spot[1] + high


def _circle(kind: str, spot: Spot, radius: float) -> str:
    return f'<circle class="{kind}" cx="{spot[0]:.0f}" cy="{spot[1]:.0f}" r="{radius:.0f}"/>'


def _pair(spot: Spot) -> str:
    return f"{spot[0]:.0f} {spot[1]:.0f}"
