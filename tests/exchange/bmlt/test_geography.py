"""Searches near a point: radii, "about so many", units, poles and the date line."""

import pytest

from meetfinder.exchange.bmlt.distance import RADII, degrees_between, distance
from meetfinder.exchange.bmlt.finding import box
from meetfinder.exchange.bmlt.place import Area
from meetfinder.exchange.bmlt.rows import Writer
from tests.exchange.bmlt.rows_of_tests import HOME, a_face, a_row, found, ids

HERE = f"lat_val={HOME[0]}&long_val={HOME[1]}"
B, C = (36.0733691, -79.8240715), (36.0869819, -79.9023415)
FACE = a_face(a_row(1, point=C), a_row(2, point=B), a_row(3, point=HOME), a_row(4, point=None))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("geo_width=1", [3]),
        ("geo_width_km=10", [2, 3]),
        ("geo_width=10", [1, 2, 3]),
        ("geo_width=10&sort_results_by_distance=1", [3, 2, 1]),
        ("geo_width=10&sort_results_by_distance=true", [1, 2, 3]),
        ("geo_width=10&sort_results_by_distance=1&sort_keys=id_bigint", [3, 2, 1]),
        ("geo_width=1&geo_width_km=50", [3]),
        ("geo_width=0", [3]),
        ("geo_width=", []),
        ("geo_width=abc", []),
        ("geo_width_km=", []),
        ("geo_width=-1", [3]),
        ("geo_width=-2", [2, 3]),
        ("geo_width=-2.9", [2, 3]),
        ("geo_width=-4", [1, 2, 3]),
        ("geo_width=-0.5", [3]),
        ("geo_width=10&weekdays=1", []),
        ("geo_width=x&geo_width_km=10", [2, 3]),
        ("geo_width=1e1", [1, 2, 3]),
        ("geo_width=-1&meeting_ids=1", [1]),
        ("geo_width=-1&meeting_ids=-3", [2]),
        ("geo_width=-9&formats=17", [1, 2, 3]),
        ("geo_width=-1&formats=18", []),
        ("geo_width=10&page_size=1&page_num=2&sort_results_by_distance=1", [2]),
        ("sort_results_by_distance=1&data_field_key=distance_in_miles", [3, 2, 1, 4]),
        ("data_field_key=id_bigint,distance_in_km", [1, 2, 3, 4]),
        ("data_field_key=id_bigint", []),
    ],
)
def test_widths(query: str, wanted: list[int]) -> None:
    assert ids(FACE, f"{HERE}&{query}") == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("lat_val=36", []),
        ("long_val=-79", []),
        ("lat_val=36&long_val=x&geo_width=9", []),
        ("lat_val=x&long_val=y&geo_width=1", [1, 2, 3, 4]),
        ("lat_val=95&long_val=500&geo_width=1", []),
        ("lat_val=90&long_val=0&geo_width=-3", []),
        (f"lat_val={180 - HOME[0]}&long_val={HOME[1] + 180}&geo_width=1", [3]),
        (f"lat_val={HOME[0]}&long_val={HOME[1] - 720}&geo_width=1", [3]),
        ("lat_val=36&geo_width=5&StringSearchIsAnAddress=1&SearchString=27401", []),
        ("meeting_key=id_bigint&StringSearchIsAnAddress=1&SearchString=27401", []),
        ("lat_val=10&long_val=10&geo_width=1&StringSearchIsAnAddress=1&SearchString=27401", [1, 2, 3]),
        ("StringSearchIsAnAddress=true&SearchString=27401", []),
        ("StringSearchIsAnAddress=1&SearchString=27401&SearchStringRadius=x", [1, 2, 3]),
        ("StringSearchIsAnAddress=1&SearchString=27401&SearchStringRadius=-1", [3]),
        ("StringSearchIsAnAddress=1", [1, 2, 3, 4]),
        ("StringSearchIsAnAddress=1&SearchString=27401", [1, 2, 3]),
        ("StringSearchIsAnAddress=1&SearchString=27401&SearchStringRadius=1", [3]),
        ("StringSearchIsAnAddress=1&SearchString=nowhere", []),
    ],
)
def test_other_ways_to_say_where(query: str, wanted: list[int]) -> None:
    assert ids(FACE, query) == wanted


def test_all_at_the_radius_are_found() -> None:
    face = a_face(a_row(1), a_row(2, point=B), a_row(3, point=C), a_row(4, point=C))
    assert ids(face, f"{HERE}&geo_width=-3") == [1, 2, 3, 4]


def test_distances_are_told_in_both_units() -> None:
    writer = Writer(base="", fields=(), keys={}, body_names={})
    told = [writer.write(item) for item in found(FACE, f"{HERE}&geo_width=10&sort_results_by_distance=1")]
    assert [item["distance_in_km"][:5] for item in told] == ["0", "2.855", "10.03"]
    assert [item["distance_in_miles"][:4] for item in told] == ["0", "1.77", "6.23"]
    assert writer.write(found(FACE, "meeting_ids=1")[0])["distance_in_km"] == ""


def test_the_date_line_and_the_poles_are_places_like_any_other() -> None:
    spots = ((-17.0, 179.95), (-17.0, -179.95), (89.99, 10.0), (-89.99, 10.0))
    face = a_face(*(a_row(number, point=spot) for number, spot in enumerate(spots, start=1)))
    assert ids(face, "lat_val=-17&long_val=179.99&geo_width=10") == [1, 2]
    assert ids(face, "lat_val=-17&long_val=-179.99&geo_width_km=-2") == [1, 2]
    assert ids(face, "lat_val=89.99&long_val=-170&geo_width=5") == [3]
    assert ids(face, "lat_val=-89.99&long_val=-170&geo_width=5") == [4]
    assert ids(face, "lat_val=0&long_val=0&geo_width=12000") == [1, 2, 3, 4]


@pytest.mark.parametrize("latitude", [0.0, 36.0, -45.0, 70.0, 84.0])
@pytest.mark.parametrize("width", [0.0625, 5.0, 100.0, 200.0])
def test_the_box_asked_of_the_database_holds_the_circle(latitude: float, width: float) -> None:
    area = Area((latitude, 179.9), width, 69.0)
    edges = box(area, width)
    if edges is None:
        return
    south, north, west, east = edges
    for step in range(-400, 401):
        for north_by, east_by in ((step / 100, 0), (0, step / 40), (step / 200, step / 60)):
            lat, lon = latitude + north_by, (east_by + 179.9 + 180) % 360 - 180
            if distance(degrees_between(lat, lon, of=area.point), 69.0) <= width:
                assert south <= lat <= north
                assert west <= lon <= east if west <= east else (lon >= west or lon <= east)


def test_the_radii_grow() -> None:
    assert list(RADII) == sorted(set(RADII))
    assert len(RADII) == 58
