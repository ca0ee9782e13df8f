"""The settings of the site that is answering the present request."""

from typing import cast
from urllib.parse import urlsplit

from flask import current_app, request

from meetfinder.config import Settings


def settings() -> Settings:
    """Return the settings; needs an application context."""
    return cast(Settings, current_app.extensions["settings"])


LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that lead to this machine only, so that their name cannot mislead anybody else."""


def base_url() -> str:
    """Return the address of the site without a slash at its end; needs a request where none is set.

    Without MEETFINDER_BASE_URL the request's own address is believed on loopback only. Elsewhere anybody can
    send any Host, and a cache could hand on what it made, so the text is empty and addresses made with it
    are paths on this site, which every reader resolves against where it found them (RFC 3986 §4.2).
    """
    if settings().base_url:
        return settings().base_url
    own = request.host_url.rstrip("/")
    return own if urlsplit(own).hostname in LOOPBACK else ""
