"""Whole sites, built by the commands that an operator types: with the demo, with the real lists, empty.

Each is built once and only read.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from meetfinder.app import create_app
from meetfinder.config import ROOT, Settings
from meetfinder.db import db

PROGRAMS = {
    "al-anon-massachusetts": "al-anon",
    "east-sussex-uk": "alcoholics-anonymous",
    "eating-disorders-anonymous": "eating-disorders-anonymous",
    "edmonton-array-days": "alcoholics-anonymous",
    "kansas-city": "alcoholics-anonymous",
    "orange-county": "alcoholics-anonymous",
    "san-jose": "alcoholics-anonymous",
}


def flask(instance: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the site whose folder is `instance`."""
    return subprocess.run(
        [Path(sys.executable).parent / "flask", *words],
        cwd=ROOT,
        env={"MEETFINDER_INSTANCE": str(instance), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def opened(instance: Path) -> Iterator[Flask]:
    """Open the site that commands have built in `instance`."""
    app = create_app(Settings.from_env({"MEETFINDER_INSTANCE": str(instance)}))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def _empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    instance = tmp_path_factory.mktemp("empty")
    assert flask(instance, "init").returncode == 0
    return instance


@pytest.fixture(scope="session")
def _demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    instance = tmp_path_factory.mktemp("demo")
    answer = flask(instance, "init", "--demo")
    assert answer.returncode == 0, answer.stderr
    return instance


@pytest.fixture(scope="session")
def _folder_of_lists(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    instance = tmp_path_factory.mktemp("lists")
    assert flask(instance, "init").returncode == 0
    for name, fellowship in PROGRAMS.items():
        file = shared_data / "meeting-guide" / f"{name}.json"
        answer = flask(
            instance, "import", str(file), "--format", "meeting-guide", "--source", name,
            "--fellowship", fellowship, "--publish",
        )  # fmt: skip
        assert answer.returncode in {0, 1}, answer.stderr
    return instance


@pytest.fixture(scope="module")
def empty_site(_empty_folder: Path) -> Iterator[Flask]:
    with opened(_empty_folder) as app:
        yield app


@pytest.fixture(scope="module")
def demo_site(_demo_folder: Path) -> Iterator[Flask]:
    with opened(_demo_folder) as app:
        yield app


@pytest.fixture(scope="module")
def seven_lists(_folder_of_lists: Path) -> Iterator[Flask]:
    with opened(_folder_of_lists) as app:
        yield app
