"""Maps drawn by our own server: outlines, towns, rings and points as SVG. No tiles, no script, no network.

A map is a text to put into a page; its colours are the classes of `static/style.css`. It is at most 15 kB. It
helps to see where something is and holds nothing that the numbered list beside it does not say in words.
"""

from meetfinder.places.maps.coverage import draw_coverage, outside
from meetfinder.places.maps.drawing import draw_place, draw_point_and_postcode, draw_results
from meetfinder.places.maps.marks import Mark
from meetfinder.places.maps.projection import direction

__all__ = [
    "Mark",
    "direction",
    "draw_coverage",
    "draw_place",
    "draw_point_and_postcode",
    "draw_results",
    "outside",
]
