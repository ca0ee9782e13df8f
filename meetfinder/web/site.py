"""The settings of the site that is answering the present request."""

from typing import cast

from flask import current_app, request

from meetfinder.config import Settings


def settings() -> Settings:
    """Return the settings; needs an application context."""
    return cast(Settings, current_app.extensions["settings"])


def base_url() -> str:
    """Return the address of the site without a slash at its end; needs a request where none is set."""
    return settings().base_url or request.host_url.rstrip("/")
