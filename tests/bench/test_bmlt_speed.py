"""BMLT's GetSearchResults near a point takes at most 15 ms in a directory of a million meetings."""

import pytest

from tests.bench.conftest import Million

TARGET_MS = 15.0


@pytest.mark.bench
def test_near_a_point_among_a_million(million: Million) -> None:
    figures = million.run("bench_bmlt", million.url)
    print(f"\n{million.kind}: GetSearchResults of BMLT among {million.built['meetings']:,} meetings, ms")
    for query, (middle, high, rows) in figures.items():
        print(f"{query:50} p50 {middle:8.2f}  p95 {high:8.2f}  ({rows:.0f} rows)")
    assert figures["geo_width=-10"][0] <= TARGET_MS
