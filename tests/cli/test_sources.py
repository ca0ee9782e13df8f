"""`flask sources`: lists are followed politely and safely, and one that fails stops none of the others."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from meetfinder import clock
from meetfinder.cli import syncing
from meetfinder.cli.ticking import JOBS
from meetfinder.db import db
from meetfinder.directory.models import Meeting, Source
from meetfinder.directory.naming import meeting_slug
from meetfinder.intake.followed import FollowedSource
from meetfinder.intake.following import LEASE
from tests.cli.running import dump, give_places, kept_list, run, site
from tests.conftest import NOW
from tests.exchange.meeting_guide.rows import a_row

HOUR = timedelta(hours=1)


class ListServer:
    """Serves lists by path, with an ETag of their content; counts what it answered."""

    def __init__(self) -> None:
        self.lists: dict[str, list[dict[str, Any]] | int] = {}
        self.answered: list[tuple[str, int]] = []
        self.address = ""

    def rows(self, path: str, number: int, **fields: Any) -> None:
        self.lists[path] = [
            a_row(slug=f"{path}-{n}", name=f"{path} {n}", day=n % 7, **fields) for n in range(number)
        ]

    def answer(self, path: str, known: str | None) -> tuple[int, str, bytes]:
        found = self.lists.get(path, 404)
        if isinstance(found, int):
            return found, "", b""
        body = json.dumps(found).encode()
        mark = f'"{hash(body)}"'
        return (304, mark, b"") if known == mark else (200, mark, body)


@pytest.fixture(scope="module")
def lists() -> Iterator[ListServer]:
    served = ListServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.strip("/")
            status, mark, body = served.answer(path, self.headers["If-None-Match"])
            served.answered.append((path, status))
            self.send_response(status)
            self.send_header("ETag", mark)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    served.address = f"http://127.0.0.1:{server.server_port}"
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, table_of_places: Path) -> Iterator[Flask]:
    instance = tmp_path_factory.mktemp("followed") / "instance"
    give_places(instance, table_of_places)
    with site(instance) as app:
        assert run(app, "init").exit_code == 0
        app.extensions["settings"] = replace(
            app.extensions["settings"], sources_on_loopback=True, base_url="https://meetings.example.org"
        )
        yield app


@pytest.fixture(autouse=True)
def nothing_followed(opened: Flask, lists: ListServer) -> Iterator[None]:
    with clock.at(NOW):
        yield
    for item in db.session.scalars(select(FollowedSource)):
        db.session.delete(item)
    db.session.commit()
    lists.answered.clear()


def follow(app: Flask, lists: ListServer, slug: str, *options: str, path: str = "") -> Result:
    return run(
        app, "sources", "add", slug, "--address", f"{lists.address}/{path or slug}",
        "--format", "meeting-guide", "--fellowship", "alcoholics-anonymous", *options,
    )  # fmt: skip


def statuses(slug: str) -> dict[str | None, str]:
    query = select(Meeting).join(Source, Source.id == Meeting.source_id).where(Source.slug == slug)
    return {row.source_key: row.status for row in db.session.scalars(query)}


def slug_of(meeting: Meeting) -> str:
    return meeting_slug(
        town="Buda", weekday=meeting.weekday, start_minute=meeting.start_minute, public_id=meeting.public_id
    )


def source(slug: str) -> Source:
    return db.session.scalars(select(Source).where(Source.slug == slug)).one()


def test_a_list_is_followed_and_read_again_only_when_it_changed(opened: Flask, lists: ListServer) -> None:
    lists.rows("hills", 10)
    added = follow(
        opened, lists, "hills", "--publish", "--republish", "--licence", "CC0", "--name", "Hill Country",
        "--contact", "office@example.org",
    )  # fmt: skip
    assert added.exit_code == 0, added.output
    dry = run(opened, "sources", "sync", "hills", "--dry-run")
    assert "created 10" in dry.output
    assert statuses("hills") == {}
    assert "created 10" in run(opened, "sources", "sync", "hills").output
    assert "hills 9" in kept_list(opened)
    assert set(statuses("hills").values()) == {"active"}
    held = source("hills")
    assert (held.name, held.licence, held.republish, held.last_good_read) == (
        "Hill Country",
        "CC0",
        True,
        NOW,
    )
    with clock.at(NOW + 3 * HOUR):
        assert run(opened, "sources", "sync").output == "hills: as it was, says its server.\n"
        assert source("hills").last_good_read == NOW + 3 * HOUR
    with clock.at(NOW + 5 * HOUR):
        listed = run(opened, "sources", "list").output
    assert "read 2 hours ago, 10 rows; every 24 hours" in listed
    assert "listed at once; may be passed on; licence CC0" in listed
    assert [status for _, status in lists.answered] == [200, 200, 304]


def test_missing_rows_are_missed_twice_although_the_list_is_the_same(
    opened: Flask, lists: ListServer
) -> None:
    lists.rows("missing", 10)
    follow(opened, lists, "missing", "--publish")
    run(opened, "sources", "sync", "missing")
    lists.lists["missing"].pop()  # type: ignore[union-attr]
    assert "paused 1" in run(opened, "sources", "sync", "missing").output
    assert "withdrawn 1" in run(opened, "sources", "sync", "missing").output
    assert "as it was" in run(opened, "sources", "sync", "missing").output


def test_the_whole_list_is_read_now_and_then(opened: Flask, lists: ListServer) -> None:
    lists.rows("weekly", 5)
    follow(opened, lists, "weekly")
    run(opened, "sources", "sync", "weekly")
    with clock.at(NOW + timedelta(days=8)):
        assert "unchanged 5" in run(opened, "sources", "sync", "weekly").output


def test_one_that_fails_stops_none_of_the_others(
    opened: Flask, lists: ListServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists.rows("c-good", 3)
    lists.lists["b-shrinks"] = [a_row(slug=f"s{n}", name=f"s {n}", day=n % 7) for n in range(10)]
    follow(opened, lists, "a-gone", path="nowhere")
    follow(opened, lists, "b-shrinks")
    run(opened, "sources", "sync", "b-shrinks")
    lists.lists["b-shrinks"] = lists.lists["b-shrinks"][:5]  # type: ignore[index]
    follow(opened, lists, "c-good", "--publish")
    result = run(opened, "sources", "sync")
    assert result.exit_code == 1
    assert "a-gone: http://" in result.output
    assert "answered 404 instead of a list" in result.output
    assert "b-shrinks: The list shrank from 10 usable rows to 5" in result.output
    assert len(statuses("c-good")) == 3
    assert "tried just now without success: shrank" in run(opened, "sources", "list").output
    with clock.at(NOW + HOUR):
        forced = run(opened, "sources", "sync", "b-shrinks", "--force")
    assert "paused 5" in forced.output
    monkeypatch.setattr(syncing.following, "bring_in", lambda *_a, **_k: 1 / 0)
    lists.rows("c-good", 4)
    broken = run(opened, "sources", "sync", "c-good")
    assert broken.exit_code == 2
    assert "ZeroDivisionError while c-good was read" in broken.output


def test_what_is_due_is_read_by_the_tick_and_a_failure_sooner(opened: Flask, lists: ListServer) -> None:
    lists.rows("due", 3)
    follow(opened, lists, "due", "--every", "6")
    follow(opened, lists, "late", "--every", "6", path="nowhere")
    assert syncing.sync_due in [job.run for job in JOBS]
    counts = []
    for hours in (0, 0, 1, 2, 6):
        with clock.at(NOW + hours * HOUR):
            counts.append(syncing.sync_due())
    assert counts == [1, 0, 0, 0, 1]
    asked = [path for path, _ in lists.answered]
    assert (asked.count("due"), asked.count("nowhere")) == (2, 4)


def test_two_at_once_read_a_list_once(opened: Flask, lists: ListServer) -> None:
    lists.rows("busy", 3)
    follow(opened, lists, "busy")
    item = db.session.get_one(FollowedSource, "busy")
    item.claimed_until = NOW + LEASE
    db.session.commit()
    result = run(opened, "sources", "sync", "busy")
    assert (result.exit_code, result.output) == (0, "busy: another process is reading it.\n")
    assert lists.answered == []
    with clock.at(NOW + LEASE):
        assert "created 3" in run(opened, "sources", "sync", "busy").output


def test_pause_resume_and_remove(opened: Flask, lists: ListServer) -> None:
    lists.rows("stops", 4)
    follow(opened, lists, "stops", "--publish", "--republish")
    run(opened, "sources", "sync")
    assert "stops" in kept_list(opened)
    run(opened, "sources", "pause", "stops")
    assert run(opened, "sources", "sync").output == "No list is followed.\n"
    with clock.at(NOW + timedelta(days=9)):
        assert syncing.sync_due() == 0
    run(opened, "sources", "resume", "stops")
    assert "its meetings stay listed" in run(opened, "sources", "remove", "stops").output
    assert set(statuses("stops").values()) == {"active"}
    follow(opened, lists, "stops", "--publish")
    assert "4 meetings were withdrawn" in run(opened, "sources", "remove", "stops", "--withdraw").output
    assert "stops" not in kept_list(opened)
    assert set(statuses("stops").values()) == {"retired"}
    follow(opened, lists, "stops", "--publish")
    assert "changed 4" in run(opened, "sources", "sync", "stops").output
    assert set(statuses("stops").values()) == {"active"}


def test_rows_that_a_list_has_from_us_are_not_listed_again(opened: Flask, lists: ListServer) -> None:
    lists.rows("first", 6)
    follow(opened, lists, "first", "--publish")
    run(opened, "sources", "sync", "first")
    ours = [
        {**row, "slug": slug_of(meeting), "name": "As they call it", "location": "Elsewhere"}
        for row, meeting in zip(
            lists.lists["first"],  # type: ignore[arg-type]
            db.session.scalars(
                select(Meeting).join(Source).where(Source.slug == "first").order_by(Meeting.source_key)
            ),
            strict=True,
        )
    ]
    lists.lists["second"] = [*ours, a_row(slug="own-1", name="Own")]
    follow(opened, lists, "second", "--publish")
    output = run(opened, "sources", "sync", "second").output
    assert "created 1" in output
    assert "duplicate 6" in output
    assert set(statuses("second")) == {"own-1"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["x1", "--address", "ftp://example.org/x", "--fellowship", "al-anon"], "is not a web address"),
        (
            ["x1", "--address", "https://me:pw@example.org/x", "--fellowship", "al-anon"],
            "user name or password",
        ),
        (["x1", "--address", "https://Meetings.example.org/f", "--fellowship", "al-anon"], "is on this site"),
        (["X 1", "--address", "https://example.org/x", "--fellowship", "al-anon"], "is no name for a list"),
        (["x1", "--address", "https://example.org/x"], "This list is new"),
        (["x1", "--address", "https://example.org/x", "--fellowship", "chess"], "no fellowship chess"),
    ],
)
def test_what_cannot_be_followed(opened: Flask, words: list[str], sentence: str) -> None:
    before = dump()
    result = run(opened, "sources", "add", *words, "--format", "csv")
    assert result.exit_code == 2
    assert sentence in result.output
    assert dump() == before


def test_a_list_inside_is_refused_when_it_is_read(opened: Flask, lists: ListServer) -> None:
    lists.rows("inside", 3)
    follow(opened, lists, "inside")
    app_settings = opened.extensions["settings"]
    opened.extensions["settings"] = replace(app_settings, sources_on_loopback=False)
    result = run(opened, "sources", "sync", "inside")
    opened.extensions["settings"] = app_settings
    assert result.exit_code == 2
    assert "lies on this machine or in a private network" in result.output
    assert lists.answered == []


def test_slugs_are_known_or_refused(opened: Flask, lists: ListServer) -> None:
    lists.rows("twice", 3)
    follow(opened, lists, "twice")
    assert "is followed already" in follow(opened, lists, "twice").output
    for command in ("sync", "pause", "resume", "remove"):
        result = run(opened, "sources", command, "nobody")
        assert (result.exit_code, "No list called nobody" in result.output) == (2, True)
