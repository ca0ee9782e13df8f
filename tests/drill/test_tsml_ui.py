"""The reader that most sites show Meeting Guide lists with, unchanged, in a browser, against our server.

The reader is fetched when the test runs and never kept here: it is the bundle inside a package of PyPI.
"""

import functools
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from tests.exchange.directories import bring_in, empty_directory

PACKAGE = "wagtail-meeting-guide==1.5.0"
BUNDLE = "meeting_guide/static/meeting_guide/app.js"
NAME_CELL = "td.name, td.tsml-name"
"""As readers of 2023 and of today call it."""
FEED = "/wp-admin/admin-ajax.php?action=meetings"
HOST_PAGE = """<!doctype html><title>A group's own site</title>
<div id="tsml-ui" data-src="{feed}" data-timezone="{zone}"></div><script src="app.js"></script>"""

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"

pytestmark = [pytest.mark.drill, pytest.mark.browser]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        pytest.skip(f"{PACKAGE} cannot be fetched here")
    return zipfile.ZipFile(wheels[0]).read(BUNDLE)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Keep the report free of requests."""


@contextmanager
def folder_served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def page_of(said: list[str]) -> Iterator[Page]:
    with sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except BrowserError:
            pytest.skip("Chromium is not installed")
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("console", lambda message: said.append(message.text) if message.type != "log" else None)
        page.route(
            "**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort()
        )
        page.on("pageerror", lambda problem: said.append(str(problem)))
        yield page
        browser.close()


@pytest.mark.parametrize(
    ("name", "fellowship", "country", "zone"),
    [
        ("east-sussex-uk", "alcoholics-anonymous", "GB", "Europe/London"),
        ("kansas-city", "alcoholics-anonymous", "US", "America/Chicago"),
        ("eating-disorders-anonymous", "eating-disorders-anonymous", "US", "America/New_York"),
    ],
)
def test_it_lists_filters_and_opens_every_row(
    bundle: bytes, shared_data: Path, tmp_path: Path, name: str, fellowship: str, country: str, zone: str
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "app.js").write_bytes(bundle)
    said: list[str] = []
    with empty_directory(tmp_path / "directory", country=country) as app:
        bring_in(
            app, shared_data / "meeting-guide" / f"{name}.json", form="meeting-guide", fellowship=fellowship
        )
        rows = json.loads(app.test_client().get(FEED).text)
        with served(app) as ours, folder_served(site) as theirs, page_of(said) as page:
            (site / "index.html").write_text(HOST_PAGE.format(feed=f"{ours}{FEED}", zone=zone))
            page.goto(f"{theirs}/index.html")
            page.wait_for_selector(NAME_CELL)
            assert listed(page) == len(rows)
            page.goto(f"{theirs}/index.html?weekday=monday")
            page.wait_for_selector(NAME_CELL)
            assert 0 < listed(page) < len(rows)
            for row in rows:
                page.goto(f"{theirs}/index.html?meeting={row['slug']}")
                page.wait_for_selector("h1")
                assert " ".join(row["name"].split()) in " ".join(
                    page.locator("#tsml-ui h1").inner_text().split()
                )
    assert [text for text in said if "TSML UI" in text or "Error" in text] == []
    print(f"tsml-ui, {name}: {len(rows)} rows listed, filtered and opened without a warning")


def listed(page: Page) -> int:
    """Return how many rows the reader lists, which shows more of them as one scrolls."""
    count = -1
    while (now := page.locator(NAME_CELL).count()) != count:
        count = now
        page.mouse.wheel(0, 100_000)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(400)
    return count
