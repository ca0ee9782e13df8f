"""A million meetings are searched within milliseconds, and the whole answer within fifteen."""

from typing import Any

import pytest

from tests.bench.conftest import ORIGINS, Million

ENGINE_MS, ANSWER_MS, PRIVATE_MB = 5.0, 15.0, 150.0
OF_THE_TARGET = ("all", "weekday=3", "dual", "weekday=3 + dual", "next 20 from now", "next + dual")


def _show(million: Million, figures: dict[str, Any]) -> None:
    built = million.built
    print(f"\n{million.kind}: {built['meetings']:,} meetings, {million.megabytes:,.0f} MB")
    print(f"filled in {built['fill_seconds']} s, indexed in {built['index_seconds']} s")
    print(f"private memory of the searching process: {figures.pop('private_mb')} MB")
    print(f"{'milliseconds, warm, one client':42} {'p50':>8} {'p95':>8}")
    for name, (middle, high) in figures.items():
        print(f"{name:42} {middle:8.2f} {high:8.2f}")


@pytest.mark.bench
def test_a_million_meetings(million: Million) -> None:
    figures = million.run("bench_search", "measure", million.url, str(ORIGINS))
    private = figures["private_mb"]
    _show(million, figures)
    if million.kind == "sqlite":
        slow = {name: figures[f"engine: {name}"] for name in OF_THE_TARGET}
        assert {name: times for name, times in slow.items() if times[1] > ENGINE_MS} == {}
        assert figures["answer: the whole ladder"][1] <= ANSWER_MS
        assert private <= PRIVATE_MB
