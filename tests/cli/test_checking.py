"""`flask check` finds what is wrong, names it, and goes on to the rest."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import Meeting, MeetingStatus
from meetfinder.mail import outbox
from meetfinder.search.tables import Occurrence, TaggedOccurrence
from tests.builders import a_meeting
from tests.cli.running import flask, give_places, run, site

LOOKS = [
    "settings", "secret key", "database", "migrations", "foreign keys", "mail", "places", "seeds",
    "time zones", "schedules", "search index",
]  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, table_of_places: Path) -> Path:
    """Give the folder of a site with one meeting; tests work on copies."""
    instance = tmp_path_factory.mktemp("checked") / "instance"
    give_places(instance, table_of_places)
    with site(instance) as app:
        assert run(app, "init").exit_code == 0
        a_meeting(attributes=[("dd_focus", "dedicated")])
        db.session.commit()
        db.session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return instance


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "instance"
    shutil.copytree(prepared, copy, copy_function=_link_or_copy)
    copy.chmod(0o700)
    return copy


def _link_or_copy(source: str, target: str) -> None:
    (os.link if "places-" in source else shutil.copy2)(source, target)


@pytest.fixture
def app(folder: Path) -> Iterator[Flask]:
    with site(folder) as app:
        yield app


def problems(app: Flask) -> dict[str, str]:
    """Return what is wrong by the name of the check; the exit code must say the same."""
    result = run(app, "check")
    lines = [line.split(": ", 1) for line in result.output.splitlines()]
    assert list(dict.fromkeys(line[0] for line in lines)) == LOOKS
    found = {name: said for name, said in lines if not said.startswith("ok")}
    assert all(said.startswith("problem: ") for said in found.values())
    assert result.exit_code == (1 if found else 0)
    return {name: said.removeprefix("problem: ") for name, said in found.items()}


def test_all_is_well(app: Flask) -> None:
    assert problems(app) == {}


def test_as_an_operator_types_it(folder: Path) -> None:
    assert flask(folder, "check").returncode == 0
    (folder / "secret_key").chmod(0o644)
    told = flask(folder, "check")
    assert told.returncode == 1
    assert "chmod 600" in told.stdout


def test_a_site_that_was_never_set_up(tmp_path: Path, empty_database_url: str) -> None:
    with site(tmp_path / "new", empty_database_url) as app:
        found = problems(app)
    assert found["secret key"].endswith("run flask init")
    assert found["migrations"].endswith("run flask init")
    assert "seeds" in found
    assert "database" not in found


def test_a_database_out_of_reach(folder: Path) -> None:
    with site(folder, "postgresql://nobody@127.0.0.1:9/none") as app:
        found = problems(app)
    assert "connection" in found["database"]
    assert "settings" not in found
    assert "places" not in found


def test_a_folder_that_everybody_can_read(app: Flask, folder: Path) -> None:
    folder.chmod(0o755)
    assert set(problems(app)) == {"settings"}


def test_a_key_that_is_too_short(folder: Path) -> None:
    (folder / "secret_key").write_text("short\n")
    with site(folder) as app:
        assert set(problems(app)) == {"secret key"}


def test_tables_of_another_version(app: Flask) -> None:
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = 'older'"))
    db.session.commit()
    assert "the tables are at older" in problems(app)["migrations"]


def test_a_row_that_points_at_nothing(app: Flask, folder: Path) -> None:
    with sqlite3.connect(folder / "meetfinder.sqlite") as connection:
        connection.execute("INSERT INTO meeting_format (meeting_id, format_id) VALUES (9999, 1)")
    connection.close()
    assert problems(app) == {
        "foreign keys": "1 rows point at what is not there, the first in table meeting_format"
    }


def test_a_damaged_table_of_places(folder: Path) -> None:
    table = next(folder.glob("places-*.sqlite"))
    table.unlink()
    table.write_bytes(b"not a table" * 1000)
    with site(folder) as app:
        assert set(problems(app)) == {"places"}


def test_seeds_that_are_not_loaded(app: Flask, folder: Path) -> None:
    (folder / "seeds").mkdir()
    own = folder / "seeds" / "guidance.toml"
    own.write_text('[[guidance]]\nslug = "overdose-signs"\nremove = true\n')
    assert problems(app) == {"seeds": "guidance.toml has changes that are not loaded: run flask init"}
    own.write_text("[[guidance]]\n")
    assert "slug is missing" in problems(app)["seeds"]


def test_a_meeting_that_no_search_finds(app: Flask) -> None:
    db.session.execute(sa.delete(Occurrence))
    db.session.commit()
    assert problems(app)["search index"].startswith("1 meetings are not found as they are listed")


def test_a_meeting_without_one_of_its_tags(app: Flask) -> None:
    some = sa.select(sa.func.min(TaggedOccurrence.tag_id)).scalar_subquery()
    db.session.execute(sa.delete(TaggedOccurrence).where(TaggedOccurrence.tag_id == some))
    db.session.commit()
    assert set(problems(app)) == {"search index"}


def test_a_search_that_finds_what_is_paused_or_moved(app: Flask) -> None:
    for values in ({"status": MeetingStatus.PAUSED}, {"status": MeetingStatus.ACTIVE, "start_minute": 1}):
        db.session.execute(sa.update(Meeting).values(**values))
        db.session.commit()
        assert set(problems(app)) == {"search index"}


def test_an_unknown_zone(app: Flask) -> None:
    db.session.execute(sa.update(Meeting).values(timezone="Mars/Olympus"))
    db.session.commit()
    found = problems(app)
    assert found["time zones"] == "'Mars/Olympus' of a meeting is not a known time zone"
    assert "timezone" in found["schedules"]


def test_a_schedule_that_cannot_be(app: Flask) -> None:
    db.session.execute(sa.update(Meeting).values(recurrence_kind="monthly", recurrence_nths=[]))
    db.session.commit()
    assert problems(app)["schedules"].endswith("has a wrong nths")


def test_mail_without_a_server_is_said_and_no_problem(app: Flask) -> None:
    assert "mail: ok, but MEETFINDER_SMTP_URL is not set" in run(app, "check").output


def test_a_mail_server_that_is_not_there_and_letters_that_nobody_sends(folder: Path) -> None:
    told = flask(folder, "check", MEETFINDER_SMTP_URL="smtp://127.0.0.1:9")
    assert "mail: problem: the server of MEETFINDER_SMTP_URL cannot be reached" in told.stdout
    with site(folder) as app:
        outbox.queue("sign_in", to="a@b.example", context={}, now=clock.now() - timedelta(hours=2))
        db.session.commit()
        assert problems(app) == {"mail": "1 letters are overdue: let flask tick run every minute"}
