"""The program that intergroups print their directories with downloads our list and makes its PDF."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.drill.clients import environment, served
from tests.exchange.directories import bring_in, empty_directory

pytestmark = pytest.mark.drill
PACKAGE = "pdf12step==1.4.0"
FEED = "wp-admin/admin-ajax.php"
CONFIG = """
site_url: {site}
api_url: {feed}
author: A test
"""


def test_it_makes_its_pdf(tmp_path: Path, shared_data: Path) -> None:
    commands = environment(PACKAGE, tmp_path / "environment")
    with empty_directory(tmp_path / "directory") as app:
        file = shared_data / "meeting-guide" / "kansas-city.json"
        bring_in(app, file, form="meeting-guide", fellowship="alcoholics-anonymous")
        rows = app.test_client().get(f"/{FEED}?action=meetings").get_json()
        with served(app) as site:
            (tmp_path / "config.yaml").write_text(CONFIG.format(site=site, feed=FEED))
            done = subprocess.run(
                [commands / "12step", "-c", "config.yaml", "-D", "data", "pdf", "-d", "-o", "out.pdf"],
                cwd=tmp_path, capture_output=True, text=True, check=False,
            )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    [file] = (tmp_path / "data").glob("*-meetings.json")
    downloaded = json.loads(file.read_text())
    assert downloaded == rows
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    print(f"pdf12step: {len(downloaded)} of {len(rows)} rows downloaded, PDF made")
