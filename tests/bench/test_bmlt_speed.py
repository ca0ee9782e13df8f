"""BMLT's GetSearchResults near a point takes at most 15 ms in a directory of a million meetings."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from meetfinder.config import ROOT
from tests.conftest import DATABASES, new_database

MEETINGS = int(os.environ.get("MEETFINDER_BENCH_MEETINGS", "1000000"))
ORIGINS = 250
TARGET_MS = 15.0


def _run(module: str, *arguments: str, given: str = "") -> Any:
    told = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *arguments],
        cwd=ROOT, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


@pytest.mark.bench
@pytest.mark.parametrize("kind", DATABASES)
def test_near_a_point_among_a_million(kind: str, tmp_path: Path) -> None:
    with new_database(kind, tmp_path) as url:
        _run("bench_search", "build", url, str(MEETINGS))
        origins = _run("bench_search", "origins", url, str(ORIGINS))
        figures = _run("bench_bmlt", url, given=json.dumps(origins))
    print(f"\n{kind}: GetSearchResults of BMLT among {MEETINGS:,} meetings, milliseconds")
    for query, (middle, high, rows) in figures.items():
        print(f"{query:50} p50 {middle:8.2f}  p95 {high:8.2f}  ({rows:.0f} rows)")
    assert figures["geo_width=-10"][0] <= TARGET_MS
