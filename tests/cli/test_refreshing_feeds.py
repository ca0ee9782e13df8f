"""`flask tick` and `flask import` make the Meeting Guide list beforehand, so that no client waits for it."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from meetfinder import clock
from meetfinder.cli.ticking import JOBS, run_jobs
from meetfinder.db import db
from meetfinder.directory import seeding
from meetfinder.moderation import door
from meetfinder.web.feeds import store
from tests.builders import a_meeting
from tests.cli.running import give_places, run, site
from tests.conftest import NOW

ADDRESS = "https://meetings.example.org"
FEED = "/feeds/meeting-guide.json"
FEEDS = [job for job in JOBS if job.name == "feeds"]


@pytest.fixture(autouse=True)
def _no_files(app: Flask) -> None:
    store.forget()


@pytest.fixture
def known(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Return the site, which has been told its address."""
    told = replace(app.extensions["settings"], base_url=ADDRESS)
    monkeypatch.setitem(app.extensions, "settings", told)
    return app


def _files(app: Flask) -> list[Path]:
    return sorted((app.extensions["settings"].instance / store.FOLDER).glob("meeting-guide*.gz"))


def test_a_tick_makes_the_list_that_clients_are_sent(known: Flask) -> None:
    meeting = a_meeting(name="Buda")
    db.session.commit()
    with clock.at(NOW):
        assert run_jobs(FEEDS) == 0
        made = _files(known)
        assert len(made) == 1
        sent = known.test_client().get(FEED)
        assert [row["name"] for row in sent.get_json()] == ["Buda"]
        assert ADDRESS in sent.get_data(as_text=True)
        assert _files(known) == made
        door.pause([meeting], decided_by="moderator:1", reason="closed", now=NOW)
        db.session.commit()
        assert known.extensions["refresh_feeds"]() == 1
        assert known.extensions["refresh_feeds"]() == 0
        assert len(_files(known)) == 2


@pytest.mark.parametrize("changed", [False, True])
def test_without_an_address_the_list_for_any_is_prepared(app: Flask, changed: bool) -> None:
    a_meeting(name="Buda", notes="Ring the bell")
    other = a_meeting(name="Kyle")
    db.session.commit()
    with clock.at(NOW):
        assert run_jobs(FEEDS) == 0
        (made,) = _files(app)
        text = gzip.decompress(made.read_bytes()).decode()
        made.write_bytes(gzip.compress(text.replace("Ring the bell", "Ring the gong").encode()))
        if changed:
            door.pause([other], decided_by="moderator:1", reason="closed", now=NOW)
            db.session.commit()
        client = app.test_client()
        prepared, elsewhere = _texts(client, "http://localhost", "http://elsewhere.example.org")
        assert prepared.count("http://localhost/meetings") == (2 if changed else 4)
        store.forget()
        anew, elsewhere_anew = _texts(client, "http://localhost", "http://elsewhere.example.org")
        assert prepared == anew.replace("Ring the bell", "Ring the gong")
        assert elsewhere == elsewhere_anew  # No address is believed there, so that rows lack what needs one.


def _texts(client: FlaskClient, *addresses: str) -> list[str]:
    return [client.get(FEED, base_url=address).get_data(as_text=True) for address in addresses]


def _imported(app: Flask, folder: Path) -> Result:
    """Import a list of one meeting."""
    row = {
        "slug": "a", "name": "Ada", "day": 1, "time": "19:00", "address": "1 Main St", "city": "Buda",
        "state": "TX", "postal_code": "78610", "country": "US",
    }  # fmt: skip
    (folder / "list.json").write_text(json.dumps([row]))
    order = ["import", str(folder / "list.json"), "--format", "meeting-guide", "--source", "open"]
    order += ["--fellowship", "independent", "--publish", "--republish"]
    settings = app.extensions["settings"]
    seeding.load(seeds=settings.seeds, instance=settings.instance)
    db.session.commit()
    with clock.at(NOW):
        return app.test_cli_runner().invoke(args=order)


def test_an_import_makes_the_list(known: Flask, tmp_path: Path) -> None:
    done = _imported(known, tmp_path)
    with clock.at(NOW):
        assert done.exit_code == 0, done.output
        made = _files(known)
        assert len(made) == 1
        assert [row["name"] for row in known.test_client().get(FEED).get_json()] == ["Ada"]
        assert _files(known) == made


@pytest.mark.parametrize("problem", [OSError("disk full"), OperationalError("", {}, Exception("locked"))])
def test_an_import_is_done_where_the_list_cannot_be_made(
    known: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def failing() -> int:
        raise problem

    monkeypatch.setitem(known.extensions, "refresh_feeds", failing)
    done = _imported(known, tmp_path)
    with clock.at(NOW):
        assert done.exit_code == 0, done.output
        assert [row["name"] for row in known.test_client().get(FEED).get_json()] == ["Ada"]


def test_who_updates_the_program_makes_the_list(tmp_path: Path, table_of_places: Path) -> None:
    instance = tmp_path / "instance"
    give_places(instance, table_of_places)
    with site(instance) as other:
        assert run(other, "init").exit_code == 0
        store.forget()
        updated = run(other, "init")
        assert updated.exit_code == 0, updated.output
        assert len(_files(other)) == 1
