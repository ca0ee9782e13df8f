"""Builds the site: the one module that knows all the others."""

import os
from pathlib import Path

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from meetfinder import cli, keys, places, web
from meetfinder.config import ROOT, Settings, SettingsError
from meetfinder.db import db, prepare

MIGRATIONS = ROOT / "meetfinder" / "migrations"
LARGEST_FORM = 64 * 1024


class _JSONInOrder(DefaultJSONProvider):
    """Writes keys in the order in which they are documented."""

    sort_keys = False


def create_app(settings: Settings | None = None) -> Flask:
    """Return the site for `settings`, by default those of the environment.

    A wrong setting ends the process with one sentence, because nobody can act on a trace.
    """
    try:
        return _built(settings or Settings.from_env(os.environ))
    except SettingsError as problem:
        raise SystemExit(str(problem)) from None


def _built(settings: Settings) -> Flask:
    app = Flask(
        "meetfinder",
        root_path=str(ROOT / "meetfinder"),
        template_folder=str(ROOT / "templates"),
        instance_path=str(settings.instance),
    )
    _configure(app, settings)
    Migrate(app, db, directory=str(MIGRATIONS))
    places.configure(places.open_gazetteer(seeds=settings.seeds, instance=settings.instance))
    web.register(app)
    cli.register(app, refresh_feeds=web.refresh_feeds)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    _make_private_folder(settings.instance)
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key or None,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
    )
    app.json = _JSONInOrder(app)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
        keys.configure(db.engine, settings.secret_key)


def _make_private_folder(folder: Path) -> None:
    """Make the instance folder readable by its owner only: it will hold the key and the database."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
