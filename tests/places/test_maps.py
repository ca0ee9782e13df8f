"""Maps: distances and directions are true, nothing is nearer than may be known, names do not overlap."""

import re
import time
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from meetfinder import places
from meetfinder.places import Gazetteer, maps
from meetfinder.places.maps.marks import DISC
from meetfinder.places.maps.projection import View
from meetfinder.places.maps.towns import LETTER, overlap

SVG = "{http://www.w3.org/2000/svg}"
AUSTIN, SUVA, BERING, TROMSO = (30.267, -97.743), (-16.8, 179.95), (65.8, 180.0), (69.65, 18.96)
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.fixture(autouse=True)
def _configured(gazetteer: Gazetteer) -> Iterator[None]:
    before = places._Configured.gazetteer  # noqa: SLF001
    places.configure(gazetteer)
    yield
    places.configure(before)


def around(center: tuple[float, float], n: int = 12, precision: str = "exact") -> list[maps.Mark]:
    steps = ((number % 4 - 1.5, number % 3 - 1) for number in range(n))
    return [
        maps.Mark(
            center[0] + 0.06 * north, (center[1] + 0.07 * east + 180) % 360 - 180, precision, str(number)
        )
        for number, (north, east) in enumerate(steps, 1)
    ]


def picture(svg: str) -> ET.Element:
    return ET.fromstring(svg)


@given(POINTS, POINTS)
def test_distance_from_the_middle_is_true_everywhere(
    center: tuple[float, float], other: tuple[float, float]
) -> None:
    view = View(*center, 1.0, 0, 0)
    across, down = view.spot(*other)
    assert (across**2 + down**2) ** 0.5 == pytest.approx(geodesic(center, other).km, rel=0.006, abs=0.01)


@pytest.mark.parametrize(
    ("goal", "word"),
    [((31, -97.743), "n"), ((30.267, -97), "e"), ((29.8, -98.3), "sw"), ((29, -97.743), "s")],
)
def test_directions(goal: tuple[float, float], word: str) -> None:
    assert maps.direction(AUSTIN, goal) == word


def test_over_the_date_line_east_is_east() -> None:
    assert maps.direction((-17, 179.9), (-17, -179.9)) == "e"


@pytest.mark.parametrize("center", [AUSTIN, SUVA, BERING, TROMSO, (89.9, 0), (-89.9, 100), (0, 0)])
def test_every_number_is_in_the_picture_and_none_hides_another(center: tuple[float, float]) -> None:
    drawn = picture(maps.draw_results(center, around(center), 40, unit="km", title="Here"))
    wide, high = map(int, drawn.attrib["viewBox"].split()[2:])
    numbers = [text.text for text in drawn.iter(f"{SVG}text") if text.attrib["class"].startswith("number")]
    assert numbers == [str(number) for number in range(1, 13)]
    discs = [
        (float(disc.attrib["cx"]), float(disc.attrib["cy"]))
        for disc in drawn.iter(f"{SVG}circle")
        if disc.attrib["r"] == str(DISC)
    ]
    assert all(0 <= across <= wide and 0 <= down <= high for across, down in discs)
    assert all(
        ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 >= 2 * DISC for a, b in combinations(discs, 2)
    )


@pytest.mark.parametrize("center", [AUSTIN, (51.5, -0.14), (35.68, 139.7)])
def test_names_of_towns_do_not_overlap(center: tuple[float, float]) -> None:
    drawn = picture(maps.draw_results(center, around(center, 4), 40, unit="mi", title="Here"))
    frames = []
    for text in drawn.iter(f"{SVG}text"):
        if text.attrib["class"] == "town":
            across, down, wide = (
                float(text.attrib["x"]),
                float(text.attrib["y"]),
                len(text.text or "") * LETTER,
            )
            left = across - wide if text.attrib.get("text-anchor") == "end" else across
            frames.append((left + 1, down - 19, left + wide - 1, down + 5))
    assert len(frames) >= 4
    assert not [pair for pair in combinations(frames, 2) if overlap(*pair)]


def test_rings_are_as_far_as_they_say() -> None:
    svg = maps.draw_results(AUSTIN, around(AUSTIN), 40, unit="km", title="Here")
    scale = re.search(r'class="ring"[^>]* r="(\d+)"', svg)
    label = re.search(r'class="far"[^>]*>([\d.,]+) km', svg)
    assert scale
    assert label
    mark = maps.Mark(AUSTIN[0] + float(label[1]) / 111.2, AUSTIN[1], "exact", "1")
    again = maps.draw_results(AUSTIN, [*around(AUSTIN), mark], 40, unit="km", title="Here")
    assert f'r="{scale[1]}"' in again


def test_of_an_area_only_a_rounded_point_is_drawn() -> None:
    one, other = (maps.Mark(*point, "area", "1") for point in ((30.2301, -97.7701), (30.1899, -97.8401)))
    assert one.point == other.point == (30.2, -97.8)
    drawings = {maps.draw_place(mark, unit="km", title="Area") for mark in (one, other)}
    assert len(drawings) == 1
    assert 'class="area"' in drawings.pop()


def test_what_is_written_on_a_map_is_escaped() -> None:
    mark = maps.Mark(*AUSTIN, "exact", "<b>")
    assert "<b>" not in maps.draw_results(AUSTIN, [mark], 5, unit="km", title="<b>")


def test_an_address_far_from_its_postcode_is_seen_beside_it() -> None:
    mark = maps.Mark(*AUSTIN, "exact", "A")
    drawn = picture(maps.draw_point_and_postcode(mark, (30.085, -97.84), unit="km", title="Address"))
    assert [item.attrib["class"] for item in drawn.iter(f"{SVG}path")].count("lead") == 1


@pytest.mark.parametrize(
    ("center", "reach"),
    [(AUSTIN, 60), ((60.4, 5.3), 60), ((60.4, 5.3), 400), ((50.0, 10.0), 2500)],
)
def test_a_map_is_small(center: tuple[float, float], reach: int) -> None:
    svg = maps.draw_results(center, [], reach, unit="km", title="Here")
    assert len(svg.encode()) <= 16_000
    ET.fromstring(svg)


@pytest.mark.bench
def test_how_long_a_map_takes() -> None:
    centers = [(30.27, -97.74), (51.5, -0.14), (40.71, -74.0), (47.6, -122.33), (60.39, 5.32), (35.68, 139.7)]
    took, sizes = [], []
    for center in centers * 5:
        marks = around(center)
        start = time.thread_time()
        sizes.append(len(maps.draw_results(center, marks, 40, unit="km", title="Here")))
        took.append(time.thread_time() - start)
    took.sort()
    middle, worst = took[len(took) // 2] * 1000, took[-1] * 1000
    print(f"maps: CPU time p50 {middle:.1f} ms, worst {worst:.1f} ms, at most {max(sizes)} bytes")
    assert took[len(took) // 2] < 0.02
