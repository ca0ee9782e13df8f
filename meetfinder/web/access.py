"""Who may use which route: closed unless listed here. README's table is made from this one."""

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import Forbidden

from meetfinder.web.site import settings

ANYONE = "anyone"
ACCESS: dict[str, str] = dict.fromkeys(
    (
        "api.answer",
        "api.fellowships",
        "api.groups",
        "api.meeting",
        "api.meetings",
        "api.openapi",
        "api.places",
        "bmlt.ask",
        "bmlt.ask_source",
        "bmlt.version",
        "bmlt.version_of_source",
        "feeds.admin_ajax",
        "feeds.calendar_of_meeting",
        "feeds.changes",
        "feeds.meeting_guide",
        "feeds.meeting_guide_of_source",
        "feeds.meeting_guide_types",
        "feeds.meetings",
        "feeds.sitemap",
        "feeds.sitemap_part",
        "finder.about",
        "finder.fellowship",
        "finder.fellowships",
        "finder.find",
        "finder.find_again",
        "finder.group",
        "finder.help_now",
        "finder.home",
        "finder.meeting",
        "finder.meeting_by_id",
        "finder.near",
        "finder.near_map",
        "finder.online",
        "finder.privacy",
        "finder.start",
        "health.healthz",
        "health.readyz",
        "health.robots",
        "health.security",
        "static",
    ),
    ANYONE,
)
"""Endpoint to audience."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
READS_BY_POST = frozenset({"feeds.admin_ajax"})
"""Posts that change nothing, which programs on other sites send to the software we stand in for."""
FOREIGN = "This form was sent from another site. Open this site itself and send the form from there."
_PORTS = {"http": 80, "https": 443}


def register(app: Flask) -> None:
    """Let every request pass these rules first."""
    app.before_request(refuse_unlisted_routes)
    app.before_request(refuse_foreign_posts)


def refuse_unlisted_routes() -> None:
    """Answer 403 for a route that nobody has listed in ACCESS."""
    if request.endpoint is not None and request.endpoint not in ACCESS:
        raise Forbidden("This page has not been opened to anybody yet.")


def refuse_foreign_posts() -> None:
    """Answer 403 when a browser says that a form comes from another site.

    `Sec-Fetch-Site` is believed first, because pages cannot forge it; browsers without it send `Origin` with
    every POST. What has neither is no browser and so cannot be misled by a foreign page.
    """
    if request.method in READING or request.endpoint in READS_BY_POST:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        foreign = site not in {"same-origin", "none"}
    else:
        foreign = _is_foreign(request.headers.get("Origin"))
    if foreign:
        raise Forbidden(FOREIGN)


def _is_foreign(origin: str | None) -> bool:
    if origin is None:
        return False
    own = {_host(f"{request.scheme}://{request.host}"), _host(settings().base_url)}
    return _host(origin) not in own - {""}


def _host(address: str) -> str:
    """Return host and port of an address; empty for `null` and other texts without a host.

    The scheme is left out, because behind a proxy the site may not know that it is reached by HTTPS.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return ""
    usual = port in _PORTS.values()
    return (parts.hostname or "") + ("" if usual or not parts.hostname else f":{port}")
