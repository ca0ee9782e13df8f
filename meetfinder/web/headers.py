"""The headers of every answer (design §9), errors and static files included."""

from http import HTTPStatus

from flask import Flask, Response, request

from meetfinder.web.access import ANYONE, audience
from meetfinder.web.site import settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Flask-WTF refuses HTTPS forms without a Referer, so it is kept within the site instead of left out.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
API_HEADERS = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
ONE_YEAR = "max-age=31536000"
API, HSDS = "/api/", "/hsds/"
PROGRAMS = (API, HSDS, "/client_interface/", "/from/")
"""Asked by programs of other sites: the API, and the dialects of other software."""
TRACELESS = ("/near/", "/find", "/plan", "/sign-in", "/submit")
"""Answers that say what somebody searched or sends: kept by no browser, listed by no search engine.

So are all pages for people who are signed in."""
FOR_EVER = f"public, {ONE_YEAR}, immutable"


def register(app: Flask) -> None:
    """Give every answer of the site its headers."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Set the headers; a page that has not changed since the visitor read it becomes 304 without a body."""
    response.headers.update(HEADERS)
    if _is_for_programs():
        response.headers.update(API_HEADERS)
    if settings().base_url.startswith("https://"):
        response.headers["Strict-Transport-Security"] = ONE_YEAR
    if _is_traceless():
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
    elif response.status_code >= HTTPStatus.BAD_REQUEST:
        response.headers["Cache-Control"] = "no-store"
    elif request.endpoint == "static" and "v" in request.args:
        # The address holds a mark of the content, so it changes when the file does.
        response.headers["Cache-Control"] = FOR_EVER
    else:
        _let_revalidate(response)
    return response


def _is_for_programs() -> bool:
    """Say whether any site may read the answer: the API, and the lists that we send to other programs."""
    return request.path.startswith(PROGRAMS) or request.blueprint == "feeds"


def _is_traceless() -> bool:
    """Say whether the answer is to a search; a page with more in its query than a language is one."""
    if _is_for_programs() or request.endpoint == "static":
        return False
    if audience() != ANYONE:
        return True
    return request.path.startswith(TRACELESS) or bool(set(request.args) - {"lang"})


def _let_revalidate(response: Response) -> None:
    response.headers.setdefault("Cache-Control", "no-cache")
    whole = response.status_code == HTTPStatus.OK and not response.is_streamed
    if request.method in {"GET", "HEAD"} and whole:
        response.add_etag()
        response.make_conditional(request)
