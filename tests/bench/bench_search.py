"""A directory of a million meetings, and how long it takes to search it. Run by `conftest.py`.

`python -m tests.bench.bench_search build|measure URL COUNT` prints one line of JSON; `measure` reads that of
`origins`. Measuring is a process of its own, because building needs memory that searching does not.
"""

import gc
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from flask import Flask
from sqlalchemy import insert, text

from meetfinder.accounts import models as _account_models  # noqa: F401  Its tables belong to the schema.
from meetfinder.config import ROOT
from meetfinder.db import db, prepare
from meetfinder.directory.models import Fellowship, Format, Group, Location, Meeting, meeting_format
from meetfinder.moderation import models as _moderation_models  # noqa: F401  Its tables belong to the schema.
from meetfinder.places.gazetteer import open_gazetteer
from meetfinder.search import answer, count, find
from meetfinder.search.finding import SPARE, _page, open_scan
from meetfinder.search.index import rebuild
from meetfinder.search.query import SearchQuery, Sort

NOW = datetime(2026, 11, 25, 0, 20, tzinfo=UTC)
"""A Tuesday evening in the United States, when most meetings are near."""
LONG_AGO = datetime(2026, 1, 5, 12, tzinfo=UTC)
STARTS = (420, 540, 600, 720, 720, 1050, 1080, 1080, 1110, 1140, 1140, 1140, 1170, 1200, 1200, 1230)
KINDS = (("dual-diagnosis", 1), ("family", 8), ("mental-health", 6), ("behaviour", 10), ("substance", 75))
MEETINGS_A_VENUE = 4
ORIGINS = 250
WEDNESDAY = 3
BATCH = 20_000

Row = dict[str, Any]


def site(url: str) -> Flask:
    app = Flask("bench")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    return app


def build(count_of_meetings: int) -> Row:
    """Fill the directory, then the search tables by the same code that every change goes through."""
    db.create_all()
    chance = random.Random(7)
    began = time.perf_counter()
    _insert(Fellowship, _fellowships())
    _insert(Format, _formats())
    venues = count_of_meetings // MEETINGS_A_VENUE
    _insert(Location, _locations(chance, venues))
    _insert(Group, _groups(chance, venues))
    zones = dict(enumerate(_zones(random.Random(7), venues), 1))
    _insert(Meeting, _meetings(chance, count_of_meetings, zones))
    _insert(meeting_format, _meeting_formats(chance, count_of_meetings))
    db.session.commit()
    filled = time.perf_counter()
    indexed = rebuild()
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if connection.dialect.name == "sqlite" else "VACUUM ANALYZE"))
    return {
        "meetings": indexed,
        "fill_seconds": round(filled - began),
        "index_seconds": round(time.perf_counter() - filled),
    }


def _insert(model: Any, rows: Iterator[Row]) -> None:
    table = getattr(model, "__table__", model)
    while batch := list(islice(rows, BATCH)):
        db.session.connection().execute(insert(table), batch)


def _fellowships() -> Iterator[Row]:
    for number, (kind, _) in enumerate(KINDS, 1):
        yield {
            "id": number, "slug": kind, "name": kind, "short_name": kind, "kind": kind, "twelve_step": True,
            "for_family": kind == "family", "site": "https://example.org", "countries": [],
        }  # fmt: skip


def _formats() -> Iterator[Row]:
    for number in range(1, 31):
        yield {
            "id": number, "slug": f"format-{number}", "name": "Format", "name_es": "Formato",
            "category": "format", "youth": False, "programs": {}, "bmlt": [],
        }  # fmt: skip


class _Towns:
    """Towns of the United States as often as people live there; points around them, wider in large ones."""

    def __init__(self) -> None:
        unpacked = Path(tempfile.mkdtemp())
        gazetteer = open_gazetteer(seeds=ROOT / "seeds", instance=unpacked)
        self.towns = [town for town in gazetteer.towns("US") if town.population]
        self.weights = [town.population or 0 for town in self.towns]
        self.postcodes = gazetteer.random_postcodes("US", ORIGINS, 7)
        shutil.rmtree(unpacked)

    def points(self, chance: random.Random, number: int) -> Iterator[tuple[float, float, str]]:
        for town in chance.choices(self.towns, self.weights, k=number):
            spread = 0.005 * (town.population or 0) ** 0.5 / 111
            yield (
                town.latitude + chance.gauss(0, spread),
                town.longitude + chance.gauss(0, spread) * 1.3,
                town.timezone,
            )


_TOWNS: list[_Towns] = []


def _towns() -> _Towns:
    if not _TOWNS:
        _TOWNS.append(_Towns())
    return _TOWNS[0]


def _zones(chance: random.Random, venues: int) -> Iterator[str]:
    return (zone for _, _, zone in _towns().points(chance, venues))


def _locations(chance: random.Random, venues: int) -> Iterator[Row]:
    for number, (latitude, longitude, _) in enumerate(_towns().points(random.Random(7), venues), 1):
        yield {
            "id": number, "fingerprint": f"{number:064}", "name": f"Hall {number}",
            "street": f"{chance.randrange(999)} Main Street", "city": "Sometown", "region": "Anywhere",
            "postal_code": "00000", "country": "US", "formatted_address": f"{number} Main Street, Sometown",
            "latitude": latitude, "longitude": longitude, "precision": "exact", "notes": "",
        }  # fmt: skip


def _groups(chance: random.Random, groups: int) -> Iterator[Row]:
    kinds = chance.choices(range(1, len(KINDS) + 1), [share for _, share in KINDS], k=groups)
    for number, kind in enumerate(kinds, 1):
        yield {
            "id": number, "public_id": f"g{number}", "name": f"Group {number}", "status": "active",
            "fellowship_id": kind, "notes": "", "created_at": LONG_AGO, "updated_at": LONG_AGO,
        }  # fmt: skip


def _meetings(chance: random.Random, meetings: int, zones: dict[int, str]) -> Iterator[Row]:
    for number in range(1, meetings + 1):
        venue = (number - 1) // MEETINGS_A_VENUE + 1
        monthly = chance.random() < 0.05
        yield {
            "id": number, "public_id": f"m{number}", "name": f"Meeting {number}", "status": "active",
            "group_id": venue, "location_id": venue, "weekday": chance.randrange(7),
            "start_minute": chance.choice(STARTS), "duration_minutes": chance.choice((60, 60, 60, 90)),
            "timezone": zones[venue], "recurrence_kind": "monthly" if monthly else "weekly",
            "recurrence_interval": 1, "recurrence_nths": [1, 3] if monthly else [],
            "attendance": chance.choices(("in_person", "hybrid", "online", "phone"), (80, 10, 9, 1))[0],
            "join_notes": "", "join_visibility": "public",
            "languages": ["es"] if number % 20 == 0 else ["en"], "notes": "",
            "youth": False, "extra": {}, "created_at": LONG_AGO, "updated_at": LONG_AGO,
        }  # fmt: skip


def _meeting_formats(chance: random.Random, meetings: int) -> Iterator[Row]:
    for number in range(1, meetings + 1):
        for chosen in chance.sample(range(1, 31), 2):
            yield {"meeting_id": number, "format_id": chosen}


def origins() -> list[tuple[float, float, str]]:
    """Return four places weighted by population for every postcode from anywhere."""
    rural = _towns().postcodes[: ORIGINS // 5]
    people = list(_towns().points(random.Random(11), ORIGINS - len(rural)))
    return people + [(place.latitude, place.longitude, place.timezone) for place in rural]


def asked(origin: tuple[float, float, str], **changes: Any) -> SearchQuery:
    latitude, longitude, zone = origin
    values = {"within_km": 50, "limit": 20, "sort": Sort.DISTANCE, **changes}
    return SearchQuery(now=NOW, timezone=zone, latitude=latitude, longitude=longitude, country="US", **values)


QUERIES: dict[str, Row] = {
    "all": {},
    "weekday=3": {"days": (WEDNESDAY,)},
    "dual": {"kinds": ("dual-diagnosis",)},
    "weekday=3 + dual": {"days": (WEDNESDAY,), "kinds": ("dual-diagnosis",)},
    "next 20 from now": {"sort": Sort.NEXT},
    "next + dual": {"sort": Sort.NEXT, "kinds": ("dual-diagnosis",)},
}
MORE: dict[str, Row] = {
    "best (as the site sorts)": {"sort": Sort.BEST},
    "tonight": {"when": "tonight"},
    "now": {"when": "now", "sort": Sort.NEXT},
    "Spanish + format": {"languages": ("es",), "formats": ("format-3",)},
    "for family": {"audience": "family", "sort": Sort.BEST},
    "online, next": {"attendance": ("online", "phone", "hybrid"), "sort": Sort.NEXT},
}


def engine(query: SearchQuery) -> None:
    """Find which meetings make the page, in order, without reading their listings."""
    scan, wish = open_scan(query, now=query.now, wanted=query.limit + SPARE)
    _page(scan, wish, query, None)


def measure(places: list[tuple[float, float, str]]) -> Row:
    figures: Row = {}
    for name, changes in {**QUERIES, **MORE}.items():
        queries = [asked(place, **changes) for place in places]
        figures[f"engine: {name}"] = _timed(engine, queries)
        figures[f"find: {name}"] = _timed(find, queries)
    ladder = [asked(place, sort=Sort.BEST, within_km=40.2336, limit=10) for place in places]
    figures["answer: the whole ladder"] = _timed(answer, ladder)
    figures["count: every filter"] = _timed(count, ladder)
    figures["private_mb"] = _private_mb()
    return figures


def _timed(ask: Callable[[SearchQuery], object], queries: list[SearchQuery]) -> list[float]:
    """Return milliseconds at the median and at 95 of a hundred, warm."""
    for query in queries:
        ask(query)
        db.session.rollback()
    taken = []
    for query in queries:
        began = time.perf_counter()
        ask(query)
        taken.append((time.perf_counter() - began) * 1000)
        db.session.rollback()
    cut = quantiles(taken, n=20)
    return [round(cut[9], 2), round(cut[18], 2)]


def _private_mb() -> float:
    """Return what belongs to this process alone.

    Clean pages are left out: they are the database file itself, mapped into memory, which all processes share
    and the system drops when it needs room; with a single reader they only look private.
    """
    smaps = Path("/proc/self/smaps_rollup")
    if not smaps.exists():
        return 0.0
    lines = [line.split() for line in smaps.read_text().splitlines()]
    return round(sum(int(line[1]) for line in lines if line[0] == "Private_Dirty:") / 1024, 1)


def _main(task: str, address: str, number: int) -> Row | list[tuple[float, float, str]]:
    if task == "origins":
        return origins()
    with site(address).app_context():
        if task == "build":
            return build(number)
        gc.collect()
        gc.freeze()  # As `wsgi.py` does.
        return measure(json.load(sys.stdin)[:number])


if __name__ == "__main__":
    print(json.dumps(_main(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
