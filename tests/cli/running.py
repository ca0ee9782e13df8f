"""How tests run commands: as an operator does, or inside this process on a site of its own."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from meetfinder import places
from meetfinder.app import create_app
from meetfinder.config import ROOT, Settings
from meetfinder.db import db
from meetfinder.places import seed
from meetfinder.web.feeds import store

FLASK = Path(sys.executable).parent / "flask"

Dump = dict[str, list[tuple[Any, ...]]]


def environment(instance: Path, **extra: str) -> dict[str, str]:
    return {"MEETFINDER_INSTANCE": str(instance), "PATH": "/usr/bin:/bin", **extra}


def flask(instance: Path, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own; `extra` are further variables."""
    return subprocess.run(
        [FLASK, *words],
        cwd=ROOT,
        env=environment(instance, **extra),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def started(instance: Path, *words: str) -> subprocess.Popen[str]:
    """Start a command and do not wait for it; it leads a process group of its own."""
    return subprocess.Popen(
        [FLASK, *words],
        cwd=ROOT,
        env=environment(instance),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def kept_list(app: Flask) -> str:
    """Return the newest Meeting Guide list that the site has made beforehand."""
    made = (app.extensions["settings"].instance / store.FOLDER).glob("meeting-guide*.gz")
    return gzip.decompress(max(made, key=lambda file: file.stat().st_mtime_ns).read_bytes()).decode()


def unpack_places(folder: Path) -> Path:
    """Unpack the table of places once for many sites."""
    return seed.unpacked(seeds=ROOT / "seeds", instance=folder)


def give_places(instance: Path, table: Path) -> None:
    """Put an unpacked table where a new site looks for its own, without a second copy."""
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.link(table, instance / table.name)


@contextmanager
def site(instance: Path, database_url: str = "", seeds: Path = ROOT / "seeds") -> Iterator[Flask]:
    """Open a site in this process, inside its context."""
    read = Settings.from_env(environment(instance, MEETFINDER_DATABASE_URL=database_url))
    before = _gazetteer()
    app = create_app(
        Settings(
            instance=read.instance, database_url=read.database_url, secret_key=read.secret_key, seeds=seeds
        )
    )
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
            places.configure(before)


def _gazetteer() -> places.Gazetteer | None:
    try:
        return places.gazetteer()
    except places.PlacesError:
        return None


def run(app: Flask, *words: str) -> Result:
    """Run a command inside this process; what it did not expect is raised here."""
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    db.session.rollback()
    db.session.expire_all()
    return result


def dump() -> Dump:
    """Return every row of every table, sorted."""
    found = {}
    for name, table in sorted(db.metadata.tables.items()):
        rows = db.session.execute(sa.select(table)).all()
        found[name] = sorted((tuple(map(str, row)) for row in rows), key=str)
    return found
