"""The settings of the site that is answering the present request."""

from typing import cast

from flask import current_app

from meetfinder.config import Settings


def settings() -> Settings:
    """Return the settings; needs an application context."""
    return cast(Settings, current_app.extensions["settings"])
