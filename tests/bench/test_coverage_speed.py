"""Coverage of the United States over 100,000 synthetic meetings: time, memory, and the truth of a sample."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from meetfinder.config import ROOT

MEETINGS, SAMPLE = 100_000, 500
LONGEST_S, MOST_MB = 60, 300
MEASURE = f"""
import json, random, sys, time
from datetime import date
from pathlib import Path
from geopy.distance import geodesic
from meetfinder import places
from meetfinder.search import coverage, coverage_files
from meetfinder.search.space import degrees
from tests import memory
from tests.bench.bench_search import site

folder = Path(sys.argv[2])
places.configure(places.open_gazetteer(seeds=Path("seeds"), instance=folder))
with site(sys.argv[1]).app_context():
    began = time.perf_counter(), time.process_time()
    listed = coverage.points_listed()
    found = coverage.cover("US", listed, unit="mi", today=date(2026, 11, 25))
    made = coverage_files.report(found, state="")
    coverage_files.save(folder, made, found.reaches)
    took = time.perf_counter() - began[0], time.process_time() - began[1]
    most = memory.megabytes(memory.PEAK)
    wrong = 0
    for reach in random.Random(5).sample(found.reaches, {SAMPLE}):
        here = reach.place.latitude, reach.place.longitude
        for kind, km in ((coverage.DUAL, reach.dual_km), (coverage.WELCOMING, reach.welcoming_km)):
            near = min(geodesic(here, degrees(point)).km for point in listed[kind])
            wrong += abs(near - km) > 0.001 * near + 0.001
    print(json.dumps({{
        "postcodes": len(found.reaches), "places": len(listed[coverage.DUAL]), "wrong": wrong,
        "seconds": took[0], "cpu": took[1], "megabytes": most, "svg": len(made.svg), "bands": made.dual_bands
    }}))
"""


@pytest.mark.bench
def test_coverage_of_the_united_states_is_quick_and_true(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/site.sqlite"
    build = [sys.executable, "-m", "tests.bench.bench_search", "build", url, str(MEETINGS)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, url, str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    figures = json.loads(measured.stdout)
    print(f"\ncoverage: {figures}")
    assert figures["wrong"] == 0
    assert figures["postcodes"] > 41_000
    assert figures["seconds"] <= LONGEST_S
    assert figures["megabytes"] <= MOST_MB
