"""The reader that BMLT sites show their meetings with, unchanged, in a browser, against our server."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.drill.clients import folder_served, npm, page_of, served
from tests.exchange.bmlt.conftest import bring_in, close, empty_site
from tests.exchange.bmlt.stand_in import Recorded

pytestmark = [pytest.mark.drill, pytest.mark.browser]
PACKAGE = "@bmlt-enabled/croutonjs@4.1.12"
HOST_PAGE = """<!doctype html><meta charset="utf-8"><title>A service body's own site</title>
<link rel="stylesheet" href="crouton.min.css"><div id="bmlt-tabs"></div><script src="crouton.min.js"></script>
<script>new Crouton({options}).render();</script>"""
NEAR = "&lat_val=40.7128&long_val=-74.006&geo_width=5"
ROWS = "[...new Set([...document.querySelectorAll('#bmlt-tabs .bmlt-data-row')].map(row => row.id))].length"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return npm(PACKAGE, tmp_path_factory.mktemp("npm"))


@pytest.fixture(scope="module")
def bmlt(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("bmlt")
    app = empty_site(f"sqlite:///{folder}/test.sqlite", folder)
    done = bring_in(app, Recorded(shared_data / "bmlt"), "--republish", "--publish")
    assert done.exit_code == 0, done.output
    yield app
    close(app)


def shown(package: Path, app: Flask, base: str, options: dict[str, object]) -> int:
    """Return how many meetings the reader shows; it must not complain of anything but its own style sheet."""
    said: list[str] = []
    with served(app) as ours, folder_served(package) as theirs, page_of(said) as page:
        options = {"root_server": f"{ours}{base}", "show_map": False, "theme": "", **options}
        (package / "index.html").write_text(HOST_PAGE.replace("{options}", json.dumps(options)))
        page.goto(f"{theirs}/index.html")
        page.wait_for_selector("#bmlt-tabs .bmlt-data-row", state="attached")
        page.wait_for_timeout(500)
        count: int = page.evaluate(ROWS)
    assert said == []
    return count


@pytest.mark.parametrize("base", ["", "/from/bmlt"])
def test_it_shows_every_row_of_a_service_body(package: Path, bmlt: Flask, base: str) -> None:
    client = bmlt.test_client()
    bodies = client.get(f"{base}/client_interface/json/?switcher=GetServiceBodies").get_json()
    tried = 0
    for body in bodies:
        query = f"switcher=GetSearchResults&services[]={body['id']}&recursive=1"
        rows = client.get(f"{base}/client_interface/json/?{query}").get_json()
        if 20 < len(rows) < 700 and tried < 3:
            tried += 1
            options: dict[str, object] = {"service_body": [int(body["id"])], "recurse_service_bodies": True}
            assert shown(package, bmlt, base, options) == len(rows), body
            print(f"crouton, {base or '/'}, service body {body['id']}: {len(rows)} of {len(rows)} rows shown")
    assert tried == 3


def test_it_searches_near_a_point(package: Path, bmlt: Flask) -> None:
    query = f"switcher=GetSearchResults{NEAR}"
    rows = bmlt.test_client().get(f"/from/bmlt/client_interface/json/?{query}").get_json()
    count = shown(package, bmlt, "/from/bmlt", {"custom_query": NEAR, "sort_keys": "distance_in_miles"})
    assert count == len(rows) > 20
    print(f"crouton, near a point: {count} of {len(rows)} rows shown")
