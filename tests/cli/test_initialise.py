"""`flask init`: a new site, the same site again, killed half-way, twice at once, and what it refuses."""

import os
import signal
import stat
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from meetfinder.db import db
from meetfinder.directory.help import helplines_of
from meetfinder.directory.models import Fellowship
from tests.builders import a_group, a_meeting
from tests.cli.running import dump, flask, run, site, started

OWN_FELLOWSHIP = """
[[fellowship]]
slug = "example-fellowship"
name = "Example Fellowship"
short_name = "EF"
kind = "dual-diagnosis"
twelve_step = true
for_family = false
read_on = 2026-11-01
"""
OWN_HELPLINE = """
[[helpline]]
country = "ZZ"
name = "Example line"
for = "crisis"
number = "0000 000"
source = "https://example.org/line"
source_title = "Example"
read_on = 2026-11-01
"""
LINES = ("Secret key:", "Database: bringing", "Seeds: guidance", "Places: unpacking", "Demo: adding")
"""What it prints on the way."""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def assert_sound(app: Flask) -> None:
    check = run(app, "check")
    assert check.exit_code == 0, check.output


def own_seeds(instance: Path, **files: str) -> None:
    folder = instance / "seeds"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.toml").write_text(content)


def test_a_new_site_is_ready_and_private(tmp_path: Path) -> None:
    instance = tmp_path / "deep" / "instance"
    first = flask(instance, "init")
    assert first.returncode == 0, first.stderr
    assert "Secret key: made" in first.stdout
    assert "Next: flask run" in first.stdout
    assert mode(instance) == 0o700
    assert mode(instance / "secret_key") == 0o600
    key = (instance / "secret_key").read_text()
    assert len(key.strip()) >= 40
    with site(instance) as app:
        again = run(app, "init")
        assert again.exit_code == 0
        assert again.output.count("nothing new") == 4
        assert_sound(app)
    assert (instance / "secret_key").read_text() == key


def test_two_sites_have_two_keys(tmp_path: Path, instance: Path) -> None:
    with site(instance) as app:
        assert run(app, "init").exit_code == 0
    with site(tmp_path / "second") as app:
        assert run(app, "init").exit_code == 0
    assert (instance / "secret_key").read_text() != (tmp_path / "second" / "secret_key").read_text()


def test_a_key_from_the_environment_needs_no_file(instance: Path) -> None:
    done = flask(instance, "init", MEETFINDER_SECRET_KEY="k" * 32)
    assert done.returncode == 0, done.stderr
    assert "taken from MEETFINDER_SECRET_KEY" in done.stdout
    assert not (instance / "secret_key").exists()


def test_again_changes_nothing_on_both_databases(instance: Path, empty_database_url: str) -> None:
    with site(instance, empty_database_url) as app:
        assert run(app, "init", "--demo").exit_code == 0
        before = dump()
        assert len(before["group"]) > 100
        assert run(app, "init", "--demo").exit_code == 0
        assert run(app, "init").exit_code == 0
        assert dump() == before


def test_an_operator_adds_a_fellowship_and_a_helpline_without_a_release(
    instance: Path, empty_database_url: str
) -> None:
    with site(instance, empty_database_url) as app:
        run(app, "init")
        own_seeds(instance, fellowships=OWN_FELLOWSHIP, helplines=OWN_HELPLINE)
        done = run(app, "init")
        assert done.exit_code == 0
        assert "Seeds: fellowships.toml: 56 entries, 1 new" in done.output
        assert db.session.scalar(sa.select(Fellowship.name).filter_by(slug="example-fellowship"))
        assert [line.number for line in helplines_of("ZZ")] == ["0000 000"]
        own_seeds(instance, fellowships="", helplines="")
        assert "55 entries, 1 removed" in run(app, "init").output
        assert helplines_of("ZZ") == ()


def test_what_is_listed_keeps_its_fellowship(instance: Path) -> None:
    with site(instance) as app:
        own_seeds(instance, fellowships=OWN_FELLOWSHIP)
        run(app, "init")
        found = db.session.scalars(sa.select(Fellowship).filter_by(slug="example-fellowship")).one()
        a_meeting(group=a_group(fellowship=found))
        db.session.commit()
        own_seeds(instance, fellowships="")
        assert "example-fellowship is no longer in fellowships.toml but stays" in run(app, "init").output
        assert db.session.scalar(sa.select(Fellowship.name).filter_by(slug="example-fellowship"))


def test_a_fellowship_of_another_kind_is_found_as_that(instance: Path) -> None:
    with site(instance) as app:
        own_seeds(instance, fellowships=OWN_FELLOWSHIP)
        run(app, "init")
        found = db.session.scalars(sa.select(Fellowship).filter_by(slug="example-fellowship")).one()
        a_meeting(group=a_group(fellowship=found))
        db.session.commit()
        before = dump()
        own_seeds(instance, fellowships=OWN_FELLOWSHIP.replace("dual-diagnosis", "family"))
        assert "search index is written anew" in run(app, "init").output
        assert dump()["occurrence"] != before["occurrence"]
        assert "search index: ok" in run(app, "check").output


def test_a_mistake_in_a_seed_file_is_one_sentence(instance: Path) -> None:
    with site(instance) as app:
        run(app, "init")
        before = dump()
        own_seeds(instance, helplines=OWN_HELPLINE.replace('"crisis"', '"chat"'))
        refused = run(app, "init")
        assert refused.exit_code == 2
        assert "helplines.toml" in refused.stderr
        assert '"ZZ Example line": for must be one of' in refused.stderr
        assert refused.stderr.count("\n") == 1
        assert dump() == before


def test_a_database_out_of_reach_is_one_sentence(instance: Path) -> None:
    for address in ("sqlite:////proc/nowhere/x.sqlite", "postgresql://nobody@127.0.0.1:9/none"):
        refused = flask(instance, "init", MEETFINDER_DATABASE_URL=address)
        assert refused.returncode == 2, refused.stderr
        assert "The database cannot be used" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_command_before_init_says_what_to_do(instance: Path, empty_database_url: str) -> None:
    with site(instance, empty_database_url) as app:
        refused = run(app, "demo", "remove")
        assert refused.exit_code == 2
        assert "Has flask init been run?" in refused.stderr


def test_killed_at_every_step_and_run_again(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    for line in LINES:
        process = started(instance, "init", "--demo")
        assert process.stdout is not None
        assert any(line in said for said in process.stdout), line
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL, line
    done = flask(instance, "init", "--demo")
    assert done.returncode == 0, done.stderr
    assert "Demo: added" in done.stdout
    with site(instance) as app:
        assert_sound(app)
    left = {file.name.split("-")[0].removeprefix("meetfinder.") for file in instance.iterdir()}
    assert left <= {
        ".init.lock",
        "secret_key",
        "sqlite",
        "sqlite-shm",
        "sqlite-wal",
        "places",
        ".places",
        "feeds",
    }


def test_twice_at_once(instance: Path) -> None:
    several = [started(instance, "init", "--demo") for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in several]
    assert [process.returncode for process in several] == [0, 0], said
    assert sum("Secret key: made" in text for text in said) == 1
    assert sum("Demo: added" in text for text in said) == 1
    with site(instance) as app:
        assert_sound(app)
