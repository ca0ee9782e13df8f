"""How long the whole Meeting Guide feed takes at 100,000 meetings, and that memory does not grow with it.

Four times are told apart: made from nothing, which `flask import` does at its end; sent for the first time
where that was done for a site that has not been told its address; brought up to date after a meeting changed,
which is what a client waits for that comes first after a decision; and answered to whom has it already.
"""

import gzip
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.test import TestResponse

from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db
from meetfinder.directory import seeding
from meetfinder.directory.models import Fellowship, Format, Group, Location, Meeting, meeting_format
from meetfinder.directory.naming import public_id
from meetfinder.moderation.door import pause, resume
from meetfinder.web.feeds import store
from tests import memory
from tests.conftest import NOW

FEED = "/feeds/meeting-guide.json"
MANY, FEW = 100_000, 10_000
FIRST_SECONDS, MATCH_SECONDS = 3.0, 0.020
ADDRESS = "https://meetings.example.org"
GROWTH_MB = 40
"""What the allocator of Python, the page cache of SQLite and remembered pieces of rows may differ by."""


def a_site(folder: Path, address: str = ADDRESS) -> Flask:
    return create_app(
        Settings(
            instance=folder,
            database_url=f"sqlite:///{folder}/directory.sqlite",
            secret_key="t" * 32,
            base_url=address,
        )
    )


def fill(app: Flask, count: int) -> None:
    """Put made-up meetings into an empty directory: a group and two formats each, ten to a place."""
    chance = random.Random(5)  # The same directory every time.
    with app.app_context():
        db.create_all()
        seeding.load(seeds=app.extensions["settings"].seeds, instance=app.extensions["settings"].instance)
        fellowships = list(db.session.scalars(db.select(Fellowship.id)))
        formats = list(db.session.scalars(db.select(Format.id)))
        places = max(count // 10, 1)
        db.session.execute(
            insert(Location),
            [
                {
                    "id": number, "fingerprint": f"{number:064}", "name": f"Hall {number}",
                    "street": f"{number} Main Street", "city": f"Town {number % 500}", "region": "TX",
                    "postal_code": f"{number % 100000:05}", "country": "US",
"formatted_address": f"{number} Main St, Town {number % 500}, TX {number:05}, USA",
                    "latitude": chance.uniform(26, 36), "longitude": chance.uniform(-106, -94),
                    "precision": "exact", "notes": "Round the back",
                }
                for number in range(1, places + 1)
            ],
        )  # fmt: skip
        db.session.execute(
            insert(Group),
            [
                {
                    "id": number, "public_id": public_id("group", str(number)), "name": f"Group {number}",
                    "status": "active", "fellowship_id": chance.choice(fellowships), "notes": "",
                    "created_at": NOW, "updated_at": NOW,
                }
                for number in range(1, count + 1)
            ],
        )  # fmt: skip
        db.session.execute(
            insert(Meeting),
            [
                {
                    "id": number, "public_id": public_id("meeting", str(number)), "name": f"Meeting {number}",
                    "status": "active", "group_id": number, "location_id": number % places + 1,
                    "weekday": number % 7, "start_minute": 15 * (number % 96), "duration_minutes": 60,
                    "timezone": "America/Chicago", "recurrence_kind": "weekly", "recurrence_interval": 1,
                    "recurrence_nths": [], "attendance": "in_person", "join_notes": "",
                    "join_visibility": "public", "languages": [], "notes": "Please ring twice. " * 3,
                    "youth": False, "extra": {}, "created_at": NOW, "updated_at": NOW,
                }
                for number in range(1, count + 1)
            ],
        )  # fmt: skip
        db.session.execute(
            insert(meeting_format),
            [
                {"meeting_id": number, "format_id": chosen}
                for number in range(1, count + 1)
                for chosen in chance.sample(formats, 2)
            ],
        )
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def measure(folder: Path) -> None:
    """Ask for the feed from nothing, after a change and with its ETag; print seconds and megabytes."""
    app = a_site(folder)
    client = app.test_client()
    client.get("/feeds/meeting-guide-types.json")
    before = _memory()
    nothing, _ = _ask(client)
    renewed = []
    for status in (pause, resume, pause):
        _set(app, status)
        taken, answer = _ask(client)
        renewed.append(taken)
    after = _memory()
    matches = []
    for _ in range(20):
        started = time.perf_counter()
        again = client.get(FEED, headers={"If-None-Match": answer.headers["ETag"]})
        matches.append(time.perf_counter() - started)
        assert again.status_code == 304
    kept = _kept(folder)
    with app.app_context():
        store.forget()
    _ask(client)
    assert _kept(folder) == kept  # Brought up to date or made from nothing: the same bytes.
    with app.app_context():
        store.forget()
    untold = a_site(folder, address="")
    with untold.app_context():
        untold.extensions["refresh_feeds"]()
    first, _ = _ask(untold.test_client())
    print(
        json.dumps(
            {
                "nothing": nothing,
                "first": first,
                "renewed": sorted(renewed)[1],
                "match": sorted(matches)[len(matches) // 2],
                "bytes": answer.content_length or 0,
                "memory_mb": after - before,
            }
        )
    )


def _ask(client: FlaskClient) -> tuple[float, TestResponse]:
    started = time.perf_counter()
    answer = client.get(FEED, headers={"Accept-Encoding": "gzip"}, buffered=False)
    assert sum(len(block) for block in answer.response) == answer.content_length
    return time.perf_counter() - started, answer


def _set(app: Flask, status: Callable[..., object]) -> None:
    """Pause or resume a meeting as a moderator does."""
    with app.app_context():
        status([db.session.get_one(Meeting, 1)], decided_by="moderator:1", reason="", now=NOW)
        db.session.commit()


def _kept(folder: Path) -> bytes:
    """Return the newest file of the feed."""
    newest = max((folder / "feeds").glob("*.gz"), key=lambda file: file.stat().st_mtime_ns)
    return newest.read_bytes()


def _memory() -> float:
    """Return the peak of this process's memory in MB without the file of the database, which is mapped."""
    return memory.megabytes(memory.PEAK) - memory.megabytes(memory.FILES)


def measured(folder: Path, count: int) -> dict[str, float]:
    """Fill a directory and measure it in a process of its own, whose memory is its own."""
    folder.mkdir()
    fill(a_site(folder), count)
    code = f"import pathlib, tests.bench.bench_feeds as b; b.measure(pathlib.Path({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


@pytest.mark.bench
def test_the_whole_feed_at_a_hundred_thousand_meetings(tmp_path: Path) -> None:
    few, many = measured(tmp_path / "few", FEW), measured(tmp_path / "many", MANY)
    for count, found in ((FEW, few), (MANY, many)):
        print(f"Meeting Guide feed, {count} meetings, {found['bytes'] / 1e6:.1f} MB packed:")
        print(
            f"from nothing {found['nothing']:.2f} s, first sent of what was prepared {found['first']:.2f} s,"
        )
        print(f"after one changed {found['renewed']:.2f} s,")
        print(f"ETag match {1000 * found['match']:.1f} ms; peak memory +{found['memory_mb']:.0f} MB")
    assert len(json.loads(gzip.decompress(_kept(tmp_path / "few")))) == FEW - 1
    assert many["memory_mb"] - few["memory_mb"] <= GROWTH_MB
    assert many["match"] <= MATCH_SECONDS
    assert max(many["renewed"], many["first"]) <= FIRST_SECONDS
