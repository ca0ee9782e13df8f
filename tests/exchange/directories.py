"""Whole directories in files of their own, into which lists are read and from which they are written."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db, writing
from meetfinder.directory import seeding
from meetfinder.directory.listing import Listing
from meetfinder.exchange.published import Selection, published
from meetfinder.intake import importing
from tests.conftest import NOW

Write = Callable[[Iterable[Listing]], Iterable[str]]


@contextmanager
def empty_directory(folder: Path, *, country: str = "US") -> Iterator[Flask]:
    """Give a site with an empty directory, inside its application context."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        instance=folder,
        database_url=f"sqlite:///{folder}/directory.sqlite",
        secret_key="t" * 32,
        country=country,
        base_url="https://meetings.example.org",
    )
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        with writing():
            seeding.load(seeds=settings.seeds, instance=folder)
            db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def bring_in(app: Flask, file: Path, *, form: str, fellowship: str, source: str = "a-list") -> None:
    """Import a list and publish it."""
    order = importing.Order(
        address=str(file),
        source=source,
        list_format=form,
        fellowship=fellowship,
        publish=True,
        republish=True,
    )
    settings = app.extensions["settings"]
    prepared = importing.prepare(
        order, seeds=settings.seeds, default_country=settings.country, progress=lambda *_: None
    )
    with writing():
        importing.apply(prepared, now=NOW, progress=lambda *_: None)
        db.session.commit()


def write_out(write: Write) -> str:
    """Return what a writer makes of everything in the directory."""
    return "".join(write(published(Selection(), now=NOW)))
