"""A million meetings are searched within milliseconds, and the whole answer within fifteen."""

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
ENGINE_MS, ANSWER_MS, PRIVATE_MB = 5.0, 15.0, 150.0
OF_THE_TARGET = ("all", "weekday=3", "dual", "weekday=3 + dual", "next 20 from now", "next + dual")


def _run(task: str, url: str, number: int, given: str = "") -> Any:
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_search", task, url, str(number)],
        cwd=ROOT, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


def _show(kind: str, built: dict[str, Any], megabytes: float, figures: dict[str, Any]) -> None:
    print(f"\n{kind}: {built['meetings']:,} meetings, {megabytes:,.0f} MB")
    print(f"filled in {built['fill_seconds']} s, indexed in {built['index_seconds']} s")
    print(f"private memory of the searching process: {figures.pop('private_mb')} MB")
    print(f"{'milliseconds, warm, one client':42} {'p50':>8} {'p95':>8}")
    for name, (middle, high) in figures.items():
        print(f"{name:42} {middle:8.2f} {high:8.2f}")


@pytest.mark.bench
@pytest.mark.parametrize("kind", DATABASES)
def test_a_million_meetings(kind: str, tmp_path: Path) -> None:
    with new_database(kind, tmp_path) as url:
        built = _run("build", url, MEETINGS)
        megabytes = sum(file.stat().st_size for file in tmp_path.iterdir()) / 1e6
        origins = _run("origins", url, ORIGINS)
        figures = _run("measure", url, ORIGINS, given=json.dumps(origins))
    private = figures["private_mb"]
    _show(kind, built, megabytes, figures)
    assert built["meetings"] == MEETINGS
    if kind == "sqlite":
        slow = {name: figures[f"engine: {name}"] for name in OF_THE_TARGET}
        assert {name: times for name, times in slow.items() if times[1] > ENGINE_MS} == {}
        assert figures["answer: the whole ladder"][1] <= ANSWER_MS
        assert private <= PRIVATE_MB
