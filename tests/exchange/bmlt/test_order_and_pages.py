"""In which order rows come, and page by page."""

import pytest

from tests.exchange.bmlt.rows_of_tests import a_face, a_row, ids


def _rows(key: str) -> list[int]:
    face = a_face(
        a_row(1, weekday=3, start="01:00:00", **{key: "f"}),
        a_row(2, weekday=3, start="01:00:00", **{key: "e"}),
        a_row(3, weekday=1, start="19:00:00", **{key: "d"}),
        a_row(4, weekday=1, start="09:00:00", **{key: "a"}, location_city_subsection="x"),
        a_row(5, weekday=2, start="23:59:59", **{key: "a"}, location_city_subsection="y"),
        a_row(6, weekday=2, start="01:00:00"),
    )
    alias = {"location_municipality": "town", "location_province": "state"}[key]
    return ids(face, f"sort_key={alias}")


def test_aliases_sort_by_town_and_state_with_empty_ones_last() -> None:
    assert _rows("location_municipality") == [4, 5, 3, 2, 1, 6]
    assert _rows("location_province") == [4, 5, 3, 2, 1, 6]


@pytest.mark.parametrize("query", ["", "sort_key=asdf", "sort_keys=", "sort_keys=0"])
def test_the_usual_order_is_by_weekday_start_and_duration(query: str) -> None:
    face = a_face(
        a_row(1, weekday=3),
        a_row(2, weekday=1, duration="02:00:00"),
        a_row(3, weekday=1, duration="01:00:00"),
        a_row(4, weekday=1, start="08:00:00"),
    )
    assert ids(face, query) == [4, 3, 2, 1]


def test_unknown_keys_change_nothing() -> None:
    face = a_face(a_row(3, weekday=0), a_row(1, weekday=5), a_row(2, weekday=1))
    assert ids(face, "sort_keys=nosuch") == [1, 2, 3]
    assert ids(face, "sort_keys=nosuch,weekday_tinyint") == [3, 2, 1]


def test_texts_that_are_numbers_sort_as_numbers_beside_other_texts() -> None:
    face = a_face(
        *(a_row(n, comments=text) for n, text in enumerate(["10", "9", "b", "a", "-1.5e1", ""], start=1))
    )
    assert ids(face, "sort_keys=comments") == [5, 2, 1, 4, 3, 6]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("page_size=1&page_num=1", [1]),
        ("page_size=1&page_num=3", [3]),
        ("page_size=1&page_num=4", []),
        ("page_size=2&page_num=2", [3]),
        ("page_size=2&page_num=0", [1, 2]),
        ("page_size=2&page_num=-3", [1, 2]),
        ("page_size=2&page_num=x", [1, 2]),
        ("page_size=0", []),
        ("page_size=x", [1, 2, 3]),
        ("page_size=-2", [1, 2, 3]),
        ("page_size=99999999999999999999", [1, 2, 3]),
        ("page_num=2", [1, 2, 3]),
    ],
)
def test_pages(query: str, wanted: list[int]) -> None:
    assert ids(a_face(a_row(1), a_row(2), a_row(3)), f"sort_keys=id_bigint&{query}") == wanted


def test_pages_are_cut_after_sorting() -> None:
    towns = ["New York", "Akron", "Buffalo", "Albany"]
    face = a_face(*(a_row(n, location_municipality=town) for n, town in enumerate(towns, start=1)))
    first = ids(face, "sort_keys=location_municipality&page_size=2")
    assert first + ids(face, "sort_keys=location_municipality&page_size=2&page_num=2") == [2, 4, 3, 1]
    assert first == [2, 4]


@pytest.mark.parametrize("width", ["geo_width=10", "geo_width=-3", "geo_width=-9"])
@pytest.mark.parametrize(
    "order",
    [
        "",
        "sort_results_by_distance=1",
        "sort_keys=location_municipality",
        "sort_keys=start_time",
        "sort_keys=start_time&formats=17&venue_types=1&services=3",
        "sort_key=town",
    ],
)
def test_pages_near_a_point_make_up_the_whole(width: str, order: str) -> None:
    towns = ["New York", "Akron", "Buffalo", "", "Albany"]
    face = a_face(
        *(
            a_row(n, start=f"{20 - n}:00:00", point=(36.06 + n % 3 / 50, -79.79), location_municipality=town)
            for n, town in enumerate(towns, start=1)
        )
    )
    query = f"lat_val=36.06&long_val=-79.79&{width}&{order}"
    pages = [ids(face, f"{query}&page_size=2&page_num={number}") for number in (1, 2, 3, 4)]
    assert [number for page in pages for number in page] == ids(face, query) != []
    assert pages[3] == []
