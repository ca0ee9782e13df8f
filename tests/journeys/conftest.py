"""A real server on loopback and a real browser, for a person's whole errand."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from meetfinder import clock
from meetfinder.app import create_app
from meetfinder.config import ROOT, Settings
from meetfinder.db import db
from tests.builders import a_fellowship, a_group, a_location, a_meeting, a_source
from tests.conftest import _missing
from tests.web.finder.help_builders import a_helpline, a_sentence

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WESTMINSTER = (51.5014, -0.1419)
LONGEST_START = 60


@dataclass(frozen=True)
class Site:
    """The running site."""

    url: str
    log: Path
    database: Path
    meeting: str
    """The address of one meeting's page."""


def found_in(text: str, *typed: str) -> list[str]:
    """Return which of the typed words stand in a text, whatever the case and however they are run together.

    Digests and public ids are made of the same letters, so that a word counts only where it stands by itself
    or beside the rest of what was typed with it.
    """
    return [word for word in typed if re.search(rf"(?<![0-9a-z]){word}(?![0-9a-z])", text.lower())]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a small directory with the server that operators use, its access log written to a file."""
    folder = tmp_path_factory.mktemp("site")
    database, log = folder / "site.sqlite", folder / "server.log"
    meeting = _fill(folder, database)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}"]
    environment = os.environ | {
        "MEETFINDER_INSTANCE": str(folder),
        "MEETFINDER_DATABASE_URL": f"sqlite:///{database}",
        "MEETFINDER_SECRET_KEY": "t" * 32,
        "MEETFINDER_CONTACT": "help@meetings.example.org",
    }
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--access-logfile", "-", "--threads", "4"],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_for(port, server, log)
            yield Site(f"http://127.0.0.1:{port}", log, database, f"/m/{meeting}")
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Give what drives browsers, where there is one."""
    if not Path(CHROMIUM).exists():
        _missing("no Chromium on this machine")
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Give the machine's own Chromium."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
    yield browser
    browser.close()


def loaded(page: Page) -> Page:
    """Return a page once it is there as a whole: after a click its address is new before its content is."""
    page.wait_for_load_state()
    return page


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with closing(connection), suppress(OSError):
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


def _fill(folder: Path, database: Path) -> str:
    """Make the tables and a directory around Westminster and Buda; return the public id of a meeting."""
    settings = Settings(instance=folder, database_url=f"sqlite:///{database}", secret_key="t" * 32)
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        meeting = fill_directory()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return meeting


def fill_directory() -> str:
    """Put a directory around Westminster in; return the public id of one meeting."""
    today = clock.now().date()
    for country in ("US", "GB"):
        a_helpline(country=country, name="Ambulance", purpose="emergency", number="911")
        a_helpline(country=country, name="Lifeline", number="988", sms="HOME to 741741", checked=today)
    a_sentence()
    a_sentence("Talk to somebody you trust.", topic="suicide")
    dual = a_fellowship(
        name="Both Sides Anonymous", kind="dual-diagnosis", finder="https://both.example.org/",
        start_url="https://both.example.org/start",
    )  # fmt: skip
    plain, kin = a_fellowship(name="Plain Anonymous"), a_fellowship(kind="family", for_family=True)
    source = a_source(name="Demo list", demo=True)
    stated = [("med_psychiatric", "welcome"), ("access", "open"), ("speaking_optional", "yes")]
    for day in range(7):
        for fellowship, hour in ((dual, 19), (plain, 12), (kin, 18), (None, 20)):
            group = a_group(fellowship=fellowship, source=source, website="https://group.example.org/")
            for point, zone, country in ((WESTMINSTER, "Europe/London", "GB"), (None, "America/Chicago", "")):
                here = a_location(point=point, country=country, city="London") if point else None
                meeting = a_meeting(
                    group=group, source=source, location=here, point=None, timezone=zone, weekday=day,
                    start=f"{hour}:30", attendance="hybrid" if point else "online",
                    join_url="https://rooms.example.org/1", join_phone="+44 20 7946 0100",
                    formats=["open", "newcomer"], attributes=stated, languages=["en"],
                    notes="Ring at the side door.", confirmed_on=today - timedelta(days=day * 40),
                )  # fmt: skip
    public_id: str = meeting.public_id
    assert isinstance(today, date)
    return public_id
