"""`flask init`: makes a site ready to run. Safe at any time, after a crash, and twice at once."""

import os
import secrets
from pathlib import Path

import click
from alembic import command

from meetfinder import places
from meetfinder.accounts import second_factor
from meetfinder.cli.alone import alone
from meetfinder.cli.demo import add as add_demo
from meetfinder.cli.migrations import migration_config
from meetfinder.cli.site import local_address, prepare_feeds, settings
from meetfinder.config import SECRET_KEY_FILE, Settings
from meetfinder.db import db, writing
from meetfinder.directory import seeding
from meetfinder.search import index

_KEY_BYTES = 32


@click.command("init")
@click.option("--demo", "with_demo", is_flag=True, help="Add a directory of invented meetings.")
def init(with_demo: bool) -> None:
    """Make or update the key, the database, the places and the seeds of this site.

    Run it again after an update, and after a change to the files in the seeds folder of the instance.
    """
    site = settings()
    site.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(site.instance):
        click.echo(f"Instance: {site.instance}")
        _make_key(site)
        _migrate()
        _load_seeds(site)
        click.echo("Places: unpacking, where that is still to be done …")
        click.echo(f"Places: {places.gazetteer().ready().name}")
        if with_demo:
            add_demo(site)
        # A new version of the program takes over no lines of an older one, and no client shall wait.
        click.echo("List for other programs: making, where that is still to be done …")
        prepare_feeds()
    click.echo(f"Done. Next: flask run, then open {local_address()}")


def _make_key(site: Settings) -> None:
    """Write a random key where there is none: under another name first, so that it is never there by half."""
    file = site.instance / SECRET_KEY_FILE
    if file.exists():
        click.echo("Secret key: there")
    elif site.secret_key:
        click.echo("Secret key: taken from MEETFINDER_SECRET_KEY")
    else:
        _write_privately(file, secrets.token_urlsafe(_KEY_BYTES))
        click.echo("Secret key: made")


def _write_privately(file: Path, text: str) -> None:
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
        target.write(text + "\n")
        target.flush()
        os.fsync(target.fileno())
    unfinished.replace(file)


def _migrate() -> None:
    click.echo("Database: bringing it up to date …")
    command.upgrade(migration_config(), "head")
    with writing():
        sealed = second_factor.seal_plain()
        db.session.commit()
    if sealed:
        click.echo(f"Database: sealed the second factors of {sealed} accounts")
    click.echo(f"Database: {db.engine.url.render_as_string(hide_password=True)}")


def _load_seeds(site: Settings) -> None:
    with writing():
        report = seeding.load(seeds=site.seeds, instance=site.instance)
        if report.search_is_stale:
            click.echo("Seeds: a fellowship changed its kind, so the search index is written anew …")
            index.rebuild()
        db.session.commit()
    for table in report.tables:
        news = (("new", table.added), ("changed", table.changed), ("removed", table.removed))
        said = ", ".join(f"{count} {word}" for word, count in news if count) or "nothing new"
        click.echo(f"Seeds: {table.file}: {table.total} entries, {said}")
        for name in table.kept:
            click.echo(f"Seeds: {name} is no longer in {table.file} but stays, because listings belong to it")
        for name in table.outdated_checks:
            click.echo(f"Seeds: {name} was read anew after you checked it: check it again")
