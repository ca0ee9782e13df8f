"""`flask export` writes the directory for other programs."""

import csv
import io
import json
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar

from tests.builders import a_fellowship, a_meeting, a_source
from tests.exchange.reader_of_lists import complaints


@pytest.fixture
def filled(app: Flask, now: object) -> Flask:
    a_meeting(name="Hope", fellowship=a_fellowship(slug="dual-recovery-anonymous"))
    a_meeting(name="Listed", source=a_source(slug="closed-list", name="A closed list", republish=False))
    return app


def test_every_format(filled: Flask) -> None:
    runner = filled.test_cli_runner()
    rows = json.loads(runner.invoke(args=["export", "meeting-guide"]).stdout)
    assert sorted(row["name"] for row in rows) == ["Hope", "Listed"]
    assert complaints(rows) == []
    table = runner.invoke(args=["export", "csv"]).stdout_bytes.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table, newline="")))) == 2
    assert len(json.loads(runner.invoke(args=["export", "geojson"]).stdout)["features"]) == 2
    calendar = Calendar.from_ical(runner.invoke(args=["export", "ics"]).stdout_bytes)
    assert sorted(str(item["SUMMARY"]) for item in calendar.walk("VEVENT")) == ["Hope", "Listed"]


def test_what_may_not_be_passed_on_is_named(filled: Flask) -> None:
    answer = filled.test_cli_runner().invoke(args=["export", "csv", "--source", "closed-list"])
    assert answer.exit_code == 0
    assert (
        answer.stderr == "1 meetings are from A closed list, which is not known to permit passing them on.\n"
    )


def test_by_fellowship_into_a_file(filled: Flask, tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    args = ["export", "meeting-guide", "--fellowship", "dual-recovery-anonymous", "--output", str(file)]
    answer = filled.test_cli_runner().invoke(args=args)
    assert (answer.exit_code, answer.output) == (0, "")
    assert [row["name"] for row in json.loads(file.read_text())] == ["Hope"]
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("args", [["xml"], ["csv", "--fellowship", "none"], ["csv", "--source", "none"]])
def test_wrong_wishes_do_nothing(filled: Flask, args: list[str]) -> None:
    assert filled.test_cli_runner().invoke(args=["export", *args]).exit_code == 2
