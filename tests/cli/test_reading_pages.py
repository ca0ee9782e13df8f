"""`flask read-page`: drafts beside their words, and nothing is changed."""

import json
from pathlib import Path

from flask import Flask

from meetfinder.config import ROOT
from meetfinder.db import db
from meetfinder.directory import seeding
from tests.cli.running import run

PAGE = """<h1>Dual Recovery Anonymous</h1>
<p>1st and 3rd Tuesdays, 6:30 - 8:00 PM, Grace Church, 410 Oak Street, Buda, TX 78610.
Call Ann at 512-555-0142.</p>
"""


def test_a_saved_page(app: Flask, tmp_path: Path) -> None:
    seeding.load(seeds=ROOT / "seeds", instance=tmp_path)
    db.session.commit()
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    shown = run(app, "read-page", str(file))
    assert shown.exit_code == 0, shown.output
    for line in ("day        Tuesday", "time       18:30", "minutes    90",
                 "weeks      1st and 3rd of the month",
                 "place      Grace Church, 410 Oak Street, Buda, TX 78610", "mode       in_person",
                 "fellowship dual-recovery-anonymous", "1 drafts; nothing was changed."):  # fmt: skip
        assert line in shown.output
    assert "0142" not in shown.output
    (draft,) = json.loads(run(app, "read-page", str(file), "--json").output)
    assert (draft["weekday"], draft["start_minute"], draft["timezone"]) == (2, 1110, "America/Chicago")
    assert draft["recurrence"] == {"kind": "monthly", "interval": 1, "nths": [1, 3]}


def test_what_cannot_be_read(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("We wish you well.")
    assert run(app, "read-page", str(file)).exit_code == 2
    assert "There is no file" in run(app, "read-page", str(tmp_path / "none")).output
    assert "no fellowship chess" in run(app, "read-page", str(file), "--fellowship", "chess").output
    file.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    assert "is larger than 5 MB" in run(app, "read-page", str(file)).output
