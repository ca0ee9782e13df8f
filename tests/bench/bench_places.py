"""How fast places are found, in milliseconds and against a bare lookup by primary key in the same run."""

import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from meetfinder.places import Gazetteer, open_gazetteer

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
COUNTRIES = ("US", "GB", "CA", "IE", "AU", "DE", "FR", "NL", "MX", "IN")
BUDGET_MS = 1.0
MOST_RATIO = 150
MOST_PRIVATE_MB = 60
MEMORY = """
import sys
from pathlib import Path
def private():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
before = private()
from meetfinder.places import open_gazetteer
g = open_gazetteer(seeds=Path(sys.argv[1]), instance=Path(sys.argv[2]))
for line in sys.stdin:
    text, country = line.rstrip("\\n").split("\\t")
    g.locate(text, country)
table = private()
for line in range(500):
    g.locate(f"{line % 60}.5,{line % 120}.5")
print(before, table, private())
"""


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return open_gazetteer(seeds=SEEDS, instance=tmp_path_factory.mktemp("places"))


def _texts(gazetteer: Gazetteer) -> dict[str, list[tuple[str, str]]]:
    chance = random.Random(1)
    codes = [
        (p.name, p.country) for country in COUNTRIES for p in gazetteer.random_postcodes(country, 300, 1)
    ]
    towns = [town for country in COUNTRIES for town in gazetteer.towns(country)]
    weights = [(town.population or 1) for town in towns]
    chosen = chance.choices(towns, weights, k=2000)
    texts = {
        "postcodes": codes,
        "towns": [(town.name, town.country) for town in chosen],
        "towns with a region": [(f"{town.name}, {town.region}", town.country) for town in chosen],
        "points": [(f"{town.latitude},{town.longitude}", town.country) for town in chosen],
        "unknown": [(f"{town.name[:4]}qx{town.name[4:]}", town.country) for town in chosen[:500]],
    }
    for several in texts.values():
        chance.shuffle(several)
    return texts


def _times(ask: Callable[[str, str], object], texts: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Return p50 and p95 in milliseconds, warm."""
    for text, country in texts[:100]:
        ask(text, country)
    times = []
    for text, country in texts:
        start = time.perf_counter()
        ask(text, country)
        times.append(1000 * (time.perf_counter() - start))
    times.sort()
    return times[len(times) // 2], times[len(times) * 95 // 100]


def _bare(path: Path) -> Callable[[str, str], object]:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    query = "SELECT lat, lon FROM postcode WHERE code = ? AND country = ?"
    return lambda text, country: connection.execute(
        query, (re.sub("[^A-Z0-9]", "", text), country)
    ).fetchall()


@pytest.mark.bench
def test_lookups_stay_within_their_budget(gazetteer: Gazetteer) -> None:
    texts = _texts(gazetteer)
    bare, bare_slow = _times(_bare(gazetteer.ready()), texts["postcodes"])
    print(f"\n{'bare primary key':22} p50 {bare:.4f} ms  p95 {bare_slow:.4f} ms")
    for kind, several in texts.items():
        usual, slow = _times(gazetteer.locate, several)
        print(f"{kind:22} p50 {usual:.3f} ms  p95 {slow:.3f} ms  p50 is {usual / bare:.0f} bare lookups")
        if kind != "unknown":
            assert usual <= max(BUDGET_MS, MOST_RATIO * bare), kind
    codes = [(place.area, "") for place in gazetteer.random_postcodes("US", 2000, 2)]
    usual, slow = _times(lambda code, _: gazetteer.area(code), codes)
    print(f"{'area codes':22} p50 {usual:.3f} ms  p95 {slow:.3f} ms  p50 is {usual / bare:.0f} bare lookups")
    assert usual <= max(BUDGET_MS / 2, MOST_RATIO * bare / 2)


@pytest.mark.bench
@pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="private memory is measured on Linux"
)
def test_private_memory_of_a_worker(gazetteer: Gazetteer) -> None:
    texts = [pair for several in _texts(gazetteer).values() for pair in several]
    answer = subprocess.run(
        [sys.executable, "-c", MEMORY, str(SEEDS), str(gazetteer.ready().parent)],
        input="\n".join(f"{text}\t{country}" for text, country in texts),
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    before, table, everything = (int(kilobytes) / 1024 for kilobytes in answer.stdout.split())
    print(f"\nprivate memory: {before:.0f} MB bare, {table:.0f} MB after {len(texts)} lookups,")
    print(f"{everything:.0f} MB in all, with the outlines of time zones")
    assert everything <= MOST_PRIVATE_MB
