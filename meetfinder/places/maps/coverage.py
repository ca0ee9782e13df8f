"""The map of a whole country: how far people are from something, square by square."""

from collections import defaultdict
from collections.abc import Sequence
from html import escape
from pathlib import Path

from meetfinder import places
from meetfinder.places.distance import km_between
from meetfinder.places.maps.borders import draw_borders
from meetfinder.places.maps.outlines import open_outlines
from meetfinder.places.maps.projection import View
from meetfinder.places.maps.towns import Frame, draw_towns

WIDTH, HEIGHT = 720, 480
"""Half units."""
SQUARE = 9
LONGEST = 12_000
LEFT_OUT = 0.02
"""The part of the points on each side that may lie outside of the picture: islands far from the rest."""
MARGIN = 1.06
Shade = tuple[float, float, int]
"""Latitude, longitude and the number of a band."""


def draw_coverage(points: Sequence[Shade], *, title: str, alone: bool = False) -> str:
    """Return a map whose squares have the class `band-n` of the middle one of their points' bands.

    `alone` adds the colours, for a file that stands by itself. Raise ValueError when there are no points.
    """
    view = _view(points)
    squares: dict[tuple[int, int], list[int]] = defaultdict(list)
    for latitude, longitude, band in points:
        across, down = view.spot(latitude, longitude)
        if view.holds((across, down)):
            squares[int(down // SQUARE), int(across // SQUARE)].append(band)
    shades = {at: sorted(bands)[len(bands) // 2] for at, bands in squares.items()}
    taken: list[Frame] = []
    towns = places.gazetteer().towns_around(view.latitude, view.longitude, view.reach_km)
    return (
        f'<svg class="map wide" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>{_COLOURS if alone else ''}"
        f'{_land(view)}{_squares(shades)}<g class="over">{draw_towns(towns, view, taken)}</g></svg>'
    )


def outside(points: Sequence[Shade]) -> int:
    """Return how many points lie outside of the picture."""
    view = _view(points)
    return sum(not view.holds(view.spot(latitude, longitude)) for latitude, longitude, _ in points)


def _view(points: Sequence[Shade]) -> View:
    """Return the view that holds nearly all points."""
    if not points:
        raise ValueError("There are no points to draw.")
    south, north = _nearly_all(sorted(point[0] for point in points))
    # Longitudes are counted from the opposite of one of them, so that the date line parts no country.
    start = points[len(points) // 2][1] - 180
    west, east = _nearly_all(sorted((point[1] - start) % 360 for point in points))
    middle = ((south + north) / 2, ((west + east) / 2 + start + 180) % 360 - 180)
    high = max(20.0, km_between((south, middle[1]), (north, middle[1])) * MARGIN)
    wide = max(20.0, km_between((middle[0], west), (middle[0], east)) * MARGIN)
    return View(*middle, min(HEIGHT / high, WIDTH / wide), WIDTH, HEIGHT)


def _nearly_all(values: list[float]) -> tuple[float, float]:
    skipped = int(len(values) * LEFT_OUT)
    return values[skipped], values[-1 - skipped]


def _land(view: View) -> str:
    seeds: Path = places.gazetteer().seeds
    least = 100 if view.reach_km > 300 else 0  # noqa: PLR2004  Kilometres, and thousandths of a degree.
    drawn = ""
    for apart in (3.0, 5.0, 8.0, 14.0):
        drawn = draw_borders(open_outlines(seeds, least), view, apart=apart, counties=False)
        if len(drawn) <= LONGEST:
            break
    return drawn


def _squares(shades: dict[tuple[int, int], int]) -> str:
    """Return a path a band, squares of one row and band that touch drawn as one."""
    paths: dict[int, list[str]] = defaultdict(list)
    for (row, column), band in sorted(shades.items()):
        if shades.get((row, column - 1)) == band:
            continue
        long = 1
        while shades.get((row, column + long)) == band:
            long += 1
        paths[band].append(f"M{column * SQUARE} {row * SQUARE}h{long * SQUARE}v{SQUARE}h-{long * SQUARE}z")
    return "".join(f'<path class="band-{band}" d="{"".join(paths[band])}"/>' for band in sorted(paths))


_BANDS = ("#1b6b5a", "#5aa88f", "#b9d8b0", "#f2cf7d", "#e08a4c", "#a63d2f")
_COLOURS = (
    "<style>svg{background:#dfe9ee;font:20px sans-serif}path{fill:none}"
    ".land{fill:#fff;stroke:#5e6e74;stroke-width:1.5}.bare{stroke:none}"
    ".dot{fill:#1b2529}text{fill:#1b2529;stroke:#fff;stroke-width:5px;paint-order:stroke}"
    + "".join(f"svg .band-{number}{{fill:{colour}}}" for number, colour in enumerate(_BANDS))
    + "</style>"
)
