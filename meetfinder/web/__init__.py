"""HTTP: what the site says to browsers and programs."""

from flask import Flask

from meetfinder.web import (
    access,
    account,
    api,
    bmlt,
    errors,
    feeds,
    finder,
    headers,
    health,
    hsds,
    languages,
    logs,
    moderator,
    nul,
    organizer,
    signed_in,
    throttle,
)
from meetfinder.web.feeds.meeting_guide import refresh as refresh_feeds

__all__ = ["refresh_feeds", "register"]


def register(app: Flask) -> None:
    """Give the site its pages, its API and the rules that hold for all of them."""
    languages.register(app)
    app.register_blueprint(finder.blueprint)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(bmlt.blueprint)
    app.register_blueprint(feeds.blueprint)
    app.register_blueprint(hsds.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(account.blueprint)
    app.register_blueprint(moderator.blueprint)
    app.register_blueprint(organizer.blueprint)
    signed_in.register(app)
    throttle.register(app)
    access.register(app)
    nul.register(app)
    errors.register(app)
    headers.register(app)
    logs.register(app)
