"""`flask outbox send` and `flask tick`, as an operator runs them."""

from datetime import timedelta
from pathlib import Path
from shutil import rmtree

import pytest
from flask import Flask

from meetfinder import clock
from meetfinder.cli.ticking import Job, run_jobs
from meetfinder.db import db
from meetfinder.mail import outbox
from meetfinder.periodic.models import PeriodicJob
from meetfinder.search.coverage_files import FOLDER
from tests.cli.running import run
from tests.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def letter_of_tests(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give the site a letter of its own."""
    folder = tmp_path / "templates"
    (folder / "email").mkdir(parents=True)
    (folder / "email" / "greeting.txt").write_text(
        "A message from {{ site().site_name }}\n\n"
        "Hello {{ name }}: {{ url_for('finder.home', _external=True) }}\n"
    )
    monkeypatch.setattr(app.jinja_loader, "searchpath", [*app.jinja_loader.searchpath, str(folder)])
    return folder


@pytest.mark.usefixtures("now", "letter_of_tests")
def test_mail_without_a_server_is_written_into_the_instance_folder(app: Flask) -> None:
    outbox.queue("greeting", to="someone@example.org", context={"name": "<you>"}, now=NOW)
    db.session.commit()
    result = run(app, "outbox", "send")
    assert (result.exit_code, result.output) == (0, "sent 1\nlater 0\ndead 0\n")
    (file,) = (Path(app.instance_path) / "mail").glob("*.eml")
    text = file.read_text()
    file.unlink()
    assert "Subject: A message from Meetfinder" in text
    assert "Hello <you>: http://127.0.0.1:5000/" in text
    try:
        assert run(app, "tick").output.endswith("outbox: sent 0, later 0, dead 0\n")
    finally:  # The instance folder is that of all tests of this process.
        rmtree(Path(app.instance_path) / FOLDER, ignore_errors=True)


def test_work_is_done_when_it_is_due_and_not_before(app: Flask) -> None:
    done: list[str] = []
    job = Job("errand", lambda: done.append("x") or len(done), every=HOUR)
    with clock.at(NOW):
        assert run_jobs([job]) == run_jobs([job]) == 0
    with clock.at(NOW + HOUR):
        run_jobs([job])
    assert done == ["x", "x"]


def test_work_that_fails_stops_nothing_else_and_comes_again_soon(app: Flask) -> None:
    done: list[str] = []

    def fail() -> int:
        raise ZeroDivisionError

    jobs = [Job("broken", fail, every=HOUR), Job("errand", lambda: done.append("x") or 1, every=HOUR)]
    with clock.at(NOW):
        assert run_jobs(jobs) == 1
    assert done == ["x"]
    assert db.session.get_one(PeriodicJob, "broken").error == "ZeroDivisionError"
    with clock.at(NOW + timedelta(minutes=10)):
        assert run_jobs(jobs) == 1
    assert done == ["x"]


def test_two_ticks_at_once_do_no_work_twice(app: Flask) -> None:
    done: list[str] = []

    def work() -> int:
        done.append("x")
        # While this is at work another tick comes by.
        run_jobs([job])
        return 1

    job = Job("errand", work, every=HOUR)
    with clock.at(NOW):
        run_jobs([job])
    assert done == ["x"]


def test_work_of_a_killed_process_is_taken_up_by_another(app: Flask) -> None:
    done: list[str] = []

    def killed() -> int:
        raise KeyboardInterrupt

    with clock.at(NOW), pytest.raises(KeyboardInterrupt):
        run_jobs([Job("errand", killed, every=HOUR)])
    job = Job("errand", lambda: done.append("x") or 1, every=HOUR)
    with clock.at(NOW + timedelta(minutes=29)):
        run_jobs([job])
    assert done == []
    with clock.at(NOW + timedelta(minutes=30)):
        run_jobs([job])
    assert done == ["x"]
