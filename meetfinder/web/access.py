"""Who may use which route: closed unless listed here. README's table is made from this one."""

from enum import StrEnum
from urllib.parse import urlsplit

from flask import Flask, redirect, request, url_for
from flask_wtf import CSRFProtect
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from meetfinder.accounts.models import Role
from meetfinder.web import signed_in
from meetfinder.web.languages import gettext, lazy_gettext
from meetfinder.web.site import settings


class Audience(StrEnum):
    """Who may use a route. What is about one group or submission is checked by its view besides."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    OWNER = "its owner"
    """Signed in, and the thing in the address is theirs; everybody else is told that it is not there."""
    SECOND_FACTOR = "moderator before the second factor"
    MODERATOR = "moderator"
    """By mail link and second factor; what is outside of their scope is not there."""
    ADMINISTRATOR = "administrator"


ANYONE = Audience.ANYONE
ACCESS: dict[str, Audience] = {
    **dict.fromkeys(
        (
            "account.link",
            "account.send_link",
            "account.sign_in",
            "account.use_link",
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
            "finder.coverage",
            "finder.coverage_of",
            "finder.coverage_table",
            "finder.fellowship",
            "finder.fellowships",
            "finder.find",
            "finder.find_again",
            "finder.group",
            "finder.guide",
            "finder.guides",
            "finder.help_now",
            "finder.home",
            "finder.meeting",
            "finder.meeting_by_id",
            "finder.near",
            "finder.near_map",
            "finder.online",
            "finder.plan",
            "finder.plan_calendar",
            "finder.plan_choice",
            "finder.privacy",
            "finder.service_worker",
            "finder.start",
            "health.healthz",
            "health.readyz",
            "health.robots",
            "health.security",
            "hsds.openapi",
            "hsds.organization",
            "hsds.organizations",
            "hsds.root",
            "hsds.service",
            "hsds.service_at_location",
            "hsds.service_at_locations",
            "hsds.services",
            "hsds.taxonomies",
            "hsds.taxonomy",
            "hsds.taxonomy_term",
            "hsds.taxonomy_terms",
            "organizer.add_venue",
            "organizer.answer",
            "organizer.ask_report",
            "organizer.begin",
            "organizer.begin_change",
            "organizer.check",
            "organizer.discard",
            "organizer.erased",
            "organizer.last",
            "organizer.look_at_sheet",
            "organizer.question",
            "organizer.remove_venue",
            "organizer.report",
            "organizer.reported",
            "organizer.send",
            "organizer.sent",
            "organizer.sheet",
            "organizer.submit",
            "organizer.suggest",
            "organizer.take_sheet",
            "organizer.venue_answer",
            "organizer.venue_question",
            "static",
        ),
        Audience.ANYONE,
    ),
    **dict.fromkeys(
        (
            "account.sessions",
            "account.sign_out",
            "organizer.change_address",
            "organizer.erase",
            "organizer.export",
            "organizer.home",
            "organizer.leave_page_draft",
            "organizer.leaving",
            "organizer.page",
            "organizer.page_drafts",
            "organizer.read_page",
            "organizer.take_page_draft",
        ),
        Audience.SIGNED_IN,
    ),
    **dict.fromkeys(
        (
            "account.end_session",
            "organizer.answer_question",
            "organizer.appeal",
            "organizer.cancel_date",
            "organizer.close_group",
            "organizer.confirm_group",
            "organizer.edit_group",
            "organizer.invite",
            "organizer.leave",
            "organizer.my_group",
            "organizer.pause",
            "organizer.remove_link",
            "organizer.resume",
            "organizer.second",
            "organizer.second_page",
            "organizer.submission",
            "organizer.withdraw",
        ),
        Audience.OWNER,
    ),
    **dict.fromkeys(
        ("account.check_second_factor", "account.enrol", "account.second_factor", "account.set_up"),
        Audience.SECOND_FACTOR,
    ),
    **dict.fromkeys(
        (
            "moderator.batch",
            "moderator.batches",
            "moderator.ask_stale",
            "moderator.begin_telephoned",
            "moderator.choose_merge",
            "moderator.claim_submission",
            "moderator.decide_batch",
            "moderator.decide_submission",
            "moderator.edit_submission",
            "moderator.find_groups",
            "moderator.group",
            "moderator.groups",
            "moderator.merge",
            "moderator.merge_groups",
            "moderator.next_submission",
            "moderator.queue",
            "moderator.redact_group",
            "moderator.revert_group",
            "moderator.review_submission",
            "moderator.save_submission",
            "moderator.stale",
            "moderator.tend_group",
            "moderator.undo_decision",
        ),
        Audience.MODERATOR,
    ),
    **dict.fromkeys(
        ("moderator.dismiss", "moderator.end_sessions", "moderator.invite", "moderator.people"),
        Audience.ADMINISTRATOR,
    ),
}
"""Endpoint to audience."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
READS_BY_POST = frozenset({"feeds.admin_ajax"})
"""Posts that change nothing, which programs on other sites send to the software we stand in for."""
FOREIGN = lazy_gettext(
    "This form was sent from another site. Open this site itself and send the form from there."
)
_ROLES = {
    Audience.SECOND_FACTOR: (Role.MODERATOR, Role.ADMINISTRATOR),
    Audience.MODERATOR: (Role.MODERATOR, Role.ADMINISTRATOR),
    Audience.ADMINISTRATOR: (Role.ADMINISTRATOR,),
}
_SECOND = (Audience.MODERATOR, Audience.ADMINISTRATOR)
_tokens = CSRFProtect()
_PORTS = {"http": 80, "https": 443}


def register(app: Flask) -> None:
    """Let every request pass these rules first."""
    # Tokens are asked for by `let_in`, because a stranger has no cookie that could hold one; they live as
    # long as the session, so that a page that was open over lunch can still be sent.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    _tokens.init_app(app)
    app.before_request(refuse_unlisted_routes)
    app.before_request(refuse_foreign_posts)
    app.before_request(let_in)


def audience() -> Audience:
    """Return who may use the present route; what leads nowhere is told to anyone."""
    return ACCESS.get(request.endpoint or "", Audience.ANYONE)


def refuse_unlisted_routes() -> None:
    """Answer 403 for a route that nobody has listed in ACCESS."""
    if request.endpoint is not None and request.endpoint not in ACCESS:
        raise Forbidden(gettext("This page has not been opened to anybody yet."))


def let_in() -> Response | None:
    """Send strangers to the sign-in page, refuse a wrong role, and ask for the token of every form."""
    asked = audience()
    if asked == Audience.ANYONE:
        return None
    session = signed_in.current_session()
    if session is None:
        return redirect(url_for("account.sign_in"), 303)
    if asked in _ROLES and session.account.role not in _ROLES[asked]:
        raise Forbidden
    if asked in _SECOND and session.second_factor_at is None:
        return redirect(url_for("account.second_factor"), 303)
    if request.method not in READING:
        _tokens.protect()
    signed_in.note_use()
    return None


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
        raise Forbidden(str(FOREIGN))


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
